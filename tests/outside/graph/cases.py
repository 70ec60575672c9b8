"""Makes the cases whose graphs are read back: the shipped sample, a page of the seed where it lies
beside the workspace, and a case of hostile strings with every type of link. Called by run.sh:
    cases.py BINARY ROOT FOLDER
"""

import json
import pathlib
import subprocess
import sys

BINARY, ROOT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])

HOSTILE = [
    'He said "no" and \'never\', then \\ left\\',
    "two\nlines\tand a tab\r\nand more",
    "--> <!-- ]]> &amp; &lt;b&gt; <script>alert(1)</script>",
    "\U0001f680 \u05e9\u05dc\u05d5\u05dd \u202eright to left\u202c \u0645\u0631\u062d\u0628\u0627 \u200b",
    '"); } digraph evil { a -> b [label="x',
    "[a]: {party: \"b\"} - [c] #tag @[x] :smile: .alpha. // /* */ === (1)",
    '"""@en . <urn:x> a <urn:y> . # \\u0022',
    "\\N \\G \\l \\E $PATH ${x} %s {0}",
]
RELATIONS = [
    "confirms", "denies", "contradicts", "rests_on", "repeats", "corrects", "updates", "retracts",
    "rejects", "qualifies", "consistent_with",
]


def run(*arguments):
    done = subprocess.run([BINARY, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def init(name):
    case = FOLDER / name
    run("init", str(case), "--title", name)
    return str(case)


def sample():
    case, pages = init("sample"), ROOT / "data/sample"
    names = ["harbour-wire-live.txt", "aldmoor-bulletin-live.html"]
    actors = ["--actors", str(pages / "actors.toml")]
    run("ingest", *[str(pages / name) for name in names], *actors, "--case", case)
    run("queue", "--check", "all", "--by", "Ada", "--case", case)


def seed():
    pages = sorted((ROOT / "../shared/seeds").glob("*.txt"))
    if not pages:
        print("skipped: no ../shared/seeds, so no page of the seed is read back")
        return
    case = init("seed")
    run("ingest", *map(str, pages), "--case", case)
    run("queue", "--check", "all", "--by", "Ada", "--case", case)


def add(case, statement, speaker, *more):
    out = run(
        "claim", "add", f"--speaker={speaker}", *more, '--by=Ada "A" <ada>', "--case", case,
        "--format", "json", "--", statement,
    )
    return made(out, "claim")


def link(case, left, relation, right, reason):
    run("link", "add", f"--reason={reason}", "--by", "Ada", "--case", case, left, relation, right)


def made(out, what):
    things = json.loads(out)["things"]
    return next(thing.split()[1] for thing in things if thing.startswith(what + " "))


def hostile():
    case = init("hostile")
    speakers = [f"Speaker {number} {text[:12]}".replace("\n", " ") for number, text in enumerate(HOSTILE)]
    claims = [
        add(case, text, speaker, "--kind", "organisation", "--said", "2031-06-14T10:00:00Z")
        for text, speaker in zip(HOSTILE, speakers)
    ]
    same = [add(case, f"Put otherwise ({n}): {HOSTILE[n]}", speakers[0]) for n in range(4)]
    ends = {
        "repeats": (same[0], claims[0]), "corrects": (same[1], claims[0]),
        "updates": (same[2], claims[0]), "retracts": (same[3], same[2]),
    }
    for number, relation in enumerate(RELATIONS):
        count = len(claims)
        left, right = ends.get(relation, (claims[number % count], claims[(number + 3) % count]))
        link(case, left, relation, right, HOSTILE[number % count])
    # Parallel edges, and a confirmation that feeds on what it confirms.
    link(case, claims[0], "denies", claims[3], "parallel")
    link(case, claims[6], "rests_on", claims[5], "relay")
    link(case, claims[6], "confirms", claims[5], "feeds on it")
    run(
        "finding", "add", "--refutes", claims[1], f"--evidence={HOSTILE[0]}",
        f"--reason={HOSTILE[5]}", "--by", "Ada", "--case", case, "--", HOSTILE[2],
    )


FOLDER.mkdir(parents=True)
sample()
seed()
hostile()
