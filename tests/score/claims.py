"""Scores claims, parties and links of one page against the hand annotation in `shared/gold`.

    counterclaim extract PAGE | claims.py GOLD_FOLDER [--misses]

A gold claim is found if a claim of the same post covers the same words: of the words that either of the two has,
at least half are common to both, for some pair of their places (the claim's own, or one of its mentions). Claims
are paired one to one, best pairs first. Narration is neither rewarded nor punished. One figure a line.

A speaker is right if it is the annotated one, by any of its names, or one that the annotation allows as well.
Matters are compared as a partition, since their names are free: two claims belong together for us if they share
a matter, for the annotation if they have the same `about`.

An inferred link of the annotation that says `confirms` is found if ours says so, or if it says that the two fit
together, which is as far as a rule may go; where one party speaks twice (`same_party`) it is also found as a
repetition or as resting on it, since the annotation itself calls that no corroboration. The line that ends in
"(confirms)" counts `confirms` alone. An inferred link of ours is in the annotation if it is one of its links, weak
ones included, or a pair that it marks as the same claim said twice.
"""
import collections
import itertools
import json
import re
import sys
from pathlib import Path

ENOUGH = 0.5
AGAINST = {"denies", "rejects", "contradicts", "refutes"}
# Relations that say the same read from either end; a repetition runs from the later to the earlier.
BOTH_WAYS = {"contradicts", "consistent_with", "repeats"}
# Parties whose name in print differs from the annotation's by more than the annotation's aliases tell.
ALSO = {"EU": {"european union"}, "ECHR": {"european court of human rights", "council of europe"}}
NOBODY = {"unnamed media", "unspecified"}


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gold_places(claim):
    places = [(claim["offset"], claim["end"])]
    return places + [(mention["offset"], mention["end"]) for mention in claim["mentions"]]


def our_places(claim):
    places = [tuple(span) for span in claim["content_spans"]]
    if len(places) > 1:
        places.append((places[0][0], places[-1][1]))
    for mention in claim.get("mentions") or []:
        places += [tuple(span) for span in mention["content_spans"]]
    return places


def overlap(one, other):
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common)


def likeness(one, other):
    common = overlap(one, other)
    return common / (one[1] - one[0] + other[1] - other[0] - common) if common else 0.0


def pairs(gold, ours):
    """One-to-one pairs of indices, best first."""
    scored = []
    for g, wanted in enumerate(gold):
        for o, found in enumerate(ours):
            if wanted["post"] != found["post"]:
                continue
            best = max(likeness(a, b) for a in gold_places(wanted) for b in our_places(found))
            if best >= ENOUGH:
                # Of equally good pairs the one with the right party: two sides may share their words.
                scored.append((best, same_party(wanted, found), -g, -o))
    matched = {}
    for _, _, g, o in sorted(scored, reverse=True):
        if -g not in matched and -o not in matched.values():
            matched[-g] = -o
    return matched


def same_party(wanted, found):
    said = (found.get("party") or "").casefold()
    if wanted["party"] in NOBODY:
        return not said or found.get("speaker_kind") == "unnamed"
    names = PARTY_NAMES.get(wanted["party"], set()) | {wanted["party"].casefold()}
    names |= {party.casefold() for party in wanted["parties"]}
    for speaker in wanted["alt_speakers"]:
        names |= PARTY_NAMES.get(PARTY_OF.get(speaker.casefold(), speaker), {speaker.casefold()})
    return said in names


def plain(name):
    """A name without case, articles and marks."""
    return " ".join(word for word in re.findall(r"\w+", (name or "").casefold()) if word != "the")


def same_speaker(wanted, found):
    if wanted["party"] in NOBODY:
        return not found.get("speaker") or found.get("speaker_kind") == "unnamed"
    said = plain(found.get("speaker"))
    allowed = [wanted["speaker"], *(wanted.get("alt_speakers") or []), *wanted["parties"]]
    names = set()
    for name in allowed:
        names |= {plain(name)} | SPEAKER_NAMES.get(name.casefold(), set())
    return said in names


def together(gold, ours, matched):
    """Pairs of claims on one matter: right, found, labelled."""
    right = found = labelled = 0
    for (g, o), (h, p) in itertools.combinations(sorted(matched.items()), 2):
        wanted = gold[g]["about"] == gold[h]["about"]
        given = not set(ours[o]["matters"]).isdisjoint(ours[p]["matters"])
        right += wanted and given
        found += given
        labelled += wanted
    return right, found, labelled


def fitting_relations(wanted, strictly):
    if wanted["relation"] == "refutes":
        return AGAINST
    fitting = {wanted["relation"]}
    if wanted["basis"] == "inferred" and not strictly:
        fitting |= {"consistent_with"}
        if wanted["same_party"]:
            fitting |= {"repeats", "rests_on"}
    return fitting


def link_found(wanted, links, by_id, claims_by_id, strictly=False):
    """Whether a link of ours joins claims that overlap the ends of a gold link, in a fitting relation."""
    fitting = fitting_relations(wanted, strictly)
    ends = [gold_places(by_id[wanted[end]]) for end in ("from", "to")]

    def at(claim, places):
        return any(overlap(a, b) for a in places for b in our_places(claim))

    for link in links:
        one, other = claims_by_id.get(link["from"]), claims_by_id.get(link["to"])
        if link["relation"] not in fitting or not one or not other:
            continue
        if at(one, ends[0]) and at(other, ends[1]):
            return link
        if link["relation"] in BOTH_WAYS and at(one, ends[1]) and at(other, ends[0]):
            return link
    return None


def twice(gold):
    """The pairs that the annotation marks as one claim said twice, in the shape of links."""
    return [
        {"from": claim["id"], "to": other, "relation": "confirms", "basis": "inferred", "same_party": True}
        for claim in gold
        for other in claim.get("same_as") or []
    ]


def share(name, part, whole):
    percent = 100 * part / whole if whole else 0.0
    print(f"{name:28} {part:4} of {whole:4} {percent:6.1f}")


def main(folder, show_misses):
    folder = Path(folder)
    actors = json.loads((folder / "actors.json").read_text(encoding="utf-8"))
    for actor in actors:
        party = actor["speaks_for"]
        SPEAKER_NAMES[actor["name"].casefold()] = {plain(name) for name in [actor["name"], *actor["aliases"]]}
        if party:
            PARTY_OF[actor["name"].casefold()] = party
            if actor["kind"] != "person":
                PARTY_NAMES[party] |= {name.casefold() for name in [actor["name"], *actor["aliases"]]}
    for party, names in ALSO.items():
        PARTY_NAMES[party] |= names
    gold, gold_links = read(folder / "claims.jsonl"), read(folder / "links.jsonl")
    lines = [json.loads(line) for line in sys.stdin]
    ours = [line for line in lines if line["kind"] == "claim"]
    links = [line for line in lines if line["kind"] == "link"]
    posts = [line for line in lines if line["kind"] == "post" and line["post"] > 0]

    dated = {(post["post"], post["published_at"]) for post in read(folder / "posts.jsonl")}
    share("posts dated", len(dated & {(post["post"], post["published_at"]) for post in posts}), len(dated))

    matched = pairs(gold, ours)
    core = [g for g, claim in enumerate(gold) if claim["tier"] == "core"]
    hit = [g for g in core if g in matched]
    party = [g for g in hit if same_party(gold[g], ours[matched[g]])]
    share("core claims found", len(hit), len(core))
    share("party right (of found)", len(party), len(hit))
    share("core with right party", len(party), len(core))
    speaker = [g for g in hit if same_speaker(gold[g], ours[matched[g]])]
    share("speaker right (of found)", len(speaker), len(hit))
    share("core with right speaker", len(speaker), len(core))
    right = lambda field, also: sum(
        ours[matched[g]][field] in [gold[g][field], *(gold[g].get(also) or [])] for g in hit
    )
    share("modality right (of found)", right("modality", "alt_modality"), len(hit))
    share("form right (of found)", right("form", None), len(hit))
    voiced = [o for o, claim in enumerate(ours) if claim["attribution"] != "narration"]
    right_pairs, found_pairs, labelled_pairs = together(gold, ours, matched)
    share("matters, pairwise P", right_pairs, found_pairs)
    share("matters, pairwise R", right_pairs, labelled_pairs)
    share("matters, pairwise F1", 2 * right_pairs, found_pairs + labelled_pairs)
    taken = set(matched.values())
    share("claims that are in gold", sum(o in taken for o in voiced), len(voiced))

    by_id = {claim["id"]: claim for claim in gold}
    claims_by_id = {claim["id"]: claim for claim in ours}
    stated = [link for link in gold_links if link["basis"] == "stated"]
    ours_stated = [link for link in links if link["basis"] == "stated"]
    found = [link for link in stated if link_found(link, ours_stated, by_id, claims_by_id)]
    right_ids = {
        (match["from"], match["to"], match["relation"])
        for link in gold_links
        for one in ours_stated
        if (match := link_found(link, [one], by_id, claims_by_id))
    }
    share("stated links found", len(found), len(stated))
    share("stated links in gold", len(right_ids), len(ours_stated))
    inferred = [link for link in gold_links if link["basis"] == "inferred"]
    strong = [link for link in inferred if link["strength"] == "strong"]
    found_strong = [link for link in strong if link_found(link, links, by_id, claims_by_id)]
    share("strong inferred links found", len(found_strong), len(strong))
    strictly = [link for link in strong if link_found(link, links, by_id, claims_by_id, True)]
    share("... found (confirms)", len(strictly), len(strong))
    ours_inferred = [link for link in links if link["basis"] == "inferred"]
    known = inferred + twice(gold)
    right_links = [one for one in ours_inferred if any(link_found(w, [one], by_id, claims_by_id) for w in known)]
    share("inferred links in gold", len(right_links), len(ours_inferred))

    if show_misses:
        for g in core:
            if g not in matched:
                print("not found  ", gold[g]["id"], gold[g]["post"], gold[g]["quote"])
            elif g not in speaker:
                print("speaker    ", gold[g]["id"], gold[g]["speaker"], "/", ours[matched[g]].get("speaker"))
            if g in matched and g not in party:
                print("other party", gold[g]["id"], gold[g]["party"], "/", ours[matched[g]].get("party"), gold[g]["quote"])
        for o in voiced:
            if o not in taken:
                print("not in gold", ours[o]["id"], ours[o]["post"], " … ".join(ours[o]["quote"]))
        for link in stated:
            if link not in found:
                print("no link    ", link["from"], link["relation"], link["to"])
        for link in strong:
            if link not in found_strong:
                print("no inferred", link["from"], link["relation"], link["to"], link["why"])
        for link in ours_inferred:
            if link not in right_links:
                ends = [" … ".join(claims_by_id[link[end]]["quote"])[:70] for end in ("from", "to")]
                print("not in gold", link["from"], link["relation"], link["to"], link["rule"], "|", " | ".join(ends))


PARTY_NAMES = collections.defaultdict(set)
PARTY_OF = {}
SPEAKER_NAMES = {}

if __name__ == "__main__":
    main(sys.argv[1], "--misses" in sys.argv[2:])
