"""The embedded store: one SQLite file, many readers, one writer at a time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import partial

from situation.errors import StoreError
from situation.model import (
    AnyRecord,
)
from situation.periods import Clock
from situation.store import sqlite_questions
from situation.store.answers import Answers
from situation.store.base import AppendReport, StoreInfo
from situation.store.log import Entry
from situation.store.migrations import schema_number
from situation.store.sqlite_append import Append
from situation.store.sqlite_check import check_text_index, findings
from situation.store.sqlite_log import beginning, newest_mark
from situation.store.sqlite_replication import Replication
from situation.store.sqlite_session import Session
from situation.store.times import from_micros
from situation.vocabulary import Act


class SqliteStore(Answers[sqlite3.Connection]):
    """`Store` in an SQLite file; every call works in a thread, never on the event loop.

    Args:
        session: the file, opened.
        clock: gives the time of recording.
        poll_interval: seconds between two looks for what others appended.
    """

    def __init__(self, session: Session, *, clock: Clock, poll_interval: float) -> None:
        super().__init__(session, sqlite_questions)
        self._session = session
        self._clock = clock
        self._poll_interval = poll_interval

    @property
    def url(self) -> str:
        """The address this store was opened with, safe to show."""
        return self._session.url

    async def info(self) -> StoreInfo:
        """What the store holds, counted."""
        return await self._session.ask(self._info)

    async def append(
        self, records: Iterable[AnyRecord], *, author: str, act: Act | None = None
    ) -> AppendReport:
        """Record new records and new versions, all or none; `records` is read in a thread."""
        done = Act.REVISE if act is None else act
        return await self._session.write(
            lambda c: Append(c, self._clock(), author, done).run(records)
        )

    async def replicate(self, entries: Sequence[Entry]) -> int:
        """Take entries of another store over as they are; returns the revision after it."""
        return await self._session.write(lambda c: Replication(c).run(entries))

    async def changes(self, after: int) -> AsyncIterator[int]:
        """Yield the revision each time the store has grown beyond `after`, until it is closed."""
        version = -1
        while not self._session.is_closed():
            try:
                version, revision = await self._session.ask(partial(_look, version))
            except StoreError:
                if self._session.is_closed():
                    return
                raise
            if revision > after:
                after = revision
                yield revision
            await asyncio.sleep(self._poll_interval)

    async def quick_check(self) -> tuple[str, ...]:
        """What is wrong with the store, one line each; empty when all is well.

        The text index is looked at only where this user may write: SQLite checks it in a write.
        """
        found: tuple[str, ...] = ()
        try:
            found = await self._session.ask(findings)
            if self._session.writable:
                await self._session.write(check_text_index)
        except StoreError as error:
            return (*found, error.line)
        return found

    async def close(self) -> None:
        """Let go of the store; may be called twice."""
        await self._session.close()

    def _info(self, connection: sqlite3.Connection) -> StoreInfo:
        mark = newest_mark(connection)
        return StoreInfo(
            url=self.url,
            schema=schema_number(),
            revision=mark.last_entry,
            created_at=beginning(connection),
            recorded_at=from_micros(mark.recorded_at) if mark.last_entry else None,
            said_at=None if mark.newest_said is None else from_micros(mark.newest_said),
            counts=mark.counts(),
            writable=self._session.writable,
        )


def _look(version: int, connection: sqlite3.Connection) -> tuple[int, int]:
    """SQLite's count of commits by others, and the revision (0 when nothing was committed)."""
    seen = int(connection.execute("PRAGMA data_version").fetchone()[0])
    return seen, newest_mark(connection).last_entry if seen != version else 0
