import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from situation.sync_schedule import repeat, until_stopped


class Ticks:
    """Time that passes only where a test lets it; waiting for `stop` jumps ahead."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, turns: int) -> None:
        self.now = 1000.0
        self.began: list[float] = []
        self.stop = asyncio.Event()
        self._turns = turns
        monkeypatch.setattr(asyncio, "wait_for", self._wait)

    async def _wait(self, stopping: object, seconds: float) -> None:
        if asyncio.iscoroutine(stopping):
            stopping.close()
        self.now += seconds
        raise TimeoutError

    def turn(self, lasting: Callable[[int], float]) -> Callable[[], Awaitable[None]]:
        async def take() -> None:
            self.began.append(self.now - 1000.0)
            self.now += lasting(len(self.began))
            if len(self.began) == self._turns:
                self.stop.set()

        return take


async def run(ticks: Ticks, lasting: Callable[[int], float], late: float = 0.0) -> list[float]:
    turn = ticks.turn(lasting)
    every = timedelta(minutes=15)
    await repeat(
        turn,
        every,
        ticks.stop,
        tick=lambda: ticks.now,
        spread=lambda: late,
    )
    return ticks.began


async def test_turns_do_not_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = Ticks(monkeypatch, 100)
    began = await run(ticks, lambda number: 7.5)
    assert began == [number * 900.0 for number in range(100)]


async def test_lateness_does_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    began = await run(Ticks(monkeypatch, 50), lambda number: 1.0, late=1.0)
    assert began == [0.0, *(number * 900.0 + 60.0 for number in range(1, 50))]


async def test_a_turn_that_lasts_too_long_swallows_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = await run(Ticks(monkeypatch, 3), lambda number: 2000.0 if number == 1 else 1.0)
    assert began == [0.0, 2700.0, 3600.0]


async def test_a_turn_is_cancelled_when_it_must_stop() -> None:
    stop, ended = asyncio.Event(), asyncio.Event()

    async def turn() -> int:
        stop.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return 1

    assert await until_stopped(turn(), stop) is None
    assert ended.is_set()


async def test_what_a_turn_gives_and_raises_comes_through() -> None:
    async def gives() -> int:
        return 3

    async def raises() -> int:
        raise ValueError("x")

    assert await until_stopped(gives(), asyncio.Event()) == 3
    with pytest.raises(ValueError, match="x"):
        await until_stopped(raises(), asyncio.Event())


async def test_stopped_before_it_began_it_takes_no_turn() -> None:
    stop = asyncio.Event()
    stop.set()
    await repeat(lambda: until_stopped(asyncio.sleep(60), stop), timedelta(minutes=15), stop)
