"""The one refresher: what it reads, how often, in which order, and how it fails and recovers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace
from textual.message import Message

from situation.errors import StoreBusy
from situation.mapframe import MapFrame
from situation.periods import Viewpoint
from situation.store import open_sqlite
from situation.store.base import Store
from tests.situation.records import DAY, Clock, make_cast, make_claim, make_place
from tui.known_settings import KnownSettings
from tui.messages import (
    DetailArrived,
    RefreshFailed,
    SnapshotArrived,
    StoreGrew,
    TimelineArrived,
)
from tui.refresh import Refresher
from tui.retry import FIRST_RETRY_SECONDS

FRAME = MapFrame(centre=(36.0, 48.5), bounds=(22.0, 44.0, 40.5, 52.6), occupier="RU")
POKROVSK, MYRNOHRAD = "pokrovsk", "myrnohrad"
WAIT_SECONDS = 10.0


class Watched:
    """A store that counts who asks, lets nobody through while its gate is shut, and can fail.

    A snapshot asks for the parties, and nothing else does.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked = 0
        self.was_asked = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.failure: StoreBusy | None = None
        self.following_fails = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def parties(self, known_at: Any = None) -> Any:
        self.asked += 1
        self.was_asked.set()
        await self.gate.wait()
        if self.failure:
            raise self.failure
        return await self._store.parties(known_at)

    def changes(self, after: int) -> AsyncIterator[int]:
        if self.following_fails:
            raise StoreBusy("cannot be followed")
        return self._store.changes(after)


class Bench:
    """A refresher at work and what it has delivered."""

    def __init__(self, store: Watched, clock: Clock, viewpoint: Viewpoint | None) -> None:
        self.store = store
        self.clock = clock
        self.delivered: list[Message] = []
        self._arrived = asyncio.Event()
        self.refresher = Refresher(
            cast("Store", store),
            title="Test",
            clock=clock,
            frame=FRAME,
            country="UA",
            settings=KnownSettings(None),
            visit=None,
            deliver=self._take,
            viewpoint=viewpoint,
        )

    def _take(self, message: Message) -> None:
        self.delivered.append(message)
        self._arrived.set()

    def of(self, kind: type[Message]) -> list[Any]:
        return [message for message in self.delivered if isinstance(message, kind)]

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(WAIT_SECONDS):
            while not holds():
                self._arrived.clear()
                await self._arrived.wait()

    async def until_count(self, kind: type[Message], count: int) -> None:
        await self.until(lambda: len(self.of(kind)) >= count)

    async def until_asked(self, times: int) -> None:
        async with asyncio.timeout(WAIT_SECONDS):
            while self.store.asked < times:
                self.store.was_asked.clear()
                await self.store.was_asked.wait()


@asynccontextmanager
async def at_work(
    folder: Path, *, viewpoint: Viewpoint | None = None, failing: StoreBusy | None = None
) -> AsyncIterator[Bench]:
    clock = Clock(DAY + timedelta(hours=12))
    store = open_sqlite(folder / "s.db", clock=clock, create=True, poll_interval=0.01)
    places = [make_place(name, lat=48.0, lon=37.0) for name in (POKROVSK, MYRNOHRAD)]
    await store.append([*make_cast(), *places, make_claim()], author="test")
    bench = Bench(Watched(store), clock, viewpoint)
    bench.store.failure = failing
    running = asyncio.create_task(bench.refresher.run())
    try:
        yield bench
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await store.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.retry.FIRST_RETRY_SECONDS", 0.01)
    monkeypatch.setattr("tui.retry.LAST_RETRY_SECONDS", 0.04)


async def test_it_begins_with_a_snapshot_and_no_detail(tmp_path: Path) -> None:
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        snapshot = bench.of(SnapshotArrived)[0].snapshot
        assert snapshot.live
        assert snapshot.viewpoint == Viewpoint(valid_at=bench.clock())
        assert {row.place.id for row in snapshot.rows} == {POKROVSK, MYRNOHRAD}
        assert bench.of(DetailArrived) == []


async def test_while_it_is_live_the_clock_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.refresh.TICK_SECONDS", 0.01)
    async with at_work(tmp_path) as bench:
        bench.refresher.rest_on(POKROVSK)
        await bench.until_count(SnapshotArrived, 1)
        later = bench.clock.move(hours=9)
        await bench.until(
            lambda: bench.of(SnapshotArrived)[-1].snapshot.viewpoint.valid_at == later
        )
        await bench.until(lambda: bench.of(DetailArrived)[-1].detail.viewpoint.valid_at == later)


@pytest.mark.parametrize("is_paused", [True, False])
async def test_a_fixed_or_paused_view_does_not_follow_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_paused: bool
) -> None:
    monkeypatch.setattr("tui.refresh.TICK_SECONDS", 0.001)
    fixed = None if is_paused else Viewpoint(valid_at=DAY)
    async with at_work(tmp_path, viewpoint=fixed) as bench:
        bench.refresher.pause(paused=is_paused)
        await bench.until_count(SnapshotArrived, 1)
        before = bench.store.asked
        for _ in range(50):
            await asyncio.sleep(0.001)
        assert bench.store.asked == before


async def test_a_rest_reads_a_detail_and_no_snapshot(tmp_path: Path) -> None:
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.refresher.rest_on(POKROVSK)
        await bench.until_count(DetailArrived, 1)
        assert bench.of(DetailArrived)[0].detail.row.place.id == POKROVSK
        assert len(bench.of(SnapshotArrived)) == 1


async def test_requests_during_a_read_become_one(tmp_path: Path) -> None:
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.store.gate.clear()
        asked = bench.store.asked
        bench.refresher.request()
        await bench.until_asked(asked + 1)
        for _ in range(20):
            bench.refresher.request()
        bench.store.gate.set()
        await bench.until_count(SnapshotArrived, 3)
        bench.refresher.rest_on(POKROVSK)
        await bench.until_count(DetailArrived, 1)
        assert len(bench.of(SnapshotArrived)) == 3
        assert bench.store.asked == asked + 2


async def test_the_newest_wish_wins(tmp_path: Path) -> None:
    days = [Viewpoint(valid_at=DAY - timedelta(days=back)) for back in range(1, 9)]
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.store.gate.clear()
        asked = bench.store.asked
        bench.refresher.look_from(days[0])
        await bench.until_asked(asked + 1)
        for viewpoint in days[1:]:
            bench.refresher.look_from(viewpoint)
        for place in (POKROVSK, MYRNOHRAD, POKROVSK, MYRNOHRAD):
            bench.refresher.rest_on(place)
        bench.store.gate.set()
        await bench.until(
            lambda: (
                bench.of(DetailArrived)
                and bench.of(DetailArrived)[-1].detail.viewpoint == days[-1]
                and bench.of(SnapshotArrived)[-1].snapshot.viewpoint == days[-1]
            )
        )
        assert bench.of(DetailArrived)[-1].detail.row.place.id == MYRNOHRAD
        assert len(bench.of(SnapshotArrived)) <= 3


async def test_nothing_is_read_with_a_snapshot_of_another_moment(tmp_path: Path) -> None:
    before_the_store = Viewpoint(valid_at=DAY, known_at=DAY - timedelta(days=1))
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.refresher.rest_on(POKROVSK)
        bench.refresher.follow_timeline(POKROVSK)
        await bench.until_count(TimelineArrived, 1)
        bench.store.gate.clear()
        asked, told = bench.store.asked, len(bench.delivered)
        bench.refresher.request()
        await bench.until_asked(asked + 1)
        bench.refresher.look_from(before_the_store)
        bench.store.gate.set()
        await bench.until(lambda: bench.of(TimelineArrived)[-1].timeline is None)
        assert bench.of(DetailArrived)[-1].detail is None
        assert bench.of(DetailArrived)[-1].place_id == POKROVSK
        assert [type(message) for message in bench.delivered[told:]] == [
            SnapshotArrived,
            SnapshotArrived,
            DetailArrived,
            TimelineArrived,
        ]


async def test_now_moves_with_the_clock_and_a_day_stands_still(tmp_path: Path) -> None:
    fixed = Viewpoint(valid_at=DAY)
    async with at_work(tmp_path, viewpoint=fixed) as bench:
        await bench.until_count(SnapshotArrived, 1)
        assert not bench.of(SnapshotArrived)[0].snapshot.live
        bench.clock.move(hours=3)
        assert bench.refresher.outlook.viewpoint == fixed
        bench.refresher.look_from(None)
        assert bench.refresher.outlook.live
        await bench.until_count(SnapshotArrived, 2)
        newest = bench.of(SnapshotArrived)[-1].snapshot
        assert newest.live
        assert newest.viewpoint.valid_at == bench.clock()


async def test_an_append_is_read_by_itself(tmp_path: Path) -> None:
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        await bench.store.append([make_claim("later")], author="test")
        await bench.until_count(SnapshotArrived, 2)
        before, after = (event.snapshot for event in bench.of(SnapshotArrived)[-2:])
        assert after.info.revision > before.info.revision


async def test_a_pause_holds_an_append_back_and_tells_of_it(tmp_path: Path) -> None:
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.refresher.pause(paused=True)
        await bench.store.append([make_claim("later")], author="test")
        await bench.until_count(StoreGrew, 1)
        assert len(bench.of(SnapshotArrived)) == 1
        assert bench.refresher.outlook.paused
        bench.refresher.pause(paused=False)
        await bench.until_count(SnapshotArrived, 2)


async def test_a_pause_ends_what_is_known_of_everything_that_is_read(tmp_path: Path) -> None:
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        before = bench.of(SnapshotArrived)[-1].snapshot
        bench.refresher.pause(paused=True)
        bench.clock.move(hours=1)
        await bench.store.append([make_claim("later"), make_place("new")], author="other")
        await bench.until_count(StoreGrew, 1)
        bench.refresher.rest_on(POKROVSK)
        bench.refresher.follow_timeline("new")
        bench.refresher.request()
        await bench.until_count(TimelineArrived, 1)
        assert bench.of(TimelineArrived)[-1].timeline is None
        claims = bench.of(DetailArrived)[-1].detail.claims
        assert "later" not in {view.claim.id for view in claims}
        held = bench.of(SnapshotArrived)[-1].snapshot
        assert held == replace(before, taken_at=held.taken_at), "live, and as it was"
        bench.refresher.pause(paused=False)
        await bench.until(
            lambda: "later" in {view.claim.id for view in bench.of(DetailArrived)[-1].detail.claims}
        )
        newest = bench.of(SnapshotArrived)[-1].snapshot
        assert newest.viewpoint == Viewpoint(valid_at=bench.clock())
        assert newest.info.revision > before.info.revision


async def test_a_pause_holds_back_on_a_day_that_was_chosen_as_well(tmp_path: Path) -> None:
    day = Viewpoint(valid_at=DAY + timedelta(days=1))
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.refresher.pause(paused=True)
        bench.clock.move(hours=1)
        await bench.store.append([make_place("new", lat=48.0, lon=37.0)], author="other")
        bench.refresher.look_from(day)
        await bench.until_count(SnapshotArrived, 2)
        read = bench.of(SnapshotArrived)[-1].snapshot
        assert read.viewpoint == day, "no other time was chosen"
        assert "new" not in {row.place.id for row in read.rows}


@pytest.mark.usefixtures("quick")
async def test_a_pause_outlasts_a_store_that_cannot_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = asyncio.Event()
    whole = Watched.changes

    async def breaking(self: Watched, after: int) -> AsyncIterator[int]:
        if not line.is_set():
            await line.wait()
            raise StoreBusy("the line broke")
        async for revision in whole(self, after):
            yield revision

    monkeypatch.setattr(Watched, "changes", breaking)
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.refresher.pause(paused=True)
        bench.clock.move(hours=1)
        await bench.store.append([make_place("new", lat=48.0, lon=37.0)], author="other")
        line.set()
        await bench.until_count(SnapshotArrived, 2)
        await bench.until_count(StoreGrew, 1)
        assert "new" not in {row.place.id for row in bench.of(SnapshotArrived)[-1].snapshot.rows}


@pytest.mark.usefixtures("quick")
async def test_a_failure_is_told_and_tried_again_later_and_later(tmp_path: Path) -> None:
    async with at_work(tmp_path, failing=StoreBusy("busy", do="wait")) as bench:
        await bench.until_count(RefreshFailed, 4)
        failures = bench.of(RefreshFailed)
        assert {event.why for event in failures} == {"busy (wait)"}
        assert [event.next_try_seconds for event in failures[:4]] == [0.01, 0.02, 0.04, 0.04]
        bench.store.failure = None
        await bench.until_count(SnapshotArrived, 1)
        bench.store.failure = StoreBusy("again")
        told = len(bench.of(RefreshFailed))
        bench.refresher.request()
        await bench.until_count(RefreshFailed, told + 1)
        assert bench.of(RefreshFailed)[told].next_try_seconds == 0.01, "it begins anew"


async def test_what_the_reader_asks_during_a_failure_puts_no_retry_off_for_longer(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        bench.store.failure = StoreBusy("busy")
        bench.refresher.request()
        await bench.until_count(RefreshFailed, 1)
        for moves in range(1, 6):
            bench.refresher.rest_on(POKROVSK)
            await bench.until_count(RefreshFailed, moves + 1)
        told = [event.next_try_seconds for event in bench.of(RefreshFailed)]
        assert told == [FIRST_RETRY_SECONDS] * 6


async def test_a_failure_leaves_one_retry_however_often_the_reader_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers: list[asyncio.TimerHandle] = []
    loop = asyncio.get_running_loop()
    call_later = loop.call_later

    def noted(delay: float, act: Callable[..., object], *given: Any) -> asyncio.TimerHandle:
        timer = call_later(delay, act, *given)
        if delay == FIRST_RETRY_SECONDS:
            timers.append(timer)
        return timer

    async with at_work(tmp_path) as bench:
        await bench.until_count(SnapshotArrived, 1)
        monkeypatch.setattr(loop, "call_later", noted)
        bench.store.failure = StoreBusy("busy")
        for moves in range(5):
            bench.refresher.rest_on(POKROVSK)
            bench.refresher.request()
            await bench.until_count(RefreshFailed, moves + 1)
        assert len([timer for timer in timers if not timer.cancelled()]) == 1
        bench.store.failure = None
        bench.refresher.rest_on(POKROVSK)
        await bench.until_count(DetailArrived, 1)
        await bench.until(lambda: all(timer.cancelled() for timer in timers))


@pytest.mark.usefixtures("quick")
async def test_what_was_wished_for_during_a_failure_is_read_after_it(tmp_path: Path) -> None:
    async with at_work(tmp_path, failing=StoreBusy("busy")) as bench:
        await bench.until_count(RefreshFailed, 1)
        day = Viewpoint(valid_at=DAY)
        bench.refresher.look_from(day)
        bench.refresher.rest_on(MYRNOHRAD)
        bench.store.failure = None
        await bench.until_count(DetailArrived, 1)
        assert bench.of(SnapshotArrived)[-1].snapshot.viewpoint == day
        assert bench.of(DetailArrived)[-1].detail.row.place.id == MYRNOHRAD


@pytest.mark.usefixtures("quick")
async def test_a_store_that_could_not_be_followed_is_read_again_when_it_can(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as bench:
        bench.store.following_fails = True
        await bench.until_count(RefreshFailed, 1)
        read = len(bench.of(SnapshotArrived))
        bench.store.following_fails = False
        await bench.until_count(SnapshotArrived, read + 1)


async def test_the_first_read_is_not_read_twice(tmp_path: Path) -> None:
    clock = Clock(DAY)
    store = open_sqlite(tmp_path / "s.db", clock=clock, create=True)
    await store.append(make_cast(), author="test")
    bench = Bench(Watched(store), clock, None)
    snapshot, detail = await bench.refresher.read_first(POKROVSK)
    assert snapshot.viewpoint == Viewpoint(valid_at=DAY)
    assert detail is not None
    assert detail.row.place.id == POKROVSK
    asked = bench.store.asked
    running = asyncio.create_task(bench.refresher.run())
    bench.refresher.rest_on(MYRNOHRAD)
    await bench.until_count(DetailArrived, 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await store.close()
    assert bench.of(SnapshotArrived) == []
    assert bench.store.asked == asked
