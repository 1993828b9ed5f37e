"""A place's timeline out of a store: it shows for each day what the store answers for that day."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation.analysis.control import is_stale
from situation.errors import UnknownName, UsageError
from situation.model import AnyRecord
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.store import open_store
from situation.store.base import Store
from situation.timeline import MOST_TICKS, build_timeline
from situation.timeline_view import Timeline
from situation.vocabulary import ControlStatus, Extent
from tests.situation.records import (
    DAY,
    Clock,
    make_cast,
    make_claim,
    make_coverage,
    make_place,
    make_reading,
)

STATUSES: Final = (ControlStatus.CONTESTED, ControlStatus.OCCUPIED, ControlStatus.OUTSIDE)
DAYS: Final = 45


def day(number: float) -> datetime:
    return DAY + timedelta(days=number)


def at_end_of(number: int, known_at: datetime | None = None) -> Viewpoint:
    return Viewpoint(valid_at=end_of_day(day(number).date()), known_at=known_at)


@pytest.fixture
def clock() -> Clock:
    return Clock(day(1000))


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = open_store(tmp_path / "s.db", clock=clock, create=True)
    await opened.append(make_cast(), author="test")
    yield opened
    await opened.close()


words = st.lists(
    st.tuples(
        st.integers(0, 4 * DAYS),
        st.integers(0, 40),
        st.sampled_from(STATUSES),
        st.none() | st.integers(1, 80),
    ),
    min_size=1,
    max_size=6,
)
map_days = st.lists(st.tuples(st.integers(0, DAYS), st.integers(0, 4)), max_size=8)


@settings(max_examples=40, deadline=None)
@given(words=words, map_days=map_days)
def test_each_day_of_a_lane_is_what_the_store_answers_as_of_that_day(
    words: list[tuple[int, int, ControlStatus, int | None]], map_days: list[tuple[int, int]]
) -> None:
    """Quarters of days: begun, said later by, and ended; coverage said days after its day."""
    readings = [
        make_reading(
            f"r{index}",
            status=status,
            valid_from=day(begun / 4),
            said_at=day((begun + later) / 4),
            valid_to=None if lasts is None else day((begun + lasts) / 4),
        )
        for index, (begun, later, status, lasts) in enumerate(words)
    ]
    coverage = [
        make_coverage(day(number), said_at=day(number + later), id=f"c{number}-{later}")
        for number, later in map_days
    ]
    with TemporaryDirectory() as folder:
        asyncio.run(_compare(Path(folder) / "s.db", [*readings, *coverage]))


async def _compare(path: Path, records: list[AnyRecord]) -> None:
    store = open_store(path, clock=Clock(day(1000)), create=True)
    await store.append([*make_cast(), *records], author="test")
    timeline = await build_timeline(store, "pokrovsk", at_end_of(DAYS))
    sources = {item.record.id: item.record for item in await store.sources()}
    for number in range(DAYS + 1):
        moment = at_end_of(number)
        answers = [
            item.reading.status
            for item in await store.readings(moment, places=["pokrovsk"])
            if not is_stale(item, sources[item.reading.source], moment.valid_at)
        ]
        assert _on(timeline, moment.valid_at) == answers, number
    await store.close()


def _on(timeline: Timeline, moment: datetime) -> list[ControlStatus]:
    """What the lanes show at a moment; the end of the timeline is its last moment."""
    instant = min(moment, timeline.end - timedelta(microseconds=1))
    return [
        period.status
        for lane in timeline.lanes
        for period in lane.periods
        if period.start <= instant < period.end
    ]


async def test_only_what_is_said_of_the_whole_place_is_on_a_lane(store: Store) -> None:
    await store.append(
        [
            make_reading("whole"),
            make_reading("part", source="deepstate", extent=Extent.PART, part="the centre"),
            make_reading("elsewhere", place="myrnohrad"),
        ],
        author="test",
    )
    timeline = await build_timeline(store, "Pokrovsk", at_end_of(3))
    assert [p.reading for lane in timeline.lanes for p in lane.periods] == ["whole"]
    assert (timeline.start, timeline.end) == (DAY, at_end_of(3).valid_at)


async def test_a_window_is_clipped_to_its_days(store: Store) -> None:
    spoken = [
        make_reading(f"r{number}", status=status, valid_from=day(number), said_at=day(number))
        for number, status in ((0, STATUSES[0]), (5, STATUSES[1]), (8, STATUSES[2]))
    ]
    claims = [make_claim(f"c{number}", said_at=day(number)) for number in (2, 6, 7)]
    await store.append([*spoken, *claims], author="test")
    timeline = await build_timeline(store, "pokrovsk", at_end_of(9), days=4)
    (lane,) = timeline.lanes
    assert timeline.start == day(6)
    assert [(p.start, p.status) for p in lane.periods] == [
        (day(6), STATUSES[1]),
        (day(8), STATUSES[2]),
    ]
    assert lane.turns == (day(8),)
    assert [tick.claim for tick in timeline.ticks] == ["c6", "c7"]
    assert [lag.first_at for lag in timeline.lags] == [day(8)]


async def test_what_was_recorded_or_said_later_does_not_show(store: Store, clock: Clock) -> None:
    await store.append([make_reading("early")], author="test")
    then = clock()
    clock.move(days=1)
    later = {"valid_from": day(1), "said_at": day(1), "status": ControlStatus.OCCUPIED}
    await store.append([make_reading("late", **later)], author="test")
    await store.append([make_claim("late", said_at=day(1))], author="test")
    before = await build_timeline(store, "pokrovsk", at_end_of(3, then))
    assert [p.reading for p in before.lanes[0].periods] == ["early"]
    assert (before.ticks, before.lags) == ((), ())
    now = await build_timeline(store, "pokrovsk", at_end_of(3))
    assert [p.reading for p in now.lanes[0].periods] == ["early", "late"]
    unsaid = await build_timeline(store, "pokrovsk", at_end_of(0))
    assert [p.reading for p in unsaid.lanes[0].periods] == ["early"]


async def test_a_map_that_was_read_before_the_place_was_known_says_nothing_of_it(
    store: Store,
) -> None:
    await store.append([make_coverage(day(0)), make_coverage(day(10))], author="test")
    await store.append(
        [make_place("new"), make_reading("new", place="new"), make_coverage(day(40))],
        author="test",
    )
    (lane,) = (await build_timeline(store, "new", at_end_of(41))).lanes
    assert [(p.start, p.end) for p in lane.periods] == [
        (day(0), day(14)),
        (day(40), at_end_of(41).valid_at),
    ]
    await store.append([make_place("new", population=1)], author="test")
    (same,) = (await build_timeline(store, "new", at_end_of(41))).lanes
    assert same == lane, "a new version of the place is not its beginning"


async def test_the_ticks_are_bounded_and_say_so(store: Store) -> None:
    claims = [
        make_claim(f"c{number}", said_at=DAY + timedelta(minutes=number))
        for number in range(MOST_TICKS + 2)
    ]
    await store.append(claims, author="test")
    timeline = await build_timeline(store, "pokrovsk", at_end_of(1))
    assert timeline.more_ticks
    assert [tick.claim for tick in timeline.ticks] == [c.id for c in claims[2:]]
    few = await build_timeline(store, "pokrovsk", at_end_of(1), days=1)
    assert (few.ticks, few.more_ticks) == ((), False)


async def test_nothing_said_is_an_empty_day(store: Store) -> None:
    timeline = await build_timeline(store, "pokrovsk", at_end_of(3))
    assert (timeline.lanes, timeline.ticks, timeline.lags) == ((), (), ())
    assert timeline.start == day(3)


async def test_wrong_names_and_numbers_of_days_are_errors(store: Store) -> None:
    with pytest.raises(UnknownName):
        await build_timeline(store, "Atlantis", at_end_of(3))
    for days in (0, -1, 10**12):
        with pytest.raises(UsageError):
            await build_timeline(store, "pokrovsk", at_end_of(3), days=days)


async def test_pokrovsk_by_the_bundled_situation(tmp_path: Path) -> None:
    now = datetime(2025, 11, 5, 12, tzinfo=UTC)
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: now)
    viewpoint = Viewpoint(valid_at=end_of_day(date(2025, 11, 5)))
    timeline = await build_timeline(opened.store, "Красноармейск", viewpoint)
    lanes = {lane.source.id: lane for lane in timeline.lanes}
    drawn = lanes["deepstate-mirror"]
    assert timeline.lanes[0] == drawn, "who measures comes first"
    assert drawn.turns == (datetime(2025, 10, 30, tzinfo=UTC),)
    assert [p.share for p in drawn.periods][-2:] == [0.2236, 0.2219]
    assert drawn.periods[0].start == timeline.start == datetime(2025, 9, 1, tzinfo=UTC)
    assert lanes["syrskyi"].periods[-1].status is ControlStatus.HELD
    assert {(lag.status, f"{lag.first_at:%d %b}") for lag in timeline.lags} == {
        (ControlStatus.ENCIRCLED, "26 Oct"),
        (ControlStatus.CONTESTED, "30 Oct"),
        (ControlStatus.HELD, "01 Nov"),
    }
    assert [tick.at for tick in timeline.ticks] == sorted(tick.at for tick in timeline.ticks)
    await opened.store.close()
