"""What schemathesis sends as lines of JSON: one line each for the entries of a list, else one line."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson", "application/ndjson", "application/jsonl")
def lines(_context, value):
    if isinstance(value, bytes):
        return value
    entries = value if isinstance(value, list) else [value]
    return "".join(json.dumps(entry) + "\n" for entry in entries).encode()
