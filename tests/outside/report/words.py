"""Holds PDFs against the page they are of, and against the quotations of the report's JSON.

    words.py PAGE.text.json REPORT.json|- PDF…

Every quotation stands in every PDF, in its marks; every word of the page stands there as often as on the
page: nothing is clipped, dropped or hidden behind something."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

MARKS = {"speaker": '"{}"', "outlet": "‹{}›"}


def folded(text):
    """Without blanks, hyphens and break marks: what is left does not depend on where lines end."""
    return re.sub(r"[\s\u00ad\u200b\u2010\u2011-]+", "", text)


def pages(pdf, *options):
    command = ["pdftotext", "-enc", "UTF-8", *options, str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return text.split("\f")


def lines(pages):
    """The lines of a PDF without those that stand on every page."""
    counts = Counter(line for page in pages for line in {each.strip() for each in page.split("\n")})
    often = {line for line, count in counts.items() if len(pages) > 4 and count > len(pages) * 0.7}
    numbers = re.compile(r"^\d+ of \d+$")
    kept = [line for page in pages for line in page.split("\n") if line.strip() not in often]
    return [line for line in kept if not numbers.match(line.strip())]


def quotations(value):
    if isinstance(value, dict):
        if set(value) == {"text", "marks"} and value["marks"] in MARKS:
            yield MARKS[value["marks"]].format(" ".join(value["text"].split()))
        for each in value.values():
            yield from quotations(each)
    elif isinstance(value, list):
        for each in value:
            yield from quotations(each)


def words(text):
    return Counter(re.findall(r"\w+", text))


def count(number, one):
    return f"1 {one}" if number == 1 else f"{number} {one}s"


def main():
    text, report, *pdfs = sys.argv[1:]
    page = json.loads(Path(text).read_text())
    quoted = set()
    if report != "-":
        quoted = set(quotations(json.loads(Path(report).read_text())))
        if not quoted:
            sys.exit(f"{report} holds no quotation")
    quotes = len(quoted)
    wanted = Counter()
    for word in " ".join(page).split():
        # Longer words are broken at the ends of lines, and those with a hyphen are joined by pdftotext.
        if len(word) <= 24 and "-" not in word:
            wanted += words(word)
        else:
            quoted.add(word)
    failed = []
    for pdf in pdfs:
        # In the order in which it was written: columns side by side stay apart.
        printed = pages(pdf, "-raw")
        flow = folded("\n".join(lines(printed)))
        failed += [f"{pdf}: not in it: {each}" for each in sorted(quoted) if folded(each) not in flow]
        # Heads of tables and of pages may stand there more often.
        missing = wanted - words("\n".join(printed))
        failed += [f"{pdf}: {count} of {wanted[word]} missing: {word}" for word, count in missing.items()]
    if failed:
        sys.exit("\n".join(failed[:40]))
    print(
        f"{Path(text).name}: {quotes} quotations and {wanted.total()} words stand in {count(len(pdfs), 'PDF')}"
    )


main()
