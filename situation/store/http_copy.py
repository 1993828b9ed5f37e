"""The copy here of a server's log, and how it is brought up to date."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from typing import NamedTuple, TypeAlias

from situation.errors import FetchError, FetchFailure, StoreError
from situation.store.http_paging import PageSize
from situation.store.http_session import CopySession
from situation.store.http_wire import Portion, Wire
from situation.store.log import Entry
from situation.store.log_intake import LogIntake
from situation.store.sqlite import SqliteStore


class Progress(NamedTuple):
    """How far a catching-up has come."""

    revision: int
    """Entries that the copy has and can be asked of."""
    came: int
    """Entries that are here: some may wait for others before they can be taken over."""
    total: int
    """Entries of the server."""


Told: TypeAlias = Callable[[Progress], None]
"""Called whenever something has come."""


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
        self._page = PageSize()
        self._intake: LogIntake | None = None
        self._reached = 0
        """The revision to which the intake has brought the copy."""
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
            return await self._take_all(await self._resumed(revision), told)

    async def _resumed(self, revision: int) -> int:
        """The last entry that is here: what waited when the line broke need not come again."""
        if self._intake is None or self._reached != revision:
            # Another program that fills the same copy has brought it further.
            self._intake, self._reached = LogIntake(self._store), revision
        last = self._intake.last
        return revision if last is None else last.entry

    async def _take_all(self, came: int, told: Told) -> int:
        loop = asyncio.get_running_loop()
        total, is_end = came, False
        while not is_end:
            asked_at, asked_after, limit = loop.time(), came, self._page.entries
            try:
                async with aclosing(self._wire.log(came, limit)) as portions:
                    async for portion in portions:
                        total = portion.total
                        came = self._last_of(portion, came)
                        there = await self._take(portion.entries, is_end=came == total)
                        told(Progress(there, came, max(total, came)))
            except FetchError:
                self._page.broke()
                raise
            if came == asked_after < total:
                raise FetchError(
                    FetchFailure.SERVER_ERROR,
                    "the server does not give its newest entries",
                    where=self._store.url,
                )
            # Beyond the server's count a full page may end within an append.
            is_end = came == asked_after or (came >= total and came - asked_after < limit)
            self._page.came(loop.time() - asked_at)
        revision = await self._take((), is_end=True)
        told(Progress(revision, revision, max(total, revision)))
        return revision

    async def _take(self, entries: Sequence[Entry], *, is_end: bool) -> int:
        intake, self._intake = self._intake or LogIntake(self._store), None
        # Whatever breaks off a taking over leaves nothing that could be gone on with.
        self._reached = await intake.take(entries, is_end=is_end)
        self._intake = intake
        return self._reached

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
            self._intake = None
            await asyncio.to_thread(self._session.start_anew)

    async def _is_continued(self) -> bool:
        revision = await self._revision()
        waiting = self._intake.last if self._intake is not None else None
        if waiting is not None and await self._seal_there(waiting.entry) == waiting.seal:
            return True
        self._intake = None
        if revision == 0:
            return True
        return await self._seal_there(revision) == await self._store.seal(revision)

    async def _seal_there(self, entry: int) -> str:
        """The seal of an entry of the server's; empty where it has none of that number."""
        theirs = ""
        async with aclosing(self._wire.log(entry - 1, 1)) as portions:
            async for portion in portions:
                theirs = portion.entries[0].seal if portion.entries else theirs
        return theirs

    async def _revision(self) -> int:
        return (await self._store.info()).revision
