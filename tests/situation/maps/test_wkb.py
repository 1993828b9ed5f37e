"""Polygons as bytes and back, and bytes that are no polygon."""

import struct
from array import array
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.errors import InputError
from situation.maps.wkb import polygon_id, polygon_rings, polygon_wkb

SQUARE = ((30.0, 48.0), (31.0, 48.0), (31.0, 49.0), (30.0, 49.0), (30.0, 48.0))
HOLE = ((30.25, 48.25), (30.5, 48.25), (30.5, 48.5), (30.25, 48.25))
WKB = polygon_wkb((SQUARE, HOLE))

degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
rings_of_degrees = st.lists(st.lists(degrees, min_size=4, max_size=9), min_size=1, max_size=3)


def ring_bytes(*numbers: float) -> bytes:
    return struct.pack("<I", len(numbers) // 2) + struct.pack(f"<{len(numbers)}d", *numbers)


def test_the_bytes_are_those_of_the_standard() -> None:
    triangle = ((1.0, 2.0), (3.0, 2.0), (3.0, 4.0), (1.0, 2.0))
    assert polygon_wkb((triangle,)) == b"\x01\x03\x00\x00\x00\x01\x00\x00\x00" + ring_bytes(
        1, 2, 3, 2, 3, 4, 1, 2
    )


def test_shapely_reads_the_same_polygon() -> None:
    shapely = pytest.importorskip("shapely")
    assert shapely.equals_exact(shapely.from_wkb(WKB), shapely.Polygon(SQUARE, [HOLE]))


def test_rings_come_back_in_their_order() -> None:
    outer, hole = polygon_rings(WKB)
    assert outer == (array("d", [30, 31, 31, 30, 30]), array("d", [48, 48, 49, 49, 48]))
    assert list(zip(*hole, strict=True)) == list(HOLE)


def test_an_open_ring_is_closed_and_so_is_the_same_polygon() -> None:
    assert polygon_wkb((SQUARE[:-1], HOLE[:-1])) == WKB


@given(rings_of_degrees)
def test_every_polygon_comes_back(rings: list[list[tuple[float, float]]]) -> None:
    found = polygon_rings(polygon_wkb(rings))
    closed = [ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in rings]
    assert [list(zip(*each, strict=True)) for each in found] == closed


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        polygon_rings(data)


def test_a_million_corners_come_back() -> None:
    corners = 1_000_000
    lons = array("d", (30 + n / corners for n in range(corners)))
    lats = array("d", (48 + n % 2 for n in range(corners)))
    ((found_lons, found_lats),) = polygon_rings(polygon_wkb((tuple(zip(lons, lats, strict=True)),)))
    assert (found_lons, found_lats) == (lons + lons[:1], lats + lats[:1])


def test_the_id_is_that_of_the_bytes() -> None:
    assert polygon_id(WKB) == polygon_id(bytes(WKB))
    assert polygon_id(WKB) != polygon_id(polygon_wkb((SQUARE,)))
    assert polygon_id(b"") == "polygon:e3b0c44298fc1c149afbf4c8996fb92427ae41e4"


@pytest.mark.parametrize(
    ("wkb", "why"),
    [
        (b"", "ends before it says"),
        (WKB[:-1], "ends within a ring"),
        (WKB[:90], "ends within|cannot have"),
        (WKB + b"\0", "goes on behind"),
        (b"\x00" + WKB[1:], "little-endian"),
        (WKB[:1] + b"\x06" + WKB[2:], "type 6"),
        (WKB[:1] + struct.pack("<I", 0x80000003) + WKB[5:], "type 2147483651"),
        (WKB[:5] + struct.pack("<I", 0) + WKB[9:], "cannot have 0 rings"),
        (WKB[:5] + struct.pack("<I", 2**32 - 1) + WKB[9:], "cannot have 4,294,967,295"),
        (WKB[:9] + struct.pack("<I", 2**32 - 1) + WKB[13:], "ends within a ring"),
        (WKB[:9] + ring_bytes() + WKB[13:], "cannot|fewer than four|goes on"),
    ],
)
def test_what_is_not_one_whole_polygon_is_refused(wkb: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        polygon_rings(wkb)


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ((0, 0, 1, 0, nan, 1, 0, 0), "finite"),
        ((0, 0, 1, 0, 1, inf, 0, 0), "finite"),
        ((0, 0, inf, 0, -inf, 1, 0, 0), "finite"),
        ((0, 0, 181, 0, 1, 1, 0, 0), "outside"),
        ((0, 0, 1, -91, 1, 1, 0, 0), "outside"),
        ((0, 0, 1e308, 1, 1e308, 1, 0, 0), "finite|outside"),
        ((0, 0, 1, 0, 1, 1, 0, 1), "not closed"),
        ((0, 0, 1, 0, 0, 0), "cannot have|fewer than four"),
        ((nan, 0, 1, 0, 1, 1, nan, 0), "not closed"),
    ],
)
def test_numbers_that_are_no_outline_are_refused(numbers: tuple[float, ...], why: str) -> None:
    with pytest.raises(InputError, match=why):
        polygon_rings(WKB[:5] + struct.pack("<I", 1) + ring_bytes(*numbers))


@pytest.mark.parametrize(
    ("rings", "why"),
    [
        ((), "no outline"),
        (((),), "fewer than four"),
        ((SQUARE, ((0.0, 0.0), (1.0, 1.0), (0.0, 0.0))), "fewer than four"),
        ((((0.0, 0.0), (1.0, nan), (1.0, 1.0)),), "finite"),
        ((((0.0, 0.0), (400.0, 0.0), (1.0, 1.0)),), "outside"),
    ],
)
def test_what_cannot_be_written_is_refused(
    rings: tuple[tuple[tuple[float, float], ...], ...], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        polygon_wkb(rings)
