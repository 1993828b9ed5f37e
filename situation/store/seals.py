"""The chain of seals: every entry of a log carries a hash of itself and of all before it."""

import hashlib
from typing import Final

from msgspec import Struct

NO_SEAL: Final = bytes(32)
"""What stands before the first entry."""

Texts = tuple[bytes, bytes, bytes, bytes, bytes]
"""Author, act, kind, id and body of an entry, UTF-8."""


def seal(before: bytes, entry: int, recorded_at: int, texts: Texts) -> bytes:
    """The seal of an entry, 32 bytes.

    It is the SHA-256 of these, one behind the other: the seal of the entry before (32 bytes); the
    seven decimal numbers `entry recorded_at len(author) len(act) len(kind) len(id) len(body)`, with
    a space between every two and a line feed at the end; and author, act, kind, id and body. As
    every length stands before the texts, no two different entries give the same bytes.

    Args:
        before: the seal of the entry before; `NO_SEAL` for the first.
        entry: number in the log, the first is 1.
        recorded_at: microseconds since 1970.
        texts: what the entry says; lengths are in bytes.
    """
    numbers = b"%d %d %d %d %d %d %d\n" % (entry, recorded_at, *map(len, texts))
    return hashlib.sha256(b"".join((before, numbers, *texts))).digest()


class ChainCheck(Struct, frozen=True):
    """How far the chain has been checked: a long log is done in parts, so that others can read."""

    entry: int = 0
    seal: bytes = NO_SEAL
    done: bool = False
    finding: str = ""
    """The first entry that does not fit, in words."""


def broken_at(entry: int, finding: str) -> ChainCheck:
    """The end of a check at an entry that does not fit."""
    return ChainCheck(entry, done=True, finding=f"entry {entry} {finding}: the chain breaks there")
