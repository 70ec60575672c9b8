"""What every attack needs: raw lines to the server, and what must hold after each."""

import json
import re
import socket
import time

WITHIN = 3.0


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

    def told(self, before=0):
        """Returns the lines of the log from a place on, once no more come."""
        count = -1
        while count != len(self.served.log):
            count = len(self.served.log)
            time.sleep(0.3)
        return self.served.log[before:]

    def owner(self):
        return f"Authorization: Bearer {self.served.secret}"


def log_is_clean(attack):
    """What is said of calls holds no secret, and no line is longer than somebody can read."""
    lines = attack.told()
    log = "\n".join(lines)
    for secret in [attack.served.secret, *attack.shown]:
        attack.expect(secret not in log, f"a secret stands in the log: {secret[:8]}…")
    longest = max((len(line) for line in lines), default=0)
    attack.expect(longest < 2_000, f"a line of the log has {longest} characters")
    for line in lines:
        if line.startswith("{"):
            json.loads(line)
    print(f"hostile: {len(lines)} lines in the log, none with a secret")
