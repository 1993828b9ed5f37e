"""The shared store: one PostgreSQL schema, many readers on many machines, one writer at a time."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from functools import partial
from typing import Final

from situation.errors import StoreError
from situation.model import AnyRecord
from situation.periods import Clock, utc_now
from situation.store import postgres_questions
from situation.store.answers import Answers
from situation.store.base import AppendReport, StoreInfo
from situation.store.log import Entry
from situation.store.postgres_address import Address
from situation.store.postgres_append import PostgresAppend, PostgresReplication
from situation.store.postgres_chain import bodies_after, unreadable, wrong_totals
from situation.store.postgres_changes import revisions
from situation.store.postgres_connect import Link
from situation.store.postgres_log import beginning, newest_mark
from situation.store.postgres_migrations import postgres_migrations, prepare
from situation.store.postgres_session import Session, may_append
from situation.store.times import from_micros
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


class PostgresStore(Answers[Link]):
    """`LoggedStore` in a schema of a PostgreSQL database.

    Args:
        session: the connections.
        clock: gives the time of recording.
        poll_interval: seconds after which to look for what others appended though nothing was told.
    """

    def __init__(self, session: Session, *, clock: Clock, poll_interval: float) -> None:
        super().__init__(session, postgres_questions)
        self._session = session
        self._clock = clock
        self._poll_interval = poll_interval

    @property
    def url(self) -> str:
        """The address this store was opened with, without its password."""
        return self._session.url

    async def info(self) -> StoreInfo:
        """What the store holds, counted."""
        return await self._session.ask(self._info)

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

    async def replicate(self, entries: Sequence[Entry]) -> int:
        """Take entries of another store over as they are; returns the revision after it."""
        revision = await self._session.write(lambda c: PostgresReplication(c).run(entries))
        self._session.wrote(revision)
        return revision

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
        return StoreInfo(
            url=self.url,
            schema=postgres_migrations()[-1].number,
            revision=mark.last_entry,
            created_at=beginning(link),
            recorded_at=from_micros(mark.recorded_at) if mark.last_entry else None,
            said_at=None if mark.newest_said is None else from_micros(mark.newest_said),
            counts=mark.counts(),
            writable=may_append(link),
        )
