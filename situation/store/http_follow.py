"""Keeps the copy of a server's log live, and knows how the connection stands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from datetime import timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from situation.errors import FetchError, FetchFailure, SitmonError, StoreReadOnly
from situation.link import LinkPhase, LinkState
from situation.periods import Clock
from situation.sources.fetch_manners import random_spread
from situation.store.http_copy import Progress, ServerCopy
from situation.store.http_wire import Wire
from situation.store.marks import Mark
from situation.store.times import from_micros

_PASSING: Final = frozenset(
    {
        FetchFailure.BAD_ENCODING,
        FetchFailure.RATE_LIMITED,
        FetchFailure.SERVER_ERROR,
        FetchFailure.TIMED_OUT,
        FetchFailure.UNREACHABLE,
    }
)


class Retry(NamedTuple):
    """How long to wait before the server is tried again, seconds."""

    first: float = 1.0
    most: float = 60.0
    poll: float = 5.0
    """Between two looks for what is new, where the server gives no stream of changes."""

    def pause(self, failures: int) -> float:
        """After so many failures in a row; half of it up to all of it, at random."""
        whole = min(self.first * 2.0 ** min(failures, 20), self.most)
        return whole * (1 + random_spread()) / 2


class Follower:
    """Follows one server's log for as long as its event loop runs.

    Args:
        copy: is kept up to date.
        wire: to the server.
        known: how far the copy went when it was opened.
        clock: gives the present.
        retry: the pauses while the server is away.
        is_encrypted: whether nobody can listen.
    """

    def __init__(
        self,
        copy: ServerCopy,
        wire: Wire,
        *,
        known: Mark,
        clock: Clock,
        retry: Retry,
        is_encrypted: bool,
    ) -> None:
        self._copy = copy
        self._wire = wire
        self._clock = clock
        self._retry = retry
        self._revision = known.last_entry
        self._changed = asyncio.Event()
        self._reached = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._is_closed = False
        self._failures = 0
        self._no_stream = ""
        """Why the server gives no stream of changes; empty while it gives one."""
        self.error: SitmonError | None = None
        """Why the server cannot be followed; None while it can."""
        self.state = LinkState(
            since=clock(),
            as_of=from_micros(known.recorded_at) if known.last_entry else None,
            is_encrypted=is_encrypted,
        )

    def start(self) -> None:
        """Begin to follow; does nothing the second time."""
        if self._task is None and not self._is_closed:
            self._task = asyncio.create_task(self._follow())

    async def close(self) -> None:
        """Follow no longer, and end what waits for changes."""
        self._is_closed = True
        self._wake()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def catch_up(self, at_least: int = 0) -> int:
        """Bring the copy up to date now; returns its revision.

        Args:
            at_least: how far the server's log is known to go; 0: it is asked.

        Raises:
            FetchError: the server cannot be reached, or broke off; what came before is kept.
            StoreError: the server refuses, or what it sends cannot be taken over.
        """
        try:
            revision = await self._copy.catch_up(self._told, at_least)
        except SitmonError as error:
            self._fail(error)
            raise
        self.error = None
        self._note(revision)
        self._set(LinkPhase.POLLING if self._no_stream else LinkPhase.LIVE, why=self._no_stream)
        self._heard()
        self._reached.set()
        return revision

    async def meet(self) -> None:
        """Wait until the copy holds something, the server is known to be empty, or it failed."""
        self.start()
        while (
            self._revision == 0
            and self.state.phase in (LinkPhase.CONNECTING, LinkPhase.CATCHING_UP)
            and not self._is_closed
        ):
            await self._changed.wait()

    async def revisions(self, after: int) -> AsyncIterator[int]:
        """Yield the revision each time the copy has grown beyond `after`, until it is closed.

        When the server's store was replaced, the revision of the new one is told, smaller or not.
        """
        self.start()
        left = self._copy.left
        while not self._is_closed:
            changed = self._changed
            if self._revision > after or self._copy.left != left:
                after, left = self._revision, self._copy.left
                yield after
            else:
                await changed.wait()

    async def states(self) -> AsyncIterator[LinkState]:
        """Yield how the connection stands, now and each time that changes, until it is closed."""
        seen: LinkState | None = None
        while not self._is_closed:
            changed = self._changed
            if seen is None or replace(self.state, as_of=seen.as_of) != seen:
                seen = self.state
                yield seen
            else:
                await changed.wait()

    async def _follow(self) -> None:
        while True:
            try:
                await self.catch_up()
                await self._listen()
            except SitmonError as error:
                self._fail(error)
                await self._wait(error)
                self._failures += 1
            self._copy.doubt()

    async def _listen(self) -> None:
        is_open = False
        try:
            async with aclosing(self._wire.changes(self._revision)) as stream:
                async for revisions in stream:
                    is_open, self._no_stream, self._failures = True, "", 0
                    self._set(LinkPhase.LIVE)
                    self._heard()
                    if revisions:
                        await self.catch_up(revisions[-1])
        except FetchError as error:
            if is_open or error.kind is not FetchFailure.RATE_LIMITED:
                raise
            no_stream = error
        await self._poll(no_stream)

    async def _poll(self, no_stream: FetchError) -> None:
        """Look for what is new by asking, until the server may be asked for a stream again."""
        self._no_stream, self._failures = no_stream.what, 0
        self._set(LinkPhase.POLLING, why=self._no_stream)
        loop = asyncio.get_running_loop()
        until = loop.time() + _seconds(no_stream.retry_after)
        while True:
            await asyncio.sleep(self._retry.poll)
            if loop.time() >= until:
                return
            await self.catch_up()

    async def _wait(self, error: SitmonError) -> None:
        """Wait before the next try, unless somebody else reaches the server first."""
        pause = self._retry.pause(self._failures)
        if isinstance(error, FetchError) and error.retry_after is not None:
            pause = max(pause, _seconds(error.retry_after))
        self._reached.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._reached.wait()

    def _told(self, progress: Progress) -> None:
        if progress.revision < progress.total:
            self._set(LinkPhase.CATCHING_UP, done=progress.came, total=progress.total)
        self._note(progress.revision)

    def _note(self, revision: int) -> None:
        if revision != self._revision:
            self._revision = revision
            self._wake()

    def _heard(self) -> None:
        self.state = replace(self.state, as_of=self._clock())

    def _fail(self, error: SitmonError) -> None:
        self.error = error
        self._set(_phase_of(error), why=error.what)

    def _set(self, phase: LinkPhase, *, done: int = 0, total: int = 0, why: str = "") -> None:
        before = self.state
        left = self._copy.left
        self.state = replace(
            before,
            phase=phase,
            since=before.since if before.phase is phase else self._clock(),
            done=done,
            total=total,
            why=why,
            notice=f"the server's store was replaced, the former copy is {left}" if left else "",
        )
        if self.state != before:
            self._wake()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()


def _seconds(silence: timedelta | None) -> float:
    """How long a server asks to be left alone, but not for ever."""
    return 0.0 if silence is None else min(silence, timedelta(hours=1)).total_seconds()


def _phase_of(error: SitmonError) -> LinkPhase:
    if isinstance(error, StoreReadOnly):
        return LinkPhase.REFUSED
    kind = error.kind if isinstance(error, FetchError) else None
    if kind is FetchFailure.FORBIDDEN:
        return LinkPhase.REFUSED
    return LinkPhase.OFFLINE if kind in _PASSING else LinkPhase.FAILED
