"""The chain of seals of an SQLite store, looked up and checked."""

import sqlite3
from typing import Final

from situation.errors import StoreError
from situation.store.seals import ChainCheck, broken_at, seal
from situation.store.sqlite_log import newest_mark
from situation.text import clean

_AT_ONCE: Final = 20_000
_LARGEST_ENTRY: Final = 2**30
_SEAL: Final = "SELECT seal FROM entry WHERE seq = ?"
_ENTRIES: Final = """
SELECT seal, seq, recorded_at, CAST(author AS BLOB), CAST(act AS BLOB), CAST(kind AS BLOB),
    CAST(id AS BLOB), CAST(body AS BLOB)
FROM entry WHERE seq > ? ORDER BY seq LIMIT ?
"""


def seal_of(connection: sqlite3.Connection, entry: int) -> str:
    """`Store.seal`."""
    known = 0 < entry < _LARGEST_ENTRY
    row = connection.execute(_SEAL, (entry,)).fetchone() if known else None
    if row is None:
        raise StoreError(f"there is no entry {entry}", do="see the newest with `sitmon doctor`")
    return bytes(row[0]).hex()


def checked_further(connection: sqlite3.Connection, before: ChainCheck) -> ChainCheck:
    """Check some thousand entries behind those that were checked before."""
    number, current = before.entry, before.seal
    rows = connection.execute(_ENTRIES, (number, _AT_ONCE)).fetchall()
    for stored, entry, recorded_at, *texts in rows:
        number += 1
        if entry != number:
            return broken_at(number, "is missing")
        is_whole = None not in texts
        if is_whole:
            current = seal(current, entry, recorded_at, tuple(texts))
        if not is_whole or current != stored:
            name = b" ".join(text or b"-" for text in texts[2:4]).decode(errors="replace")
            return broken_at(number, f"({clean(name)}) is not as it was recorded")
    if len(rows) == _AT_ONCE:
        return ChainCheck(number, current)
    if newest_mark(connection).last_entry > number:
        return broken_at(number + 1, "is missing")
    return ChainCheck(number, current, done=True)
