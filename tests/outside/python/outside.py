"""Checks checkpoints and proofs after the specifications alone: C2SP signed-note, tlog-checkpoint and
tlog-proof, RFC 9162 for the paths, RFC 8032 through the `cryptography` package. Same arguments as the Go
program beside it."""

import base64
import hashlib
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Refused(Exception):
    """Something does not hold."""


def need(holds, why):
    if not holds:
        raise Refused(why)


def decode(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused(str(error)) from None
    need(base64.b64encode(raw).decode() == text, "another spelling of base64")
    return raw


def number(text):
    need(text.isascii() and text.isdecimal() and str(int(text)) == text, "no canonical number")
    return int(text)


def digest(text):
    raw = decode(text)
    need(len(raw) == 32, "no hash")
    return raw


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Key:
    def __init__(self, text):
        self.name, key_id, key = text.split("+", 2)
        raw = decode(key)
        need(raw[0] == 1 and len(raw) == 33, "no Ed25519 key")
        self.id = sha(self.name.encode(), b"\n", raw)[:4]
        need(self.id.hex() == key_id, "the id does not follow from the key")
        self.key = Ed25519PublicKey.from_public_bytes(raw[1:])

    def open(self, note):
        """Returns size and root of a checkpoint."""
        text, end, signatures = note.rpartition("\n\n")
        need(end and signatures.endswith("\n"), "no signed note")
        text += "\n"
        known = 0
        for line in signatures[:-1].split("\n"):
            need(line.startswith("\u2014 ") and line.count(" ") == 2, "no signature")
            _, name, blob = line.split(" ")
            raw = decode(blob)
            if name == self.name and raw[:4] == self.id:
                try:
                    self.key.verify(raw[4:], text.encode())
                except InvalidSignature:
                    raise Refused("a signature does not hold") from None
                known += 1
        need(known, "no signature of this key")
        lines = text.split("\n")
        need(len(lines) == 4 and lines[0] == self.name, "no checkpoint of this log")
        return number(lines[1]), digest(lines[2])


def path(lines):
    need("" in lines, "no end of the path")
    end = lines.index("")
    return [digest(line) for line in lines[:end]], "\n".join(lines[end + 1 :])


def leaf(extra):
    rest = extra
    for field in range(15):
        length = int.from_bytes(rest[:4], "big")
        need(len(rest) >= 4 + length, "the leaf ends early")
        need(field > 0 or rest[4 : 4 + length] == b"counterclaim/leaf/1", "no leaf")
        rest = rest[4 + length :]
    need(len(rest) >= 32, "the leaf has no payload hash")
    need(len(rest) == 32 or sha(rest[32:]) == rest[:32], "another payload was disclosed")
    return extra[: len(extra) - len(rest) + 32]


def included(found, index, size, hashes, root):
    need(index < size, "beyond the tree")
    at, last = index, size - 1
    for sibling in hashes:
        need(last > 0, "too long a path")
        if at & 1 or at == last:
            found = sha(b"\x01", sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = sha(b"\x01", found, sibling)
        at, last = at >> 1, last >> 1
    need(last == 0 and found == root, "the path leads elsewhere")


def grown(old, old_root, new, new_root, hashes):
    need(1 <= old <= new, "no such older size")
    if old == new:
        need(not hashes and old_root == new_root, "two roots of one size")
        return
    if old & (old - 1) == 0:
        hashes = [old_root, *hashes]
    need(hashes, "no path")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = hashes[0]
    for sibling in hashes[1:]:
        need(last > 0, "too long a path")
        if at & 1 or at == last:
            was, now = sha(b"\x01", sibling, was), sha(b"\x01", sibling, now)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            now = sha(b"\x01", now, sibling)
        at, last = at >> 1, last >> 1
    need(last == 0 and was == old_root and now == new_root, "the path leads elsewhere")


def check(raw, older, key):
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Refused("no text") from None
    lines = text.split("\n")
    if lines[0] == "c2sp.org/tlog-proof@v1":
        need(len(lines) > 3 and lines[1].startswith("extra ") and lines[2].startswith("index "), "no proof")
        data, index = leaf(decode(lines[1][6:])), number(lines[2][6:])
        hashes, note = path(lines[3:])
        size, root = key.open(note)
        included(sha(b"\x00", data), index, size, hashes, root)
    elif lines[0] == "counterclaim/consistency@v1":
        need(len(lines) > 2 and lines[1].startswith("old "), "no proof")
        old = number(lines[1][4:])
        hashes, note = path(lines[2:])
        kept, old_root = key.open(older.decode())
        need(kept == old, "another size than the older checkpoint")
        grown(old, old_root, *key.open(note), hashes)
    else:
        key.open(text)


def main(arguments):
    mutates = arguments[0] == "-mutate"
    vkey, file, *rest = arguments[1:] if mutates else arguments
    read = lambda name: open(name, "rb").read()
    key, raw = Key(vkey), read(file)
    older = read(rest[0]) if rest else b""
    check(raw, older, key)
    if not mutates:
        return
    for place in range(len(raw)):
        for flip in (0x01, 0x02, 0x04, 0x10, 0x20, 0x40, 0x80):
            changed = raw[:place] + bytes([raw[place] ^ flip]) + raw[place + 1 :]
            try:
                check(changed, older, key)
            except Refused:
                continue
            raise Refused(f"byte {place} as {changed[place]:#04x} was taken")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Refused as refused:
        sys.exit(f"outside: {refused}")
