"""The desk to be looked at: the demo, served on a free port in a home of its own, and calls to it."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Served:
    """A server that runs. Use with `with`; `log` is what it has said so far, a line each."""

    def __init__(self, binary, *, story=True):
        self.binary = str(Path(binary).resolve())
        self.home = Path(tempfile.mkdtemp(prefix="counterclaim-outside-"))
        self.case = self.home / "case"
        self.log = []
        self.environment = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "COUNTERCLAIM_KEYS": str(self.home / "keys"),
            "COUNTERCLAIM_BY": "you",
        }
        # The demo makes the case; without its story, the case is as the pages were read.
        self.start(
            ["demo", "--serve", "--keep", str(self.case), "--listen", "127.0.0.1:0"] if story else self.made()
        )

    def made(self):
        self.command("init", str(self.case), "--title", "Demo (fiction)")
        sample = ROOT / "data/sample"
        for page in ("harbour-wire-live.txt", "aldmoor-bulletin-live.html"):
            actors = str(sample / "actors.toml")
            self.command("ingest", str(sample / page), "--actors", actors, "--case", str(self.case))
        return ["serve", "--case", str(self.case), "--listen", "127.0.0.1:0"]

    def command(self, *arguments):
        done = subprocess.run(
            [self.binary, *arguments], env=self.environment, capture_output=True, text=True, timeout=120
        )
        if done.returncode != 0:
            raise RuntimeError(f"{arguments}: {done.stderr}")
        return done.stdout

    def start(self, arguments):
        self.process = subprocess.Popen(
            [self.binary, *arguments], env=self.environment, stderr=subprocess.PIPE, text=True
        )
        said = {}
        for line in self.process.stderr:
            if found := re.match(r"(reading|writing): (\S+)", line):
                said[found[1]] = found[2]
            if len(said) == 2:
                break
        else:
            raise RuntimeError(f"the server ended at once: {arguments}")
        self.url, self.login = said["reading"].rstrip("/"), said["writing"]
        self.host = self.url.removeprefix("http://")
        self.port = int(self.host.rsplit(":", 1)[1])
        self.secret = self.login.split("secret=")[1]
        self.listening = threading.Thread(target=self.listen, args=(self.process.stderr,), daemon=True)
        self.listening.start()

    def listen(self, stream):
        for line in stream:
            self.log.append(line.rstrip("\n"))

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=30)
        self.listening.join(timeout=5)

    def again(self, *options):
        """Starts it again over the same case at the same address."""
        self.start(["serve", "--case", str(self.case), "--listen", self.host, *options])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end()
        shutil.rmtree(self.home)

    def call(self, method, path, body=None, headers=None, source=None):
        """Returns status, headers and body of a call; `source` is the address of this machine it is from."""
        source = (source, 0) if source else None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=source)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def get(self, path, accept="application/json"):
        status, _, body = self.call("GET", path, headers={**self.owner(), "Accept": accept})
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:500]}")
        return json.loads(body) if accept == "application/json" else body.decode()

    def owner(self):
        return {"Authorization": f"Bearer {self.secret}"}

    def change(self, **change):
        """Records a change, and returns when it was acknowledged (seconds of the wall clock)."""
        headers = {**self.owner(), "Content-Type": "application/json"}
        if "changes" not in change:
            headers["If-Match"] = "*"
        status, _, body = self.call("POST", "/changes", json.dumps(change), headers)
        acknowledged = time.time()
        if status not in (200, 201):
            raise RuntimeError(f"{change}: {status} {body[:500]}")
        return acknowledged

    def memory(self):
        """Returns what the server holds of the machine's memory, in MiB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024


class Failures:
    """What failed, in order; everything is looked at before anything is told."""

    def __init__(self):
        self.all = []

    def add(self, what):
        print(f"  FAILED: {what}", flush=True)
        self.all.append(what)

    def expect(self, holds, what):
        if not holds:
            self.add(what)

    def tell(self, name):
        if self.all:
            raise SystemExit(
                f"{name}: {len(self.all)} failed\n" + "\n".join(f"- {each}" for each in self.all)
            )
