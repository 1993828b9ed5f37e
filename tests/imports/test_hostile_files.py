"""Every hostile file through `sitmon import`, under each name that import takes for one of its own.

Whoever imports a file has it from somewhere: a name says what it claims to be, not what is in it.
Each kind of attack has small files of the tests' own as well, so that it is covered without the
shared collection.
"""

import json
from collections.abc import Mapping
from csv import DictReader
from pathlib import Path
from typing import Final

import pytest

from tests.hostile import HostileCase, hostile_cases, needs_hostile
from tests.imports.hostile_imports import (
    MAP_RECORDS,
    RING,
    SECTION,
    Good,
    Kept,
    drawn,
    entries,
    imported,
    seen_at_corner,
    survives,
)
from tests.situation.sources.gazetteer_bytes import (
    CITY,
    REGION,
    codifier,
    geonames_row,
)
from tests.situation.sources.map_bytes import box, collection, feature, mirror_file, polygon
from tests.test_hostile_corpus import (
    OWN_TEXTS,
    assert_safe,
)
from tests.tui.consoles import run

CASES: Final = hostile_cases("geojson", "json", "csv", "xml")
SMALL: Final = [case for case in CASES if "generate" not in case.recipe]
SAME: Final = {"bbox_ignored", "closed_or_rejected", "drawn_same_as_ccw", "first_two_used"}


@needs_hostile
@pytest.mark.parametrize("case", SMALL, ids=lambda case: case.id)
def test_a_hostile_file_costs_nothing_that_was_there(
    case: HostileCase, good: Good, tmp_path: Path
) -> None:
    came = survives(good, case.payload(), tmp_path / "files")
    assert came <= MAP_RECORDS
    if case.kind != "geojson" or {"capped", "rejected"} & case.must:
        assert came == set()
    if "not_a_world_wide_band" in case.must:
        assert seen_at_corner(good)["status"] == "outside"
    if "no_crash_and_drawn_or_flagged" in case.must:
        assert seen_at_corner(good)["shares"]["occupied"] > 0


def plainly(case: HostileCase) -> tuple[bytes, bytes]:
    """The case with an area that can be measured, and the same as a tidy source would write it."""
    given = json.loads(case.payload())
    if "bbox_ignored" in case.must:
        area = feature(polygon(RING))
        return collection(area, bbox=given["bbox"]), collection(area)
    coordinates = given["features"][0]["geometry"]["coordinates"]
    if "first_two_used" in case.must:
        long = [[*corner, *coordinates[2:]] for corner in RING]
        assert long[0] == coordinates
        return mirror_file(long), mirror_file(RING)
    (ring,) = coordinates
    tidy = [*ring, ring[0]] if ring[-1] != ring[0] else ring[::-1]
    return case.payload(), mirror_file(tidy)


@needs_hostile
@pytest.mark.parametrize(
    "case", [case for case in SMALL if SAME & case.must], ids=lambda case: case.id
)
def test_what_means_the_same_is_measured_and_drawn_the_same(
    case: HostileCase, good: Good, kept: Kept, tmp_path: Path
) -> None:
    hostile, tidy = plainly(case)
    assert drawn(good, hostile) == drawn(kept.copied(tmp_path / "tidy"), tidy)


@pytest.mark.parametrize(
    "content",
    [
        mirror_file(RING[::-1]),
        mirror_file(RING[:-1]),
        mirror_file([[*corner, 1, 2] for corner in RING]),
        collection(feature(polygon(RING)), bbox=[-1e9, -1e9, 1e9, 1e9]),
        collection(feature(polygon(RING, [[0, 0], [1, 0], [0, 0]]))),
        collection(feature(polygon(RING)), feature(None), feature({"type": "Point"})),
        collection(feature(polygon(RING), name="\x1b]0;P\x07", id={"a": 1})),
    ],
    ids=["clockwise", "unclosed", "4d", "bbox", "hole", "others", "properties"],
)
def test_an_odd_area_is_measured_and_drawn_as_a_tidy_one(
    content: bytes, good: Good, kept: Kept, tmp_path: Path
) -> None:
    tidy = drawn(kept.copied(tmp_path / "tidy"), mirror_file(RING))
    assert drawn(good, content) == tidy
    assert tidy[0]["shares"]["occupied"] > 0


@pytest.mark.parametrize("size", [1e-10, 0.0002])
def test_a_tiny_area_is_drawn_as_one_cell_at_least(
    size: float, good: Good, kept: Kept, tmp_path: Path
) -> None:
    ring = [[30.02, 50.01], [30.02 + size, 50.01], [30.02, 50.01 + size], [30.02, 50.01]]
    reading, text = drawn(good, mirror_file(ring))
    assert reading["distance_km"] is not None
    assert text != drawn(kept.copied(tmp_path / "far"), mirror_file(box(38, 48, 39, 49)))[1]


REFUSED: Final[Mapping[str, bytes]] = {
    **{
        name: b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":%b}]}' % area
        for name, area in {
            "bool": b'{"type":"Polygon","coordinates":[[[true,1],[31,50],[31,51],[30,50]]]}',
            "text": b'{"type":"Polygon","coordinates":[[["30","50"],[31,50],[31,51],[30,50]]]}',
            "infinite": b'{"type":"Polygon","coordinates":[[[1e999,50],[31,50],[31,51],[30,50]]]}',
            "nan": b'{"type":"Polygon","coordinates":[[[NaN,50],[31,50],[31,51],[30,50]]]}',
            "latitude": b'{"type":"Polygon","coordinates":[[[30,95],[31,50],[31,51],[30,95]]]}',
            "longitude": b'{"type":"Polygon","coordinates":[[[500,50],[31,50],[31,51],[30,50]]]}',
            "metres": b'{"type":"Polygon","coordinates":[[[3397416,6523941],[1,2],[3,4],[5,6]]]}',
            "band": b'{"type":"Polygon","coordinates":[[[179,50],[-179,50],[-179,51],[179,50]]]}',
            "world": b'{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[0,0]]]}',
            "point": b'{"type":"Polygon","coordinates":[[[30,50]]]}',
            "empty": b'{"type":"Polygon","coordinates":[]}',
            "one-number": b'{"type":"Polygon","coordinates":[[[30],[31],[30],[31]]]}',
            "deep": b'{"type":"GeometryCollection","geometries":[' * 9_000 + b"]}" * 9_000,
            "wide": b'{"type":"GeometryCollection","geometries":[%b{"type":"Point"}]}'
            % (b'{"type":"Point"},' * 20_000),
            "unknown": b'{"type":"\\u001b]0;P\\u0007","coordinates":[]}',
            "null": b"null",
        }.items()
    },
    "topology": b'{"type":"Topology","objects":{}}',
    "no-features": b'{"type":"FeatureCollection","features":null}',
    "mercator": b'{"type":"FeatureCollection","crs":{"properties":{"name":"\\u001bEPSG:3857"}},'
    b'"features":[]}',
    "arrays": b"[" * 100_000,
    "objects": b'{"a":' * 100_000,
    "number": b"1" * 5_000,
    "key": b'{"%b":1}' % (b"k" * 100_000),
    "utf-16": '{"type":"FeatureCollection"}'.encode("utf-16"),
    "no-utf-8": b'{"type":"FeatureCollection","features":[],"a":"\xff\xfe"}',
    "surrogate": b'{"type":"FeatureCollection","features":[],"\\ud800":1}',
    "html": b"<html>\x1b]0;P\x07</html>",
    "nothing": b"",
    "entities": b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    "outside": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
    "nul": b"id,title\n1,a\x00\x1b[2J\n",
    "quote": b'id,title\n1,"abc\n' * 100,
    "carriage": b"id,title\r1,a\r2,b",
    "columns": ",".join(f"c{n}" for n in range(9_000)).encode(),
    "twice": b"id,id\n1,2\n",
    "tabs": b"\t" * 100_000,
    "zip": b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("name", REFUSED)
def test_each_kind_of_attack_is_refused(name: str, good: Good, tmp_path: Path) -> None:
    assert survives(good, REFUSED[name], tmp_path / "files") == set()


def order_row(name: str, year: int, more: str = "") -> str:
    quoted = name.replace('"', '""')
    return f'{SECTION},{CITY},"{quoted}",01.03.{year},{more}'


def test_a_bad_row_of_a_list_costs_no_good_one(good: Good, tmp_path: Path) -> None:
    rows = (
        *("section,katottg,name,raw_from,raw_to", order_row("=cmd|'/c calc'!A0\nB", 2022)),
        *(order_row("too long", 2023, "x,y,z"), order_row("x" * 1_000_000, 2023)),
        *(f"{SECTION},\x1b[2J,{OWN_TEXTS[0]},x", "\x00,\x00", order_row(OWN_TEXTS[4], 2024)),
        *(order_row(OWN_TEXTS[5], 2025), f'{SECTION},"'),
    )
    before = len(entries(good.path))
    report = imported(good, "\n".join(rows).encode(), "perelik_376.csv")
    told = [json.loads(entry.body)["original"] for entry in entries(good.path, before)]
    assert told[0] == "=cmd|'/c calc'!A0 B"
    assert len(told) == 3
    assert len(report["skipped"]) >= 4
    ran = run("export", "--format", "csv", "--own-use", "--store", good.path)
    cells = [cell for row in DictReader(ran.out.splitlines()) for cell in row.values()]
    assert any("=cmd|" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "@", "+", "\t"))] == []


def test_a_gazetteer_of_hostile_names_becomes_places_with_safe_ones(good: Good) -> None:
    names = [text.replace("\t", " ").replace("\n", " ") for text in OWN_TEXTS]
    rows = [
        geonames_row(900_000 + n, name, (48 + n / 100, 37.0), others=f"{name},{name}x")
        for n, name in enumerate(names)
    ]
    before = len(entries(good.path))
    assert imported(good, "\n".join(rows).encode(), "UA.txt")["files_read"] == 1
    came = entries(good.path, before)
    assert {entry.kind for entry in came} == {"place"}
    assert len(came) > len(names) / 2
    export = ("export", "--what", "places", "--format", "csv", "--own-use", "--allow-unsourced")
    for words in (("status",), ("status", came[0].id), export):
        assert_safe(*words, "--store", good.path)


def test_a_codifier_of_hostile_names_becomes_places_with_safe_ones(good: Good) -> None:
    rows = [f"{REGION};;;;;O;Донецька"]
    for number, text in enumerate(OWN_TEXTS):
        code = f"UA14{160 + 2 * number:03}0000{number:03}00000"[:19]
        rows.append(f'{REGION};{code};;;;P;"{text.replace(chr(34), chr(39))}"')
    before = len(entries(good.path))
    imported(good, codifier(*rows), "kodifikator-06-11-2025.csv")
    assert {entry.kind for entry in entries(good.path, before)} == {"place"}
    assert_safe("status", "--store", good.path)
