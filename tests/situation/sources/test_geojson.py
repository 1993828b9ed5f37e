import json
from typing import Any

import pytest

from situation.errors import InputError
from situation.sources import geojson
from situation.sources.geojson import read_features
from tests.situation.sources.map_bytes import box, collection, feature, polygon

GOOD = feature(polygon(box(30, 50, 31, 51)), name="good")
RING = ((30.0, 50.0), (31.0, 50.0), (31.0, 51.0), (30.0, 51.0), (30.0, 50.0))


def read(data: bytes) -> geojson.Features:
    return read_features(data, where="map.geojson")


def only_ring(data: bytes) -> Any:
    features = read(data).features
    assert len(features) == 1
    assert len(features[0].polygons) == 1
    return features[0].polygons[0].rings[0]


def test_reads_rings_extent_and_texts() -> None:
    found = read(collection(feature(polygon(box(30, 50, 31, 51)), name="x", size=3)))
    assert found.skipped == ()
    assert found.features[0].properties == {"name": "x"}
    area = found.features[0].polygons[0]
    assert area.rings == (RING,)
    assert (area.west, area.south, area.east, area.north) == (30, 50, 31, 51)


@pytest.mark.parametrize("extra", [[0], [120.5, 7], ["a"][:0]])
def test_only_longitude_and_latitude_are_kept(extra: list[float]) -> None:
    ring = [[*position, *extra] for position in box(30, 50, 31, 51)]
    assert only_ring(collection(feature(polygon(ring)))) == RING


def test_positions_of_different_length_in_one_ring() -> None:
    ring = box(30, 50, 31, 51)
    ring[1].append(9)
    assert only_ring(collection(feature(polygon(ring)))) == RING


def test_an_open_ring_is_closed() -> None:
    assert only_ring(collection(feature(polygon(box(30, 50, 31, 51)[:-1])))) == RING


def test_multipolygons_and_nested_collections_give_all_their_polygons() -> None:
    many = {"type": "MultiPolygon", "coordinates": [[box(30, 50, 31, 51)], [box(32, 50, 33, 51)]]}
    nested = {"type": "GeometryCollection", "geometries": [polygon(box(34, 50, 35, 51)), many]}
    outer = {"type": "GeometryCollection", "geometries": [nested]}
    assert len(read(collection(feature(outer))).features[0].polygons) == 3


def test_points_and_lines_are_counted_and_never_read() -> None:
    point = feature({"type": "Point", "coordinates": "anything"}, name="unit position")
    line = feature({"type": "LineString", "coordinates": [[1]]})
    found = read(collection(point, GOOD, line))
    assert found.others == 2
    assert [one.properties["name"] for one in found.features] == ["good"]
    assert found.skipped == ()


def test_a_hole_that_encloses_nothing_is_dropped() -> None:
    found = read(collection(feature(polygon(box(30, 50, 31, 51), [[30.5, 50.5]] * 5))))
    assert found.features[0].polygons[0].rings == (RING,)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        polygon(),
        polygon([[30, 50]]),
        polygon([[30, 50], [31, 50], [30, 50]]),
        polygon([[True, False]] * 4),
        polygon([["30", "50"]] * 4),
        polygon([[30]] * 4),
        polygon(box(30, 50, 31, 95)),
        polygon(box(30, 50, 500, 51)),
        polygon(box(3397416.8, 6523941.2, 3400000, 6530000)),
        polygon(box(-179, 50, 179, 51)),
        {"type": "Circle", "coordinates": [30, 50]},
        {"coordinates": []},
        "somewhere",
    ],
)
def test_a_bad_feature_is_named_and_the_good_ones_are_kept(geometry: Any) -> None:
    found = read(collection(feature(geometry, name="bad"), GOOD))
    assert [one.properties["name"] for one in found.features] == ["good"]
    assert len(found.skipped) == 1
    assert found.skipped[0].where == "map.geojson: feature 1"
    assert found.skipped[0].why
    with pytest.raises(InputError, match="no polygon"):
        read(collection(feature(geometry)))


@pytest.mark.parametrize(
    "bad", [1, None, [], {"type": "Feature"}, feature(polygon(box(30, 50, 31, 51))) | {"id": {}}]
)
def test_a_feature_that_is_none_is_named(bad: Any) -> None:
    found = read(collection(bad, GOOD))
    assert len(found.features) == 1
    assert len(found.skipped) == 1


def test_a_bad_polygon_does_not_cost_the_others_of_its_feature() -> None:
    many = {"type": "MultiPolygon", "coordinates": [[[[0, 0]]], [box(30, 50, 31, 51)]]}
    found = read(collection(feature(many)))
    assert len(found.features[0].polygons) == 1
    assert len(found.skipped) == 1


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "-1e999", "9" * 5000, "01"])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    text = json.dumps(feature(polygon(box(30, 50, 31, 51)))).replace("51", number)
    with pytest.raises(InputError):
        read(b'{"type":"FeatureCollection","features":[' + text.encode() + b"]}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b'"x"',
        b"[]",
        b"<html>",
        b'{"type":"Topology","objects":{}}',
        b'{"type":"FeatureCollection","features":null}',
        b'{"type":"FeatureCollection","features":[]}',
        b'{"type":"FeatureCollection"}',
        b'{"features":[]}',
        collection(GOOD)[:-9],
        collection(GOOD) + b"x",
        b"\xef\xbb\xbf" + collection(GOOD),
        collection(GOOD).decode().encode("utf-16"),
        collection(GOOD, note="?").replace(b"?", b"\xff"),
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"type":"FeatureCollection","features":[' + b"[" * 50_000 + b"]" * 50_000 + b"]}",
        b'{"' + b"k" * 1_000_000 + b'":1}',
    ],
)
def test_what_is_no_feature_collection_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.where == "map.geojson"
    assert len(caught.value.line) < 1_000


def test_a_deep_feature_does_not_cost_the_others() -> None:
    deep = b'{"type":"GeometryCollection","geometries":[' * 5_000 + b"]}" * 5_000
    bad = b'{"type":"Feature","properties":{},"geometry":' + deep + b"}"
    try:
        found = read(
            b'{"type":"FeatureCollection","features":['
            + bad
            + b","
            + json.dumps(GOOD).encode()
            + b"]}"
        )
    except InputError:
        # Deep enough for the whole file to be refused, which is as good.
        return
    assert len(found.features) == 1


@pytest.mark.parametrize(
    ("name", "is_accepted"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", True),
        ("EPSG:4326", True),
        ("urn:ogc:def:crs:EPSG::4326", True),
        ("EPSG:3857", False),
        ("local", False),
    ],
)
def test_only_wgs84_is_accepted(name: str, *, is_accepted: bool) -> None:
    data = collection(GOOD, crs={"type": "name", "properties": {"name": name}})
    if is_accepted:
        assert read(data).features
        return
    with pytest.raises(InputError, match="coordinate system"):
        read(data)


def test_lying_boxes_and_unknown_members_are_passed_over() -> None:
    odd = {**GOOD, "bbox": "no", "__proto__": {"x": 1}}
    assert len(read(collection(odd, bbox=[-1e9, -1e9, 1e9, 1e9], extra=[1, {}])).features) == 1


def test_properties_may_be_missing_or_deep() -> None:
    deep: Any = {}
    for _ in range(200):
        deep = {"a": deep}
    found = read(collection({**GOOD, "properties": None}, {**GOOD, "properties": {"a": deep}}))
    assert [one.properties for one in found.features] == [{}, {}]


def test_size_is_bounded_before_anything_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = b"[30.1,50.1]," * (geojson.MAX_VERTICES + 1)
    with pytest.raises(InputError, match="vertices"):
        read(b'{"type":"Polygon","coordinates":[[' + ring + b"[30.1,50.1]]]}")
    with pytest.raises(InputError, match="vertices"):
        read(b'{"type":"FeatureCollection","features":[' + b"0," * geojson.MAX_COMMAS + b"0,0]}")
    monkeypatch.setattr(geojson, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="larger"):
        read(collection(GOOD))


def test_the_list_of_what_was_left_out_is_bounded() -> None:
    found = read(collection(*[feature(None)] * 500, GOOD))
    assert len(found.skipped) == geojson.MAX_SKIPPED + 1
    assert "450 more" in found.skipped[-1].why


def test_reasons_and_names_are_safe_text() -> None:
    found = read_features(collection(feature({"type": "\x1b]0;x\x07"}), GOOD), where="a\x1b[31m")
    assert all(character.isprintable() for character in found.skipped[0].why)
    assert "\x1b" not in found.skipped[0].where
