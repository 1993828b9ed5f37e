import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, date, datetime
from math import cos, pi, sin
from pathlib import Path

import pytest

from situation import importing
from situation.import_report import ImportReport
from situation.importing import import_paths
from situation.mapframe import MapFrame
from situation.maps.wkb import polygon_rings
from situation.model import AnyRecord
from situation.periods import LATEST, Viewpoint, end_of_day
from situation.store import open_sqlite
from situation.store.base import AppendReport
from situation.store.sqlite import SqliteStore
from situation.vocabulary import AreaStatus, ControlStatus, PlaceKind
from tests.situation.records import Clock, make_party, make_place, make_source
from tests.situation.sources.map_bytes import (
    SHARED,
    box,
    collection,
    feature,
    mirror_file,
    polygon,
)

FRAME = MapFrame(centre=(36.0, 48.5), bounds=(22.0, 44.0, 40.5, 52.6), occupier="RU")
NOW = datetime(2025, 11, 10, 12, tzinfo=UTC)
EVERYTHING = Viewpoint(valid_at=LATEST)
FAR = box(38, 47, 39, 48)
NEAR = box(36, 47, 39, 50)
OVER = box(35, 47, 39, 50)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = open_sqlite(tmp_path / "s.db", clock=Clock(NOW), create=True)
    await opened.append(
        [
            make_party("RU"),
            make_source("deepstate-mirror"),
            make_source("deepstate"),
            make_place("region", kind=PlaceKind.REGION),
            make_place("here", kind=PlaceKind.CITY, lon=36.0, lat=48.5, population=70_000),
            make_place("there", kind=PlaceKind.TOWN, lon=30.0, lat=50.0, population=5_000),
        ],
        author="test",
    )
    yield opened
    await opened.close()


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    folder = tmp_path / "maps"
    folder.mkdir()
    return folder


def write(folder: Path, day: int, *rings: list[list[float]]) -> Path:
    path = folder / f"deepstatemap_data_202511{day:02}.geojson"
    path.write_bytes(mirror_file(*rings))
    return path


async def run(
    store: SqliteStore, *paths: Path, progress: Callable[[int, int, str], None] | None = None
) -> ImportReport:
    return await import_paths(store, FRAME, paths, clock=Clock(NOW), progress=progress)


async def status(store: SqliteStore, place: str, day: int) -> ControlStatus | None:
    at = Viewpoint(valid_at=end_of_day(date(2025, 11, day)))
    found = await store.readings(at, places=[place])
    return found[0].reading.status if found else None


async def test_a_directory_of_maps(store: SqliteStore, maps: Path) -> None:
    for day, ring in [(1, FAR), (2, FAR), (3, NEAR), (4, OVER)]:
        write(maps, day, ring)
    report = await run(store, maps)
    assert report == ImportReport(
        files_read=4,
        files_unchanged=0,
        readings_added=6,
        days_added=4,
        polygons_added=3,
        first_day=date(2025, 11, 1),
        last_day=date(2025, 11, 4),
    )
    assert [await status(store, "here", day) for day in range(1, 6)] == [
        ControlStatus.OUTSIDE,
        ControlStatus.OUTSIDE,
        ControlStatus.CONTESTED,
        ControlStatus.OCCUPIED,
        ControlStatus.OCCUPIED,
    ]
    (there,) = await store.readings(EVERYTHING, places=["there"])
    assert there.confirmed_at.date() == date(2025, 11, 4)
    assert (await store.info()).counts["document"] == 4


async def test_importing_again_adds_nothing(store: SqliteStore, maps: Path) -> None:
    for day, ring in [(1, FAR), (2, NEAR), (3, NEAR)]:
        write(maps, day, ring)
    await run(store, maps)
    before = (await store.info()).revision
    report = await run(store, maps)
    assert (report.files_read, report.files_unchanged) == (3, 3)
    assert (report.readings_added, report.days_added) == (0, 0)
    assert (await store.info()).revision == before


async def test_each_outline_is_kept_once_and_each_map_by_day(
    store: SqliteStore, maps: Path
) -> None:
    for day, rings in [(1, [FAR, NEAR]), (2, [FAR]), (3, [OVER, FAR])]:
        write(maps, day, *rings)
    report = await run(store, maps)
    assert report.polygons_added == 3
    counts = (await store.info()).counts
    assert (counts["polygon"], counts["terrain"]) == (3, 3)
    first, second, third = (found.record for found in await store.terrain(EVERYTHING))
    assert first.id == "terrain:deepstate-mirror:2025-11-01"
    assert (first.statuses, first.said_at.hour) == ((AreaStatus.OCCUPIED,), 3)
    assert [area.label for area in first.areas] == ["occupied area"] * 2
    assert first.areas[0] == second.areas[0] == third.areas[1]
    assert first.document == f"sha256:{hashlib.sha256(mirror_file(FAR, NEAR)).hexdigest()}"
    (far,) = await store.polygons([second.areas[0].polygon])
    ((lons, lats),) = polygon_rings(far.wkb)
    assert list(map(list, zip(lons, lats, strict=True))) == FAR


async def test_a_store_from_before_maps_were_kept_gets_them_by_importing_again(
    store: SqliteStore, maps: Path, tmp_path: Path
) -> None:
    write(maps, 1, FAR)
    write(maps, 2, NEAR)
    await run(store, maps)
    older = open_sqlite(tmp_path / "older.db", clock=Clock(NOW), create=True)
    await older.append([found.record for found in await store.parties()], author="test")
    await older.append([found.record for found in await store.sources()], author="test")
    await older.append([found.record for found in await store.places()], author="test")
    history, coverage = await store.reading_history(EVERYTHING), await store.coverage(EVERYTHING)
    await older.append([found.record for found in history], author="test")
    await older.append([found.record for found in coverage], author="test")
    report = await run(older, maps)
    assert (report.readings_added, report.days_added, report.polygons_added) == (0, 0, 2)
    assert report.files_unchanged == 0
    wanted = [found.record for found in await store.terrain(EVERYTHING)]
    assert [found.record for found in await older.terrain(EVERYTHING)] == wanted
    assert (await run(older, maps)).files_unchanged == 2
    await older.close()


async def test_a_corrected_map_is_a_new_version_of_its_day(store: SqliteStore, maps: Path) -> None:
    await run(store, write(maps, 1, FAR))
    before = await store.terrain(EVERYTHING)
    report = await run(store, write(maps, 1, NEAR, FAR))
    assert report.polygons_added == 1
    (after,) = await store.terrain(EVERYTHING)
    assert after.record.id == before[0].record.id
    assert after.record.areas[1:] == before[0].record.areas


async def test_a_file_that_is_refused_leaves_no_map(store: SqliteStore, maps: Path) -> None:
    write(maps, 1, FAR)
    write(maps, 2, FAR).write_bytes(b"<html>")
    await run(store, maps)
    assert len(await store.terrain(EVERYTHING)) == 1


async def test_a_polygon_with_a_hole_keeps_it(store: SqliteStore, maps: Path) -> None:
    path = maps / "deepstatemap_data_20251101.geojson"
    hole = box(38.2, 47.2, 38.4, 47.4)
    path.write_bytes(collection(feature(polygon(FAR, hole))))
    await run(store, path)
    (terrain,) = await store.terrain(EVERYTHING)
    (kept,) = await store.polygons([terrain.record.areas[0].polygon])
    assert [len(lons) for lons, _ in polygon_rings(kept.wkb)] == [5, 5]


async def test_long_outlines_are_appended_before_the_batch_is_full(
    store: SqliteStore, maps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_BYTES", 50)
    appended: list[int] = []
    append = store.append

    async def counted(records: Iterable[AnyRecord], *, author: str) -> AppendReport:
        report = await append(records, author=author)
        appended.append(report.appended)
        return report

    monkeypatch.setattr(store, "append", counted)
    await run(store, *(write(maps, day, ring) for day, ring in ((1, FAR), (2, NEAR), (3, OVER))))
    assert len(appended) == 3


async def test_an_earlier_map_does_not_change_later_days(store: SqliteStore, maps: Path) -> None:
    await run(store, write(maps, 1, FAR), write(maps, 4, FAR))
    report = await run(store, write(maps, 2, OVER))
    # The edge came nearer to "there" as well: day 2 is said of both, and day 4 again of both.
    assert (report.readings_added, report.days_added) == (4, 1)
    assert [await status(store, "here", day) for day in (1, 2, 3, 4)] == [
        ControlStatus.OUTSIDE,
        ControlStatus.OCCUPIED,
        ControlStatus.OCCUPIED,
        ControlStatus.OUTSIDE,
    ]


async def test_a_corrected_day_gives_new_versions(store: SqliteStore, maps: Path) -> None:
    await run(store, write(maps, 1, FAR))
    report = await run(store, write(maps, 1, NEAR))
    assert (report.files_unchanged, report.readings_added, report.days_added) == (0, 2, 0)
    assert await status(store, "here", 1) is ControlStatus.CONTESTED
    history = await store.reading_history(EVERYTHING, places=["here"])
    assert len(history) == 1


async def test_a_place_that_came_later_is_measured_on_old_days(
    store: SqliteStore, maps: Path
) -> None:
    write(maps, 1, FAR)
    write(maps, 2, FAR)
    await run(store, maps)
    new = make_place("new", kind=PlaceKind.VILLAGE, lon=38.5, lat=47.5)
    await store.append([new], author="test")
    report = await run(store, maps)
    assert (report.readings_added, report.days_added) == (2, 0)
    (reading,) = await store.readings(EVERYTHING, places=["new"])
    assert reading.reading.status is ControlStatus.OCCUPIED
    assert reading.confirmed_at.date() == date(2025, 11, 2)
    assert (await run(store, maps)).files_unchanged == 2


async def test_bad_files_are_listed_and_cost_no_others(store: SqliteStore, maps: Path) -> None:
    write(maps, 1, FAR)
    write(maps, 2, FAR).write_bytes(b"<html>")
    write(maps, 3, [[lat, lon] for lon, lat in FAR])
    write(maps, 30, FAR)
    (maps / "roads.geojson").write_bytes(b"{}")
    (maps / "notes.txt").write_text("ignored", "utf-8")
    (maps / "deepstatemap_data_20251104.geojson").mkdir()
    missing = maps / "nowhere.geojson"
    report = await run(store, maps, missing)
    assert (report.files_read, report.files_failed) == (1, 4)
    assert [Path(one.where).name for one in report.failed] == [
        "nowhere.geojson",
        "deepstatemap_data_20251102.geojson",
        "deepstatemap_data_20251103.geojson",
        "deepstatemap_data_20251130.geojson",
    ]
    assert [Path(one.where).name for one in report.skipped] == ["roads.geojson"]
    assert await status(store, "here", 1) is ControlStatus.OUTSIDE


async def test_two_files_of_one_day(store: SqliteStore, maps: Path) -> None:
    for name in ("a", "b", "c"):
        (maps / name).mkdir()
    write(maps / "a", 1, FAR)
    write(maps / "b", 1, FAR)
    write(maps / "c", 1, NEAR)
    report = await run(store, maps)
    assert report.files_read == 1
    assert [Path(one.where).parent.name for one in report.skipped] == ["b"]
    assert [Path(one.where).parent.name for one in report.failed] == ["c"]
    assert await status(store, "here", 1) is ControlStatus.OUTSIDE


async def test_an_answer_and_what_it_leaves_out(store: SqliteStore, maps: Path) -> None:
    path = maps / "1762300800.geojson"
    path.write_bytes(
        collection(
            feature(polygon(FAR), name="Окуповано /// Occupied /// geoJSON.status.occupied"),
            feature(polygon(NEAR), name="x /// Unknown status /// geoJSON.status.unknown"),
            feature(polygon(NEAR), name="x /// A new word", fill="#00ff00"),
            feature({"type": "Point", "coordinates": [36, 48]}, name="a unit"),
        )
    )
    report = await run(store, path)
    assert [one.why for one in report.skipped] == [
        "unknown status “A new word” (#00ff00)",
        "points ignored: 1",
    ]
    (found,) = await store.readings(EVERYTHING, places=["here"], sources=["deepstate"])
    assert found.reading.label == "partly grey zone (“Unknown status”)"
    assert found.reading.shares is not None
    assert found.reading.shares.liberated == 0.0


async def test_a_source_the_store_does_not_know(tmp_path: Path, maps: Path) -> None:
    path = write(maps, 1, FAR)
    empty = open_sqlite(tmp_path / "empty.db", clock=Clock(NOW), create=True)
    report = await run(empty, path)
    await empty.close()
    assert report.files_failed == 1
    assert "no source “deepstate-mirror”" in report.failed[0].why


async def test_repaired_rings_are_counted(store: SqliteStore, maps: Path) -> None:
    bow_tie = [[35.0, 47.0], [37.0, 49.0], [37.0, 47.0], [35.0, 49.0], [35.0, 47.0]]
    assert (await run(store, write(maps, 1, bow_tie))).repaired == 1


async def test_an_outline_of_many_corners_costs_no_other_map(
    store: SqliteStore, maps: Path
) -> None:
    corners = 50_000
    turn = 2 * pi / corners
    ring = [[36 + cos(turn * n), 48.5 + sin(turn * n)] for n in range(corners)]
    write(maps, 1, [*ring, ring[0]])
    write(maps, 2, FAR)
    report = await run(store, maps)
    assert (report.files_read, report.polygons_added, report.skipped) == (2, 2, ())
    first, _ = await store.terrain(EVERYTHING)
    (kept,) = await store.polygons([first.record.areas[0].polygon])
    ((lons, _),) = polygon_rings(kept.wkb)
    assert len(lons) == corners + 1


async def test_progress_is_told_on_the_event_loop(store: SqliteStore, maps: Path) -> None:
    loop = asyncio.get_running_loop()
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, name: str) -> None:
        assert asyncio.get_running_loop() is loop
        told.append((done, total, name))

    paths = [write(maps, day, FAR) for day in (1, 2)]
    await run(store, *paths, progress=progress)
    assert told == [(1, 2, paths[0].name), (2, 2, paths[1].name)]


async def test_more_files_than_one_batch(store: SqliteStore, maps: Path) -> None:
    for month in (9, 10):
        for day in range(1, 31):
            path = maps / f"deepstatemap_data_2025{month:02}{day:02}.geojson"
            path.write_bytes(mirror_file(FAR if day % 2 else NEAR))
    report = await run(store, maps)
    assert (report.files_read, report.days_added) == (60, 60)
    assert report.readings_added == 2 * 60


async def test_nothing_to_import(store: SqliteStore, maps: Path) -> None:
    assert await run(store, maps) == ImportReport()
    assert await run(store) == ImportReport()


REAL = SHARED / "data/deepstate-mirror"


@pytest.mark.skipif(not REAL.exists(), reason="the real maps are not on this machine")
async def test_real_maps_twice(store: SqliteStore) -> None:
    paths = sorted(REAL.glob("*.geojson"))[-10:]
    report = await run(store, *paths)
    assert (report.files_read, report.files_failed, report.repaired) == (10, 0, 0)
    assert report.last_day == date(2025, 11, 10)
    assert (await run(store, *paths)).files_unchanged == 10
