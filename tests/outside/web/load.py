"""Loads the served demo with the workload `load` of crates/bench, and holds what it says against bounds.

    load.py BINARY BENCH [SECONDS]

The bounds are far above what is wanted (a page p99 50 ms, a notice 300 ms), since a machine may be busy with
other things; the table says what was measured."""

import json
import os
import subprocess
import sys
import tempfile

from served import Failures, Served

PAGE_MEDIAN, PAGE_P99, NOTICE_P99 = 0.2, 2.0, 2.0
UNITS = {"µs": 1e-6, "ms": 1e-3, "s": 1.0}


def seconds(told):
    number, unit = told.split()
    return float(number) * UNITS[unit]


def main():
    binary, bench, *rest = sys.argv[1:]
    failures = Failures()
    with Served(binary) as served, tempfile.NamedTemporaryFile(suffix=".json") as kept:
        command = [
            bench,
            "load",
            "--url",
            served.url,
            "--rate",
            "100",
            "--writes",
            "50",
            "--seconds",
            rest[0] if rest else "10",
            "--json",
            kept.name,
        ]
        environment = {**os.environ, "COUNTERCLAIM_TOKEN": served.secret}
        print(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
        pages, writes = (table["rows"] for table in json.load(kept)["tables"])
        print(f"load: the server holds {served.memory():.0f} MiB")
    for row in (*pages, *writes):
        failures.expect(row["failed"] == "0", f"failed: {row}")
    for row in pages:
        fits = seconds(row["median"]) < PAGE_MEDIAN and seconds(row["p99"]) < PAGE_P99
        failures.expect(fits, f"pages took long: {row}")
    failures.expect(seconds(writes[1]["p99"]) < NOTICE_P99, f"notices took long: {writes[1]}")
    failures.tell("load")


main()
