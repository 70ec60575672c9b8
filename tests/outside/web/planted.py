"""Plants markup and formulas in every field that comes from elsewhere, and looks whether any of it lives.

    planted.py BINARY [--full]

A page is read whose title, outlet, headlines, addresses and words are hostile, and so is what people
record. Then every page is opened in a browser that would run what it was given: no dialog may open, and
no script, handler or address that runs may stand in a page. In tables for spreadsheets no cell may be a
formula."""

import csv
import io
import json
import re
import sys
import zipfile
from urllib.parse import quote, urljoin, urlsplit

from served import Failures, Served
from webdriver import Browser

MARKUP = [
    '"><img src=x onerror=alert(1)>',
    "</script></title></textarea></style><script>alert(2)</script>",
    "'-alert(3)-'\" onmouseover=alert(3) x=\"",
    "<svg onload=alert(4)><iframe srcdoc='<script>alert(5)</script>'>",
    "{{7*7}}${7*7}<%= 7*7 %>",
]
FORMULAS = ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "=cmd|' /C calc'!A0"]
BAD_ADDRESSES = [
    "javascript:alert(6)",
    "JaVaScRiPt:alert(6)",
    "data:text/html,<script>alert(7)</script>",
    "java\nscript:alert(6)",
    "vbscript:x",
]

# What must not stand in any page of ours, whoever wrote it.
ALIVE = """
const out = [];
for (const each of document.querySelectorAll('script:not([src^="/assets/"]), iframe, object, embed, base, img, style, meta[http-equiv]')) {
    out.push('stands there: ' + each.outerHTML.slice(0, 200));
}
for (const each of document.querySelectorAll('*')) {
    for (const {name, value} of each.attributes) {
        if (name.startsWith('on')) { out.push('a handler: ' + each.outerHTML.slice(0, 200)); }
        if (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name)
            && /^[\\s\\0-\\x20]*(javascript|data|vbscript):/i.test(value.replace(/[\\t\\n\\r]/g, ''))) {
            out.push('an address that runs: ' + each.outerHTML.slice(0, 200));
        }
    }
}
return out;
"""
LINKS = "return [...document.querySelectorAll('a[href], link[rel=alternate]')].map(each => each.getAttribute('href'));"

# Pages that are opened, and with --full.
MOST_PAGES, ALL_PAGES = 110, 700


def live_page(number):
    """A live page of an invented outlet, hostile in every field that is read."""
    bad, formula = MARKUP[number % len(MARKUP)], FORMULAS[number % len(FORMULAS)]
    address = BAD_ADDRESSES[number % len(BAD_ADDRESSES)]
    posts = []
    for at, name in enumerate(("Ostrevian", "Valdorian")):
        said = f"{formula} {bad} nine houses in Pell were destroyed {number}{at}"
        posts.append(
            {
                "@type": "BlogPosting",
                "headline": f"{formula} {bad} {name} ministry denies {number}",
                "url": f"{address}#p{at}",
                "datePublished": f"2031-06-16T0{at}:0{number}:00+01:00",
                "author": {"@type": "Person", "name": bad},
                "articleBody": f'<p>"{said}", {name} Defence Ministry spokesman Joren {bad} Vask said on Monday.</p>',
            }
        )
    page = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": bad,
        "url": address,
        "datePublished": "2031-06-16T00:00:00+01:00",
        "coverageStartTime": "2031-06-16T00:00:00+01:00",
        "publisher": {"@type": "Organization", "name": formula + bad},
        "liveBlogUpdate": posts,
    }
    escaped = bad.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    linked = json.dumps(page).replace("</", "<\\/")
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escaped}</title>"
        f"<link rel='canonical' href='{address}'><meta property='og:site_name' content=\"{escaped}\">"
        f"<script type='application/ld+json'>{linked}</script></head><body><h1>{escaped}</h1></body></html>"
    )


def plant(served, failures):
    """Plants all of it, by every door."""
    headers = {**served.owner(), "Content-Type": "text/html"}
    for number in range(6):
        bad = quote(MARKUP[number % len(MARKUP)])
        source = f"&source={bad}" if number % 2 else ""
        status, _, body = served.call(
            "POST", f"/ingest?name={bad}{source}", live_page(number).encode(), headers
        )
        failures.expect(status in (200, 201), f"ingest: {status} {body[:300]}")
    for address in BAD_ADDRESSES:
        status, _, _ = served.call("POST", f"/ingest?url={quote(address, safe='')}", b"<p>x</p>", headers)
        failures.expect(status == 400, f"a page from {address}: {status}")
    claims = [card["id"] for card in served.get("/claims.json?limit=50")["statements"]]
    for number, bad in enumerate(MARKUP + FORMULAS):
        claim = claims[number % len(claims)]
        asked = [
            {"change": "actor_add", "name": f"{bad} {number}", "kind": "person"},
            {"change": "actor_alias", "actor": "Ostrevia", "alias": f"{bad} alias"},
            {"change": "matter_add", "slug": f"planted-{number}", "title": bad},
            {"change": "matter_assign", "slug": f"planted-{number}", "claims": [claim]},
            {"change": "note_add", "claim": claim, "text": bad},
            {"change": "review_add", "claim": claim, "scale": bad, "rating": bad, "reason": bad},
            {
                "change": "claim_add",
                "statement": bad,
                "speaker": f"{bad} {number}",
                "matters": [f"planted-{number}"],
            },
            {
                "change": "finding_add",
                "statement": bad,
                "refutes": claim,
                "evidence": [bad, BAD_ADDRESSES[0]],
                "reason": bad,
            },
            {
                "change": "link_add",
                "from": claims[0],
                "to": claims[number + 1],
                "relation": "contradicts",
                "reason": bad,
            },
            {"change": "source_rate", "source": "Harbour Wire", "rating": "B", "reason": bad},
            {"change": "source_owner", "source": "Harbour Wire", "owner": f"{bad} {number}"},
        ]
        for change in asked:
            try:
                served.change(**change)
            except RuntimeError as error:
                # The rules may say no to blanks; what they must not do is break.
                if not re.search(r": (409|422) ", str(error)):
                    failures.add(f"planting {change['change']}: {error}")
    # What is read into the case must be what was planted, or nothing is shown here.
    read = [
        card
        for card in served.get("/claims.json?limit=500")["statements"]
        if card["outlet"] and "alert" in json.dumps(card)
    ]
    failures.expect(len(read) >= 5, f"only {len(read)} claims of the hostile pages were read")
    # Whose name somebody records in comes from their token.
    token = served.command("token", "add", MARKUP[0], "--role", "analyst", "--case", str(served.case)).strip()
    change = json.dumps({"change": "note_add", "claim": claims[0], "text": "by a hostile name"})
    status, _, body = served.call(
        "POST",
        "/changes",
        change,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "If-Match": "*"},
    )
    failures.expect(status == 201, f"a note by a hostile name: {status} {body[:200]}")


# Kinds of page that tell numbers, or words of our own.
WITHOUT_WORDS = {"nothing", "help", "api", "figures", "matrix", "login", "tokens", "import", "checkpoint"}


def opened(served, browser, failures, most):
    """Opens every page there is, and returns the addresses of tables."""
    waiting = [
        f"{served.url}{path}?count=all"
        for path in (
            "/",
            "/queue",
            "/claims",
            "/matters",
            "/actors",
            "/timeline",
            "/graph",
            "/contradictions",
            "/figures",
            "/sources",
            "/changes",
            "/log",
            "/report",
            "/graph.svg",
            "/report.html",
        )
    ]
    waiting.append(f"{served.url}/report.html?party=Ostrevia&count=all")
    for words in MARKUP + BAD_ADDRESSES:
        said = quote(words, safe="")
        for path in (
            "/search?q=",
            "/claims?q=",
            "/compare?party=Ostrevia&party=",
            "/queue?where=",
            "/nothing/",
            "/actors/",
            "/?as_of=",
            "/timeline?tz=",
            "/matters/",
            "/?done=",
        ):
            waiting.append(f"{served.url}{path}{said}")
    seen, tables, pages, shown = set(), set(), 0, 0
    opened_kinds, speaking = set(), set()
    while waiting and pages < most:
        url = waiting.pop(0).split("#")[0]
        if url in seen or not url.startswith(served.url + "/"):
            continue
        seen.add(url)
        path = urlsplit(url).path
        if path.endswith((".csv", ".xlsx")):
            tables.add(url)
            continue
        if re.search(r"\.(?!svg$|html$)[a-z]+$", path) or path in ("/events", "/metrics", "/logout"):
            continue
        browser.open(url)
        pages += 1
        while said := browser.dialog():
            failures.add(f"{url}: a dialog opened: {said}")
        for each in browser.run(ALIVE):
            # A report and a picture bring their own sheet, in a document that may run nothing.
            if not (path.endswith((".html", ".svg")) and "<style" in each):
                failures.add(f"{url}: {each}")
        kind = path.split("/")[1]
        is_shown = browser.run(
            "return /alert\\(|7\\*7|HYPERLINK/.test((document.body ?? document.documentElement).textContent)"
        )
        shown += is_shown
        (speaking if is_shown else opened_kinds).add(kind)
        for link in browser.run(LINKS):
            waiting.append(urljoin(url, link))
    for entry in browser.log("browser"):
        if "Content Security Policy" in entry["message"]:
            failures.add(f"the policy had to hold it off: {entry['message'][:300]}")
    # Every kind of page that has words of others in it shows what was planted, on one page at least.
    silent = opened_kinds - speaking - WITHOUT_WORDS
    failures.expect(not silent, f"pages of these kinds show nothing that was planted: {sorted(silent)}")
    print(f"planted: {pages} pages opened, {shown} of them show what was planted, as words")
    return tables


def is_formula(cell):
    return cell[:1] in ("=", "+", "-", "@", "\t", "\r")


def spread(served, tables, failures):
    """Reads tables as a spreadsheet would."""
    for what in ("claims", "links", "figures", "actors", "matters"):
        tables |= {f"{served.url}/export/{what}.{form}" for form in ("csv", "xlsx")}
    cells = held_off = 0
    for url in sorted(tables):
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        status, _, body = served.call("GET", path, headers=served.owner())
        if status != 200:
            failures.add(f"{url}: status {status}")
        elif parts.path.endswith(".csv"):
            for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
                cells += len(row)
                held_off += sum(cell.startswith("'") and is_formula(cell[1:]) for cell in row)
                for cell in filter(is_formula, row):
                    failures.add(f"{url}: a formula: {cell[:60]!r}")
        else:
            book = zipfile.ZipFile(io.BytesIO(body))
            for name in book.namelist():
                if "sheet" in name and name.endswith(".xml"):
                    sheet = book.read(name).decode()
                    cells += sheet.count("<c ")
                    failures.expect("<f>" not in sheet and "<f " not in sheet, f"{url}: {name} has a formula")
                failures.expect(not re.search(r"externalLink|vbaProject", name), f"{url}: {name}")
    failures.expect(held_off > 0, "no cell of any table was made harmless: nothing was planted there")
    print(f"planted: {len(tables)} tables with {cells} cells read, {held_off} of them made harmless")


def main():
    failures = Failures()
    with Served(sys.argv[1]) as served, Browser() as browser:
        plant(served, failures)
        browser.open(served.login)
        tables = opened(served, browser, failures, ALL_PAGES if "--full" in sys.argv else MOST_PAGES)
        spread(served, tables, failures)
        failures.expect(served.call("GET", "/healthz")[0] == 200, "the server does not answer")
    failures.tell("planted")


main()
