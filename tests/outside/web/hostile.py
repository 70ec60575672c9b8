"""Attacks the served demo as somebody on this machine or a hostile page could, with raw sockets.

    hostile.py BINARY [--full]

After each attack the server answers /healthz. No answer is ever a 5xx. Who is turned away stands in the
server's log, and no secret does. Each attack comes from an address of its own (127.0.0.x), as limits are
kept by address."""

import argparse
import json
import random
import re
import threading
import time
from pathlib import Path
from urllib.parse import quote

from attack import Attack, log_is_clean
from dawdlers import dawdlers, deaf
from door import back, guesses, hosts, sites
from served import Failures, Served


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
        "a bare line feed in the name": b"GET / HTTP/1.1\nHost: "
        + attack.served.host.encode()
        + b"\nX\ny: 1\n\n",
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
        "CONNECT": (
            b"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n\r\n",
            {400, 403, 404, 405},
        ),
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
            attack.head(
                "/login",
                "Content-Type: application/x-www-form-urlencoded",
                size + str(1 << 20),
                method="POST",
            )
            + b"token="
            + b"x" * ((1 << 20) - 6),
            {413},
        ),
        "a chunk of size zz": (chunks(b"zz\r\n{}\r\n0\r\n\r\n"), {400, None}),
        "a chunk of size -1": (chunks(b"-1\r\n{}\r\n0\r\n\r\n"), {400, None}),
        "a chunk of size 2^64": (chunks(b"10000000000000000\r\n{}\r\n0\r\n\r\n"), {400, None}),
        "a chunk of size 2^63": (chunks(b"8000000000000000\r\n{}\r\n0\r\n\r\n"), {400, 413, None}),
        "a chunk without its end": (chunks(b"2\r\n{}X0\r\n\r\n"), {400, None}),
        "an extension of 1 MiB": (
            chunks(b"2;" + b"x" * (1 << 20) + b"\r\n{}\r\n0\r\n\r\n"),
            {400, 413, 422, None},
        ),
        "trailers of 1 MiB": (
            chunks(b"2\r\n{}\r\n0\r\nX: " + b"x" * (1 << 20) + b"\r\n\r\n"),
            {400, 413, 422, None},
        ),
        "a length of -1": (post("/changes", size + "-1"), {400}),
        "two lengths": (post("/changes", size + "2", size + "3", body=b"{}"), {400}),
        "an unknown coding": (
            post("/changes", "Transfer-Encoding: gzip, identity", body=b"{}"),
            {400, 411, 501},
        ),
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
        "/login",
        f"Content-Length: {len(inner) + 5}",
        "Transfer-Encoding: chunked",
        "Content-Type: application/x-www-form-urlencoded",
        method="POST",
        close=False,
    )
    got = attack.raw(both + b"0\r\n\r\n" + inner, source="127.0.0.4", wait=2.0)
    attack.expect(b"counterclaim_calls_total" not in got, "length and chunks at once smuggle a call in")
    grown = attack.served.memory() - memory
    attack.expect(grown < 64, f"bodies cost {grown:.0f} MiB")


def paths(attack):
    """Ways out of where files lie."""
    up = [
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..\\",
        "..%5c",
        "%252e%252e%252f",
        "..%c0%af",
        "....//",
        ".%00./",
    ]
    files = ["etc/passwd", "log/00000000000000000001.log", "tokens.json", "Cargo.toml"]
    for step in up:
        for name in files:
            for base in ("/", "/assets/", "/posts/", "/claims/", "/log/"):
                got = attack.raw(attack.head(base + step * 6 + name), source="127.0.0.5", wait=3.0)
                status = re.match(rb"HTTP/1\.1 (\d+)", got)
                ok = status is None or 400 <= int(status[1]) < 500
                attack.expect(ok, f"{base}{step}{name}: {got[:60]!r}")
                attack.expect(
                    b"root:x:" not in got and b"[workspace]" not in got, f"{base}{step}{name} got out"
                )
    for odd in (
        "/%00",
        "/%ff",
        "//evil.example/",
        "/claims/%0d%0aX-Set: 1",
        "/\\evil",
        "/claims/" + "a/" * 2_000,
    ):
        got = attack.raw(attack.head(odd), source="127.0.0.5", wait=3.0)
        attack.expect(b"\r\nx-set:" not in got.lower(), f"{odd}: a header was put in")
        attack.expect(b"location: //" not in got.lower(), f"{odd}: led to another host")
    attack.alive("paths")


def fuzz(attack):
    """Calls that are nearly right, from a seed."""
    chance = random.Random(20310615)
    described = json.loads(attack.served.call("GET", "/openapi.json")[2])["paths"]
    ids = [card["id"] for card in attack.served.get("/claims.json")["statements"][:5]]
    values = [
        "",
        "0",
        "-1",
        "1" * 400,
        "99999999999999999999",
        "NaN",
        "null",
        "'\"<>",
        "%00",
        "%ff%fe",
        "Ostrevia",
        "checked",
        "all",
        "2031-06-14",
        "2031-02-31T25:61:61Z",
        "+999999-01-01T00:00:00Z",
        "0000-00-00",
        "*",
        "a:b:c",
        '"' * 999,
        "(" * 999,
        "party:",
        "-" * 50,
        "🜁" * 9,
        "../..",
        ids[0],
        ids[0][:3],
        "Europe/Vienna",
        "as_of",
    ]
    names = [
        "as_of",
        "public_by",
        "count",
        "tz",
        "q",
        "cursor",
        "limit",
        "sort",
        "a",
        "b",
        "c",
        "matter",
        "party",
        "post",
        "where",
        "after",
        "format",
        "done",
        "since",
        "from",
        "to",
        "claim",
        "secret",
        "dry_run",
        "depth",
        "focus",
    ]
    headers = [
        "Accept",
        "Cookie",
        "Authorization",
        "If-Match",
        "If-None-Match",
        "Last-Event-ID",
        "Idempotency-Key",
        "Content-Type",
        "Range",
        "Origin",
        "Accept-Language",
        "X-Forwarded-Proto",
        "Counterclaim-By",
        "Expect",
        "Upgrade",
    ]
    for number in range(3_000 if attack.full else 400):
        path = chance.choice(list(described))
        method = chance.choice(
            [*(name.upper() for name in described[path]), "GET", "POST", "HEAD", "PUT", "DELETE"]
        )
        path = re.sub(r"\{[^}]*\}", lambda _: quote(chance.choice(values) or "x", safe="%"), path)
        path += chance.choice(["", "", "", ".json", ".csv", ".md", ".xlsx", ".zz", ".ndjson"])
        query = "&".join(
            f"{chance.choice(names)}={chance.choice([quote, str])(chance.choice(values)).replace(' ', '+')}"
            for _ in range(chance.randrange(4))
        )
        if path.startswith("/events"):
            # It never ends, as it should.
            path = "/events.zz"
        sent = [f"{chance.choice(headers)}: {chance.choice(values)}" for _ in range(chance.randrange(4))]
        if chance.random() < 0.5:
            sent.append(attack.owner())
        body = (
            bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
            if method in ("POST", "PUT")
            else b""
        )
        sent.append(f"Content-Length: {len(body)}")
        data = bytearray(attack.head(path + ("?" + query if query else ""), *sent, method=method) + body)
        for _ in range(chance.choice([0, 0, 0, 1, 8])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        attack.raw(bytes(data), source=f"127.0.1.{number % 250 + 1}", wait=0.6)
    attack.alive("fuzz")


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
    threads = [
        threading.Thread(target=carried_out, args=(group, asked.binary, failures, asked.full))
        for group in groups
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    failures.tell("hostile")


main()
