"""Whether a store can be read, asked once a second at most, however many want to know."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

from situation.errors import StoreError
from situation.store.base import Store, StoreInfo

_LOG: Final = logging.getLogger("sitmon.serving")
_KEPT_SECONDS: Final = 1.0
_PATIENCE_SECONDS: Final = 5.0


class Pulse:
    """What a store says of itself, at most a second old.

    Args:
        store: whose.
        clock: seconds that never go back.
    """

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._turn = asyncio.Lock()
        self._asked_at = float("-inf")
        self._found: StoreInfo | None = None

    async def info(self) -> StoreInfo | None:
        """What the store says of itself; None: it cannot be read."""
        async with self._turn:
            if self._clock() - self._asked_at >= _KEPT_SECONDS:
                self._found = await self._ask()
                self._asked_at = self._clock()
            return self._found

    async def _ask(self) -> StoreInfo | None:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._store.info()
        except (StoreError, TimeoutError) as error:
            _LOG.warning("the store cannot be read: %s", error)
            return None
