"""Politeness: one request at a time to a host, with a pause between, and silence when asked for."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from random import SystemRandom
from typing import Final

from situation.errors import FetchError, FetchFailure
from situation.periods import as_utc

LONGEST_SILENCE: Final = timedelta(days=1)
"""However long a server asks to be left alone, it is asked again after this."""
UNNAMED_SILENCE: Final = timedelta(minutes=1)
"""After a 429 that names no time."""

Sleep = Callable[[float], Awaitable[object]]
Spread = Callable[[], float]
"""A random number from 0 to 1."""

random_spread: Final[Spread] = SystemRandom().random


class _Host:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.ready_at = 0.0
        self.silent_until = 0.0


class Manners:
    """Keeps the turns of all requests of one event loop.

    Args:
        gap: the shortest pause between the end of a request and the next one, seconds; up to a
            quarter more, at random.
        sleep: waits for a number of seconds.
        tick: a clock that never goes back, seconds.
        spread: the randomness.
    """

    def __init__(
        self,
        *,
        gap: float = 1.0,
        sleep: Sleep = asyncio.sleep,
        tick: Callable[[], float] = time.monotonic,
        spread: Spread = random_spread,
    ) -> None:
        self._gap = gap
        self._sleep = sleep
        self._tick = tick
        self._spread = spread
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a host may be asked, and keep others from it meanwhile.

        Raises:
            FetchError: the host asked to be left alone, and that time is not over.
        """
        state = self._hosts.setdefault(host, _Host())
        async with state.lock:
            silence = state.silent_until - self._tick()
            if silence > 0:
                raise _left_alone(host, silence)
            pause = state.ready_at - self._tick()
            if pause > 0:
                await self._sleep(pause)
            try:
                yield
            finally:
                state.ready_at = self._tick() + self._gap * (1 + self._spread() / 4)

    def leave_alone(self, host: str, silence: timedelta) -> None:
        """Ask a host nothing for some time."""
        state = self._hosts.setdefault(host, _Host())
        state.silent_until = max(state.silent_until, self._tick() + silence.total_seconds())


def silence_asked(value: str, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for, bounded; None: nothing that can be read.

    Args:
        value: seconds, or an HTTP date (RFC 9110, 10.2.3).
        now: to count a date from.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        # More digits than any sane number of seconds has, and fewer than cost time to read.
        asked = timedelta(seconds=int(text[:9]))
    else:
        try:
            asked = as_utc(parsedate_to_datetime(text)) - now
        except (ValueError, OverflowError, TypeError):
            return None
    return min(max(asked, timedelta(0)), LONGEST_SILENCE)


def _left_alone(host: str, seconds: float) -> FetchError:
    return FetchError(
        FetchFailure.RATE_LIMITED,
        f"it asked to be left alone for {seconds:.0f} more seconds",
        where=host,
        do="wait; sitmon asks again by itself",
        retry_after=timedelta(seconds=seconds),
    )
