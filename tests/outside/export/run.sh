#!/usr/bin/env bash
# Reads the exports back with programs of other people: openpyxl, csv, jsonschema, rdflib, pySHACL, and
# the vocabulary of schema.org as pydantic2-schemaorg ships it. Called by `.ci/run full`; alone:
#   tests/outside/export/run.sh [BINARY]
# Programs come by name from their registry, in the versions pinned beside this file; one that cannot be
# had ends the run. Nothing is fetched while exports are read.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
binary="${1-}"
if [ -z "$binary" ]; then
    (cd "$root" && cargo build --quiet --locked --workspace --bin counterclaim)
    binary="${CARGO_TARGET_DIR:-$root/target}/debug/counterclaim"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
"$work/python/bin/python" "$here/cases.py" "$binary" "$root" "$work/cases"
for case in "$work"/cases/*/; do
    "$work/python/bin/python" "$here/read_back.py" "$binary" "$case" "$here"
done
