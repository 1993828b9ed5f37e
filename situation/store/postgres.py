"""The shared store: one PostgreSQL schema, many readers on many machines, one writer at a time."""

from collections.abc import AsyncGenerator, Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from situation.attempt_records import Attempt
from situation.errors import StoreError
from situation.model import AnyRecord, ControlReading, Coverage, Party, Place, Source, Statistic
from situation.periods import Clock, Viewpoint, utc_now
from situation.store import postgres_control
from situation.store.base import AppendReport, ReadingInForce, Recorded, StoreInfo
from situation.store.log import Entry
from situation.store.postgres_address import Address
from situation.store.postgres_answers import ClaimAnswers
from situation.store.postgres_append import PostgresAppend, PostgresReplication
from situation.store.postgres_chain import (
    bodies_after,
    checked_further,
    seal_of,
    unreadable,
    wrong_totals,
)
from situation.store.postgres_changes import revisions
from situation.store.postgres_connect import Link
from situation.store.postgres_log import entries_after, newest_mark, newest_of_kind
from situation.store.postgres_migrations import postgres_migrations, prepare
from situation.store.postgres_session import Session, may_append, one
from situation.store.postgres_terrain import polygons_of, terrain_drawn
from situation.store.sqlite_chain import ChainCheck
from situation.store.sqlite_times import from_micros
from situation.terrain_records import Polygon, Terrain
from situation.vocabulary import Act

_MOST_FINDINGS: Final = 50


def open_postgres(
    url: str,
    *,
    clock: Clock = utc_now,
    create: bool = False,
    busy_timeout: float = 5.0,
    poll_interval: float = 1.0,
) -> "PostgresStore":
    """Open a store on a PostgreSQL server; asks the server at once, in the calling thread.

    Args:
        url: `postgresql://…` as libpq reads it, with several hosts for a primary and its replicas;
            `?schema=name` where the store is not in the schema `sitmon`.
        clock: gives the time of recording.
        create: make the store where there is none, and its schema.
        busy_timeout: seconds to wait for another process that is writing, or for a server.
        poll_interval: seconds after which to look for what others appended though nothing was told.

    Raises:
        UsageError: it is not such an address.
        StoreError: the kind says why the store cannot be opened.
    """
    address = Address(url)
    prepare(address, clock, busy_timeout, create=create)
    session = Session(address, busy_timeout=busy_timeout)
    return PostgresStore(session, clock=clock, poll_interval=poll_interval)


class PostgresStore(ClaimAnswers):
    """`LoggedStore` in a schema of a PostgreSQL database.

    Args:
        session: the connections.
        clock: gives the time of recording.
        poll_interval: seconds after which to look for what others appended though nothing was told.
    """

    def __init__(self, session: Session, *, clock: Clock, poll_interval: float) -> None:
        super().__init__(session)
        self._clock = clock
        self._poll_interval = poll_interval

    @property
    def url(self) -> str:
        """The address this store was opened with, without its password."""
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
            lambda c: postgres_control.readings_in_force(
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
            lambda c: postgres_control.reading_history(
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
            lambda c: postgres_control.coverage_days(
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
            lambda c: postgres_control.statistics_said(
                c, self._bodies, viewpoint, places=places, derived_since=derived_since
            )
        )

    async def append(
        self, records: Iterable[AnyRecord], *, author: str, act: Act | None = None
    ) -> AppendReport:
        """Record new records and new versions, all or none; `records` is read in a thread."""
        done = Act.REVISE if act is None else act
        report = await self._session.write(
            lambda c: PostgresAppend(c, self._clock(), author, done).run(records)
        )
        self._session.wrote(report.revision)
        return report

    async def entries(self, after: int, limit: int) -> tuple[Entry, ...]:
        """The entries behind a number, in order."""
        return await self._session.ask(lambda c: entries_after(c, after, limit))

    async def replicate(self, entries: Sequence[Entry]) -> int:
        """Take entries of another store over as they are; returns the revision after it."""
        revision = await self._session.write(lambda c: PostgresReplication(c).run(entries))
        self._session.wrote(revision)
        return revision

    async def seal(self, entry: int) -> str:
        """The hash that ends the chain at an entry, 64 hex digits."""
        return await self._session.ask(lambda c: seal_of(c, entry))

    async def broken_seal(self) -> str:
        """The first entry that does not fit the chain, in words; empty when all fit."""
        check = ChainCheck()
        while not check.done:
            check = await self._session.ask(partial(checked_further, before=check))
        return check.finding

    def changes(self, after: int) -> AsyncGenerator[int, None]:
        """Yield the revision each time the store has grown beyond `after`, until it is closed."""
        return revisions(self._session, after, self._poll_interval)

    async def quick_check(self) -> tuple[str, ...]:
        """What is wrong with the store, one line each, at most fifty; empty when all is well.

        Reads every body. Whether the server's files are sound is for `pg_amcheck` to say.
        """
        found: list[str] = []
        after = 0
        try:
            while entries := await self._session.ask(partial(bodies_after, after=after)):
                found += unreadable(entries)
                after = entries[-1][0]
            found += await self._session.ask(wrong_totals)
        except StoreError as error:
            found.append(error.line)
        return tuple(found[:_MOST_FINDINGS])

    async def close(self) -> None:
        """Let go of the server; may be called twice."""
        await self._session.close()

    def _info(self, link: Link) -> StoreInfo:
        mark = newest_mark(link)
        (created_at,) = one(link, b"SELECT min(applied_at) FROM migration")
        return StoreInfo(
            url=self.url,
            schema=postgres_migrations()[-1].number,
            revision=mark.last_entry,
            created_at=from_micros(created_at),
            recorded_at=from_micros(mark.recorded_at) if mark.last_entry else None,
            said_at=None if mark.newest_said is None else from_micros(mark.newest_said),
            counts=mark.counts(),
            writable=may_append(link),
        )
