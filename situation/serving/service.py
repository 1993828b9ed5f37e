"""Everything that the answers of one server share, and how it starts and stops."""

import asyncio
from datetime import datetime
from types import TracebackType
from typing import Final, Self

from situation.pack_header import PackHeader
from situation.periods import Clock
from situation.serving.answers import Answers
from situation.serving.keyring import Keyring
from situation.serving.limits import Buckets, Limits, Streams
from situation.serving.metrics import Metrics
from situation.serving.pulse import Pulse
from situation.serving.stalls import Stalls
from situation.serving.watcher import Watcher
from situation.store.log import LoggedStore

_NOTING_SECONDS: Final = 60.0


class Service:
    """A store that is served; to be entered before the first request.

    Args:
        store: what is asked; stays open when the service ends.
        pack: the situation that it is a store of.
        keyring: who may ask.
        clock: gives the present.
        limits: what it bears.
    """

    def __init__(
        self,
        store: LoggedStore,
        pack: PackHeader,
        keyring: Keyring,
        *,
        clock: Clock,
        limits: Limits,
    ) -> None:
        self.store = store
        self.pack = pack
        self.keyring = keyring
        self.clock = clock
        self.limits = limits
        self.watcher = Watcher(store, limits.heartbeat)
        self.answers = Answers(limits.kept_answers)
        self.metrics = Metrics()
        self.pulse = Pulse(store)
        self.streams = Streams(limits.streams_per_token)
        self.stalls = Stalls(limits.stall)
        self.token_buckets = Buckets(limits.per_token)
        self.address_buckets = Buckets(limits.per_address)
        self.failure_buckets = Buckets(limits.failures)
        self._tasks: list[asyncio.Task[None]] = []

    def now(self) -> datetime:
        """The end of this minute: so all who ask within it are given one and the same answer."""
        return self.clock().replace(second=59, microsecond=999_999)

    async def __aenter__(self) -> Self:
        await self.watcher.start()
        self._tasks = [
            asyncio.create_task(self._note_uses()),
            asyncio.create_task(self.stalls.watch()),
        ]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.answers.close()
        await self.watcher.stop()
        await asyncio.to_thread(self.keyring.note_uses)

    async def _note_uses(self) -> None:
        while True:
            await asyncio.sleep(_NOTING_SECONDS)
            await asyncio.to_thread(self.keyring.note_uses)
