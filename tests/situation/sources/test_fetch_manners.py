"""Turns, silences and the breaker, with time that the test moves."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.errors import FetchError, FetchFailure, InputError
from situation.sources.fetch_breaker import Breaker
from situation.sources.fetch_manners import LONGEST_SILENCE, Manners, silence_asked
from tests.conftest import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Time:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def tick(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def _manners(time: Time, spread: float = 0.0) -> Manners:
    return Manners(gap=1.0, sleep=time.sleep, tick=time.tick, spread=lambda: spread)


async def test_the_first_request_waits_for_nothing_and_the_next_for_the_gap() -> None:
    time = Time()
    manners = _manners(time, spread=1.0)

    for _ in range(3):
        async with manners.turn("a.example"):
            time.now += 5
    async with manners.turn("b.example"):
        pass

    assert time.slept == [1.25, 1.25]


async def test_who_comes_late_enough_does_not_wait() -> None:
    time = Time()
    manners = _manners(time)
    async with manners.turn("a.example"):
        pass
    time.now += 60

    async with manners.turn("a.example"):
        pass

    assert time.slept == []


async def test_one_host_is_asked_one_thing_at_a_time_others_meanwhile() -> None:
    manners = _manners(Time())
    under_way: list[str] = []
    most: dict[str, int] = {}

    async def ask(host: str) -> None:
        async with manners.turn(host):
            under_way.append(host)
            most[host] = max(most.get(host, 0), under_way.count(host))
            most["all"] = max(most.get("all", 0), len(under_way))
            await asyncio.sleep(0)
            under_way.remove(host)

    await asyncio.gather(*(ask(host) for host in ["a", "b"] * 4))

    assert most == {"a": 1, "b": 1, "all": 2}


async def test_a_turn_that_fails_lets_the_next_one_in() -> None:
    manners = _manners(Time())
    with pytest.raises(InputError):
        async with manners.turn("a"):
            raise InputError("broken")

    async with manners.turn("a"):
        pass


async def test_silence_is_kept_and_ends() -> None:
    time = Time()
    manners = _manners(time)
    manners.leave_alone("a", timedelta(seconds=30))
    manners.leave_alone("a", timedelta(seconds=10))
    time.now = 20

    with pytest.raises(FetchError) as caught:
        async with manners.turn("a"):
            pass
    time.now = 31
    async with manners.turn("a"):
        pass

    assert caught.value.kind is FetchFailure.RATE_LIMITED
    assert caught.value.retry_after == timedelta(seconds=10)


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("0", timedelta(0)),
        (" 120 ", timedelta(seconds=120)),
        ("9" * 99, LONGEST_SILENCE),
        ("Wed, 05 Nov 2025 12:01:00 GMT", MINUTE),
        ("Wed, 05 Nov 2025 11:00:00 GMT", timedelta(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_SILENCE),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("soon \x1b[2J", None),
        ("Wed, 99 Nov 2025 12:01:00 GMT", None),
    ],
)
def test_a_request_for_silence_is_read_and_bounded(value: str, asked: timedelta | None) -> None:
    assert silence_asked(value, NOW) == asked


@given(st.text(max_size=60))
def test_no_request_for_silence_breaks_anything(value: str) -> None:
    asked = silence_asked(value, datetime(2025, 11, 5, tzinfo=UTC))

    assert asked is None or timedelta(0) <= asked <= LONGEST_SILENCE


def _error(kind: FetchFailure, retry_after: timedelta | None = None) -> FetchError:
    return FetchError(kind, "failed", retry_after=retry_after)


def _waits(kind: FetchFailure, times: int, spread: float = 0.5) -> list[timedelta]:
    breaker, waits = Breaker(), []
    for _ in range(times):
        breaker = breaker.after_failure(_error(kind), NOW, lambda: spread)
        assert breaker.next_try is not None
        waits.append(breaker.next_try - NOW)
    assert breaker.failures == times
    return waits


def test_waits_double_up_to_a_bound() -> None:
    assert _waits(FetchFailure.TIMED_OUT, 4) == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert _waits(FetchFailure.TIMED_OUT, 100)[-1] == 6 * HOUR


@pytest.mark.parametrize(
    "kind",
    [
        FetchFailure.FORBIDDEN,
        FetchFailure.GONE,
        FetchFailure.REFUSED,
        FetchFailure.UNTRUSTED,
    ],
)
def test_what_waiting_does_not_mend_is_tried_seldom(kind: FetchFailure) -> None:
    assert _waits(kind, 2) == [HOUR, 2 * HOUR]
    assert _waits(kind, 50)[-1] == 24 * HOUR


def test_waits_are_spread() -> None:
    assert _waits(FetchFailure.TIMED_OUT, 1, spread=0.0) == [timedelta(seconds=45)]
    assert _waits(FetchFailure.TIMED_OUT, 1, spread=1.0) == [timedelta(seconds=75)]


def test_a_server_is_never_asked_earlier_than_it_wants() -> None:
    error = _error(FetchFailure.RATE_LIMITED, retry_after=HOUR)

    assert Breaker().after_failure(error, NOW).next_try == NOW + HOUR


def test_other_failures_open_the_breaker_too_and_it_closes_with_time() -> None:
    breaker = Breaker(failures=1).after_failure(InputError("no json"), NOW, lambda: 0.5)

    assert breaker == Breaker(failures=2, next_try=NOW + 2 * MINUTE)
    assert breaker.is_open(NOW)
    assert not breaker.is_open(NOW + 2 * MINUTE)
    assert not Breaker().is_open(NOW)
