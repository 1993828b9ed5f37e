"""The worked example, seen through the views: rows, details, the two times, what changed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from situation.derived_figures import FRONT_LENGTH, OCCUPIED_AREA
from situation.errors import UnknownName
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.snapshot import Visit, build_detail, build_snapshot
from situation.store.base import Store
from situation.views import PlaceRow, Snapshot
from situation.vocabulary import ControlStatus, Extent, LinkKind
from tests.situation.records import Clock, make_claim, make_link, make_reading

CREATED = datetime(2026, 1, 10, tzinfo=UTC)
FIFTH = Viewpoint(valid_at=end_of_day(datetime(2025, 11, 5, tzinfo=UTC).date()))


class Situation:
    """A filled store and the clock that it records by."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock

    async def look(self, viewpoint: Viewpoint = FIFTH, visit: Visit | None = None) -> Snapshot:
        return await build_snapshot(
            self.store, viewpoint, title="Ukraine", live=False, taken_at=self.clock(), visit=visit
        )

    async def row(self, place: str, viewpoint: Viewpoint = FIFTH) -> PlaceRow:
        rows = {row.place.id: row for row in (await self.look(viewpoint)).rows}
        return rows[place]


@pytest.fixture
async def situation(tmp_path: Path) -> AsyncIterator[Situation]:
    clock = Clock(CREATED)
    opened = await open_situation(str(tmp_path / "s.db"), clock=clock)
    yield Situation(opened.store, clock)
    await opened.store.close()


async def test_pokrovsk_is_contested_and_disputed(situation: Situation) -> None:
    row = await situation.row("pokrovsk")
    assert row.region == "Donetsk oblast"
    assert row.share == pytest.approx(0.2219, abs=0.0005)
    assert row.distance_km == pytest.approx(0.03, abs=0.01)
    assert row.measured_by == "DeepState map"
    assert row.share_change is not None
    assert row.share_change > 0.1
    assert row.distance_change is not None
    assert row.distance_change < -1
    assert len(row.trend) == 10
    assert row.trend[-1] == row.share
    assert row.summary.status is ControlStatus.CONTESTED
    assert row.summary.disputed
    assert not row.summary.stale
    assert row.claims > 0


async def test_kramatorsk_and_sloviansk_are_held_by_ukraine_by_who_says_so(
    situation: Situation,
) -> None:
    kramatorsk = await situation.row("kramatorsk")
    assert kramatorsk.distance_km == pytest.approx(19.81, abs=0.05)
    assert kramatorsk.share == 0
    for place in ("kramatorsk", "sloviansk"):
        summary = (await situation.row(place)).summary
        assert (summary.status, summary.holder) == (ControlStatus.HELD, "UA")
        assert [vote.sources[0] for vote in summary.votes if vote.holder == "UA"] == ["nyt"]


async def test_bakhmut_is_occupied(situation: Situation) -> None:
    row = await situation.row("bakhmut")
    assert (row.summary.status, row.summary.holder) == (ControlStatus.OCCUPIED, "RU")
    assert row.share == pytest.approx(1.0)
    assert row.distance_km is not None
    assert row.distance_km < 0


async def test_myrnohrad_lies_outside_the_map_s_area_and_is_disputed(situation: Situation) -> None:
    summary = (await situation.row("myrnohrad")).summary
    assert summary.status is not ControlStatus.HELD
    assert summary.disputed
    detail = await build_detail(situation.store, "myrnohrad", FIFTH)
    said = {view.reading.status for view in detail.readings}
    assert {ControlStatus.OUTSIDE, ControlStatus.ENCIRCLED} <= said


async def test_every_row_names_its_rule_and_unknown_is_never_0(situation: Situation) -> None:
    snapshot = await situation.look()
    assert snapshot.disputed == sum(row.summary.disputed for row in snapshot.rows) > 0
    for row in snapshot.rows:
        assert row.summary.why
        assert (row.share is None) == (row.measured_by == "")
        assert (row.share is None) == (not row.trend)


async def test_as_of_takes_what_was_said_by_then(situation: Situation) -> None:
    third = Viewpoint(valid_at=FIFTH.valid_at - timedelta(days=2))
    before = await situation.row("pokrovsk", third)
    after = await situation.row("pokrovsk")
    assert before.claims < after.claims
    assert before.share is not None
    assert after.share is not None
    assert before.share < after.share
    detail = await build_detail(situation.store, "pokrovsk", third)
    said = [view.claim.said_at for view in detail.claims]
    assert max(said) <= third.valid_at
    assert said == sorted(said, reverse=True)
    assert all(view.confirmed_at <= third.valid_at for view in detail.readings)


async def test_before_the_store_was_made_nothing_was_known(situation: Situation) -> None:
    unknown = Viewpoint(valid_at=FIFTH.valid_at, known_at=CREATED - timedelta(days=1))
    snapshot = await situation.look(unknown)
    assert snapshot.rows == ()
    assert snapshot.disputed == 0
    with pytest.raises(UnknownName):
        await build_detail(situation.store, "pokrovsk", unknown)


async def test_known_at_leaves_out_what_was_recorded_later(situation: Situation) -> None:
    later = situation.clock.move(days=1)
    await situation.store.append(
        [make_claim("t:late", source="nyt", said_at=FIFTH.valid_at)], author="test"
    )
    known_then = Viewpoint(valid_at=FIFTH.valid_at, known_at=later - timedelta(hours=1))
    now, then = await situation.row("pokrovsk"), await situation.row("pokrovsk", known_then)
    assert now.claims == then.claims + 1


async def test_a_visit_tells_what_changed_since(situation: Situation) -> None:
    first = await situation.look()
    assert first.visit.since is None
    visit = Visit(entry=first.info.revision, at=situation.clock())
    unchanged = (await situation.look(visit=visit)).visit
    assert (unchanged.places_changed, unchanged.claims, unchanged.disputes) == (0, 0, 0)
    assert unchanged.since == visit.at
    situation.clock.move(hours=1)
    taken = make_reading(
        "t:taken",
        place="kramatorsk",
        status=ControlStatus.OCCUPIED,
        holder="RU",
        source="nyt",
        valid_from=FIFTH.valid_at,
        said_at=FIFTH.valid_at,
    )
    claim = make_claim("t:new", source="nyt", places=("kramatorsk",), said_at=FIFTH.valid_at)
    await situation.store.append([taken, claim], author="test")
    changed = await situation.look(visit=visit)
    assert (changed.visit.places_changed, changed.visit.claims) == (1, 1)
    rows = {row.place.id: row for row in changed.rows}
    assert (rows["kramatorsk"].new_claims, rows["pokrovsk"].new_claims) == (1, 0)
    assert rows["kramatorsk"].summary.status is ControlStatus.OCCUPIED
    detail = await build_detail(situation.store, "kramatorsk", FIFTH, visit=visit)
    assert [view.claim.id for view in detail.claims if view.is_new] == ["t:new"]


async def test_looking_from_another_day_is_nothing_new(situation: Situation) -> None:
    seen = await situation.look(Viewpoint(valid_at=situation.clock() + timedelta(days=300)))
    visit = Visit(entry=seen.info.revision, at=situation.clock())
    situation.clock.move(hours=1)
    for viewpoint in (FIFTH, Viewpoint(valid_at=situation.clock())):
        told = (await situation.look(viewpoint, visit)).visit
        assert told.since == visit.at
        assert (told.places_changed, told.claims, told.disputes) == (0, 0, 0)


async def test_what_was_recorded_is_not_told_to_who_looks_from_before(situation: Situation) -> None:
    first = await situation.look()
    visit = Visit(entry=first.info.revision, at=situation.clock())
    situation.clock.move(hours=1)
    taken = make_reading("t", status=ControlStatus.OCCUPIED, holder="RU", source="nyt")
    await situation.store.append([taken, make_reading("u", place="kramatorsk")], author="test")
    told = (await situation.look(visit=visit)).visit
    assert told.places_changed
    earlier = Viewpoint(valid_at=FIFTH.valid_at, known_at=situation.clock() - timedelta(days=1))
    told = (await situation.look(earlier, visit)).visit
    assert (told.places_changed, told.claims) == (0, 0)


async def test_a_detail_is_found_by_any_name_and_holds_all_that_concerns_it(
    situation: Situation,
) -> None:
    detail = await build_detail(situation.store, "Красноармейск", FIFTH)
    assert detail.row.place.id == "pokrovsk"
    assert detail.row == await situation.row("pokrovsk")
    assert "DeepState map" in {view.source.name for view in detail.readings}
    assert {view.reading.extent for view in detail.readings} >= {Extent.WHOLE, Extent.PART}
    places = {view.statistic.place for view in detail.statistics}
    assert "pokrovsk" in places
    assert all(
        view.statistic.id != (other.statistic.baseline or "")
        for view in detail.statistics
        for other in detail.statistics
    )
    counted = [view for view in detail.readings if view.counts]
    assert counted
    assert not any(view.stale for view in counted)


async def test_a_detail_tells_what_disputes_a_claim(situation: Situation) -> None:
    claims = [make_claim(name, source="nyt", said_at=FIFTH.valid_at) for name in ("t:a", "t:b")]
    link = make_link("t:link", "t:b", "t:a")
    await situation.store.append([*claims, link], author="test")
    detail = await build_detail(situation.store, "pokrovsk", FIFTH)
    views = {view.claim.id: view for view in detail.claims}
    (disputing,), (disputed,) = views["t:b"].disputes, views["t:a"].disputes
    assert disputing.kind is LinkKind.DISPUTES
    assert (disputing.outgoing, disputed.outgoing) == (True, False)
    assert (disputing.other.id, disputed.other.id) == ("t:a", "t:b")


async def test_a_city_s_changes_are_told_over_three_windows(situation: Situation) -> None:
    row = await situation.row("pokrovsk")
    assert [change.days for change in row.changes] == [7, 30, 90]
    week, month, quarter = row.changes
    assert (month.share, month.distance_km) == (row.share_change, row.distance_change)
    assert week.share is not None
    assert 0 < week.share <= (month.share or 0)
    assert (quarter.share, quarter.distance_km) == (None, None), "the pack begins in September"


async def test_a_detail_tells_what_moved_in_the_region_and_on_the_whole_map(
    situation: Situation,
) -> None:
    detail = await build_detail(situation.store, "pokrovsk", FIFTH)
    told = [(trend.place.id, trend.metric) for trend in detail.trends]
    assert told == [
        ("donetsk-oblast", OCCUPIED_AREA),
        ("donetsk-oblast", FRONT_LENGTH),
        ("ukraine", OCCUPIED_AREA),
        ("ukraine", FRONT_LENGTH),
    ]
    area, front = detail.trends[0], detail.trends[1]
    assert area.value == pytest.approx(20_119.4)
    assert area.as_of.date() == FIFTH.valid_at.date()
    assert not area.stale
    week, month, quarter = (change.change for change in area.changes)
    assert week is not None
    assert month is not None
    assert 0 < week < month
    assert quarter is None
    assert front.words.startswith("without 152.0 km of coast and border unchanged since")
    assert all(trend.formula for trend in detail.trends)
    assert not any(view.statistic.derived for view in detail.statistics)


async def test_trends_are_told_as_of_the_viewpoint(situation: Situation) -> None:
    september = Viewpoint(valid_at=end_of_day(datetime(2025, 9, 10, tzinfo=UTC).date()))
    area = (await build_detail(situation.store, "pokrovsk", september)).trends[0]
    assert area.as_of.date().isoformat() == "2025-09-08"
    assert [change.change is None for change in area.changes] == [False, True, True]
    later = Viewpoint(valid_at=end_of_day(datetime(2025, 12, 24, tzinfo=UTC).date()))
    stale = (await build_detail(situation.store, "pokrovsk", later)).trends[0]
    assert stale.stale
    assert {change.change for change in stale.changes} == {None}


async def test_an_unknown_place_carries_the_nearest_names(situation: Situation) -> None:
    with pytest.raises(UnknownName) as caught:
        await build_detail(situation.store, "Pokrovks", FIFTH)
    assert "Pokrovsk" in caught.value.nearest
