"""One append to an SQLite store: all of its records or none, in bulk."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple

import msgspec

from situation.errors import StoreError
from situation.model import AnyRecord
from situation.store.base import AppendReport
from situation.store.bodies import KIND_OF, encoded, is_body_of
from situation.store.marks import Mark
from situation.store.seals import NO_SEAL, seal
from situation.store.sqlite_log import newest_mark
from situation.store.sqlite_rows import INSERTS, RowBuilder, Version
from situation.store.times import micros
from situation.text import clean
from situation.vocabulary import Act

_CHUNK: Final = 10_000
"""Records held at a time. Large, because the text index makes one segment of each run of claims."""

_VERSIONS: Final = """
SELECT asked.value, newest.seq, newest.act = 'retract', CAST(newest.body AS BLOB),
    (SELECT seq FROM entry WHERE kind = :kind AND id = asked.value ORDER BY seq LIMIT 1)
FROM json_each(:ids) AS asked CROSS JOIN entry AS newest ON newest.seq = (
    SELECT seq FROM entry WHERE kind = :kind AND id = asked.value ORDER BY seq DESC LIMIT 1
)
"""

_SEAL: Final = "SELECT seal FROM entry WHERE seq = ?"
_ACTS_BESIDE_CLAIMS: Final = {"link": Act.LINK, "assessment": Act.ASSESS, "note": Act.ANNOTATE}

_Key = tuple[str, str]


class _Newest(NamedTuple):
    version: Version
    body: bytes

    def holds(self, record: AnyRecord, body: bytes) -> bool:
        return self.body == body or is_body_of(self.body, record)


class Append:
    """The work of one append, inside a write transaction that the caller holds.

    Args:
        connection: in a transaction begun with BEGIN IMMEDIATE.
        now: the time of recording; never taken below that of the entry before, so that a clock
            that was set back cannot change what "as known at" answers.
        author: who appends.
        act: what new versions of claims do.
    """

    def __init__(
        self, connection: sqlite3.Connection, now: datetime, author: str, act: Act
    ) -> None:
        self._connection = connection
        self._act = act
        self._before = newest_mark(connection)
        self._recorded_at = max(micros(now), self._before.recorded_at)
        self._author = clean(author)
        self._totals = self._before.counts()
        self._builder = RowBuilder(connection)
        self._last_entry = self._before.last_entry
        sealed = connection.execute(_SEAL, (self._last_entry,)).fetchone()
        self._seal: bytes = sealed[0] if sealed else NO_SEAL
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
            write_mark(
                self._connection,
                self._builder,
                self._before,
                last_entry=self._last_entry,
                recorded_at=self._recorded_at,
                totals=self._totals,
            )
        return AppendReport(appended=appended, unchanged=self._unchanged, revision=self._last_entry)

    def _write_chunk(self, chunk: list[AnyRecord]) -> None:
        rows = self._builder.rows
        newest = self._newest(chunk)
        for record in chunk:
            kind = KIND_OF[type(record)]
            key = (kind, record.id)
            body = encoded(record)
            before = newest.get(key)
            act = self._act_of(record, kind, before)
            withdrawn = act is Act.RETRACT
            if (
                before
                and (before.version.withdrawn or not withdrawn)
                and before.holds(record, body)
            ):
                self._unchanged += 1
                continue
            self._last_entry = entry = self._last_entry + 1
            if before:
                rows["superseded"].append((before.version.entry, entry))
            version = Version(entry, before.version.first if before else entry, withdrawn)
            newest[key] = _Newest(version, body)
            self._totals[kind] = self._totals.get(kind, 0) + 1
            self._add_entry(act, kind, record.id, body)
            self._builder.add(record, version)
        write_rows(self._connection, self._builder)

    def _add_entry(self, act: Act, kind: str, record_id: str, body: bytes) -> None:
        texts = (self._author.encode(), act.value.encode(), kind.encode(), record_id.encode(), body)
        self._seal = seal(self._seal, self._last_entry, self._recorded_at, texts)
        self._builder.rows["entry"].append(
            (
                self._last_entry, self._recorded_at, self._author, act.value, kind, record_id,
                self._seal, body.decode(),
            )
        )  # fmt: skip

    def _act_of(self, record: AnyRecord, kind: str, before: _Newest | None) -> Act:
        """What this version does: `act` is about new versions of claims and about nothing else."""
        beside = _ACTS_BESIDE_CLAIMS.get(kind)
        if beside is not None:
            return beside
        if kind != "claim":
            return Act.REVISE if before else Act.ASSERT
        if self._act in _ACTS_BESIDE_CLAIMS.values():
            raise StoreError(f"“{self._act}” is not done to a claim", where=f"claim {record.id}")
        if before is None and self._act is Act.RETRACT:
            raise StoreError(
                "the claim that is to be retracted is not in the store",
                where=f"claim {record.id}",
                do="look for the right id; nothing of this append was stored",
            )
        return self._act if before else Act.ASSERT

    def _newest(self, chunk: list[AnyRecord]) -> dict[_Key, _Newest]:
        """The newest versions that the store has of the records of a chunk."""
        ids_by_kind: dict[str, set[str]] = {}
        for record in chunk:
            kind = KIND_OF.get(type(record))
            if kind is None:
                raise StoreError(f"a {type(record).__name__} is not a record")
            ids_by_kind.setdefault(kind, set()).add(record.id)
        return {
            (kind, record_id): _Newest(Version(entry, first, bool(withdrawn)), body)
            for kind, ids in ids_by_kind.items()
            if self._totals.get(kind)
            for record_id, entry, withdrawn, body, first in self._stored(kind, ids)
        }

    def _stored(self, kind: str, ids: set[str]) -> Iterator[tuple[str, int, int, bytes, int]]:
        try:
            asked = msgspec.json.encode(sorted(ids)).decode()
        except (TypeError, UnicodeError):
            raise StoreError(f"the id of a {kind} is not a text that can be stored") from None
        yield from self._connection.execute(_VERSIONS, {"kind": kind, "ids": asked})


def write_rows(connection: sqlite3.Connection, builder: RowBuilder) -> None:
    """Write what a builder has collected and empty it."""
    # The text index starts a new segment whenever a row number is below the one before.
    builder.rows["claim_text"].sort(key=lambda row: int(row[0]))
    for table, statement in INSERTS.items():
        rows = builder.rows[table]
        if rows:
            connection.executemany(statement, rows)
            rows.clear()


def write_mark(
    connection: sqlite3.Connection,
    builder: RowBuilder,
    before: Mark,
    *,
    last_entry: int,
    recorded_at: int,
    totals: Mapping[str, int],
) -> None:
    """Write what the log has come to with an append."""
    said = [moment for moment in (before.newest_said, builder.newest_said) if moment is not None]
    mark = Mark(
        last_entry=last_entry,
        recorded_at=recorded_at,
        newest_claim=max(before.newest_claim, builder.newest_claim),
        newest_said=max(said, default=None),
        totals=msgspec.json.encode(totals, order="sorted").decode(),
    )
    connection.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?)", msgspec.structs.astuple(mark))
