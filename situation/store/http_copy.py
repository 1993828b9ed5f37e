"""The copy here of a server's log, and how it is brought up to date."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import Final, TypeAlias

from situation.errors import FetchError, FetchFailure, StoreError
from situation.store.http_session import CopySession
from situation.store.http_wire import Portion, Wire
from situation.store.log_intake import LogIntake
from situation.store.sqlite import SqliteStore

_LARGEST_PAGE: Final = 1_000
_FIRST_PAGE: Final = 200
_SMALLEST_PAGE: Final = 20
_QUICK_SECONDS: Final = 2.0
_SLOW_SECONDS: Final = 15.0
"""Far from the minute after which a server cuts an answer off."""

Told: TypeAlias = Callable[[int, int], None]
"""Called when something was taken over: entries here, entries of the server."""


class ServerCopy:
    """Takes over what a server's log has and the copy lacks.

    Args:
        session: the file of the copy.
        store: the same as a store of its own.
        wire: to the server.
    """

    def __init__(self, session: CopySession, store: SqliteStore, wire: Wire) -> None:
        self._session = session
        self._store = store
        self._wire = wire
        self._turn = asyncio.Lock()
        self._is_known = False
        self._page = _FIRST_PAGE
        self.left = ""
        """File name of a former copy, once the server's store was found to be another one."""

    def doubt(self) -> None:
        """Compare the two logs before more is taken over: who knows what is behind the address."""
        self._is_known = False

    async def catch_up(self, told: Told, at_least: int = 0) -> int:
        """Bring the copy up to date; returns its revision.

        Args:
            told: hears of every portion.
            at_least: how far the server's log is known to go; 0: it is asked.

        Raises:
            FetchError: the server cannot be reached, or broke off; what came before is kept.
            StoreError: the server refuses, or what it sends cannot be taken over.
        """
        async with self._turn:
            if not self._is_known:
                await self._find_copy()
                self._is_known = True
            revision = await self._revision()
            if 0 < at_least <= revision:
                return revision
            return await self._take_all(revision, told)

    async def _take_all(self, came: int, told: Told) -> int:
        intake = LogIntake(self._store)
        loop = asyncio.get_running_loop()
        is_end = False
        while not is_end:
            asked_at, asked_after, limit = loop.time(), came, self._page
            total = came
            try:
                async with aclosing(self._wire.log(came, limit)) as portions:
                    async for portion in portions:
                        total = portion.total
                        came = self._last_of(portion, came)
                        there = await intake.take(portion.entries, is_end=came == total)
                        told(there, max(total, came))
            except FetchError:
                self._page = max(limit // 4, _SMALLEST_PAGE)
                raise
            if came == asked_after < total:
                raise FetchError(
                    FetchFailure.SERVER_ERROR,
                    "the server does not give its newest entries",
                    where=self._store.url,
                )
            # Beyond the server's count a full page may end within an append.
            is_end = came == asked_after or (came >= total and came - asked_after < limit)
            self._page = _next_page(limit, loop.time() - asked_at)
        revision = await intake.take((), is_end=True)
        told(revision, max(total, revision))
        return revision

    def _last_of(self, portion: Portion, before: int) -> int:
        last = portion.entries[-1].entry if portion.entries else before
        if last != before + len(portion.entries):
            raise StoreError(
                f"the server's entries behind {before} are not numbered one after another",
                where=self._store.url,
                do="nothing of them was taken over; tell its keeper",
            )
        return last

    async def _find_copy(self) -> None:
        """Make sure that the server's log continues the copy's: else go on with another copy.

        Raises:
            StoreError: its log was found to be another one twice.
        """
        while not await self._is_continued():
            if self.left:
                raise StoreError(
                    "the server answers with one log now and with another then",
                    where=self._store.url,
                    do="see with its keeper that one server only is behind the address",
                )
            self.left = self._session.path.name
            await asyncio.to_thread(self._session.start_anew)

    async def _is_continued(self) -> bool:
        revision = await self._revision()
        if revision == 0:
            return True
        ours = await self._store.seal(revision)
        theirs = ""
        async with aclosing(self._wire.log(revision - 1, 1)) as portions:
            async for portion in portions:
                theirs = portion.entries[0].seal if portion.entries else theirs
        return theirs == ours

    async def _revision(self) -> int:
        return (await self._store.info()).revision


def _next_page(limit: int, seconds: float) -> int:
    """How many entries to ask for, after so many took so long."""
    if seconds < _QUICK_SECONDS:
        return min(limit * 2, _LARGEST_PAGE)
    return max(limit // 2, _SMALLEST_PAGE) if seconds > _SLOW_SECONDS else limit
