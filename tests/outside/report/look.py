"""Looks at one page as its readers do: in light, dark and forced colours, wide and narrow, on paper.

    look.py PAGE.html AXE.js OUT-FOLDER

Ends with 1 and every complaint if a rule of axe-core is broken, the console says anything, anything is
loaded from elsewhere, or a narrow screen cannot show the page."""

import json
import sys
from pathlib import Path

from webdriver import Browser

AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
    found => done(found.violations.map(each => each.id + ': ' + each.help + ' at '
        + each.nodes.slice(0, 3).map(node => node.target.join(' ') + ' ' + node.html.slice(0, 120)).join(' | '))),
    error => done(['axe-core: ' + error]));
"""

# What is wider than the screen must lie in something that scrolls and takes the focus.
WIDER = """
const out = [];
const wide = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > wide) {
    for (const each of document.querySelectorAll('main *')) {
        if (each.closest('.scroll') === null && each.getBoundingClientRect().right > wide + 1) {
            out.push(each.outerHTML.slice(0, 160));
        }
    }
    out.unshift('the page is wider than a screen of ' + wide);
}
for (const each of document.querySelectorAll('.scroll')) {
    if (each.scrollWidth > each.clientWidth && each.tabIndex !== 0) {
        out.push('cannot be scrolled by keyboard: ' + each.outerHTML.slice(0, 160));
    }
}
return out;
"""

# Every text a reader sees, but for what is for one medium only.
TEXT = """
const out = [];
const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (all.nextNode()) {
    const home = all.currentNode.parentElement;
    const before = all.currentNode.previousSibling;
    if (home.closest('.skip, .foot, title, desc, style') !== null) { continue; }
    // A word that may be broken is one word.
    if (before !== null && before.nodeName === 'WBR') { out[out.length - 1] += all.currentNode.data; continue; }
    out.push(all.currentNode.data);
}
return out;
"""

HEADINGS = """
return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => Number(each.tagName[1]));
"""


def complaints(browser, page, axe, out):
    found = []
    browser.width(1_100)
    browser.open(page.resolve().as_uri())
    for name, features in {
        "light": {"prefers_color_scheme": "light"},
        "dark": {"prefers_color_scheme": "dark"},
        "forced": {"prefers_color_scheme": "light", "forced_colors": "active"},
    }.items():
        browser.media(**features)
        browser.picture(out / f"{page.stem}-{name}.png")
        if name != "forced":
            browser.run(axe)
            found += [f"{name}: {each}" for each in browser.wait_for(AXE)]
    browser.media(prefers_color_scheme="light")
    for width in (360, 320):
        browser.width(width)
        found += [f"{width} px: {each}" for each in browser.run(WIDER)]
        browser.picture(out / f"{page.stem}-{width}.png", 4_000)
    browser.width(1_100)
    levels = browser.run(HEADINGS)
    if levels.count(1) != 1 or any(later > one + 1 for one, later in zip(levels, levels[1:])):
        found.append(f"headings are out of order: {levels}")
    (out / f"{page.stem}.text.json").write_text(json.dumps(browser.run(TEXT)))
    # Dark on the screen, and yet on white paper.
    browser.media(prefers_color_scheme="dark")
    browser.print(out / f"{page.stem}-printed.pdf")
    found += [f"console: {each['message']}" for each in browser.log("browser")]
    for entry in browser.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            # The browser's own first page is not ours.
            if url != page.resolve().as_uri() and not url.startswith(("data:", "chrome:")):
                found.append(f"asks for {url}")
    return found


def main():
    page, axe, out = (Path(each) for each in sys.argv[1:])
    with Browser() as browser:
        found = complaints(browser, page, axe.read_text(), out)
    if found:
        sys.exit(f"{page.name}:\n" + "\n".join(found))


main()
