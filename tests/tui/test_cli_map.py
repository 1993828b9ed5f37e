"""`sitmon map`: the map in text, and its facts."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.maps.wkb import polygon_id, polygon_wkb
from situation.model import AnyRecord
from situation.terrain_records import MapArea, Polygon, Terrain
from situation.vocabulary import AreaStatus
from tests.situation.records import make_source
from tests.situation.reports.samples import DAY, filled_store
from tests.tui.consoles import run

ROOT = Path(__file__).parents[2]


def square(west: float, south: float, east: float, north: float) -> Polygon:
    wkb = polygon_wkb([[(west, south), (east, south), (east, north), (west, north)]])
    return Polygon(id=polygon_id(wkb), wkb=wkb)


SOUTH = square(37.1, 48.1, 37.3, 48.26)
COLUMN = square(37.165, 48.25, 37.18, 48.275)
GREY = square(37.19, 48.25, 37.22, 48.3)


def terrain(days: int, source: str, areas: dict[Polygon, AreaStatus]) -> Terrain:
    day = DAY - timedelta(days=days)
    return Terrain(
        id=f"terrain:{source}:{day:%Y-%m-%d}",
        source=source,
        valid_from=day,
        said_at=day,
        statuses=tuple(sorted(set(areas.values()))),
        areas=tuple(MapArea(polygon=item.id, status=status) for item, status in areas.items()),
    )


OCCUPIED, CONTESTED = AreaStatus.OCCUPIED, AreaStatus.CONTESTED
MAPS: tuple[AnyRecord, ...] = (
    make_source("second", name="The second map", terms="ask first", credit="Its makers"),
    SOUTH,
    COLUMN,
    GREY,
    terrain(20, "map", {SOUTH: OCCUPIED}),
    terrain(1, "map", {SOUTH: OCCUPIED, COLUMN: OCCUPIED}),
    terrain(3, "second", {SOUTH: OCCUPIED, GREY: CONTESTED}),
)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db", *MAPS)


def test_the_map_of_a_city_with_all_that_a_reader_needs(store: str) -> None:
    ran = run("map", "Pokrovsk", "--store", store)
    assert ran.code == ExitCode.OK
    assert ran.out.startswith("Pokrovsk  as of Wed 5 Nov 2025\n")
    assert "The map, map of 4 Nov 2025, 1 day older than asked" in ran.out
    assert "◐C! Pokrovsk" in ran.out
    assert "⣿ occupied · blank outside the areas that the map draws" in ran.out
    assert "not drawn by this map: grey zone, liberated" in ran.out
    assert "| 2 km · north is up" in ran.out
    assert "The map: permission" in ran.out
    assert "● occupied or held by the side" in ran.err


def test_the_legend_tells_what_is_drawn_and_nothing_else(store: str) -> None:
    near = run("map", "Pokrovsk", "--store", store, "--half-width", "0.5").out
    assert "not mapped" not in near
    assert "grey zone" not in near.replace("not drawn by this map: grey zone, liberated", "")
    second = run("map", "Pokrovsk", "--store", store, "--source", "second").out
    assert "grey zone" in second
    assert "contested ·" not in second
    whole = run("map", "--store", store).out
    assert "╱ not mapped here" in whole
    assert "circle disc" not in whole
    assert "circle disc that shares are measured on" in run("map", "Pokrovsk", "--store", store).out


def test_a_city_is_shown_with_the_whole_of_its_disc(store: str) -> None:
    def half_width(*options: str) -> float:
        words = ("map", "Pokrovsk", "--store", store, "--json", *options)
        return float(json.loads(run(*words).out)["window"]["half_width_km"])

    assert half_width() == pytest.approx(5)
    assert half_width("--height", "10") == pytest.approx(10, rel=0.01)
    assert half_width("--height", "10", "--half-width", "5") == pytest.approx(5)


def test_the_size_asked_for_is_the_size_of_the_map(store: str) -> None:
    words = ("map", "Pokrovsk", "--store", store, "--source", "map")
    ran = run(*words, "--width", "30", "--height", "9", "--half-width", "3")
    lines = ran.out.splitlines()
    body = lines[3 : lines.index(next(line for line in lines if " occupied" in line))]
    assert len(body) == 9
    assert max(map(len, body)) <= 30
    facts = json.loads(run(*words, "--half-width", "3", "--width", "30", "--json").out)
    assert facts["window"] == {
        "lat": 48.282,
        "lon": 37.1758,
        "half_width_km": pytest.approx(3),
        "columns": 30,
        "rows": 20,
    }


def test_letters_are_drawn_where_there_is_no_utf_8_and_on_demand(store: str) -> None:
    plain = run("map", "Pokrovsk", "--store", store, "--source", "second", encoding="ascii")
    assert plain.code == ExitCode.OK
    assert plain.out.isascii()
    assert "RRRRRRRR" in plain.out
    assert "CCC" in plain.out
    asked = run("map", "Pokrovsk", "--store", store, "--letters")
    assert "RRRRRRRR" in asked.out
    refused = run("map", "Pokrovsk", "--store", store, "--braille", encoding="ascii")
    assert refused.code == ExitCode.USAGE
    assert "--letters" in refused.err


def test_the_facts_of_a_map(store: str) -> None:
    facts = json.loads(run("map", "Pokrovsk", "--store", store, "--json").out)
    assert facts["place"]["id"] == "pokrovsk"
    assert facts["as_of"] == "2025-11-05T23:59:59.999999Z"
    (sheet,) = facts["maps"]
    assert (sheet["source"], sheet["valid_from"]) == ("map", "2025-11-04T00:00:00Z")
    assert (sheet["wanted"], sheet["days_older"]) == (facts["as_of"], 1)
    assert (sheet["statuses"], sheet["polygons"]) == (["occupied"], {"occupied": 2})
    assert [(city["id"], city["status"]) for city in facts["cities"]] == [("pokrovsk", "contested")]
    assert facts["bounds"] == {"west": 22, "south": 44, "east": 40.5, "north": 52.6}
    assert facts["sources"] == ["map", "second"]
    assert (facts["change"], facts["change_in_window"], facts["missing"]) == (None, None, None)


def test_without_a_city_the_whole_situation_is_drawn(store: str) -> None:
    ran = run("map", "--store", store)
    assert ran.out.startswith("Ukraine  as of")
    facts = json.loads(run("map", "--store", store, "--json").out)
    assert facts["place"] is None
    assert facts["window"]["half_width_km"] > 500
    assert {city["id"] for city in facts["cities"]} == {"pokrovsk", "bakhmut"}
    first_city = json.loads(run("map", "--half-width", "20", "--store", store, "--json").out)
    assert first_city["place"]["id"] == "pokrovsk"


def test_what_changed_hands(store: str) -> None:
    words = ("map", "Pokrovsk", "--store", store, "--since", "2025-10-20")
    ran = run(*words)
    assert "against The map, map of 16 Oct 2025, 4 days older than asked" in ran.out
    facts = json.loads(run(*words, "--json").out)
    change, in_window = facts["change"], facts["change_in_window"]
    assert in_window["newly_occupied_km2"] == pytest.approx(change["newly_occupied_km2"], rel=0.02)
    assert in_window["no_longer_occupied_km2"] == 0
    # The part of the column north of what was occupied before: 0.015° by 0.015°.
    assert change["newly_occupied_km2"] == pytest.approx(1.113 * 1.668, rel=0.01)
    assert change["no_longer_occupied_km2"] == 0
    assert "1.9 km² newly occupied, 0.0 km² no longer (whole map)" in ran.out
    assert "1.9 km² newly occupied, 0.0 km² no longer (drawn here, about)" in ran.out
    near = run(*words, "--half-width", "1").out
    assert "1.9 km² newly occupied, 0.0 km² no longer (whole map)" in near
    assert "0.0 km² newly occupied, 0.0 km² no longer (drawn here, about)" in near
    everywhere = run("map", "--store", store, "--since", "2025-10-20")
    assert "drawn here" not in everywhere.out


def test_a_map_is_not_compared_with_itself(store: str) -> None:
    words = ("map", "Pokrovsk", "--store", store, "--since", "2025-11-04")
    ran = run(*words)
    assert ran.code == ExitCode.OK
    assert "The map has no other map from 4 Nov to 5 Nov 2025" in ran.out
    assert "newly occupied" not in ran.out
    facts = json.loads(run(*words, "--json").out)
    assert (facts["change"], facts["change_in_window"]) == (None, None)
    assert "no other map" in facts["missing"]


def test_two_sources_stand_one_below_the_other(store: str) -> None:
    ran = run("map", "Pokrovsk", "--store", store, "--beside", "The second map")
    first, second = ran.out.index("The map, map of"), ran.out.index("The second map, map of 2 Nov")
    assert first < second
    assert "ask first · Its makers" in ran.out
    facts = json.loads(run("map", "--store", store, "--beside", "second", "--json").out)
    assert [sheet["source"] for sheet in facts["maps"]] == ["map", "second"]
    same = run("map", "Pokrovsk", "--store", store, "--source", "map", "--beside", "The map")
    assert "both maps asked for are the one of The map: name another source" in same.out


def test_what_was_recorded_later_is_not_on_the_map(store: str) -> None:
    words = ("--store", store, "--known-at", "2026-01-01")
    ran = run("map", *words, "--json")
    facts = json.loads(ran.out)
    assert (facts["maps"], facts["cities"]) == ([], [])
    assert "there was no map in this store at 2026-01-01" in facts["missing"]


def test_without_maps_the_cities_are_drawn_and_the_import_is_named(tmp_path: Path) -> None:
    ran = run("map", "Pokrovsk", "--store", filled_store(tmp_path / "none.db"))
    assert ran.code == ExitCode.OK
    assert "◐C! Pokrovsk" in ran.out
    assert "sitmon import" in ran.out


def test_without_maps_nothing_is_mapped(tmp_path: Path) -> None:
    whole = run("map", "--store", filled_store(tmp_path / "none.db")).out
    assert "blank not mapped here · " in whole
    assert "╱ not mapped here" in whole


def test_without_maps_the_sectors_are_drawn_and_whose_they_are(tmp_path: Path) -> None:
    none = filled_store(tmp_path / "none.db")
    ran = run("map", "Pokrovsk", "--store", none)
    assert "░▒▓█ occupied part of a sector, in quarters" in ran.out
    assert "sectors by The map, 5 Nov 2025" in ran.out
    lettered = run("map", "Pokrovsk", "--store", none, "--letters")
    assert "0 to 9 occupied part of a sector, in tenths" in lettered.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Atlantis",), "Atlantis"),
        (("Pokrovsk", "--source", "nobody-such"), "nobody-such"),
        (("Pokrovsk", "--width", "0"), "not a number from 1"),
        (("Pokrovsk", "--half-width", "nan"), "not a length"),
        (("Pokrovsk", "--since", "2025-11-06"), "earlier"),
        (("Pokrovsk", "--since", "3d", "--beside", "map"), "not allowed with"),
        (("Donetsk oblast",), "no point on the map"),
    ],
)
def test_wrong_use_is_said(words: tuple[str, ...], said: str, store: str) -> None:
    ran = run("map", *words, "--store", store)
    assert ran.code == ExitCode.USAGE
    assert said in ran.err
    assert ran.out == ""


def test_one_map_is_drawn_without_geometry_libraries(store: str) -> None:
    code = (
        "import sys; from tui.cli import main; "
        f"main(['map', 'Pokrovsk', '--store', {store!r}]); "
        "print({'shapely', 'numpy', 'pyproj', 'textual'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.endswith("set()\n")
