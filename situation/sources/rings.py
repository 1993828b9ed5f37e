"""From the coordinates of a GeoJSON polygon to closed rings of longitude and latitude."""

from itertools import chain
from typing import Final, TypeAlias, cast

from msgspec import Struct

HALF_WORLD: Final = 180.0
"""Degrees of longitude: a ring that spans more crosses the antimeridian the wrong way round."""
CORNERS: Final = 3

Position: TypeAlias = tuple[float, ...]
"""Longitude, latitude and perhaps more, in degrees WGS 84."""
Rings: TypeAlias = tuple[tuple[Position, ...], ...]
LonLatRing: TypeAlias = tuple[tuple[float, float], ...]


class Polygon(Struct, frozen=True, kw_only=True):
    """One polygon: closed rings of (lon, lat) in degrees, outer ring first, and their extent."""

    rings: tuple[LonLatRing, ...]
    west: float
    south: float
    east: float
    north: float


class UnusableRing(Exception):
    """Why a polygon cannot be used; caught by the reader of the file."""


def polygon_of(rings: Rings) -> Polygon:
    """A polygon of closed rings of pairs.

    Args:
        rings: outer ring first, open or closed; every position has two numbers or more.

    Raises:
        UnusableRing: it has no outline, or a ring is too short, off the earth or wraps round it.
    """
    if not rings:
        raise UnusableRing("a polygon has no outline")
    outer, *holes = rings
    closed, (west, south, east, north) = _closed(outer)
    # A hole of fewer than three corners encloses nothing: without it the polygon is the same.
    kept = [_closed(hole)[0] for hole in holes if len(set(hole)) >= CORNERS]
    return Polygon(rings=(closed, *kept), west=west, south=south, east=east, north=north)


def _closed(ring: tuple[Position, ...]) -> tuple[LonLatRing, tuple[float, float, float, float]]:
    """The ring of pairs, closed, with its extent west, south, east, north.

    Works on whole columns because a map has thousands of vertices and a backfill hundreds of maps.
    """
    if len(ring) < CORNERS:
        raise UnusableRing("a ring has fewer than four points")
    lons, lats, pairs = _columns(ring)
    west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise UnusableRing("a coordinate lies outside ±180° east or ±90° north")
    if east - west > HALF_WORLD:
        raise UnusableRing("a ring spans more than half the world (antimeridian)")
    if pairs[0] != pairs[-1]:
        pairs = (*pairs, pairs[0])
    if len(pairs) <= CORNERS:
        raise UnusableRing("a ring has fewer than four points")
    return pairs, (west, south, east, north)


def _columns(
    ring: tuple[Position, ...],
) -> tuple[tuple[float, ...], tuple[float, ...], LonLatRing]:
    """Longitudes, latitudes, and the ring of nothing but these two."""
    numbers = tuple(chain.from_iterable(ring))
    if len(numbers) == 2 * len(ring):
        return numbers[0::2], numbers[1::2], cast("LonLatRing", ring)
    # Some position has a height or more.
    pairs = tuple((position[0], position[1]) for position in ring)
    lons, lats = zip(*pairs, strict=True)
    return lons, lats, pairs
