"""Turns the lines of `counterclaim extract` into what the outside scorer of attributions reads.

    counterclaim extract PAGE… | attributions.py NAME… > predictions.jsonl

One NAME per page, in order: the document's id in the gold data. An attribution is one place where somebody is
said to say something, so the claims of one post that share speaker phrase and cue become one attribution with
all their content. A mention that names a speaker or a cue of its own (a headline beside the body) is one too.
What the outlet says in its own voice is no attribution and is left out.
"""
import json
import sys


def spans(thing, field):
    return tuple(sorted(tuple(span) for span in thing.get(field) or []))


def joined(contents):
    """The union of spans, with what overlaps or touches made one."""
    out = []
    for start, end in sorted(contents):
        if out and start <= out[-1][1]:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


def attributions(lines):
    """From the claims of one page to a list of source, cue and content spans."""
    groups = {}
    for claim in lines:
        if claim["attribution"] == "narration":
            continue
        for place in [claim, *(claim.get("mentions") or [])]:
            source, cue = spans(place, "source_spans"), spans(place, "cue_spans")
            if place is not claim and not source and not cue:
                continue
            # With neither speaker nor cue there is nothing that two claims could share.
            alone = None if source or cue else claim["id"]
            group = groups.setdefault((claim["post"], source, cue, alone), set())
            group.update(spans(place, "content_spans"))
    return [
        {"source": list(source), "cue": list(cue), "content": joined(contents)}
        for (_, source, cue, _), contents in groups.items()
        if contents
    ]


def main(names):
    pages = {}
    for line in sys.stdin:
        line = json.loads(line)
        if line["kind"] == "page":
            pages[line["page"]] = []
        elif line["kind"] == "claim":
            pages[line["page"]].append(line)
    if len(pages) != len(names):
        sys.exit(f"{len(pages)} pages were read and {len(names)} names given")
    for page, name in zip(sorted(pages), names):
        print(json.dumps({"id": name, "quotes": attributions(pages[page])}))


if __name__ == "__main__":
    main(sys.argv[1:])
