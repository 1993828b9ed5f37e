"""Which map of which day a scene shows, with what on it, at which two times."""

from collections.abc import AsyncIterator, Collection
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from pyproj import Geod, Transformer

from situation.maps import sheets
from situation.maps.scene import MapCity, MapMode, MapRequest, MapSheet
from situation.maps.shelf import Shelf
from situation.maps.wkb import polygon_id
from situation.measures import Sectors
from situation.store import open_store
from situation.store.base import Store
from situation.terrain_records import Polygon
from situation.vocabulary import AreaStatus, ControlStatus, PlaceKind
from tests.situation.maps.map_world import (
    CAST,
    EAST,
    FRAME,
    GREY,
    MAPS,
    SALIENT,
    SECTORS,
    at,
    beginning,
    days,
    scene_of,
    square,
    terrain,
)
from tests.situation.records import Clock, make_place, make_reading

SPLIT = MapMode.SPLIT
DIFFERENCE = MapMode.DIFFERENCE


@pytest.fixture
def clock() -> Clock:
    return Clock(days(20))


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    store = open_store(tmp_path / "s.db", clock=clock, create=True)
    await store.append((*CAST, *MAPS), author="test")
    yield store
    await store.close()


def sectors_of(city: MapCity) -> Sectors | None:
    return city.measured.sectors if city.measured else None


def days_of(sheets: tuple[MapSheet, ...]) -> list[tuple[str, int]]:
    return [(sheet.source.id, (sheet.valid_from - days(0)).days) for sheet in sheets]


async def test_without_a_wish_the_newest_map_is_shown(store: Store) -> None:
    scene = await scene_of(store, at(0))
    (sheet,) = scene.sheets
    assert days_of(scene.sheets) == [("map", 0)]
    assert (sheet.wanted, sheet.statuses) == (at(0).valid_at, (AreaStatus.OCCUPIED,))
    (area,) = sheet.areas
    # Two polygons that overlap stay two: what lies in both is covered, not left blank.
    assert (area.status, [len(rings) for rings in area.polygons]) == (AreaStatus.OCCUPIED, [1, 1])
    assert [source.id for source in scene.choices] == ["map", "other"]
    assert (scene.missing, scene.change) == ("", None)


async def test_a_day_without_a_map_shows_the_one_before_and_says_which(store: Store) -> None:
    for number, shown in ((3, 0), (-1, -10)):
        scene = await scene_of(store, at(number), MapRequest(source="map"))
        assert days_of(scene.sheets) == [("map", shown)]
        assert scene.sheets[0].wanted == at(number).valid_at


async def test_a_map_counts_from_the_first_moment_of_its_day(store: Store) -> None:
    assert days_of((await scene_of(store, beginning(0))).sheets) == [("map", 0)]


async def test_before_its_first_day_a_map_is_missing_and_the_day_is_named(store: Store) -> None:
    scene = await scene_of(store, at(-5), MapRequest(source="other"))
    assert scene.sheets == ()
    assert "The other map has no map for 31 Oct 2025" in scene.missing
    assert "2 Nov 2025" in scene.missing
    assert [source.id for source in scene.choices] == ["map"]
    assert "26 Oct 2025" in (await scene_of(store, at(-30))).missing


async def test_a_store_without_maps_says_how_to_load_them(tmp_path: Path, clock: Clock) -> None:
    store = open_store(tmp_path / "empty.db", clock=clock, create=True)
    await store.append(CAST, author="test")
    scene = await scene_of(store, at(0))
    assert (scene.sheets, scene.choices) == ((), ())
    assert "sitmon import" in scene.missing
    # The rose of a fresh reading is there all the same.
    measured = {city.place.id: city.measured for city in scene.cities}["pokrovsk"]
    assert measured is not None
    assert (measured.sectors, measured.source.id, measured.day) == (SECTORS, "map", days(0))
    assert all(city.measured is None for city in (await scene_of(store, at(60))).cities)
    await store.close()


async def test_what_was_recorded_later_never_shows(store: Store, clock: Clock) -> None:
    before = clock.now
    clock.move(days=1)
    await store.append(
        [
            terrain(days(1), EAST, SALIENT, GREY),
            terrain(days(0), EAST, GREY),
            terrain(days(-20), EAST, source="other"),
            make_reading("late", source="map", valid_from=days(1), said_at=days(1)),
        ],
        author="test",
    )
    now = await scene_of(store, at(2))
    assert days_of(now.sheets) == [("map", 1)]
    then = await scene_of(store, at(2, known_at=before))
    assert days_of(then.sheets) == [("map", 0)]
    assert len(then.sheets[0].areas[0].polygons) == 2
    pokrovsk = next(city for city in then.cities if city.place.id == "pokrovsk")
    assert sectors_of(pokrovsk) == SECTORS
    # The map of the day itself is the version that was known.
    newer = await scene_of(store, at(0))
    older = await scene_of(store, at(0, known_at=before))
    assert newer.sheets[0].areas != older.sheets[0].areas
    missing = await scene_of(store, at(-5, known_at=before), MapRequest(source="other"))
    assert "2 Nov 2025" in missing.missing
    nothing = await scene_of(store, at(0, known_at=days(1)))
    assert "there was no map in this store at 2025-11-06" in nothing.missing


async def test_each_status_is_one_area(store: Store) -> None:
    scene = await scene_of(store, at(0), MapRequest(source="other"))
    statuses = [area.status for area in scene.sheets[0].areas]
    assert statuses == [AreaStatus.OCCUPIED, AreaStatus.CONTESTED]


async def test_cities_stand_where_they_are_with_what_is_said(store: Store) -> None:
    scene = await scene_of(store, at(0))
    assert [city.place.id for city in scene.cities] == ["kyiv", "pokrovsk", "bakhmut"]
    kyiv, pokrovsk, bakhmut = scene.cities
    reference = Transformer.from_crs(
        "EPSG:4326", "+proj=laea +lon_0=37 +lat_0=48 +datum=WGS84 +units=m", always_xy=True
    )
    assert (pokrovsk.x, pokrovsk.y) == pytest.approx(reference.transform(37.4, 48.0), abs=1)
    assert (pokrovsk.status, sectors_of(pokrovsk)) == (ControlStatus.CONTESTED, SECTORS)
    assert pokrovsk.radius == 2_500
    assert (bakhmut.status, bakhmut.radius) == (ControlStatus.UNKNOWN, 500)
    assert kyiv.radius == 15_000
    west, south, east, north = scene.bounds
    assert west < kyiv.x < pokrovsk.x < east
    assert south < pokrovsk.y < kyiv.y < north


async def test_the_places_of_unknown_size_come_after_those_of_nobody(store: Store) -> None:
    left = make_place("marinka", name="Marinka", lat=47.9, lon=37.5, population=0)
    unknown = make_place("a-city", name="A city", lat=47.8, lon=37.5)
    await store.append([left, unknown], author="test")
    cities = (await scene_of(store, at(0))).cities
    assert [city.place.id for city in cities[2:]] == ["marinka", "a-city", "bakhmut"]


async def test_sectors_are_those_of_the_map_that_is_drawn(store: Store) -> None:
    scene = await scene_of(store, at(0), MapRequest(source="other"))
    assert all(city.measured is None for city in scene.cities)


async def test_regions_have_borders(store: Store) -> None:
    scene = await scene_of(store, at(0))
    assert [[len(ring.xs) for ring in rings] for rings in scene.borders] == [[5]]
    assert scene.is_outlined


async def test_a_region_without_an_outline_leaves_open_what_is_mapped(store: Store) -> None:
    bare = make_place("other-oblast", name="Other oblast", kind=PlaceKind.REGION)
    await store.append([bare], author="test")
    assert (await scene_of(store, at(0))).is_outlined, "nothing lies in it"
    city = make_place("uman", name="Uman", parent="other-oblast", lat=48.1, lon=37.1)
    await store.append([city], author="test")
    assert not (await scene_of(store, at(0))).is_outlined


async def test_a_map_of_too_many_polygons_says_how_many_are_not_drawn(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_RINGS", 1)
    scene = await scene_of(store, at(0), MapRequest(source="map"))
    assert [len(area.polygons) for area in scene.sheets[0].areas] == [1]
    assert scene.missing == (
        "1 of the 2 areas of The map's map of 5 Nov 2025 are not drawn: they are too many"
    )


async def test_two_sources_or_two_days_stand_side_by_side(store: Store) -> None:
    sources = MapRequest(mode=SPLIT, source="map", other_source="other")
    assert days_of((await scene_of(store, at(0), sources)).sheets) == [("map", 0), ("other", -3)]
    two_days = MapRequest(mode=SPLIT, source="map", earlier=timedelta(days=5))
    scene = await scene_of(store, at(0), two_days)
    assert days_of(scene.sheets) == [("map", 0), ("map", -10)]
    assert scene.sheets[1].wanted == at(-5).valid_at
    assert scene.change is None


async def test_beside_an_earlier_map_stands_what_was_said_of_a_city_then(
    store: Store, clock: Clock
) -> None:
    before = clock.now
    clock.move(days=1)
    held = make_reading(
        "then", source="other", status=ControlStatus.HELD, valid_from=days(-6), said_at=days(-6)
    )
    await store.append([held], author="test")
    request = MapRequest(mode=SPLIT, source="map", earlier=timedelta(days=5))

    def statuses(cities: tuple[MapCity, ...]) -> dict[str, ControlStatus]:
        return {city.place.id: city.status for city in cities}

    scene = await scene_of(store, at(0), request)
    assert scene.cities_on(0) == scene.cities
    assert statuses(scene.cities)["pokrovsk"] is ControlStatus.CONTESTED
    assert statuses(scene.cities_on(1))["pokrovsk"] is ControlStatus.HELD
    assert statuses(scene.cities_on(1))["bakhmut"] is ControlStatus.UNKNOWN
    unheard = (await scene_of(store, at(0, known_at=before), request)).cities_on(1)
    assert statuses(unheard)["pokrovsk"] is ControlStatus.UNKNOWN


async def test_a_second_map_that_is_missing_leaves_the_first(store: Store) -> None:
    request = MapRequest(mode=SPLIT, source="map", other_source="other", earlier=timedelta(days=9))
    scene = await scene_of(store, at(0), request)
    assert days_of(scene.sheets) == [("map", 0)]
    assert "2 Nov 2025" in scene.missing


async def test_what_changed_hands_is_measured(store: Store) -> None:
    request = MapRequest(mode=DIFFERENCE, source="map", earlier=timedelta(days=5))
    change = (await scene_of(store, at(0), request)).change
    assert change is not None
    # The salient but for its third that lies in what was occupied before.
    lons, lats = (37.3, 37.5, 37.5, 37.3), (47.9, 47.9, 48.1, 48.1)
    metres2, _ = Geod(ellps="WGS84").polygon_area_perimeter(lons, lats)
    assert change.newly_occupied_km2 == pytest.approx(metres2 / 1e6, rel=0.002)
    assert change.no_longer_occupied_km2 == 0


async def test_from_wherever_one_looks_the_other_map_is_the_earlier_one(store: Store) -> None:
    request = MapRequest(mode=DIFFERENCE, source="map", earlier=timedelta(days=5))
    assert days_of((await scene_of(store, at(2), request)).sheets) == [("map", 0), ("map", -10)]
    await store.append([terrain(days(-20), EAST, SALIENT)], author="test")
    scene = await scene_of(store, at(-8), request)
    assert days_of(scene.sheets) == [("map", -10), ("map", -20)]
    assert scene.change is not None
    assert scene.change.newly_occupied_km2 == 0
    assert scene.change.no_longer_occupied_km2 > 0


@pytest.mark.parametrize("mode", [SPLIT, DIFFERENCE])
async def test_a_map_is_not_compared_with_itself(store: Store, mode: MapMode) -> None:
    request = MapRequest(mode=mode, source="map", earlier=timedelta(days=5))
    scene = await scene_of(store, at(-2), request)
    assert days_of(scene.sheets) == [("map", -10)]
    assert scene.change is None
    assert scene.missing == (
        "The map has no other map from 29 Oct to 3 Nov 2025: go to other days, "
        "or import more map files"
    )


async def test_a_polygon_that_cannot_be_drawn_costs_no_other(store: Store) -> None:
    across = square(-179, 10, 179, 20)
    damaged = Polygon(id=polygon_id(b"no polygon"), wkb=b"no polygon")
    lost = Polygon(id=polygon_id(b"lost"), wkb=b"lost")
    await store.append([across, damaged, terrain(days(1), EAST, across, damaged, lost)], author="t")
    scene = await scene_of(store, at(1))
    assert len(scene.sheets[0].areas[0].polygons) == 1
    assert "3 of the 4 areas of The map's map of 6 Nov 2025 cannot be drawn" in scene.missing


class CountingStore:
    """A store that notes which polygons it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[set[str]] = []

    async def polygons(self, ids: Collection[str]) -> tuple[Polygon, ...]:
        self.asked.append(set(ids))
        return await self._store.polygons(ids)

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


async def test_a_step_of_a_day_reads_only_the_polygons_that_changed(store: Store) -> None:
    counting, shelf = CountingStore(store), Shelf(FRAME)
    for number in (-1, 0, -1, 0):
        request = MapRequest(source="map")
        await scene_of(cast("Store", counting), at(number), request, shelf=shelf)
    assert len(counting.asked) == 2
    assert counting.asked[1] == {SALIENT.id}


async def test_a_full_shelf_forgets_what_was_used_longest_ago(store: Store) -> None:
    counting, shelf = CountingStore(store), Shelf(FRAME, vertices=12)
    for polygon in (EAST, SALIENT, EAST, GREY, EAST, SALIENT):
        assert set(await shelf.take(cast("Store", counting), [polygon.id])) == {polygon.id}
    assert counting.asked == [{EAST.id}, {SALIENT.id}, {GREY.id}, {SALIENT.id}]
