"""Entries of another store's log, taken over into an SQLite store as they are."""

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import Final, cast

import msgspec

from situation.errors import StoreError
from situation.model import AnyRecord
from situation.store.bodies import TYPE_OF
from situation.store.log import Entry
from situation.store.seals import NO_SEAL, seal
from situation.store.sqlite_append import write_mark, write_rows
from situation.store.sqlite_log import newest_mark
from situation.store.sqlite_rows import RowBuilder, Version
from situation.store.times import from_micros, micros
from situation.text import clean
from situation.vocabulary import Act

_SEAL: Final = "SELECT seal FROM entry WHERE seq = ?"
_ENTRIES: Final = """
SELECT seq, recorded_at, CAST(author AS BLOB), act, kind, id, CAST(body AS BLOB), seal
FROM entry WHERE seq > ? ORDER BY seq LIMIT ?
"""
_VERSIONS: Final = """
SELECT max(seq), min(seq) FROM entry WHERE kind = ? AND id = ?
"""


def entries_after(connection: sqlite3.Connection, after: int, limit: int) -> tuple[Entry, ...]:
    """`LoggedStore.entries`."""
    return tuple(
        Entry(
            entry=entry,
            recorded_at=from_micros(recorded_at),
            author=author.decode(errors="replace"),
            act=act,
            kind=kind,
            id=record_id,
            body=body.decode(errors="replace"),
            seal=sealed.hex(),
        )
        for entry, recorded_at, author, act, kind, record_id, body, sealed in connection.execute(
            _ENTRIES, (max(after, 0), max(limit, 0))
        )
    )


class Replication:
    """Takes entries over, inside a write transaction that the caller holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._mark = newest_mark(connection)
        self._last_entry = self._mark.last_entry
        self._recorded_at = self._mark.recorded_at
        sealed = connection.execute(_SEAL, (self._last_entry,)).fetchone()
        self._seal: bytes = sealed[0] if sealed else NO_SEAL
        self._totals = self._mark.counts()
        self._builder = RowBuilder(connection)
        self._taken: dict[tuple[str, str], Version] = {}

    def run(self, entries: Sequence[Entry]) -> int:
        """Take the entries over; one mark for each time of recording, as there was one append.

        Raises:
            StoreError: they do not continue this log, or cannot be read.
            sqlite3.Error: as SQLite says.
        """
        for _, group in groupby(entries, key=lambda entry: entry.recorded_at):
            for entry in group:
                self._take(entry)
            write_rows(self._connection, self._builder)
            self._builder.check_siblings()
            write_mark(
                self._connection,
                self._builder,
                self._mark,
                last_entry=self._last_entry,
                recorded_at=self._recorded_at,
                totals=self._totals,
            )
            self._mark = newest_mark(self._connection)
        return self._last_entry

    def _take(self, entry: Entry) -> None:
        recorded_at = micros(entry.recorded_at)
        if entry.entry != self._last_entry + 1 or recorded_at < self._recorded_at:
            raise _refused(entry, f"does not continue a log of {self._last_entry} entries")
        author, act, kind, record_id, body = (
            text.encode() for text in (entry.author, entry.act, entry.kind, entry.id, entry.body)
        )
        texts = (author, act, kind, record_id, body)
        sealed = seal(self._seal, entry.entry, recorded_at, texts)
        if sealed.hex() != entry.seal:
            raise _refused(entry, "is not as it was sealed")
        record = _record_of(entry)
        version = self._version(entry)
        rows = self._builder.rows
        rows["entry"].append(
            (
                entry.entry, recorded_at, entry.author, entry.act, entry.kind, entry.id, sealed,
                entry.body,
            )
        )  # fmt: skip
        self._last_entry, self._recorded_at, self._seal = entry.entry, recorded_at, sealed
        self._totals[entry.kind] = self._totals.get(entry.kind, 0) + 1
        self._builder.add(record, version)

    def _version(self, entry: Entry) -> Version:
        key = (entry.kind, entry.id)
        before = self._taken.get(key) or self._stored(key)
        version = Version(
            entry.entry,
            before.first if before else entry.entry,
            withdrawn=entry.act == Act.RETRACT,
        )
        if before:
            self._builder.rows["superseded"].append((before.entry, entry.entry))
        self._taken[key] = version
        return version

    def _stored(self, key: tuple[str, str]) -> Version | None:
        newest, first = self._connection.execute(_VERSIONS, key).fetchone()
        return None if newest is None else Version(newest, first)


def _record_of(entry: Entry) -> AnyRecord:
    record_type = TYPE_OF.get(entry.kind)
    if record_type is None or entry.act not in {act.value for act in Act}:
        raise _refused(entry, "is of a kind that this sitmon does not know")
    try:
        record = cast("AnyRecord", msgspec.json.decode(entry.body, type=record_type))
    except (msgspec.MsgspecError, UnicodeError):
        raise _refused(entry, "holds no record of its kind") from None
    if record.id != entry.id:
        raise _refused(entry, "holds a record of another id")
    return record


def _refused(entry: Entry, why: str) -> StoreError:
    return StoreError(
        f"entry {entry.entry} {why}",
        where=clean(f"{entry.kind} {entry.id}", 200),
        do="nothing of it was taken over; compare the two stores with `sitmon doctor`",
    )
