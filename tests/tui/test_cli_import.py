"""`sitmon import`: what came in, what was left out, and how that ends."""

import json
import re
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.model import Source
from situation.vocabulary import SourceKind
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import run

NO_FRONT = "deepstate-mirror: no front length before its maps reach back 180 days"
MIRROR = Source(id="deepstate-mirror", name="Mirror", kind=SourceKind.MAPPING_PROJECT)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db", MIRROR)


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    folder = tmp_path / "maps"
    folder.mkdir()
    _write_map(folder, "20251103", west=37.3)
    _write_map(folder, "20251104", west=37.1758)
    return folder


def _write_map(folder: Path, day: str, *, west: float) -> Path:
    ring = [[west, 48.0], [38.5, 48.0], [38.5, 48.7], [west, 48.7], [west, 48.0]]
    area = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
            }
        ],
    }
    path = folder / f"deepstatemap_data_{day}.geojson"
    path.write_text(json.dumps(area))
    return path


def test_a_directory_of_maps(store: str, maps: Path) -> None:
    ran = run("import", str(maps), "--store", store)
    assert ran.code == ExitCode.OK
    assert ran.err == f"sitmon: {NO_FRONT}\n"
    line = r"2 files read, \d readings changed, 2 new days, 2025-11-03 to 2025-11-04, "
    assert re.fullmatch(rf"{line}2 polygons kept; 0 skipped\n", ran.out)
    again = run("--store", store, "import", str(maps))
    assert again.code == ExitCode.OK
    assert again.out.startswith("2 files read, 2 of them unchanged, 0 readings changed, 0 new days")
    status = json.loads(
        run("status", "Pokrovsk", "--store", store, "--as-of", "2025-11-04", "--json").out
    )
    mirror = next(r for r in status["readings"] if r["source"] == "deepstate-mirror")
    assert mirror["shares"]["occupied"] == pytest.approx(0.5, abs=0.005)
    assert mirror["distance_km"] == pytest.approx(0.0, abs=0.01)


def test_a_bad_file_costs_no_good_one(store: str, maps: Path) -> None:
    (maps / "deepstatemap_data_20251105.geojson").write_text("{")
    (maps / "holiday\x1b[2J.geojson").write_text("{}")
    ran = run("import", str(maps), "--store", store, "--json")
    assert ran.code == ExitCode.PARTLY
    report = json.loads(ran.out)
    assert (report["files_read"], report["files_failed"]) == (2, 1)
    assert (report["first_day"], report["last_day"]) == ("2025-11-03", "2025-11-04")
    assert "deepstatemap_data_20251105.geojson" in report["failed"][0]["where"]
    assert len(report["skipped"]) == 1
    assert report["polygons_added"] == 2
    assert len([line for line in ran.err.splitlines() if NO_FRONT not in line]) == 2
    assert "\x1b" not in ran.err


def test_nothing_usable_is_a_failure(store: str, tmp_path: Path) -> None:
    missing = run("import", str(tmp_path / "missing.geojson"), "--store", store)
    assert missing.code == ExitCode.FAILED
    assert "missing.geojson" in missing.err
    (tmp_path / "empty").mkdir()
    assert run("import", str(tmp_path / "empty"), "--store", store).code == ExitCode.FAILED
