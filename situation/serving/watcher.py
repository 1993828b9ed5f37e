"""The one watcher of a store, whoever and however many wait for its changes."""

import asyncio
import logging
from contextlib import suppress
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
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._grown = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.revision = 0
        self.closed = False

    async def start(self) -> None:
        """Read the revision and begin to watch.

        Raises:
            StoreError: the store cannot be read.
        """
        self.revision = (await self._store.info()).revision
        self._task = asyncio.create_task(self._watch())

    async def beyond(self, revision: int) -> int:
        """Wait until the store has grown beyond a revision.

        Returns:
            The newest revision; the given one when the watcher was closed.
        """
        while self.revision <= revision and not self.closed:
            await self._grown.wait()
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
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _wake(self) -> None:
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()

    async def _watch(self) -> None:
        while not self.closed:
            try:
                async for revision in self._store.changes(self.revision):
                    self.note(revision)
            except StoreError as error:
                _LOG.warning("the store cannot be watched: %s", error.line)
            await asyncio.sleep(_RETRY_SECONDS)
