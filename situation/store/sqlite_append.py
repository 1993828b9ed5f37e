"""One append to an SQLite store: all of its records or none, in bulk."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple

import msgspec

from situation.errors import StoreError
from situation.model import AnyRecord
from situation.store.base import AppendReport
from situation.store.bodies import KIND_OF, encoded
from situation.store.sqlite_log import Mark, newest_mark
from situation.store.sqlite_rows import INSERTS, RowBuilder
from situation.store.sqlite_times import micros
from situation.text import clean

_CHUNK: Final = 10_000
"""Records held at a time. Large, because the text index makes one segment of each run of claims."""

_VERSIONS: Final = """
SELECT asked.value, newest.seq, CAST(newest.body AS BLOB),
    (SELECT seq FROM entry WHERE kind = :kind AND id = asked.value ORDER BY seq LIMIT 1)
FROM json_each(:ids) AS asked CROSS JOIN entry AS newest ON newest.seq = (
    SELECT seq FROM entry WHERE kind = :kind AND id = asked.value ORDER BY seq DESC LIMIT 1
)
"""

_Key = tuple[str, str]


class _Version(NamedTuple):
    entry: int
    body: bytes
    first: int


class Append:
    """The work of one append, inside a write transaction that the caller holds.

    Args:
        connection: in a transaction begun with BEGIN IMMEDIATE.
        now: the time of recording; never taken below that of the entry before, so that a clock
            that was set back cannot change what "as known at" answers.
        author: who appends.
    """

    def __init__(self, connection: sqlite3.Connection, now: datetime, author: str) -> None:
        self._connection = connection
        self._before = newest_mark(connection)
        self._recorded_at = max(micros(now), self._before.recorded_at)
        self._author = clean(author)
        self._totals = self._before.counts()
        self._builder = RowBuilder(connection)
        self._last_entry = self._before.last_entry
        self._unchanged = 0

    def run(self, records: Iterable[AnyRecord]) -> AppendReport:
        """Write the records.

        Raises:
            StoreError: a record cannot be stored; the caller rolls back.
            sqlite3.Error: as SQLite says.
        """
        remaining = iter(records)
        while chunk := list(islice(remaining, _CHUNK)):
            self._write_chunk(chunk)
        self._builder.check_siblings()
        appended = self._last_entry - self._before.last_entry
        if appended:
            self._write_mark()
        return AppendReport(appended=appended, unchanged=self._unchanged, revision=self._last_entry)

    def _write_chunk(self, chunk: list[AnyRecord]) -> None:
        rows = self._builder.rows
        versions = self._versions(chunk)
        for record in chunk:
            kind = KIND_OF[type(record)]
            key = (kind, record.id)
            body = encoded(record)
            before = versions.get(key)
            if before is not None and before.body == body:
                self._unchanged += 1
                continue
            self._last_entry = entry = self._last_entry + 1
            first = entry
            if before is not None:
                first = before.first
                rows["superseded"].append((before.entry, entry))
            versions[key] = _Version(entry, body, first)
            rows["entry"].append(
                (entry, self._recorded_at, self._author, kind, record.id, body.decode())
            )
            self._totals[kind] = self._totals.get(kind, 0) + 1
            self._builder.add(record, entry, first)
        write_rows(self._connection, self._builder)

    def _versions(self, chunk: list[AnyRecord]) -> dict[_Key, _Version]:
        """The newest versions that the store has of the records of a chunk."""
        ids_by_kind: dict[str, set[str]] = {}
        for record in chunk:
            kind = KIND_OF.get(type(record))
            if kind is None:
                raise StoreError(f"a {type(record).__name__} is not a record")
            ids_by_kind.setdefault(kind, set()).add(record.id)
        return {
            (kind, record_id): _Version(entry, body, first)
            for kind, ids in ids_by_kind.items()
            if self._totals.get(kind)
            for record_id, entry, body, first in self._stored(kind, ids)
        }

    def _stored(self, kind: str, ids: set[str]) -> Iterator[tuple[str, int, bytes, int]]:
        try:
            asked = msgspec.json.encode(sorted(ids)).decode()
        except (TypeError, UnicodeError):
            raise StoreError(f"the id of a {kind} is not a text that can be stored") from None
        yield from self._connection.execute(_VERSIONS, {"kind": kind, "ids": asked})

    def _write_mark(self) -> None:
        said = [
            moment
            for moment in (self._before.newest_said, self._builder.newest_said)
            if moment is not None
        ]
        mark = Mark(
            last_entry=self._last_entry,
            recorded_at=self._recorded_at,
            newest_claim=max(self._before.newest_claim, self._builder.newest_claim),
            newest_said=max(said, default=None),
            totals=msgspec.json.encode(self._totals, order="sorted").decode(),
        )
        self._connection.execute(
            "INSERT INTO batch VALUES (?, ?, ?, ?, ?)", msgspec.structs.astuple(mark)
        )


def write_rows(connection: sqlite3.Connection, builder: RowBuilder) -> None:
    """Write what a builder has collected and empty it."""
    # The text index starts a new segment whenever a row number is below the one before.
    builder.rows["claim_text"].sort(key=lambda row: int(row[0]))
    for table, statement in INSERTS.items():
        rows = builder.rows[table]
        if rows:
            connection.executemany(statement, rows)
            rows.clear()
