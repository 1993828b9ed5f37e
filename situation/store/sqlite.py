"""The embedded store: one SQLite file, many readers, one writer at a time."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import datetime
from functools import partial

from situation.attempt_records import Attempt
from situation.errors import StoreError
from situation.model import (
    AnyRecord,
    ControlReading,
    Coverage,
    Party,
    Place,
    Source,
    Statistic,
)
from situation.periods import Clock, Viewpoint
from situation.store import sqlite_control
from situation.store.base import AppendReport, ReadingInForce, Recorded, StoreInfo
from situation.store.log import Entry
from situation.store.migrations import schema_number
from situation.store.sqlite_answers import ClaimAnswers
from situation.store.sqlite_append import Append
from situation.store.sqlite_chain import ChainCheck, checked_further, seal_of
from situation.store.sqlite_check import check_text_index, findings
from situation.store.sqlite_log import newest_mark, newest_of_kind
from situation.store.sqlite_replication import Replication, entries_after
from situation.store.sqlite_session import Session
from situation.store.sqlite_terrain import polygons_of, terrain_drawn
from situation.store.sqlite_times import from_micros
from situation.terrain_records import Polygon, Terrain
from situation.vocabulary import Act


class SqliteStore(ClaimAnswers):
    """`Store` in an SQLite file; every call works in a thread, never on the event loop.

    Args:
        session: the file, opened.
        clock: gives the time of recording.
        poll_interval: seconds between two looks for what others appended.
    """

    def __init__(self, session: Session, *, clock: Clock, poll_interval: float) -> None:
        super().__init__(session)
        self._clock = clock
        self._poll_interval = poll_interval

    @property
    def url(self) -> str:
        """The address this store was opened with, safe to show."""
        return self._session.url

    @property
    def damaged(self) -> int:
        """How many entries could not be read, of those asked for since the store was opened."""
        return self._bodies.damaged

    async def info(self) -> StoreInfo:
        """What the store holds, counted."""
        return await self._session.ask(self._info)

    async def parties(self, known_at: datetime | None = None) -> tuple[Recorded[Party], ...]:
        """All parties, newest versions, by id."""
        return await self._session.ask(lambda c: newest_of_kind(c, self._bodies, Party, known_at))

    async def sources(self, known_at: datetime | None = None) -> tuple[Recorded[Source], ...]:
        """All sources, newest versions, by id."""
        return await self._session.ask(lambda c: newest_of_kind(c, self._bodies, Source, known_at))

    async def attempts(self, known_at: datetime | None = None) -> tuple[Recorded[Attempt], ...]:
        """The last attempt of each connector to bring its source up to date, by id."""
        return await self._session.ask(lambda c: newest_of_kind(c, self._bodies, Attempt, known_at))

    async def places(self, known_at: datetime | None = None) -> tuple[Recorded[Place], ...]:
        """All places, newest versions, by id."""
        return await self._session.ask(lambda c: newest_of_kind(c, self._bodies, Place, known_at))

    async def readings(
        self,
        viewpoint: Viewpoint,
        *,
        places: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[ReadingInForce, ...]:
        """The readings in force, by place, source, extent and part."""
        return await self._session.ask(
            lambda c: sqlite_control.readings_in_force(
                c, self._bodies, viewpoint, places=places, sources=sources
            )
        )

    async def reading_history(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        places: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[ControlReading], ...]:
        """Every reading from `since` to the viewpoint, with the one in force at `since`."""
        return await self._session.ask(
            lambda c: sqlite_control.reading_history(
                c, self._bodies, viewpoint, since=since, places=places, sources=sources
            )
        )

    async def coverage(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[Coverage], ...]:
        """The days on which whole maps were read, by source and day."""
        return await self._session.ask(
            lambda c: sqlite_control.coverage_days(
                c, self._bodies, viewpoint, since=since, sources=sources
            )
        )

    async def terrain(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[Terrain], ...]:
        """The maps drawn from `since` to the viewpoint, with those in force at `since`."""
        return await self._session.ask(
            lambda c: terrain_drawn(c, self._bodies, viewpoint, since=since, sources=sources)
        )

    async def polygons(self, ids: Collection[str]) -> tuple[Polygon, ...]:
        """The polygons of these ids, by id; those that the store lacks are left out."""
        return await self._session.ask(lambda c: polygons_of(c, self._bodies, ids))

    async def statistics(
        self,
        viewpoint: Viewpoint,
        *,
        places: Collection[str] | None = None,
        derived_since: datetime | None = None,
    ) -> tuple[Recorded[Statistic], ...]:
        """Figures said by the viewpoint, by place, metric and as-of, newest as-of first."""
        return await self._session.ask(
            lambda c: sqlite_control.statistics_said(
                c, self._bodies, viewpoint, places=places, derived_since=derived_since
            )
        )

    async def append(
        self, records: Iterable[AnyRecord], *, author: str, act: Act | None = None
    ) -> AppendReport:
        """Record new records and new versions, all or none; `records` is read in a thread."""
        done = Act.REVISE if act is None else act
        return await self._session.write(
            lambda c: Append(c, self._clock(), author, done).run(records)
        )

    async def entries(self, after: int, limit: int) -> tuple[Entry, ...]:
        """The entries behind a number, in order."""
        return await self._session.ask(lambda c: entries_after(c, after, limit))

    async def replicate(self, entries: Sequence[Entry]) -> int:
        """Take entries of another store over as they are; returns the revision after it."""
        return await self._session.write(lambda c: Replication(c).run(entries))

    async def seal(self, entry: int) -> str:
        """The hash that ends the chain at an entry, 64 hex digits."""
        return await self._session.ask(lambda c: seal_of(c, entry))

    async def broken_seal(self) -> str:
        """The first entry that does not fit the chain, in words; empty when all fit."""
        check = ChainCheck()
        while not check.done:
            check = await self._session.ask(partial(checked_further, before=check))
        return check.finding

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
        created_at = connection.execute("SELECT min(applied_at) FROM migration").fetchone()[0]
        return StoreInfo(
            url=self.url,
            schema=schema_number(),
            revision=mark.last_entry,
            created_at=from_micros(created_at),
            recorded_at=from_micros(mark.recorded_at) if mark.last_entry else None,
            said_at=None if mark.newest_said is None else from_micros(mark.newest_said),
            counts=mark.counts(),
            writable=self._session.writable,
        )


def _look(version: int, connection: sqlite3.Connection) -> tuple[int, int]:
    """SQLite's count of commits by others, and the revision (0 when nothing was committed)."""
    seen = int(connection.execute("PRAGMA data_version").fetchone()[0])
    return seen, newest_mark(connection).last_entry if seen != version else 0
