"""Attacks the served demo as somebody on this machine or a hostile page could, with raw sockets.

    hostile.py BINARY [--full]

After each attack the server answers /healthz. No answer is ever a 5xx. Who is turned away stands in the
server's log, and no secret does. Each attack comes from an address of its own (127.0.0.x), as limits are
kept by address."""

import argparse
import json
import os
import random
import re
import socket
import threading
import time
from pathlib import Path
from urllib.parse import quote

from served import Failures, Served

WITHIN = 3.0
# Who asks and takes nothing.
TAKERS = 12


class Attack:
    def __init__(self, served, failures, full):
        self.served, self.failures, self.full = served, failures, full
        self.shown = []

    def line(self, source=None, receive=None):
        """Returns a connection; `receive` makes it take very little."""
        line = socket.socket()
        if receive:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        line.settimeout(15)
        if source:
            line.bind((source, 0))
        line.connect(("127.0.0.1", self.served.port))
        return line

    def raw(self, data, source="127.0.0.2", wait=5.0):
        """Sends bytes and returns what comes back until the line ends or `wait` is over."""
        got = b""
        with self.line(source) as line:
            line.settimeout(wait)
            try:
                line.sendall(data)
            except OSError:
                # It was hung up on while it spoke; what the server said may still be there.
                pass
            try:
                while piece := line.recv(65_536):
                    got += piece
                    if len(got) > 4 << 20:
                        break
            except OSError:
                pass
        self.no_5xx(got, data)
        return got

    def no_5xx(self, got, data):
        for status in re.findall(rb"^HTTP/1\.[01] (5\d\d)", got, re.M):
            self.failures.add(f"answer {status.decode()} to {data[:200]!r}")

    def head(self, path="/", *headers, method="GET", host=None, close=True):
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or self.served.host}", *headers]
        if close:
            lines.append("Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")

    def status(self, data, **how):
        found = re.match(rb"HTTP/1\.[01] (\d+)", self.raw(data, **how))
        return int(found[1]) if found else None

    def expect(self, holds, what):
        self.failures.expect(holds, what)

    def alive(self, after, within=WITHIN):
        began = time.monotonic()
        try:
            status = self.served.call("GET", "/healthz", source="127.0.0.200")[0]
        except OSError as error:
            status = error
        took = time.monotonic() - began
        self.expect(status == 200 and took < within, f"after {after}: /healthz says {status} in {took:.1f} s")

    def owner(self):
        return f"Authorization: Bearer {self.served.secret}"


def heads(attack):
    """Heads that are too large, or none."""
    memory = attack.served.memory()
    long = "x" * (1 << 20)
    refused = {None, 400, 404, 414, 431}
    cases = {
        "a header of 1 MiB": attack.head("/", f"X-Long: {long}"),
        "10 000 headers": attack.head("/", *[f"X-{n}: 1" for n in range(10_000)]),
        "200 headers": attack.head("/", *[f"X-{n}: 1" for n in range(200)]),
        "an address of 1 MiB": attack.head("/claims?q=" + long),
        "no end": b"GET / HTTP/1.1\r\nX: " + b"y" * (8 << 20),
        "zeros": bytes(1 << 16),
        "TLS": bytes.fromhex("16030100c8010000c40303") + bytes(200),
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "a bare line feed in the name": b"GET / HTTP/1.1\nHost: " + attack.served.host.encode() + b"\nX\ny: 1\n\n",
        "a header with NUL": attack.head("/", "X-Nul: a\0b"),
        "a name with blanks": attack.head("/", "X Name: 1"),
        "no version": b"GET /\r\n\r\n",
        "HTTP/3.7": b"GET / HTTP/3.7\r\n\r\n",
    }
    for what, data in cases.items():
        status = attack.status(data, source="127.0.0.3", wait=2.0)
        attack.expect(status in refused, f"{what}: {status}")
        attack.alive(what)
    grown = attack.served.memory() - memory
    attack.expect(grown < 48, f"heads cost {grown:.0f} MiB")
    odd = {
        "TRACE": (attack.head("/", method="TRACE"), {405, 403, 401}),
        "CONNECT": (b"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n\r\n", {400, 403, 404, 405}),
        "a whole address": (attack.head("http://evil.example/"), {200, 400, 403, 404}),
        "*": (attack.head("*", method="OPTIONS"), {400, 403, 404, 405}),
        "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", {400, 403}),
        "an unknown method": (attack.head("/", method="BREW"), {405, 400}),
    }
    for what, (data, wanted) in odd.items():
        status = attack.status(data, source="127.0.0.3", wait=3.0)
        attack.expect(status in wanted, f"{what}: {status}")


def bodies(attack):
    """Bodies that are too large, wrongly cut, or said to be two things at once."""
    memory = attack.served.memory()
    json_type = "Content-Type: application/json"

    def post(path, *headers, body=b""):
        return attack.head(path, attack.owner(), json_type, *headers, method="POST") + body

    def chunks(body):
        return post("/changes", "Transfer-Encoding: chunked", body=body)

    many = b"".join(b"8000\r\n" + b"[" * 0x8000 + b"\r\n" for _ in range(64)) + b"0\r\n\r\n"
    size = "Content-Length: "
    cases = {
        "said to be 1 TB": (post("/changes", size + "1000000000000", body=b"{"), {413}),
        "said to be 2^64": (post("/changes", size + "18446744073709551616", body=b"{"), {400, 413}),
        "2 MiB in chunks": (chunks(many), {413}),
        "a login of 1 MiB": (
            attack.head("/login", "Content-Type: application/x-www-form-urlencoded", size + str(1 << 20), method="POST")
            + b"token=" + b"x" * ((1 << 20) - 6), {413},
        ),
        "a chunk of size zz": (chunks(b"zz\r\n{}\r\n0\r\n\r\n"), {400, None}),
        "a chunk of size -1": (chunks(b"-1\r\n{}\r\n0\r\n\r\n"), {400, None}),
        "a chunk of size 2^64": (chunks(b"10000000000000000\r\n{}\r\n0\r\n\r\n"), {400, None}),
        "a chunk of size 2^63": (chunks(b"8000000000000000\r\n{}\r\n0\r\n\r\n"), {400, 413, None}),
        "a chunk without its end": (chunks(b"2\r\n{}X0\r\n\r\n"), {400, None}),
        "an extension of 1 MiB": (chunks(b"2;" + b"x" * (1 << 20) + b"\r\n{}\r\n0\r\n\r\n"), {400, 413, 422, None}),
        "trailers of 1 MiB": (chunks(b"2\r\n{}\r\n0\r\nX: " + b"x" * (1 << 20) + b"\r\n\r\n"), {400, 413, 422, None}),
        "a length of -1": (post("/changes", size + "-1"), {400}),
        "two lengths": (post("/changes", size + "2", size + "3", body=b"{}"), {400}),
        "an unknown coding": (post("/changes", "Transfer-Encoding: gzip, identity", body=b"{}"), {400, 411, 501}),
        "brackets 500 000 deep": (post("/changes", size + "500000", body=b"[" * 500_000), {400, 422}),
        "objects 80 000 deep": (post("/changes", size + "400000", body=b'{"a":' * 80_000), {400, 422}),
        "no UTF-8": (post("/changes", size + "2", body=b"\xff\xfe"), {400, 422}),
    }
    for what, (data, wanted) in cases.items():
        status = attack.status(data, source="127.0.0.4", wait=3.0)
        attack.expect(status in wanted, f"{what}: {status}, wanted {wanted}")
        attack.alive(what)
    # What a proxy in front might take for two calls must not be two here.
    inner = attack.head("/metrics")
    both = attack.head(
        "/login", f"Content-Length: {len(inner) + 5}", "Transfer-Encoding: chunked",
        "Content-Type: application/x-www-form-urlencoded", method="POST", close=False,
    )
    got = attack.raw(both + b"0\r\n\r\n" + inner, source="127.0.0.4", wait=2.0)
    attack.expect(b"counterclaim_calls_total" not in got, "length and chunks at once smuggle a call in")
    grown = attack.served.memory() - memory
    attack.expect(grown < 64, f"bodies cost {grown:.0f} MiB")


def paths(attack):
    """Ways out of where files lie."""
    up = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "..%c0%af", "....//", ".%00./"]
    files = ["etc/passwd", "log/00000000000000000001.log", "tokens.json", "Cargo.toml"]
    for step in up:
        for name in files:
            for base in ("/", "/assets/", "/posts/", "/claims/", "/log/"):
                got = attack.raw(attack.head(base + step * 6 + name), source="127.0.0.5", wait=3.0)
                status = re.match(rb"HTTP/1\.1 (\d+)", got)
                ok = status is None or 400 <= int(status[1]) < 500
                attack.expect(ok, f"{base}{step}{name}: {got[:60]!r}")
                attack.expect(b"root:x:" not in got and b"[workspace]" not in got, f"{base}{step}{name} got out")
    for odd in ("/%00", "/%ff", "//evil.example/", "/claims/%0d%0aX-Set: 1", "/\\evil", "/claims/" + "a/" * 2_000):
        got = attack.raw(attack.head(odd), source="127.0.0.5", wait=3.0)
        attack.expect(b"\r\nx-set:" not in got.lower(), f"{odd}: a header was put in")
        attack.expect(b"location: //" not in got.lower(), f"{odd}: led to another host")
    attack.alive("paths")


def back(attack):
    """A form's `back` leads nowhere but here."""
    ways = ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)",
            "\r\nSet-Cookie: a=b", "/%0d%0aX-Set: 1", "/x\nX-Set: 1"]
    for n, way in enumerate(ways):
        body = f"change=matter_add&slug=back-{n}&title=B&back={quote(way, safe='')}".encode()
        data = attack.head(
            "/changes", attack.owner(), "Accept: text/html", "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}", method="POST",
        )
        got = attack.raw(data + body, source="127.0.0.6", wait=3.0).split(b"\r\n\r\n")[0].lower()
        to = re.search(rb"\nlocation: ([^\r\n]*)", got)
        fits = to is None or re.match(rb"/(?![/\\\t])", to[1])
        attack.expect(fits and b"x-set" not in got and b"a=b" not in got, f"back={way!r}: {got[:300]!r}")


def hosts(attack):
    """Foreign names that were made to lead here, and other sites that make a browser write."""
    port = attack.served.port
    before = len(attack.served.log)
    foreign = ["evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", f"localhost:{port + 1}",
               f"evil.example@127.0.0.1:{port}", f"127.0.0.1:{port}.evil.example", "[::1]", f"0x7f.1:{port}", "a" * 2_000]
    for host in foreign:
        for method in ("GET", "POST"):
            status = attack.status(attack.head("/", host=host, method=method), source="127.0.0.7", wait=3.0)
            attack.expect(status in (400, 403), f"as host {host[:60]}: {status}")
    secret = attack.status(attack.head("/claims.json", attack.owner(), host="evil.example"), source="127.0.0.7")
    attack.expect(secret == 403, f"the owner's token under a foreign name: {secret}")
    # Behind an IP address that is not ours, /assets and /healthz are closed as well.
    for path in ("/healthz", "/assets/desk.js", "/login", "/openapi.json", "/nothing"):
        status = attack.status(attack.head(path, host="evil.example"), source="127.0.0.7")
        attack.expect(status == 403, f"{path} as evil.example: {status}")
    told = attack.served.log[before:]
    attack.expect(sum("not known under that name" in line for line in told) >= 10, "foreign hosts are not told")


def sites(attack):
    status, headers, _ = attack.served.call("GET", "/login?secret=" + attack.served.secret)
    cookie = headers["set-cookie"].split(";")[0]
    attack.shown.append(cookie.split("=")[1])
    told = headers["set-cookie"]
    attack.expect(status == 303 and "HttpOnly" in told and "SameSite=Strict" in told, f"the cookie is {told}")
    own = f"http://{attack.served.host}"
    evil = [
        ["Origin: http://evil.example"], ["Origin: null"], ["Sec-Fetch-Site: cross-site"],
        ["Sec-Fetch-Site: same-site"], ["Sec-Fetch-Site: cross-site", f"Origin: {own}"],
        ["Sec-Fetch-Site: same-origin", "Origin: http://evil.example"], [f"Origin: https://{attack.served.host}.evil.example"],
        [f"Origin: http://127.0.0.1:{attack.served.port + 1}"], ["Origin: null", "Sec-Fetch-Site: cross-site"],
        ["Origin: null", "Sec-Fetch-Site: none"], ["Sec-Fetch-Site: nonsense"], ["Origin: "],
    ]
    before, head = len(attack.served.log), attack.served.get("/readyz", "text/plain")
    bodies = {"application/x-www-form-urlencoded": "change=matter_add&slug=csrf&title=C",
              "application/json": '{"change":"matter_add","slug":"csrf","title":"C"}', "text/plain": "{}"}
    for headers in evil:
        for media, body in bodies.items():
            data = attack.head("/changes", f"Cookie: {cookie}", f"Content-Type: {media}",
                               f"Content-Length: {len(body)}", *headers, method="POST")
            status = attack.status(data + body.encode(), source="127.0.0.8", wait=3.0)
            attack.expect(status == 403, f"{headers} {media}: {status}")
    refused = [line for line in attack.served.log[before:] if "another site" in line]
    attack.expect(len(refused) == len(evil) * len(bodies), f"{len(refused)} of those refusals are told")
    attack.expect(attack.served.get("/readyz", "text/plain") == head, "another site recorded something")
    body = bodies["application/x-www-form-urlencoded"].encode()
    for headers in ([f"Origin: {own}"], [f"Origin: {own}", "Sec-Fetch-Site: same-origin"], ["Origin: null", "Sec-Fetch-Site: same-origin"]):
        data = attack.head("/changes", f"Cookie: {cookie}", "Content-Type: application/x-www-form-urlencoded",
                           f"Content-Length: {len(body)}", *headers, method="POST")
        status = attack.status(data + body, source="127.0.0.8")
        attack.expect(status in (200, 201, 303, 409), f"the server's own page with {headers}: {status}")
    attack.alive("other sites")


def guesses(attack):
    """Who guesses tokens is soon told to wait, and everybody else is not."""
    chance = random.Random(7)
    for door in ("bearer", "address", "form"):
        source = f"127.0.0.{20 + len(attack.shown) % 50}"
        statuses, before = [], len(attack.served.log)
        for _ in range(30):
            guess = f"{chance.getrandbits(256):064x}"
            attack.shown.append(guess)
            if door == "bearer":
                data = attack.head("/claims.json", f"Authorization: Bearer {guess}")
            elif door == "address":
                data = attack.head(f"/login?secret={guess}")
            else:
                body = f"token={guess}"
                data = attack.head("/login", "Content-Type: application/x-www-form-urlencoded",
                                   f"Content-Length: {len(body)}", method="POST") + body.encode()
            statuses.append(attack.status(data, source=source))
        attack.expect(statuses[0] == 401, f"{door}: the first guess is {statuses[0]}")
        attack.expect(statuses.count(401) <= 12 and statuses[-1] == 429, f"{door}: {statuses}")
        right = attack.status(attack.head("/claims.json", attack.owner()), source=source)
        attack.expect(right == 429, f"{door}: in the middle of guesses the right one is {right}")
        other = attack.status(attack.head("/claims.json", attack.owner()), source="127.0.0.99")
        attack.expect(other == 200, f"{door}: somebody else gets {other}")
        told = [json.loads(line) for line in attack.served.log[before:] if line.startswith("{")]
        told = [line for line in told if line["from"] == source]
        attack.expect(len(told) == 31, f"{door}: {len(told)} of 31 refusals are told")
        attack.alive(f"guesses by {door}")


def fuzz(attack):
    """Calls that are nearly right, from a seed."""
    chance = random.Random(20310615)
    described = json.loads(attack.served.call("GET", "/openapi.json")[2])["paths"]
    ids = [card["id"] for card in attack.served.get("/claims.json")["statements"][:5]]
    values = ["", "0", "-1", "1" * 400, "99999999999999999999", "NaN", "null", "'\"<>", "%00", "%ff%fe", "Ostrevia",
              "checked", "all", "2031-06-14", "2031-02-31T25:61:61Z", "+999999-01-01T00:00:00Z", "0000-00-00", "*", "a:b:c",
              '"' * 999, "(" * 999, "party:", "-" * 50, "🜁" * 9, "../..", ids[0], ids[0][:3], "Europe/Vienna", "as_of"]
    names = ["as_of", "public_by", "count", "tz", "q", "cursor", "limit", "sort", "a", "b", "c", "matter", "party", "post",
             "where", "after", "format", "done", "since", "from", "to", "claim", "secret", "dry_run", "depth", "focus"]
    headers = ["Accept", "Cookie", "Authorization", "If-Match", "If-None-Match", "Last-Event-ID", "Idempotency-Key",
               "Content-Type", "Range", "Origin", "Accept-Language", "X-Forwarded-Proto", "Counterclaim-By", "Expect", "Upgrade"]
    for number in range(3_000 if attack.full else 400):
        path = chance.choice(list(described))
        method = chance.choice([*(name.upper() for name in described[path]), "GET", "POST", "HEAD", "PUT", "DELETE"])
        path = re.sub(r"\{[^}]*\}", lambda _: quote(chance.choice(values) or "x", safe="%"), path)
        path += chance.choice(["", "", "", ".json", ".csv", ".md", ".xlsx", ".zz", ".ndjson"])
        query = "&".join(f"{chance.choice(names)}={chance.choice([quote, str])(chance.choice(values)).replace(' ', '+')}"
                         for _ in range(chance.randrange(4)))
        if path.startswith("/events"):
            # It never ends, as it should.
            path = "/events.zz"
        sent = [f"{chance.choice(headers)}: {chance.choice(values)}" for _ in range(chance.randrange(4))]
        if chance.random() < 0.5:
            sent.append(attack.owner())
        body = bytes(chance.randrange(256) for _ in range(chance.randrange(200))) if method in ("POST", "PUT") else b""
        sent.append(f"Content-Length: {len(body)}")
        data = bytearray(attack.head(path + ("?" + query if query else ""), *sent, method=method) + body)
        for _ in range(chance.choice([0, 0, 0, 1, 8])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        attack.raw(bytes(data), source=f"127.0.1.{number % 250 + 1}", wait=0.6)
    attack.alive("fuzz")


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
    body.sendall(attack.head("/changes", attack.owner(), "Content-Type: application/json", "Content-Length: 100",
                             method="POST", close=False))
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
    print(f"hostile: {count} who dawdle were let go within {last:.0f} s, a body after {body_ended}, "
          f"who said nothing more after {idle_ended and round(idle_ended)} s")
    for line in (*held, body, idle):
        line.close()


def deaf(attack):
    """Those who ask and take nothing: many answers behind each other, and notices without end."""
    served = attack.served
    before, memory = lines_held(served), served.memory()
    held = []
    for number in range(TAKERS):
        asking = attack.head("/export/claims.ndjson" if number % 4 == 0 else "/openapi.json", close=False) * 120
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
        served.change(changes=[{"change": "matter_add", "slug": f"deaf-{number}-{n}", "title": "D" * 200} for n in range(50)])
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
    attack.expect(most < 160, f"those who take nothing cost {most:.0f} MiB")
    print(f"hostile: who takes nothing was let go within {took:.0f} s; it cost {most:.0f} MiB at most")
    for line in (*held, *listening):
        line.close()
    attack.alive("those who took nothing went")
    time.sleep(1)
    again = attack.line("127.0.0.13")
    again.sendall(attack.head("/events?after=0", close=False))
    attack.expect(again.recv(12)[9:12] == b"200", "after they went, nobody may listen")
    again.close()


def log_is_clean(attack):
    """What is said of calls holds no secret, and no line is longer than somebody can read."""
    log = "\n".join(attack.served.log)
    for secret in [attack.served.secret, *attack.shown]:
        attack.expect(secret not in log, f"a secret stands in the log: {secret[:8]}…")
    longest = max((len(line) for line in attack.served.log), default=0)
    attack.expect(longest < 2_000, f"a line of the log has {longest} characters")
    for line in attack.served.log:
        if line.startswith("{"):
            json.loads(line)
    print(f"hostile: {len(attack.served.log)} lines in the log, none with a secret")


QUICK = [heads, bodies, paths, back, hosts, sites, guesses, fuzz]
# Those who wait for time to pass do so beside the others, each at a server of their own.
SLOW = [dawdlers, deaf]


def carried_out(attacks, binary, failures, full):
    with Served(binary) as served:
        attack = Attack(served, failures, full)
        for each in attacks:
            began = time.monotonic()
            try:
                each(attack)
            except (OSError, RuntimeError) as error:
                failures.add(f"{each.__name__} broke off: {error!r}"[:500])
            attack.alive(each.__name__)
            print(f"hostile: {each.__name__} in {time.monotonic() - began:.1f} s", flush=True)
        log_is_clean(attack)
        failures.expect(served.process.poll() is None, "the server ended")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", type=Path)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", help="the name of one attack")
    asked = parser.parse_args()
    failures = Failures()
    groups = [QUICK, *([each] for each in SLOW)]
    if asked.only:
        groups = [[each] for each in (*QUICK, *SLOW) if each.__name__ == asked.only]
    threads = [threading.Thread(target=carried_out, args=(group, asked.binary, failures, asked.full)) for group in groups]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    failures.tell("hostile")


main()
