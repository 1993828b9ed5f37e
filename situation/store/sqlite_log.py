"""The log itself: how far it goes, and the newest versions in it."""

import re
import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import Final, TypeVar

import msgspec

from situation.periods import as_utc
from situation.record import Record
from situation.store.base import Recorded
from situation.store.bodies import KIND_OF, BodyReader, recorded
from situation.store.marks import Mark
from situation.store.times import from_micros, micros

R = TypeVar("R", bound=Record)

_CURRENT: Final = r"""\1.seq <= :horizon AND NOT EXISTS (
    SELECT 1 FROM superseded AS later WHERE later.seq = \1.seq AND later.by_seq <= :horizon
)"""
_STANDING: Final = r"""(\1.claim IS NULL OR NOT EXISTS (
    SELECT 1 FROM entry AS back INDEXED BY entry_retraction
    WHERE back.act = 'retract' AND back.id = \1.claim AND CURRENT(back)
))"""
# Whatever another program wrote there must arrive here, not fail in SQLite's decoder.
_COLUMNS: Final = (
    r"\1.seq, \1.recorded_at, CAST(\1.author AS BLOB), CAST(\1.act AS BLOB), CAST(\1.body AS BLOB)"
)


def query(sql: str) -> str:
    """SQL in which three words stand for what many questions have in common.

    `COLUMNS(e)`: a `Row` of an entry. `CURRENT(r)`: the newest version known at entry `:horizon`.
    `STANDING(r)`: the claim behind it, if there is one, is not withdrawn at that entry.
    """
    for word, meaning in (("COLUMNS", _COLUMNS), ("STANDING", _STANDING), ("CURRENT", _CURRENT)):
        sql = re.sub(rf"{word}\((\w+)\)", meaning, sql)
    return sql


_NEWEST_MARK: Final = """
SELECT last_entry, recorded_at, newest_claim, newest_said, totals FROM batch
ORDER BY last_entry DESC LIMIT 1
"""
_BEGINNING: Final = """
SELECT coalesce(
    (SELECT recorded_at FROM batch ORDER BY last_entry LIMIT 1),
    (SELECT min(applied_at) FROM migration)
)
"""
_MARK_AT: Final = """
SELECT last_entry, recorded_at, newest_claim, newest_said, totals FROM batch
WHERE recorded_at <= ? ORDER BY recorded_at DESC, last_entry DESC LIMIT 1
"""
_NEWEST_OF_KIND: Final = query("""
SELECT COLUMNS(e) FROM entry AS e
WHERE e.kind = :kind AND CURRENT(e)
ORDER BY e.id
""")
_NEWEST_OF_ID: Final = query("""
SELECT COLUMNS(e) FROM entry AS e
WHERE e.kind = ? AND e.id = ? AND e.seq <= ? ORDER BY e.seq DESC LIMIT 1
""")
_VERSIONS_OF_ID: Final = query("""
SELECT COLUMNS(e) FROM entry AS e
WHERE e.kind = ? AND e.id = ? AND e.seq <= ? ORDER BY e.seq
""")


def newest_mark(connection: sqlite3.Connection) -> Mark:
    """How far the log goes."""
    row = connection.execute(_NEWEST_MARK).fetchone()
    return Mark(*row) if row else Mark()


def beginning(connection: sqlite3.Connection) -> datetime:
    """When the first entry was recorded; when the file was made, while there is none."""
    return from_micros(connection.execute(_BEGINNING).fetchone()[0])


def mark_known_at(connection: sqlite3.Connection, known_at: datetime | None) -> Mark:
    """How far the log went at a time; None: now."""
    if known_at is None:
        return newest_mark(connection)
    row = connection.execute(_MARK_AT, (micros(as_utc(known_at)),)).fetchone()
    return Mark(*row) if row else Mark()


def listed(ids: Collection[str]) -> str:
    """Ids as the JSON list that `json_each` takes; what cannot be an id is left out."""
    return msgspec.json.encode([each for each in ids if each.isascii()]).decode()


def newest_of_kind(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    record_type: type[R],
    known_at: datetime | None,
) -> tuple[Recorded[R], ...]:
    """All records of a kind, newest versions, by id."""
    mark = mark_known_at(connection, known_at)
    values = {"kind": KIND_OF[record_type], "horizon": mark.last_entry}
    return recorded(connection.execute(_NEWEST_OF_KIND, values), record_type, bodies)


def newest_of_id(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    record_type: type[R],
    record_id: str,
    known_at: datetime | None,
) -> Recorded[R] | None:
    """One record, its newest version; None when it is not known."""
    values = _values_of_id(connection, record_type, record_id, known_at)
    rows = connection.execute(_NEWEST_OF_ID, values)
    return next(iter(recorded(rows, record_type, bodies)), None)


def versions_of_id(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    record_type: type[R],
    record_id: str,
    known_at: datetime | None,
) -> tuple[Recorded[R], ...]:
    """Every version of one record, oldest first."""
    values = _values_of_id(connection, record_type, record_id, known_at)
    return recorded(connection.execute(_VERSIONS_OF_ID, values), record_type, bodies)


def _values_of_id(
    connection: sqlite3.Connection,
    record_type: type[Record],
    record_id: str,
    known_at: datetime | None,
) -> tuple[str, str, int]:
    horizon = mark_known_at(connection, known_at).last_entry
    # Nothing has the empty id; SQLite refuses a lone surrogate.
    return KIND_OF[record_type], record_id if record_id.isascii() else "", horizon
