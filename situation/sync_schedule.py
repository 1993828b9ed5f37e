"""Doing something again and again on a grid of time, a little late, until told to stop."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final, TypeVar

from situation.sources.fetch_manners import Spread, random_spread

T = TypeVar("T")

LATE: Final = 0.1
"""The most that a turn is late, as a part of the interval …"""
MOST_LATE: Final = timedelta(minutes=1)
"""… and at most this: not every sitmon is to ask at the full minute."""


async def repeat(
    turn: Callable[[], Awaitable[object]],
    every: timedelta,
    stop: asyncio.Event,
    *,
    tick: Callable[[], float] = time.monotonic,
    spread: Spread = random_spread,
) -> None:
    """Take a turn now and at each multiple of an interval from now, until `stop` is set.

    Turns are counted from the beginning, so that neither their length nor the lateness adds up; one
    that would begin while the one before goes on is left out.

    Args:
        turn: what is done; it is cancelled when it must stop.
        every: the interval.
        stop: set from outside.
        tick: a clock that never goes back, seconds.
        spread: the randomness of the lateness.
    """
    seconds = every.total_seconds()
    began = tick()
    while not stop.is_set():
        await until_stopped(turn(), stop)
        number = int((tick() - began) // seconds) + 1
        late = min(seconds * LATE, MOST_LATE.total_seconds()) * spread()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), max(began + number * seconds + late - tick(), 0))


async def until_stopped(turn: Awaitable[T], stop: asyncio.Event) -> T | None:
    """Wait for what a turn gives, or cancel it once `stop` is set: then it is None.

    Raises:
        Exception: what the turn raised.
    """
    doing = asyncio.ensure_future(turn)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return doing.result()
        doing.cancel()
        with suppress(asyncio.CancelledError):
            await doing
        return None
    finally:
        stopping.cancel()
        doing.cancel()
