"""Polygons as well-known binary (OGC 06-103r4, 8.2): what the store keeps of a map.

Only one form is written and read: little-endian, one Polygon in two dimensions, closed rings of
longitude and latitude in degrees, the outer ring first. So equal rings have equal bytes and one id.
"""

import hashlib
import struct
import sys
from array import array
from collections.abc import Sequence
from itertools import chain
from typing import Final, TypeAlias

from situation.errors import InputError
from situation.maps.slices import are_finite, bounds_of

LonLats: TypeAlias = "tuple[array[float], array[float]]"
"""The longitudes and the latitudes of one closed ring, equally many, in degrees."""

_LITTLE_ENDIAN: Final = 1
_POLYGON: Final = 3
_HEADER: Final = struct.Struct("<BII")
_COUNT: Final = struct.Struct("<I")
_POINT_BYTES: Final = 16
_FEWEST_POINTS: Final = 4
_ID_DIGITS: Final = 40


def polygon_wkb(rings: Sequence[Sequence[tuple[float, float]]]) -> bytes:
    """The well-known binary of a polygon.

    Args:
        rings: as in `mapday.Area`: the outer ring first, each a run of (lon, lat) in degrees; a
            ring that is not closed is closed.

    Raises:
        InputError: there is no ring, or one has too few points or numbers that are no degrees.
    """
    parts = [_HEADER.pack(_LITTLE_ENDIAN, _POLYGON, len(rings))]
    if not rings:
        raise InputError("a polygon has no outline")
    for ring in rings:
        numbers = list(chain.from_iterable(ring))
        if numbers[:2] != numbers[-2:]:
            numbers += numbers[:2]
        _check(numbers[0::2], numbers[1::2])
        packed = _little_endian(array("d", numbers)).tobytes()
        parts += (_COUNT.pack(len(numbers) // 2), packed)
    return b"".join(parts)


def polygon_rings(wkb: bytes) -> tuple[LonLats, ...]:
    """The closed rings of a polygon, the outer one first.

    Args:
        wkb: as `polygon_wkb` writes it.

    Raises:
        InputError: it is anything else than one whole polygon on the earth.
    """
    count, position = _ring_count(wkb), _HEADER.size
    rings: list[LonLats] = []
    for _ in range(count):
        if position + _COUNT.size > len(wkb):
            raise _unreadable("it ends before its last ring")
        (points,) = _COUNT.unpack_from(wkb, position)
        start = position + _COUNT.size
        position = start + points * _POINT_BYTES
        if position > len(wkb):
            raise _unreadable("it ends within a ring")
        numbers = array("d")
        numbers.frombytes(wkb[start:position])
        numbers = _little_endian(numbers)
        lons, lats = numbers[0::2], numbers[1::2]
        _check(lons, lats)
        rings.append((lons, lats))
    if position != len(wkb):
        raise _unreadable("it goes on behind its last ring")
    return tuple(rings)


def polygon_id(wkb: bytes) -> str:
    """The id of the polygon with these bytes: equal polygons are one."""
    return f"polygon:{hashlib.sha256(wkb).hexdigest()[:_ID_DIGITS]}"


def _ring_count(wkb: bytes) -> int:
    if len(wkb) < _HEADER.size:
        raise _unreadable("it ends before it says what it is")
    order, kind, count = _HEADER.unpack_from(wkb)
    if order != _LITTLE_ENDIAN:
        raise _unreadable("its bytes are not in little-endian order")
    if kind != _POLYGON:
        raise _unreadable(f"it holds a geometry of type {kind}")
    # What a count promises must fit before anything is made for it.
    least = _COUNT.size + _FEWEST_POINTS * _POINT_BYTES
    if not 0 < count <= (len(wkb) - _HEADER.size) // least:
        raise _unreadable(f"it cannot have {count:,} rings")
    return int(count)


def _check(lons: Sequence[float], lats: Sequence[float]) -> None:
    if len(lons) < _FEWEST_POINTS:
        raise InputError("a ring of a polygon has fewer than four points")
    if (lons[0], lats[0]) != (lons[-1], lats[-1]):
        raise InputError("a ring of a polygon is not closed")
    if not are_finite(lons, lats):
        raise InputError("a coordinate of a polygon is not a finite number")
    west, south, east, north = bounds_of(lons, lats)
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise InputError("a coordinate of a polygon lies outside ±180° east or ±90° north")


def _little_endian(numbers: "array[float]") -> "array[float]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _unreadable(why: str) -> InputError:
    return InputError(f"not the well-known binary of one polygon: {why}")
