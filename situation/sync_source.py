"""Asking one source: wanted, fetched, read, stored, remembered; then what follows from it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

from situation.attempt_records import Attempt, Outcome
from situation.child_reading import ChildReader
from situation.connector import Batch, Body, Connector, Known, Revises, Wanted
from situation.errors import FetchError, FetchFailure, InputError, SitmonError
from situation.model import Document
from situation.periods import Clock
from situation.record import Line
from situation.sources.fetch_values import Fetched
from situation.store.base import Store
from situation.sync_evidence import StoreEvidence
from situation.sync_known import reading_days
from situation.sync_maps import append_maps
from situation.sync_report import Tally, attempt_of
from situation.sync_storing import append_records, documents_named, naming, without_known

FOLLOW_UPS: Final = 3
"""How often what was read may ask for more."""
MOST_FOLLOW_UPS: Final = 100
"""Things that one reading may ask for."""

_OF_THE_HOST: Final = frozenset(
    {
        FetchFailure.REFUSED,
        FetchFailure.UNREACHABLE,
        FetchFailure.UNTRUSTED,
        FetchFailure.TIMED_OUT,
        FetchFailure.FORBIDDEN,
        FetchFailure.RATE_LIMITED,
        FetchFailure.SERVER_ERROR,
    }
)
"""What another address of the same source would meet as well."""


class Fetches(Protocol):
    """What fetches for the sync: `situation.sources.fetch.Fetcher`."""

    async def fetch(self, wanted: Wanted) -> Fetched:
        """Ask for one thing.

        Raises:
            FetchError: nothing usable came.
        """
        ...


@runtime_checkable
class Degrades(Protocol):
    """A connector that has a substitute where it is not let in."""

    def when_forbidden(self, known: Known) -> Line:
        """What to say when it is answered 401 or 403."""
        ...


class Tools(Struct, frozen=True):
    """What all sources of a run share."""

    store: Store
    fetcher: Fetches
    evidence: StoreEvidence
    child: ChildReader
    clock: Clock


class _Arrived(Struct, frozen=True):
    """One body, and what it was fetched with."""

    body: Body
    fetched: Fetched


class SourceRun:
    """One attempt at one source.

    Args:
        connector: the source.
        known: what it may know.
        tools: of the run.
    """

    def __init__(self, connector: Connector, known: Known, tools: Tools) -> None:
        self._connector = connector
        self._known = known
        self._tools = tools
        self.tally = Tally()
        self.is_idle = False
        """There was nothing to ask for: nobody was asked, and nobody has answered."""

    async def run(self) -> None:
        """Ask, read and store; what goes wrong is in the tally, and costs nothing that came.

        Raises:
            Exception: an error of sitmon itself.
        """
        try:
            wanted = self._connector.wanted(self._known)
            self.is_idle = not wanted
            for _ in range(1 + FOLLOW_UPS):
                if not wanted:
                    return
                wanted = await self._round(wanted)
        except SitmonError as error:
            self.tally.faults.append(error)
        else:
            if wanted:
                self.tally.incomplete.append(
                    f"older items were left out: the source was asked {1 + FOLLOW_UPS} times"
                )

    def attempt(self, tried_at: datetime, every: timedelta) -> Attempt:
        """The record of it.

        Args:
            tried_at: when it began.
            every: how often the source is asked.
        """
        why = ""
        if self.tally.has_failed() and isinstance(self._connector, Degrades):
            first = self.tally.faults[0]
            if isinstance(first, FetchError) and first.kind is FetchFailure.FORBIDDEN:
                why = self._connector.when_forbidden(self._known)
        return attempt_of(
            self.tally,
            self._connector,
            self._known.last,
            tried_at=tried_at,
            ended_at=self._tools.clock(),
            every=every,
            why=why,
        )

    async def _round(self, wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
        """Fetch, read and store once; what to fetch next."""
        if len(wanted) > MOST_FOLLOW_UPS:
            more = f"of {len(wanted)} parts only {MOST_FOLLOW_UPS} are asked for"
            self.tally.incomplete.append(more)
        arrived = [one async for one in self._arriving(wanted[:MOST_FOLLOW_UPS])]
        if not arrived:
            return ()
        bodies = [one.body for one in arrived]
        self.tally.has_read = True
        try:
            batch = await self._read(bodies)
        except InputError as error:
            self.tally.faults.append(error)
            return ()
        await self._store(batch, arrived)
        # What says nothing, and why, is no answer.
        self.tally.has_answered |= bool(batch.seen) or not batch.incomplete
        return batch.follow_up

    async def _arriving(self, wanted: Sequence[Wanted]) -> AsyncIterator[_Arrived]:
        """The bodies that come, one after the other; no more once the host itself is in trouble."""
        for one in wanted:
            try:
                fetched = await self._tools.fetcher.fetch(self._asked(one))
            except FetchError as error:
                self.tally.faults.append(error)
                if error.kind in _OF_THE_HOST:
                    return
                continue
            self.tally.silence = max(self.tally.silence, fetched.retry_after or timedelta(0))
            if fetched.document is None:
                self.tally.has_answered = True
                self.tally.is_unchanged |= fetched.not_modified
                continue
            document = await asyncio.to_thread(
                self._tools.evidence.keep, fetched.document, fetched.content, fetched.headers
            )
            body = Body(
                wanted=one,
                document=document,
                content=fetched.content,
                final_url=fetched.final_url,
            )
            yield _Arrived(body, fetched)

    def _asked(self, wanted: Wanted) -> Wanted:
        """After a failure everything is asked for whole: what was wrong with it must be told."""
        last = self._known.last
        has_failed = last is not None and last.outcome is Outcome.FAILED
        return replace(wanted, conditional=False) if has_failed else wanted

    async def _read(self, bodies: Sequence[Body]) -> Batch:
        connector, known = self._connector, self._known
        if any(_is_markup(body.wanted) for body in bodies):
            return await self._tools.child.read(connector, bodies, known)
        if isinstance(connector, Revises):
            days = await reading_days(self._tools.store, connector.source)
            known = replace(known, reading_days=days)
        return await asyncio.to_thread(connector.read, bodies, known)

    async def _store(self, batch: Batch, arrived: Sequence[_Arrived]) -> None:
        """Store what was read, and only then take its addresses for known."""
        self._count(batch)
        revision = await self._append(batch, [one.body.document for one in arrived])
        await asyncio.to_thread(self._tools.evidence.stored_up_to, revision)
        if batch.incomplete and (len(arrived) > 1 or not batch.seen):
            # All of them are to come again: which one could not be read is not known.
            return
        for one in arrived:
            await asyncio.to_thread(
                self._tools.evidence.remember,
                one.body.wanted.url,
                one.body.document.id,
                one.fetched.validators,
            )

    async def _append(self, batch: Batch, documents: Sequence[Document]) -> int:
        """Append records and maps; the store's revision after it, 0 where nothing was new."""
        store, tally = self._tools.store, self.tally
        left = await without_known(store, naming(batch.records, documents))
        records = left.records
        tally.warnings += left.warnings
        named = documents_named(records, documents)
        first_told = documents_named(left.first_told, documents)
        await asyncio.to_thread(
            self._tools.evidence.protect,
            [*(document.id for document in first_told), *(day.document.id for day in batch.maps)],
        )
        stored = await append_records(store, [*named, *records])
        tally.new += stored.new
        tally.rejected += stored.rejected
        revision = stored.revision
        if batch.maps:
            maps = await append_maps(store, self._known.frame, batch.maps)
            tally.new += maps.new
            tally.maps += maps.new
            tally.rejected += maps.rejected
            revision = max(revision, maps.revision)
        return revision

    def _count(self, batch: Batch) -> None:
        self.tally.seen += batch.seen
        self.tally.rejected += batch.rejected
        self.tally.incomplete += batch.incomplete
        self.tally.warnings += [
            warning for warning in batch.warnings if warning not in self.tally.warnings
        ]
        moments = filter(None, (self.tally.data_until, batch.data_until))
        self.tally.data_until = max(moments, default=None)


def _is_markup(wanted: Wanted) -> bool:
    """Whether an answer is read by a parser of XML or HTML."""
    return "xml" in wanted.accept or "html" in wanted.accept
