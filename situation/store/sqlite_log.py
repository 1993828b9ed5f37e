"""The log itself: how far it goes, and the newest versions in it."""

import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from situation.errors import StoreDamaged
from situation.model import Record
from situation.periods import as_utc
from situation.store.base import Recorded
from situation.store.bodies import KIND_OF, BodyReader
from situation.store.sqlite_times import from_micros, micros

R = TypeVar("R", bound=Record)

Row = tuple[int, int, bytes]
"""Entry number, recorded_at in microseconds, body."""

_CURRENT: Final = r"""\1.seq <= :horizon AND NOT EXISTS (
    SELECT 1 FROM superseded AS later WHERE later.seq = \1.seq AND later.by_seq <= :horizon
)"""


def query(sql: str) -> str:
    """SQL in which `CURRENT(row)` stands for "the newest version known at entry `:horizon`"."""
    return re.sub(r"CURRENT\((\w+)\)", _CURRENT, sql)


_NEWEST_MARK: Final = """
SELECT last_entry, recorded_at, newest_claim, newest_said, totals FROM batch
ORDER BY last_entry DESC LIMIT 1
"""
_MARK_AT: Final = """
SELECT last_entry, recorded_at, newest_claim, newest_said, totals FROM batch
WHERE recorded_at <= ? ORDER BY recorded_at DESC, last_entry DESC LIMIT 1
"""
_NEWEST_OF_KIND: Final = query("""
SELECT e.seq, e.recorded_at, CAST(e.body AS BLOB) FROM entry AS e
WHERE e.kind = :kind AND CURRENT(e)
ORDER BY e.id
""")
_NEWEST_OF_ID: Final = """
SELECT seq, recorded_at, CAST(body AS BLOB) FROM entry
WHERE kind = ? AND id = ? AND seq <= ? ORDER BY seq DESC LIMIT 1
"""


class Mark(Struct, frozen=True):
    """What the log came to with one append; all zero before the first."""

    last_entry: int = 0
    recorded_at: int = 0
    """Microseconds since 1970."""
    newest_claim: int = 0
    """The largest claim number so far: where a backward walk may begin."""
    newest_said: int | None = None
    """Microseconds since 1970."""
    totals: str = "{}"

    def counts(self) -> dict[str, int]:
        """Entries so far, by kind of record.

        Raises:
            StoreDamaged: the row does not hold them.
        """
        try:
            return msgspec.json.decode(self.totals, type=dict[str, int])
        except (msgspec.DecodeError, UnicodeError):
            raise StoreDamaged(
                "the totals of an append cannot be read", do="run `sitmon doctor`"
            ) from None


def newest_mark(connection: sqlite3.Connection) -> Mark:
    """How far the log goes."""
    row = connection.execute(_NEWEST_MARK).fetchone()
    return Mark(*row) if row else Mark()


def mark_known_at(connection: sqlite3.Connection, known_at: datetime | None) -> Mark:
    """How far the log went at a time; None: now."""
    if known_at is None:
        return newest_mark(connection)
    row = connection.execute(_MARK_AT, (micros(as_utc(known_at)),)).fetchone()
    return Mark(*row) if row else Mark()


def recorded(
    rows: Iterable[Row], record_type: type[R], bodies: BodyReader
) -> tuple[Recorded[R], ...]:
    """The rows as records, without those that cannot be read."""
    return tuple(
        Recorded(record=record, recorded_at=from_micros(recorded_at), entry=entry)
        for entry, recorded_at, body in rows
        if (record := bodies.read(record_type, entry, body)) is not None
    )


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
    if not record_id.isascii():
        return None
    horizon = mark_known_at(connection, known_at).last_entry
    rows = connection.execute(_NEWEST_OF_ID, (KIND_OF[record_type], record_id, horizon))
    return next(iter(recorded(rows, record_type, bodies)), None)
