"""Area and front of regions out of a store's terrain: what is recorded, and what is not again."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from situation.derived_figures import FRONT_LENGTH, OCCUPIED_AREA, WITHHELD
from situation.importing import import_paths
from situation.mapframe import MapFrame
from situation.maps.wkb import polygon_id, polygon_wkb
from situation.model import Statistic
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.region_figures import RegionFiguresReport, measure_regions
from situation.store import open_store
from situation.store.base import Store
from situation.terrain_records import MapArea, Polygon, Terrain
from situation.vocabulary import AreaStatus, PlaceKind
from tests.situation.records import make_place, make_source

MIRROR = Path(__file__).parents[2] / "../shared/data/deepstate-mirror"
NOW = datetime(2026, 1, 10, tzinfo=UTC)
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
FRAME = MapFrame(centre=(36.0, 48.5), bounds=(22.0, 44.0, 40.5, 52.6), occupier="RU")
EVERYTHING = Viewpoint(valid_at=NOW)


def clock() -> datetime:
    return NOW


def box(west: float, south: float, east: float, north: float) -> Polygon:
    wkb = polygon_wkb([[(west, south), (east, south), (east, north), (west, north)]])
    return Polygon(id=polygon_id(wkb), wkb=wkb)


def drawn(day: int, *polygons: Polygon, status: AreaStatus = AreaStatus.OCCUPIED) -> Terrain:
    moment = FIRST + timedelta(days=day)
    return Terrain(
        id=f"terrain:map:{moment:%Y-%m-%d}",
        source="map",
        valid_from=moment,
        said_at=moment + timedelta(hours=3),
        statuses=(AreaStatus.OCCUPIED,),
        areas=tuple(MapArea(polygon=polygon.id, status=status) for polygon in polygons),
    )


OBLAST = box(34.99, 48.0, 37.0, 49.0)
"""Its western border runs along the coast."""
BEFORE, AFTER = box(35.0, 48.2, 36.0, 48.8), box(35.0, 48.2, 36.5, 48.8)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(tmp_path / "s.db", clock=clock, create=True)
    region = make_place(
        "oblast", kind=PlaceKind.REGION, parent="country", outline=(OBLAST.id,), name="Oblast"
    )
    await opened.append(
        [make_source("map"), OBLAST, make_place("country", kind=PlaceKind.COUNTRY), region],
        author="test",
    )
    yield opened
    await opened.close()


async def measured(store: Store) -> RegionFiguresReport:
    return await measure_regions(store, FRAME, clock=clock)


async def figures(store: Store, metric: str, place: str = "oblast") -> list[Statistic]:
    said = await store.statistics(EVERYTHING, places=[place])
    found = [item.record for item in said if item.record.metric == metric]
    return sorted(found, key=lambda figure: figure.as_of)


async def test_only_what_changed_since_the_day_before_is_recorded(store: Store) -> None:
    days = [drawn(0, BEFORE), drawn(1, BEFORE), drawn(180, AFTER)]
    await store.append([BEFORE, AFTER, *days], author="test")
    report = await measured(store)
    assert (report.days, report.withheld, report.skipped) == (3, (), ())
    assert report.appended == 2 * 2 * 2
    areas = await figures(store, OCCUPIED_AREA)
    assert [area.as_of for area in areas] == [days[0].valid_from, days[2].valid_from]
    first, last = areas
    assert (first.id, first.derived, first.unit) == (
        "derived:map:occupied-area:oblast:2025-01-01",
        True,
        "sq km",
    )
    assert first.said_at == days[0].said_at
    assert first.value is not None
    assert last.value == pytest.approx(1.5 * first.value, rel=0.001)
    assert "map" in first.formula
    lengths = await figures(store, FRONT_LENGTH)
    assert (
        lengths[0].words
        == lengths[1].words
        == ("without 66.7 km of coast and border unchanged since 1 Jan 2025")
    )


async def test_the_whole_map_is_told_of_the_country(store: Store) -> None:
    beyond = box(38.0, 48.2, 39.0, 48.8)
    await store.append([BEFORE, beyond, drawn(0, BEFORE, beyond)], author="test")
    await measured(store)
    (whole,) = await figures(store, OCCUPIED_AREA, "country")
    (part,) = await figures(store, OCCUPIED_AREA)
    assert whole.value is not None
    assert part.value is not None
    assert whole.value == pytest.approx(2 * part.value, rel=0.001)


async def test_measuring_again_adds_nothing(store: Store) -> None:
    await store.append([BEFORE, AFTER, drawn(0, BEFORE), drawn(180, AFTER)], author="test")
    await measured(store)
    assert (await measured(store)).appended == 0


async def test_a_short_history_withholds_and_a_longer_one_says_it_anew(store: Store) -> None:
    await store.append([BEFORE, AFTER, drawn(0, BEFORE), drawn(30, AFTER)], author="test")
    assert (await measured(store)).withheld == ("map",)
    (withheld,) = await figures(store, FRONT_LENGTH)
    assert (withheld.value, withheld.words) == (None, WITHHELD)
    await store.append([drawn(200, BEFORE)], author="test")
    assert (await measured(store)).withheld == ()
    values = [figure.value for figure in await figures(store, FRONT_LENGTH)]
    assert len(values) == 3
    assert values[0] == values[2] is not None
    assert (await figures(store, FRONT_LENGTH))[0].id == withheld.id


async def test_a_figure_that_a_longer_history_corrects_is_a_new_version(store: Store) -> None:
    days = [drawn(0, BEFORE), drawn(180, AFTER)]
    await store.append([BEFORE, AFTER, *days], author="test")
    await measured(store)
    first = (await figures(store, FRONT_LENGTH))[0]
    elsewhere = box(35.2, 48.2, 36.0, 48.8)
    await store.append([elsewhere, drawn(181, elsewhere)], author="test")
    await measured(store)
    again = (await figures(store, FRONT_LENGTH))[0]
    assert again.id == first.id
    assert again.value is not None
    assert first.value is not None
    assert again.value > first.value, "the coast that moved was front all along"


async def test_a_map_whose_polygons_are_lacking_costs_only_itself(store: Store) -> None:
    await store.append([BEFORE, drawn(0, BEFORE), drawn(1, AFTER)], author="test")
    report = await measured(store)
    assert report.days == 1
    assert [skipped.where for skipped in report.skipped] == ["terrain:map:2025-01-02"]
    assert len(await figures(store, OCCUPIED_AREA)) == 1


async def test_other_ground_than_occupied_is_not_measured(store: Store) -> None:
    contested = drawn(0, BEFORE, status=AreaStatus.CONTESTED)
    await store.append([BEFORE, contested], author="test")
    await measured(store)
    (area,) = await figures(store, OCCUPIED_AREA)
    assert area.value == 0.0


async def test_without_maps_and_outlines_there_is_nothing_to_say(tmp_path: Path) -> None:
    empty = open_store(tmp_path / "empty.db", clock=clock, create=True)
    try:
        assert await measured(empty) == RegionFiguresReport(appended=0, days=0)
    finally:
        await empty.close()


@pytest.mark.skipif(not MIRROR.is_dir(), reason="the project's shared captures are not here")
async def test_the_mirror_s_figures_are_those_that_the_pack_carries(tmp_path: Path) -> None:
    opened = await open_situation(str(tmp_path / "s.db"), clock=clock)
    try:
        await import_paths(opened.store, opened.frame, [MIRROR], clock=clock)
        carried = {figure.id: figure for figure in await _all_derived(opened.store)}
        report = await measure_regions(opened.store, opened.frame, clock=clock)
        now = {figure.id: figure for figure in await _all_derived(opened.store)}
    finally:
        await opened.store.close()
    assert report.days == 129
    assert not report.skipped
    assert {key: now[key] for key in carried} == carried
    whole = now["derived:deepstate-mirror:occupied-area:ukraine:2025-11-04"].value
    assert whole == pytest.approx(115_333.7, abs=1), "the geodesic area of research/perf-floor.md"
    length = now["derived:deepstate-mirror:front-length:ukraine:2025-11-04"].value
    assert length is not None
    assert length == pytest.approx(1_417, abs=1)


async def _all_derived(store: Store) -> list[Statistic]:
    until = Viewpoint(valid_at=end_of_day(datetime(2025, 11, 30, tzinfo=UTC).date()))
    return [item.record for item in await store.statistics(until) if item.record.derived]
