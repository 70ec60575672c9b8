"""The program on a cluster of three real servers: what it prints, compared and counted.

    campaign.py BINARY NATS-SERVER [slice|full]
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted(str(path) for path in (ROOT / "data/sample").glob("*-live.*"))
FAILURES = []
# Longest that one command may take, in seconds: its own patience with a cluster is 30 s for each thing it asks.
PATIENCE = 180


def expect(holds, what):
    """Notes what does not hold, and goes on: one failure hides no other."""
    print(("ok    " if holds else "FAILED"), what, flush=True)
    if not holds:
        FAILURES.append(what)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Servers:
    """Three servers of one cluster, each of which syncs before it acknowledges."""

    def __init__(self, binary, home):
        self.binary, self.home = binary, home
        ports = free_ports(9)
        self.clients, self.monitors, routes = ports[:3], ports[3:6], ports[6:]
        urls = ", ".join(f'"nats-route://127.0.0.1:{port}"' for port in routes)
        for index in range(3):
            name = f"n{index + 1}"
            (home / f"{name}.conf").write_text(
                f"server_name: {name}\n"
                f'listen: "127.0.0.1:{self.clients[index]}"\n'
                f'http: "127.0.0.1:{self.monitors[index]}"\n'
                f'jetstream {{ store_dir: "{home / name}", max_file_store: 1GB, sync_interval: always }}\n'
                f'cluster {{ name: outside, listen: "127.0.0.1:{routes[index]}", routes: [{urls}] }}\n'
            )
        self.processes = [None] * 3
        self.restart(range(3))

    def restart(self, which):
        for index in which:
            with open(self.home / f"n{index + 1}.log", "ab") as said:
                self.processes[index] = subprocess.Popen(
                    [self.binary, "-c", self.home / f"n{index + 1}.conf"], stderr=said, stdin=subprocess.DEVNULL
                )
        self.wait()

    def get(self, index, path):
        address = f"http://127.0.0.1:{self.monitors[index]}{path}"
        with urllib.request.urlopen(address, timeout=2) as answer:
            return json.load(answer)

    def wait(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                if all(self.get(index, "/healthz").get("status") == "ok" for index in range(3)):
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise SystemExit("the servers are not ready within a minute")

    def leader(self, case):
        for index in range(3):
            for account in self.get(index, "/jsz?streams=true").get("account_details", []):
                for stream in account.get("stream_detail", []):
                    if stream["name"] == f"counterclaim_{case}":
                        return int(stream["cluster"]["leader"].lstrip("n")) - 1
        return 0

    def kill(self, which):
        for index in which:
            self.processes[index].send_signal(signal.SIGKILL)
        for index in which:
            self.processes[index].wait()

    def address(self, case):
        return "nats://" + ",".join(f"127.0.0.1:{port}" for port in self.clients) + "/" + case

    def monitor(self):
        return ",".join(f"127.0.0.1:{port}" for port in self.monitors)


class Machine:
    """Somebody's machine: a copy of its own."""

    def __init__(self, binary, address, home, keys):
        self.binary, self.home = binary, home
        self.environment = dict(
            os.environ, COUNTERCLAIM_CASE=address, COUNTERCLAIM_COPY=str(home), COUNTERCLAIM_KEYS=str(keys),
            COUNTERCLAIM_BY="ida", NO_COLOR="1",
        )

    def run(self, *arguments, **more):
        return subprocess.run(
            [self.binary, *arguments], env=self.environment | more, capture_output=True, text=True, timeout=PATIENCE
        )

    def forget(self):
        shutil.rmtree(self.home)


def everything(machine):
    """What a machine prints about the whole case."""
    asked = [("timeline",), ("contradictions",), ("matrix",), ("log",)]
    printed = []
    for question in asked:
        done = machine.run(*question, "--format", "json")
        if done.returncode != 0:
            printed.append(f"{question}: {done.returncode}: {done.stderr}")
        printed.append(done.stdout)
    return printed


def write_many(machine, writer, count, told):
    """Adds matters until each is acknowledged, as a person would who gets no answer: under the same key."""
    for number in range(count):
        slug = f"matter-{writer}-{number}"
        while True:
            try:
                done = machine.run("matter", "add", slug, f"About {slug}", "--idempotency-key", slug)
            except subprocess.TimeoutExpired:
                FAILURES.append(f"{slug}: no answer at all within {PATIENCE} s")
                return
            if done.returncode == 0:
                told.append(slug)
                break
            if "may not" in done.stderr or done.returncode == 2:
                FAILURES.append(f"{slug}: {done.stderr}")
                return
            time.sleep(0.2)


def main():
    binary, server = sys.argv[1], sys.argv[2]
    is_full = sys.argv[3:] == ["full"]
    scratch = Path(tempfile.mkdtemp(prefix="cluster-"))
    (scratch / "servers").mkdir()
    servers = Servers(server, scratch / "servers")
    try:
        campaign(binary, servers, scratch, is_full)
    finally:
        servers.kill([index for index, process in enumerate(servers.processes) if process.poll() is None])
        if FAILURES:
            print("servers and copies are in", scratch)
        else:
            shutil.rmtree(scratch)
    for failure in FAILURES:
        print("FAILED:", failure)
    sys.exit(1 if FAILURES else 0)


def campaign(binary, servers, scratch, is_full):
    address = servers.address("harbour")
    machine = lambda name: Machine(binary, address, scratch / name, scratch / "keys")
    one, two = machine("one"), machine("two")

    missing = one.run("timeline")
    expect(missing.returncode == 3 and "no case" in missing.stderr, f"an address without a case is told {missing.returncode} {missing.stderr.strip()}")
    made = one.run("init", address, "--title", "Harbour", "--no-key")
    expect(made.returncode == 0 and "acknowledgements: replicated;" in made.stderr, "a case begins on three servers")
    read = one.run("ingest", *SAMPLES)
    expect(read.returncode == 0, f"pages are read in {read.stderr if read.returncode else ''}")
    again = two.run("ingest", *SAMPLES, "--format", "json")
    expect(again.returncode == 0, "another machine reads the same pages")
    first = everything(one)
    expect(all(first) and first == everything(two), "two machines print the same bytes")
    one.forget()
    expect(everything(one) == first, "a machine that lost its copy prints them too")

    moves(binary, servers, scratch, one)

    strict = {"COUNTERCLAIM_REQUIRE": "replicated-fsync"}
    refused = one.run("matter", "add", "refused", "Refused", **strict)
    expect(refused.returncode == 7 and "is required" in refused.stderr, "what nobody proved is not assumed")
    proved = one.run(
        "matter", "add", "proved", "Proved", COUNTERCLAIM_NATS_MONITORS=servers.monitor(), **strict
    )
    expect(proved.returncode == 0 and "replicated-fsync;" in proved.stderr, f"what is proved is enough {proved.stderr}")

    writers, each = (8, 25) if is_full else (4, 5)
    told = []
    threads = [
        threading.Thread(target=write_many, args=(machine(f"writer-{writer}"), writer, each, told))
        for writer in range(writers)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    leader = servers.leader("harbour")
    servers.kill([leader])
    time.sleep(1)
    servers.restart([leader])
    if is_full:
        time.sleep(3)
        servers.kill(range(3))
        servers.restart(range(3))
    for thread in threads:
        thread.join()
    servers.kill(range(3))
    servers.restart(range(3))

    entries = json.loads(machine("late").run("log", "--format", "json").stdout)["entries"]
    added = [entry["commit"] for entry in entries if entry["commit"].startswith("matter-")]
    lost, doubled = set(told) - set(added), len(added) - len(set(added))
    print(f"{writers} writers, a leader killed, then all three: {len(told)} acknowledged, {len(lost)} lost, {doubled} doubled")
    expect(len(told) == writers * each and not lost and not doubled, "nothing acknowledged is lost or doubled")
    expect([entry["position"] for entry in entries] == list(range(1, len(entries) + 1)), "positions are dense")
    expect(everything(one) == everything(two), "and all machines print the same bytes")


def moves(binary, servers, scratch, machine):
    """To a directory, from there to a fresh stream, and once more: always the same case."""
    files, fresh = scratch / "files", servers.address("fresh")
    there = machine.run("case", "move", "--to", str(files))
    expect(there.returncode == 0, f"a case moves to a directory: {there.stderr.strip()}")
    here = Machine(binary, str(files), scratch / "none", scratch / "keys")
    verified = here.run("verify", "--deep", "--format", "json")
    expect(verified.returncode == 0, f"where `verify --deep` finds nothing wrong {verified.stdout}")
    expect(everything(here) == everything(machine), "and prints the same bytes")
    back = here.run("case", "move", "--to", fresh, "--copy", str(scratch / "fresh"))
    expect(back.returncode == 0, f"it moves on to a fresh stream: {back.stderr.strip()}")
    there = Machine(binary, fresh, scratch / "elsewhere", scratch / "keys")
    expect(everything(there) == everything(here), "which prints the same bytes on another machine")
    again = here.run("case", "move", "--to", fresh, "--copy", str(scratch / "fresh"))
    expect("moved 0 events" in again.stderr, "moving again moves nothing")
    other = here.run("case", "move", "--to", machine.environment["COUNTERCLAIM_CASE"])
    expect(other.returncode == 0 and "moved 0 events" in other.stderr, "and the first stream holds it all too")


main()
