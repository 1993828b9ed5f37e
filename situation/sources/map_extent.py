"""How large the area is that a map draws, and whether it jumped from one map to the next.

A plain sum over the polygons, without the projection and the repairs of the measurement: good for a
comparison of two maps of one source, for nothing else.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from math import radians, sin
from typing import Final

from situation.mapday import MapDay
from situation.periods import format_day
from situation.record import Line

JUMP: Final = 0.03
"""Part of the area; from week to week the occupied area never changed by a tenth of it."""
NEIGHBOURS: Final = timedelta(days=7)
"""Maps farther apart are not compared."""
EARTH_KM: Final = 6371.0088
"""Mean radius of the earth, IUGG."""


def drawn_km2(day: MapDay) -> float:
    """The area of all polygons of a map on the sphere, km²; holes taken off."""
    return sum(_ring_km2(area.rings[0]) - sum(map(_ring_km2, area.rings[1:])) for area in day.areas)


def area_jumps(days: Sequence[MapDay]) -> tuple[Line, ...]:
    """A warning for each map whose area differs by more than 3 % from that of the one before.

    Args:
        days: maps of one source, in any order.
    """
    in_order = sorted(days, key=lambda day: day.valid_from)
    return tuple(
        f"the map of {format_day(after.valid_from)} draws {change:+.1%} of the area of that of "
        f"{format_day(before.valid_from)}: a part of it may be missing at its source"
        for before, after in pairwise(in_order)
        if after.valid_from - before.valid_from <= NEIGHBOURS
        and abs(change := drawn_km2(after) / drawn_km2(before) - 1) > JUMP
    )


def _ring_km2(ring: Sequence[tuple[float, float]]) -> float:
    """The area within a closed ring, km².

    The shoelace formula on Lambert's cylindrical plane, which keeps areas: x is the longitude, y
    the sine of the latitude.
    """
    points = [(radians(lon), sin(radians(lat))) for lon, lat in ring]
    twice = sum((x2 - x1) * (y1 + y2) for (x1, y1), (x2, y2) in pairwise(points))
    return abs(twice) / 2 * EARTH_KM**2
