"""Attacks on the door: foreign names, other sites, guessed secrets, and ways that lead elsewhere."""

import json
import random
import re
from urllib.parse import quote


def back(attack):
    """A form's `back` leads nowhere but here."""
    ways = [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "\r\nSet-Cookie: a=b",
        "/%0d%0aX-Set: 1",
        "/x\nX-Set: 1",
    ]
    for n, way in enumerate(ways):
        body = f"change=matter_add&slug=back-{n}&title=B&back={quote(way, safe='')}".encode()
        data = attack.head(
            "/changes",
            attack.owner(),
            "Accept: text/html",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            method="POST",
        )
        got = attack.raw(data + body, source="127.0.0.6", wait=3.0).split(b"\r\n\r\n")[0].lower()
        to = re.search(rb"\nlocation: ([^\r\n]*)", got)
        fits = to is None or re.match(rb"/(?![/\\\t])", to[1])
        attack.expect(fits and b"x-set" not in got and b"a=b" not in got, f"back={way!r}: {got[:300]!r}")


def hosts(attack):
    """Foreign names that were made to lead here, and other sites that make a browser write."""
    port = attack.served.port
    before = len(attack.served.log)
    foreign = [
        "evil.example",
        f"evil.example:{port}",
        f"127.0.0.1.evil.example:{port}",
        f"localhost:{port + 1}",
        f"evil.example@127.0.0.1:{port}",
        f"127.0.0.1:{port}.evil.example",
        "[::1]",
        f"0x7f.1:{port}",
        "a" * 2_000,
    ]
    for host in foreign:
        for method in ("GET", "POST"):
            status = attack.status(attack.head("/", host=host, method=method), source="127.0.0.7", wait=3.0)
            attack.expect(status in (400, 403), f"as host {host[:60]}: {status}")
    secret = attack.status(
        attack.head("/claims.json", attack.owner(), host="evil.example"), source="127.0.0.7"
    )
    attack.expect(secret == 403, f"the owner's token under a foreign name: {secret}")
    # Behind an IP address that is not ours, /assets and /healthz are closed as well.
    for path in ("/healthz", "/assets/desk.js", "/login", "/openapi.json", "/nothing"):
        status = attack.status(attack.head(path, host="evil.example"), source="127.0.0.7")
        attack.expect(status == 403, f"{path} as evil.example: {status}")
    told = attack.told(before)
    attack.expect(
        sum("not known under that name" in line for line in told) >= 10, "foreign hosts are not told"
    )


def sites(attack):
    status, headers, _ = attack.served.call("GET", "/login?secret=" + attack.served.secret)
    cookie = headers["set-cookie"].split(";")[0]
    attack.shown.append(cookie.split("=")[1])
    told = headers["set-cookie"]
    attack.expect(status == 303 and "HttpOnly" in told and "SameSite=Strict" in told, f"the cookie is {told}")
    own = f"http://{attack.served.host}"
    evil = [
        ["Origin: http://evil.example"],
        ["Origin: null"],
        ["Sec-Fetch-Site: cross-site"],
        ["Sec-Fetch-Site: same-site"],
        ["Sec-Fetch-Site: cross-site", f"Origin: {own}"],
        ["Sec-Fetch-Site: same-origin", "Origin: http://evil.example"],
        [f"Origin: https://{attack.served.host}.evil.example"],
        [f"Origin: http://127.0.0.1:{attack.served.port + 1}"],
        ["Origin: null", "Sec-Fetch-Site: cross-site"],
        ["Origin: null", "Sec-Fetch-Site: none"],
        ["Sec-Fetch-Site: nonsense"],
        ["Origin: "],
    ]
    before, head = len(attack.served.log), attack.served.get("/readyz", "text/plain")
    bodies = {
        "application/x-www-form-urlencoded": "change=matter_add&slug=csrf&title=C",
        "application/json": '{"change":"matter_add","slug":"csrf","title":"C"}',
        "text/plain": "{}",
    }
    for headers in evil:
        for media, body in bodies.items():
            data = attack.head(
                "/changes",
                f"Cookie: {cookie}",
                f"Content-Type: {media}",
                f"Content-Length: {len(body)}",
                *headers,
                method="POST",
            )
            status = attack.status(data + body.encode(), source="127.0.0.8", wait=3.0)
            attack.expect(status == 403, f"{headers} {media}: {status}")
    refused = [line for line in attack.told(before) if "another site" in line]
    attack.expect(len(refused) == len(evil) * len(bodies), f"{len(refused)} of those refusals are told")
    attack.expect(attack.served.get("/readyz", "text/plain") == head, "another site recorded something")
    body = bodies["application/x-www-form-urlencoded"].encode()
    for headers in (
        [f"Origin: {own}"],
        [f"Origin: {own}", "Sec-Fetch-Site: same-origin"],
        ["Origin: null", "Sec-Fetch-Site: same-origin"],
    ):
        data = attack.head(
            "/changes",
            f"Cookie: {cookie}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            *headers,
            method="POST",
        )
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
                data = (
                    attack.head(
                        "/login",
                        "Content-Type: application/x-www-form-urlencoded",
                        f"Content-Length: {len(body)}",
                        method="POST",
                    )
                    + body.encode()
                )
            statuses.append(attack.status(data, source=source))
        attack.expect(statuses[0] == 401, f"{door}: the first guess is {statuses[0]}")
        attack.expect(statuses.count(401) <= 12 and statuses[-1] == 429, f"{door}: {statuses}")
        right = attack.status(attack.head("/claims.json", attack.owner()), source=source)
        attack.expect(right == 429, f"{door}: in the middle of guesses the right one is {right}")
        other = attack.status(attack.head("/claims.json", attack.owner()), source="127.0.0.99")
        attack.expect(other == 200, f"{door}: somebody else gets {other}")
        told = [json.loads(line) for line in attack.told(before) if line.startswith("{")]
        told = [line for line in told if line["from"] == source]
        attack.expect(len(told) == 31, f"{door}: {len(told)} of 31 refusals are told")
        attack.alive(f"guesses by {door}")
