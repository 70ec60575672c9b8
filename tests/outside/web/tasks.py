"""Does what an analyst does, first in a browser that runs no script, then with the keyboard alone.

tasks.py BINARY"""

import sys
import time

from served import Failures, Served
from webdriver import ENTER, SHIFT, TAB, Browser

# What has the focus: what it is, and whether an eye sees that it has it.
FOCUS = """
const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
return {name: (at.id || at.className || at.tagName) + ' ' + (at.textContent || at.name || '').trim().slice(0, 40),
    is_page: at === document.body, id: at.id, tag: at.tagName, item: at.dataset.id || at.id,
    is_seen: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
    is_in_view: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
        && box.width > 0 && box.height > 0,
    is_uncovered: (hit => hit === null || at.contains(hit) || hit.contains(at))(
        document.elementFromPoint(Math.max(0, box.left) + Math.min(box.width, 20) / 2,
            Math.max(0, box.top) + Math.min(box.height, 20) / 2))};
"""


def queue(served):
    return [claim["id"] for claim in served.get("/queue.json?limit=200")["claims"]]


def without_script(served, browser, failures):
    """Search, filter, open, log in, check, amend and go on, by links and forms."""
    expect = failures.expect
    browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(served.url + "/")
    expect(browser.run("return typeof items") == "undefined", "the script of the page ran after all")
    expect("Log in" in browser.text(".who"), "nobody is logged in, and nothing leads to the login")
    browser.type("#q", "market")
    browser.follow(".search button")
    expect("/search?q=market" in browser.address(), f"search led to {browser.address()}")
    total = browser.text("main .count")
    browser.type("#query", 'market party:"Tarn Republic"')
    browser.follow("main form button")
    filtered = browser.text("main .count")
    expect(total != filtered, f"the filter filtered nothing: {total}, then {filtered}")
    words = browser.text(".claim .said")
    browser.follow(".claim a.open")
    expect("/claims/" in browser.address(), f"a claim led to {browser.address()}")
    expect(words.strip("“”‹›") in browser.text("main"), "the claim's page does not have its words")
    expect("Record something" not in browser.text("main"), "who only reads is offered forms")

    browser.open(served.login)
    expect(browser.address() == served.url + "/", f"the login led to {browser.address()}")
    expect("you, owner" in browser.text(".who"), "the login logged nobody in")
    browser.follow('nav a[href="/queue"]')
    waiting = queue(served)
    first = browser.run("return document.querySelector('.item').dataset.id")
    browser.follow(f'.item[data-id="{first}"] button[data-key=check]')
    expect("/queue" in browser.address(), f"after a check the browser is at {browser.address()}")
    expect(
        "Recorded at position" in browser.text("[role=status].banner"), "nothing tells that it is recorded"
    )
    expect(first not in queue(served), "what was checked waits still")
    second = browser.run("return document.querySelector('.item').dataset.id")
    expect(second in waiting and second != first, "after a check nothing is next")
    browser.click(f'.item[data-id="{second}"] summary')
    form = f'.item[data-id="{second}"] .stacked'
    browser.type(f'{form} textarea[name="set.statement"]', "Put right without a script")
    browser.follow(f"{form} button")
    expect("Recorded at position" in browser.text("[role=status].banner"), "an amendment is not told")
    amended = served.get(f"/claims/{second}.json")["card"]["statement"]
    expect(amended == "Put right without a script", f"amended to {amended}")
    # A page that somebody else overtook is refused, and what was typed comes back.
    served.change(change="queue_amend", claim=second, set=["statement=Overtaken"])
    browser.click(f'.item[data-id="{second}"] summary')
    browser.type(f'{form} textarea[name="set.statement"]', "Too late")
    browser.follow(f"{form} button")
    expect("changed" in browser.text("main"), "a stale form was not refused")
    again = browser.run("return document.querySelector('[name=\"set.statement\"]').value")
    expect(again == "Too late", f"what was typed is lost: {again}")
    browser.follow(".who button")
    expect("Log in" in browser.text(".who"), "the logout did not log out")
    browser.devtools("Emulation.setScriptExecutionDisabled", value=False)


def tabbed(browser, failures, where, most=400):
    """Goes through a page by Tab; returns how many stops there were."""
    seen = []
    for _ in range(most):
        browser.press(TAB)
        at = browser.run(FOCUS)
        if at["is_page"] or at["name"] in seen[:1] and len(seen) > 3:
            break
        seen.append(at["name"])
        failures.expect(at["is_seen"], f"{where}: the focus is not seen on {at['name']}")
        failures.expect(at["is_in_view"], f"{where}: the focus is out of view on {at['name']}")
        failures.expect(at["is_uncovered"], f"{where}: something covers the focus on {at['name']}")
    return seen


def by_keyboard(served, browser, failures):
    """The same by keys, with the script."""
    expect = failures.expect
    browser.open(served.login)
    for path in ("/", "/queue", "/compare?a=Ostrevia&b=Valdoria"):
        browser.open(served.url + path)
        stops = tabbed(browser, failures, path)
        expect(len(stops) > 15, f"{path}: only {len(stops)} stops: {stops}")
        expect(stops[:1] != [] and stops[0].startswith("skip"), f"{path}: the first stop is {stops[:1]}")
    browser.open(served.url + "/queue")
    browser.press(TAB)
    browser.press(ENTER)
    expect(browser.run(FOCUS)["id"] == "main", "the skip link does not lead to the page")
    browser.press(TAB)
    expect(browser.run("return document.activeElement.closest('main') !== null"), "Tab leaves the page again")
    browser.press(TAB, holding=SHIFT)

    def goes(keys, to):
        try:
            browser.leave(lambda: browser.press(*keys))
        except RuntimeError as error:
            failures.add(f"{' '.join(keys)} leads nowhere: {error}")
        expect(to in browser.address(), f"{' '.join(keys)} leads to {browser.address()} and not to {to}")
        status = browser.run("return performance.getEntriesByType('navigation')[0].responseStatus")
        expect(status == 200, f"{' '.join(keys)} leads to a page of status {status}")

    goes("gc", "/compare")
    goes("gl", "/claims")
    goes("gq", "/queue")
    browser.press("/")
    expect(browser.run(FOCUS)["id"] == "q", "/ does not lead to the search")
    # A letter that is typed is a letter.
    browser.press(*"jgo")
    expect(browser.run("return document.querySelector('#q').value") == "jgo", "typing works keys")
    browser.press("\ue00c")
    expect(browser.run(FOCUS)["id"] != "q", "Escape does not leave the field")

    browser.open(served.url + "/queue")
    items = browser.run("return [...document.querySelectorAll('.item')].map(each => each.dataset.id)")
    browser.press("j")
    expect(browser.run(FOCUS)["item"] == items[0], "j does not go to the first item")
    browser.press("j")
    expect(browser.run(FOCUS)["item"] == items[1], "j does not go to the second item")
    expect(browser.run(FOCUS)["is_seen"], "an item that j went to is not seen to be there")
    browser.press("k")
    expect(browser.run(FOCUS)["item"] == items[0], "k does not go back")
    browser.press("e")
    expect(browser.run(FOCUS)["tag"] == "TEXTAREA", "e does not open the form")
    browser.press(*" by key")
    for _ in range(30):
        browser.press(TAB)
        if browser.run(FOCUS)["tag"] == "BUTTON":
            break
    browser.leave(lambda: browser.press(ENTER))
    statement = served.get(f"/claims/{items[0]}.json")["card"]["statement"]
    expect("by key" in statement, f"amended to {statement}")
    browser.open(served.url + "/queue")
    browser.press("j")
    browser.leave(lambda: browser.press("c"))
    expect(items[0] not in queue(served), "c does not check")
    # The browser is on the next item, and keys go on from there.
    browser.press("j")
    expect(browser.run(FOCUS)["item"] in items[1:], "after a check, j does not go on to an item")
    browser.open(served.url + "/claims")
    browser.press("j")
    opened = browser.run("return document.activeElement.closest('.claim').querySelector('a.open').href")
    goes("o", opened)
    browser.open(served.url + "/claims?limit=10")
    goes("n", "cursor=")
    goes("p", "/claims")
    goes("?", "/help/keys")


def main():
    failures = Failures()
    began = time.monotonic()
    with Served(sys.argv[1]) as served:
        for part in (without_script, by_keyboard):
            with Browser() as browser:
                # What scrolls smoothly is not yet where it is looked for.
                browser.media(prefers_reduced_motion="reduce")
                browser.width(1_200)
                part(served, browser, failures)
    failures.tell("tasks")
    print(f"tasks: done without a script and by keyboard alone, in {time.monotonic() - began:.0f} s")


main()
