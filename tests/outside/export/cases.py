"""Makes the cases whose exports are read back: the shipped sample with ratings and a finding, and a case
with hostile strings in every field that a tool may propose. Called by run.sh:
    cases.py BINARY ROOT FOLDER
"""

import json
import pathlib
import subprocess
import sys

BINARY, ROOT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])

HOSTILE = [
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "'=1",
    "</script><script>alert(1)</script><!-- ]]> &amp; &lt;b&gt; -->",
    "*bold* _x0041_ `code` [a](javascript:alert(1)) | # $x$ \\ ~~s~~",
    "#set page(width: 1pt) \\u{41} #eval(\"1\")",
    "He said \"no\", 'never'; and left\\",
    "\u202egnp.exe\u202c \u2067abc\u2069 \u200b\ufeff שלום مرحبا \U0001f680",
    "a nul\u0000 a bell\u0007 an escape\u001b[31m a c1 \u0085 and \ufffe",
    "one\r\nline\u2028and\u2029more",
    "<urn:x> <urn:y> \"\"\"z\"\"\" . @prefix a: <b> .",
]


def run(*arguments, text=None):
    done = subprocess.run([BINARY, *arguments], capture_output=True, text=True, input=text)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def init(name):
    case = FOLDER / name
    run("init", str(case), "--title", name, "--no-key")
    return str(case)


def claims(case):
    return [json.loads(line) for line in run("export", "claims", "--case", case).split("\n") if line]


def sample():
    case, pages = init("sample"), ROOT / "data/sample"
    names = ["harbour-wire-live.txt", "aldmoor-bulletin-live.html", "later/harbour-wire-live.txt"]
    actors = ["--actors", str(pages / "actors.toml")]
    for name in names:
        run("ingest", str(pages / name), *actors, "--case", case)
    run("queue", "--check", "all", "--by", "Ada", "--case", case)
    found = claims(case)
    run("review", "add", found[0]["id"], "--scale", "house", "--rating", "not shown", "--by", "Ada",
        "--reason", "nothing shows it", "--case", case)
    run("review", "add", found[1]["id"], "--scale", "1 to 5", "--rating", "2", "--by", "Ben", "--case", case)
    run("finding", "add", "--refutes", found[2]["id"], "--evidence", "a picture", "--reason", "it shows it",
        "--by", "Ada", "--case", case, "--", "The bridge stood on Sunday.")


def hostile():
    case = init("hostile")
    # Each string stands in the page as it is, so that it can be quoted.
    posts = "\n\n".join(f"{text}" for text in HOSTILE)
    page = FOLDER / "hostile.txt"
    page.write_bytes(f"FICTION. Live: <script>1</script> {HOSTILE[0][:9]}\n\n{posts}\n".encode())
    run("ingest", str(page), "--source", f"Wire {HOSTILE[0]} {HOSTILE[6]}", "--url",
        "https://x.example/> <urn:a> .\"\u202e", "--case", case)
    event = next(json.loads(line) for line in run("log", "--format", "ndjson", "--case", case).split("\n")
                 if '"capture.recorded"' in line)
    digest = event["payload"]["text"]
    lines = []
    for number, string in enumerate(HOSTILE):
        visible = string.strip() or string
        line = {
            "kind": "claim", "page": 0, "post": 1, "id": f"h{number}", "text_sha256": digest,
            "statement": f"{string}", "quote": [visible.split("\n")[0].strip("\r")],
            "speaker": f"{string} speaker {number}", "speaker_kind": "organisation", "role": string,
            "party": f"{string} party {number}", "venue": string, "relayed_by": f"{string} relayer",
            "about": [{"actor": f"{string} about", "role": "accused"}], "language": "en",
            "figures": [{
                "measure": string, "counts": string, "whose": string, "place": string, "period": string,
                "qualifier": string, "qualifier_by": "outlet", "low": -3, "best": 4.5, "high": None,
                "variants": [{"text": string, "by": "outlet"}],
            }],
            "flags": [string], "confidence": 0.5, "rule": f"{string}@1",
        }
        lines.append(line)
    for number in range(1, len(HOSTILE)):
        lines.append({
            "kind": "link", "page": 0, "from": f"h{number}", "to": f"h{number - 1}", "relation": "denies",
            "basis": "inferred", "reason": HOSTILE[number], "confidence": 0.5, "rule": HOSTILE[number],
        })
    run("propose", "-", "--case", case, text="\n".join(json.dumps(line) for line in lines))
    run("queue", "--check", "all", "--by", 'Ada "A" <ada>', "--case", case)
    for number, claim in enumerate(claims(case)):
        string = HOSTILE[number % len(HOSTILE)].replace("\0", "")
        run("review", "add", claim["id"], f"--scale={string}", f"--rating={string}", f"--reason={string}",
            "--by", "Ada <b>", "--case", case)


FOLDER.mkdir(parents=True)
sample()
hostile()
