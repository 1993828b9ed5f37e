"""One append to a PostgreSQL store, and entries of another store taken over: in bulk, by COPY.

What an append does and what it refuses is decided by the very code that writes an SQLite store;
here is only what PostgreSQL does otherwise.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, cast

import psycopg

from situation.errors import StoreError
from situation.store.log import Entry
from situation.store.postgres_connect import Link
from situation.store.postgres_words import text_vector
from situation.store.sqlite_append import Append
from situation.store.sqlite_replication import Replication
from situation.store.sqlite_rows import INSERTS, Row, Version
from situation.vocabulary import Act

_TABLE_OF: Final = {statement: table for table, statement in INSERTS.items()}
_WITH_RECORDED_AT: Final = frozenset(
    {"reading", "coverage", "terrain", "statistic", "link", "remark"}
)
_ENTRY_OF_CLAIM: Final = 2**30 - 1
"""The bits of a claim's number that are its entry."""

_STORED: Final = """
SELECT newest.id, newest.seq, newest.withdrawn, convert_to(e.body, 'UTF8'), (
    SELECT min(seq) FROM version WHERE kind = newest.kind AND id = newest.id
)
FROM (
    SELECT DISTINCT ON (id) * FROM version WHERE kind = ? AND id = ANY(?) ORDER BY id, seq DESC
) AS newest
JOIN entry AS e ON e.seq = newest.seq AND e.recorded_at = newest.recorded_at
"""
_VERSIONS: Final = """
SELECT v.kind, v.id, max(v.seq), min(v.seq)
FROM (SELECT DISTINCT * FROM unnest(?::text[], ?::text[])) AS asked (kind, id)
JOIN version AS v ON v.kind = asked.kind AND v.id = asked.id
GROUP BY v.kind, v.id
"""


class Tables:
    """What the writers of a log ask of a connection, done as PostgreSQL does it best.

    Args:
        link: in a write transaction that the caller holds.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._recorded_at = 0
        self._claims: list[Row] = []

    def execute(self, sql: str, values: Sequence[Any] = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        """Ask something; `?` stands for a value."""
        return self._link.execute(sql.replace("?", "%s").encode(), values)

    def executemany(self, statement: str, rows: Sequence[Row]) -> None:
        """Write the rows of one of `INSERTS`, which all were recorded at one time.

        The log's own rows come first: all others of the same write repeat their time.
        """
        table = _TABLE_OF[statement]
        if table == "entry":
            self._recorded_at = rows[0][1]
            self._link.execute(b"SELECT log_month(%s)", (self._recorded_at,))
            self._copy("version", [_version(row) for row in rows])
        if table == "claim":
            # Its words come last, and stand in the same row.
            self._claims = list(rows)
        elif table == "claim_text":
            words = dict(_words(row) for row in rows)
            self._copy("claim", [(*row, self._recorded_at, words[row[0]]) for row in self._claims])
        else:
            self._copy(table, [self._row(table, row) for row in rows])

    def _row(self, table: str, row: Row) -> Row:
        if table in _WITH_RECORDED_AT:
            return (*row, self._recorded_at)
        if table == "claim_place":
            return (*row, row[0] & _ENTRY_OF_CLAIM)
        return row

    def _copy(self, table: str, rows: Sequence[Row]) -> None:
        sql = "COPY <table> FROM STDIN".replace("<table>", table)
        with self._link.cursor() as cursor, cursor.copy(sql.encode()) as copy:
            for row in rows:
                copy.write_row(row)


def _words(row: Row) -> tuple[int, str]:
    number, text, original, tags = row
    return number, text_vector((text, original), tags.split())


def _version(row: Row) -> Row:
    seq, recorded_at, _, act, kind, record_id, *_ = row
    return (kind, record_id, seq, recorded_at, act == Act.RETRACT.value)


def _as_connection(link: Link) -> sqlite3.Connection:
    # The writers of the log use two methods of a connection, and `Tables` has both.
    return cast("sqlite3.Connection", Tables(link))


class PostgresAppend(Append):
    """The work of one append, inside a write transaction that the caller holds."""

    def __init__(self, link: Link, now: datetime, author: str, act: Act) -> None:
        super().__init__(_as_connection(link), now, author, act)

    def _stored(self, kind: str, ids: set[str]) -> Iterator[tuple[str, int, int, bytes, int]]:
        if not all(each.isascii() and "\0" not in each for each in ids):
            raise StoreError(f"the id of a {kind} is not a text that can be stored")
        yield from self._connection.execute(_STORED, (kind, list(ids)))


class PostgresReplication(Replication):
    """Takes entries over, inside a write transaction that the caller holds."""

    def __init__(self, link: Link) -> None:
        super().__init__(_as_connection(link))
        self._known: dict[tuple[str, str], Version] = {}

    def run(self, entries: Sequence[Entry]) -> int:
        """Take the entries over, as `Replication` does, looking up their older versions at once."""
        kinds, ids = [entry.kind for entry in entries], [entry.id for entry in entries]
        self._known = {
            (kind, record_id): Version(newest, first)
            for kind, record_id, newest, first in self._connection.execute(_VERSIONS, (kinds, ids))
        }
        return super().run(entries)

    def _stored(self, key: tuple[str, str]) -> Version | None:
        return self._known.get(key)
