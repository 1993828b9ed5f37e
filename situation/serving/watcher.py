"""The one watcher of a store, whoever and however many wait for its changes."""

import asyncio
import logging
from typing import Final

from situation.errors import StoreError
from situation.store.base import Store

_LOG: Final = logging.getLogger("sitmon.serving")
_RETRY_SECONDS: Final = 2.0


class Watcher:
    """Knows a store's revision, and wakes those who wait for a newer one.

    Nothing is queued: who was slow or away finds the newest revision, and the log has the rest.

    Args:
        store: whose.
        heartbeat: seconds after which they are woken though nothing is new.
    """

    def __init__(self, store: Store, heartbeat: float) -> None:
        self._store = store
        self._heartbeat = heartbeat
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.revision = 0
        self.closed = False

    async def start(self) -> None:
        """Read the revision and begin to watch.

        Raises:
            StoreError: the store cannot be read.
        """
        self.revision = (await self._store.info()).revision
        self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._beat())]

    async def news(self, revision: int) -> int:
        """Wait until the store has grown beyond a revision, or for the next heartbeat.

        Returns:
            The newest revision; the given one at a heartbeat and when the watcher was closed.
        """
        if self.revision <= revision and not self.closed:
            await self._woken.wait()
        return max(self.revision, revision)

    def note(self, revision: int) -> None:
        """Take note of a revision, from the store or from an append that made it."""
        if revision > self.revision:
            self.revision = revision
            self._wake()

    def close(self) -> None:
        """Send everybody away who waits."""
        self.closed = True
        self._wake()

    async def stop(self) -> None:
        """Watch no longer."""
        self.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _wake(self) -> None:
        woken, self._woken = self._woken, asyncio.Event()
        woken.set()

    async def _beat(self) -> None:
        while not self.closed:
            await asyncio.sleep(self._heartbeat)
            self._wake()

    async def _watch(self) -> None:
        while not self.closed:
            try:
                async for revision in self._store.changes(self.revision):
                    self.note(revision)
            except StoreError as error:
                _LOG.warning("the store cannot be watched: %s", error.line)
            await asyncio.sleep(_RETRY_SECONDS)
