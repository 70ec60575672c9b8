"""Looks at every page of the served demo as its readers do, in a real browser.

    pages.py BINARY AXE.js [--full] [--pictures FOLDER]

From the first page on, every link is followed: one page of each route (with --full, one of each route and
set of parameters, and one of each route as somebody who is not logged in). A page fails if its status is no 2xx,
if the console or the policy says anything, if a rule of axe-core is broken in light or dark, if anything is
asked of another host, if it is wider than a screen of 360 px or at 200 % zoom, if it moves for those who
want no motion, or if headings, names or the links within it do not fit."""

import argparse
import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

from served import Failures, Served
from webdriver import Browser

AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(
    found => done(found.violations.map(each => each.id + ': ' + each.help + ' at '
        + each.nodes.slice(0, 3).map(node => node.target.join(' ') + ' ' + node.html.slice(0, 120)).join(' | '))),
    error => done(['axe-core: ' + error]));
"""

# What is wider than the screen must lie in something that scrolls and takes the focus.
WIDER = """
const out = [], root = document.documentElement, wide = root.clientWidth;
if (root.scrollWidth > wide) {
    out.push('the page is ' + root.scrollWidth + ' wide on ' + wide);
    for (const each of document.querySelectorAll('body *')) {
        if (each.closest('.scroll') === null && each.getBoundingClientRect().right > wide + 1) {
            out.push(each.outerHTML.slice(0, 160));
        }
    }
}
return out.slice(0, 4);
"""

SCROLLED = """
return [...document.querySelectorAll('.scroll')].filter(each => each.scrollWidth > each.clientWidth + 1
    && each.tabIndex !== 0).map(each => 'cannot be scrolled by keyboard: ' + each.outerHTML.slice(0, 160));
"""

SHAPE = """
const out = [];
const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => Number(each.tagName[1]));
if (levels.filter(level => level === 1).length !== 1) { out.push('not one h1: ' + levels); }
if (levels.some((level, at) => at > 0 && level > levels[at - 1] + 1)) { out.push('headings skip: ' + levels); }
const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) { out.push('twice: id ' + id); }
for (const link of document.querySelectorAll('a[href*="#"]')) {
    const to = new URL(link.href);
    if (to.pathname + to.search === location.pathname + location.search && to.hash.length > 1
        && document.getElementById(decodeURIComponent(to.hash.slice(1))) === null) {
        out.push('leads nowhere: ' + link.getAttribute('href'));
    }
}
if (document.querySelector('[style], style, script:not([src])') !== null) { out.push('a style or script inline'); }
return out;
"""

STILL = """
const out = document.getAnimations().map(each => 'moves: ' + each.constructor.name);
if (getComputedStyle(document.documentElement).scrollBehavior !== 'auto') { out.push('scrolls smoothly'); }
return out;
"""

# On paper there is nothing to press, and everything that is folded lies open.
PAPER = """
const shown = each => each.getClientRects().length > 0;
return [...document.querySelectorAll('nav, button, .skip')].filter(shown).slice(0, 3)
    .map(each => 'printed: ' + each.outerHTML.slice(0, 120));
"""

LINKS = (
    "return [...document.querySelectorAll('a[href], link[rel=next]')].map(each => each.getAttribute('href'));"
)

MEDIA = {
    "light": {"prefers_color_scheme": "light"},
    "dark": {"prefers_color_scheme": "dark"},
    "forced": {"prefers_color_scheme": "light", "forced_colors": "active"},
}


class Crawl:
    def __init__(self, served, browser, asked, failures, who):
        self.served, self.browser, self.failures = served, browser, failures
        self.full, self.who = asked.full and who == "owner", who
        self.pictures = asked.pictures
        self.axe = asked.axe.read_text()
        paths = json.loads(served.call("GET", "/openapi.json")[2])["paths"]
        self.templates = [
            (path, re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path)) + "$"))
            for path in sorted(paths, key=lambda path: path.count("{"))
        ]
        # What is no page: other forms of one, files, and what no browser opens.
        self.no_page = re.compile(r"\.[a-z]+$|^/(assets|events|metrics|healthz|readyz|login)\b")

    def shape(self, url):
        parts = urlsplit(url)
        for path, template in self.templates:
            if template.match(parts.path):
                break
        else:
            # A path that nobody described still has a first part and a depth.
            path = "/".join(["", *parts.path.split("/")[1:2], *["*"] * (parts.path.count("/") - 1)])
        names = {name for name, _ in parse_qsl(parts.query)} if self.full else {}
        return path + ("?" + "&".join(sorted(names)) if names else "")

    def run(self, first):
        waiting, seen = [(first, "")], set()
        while waiting:
            url, found_on = waiting.pop(0)
            url = url.split("#")[0]
            shape = self.shape(url)
            if shape in seen or self.no_page.search(urlsplit(url).path):
                continue
            seen.add(shape)
            failed = self.look(url, shape)
            if failed is None:
                self.failures.add(f"{self.who} {url}: not found (link on {found_on})")
                continue
            for each in failed:
                self.failures.add(f"{self.who} {url}: {each}")
            for link in self.browser.run(LINKS):
                to = urljoin(url, link)
                if to.startswith(self.served.url + "/"):
                    waiting.append((to, url))
        return sorted(seen)

    def look(self, url, shape):
        browser, found = self.browser, []
        browser.media(**MEDIA["light"])
        browser.width(1_200)
        browser.open(url)
        status = browser.run("return performance.getEntriesByType('navigation')[0].responseStatus")
        if status == 404:
            browser.log("browser"), browser.log("performance")
            return None
        if not 200 <= status < 300:
            found.append(f"status {status}")
        name = re.sub(r"\W+", "-", shape).strip("-") or "first"
        name = f"{self.who}-{name}"[:120]
        found += browser.run(SHAPE)
        browser.run(self.axe)
        for medium, features in MEDIA.items():
            browser.media(**features)
            if medium != "forced":
                found += [f"{medium}: {each}" for each in browser.wait_for(AXE)]
            if self.full or medium != "forced":
                browser.picture(self.pictures / f"{name}-{medium}.png", 4_000)
        browser.media(prefers_reduced_motion="reduce")
        found += browser.run(STILL)
        browser.media("print")
        found += [f"paper: {each}" for each in browser.run(PAPER)]
        if self.full:
            browser.print(self.pictures / f"{name}.pdf")
        browser.media(**MEDIA["light"])
        # A window of 1280 px at 200 % has room for 640, at 400 % for 320.
        for what, wide, scale in (("200 %", 640, 2), ("360 px", 360, 1), ("400 %", 320, 4)):
            browser.width(wide, 900, scale)
            wider = browser.run(WIDER) + browser.run(SCROLLED)
            found += [f"{what}: " + " | ".join(wider)] if wider else []
            if what == "360 px":
                browser.picture(self.pictures / f"{name}-narrow.png", 4_000)
        # The console tells of every status but 2xx; that a page meant to is told above.
        found += [f"console: {each['message']}" for each in browser.log("browser")]
        for asked in browser.requests():
            if not asked.startswith((self.served.url + "/", "data:", "chrome:")):
                found.append(f"asks for {asked}")
        return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=Path)
    parser.add_argument("axe", type=Path)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--pictures", type=Path, default=Path("target/web-screens"))
    asked = parser.parse_args()
    asked.pictures.mkdir(parents=True, exist_ok=True)
    failures = Failures()
    with Served(asked.binary) as served, Browser() as browser:
        if asked.full:
            read = Crawl(served, browser, asked, failures, "reader").run(served.url + "/")
            print(f"pages: {len(read)} shapes as somebody who reads")
        browser.open(served.login)
        owned = Crawl(served, browser, asked, failures, "owner").run(served.url + "/")
        print(f"pages: {len(owned)} shapes as the owner")
    failures.tell("pages")
    print("pages: nothing failed")


main()
