"""`sitmon measure`: readings of places that were added after an import."""

import asyncio
import json
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.model import AnyRecord, Place, Source
from situation.store import open_store
from situation.vocabulary import PlaceKind, SourceKind
from tests.situation.reports.samples import filled_store
from tests.situation.sources.map_bytes import box, mirror_file
from tests.situation.store.contract_terrain import make_terrain
from tests.tui.consoles import run

MIRROR = Source(id="deepstate-mirror", name="The mirror", kind=SourceKind.MAPPING_PROJECT)
NEW = Place(
    id="hryshyne", name="Hryshyne", kind=PlaceKind.VILLAGE, country="UA", lon=37.08, lat=48.34
)


def append(store: str, *records: AnyRecord) -> None:
    async def work() -> None:
        opened = open_store(store)
        await opened.append(records, author="test")
        await opened.close()

    asyncio.run(work())


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = filled_store(tmp_path / "s.db", MIRROR)
    for day, west in (("20251103", 37.3), ("20251104", 37.0)):
        file = tmp_path / f"deepstatemap_data_{day}.geojson"
        file.write_bytes(mirror_file(box(west, 48.0, 38.5, 48.7)))
        assert run("import", str(file), "--store", path).code == ExitCode.OK
        file.unlink()
    return path


def test_a_place_added_after_the_import(store: str) -> None:
    append(store, NEW)
    ran = run("measure", "--store", store)
    assert ran.code == ExitCode.OK
    assert "no front length before its maps reach back 180 days" in ran.err
    assert ran.out == "2 maps measured, 2 readings added, 2025-11-03 to 2025-11-04; 0 failed\n"
    again = run("--store", store, "measure", "the mirror")
    assert again.out.startswith("2 maps measured, 2 of them unchanged, 0 readings added, ")
    words = ("status", "Hryshyne", "--store", store, "--as-of", "2025-11-04", "--json")
    (reading,) = json.loads(run(*words).out)["readings"]
    assert (reading["source"], reading["status"]) == ("deepstate-mirror", "occupied")


def test_a_map_that_is_not_whole(store: str) -> None:
    append(store, make_terrain(source="deepstate-mirror"))
    ran = run("measure", "--store", store, "--json")
    assert ran.code == ExitCode.PARTLY
    report = json.loads(ran.out)
    assert (report["maps_measured"], report["maps_failed"]) == (2, 1)
    assert report["failed"][0]["where"] == "terrain:deepstate-mirror:2025-11-05"
    assert (report["first_day"], report["last_day"]) == ("2025-11-03", "2025-11-04")
    assert (
        "sitmon: terrain:deepstate-mirror:2025-11-05: the store lacks outlines of it: 1 of 1"
    ) in ran.err


def test_nothing_to_measure(tmp_path: Path, store: str) -> None:
    empty = filled_store(tmp_path / "empty.db", MIRROR)
    ran = run("measure", "--store", empty)
    assert ran.code == ExitCode.FAILED
    assert ran.out == "0 maps measured, 0 readings added; 0 failed\n"
    assert "keeps no maps" in ran.err
    named = run("measure", "deepstate-mirror", "--store", empty)
    assert named.code == ExitCode.FAILED
    assert "deepstate-mirror: the store keeps no map of it" in named.err


def test_a_source_that_nobody_knows(store: str) -> None:
    ran = run("measure", "deepstat-mirror", "--store", store)
    assert ran.code == ExitCode.USAGE
    assert "did you mean deepstate-mirror" in ran.err


def test_help_fits_a_terminal() -> None:
    ran = run("measure", "--help")
    assert ran.code == ExitCode.OK
    assert "sitmon measure deepstate-mirror" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
