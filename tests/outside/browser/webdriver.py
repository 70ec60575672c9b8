"""A browser driven over WebDriver: HTTP and JSON, nothing else needed."""

import base64
import json
import os
import re
import subprocess
import time
import urllib.request

# What WebDriver calls the keys that have no letter.
TAB, ENTER, ESCAPE, SHIFT = "\ue004", "\ue007", "\ue00c", "\ue008"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One Chromium without a window. Use with `with`."""

    def __enter__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for line in self.driver.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                self.base = f"http://127.0.0.1:{found[1]}/session"
                break
        arguments = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        options = {"args": arguments, "perfLoggingPrefs": {"enableNetwork": True}}
        logs = {"browser": "ALL", "performance": "ALL"}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": logs}
        # A dialog stays open, so that whoever asks sees it.
        wanted["unhandledPromptBehavior"] = "ignore"
        answer = self.post("", {"capabilities": {"alwaysMatch": wanted}})
        self.base += "/" + answer["sessionId"]
        self.post("/timeouts", {"script": 120_000})
        return self

    def __exit__(self, *_):
        request = urllib.request.Request(self.base, method="DELETE")
        urllib.request.urlopen(request, timeout=30).close()
        self.driver.terminate()
        self.driver.wait()

    def call(self, request):
        try:
            with urllib.request.urlopen(request, timeout=180) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()[:2_000]) from None

    def post(self, path, body):
        data = json.dumps(body).encode()
        return self.call(urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}))

    def get(self, path):
        return self.call(urllib.request.Request(self.base + path))

    def open(self, url):
        self.post("/url", {"url": url})

    def address(self):
        return self.get("/url")

    def run(self, script, *arguments):
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def wait_for(self, script):
        return self.post("/execute/async", {"script": script, "args": []})

    def find(self, selector):
        return self.post("/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        self.post(f"/element/{self.find(selector)}/click", {})

    def follow(self, selector):
        """Clicks on what leads to another page, and waits until that is there."""
        self.leave(lambda: self.click(selector))

    def leave(self, act):
        """Does what leads to another page, and waits until that is there."""
        self.run("window.isOld = true")
        act()
        new = "return window.isOld !== true && document.readyState === 'complete'"

        def is_new():
            try:
                return self.run(new)
            except RuntimeError:
                # Between two pages there is none.
                return False

        self.until("another page", is_new)

    def type(self, selector, text):
        element = self.find(selector)
        self.post(f"/element/{element}/clear", {})
        self.post(f"/element/{element}/value", {"text": text})

    def text(self, selector):
        return self.get(f"/element/{self.find(selector)}/text")

    def until(self, what, asked, seconds=5):
        """Waits until `asked()` gives something, and returns it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if got := asked():
                return got
            time.sleep(0.02)
        raise RuntimeError(f"waited {seconds} s in vain: {what}")

    def dialog(self):
        """Returns the text of a dialog that is open, after closing it; nothing if there is none."""
        try:
            text = self.get("/alert/text")
            self.post("/alert/accept", {})
        except RuntimeError:
            return None
        return text

    def press(self, *keys, holding=None):
        """Presses keys one after another, wherever the focus is."""
        # What is pressed on a page before its first paint, the browser drops.
        painted = "return performance.getEntriesByName('first-contentful-paint').length > 0"
        self.until("a page that is painted", lambda: self.run(painted), seconds=30)
        actions = [{"type": "keyDown", "value": holding}] if holding else []
        for key in keys:
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        if holding:
            actions.append({"type": "keyUp", "value": holding})
        self.post("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def devtools(self, command, **parameters):
        return self.post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def log(self, kind):
        return self.post("/se/log", {"type": kind})

    def requests(self):
        """Returns the addresses asked for since the last time."""
        asked = []
        for entry in self.log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return asked

    def media(self, kind="", **features):
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.devtools("Emulation.setEmulatedMedia", media=kind, features=named)

    def width(self, width, height=900, scale=1):
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )

    def picture(self, target, most=6_000):
        size = self.devtools("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], most), "scale": 1}
        shot = self.devtools("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        target.write_bytes(base64.b64decode(shot["data"]))

    def print(self, target):
        printed = self.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        target.write_bytes(base64.b64decode(printed["data"]))
