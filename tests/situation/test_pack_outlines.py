"""The outlines of a pack's regions: what a sound file gives, and where a damaged one is damaged."""

import json
from pathlib import Path
from typing import Any

import pytest

from situation.errors import PackError
from situation.maps.wkb import polygon_rings
from situation.pack import load_pack
from situation.terrain_records import Polygon
from situation.vocabulary import PlaceKind
from tests.situation.small_pack import write_small_pack

RING = [[36.0, 48.0], [37.0, 48.0], [37.0, 49.0], [36.0, 48.0]]
ISLAND = [[38.0, 48.0], [39.0, 48.0], [39.0, 49.0], [38.0, 48.0]]


def feature(place: str, kind: str, coordinates: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"id": place}, "geometry": geometry}


def pack_with(folder: Path, *features: dict[str, Any]) -> Path:
    write_small_pack(folder)
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "regions.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return folder


def fault(folder: Path) -> str:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value.line


def test_a_place_names_the_polygons_that_are_its_territory(tmp_path: Path) -> None:
    folder = pack_with(tmp_path, feature("oblast", "MultiPolygon", [[RING], [ISLAND]]))
    pack = load_pack(folder)
    oblast = next(place for place in pack.places if place.id == "oblast")
    assert oblast.outline == tuple(polygon.id for polygon in pack.polygons)
    lons, lats = polygon_rings(pack.polygons[0].wkb)[0]
    assert [list(point) for point in zip(lons, lats, strict=True)] == RING
    everything = pack.all_records()
    assert max(map(everything.index, pack.polygons)) < everything.index(oblast)


def test_a_pack_needs_no_outlines(tmp_path: Path) -> None:
    pack = load_pack(write_small_pack(tmp_path))
    assert pack.polygons == ()
    assert not any(place.outline for place in pack.places)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (feature("nowhere", "Polygon", [RING]), "feature 2: no place has the id “nowhere”"),
        (feature("oblast", "Polygon", [RING]), "feature 2: “oblast” has an outline already"),
        (feature("town", "Point", [36.0, 48.0]), "feature 2: Invalid value 'Point'"),
        (feature("town", "Polygon", [[[36.0, 48.0]]]), "feature 2: "),
        (feature("town", "Polygon", [[["a", 48.0]]]), "feature 2: Expected `float`"),
        (feature("town", "Polygon", []), "feature 2: a polygon has no outline"),
        (feature("town", "MultiPolygon", []), "feature 2: Expected `array` of length >= 1"),
        (feature("town", "Polygon", [[[9.0, 48.0], *RING]]), "lies outside the pack's bounds"),
        (feature("no\x1b[31m id", "Polygon", [RING]), "feature 2: Expected `str` matching"),
        ({"type": "Feature", "properties": {}, "geometry": None}, "feature 2: Object missing"),
    ],
)
def test_a_damaged_feature_is_named(tmp_path: Path, wrong: dict[str, Any], words: str) -> None:
    folder = pack_with(tmp_path, feature("oblast", "MultiPolygon", [[ISLAND]]), wrong)
    told = fault(folder)
    assert told.startswith("regions.geojson: feature 2")
    assert words in told
    assert "\x1b" not in told


@pytest.mark.parametrize("text", ["", "[]", '{"type": "Feature"}', "[" * 100_000, "{\x00}"])
def test_what_is_no_collection_is_named(tmp_path: Path, text: str) -> None:
    write_small_pack(tmp_path)
    (tmp_path / "regions.geojson").write_text(text, encoding="utf-8")
    assert fault(tmp_path).startswith("regions.geojson: this is not a GeoJSON feature collection")


def test_every_region_of_ukraine_has_its_outline() -> None:
    pack = load_pack()
    regions = [place for place in pack.places if place.kind is PlaceKind.REGION]
    assert len(regions) == 27
    assert all(region.outline for region in regions)
    assert all(isinstance(polygon, Polygon) for polygon in pack.polygons)


def test_every_settlement_lies_in_the_outline_of_its_region() -> None:
    shapely = pytest.importorskip("shapely")
    pack = load_pack()
    polygons = {polygon.id: shapely.from_wkb(polygon.wkb) for polygon in pack.polygons}
    outlines = {
        place.id: shapely.union_all([polygons[part] for part in place.outline])
        for place in pack.places
        if place.outline
    }
    far = {
        place.id: round(outlines[place.parent].distance(shapely.Point(place.lon, place.lat)), 3)
        for place in pack.places
        if place.lat is not None and place.parent in outlines
    }
    # Natural Earth's coast is a line for maps of 1:10,000,000: harbours may lie off it.
    assert {place: away for place, away in far.items() if away > 0.06} == {}
