"""Attacks that take time: those who send a byte a second or nothing, and those who take nothing."""

import os
import time
from pathlib import Path

# Who asks and takes nothing.
TAKERS = 12


def lines_held(served):
    count = 0
    for fd in Path(f"/proc/{served.process.pid}/fd").iterdir():
        try:
            count += os.readlink(fd).startswith("socket")
        except FileNotFoundError:
            # Closed since it was listed.
            pass
    return count


def dawdlers(attack):
    """Those who send a byte a second, in head and body, and those who send nothing."""
    count = 300 if attack.full else 120
    held = [attack.line("127.0.0.10") for _ in range(count)]
    body = attack.line("127.0.0.11")
    body.sendall(
        attack.head(
            "/changes",
            attack.owner(),
            "Content-Type: application/json",
            "Content-Length: 100",
            method="POST",
            close=False,
        )
    )
    idle = attack.line("127.0.0.11")
    idle.sendall(attack.head("/healthz", close=False))
    for line in held[::2]:
        line.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
    began = time.monotonic()
    ended, body_ended, idle_ended = {}, None, None
    while time.monotonic() - began < 40 and (len(ended) < count or body_ended is None):
        time.sleep(1)
        for at, line in enumerate(held):
            if at not in ended:
                try:
                    if at % 2 == 0:
                        line.sendall(b"x")
                    line.setblocking(False)
                    if line.recv(4_096) == b"":
                        ended[at] = time.monotonic() - began
                except BlockingIOError:
                    pass
                except OSError:
                    ended[at] = time.monotonic() - began
        for line in (body, idle):
            try:
                line.setblocking(False)
                if line is body:
                    line.sendall(b" ")
                got = line.recv(4_096)
                if line is body:
                    body_ended = (got[:12], time.monotonic() - began)
                elif got == b"" and idle_ended is None:
                    idle_ended = time.monotonic() - began
            except BlockingIOError:
                pass
            except OSError as error:
                if line is body and body_ended is None:
                    body_ended = (str(error), time.monotonic() - began)
        if int(time.monotonic() - began) in (2, 8):
            attack.alive(f"{count} who dawdle")
    attack.expect(len(ended) == count, f"{count - len(ended)} of {count} who dawdle are still there")
    attack.expect(body_ended is not None, "who sends a body a byte a second is never let go")
    last = max(ended.values(), default=0)
    print(
        f"hostile: {count} who dawdle were let go within {last:.0f} s, a body after {body_ended}, "
        f"who said nothing more after {idle_ended and round(idle_ended)} s"
    )
    for line in (*held, body, idle):
        line.close()


def deaf(attack):
    """Those who ask and take nothing: many answers behind each other, and notices without end."""
    served = attack.served
    before, memory = lines_held(served), served.memory()
    held = []
    for number in range(TAKERS):
        asking = (
            attack.head("/export/claims.ndjson" if number % 4 == 0 else "/openapi.json", close=False) * 120
        )
        line = attack.line("127.0.0.12", receive=2_048)
        line.setblocking(False)
        try:
            line.send(asking)
        except BlockingIOError:
            pass
        held.append(line)
    listening = []
    for _ in range(300):
        line = attack.line("127.0.0.13", receive=2_048)
        line.sendall(attack.head("/events?after=0", close=False))
        listening.append(line)
    time.sleep(1)
    statuses = []
    for line in listening:
        line.settimeout(3)
        statuses.append(line.recv(12)[9:12])
    attack.expect(statuses.count(b"200") <= 256, f"{statuses.count(b'200')} may listen at once")
    attack.expect(statuses.count(b"429") > 0, f"300 listen: {set(statuses)}")
    for number in range(10):
        served.change(
            changes=[
                {"change": "matter_add", "slug": f"deaf-{number}-{n}", "title": "D" * 200} for n in range(50)
            ]
        )
    attack.alive("those who take nothing")
    began, most = time.monotonic(), 0
    while time.monotonic() - began < 45:
        most = max(most, served.memory() - memory)
        if lines_held(served) <= before + len(listening):
            break
        time.sleep(1)
    left = lines_held(served) - before - len(listening)
    took = time.monotonic() - began
    attack.expect(left <= 0, f"{left} of {TAKERS} who take nothing are still held after {took:.0f} s")
    attack.expect(most < 256, f"those who take nothing cost {most:.0f} MiB")
    print(f"hostile: who takes nothing was let go within {took:.0f} s; it cost {most:.0f} MiB at most")
    for line in (*held, *listening):
        line.close()
    attack.alive("those who took nothing went")
    time.sleep(1)
    again = attack.line("127.0.0.13")
    again.sendall(attack.head("/events?after=0", close=False))
    attack.expect(again.recv(12)[9:12] == b"200", "after they went, nobody may listen")
    again.close()
