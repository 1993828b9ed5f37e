"""Which areas of a map lie where the situation is, and words for those that do not."""

from collections.abc import Sequence
from typing import TypeAlias

from situation.errors import InputError
from situation.mapday import Area, Skipped
from situation.mapframe import Bounds
from situation.sources.rings import Polygon
from situation.text import clean
from situation.vocabulary import AreaStatus

Drawn: TypeAlias = tuple[Polygon, AreaStatus, str]
"""A polygon, what it stands for, and the map's own word for that."""


def _touches(polygon: Polygon, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return (
        polygon.west <= east
        and polygon.east >= west
        and polygon.south <= north
        and polygon.north >= south
    )


def _touches_swapped(polygon: Polygon, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return _touches(polygon, (south, west, north, east))


def areas_inside(areas: Sequence[Drawn], bounds: Bounds, name: str) -> tuple[Area, ...]:
    """The areas within the situation; a map without any is a mistake, not an empty map."""
    found = tuple(
        Area(status=status, label=label, rings=polygon.rings)
        for polygon, status, label in areas
        if _touches(polygon, bounds)
    )
    if found:
        return found
    if any(_touches_swapped(polygon, bounds) for polygon, *_ in areas):
        raise InputError(
            "coordinates look swapped (latitude first)",
            where=name,
            do="GeoJSON wants longitude first: swap them",
        )
    raise InputError("no area of this map lies within the situation", where=name)


def left_out(
    areas: Sequence[Drawn],
    bounds: Bounds,
    others: int,
    name: str,
    *,
    abroad: int = 0,
) -> tuple[Skipped, ...]:
    """One line for all areas elsewhere and one for all points, however many."""
    elsewhere = abroad + sum(not _touches(polygon, bounds) for polygon, *_ in areas)
    lines = []
    if elsewhere:
        lines.append(f"areas outside Ukraine left out: {elsewhere}")
    if others:
        lines.append(f"points ignored: {others}")
    return tuple(Skipped(where=clean(name), why=line) for line in lines)
