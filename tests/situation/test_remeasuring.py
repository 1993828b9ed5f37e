"""Places added after an import get the readings they would have had, without the files."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from situation.import_report import MeasureReport
from situation.importing import import_paths
from situation.model import AnyRecord, ControlReading, Place
from situation.periods import Viewpoint, end_of_day
from situation.remeasuring import AUTHOR, remeasure
from situation.store import open_sqlite
from situation.store.base import ReadingInForce
from situation.store.sqlite import SqliteStore
from situation.vocabulary import AreaStatus, ControlStatus, PlaceKind
from tests.situation.records import Clock, make_party, make_place, make_source
from tests.situation.sources.map_bytes import SHARED, box, collection, feature, polygon
from tests.situation.store.contract_terrain import make_polygon, make_terrain
from tests.situation.test_importing import EVERYTHING, FAR, FRAME, NEAR, NOW, OVER, write

OpenStore = Callable[..., Awaitable[SqliteStore]]

CAST: tuple[AnyRecord, ...] = (
    make_party("RU"),
    make_source("deepstate-mirror"),
    make_source("deepstate"),
)
HERE = make_place("here", kind=PlaceKind.CITY, lon=36.0, lat=48.5, population=70_000)
THERE = make_place("there", kind=PlaceKind.TOWN, lon=30.0, lat=50.0, population=5_000)
NEW = make_place("new", kind=PlaceKind.TOWN, lon=36.02, lat=48.52, population=9_000)


@pytest.fixture
async def make_store(tmp_path: Path) -> AsyncIterator[OpenStore]:
    opened: list[SqliteStore] = []

    async def make(*places: Place) -> SqliteStore:
        store = open_sqlite(tmp_path / f"{len(opened)}.db", clock=Clock(NOW), create=True)
        opened.append(store)
        await store.append([*CAST, *places], author="test")
        return store

    yield make
    for store in opened:
        await store.close()


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    folder = tmp_path / "maps"
    folder.mkdir()
    return folder


@pytest.fixture
def moving_maps(maps: Path) -> list[Path]:
    """Seven days of the mirror, and two answers of the other kind."""
    rings = [FAR, FAR, NEAR, OVER, OVER, NEAR, FAR]
    paths = [write(maps, day, ring) for day, ring in enumerate(rings, start=1)]
    for name, ring in (("1762300800", NEAR), ("1762387200", OVER)):
        path = maps / f"{name}.geojson"
        occupied = feature(polygon(FAR), name="Окуповано /// Occupied /// geoJSON.status.occupied")
        grey = feature(polygon(ring, box(36.5, 48, 36.6, 48.1)), name="x /// Unknown status")
        path.write_bytes(collection(occupied, grey))
        paths.append(path)
    return paths


def said(found: ReadingInForce) -> ControlReading:
    """A reading without what tells which of several equal maps it was said by."""
    at = found.reading.valid_from.replace(year=2000, month=1, day=1, hour=0)
    return msgspec.structs.replace(
        found.reading, id="r", valid_from=at, said_at=at, document=None, url=""
    )


async def by_day(
    store: SqliteStore, days: Sequence[date]
) -> list[list[tuple[ControlReading, date]]]:
    """What is said of each place on each day, and on which day it was last confirmed."""
    answers = [await store.readings(Viewpoint(valid_at=end_of_day(day))) for day in days]
    return [[(said(each), each.confirmed_at.date()) for each in found] for found in answers]


async def test_a_place_added_later_reads_as_if_it_had_been_there_from_the_start(
    make_store: OpenStore, moving_maps: list[Path]
) -> None:
    from_the_start, later = await make_store(HERE, THERE, NEW), await make_store(HERE, THERE)
    for store in (from_the_start, later):
        report = await import_paths(store, FRAME, moving_maps, clock=Clock(NOW))
        assert report.files_read == len(moving_maps)
    for path in moving_maps:
        path.unlink()
    await later.append([NEW], author="test")
    measured = await remeasure(later, FRAME)
    assert (measured.maps_measured, measured.maps_failed, measured.failed) == (9, 0, ())
    assert (measured.first_day, measured.last_day) == (date(2025, 11, 1), date(2025, 11, 7))
    days = [date(2025, 10, 31) + timedelta(days=number) for number in range(10)]
    wanted = await by_day(from_the_start, days)
    assert await by_day(later, days) == wanted
    statuses = {reading.status for day in wanted for reading, _ in day if reading.place == "new"}
    assert statuses == {
        ControlStatus.OUTSIDE, ControlStatus.CONTESTED, ControlStatus.OCCUPIED,
    }  # fmt: skip


async def test_only_the_new_place_gets_readings_and_only_once(
    make_store: OpenStore, moving_maps: list[Path]
) -> None:
    store = await make_store(HERE, THERE)
    await import_paths(store, FRAME, moving_maps, clock=Clock(NOW))
    assert (await remeasure(store, FRAME)).maps_unchanged == 9
    before = (await store.info()).revision
    await store.append([NEW], author="test")
    report = await remeasure(store, FRAME)
    history = await store.reading_history(EVERYTHING)
    added = [found for found in history if found.entry > before]
    assert {(found.record.place, found.author) for found in added} == {("new", AUTHOR)}
    assert report.readings_added == len(added) == (await store.info()).revision - before - 1
    documents = {found.record.document for found in await store.coverage(EVERYTHING)}
    assert {found.record.document for found in added} <= documents
    again = await remeasure(store, FRAME)
    assert (again.maps_unchanged, again.readings_added) == (9, 0)


async def test_what_was_known_before_does_not_change(
    make_store: OpenStore, moving_maps: list[Path], tmp_path: Path
) -> None:
    clock = Clock(NOW)
    store = open_sqlite(tmp_path / "moving.db", clock=clock, create=True)
    await store.append([*CAST, HERE], author="test")
    await import_paths(store, FRAME, moving_maps, clock=clock)
    known_at = clock.now
    clock.move(days=1)
    await store.append([NEW], author="test")
    await remeasure(store, FRAME)
    then = Viewpoint(valid_at=EVERYTHING.valid_at, known_at=known_at)
    assert {found.reading.place for found in await store.readings(then)} == {"here"}
    assert {found.reading.place for found in await store.readings(EVERYTHING)} == {"here", "new"}
    await store.close()


async def test_sources_are_chosen(make_store: OpenStore, moving_maps: list[Path]) -> None:
    store = await make_store(HERE)
    await import_paths(store, FRAME, moving_maps, clock=Clock(NOW))
    await store.append([NEW, make_source("isw")], author="test")
    report = await remeasure(store, FRAME, sources=["deepstate", "isw"])
    assert report.maps_measured == 2
    assert [item.where for item in report.failed] == ["isw"]
    assert "keeps no map" in report.failed[0].why
    found = await store.readings(EVERYTHING, places=["new"])
    assert {each.reading.source for each in found} == {"deepstate"}


async def test_a_store_without_maps(make_store: OpenStore) -> None:
    report = await remeasure(await make_store(HERE), FRAME)
    assert (report.maps_measured, report.maps_failed) == (0, 0)
    assert [item.why for item in report.failed] == [
        "the store keeps no maps (import their files first)"
    ]
    assert await remeasure(await make_store(HERE), FRAME, sources=[]) == MeasureReport()


async def test_a_map_that_is_not_whole_is_not_measured_and_costs_no_other(
    make_store: OpenStore, tmp_path: Path
) -> None:
    store = await make_store(HERE)
    whole = make_terrain(source="deepstate-mirror")
    missing = msgspec.structs.replace(whole.areas[0], polygon="polygon:0")
    partial = make_terrain(
        whole.valid_from + timedelta(days=1), "deepstate-mirror", areas=(*whole.areas, missing)
    )
    last = make_terrain(whole.valid_from + timedelta(days=2), "deepstate-mirror")
    await store.append([make_polygon(), whole, partial, last], author="test")
    report = await remeasure(store, FRAME)
    assert (report.maps_measured, report.maps_failed) == (2, 1)
    assert [(item.where, item.why) for item in report.failed] == [
        (
            "terrain:deepstate-mirror:2025-11-06",
            "the store lacks outlines of it: 1 of 2 (import its file again)",
        )
    ]
    (here,) = await store.readings(EVERYTHING)
    assert here.reading.document is None
    assert len(await store.coverage(EVERYTHING)) == 2


async def test_outlines_that_cannot_be_read_cost_only_their_map(
    make_store: OpenStore, tmp_path: Path
) -> None:
    store = await make_store(HERE)
    good, bad = make_polygon(), make_polygon(36.0)
    area = make_terrain().areas[0]
    spoilt = make_terrain(
        make_terrain().valid_from + timedelta(days=1),
        "deepstate-mirror",
        areas=(msgspec.structs.replace(area, polygon=bad.id),),
    )
    await store.append([good, bad, make_terrain(source="deepstate-mirror"), spoilt], author="test")
    with closing(sqlite3.connect(tmp_path / "0.db", isolation_level=None)) as other:
        other.execute("DROP TRIGGER entry_no_update")
        sql = "UPDATE entry SET body = json_set(body, '$.wkb', ?) WHERE id = ?"
        other.execute(sql, ("AQMAAAA=", bad.id))
    report = await remeasure(store, FRAME)
    assert (report.maps_measured, report.maps_failed) == (1, 1)
    assert "not the well-known binary" in report.failed[0].why


async def test_a_map_that_draws_nothing_is_measured(make_store: OpenStore) -> None:
    store = await make_store(HERE)
    bare = make_terrain(source="deepstate-mirror", areas=(), statuses=(AreaStatus.OCCUPIED,))
    await store.append([bare], author="test")
    assert (await remeasure(store, FRAME)).readings_added == 1
    (here,) = await store.readings(EVERYTHING)
    assert here.reading.status is ControlStatus.OUTSIDE


async def test_progress_is_told_on_the_event_loop(
    make_store: OpenStore, moving_maps: list[Path]
) -> None:
    store = await make_store(HERE)
    await import_paths(store, FRAME, moving_maps[:2], clock=Clock(NOW))
    loop = asyncio.get_running_loop()
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, name: str) -> None:
        assert asyncio.get_running_loop() is loop
        told.append((done, total, name))

    await remeasure(store, FRAME, progress=progress)
    assert told == [(1, 2, "deepstate-mirror 2025-11-01"), (2, 2, "deepstate-mirror 2025-11-02")]


REAL = SHARED / "data/deepstate-mirror"


@pytest.mark.skipif(not REAL.exists(), reason="the real maps are not on this machine")
async def test_a_city_added_after_the_real_maps(make_store: OpenStore) -> None:
    paths = sorted(REAL.glob("*.geojson"))[-12:]
    pokrovsk = make_place(
        "pokrovsk", kind=PlaceKind.CITY, lon=37.1758, lat=48.2814, population=60_127
    )
    from_the_start, later = await make_store(HERE, pokrovsk), await make_store(HERE)
    for store in (from_the_start, later):
        await import_paths(store, FRAME, paths, clock=Clock(NOW))
    await later.append([pokrovsk], author="test")
    assert (await remeasure(later, FRAME)).readings_added == len(paths)
    days = [date(2025, 10, 30) + timedelta(days=number) for number in range(12)]
    wanted = await by_day(from_the_start, days)
    assert await by_day(later, days) == wanted
    assert len({reading for day in wanted for reading, _ in day}) > 5
