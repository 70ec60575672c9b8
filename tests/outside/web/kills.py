"""Kills the server (kill -9) in the middle of writes, again and again, and looks whether anything that it
acknowledged is missing, or anything it did not is there by half.

    kills.py BINARY [--times N]"""

import argparse
import http.client
import json
import random
import signal
import threading
import time
from pathlib import Path

from served import Failures, Served

WRITERS, TOGETHER = 4, 5


class Writers:
    """Write until the server is gone; what was acknowledged is kept."""

    def __init__(self, served, round_):
        self.served, self.round = served, round_
        self.acknowledged, self.sent, self.refused = [], [], []
        self.threads = [threading.Thread(target=self.write, args=(n,)) for n in range(WRITERS)]
        for each in self.threads:
            each.start()

    def write(self, writer):
        headers = {**self.served.owner(), "Content-Type": "application/json"}
        line = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=30)
        for number in range(100_000):
            slugs = [f"kill-{self.round}-{writer}-{number}-{n}" for n in range(TOGETHER)]
            changes = [{"change": "matter_add", "slug": slug, "title": "Kept"} for slug in slugs]
            self.sent.append(slugs)
            try:
                line.request("POST", "/changes", json.dumps({"changes": changes}), headers)
                answer = line.getresponse()
                answer.read()
                if answer.status == 201:
                    self.acknowledged.append(slugs)
                elif answer.status == 429:
                    # One address may make so many calls; a fast machine makes more.
                    time.sleep(0.05)
                else:
                    self.refused.append(answer.status)
            except (OSError, http.client.HTTPException):
                return

    def end(self):
        for each in self.threads:
            each.join()


def slugs_recorded(served):
    out = set()
    for line in served.command("log", "--format", "ndjson", "--case", str(served.case)).splitlines():
        event = json.loads(line)
        if event["type"] == "matter.added":
            out.add(event["payload"]["id"])
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=Path)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    failures, chance = Failures(), random.Random(5)
    acknowledged, sent, back = [], [], []
    with Served(asked.binary) as served:
        for number in range(asked.times):
            writers = Writers(served, number)
            time.sleep(0.2 + 0.6 * chance.random())
            served.end(signal.SIGKILL)
            writers.end()
            failures.expect(not writers.refused, f"refused: {set(writers.refused)}")
            acknowledged += writers.acknowledged
            sent += writers.sent
            began = time.monotonic()
            served.again()
            back.append(time.monotonic() - began)
            failures.expect(served.call("GET", "/healthz")[0] == 200, "it is back and does not answer")
        served.end()
        recorded = slugs_recorded(served)
        served.command("verify", "--case", str(served.case))
    missing = [slug for slugs in acknowledged for slug in slugs if slug not in recorded]
    failures.expect(not missing, f"acknowledged and missing: {len(missing)}: {missing[:5]}")
    half = [slugs for slugs in sent if 0 < sum(slug in recorded for slug in slugs) < TOGETHER]
    failures.expect(not half, f"there by half: {half[:2]}")
    failures.expect(
        len(acknowledged) >= asked.times, f"only {len(acknowledged)} writes in {asked.times} rounds"
    )
    failures.tell("kills")
    print(
        f"kills: {asked.times} times killed, {len(acknowledged)} commits of {TOGETHER} events acknowledged, none missing, "
        f"none by half; back within {max(back):.2f} s"
    )


main()
