"""The edges of rings in a window, in dots from its north-western corner."""

from collections.abc import Sequence
from itertools import islice
from math import floor
from operator import sub
from typing import Final, NamedTuple

from situation.mapframe import Bounds
from situation.maps.effort import Effort
from situation.maps.prepare import outline
from situation.maps.scene import Ring
from situation.maps.window import MapWindow

TOLERANCES: Final = (0.25, 1.0, 4.0)
"""In dots: how far from its place an edge may be drawn. The first where the effort allows it; the
last is as high as a cell."""
_BESIDES: Final = 8
"""Vertices that could be drawn in the time that a ring takes besides its own."""


class Edges(NamedTuple):
    """One ring in a window."""

    across: list[float]
    """Of its vertices."""
    down: list[float]
    below: list[int]
    """For each vertex the first row of a span of dots whose middle is not above it."""


def touches(ring: Ring, bounds: Bounds) -> bool:
    """Whether a ring and a window may have anything in common."""
    west, south, east, north = bounds
    return not (ring.east < west or ring.west > east or ring.north < south or ring.south > north)


def is_speck(ring: Ring, metres: float) -> bool:
    """Whether a ring is smaller than this, both ways."""
    return ring.east - ring.west < metres and ring.north - ring.south < metres


def affordable_edges(
    rings: Sequence[Ring], window: MapWindow, span: tuple[int, int], effort: Effort
) -> list[Edges]:
    """The rings of a polygon as finely as the effort allows; none where it allows no drawing.

    Args:
        rings: what is drawn.
        window: what is looked at.
        span: the rows of dots that it may cover: the first, and the first below them.
        effort: what may be spent; what is spent is taken from it.
    """
    for tolerance in TOLERANCES:
        edges = _edges(rings, window, span, tolerance, effort)
        if edges is not None:
            return edges
    effort.left_out += 1
    # Soon no more is tried: where one does not fit, thousands may follow.
    effort.tries //= 2
    return []


def _edges(
    rings: Sequence[Ring],
    window: MapWindow,
    span: tuple[int, int],
    tolerance: float,
    effort: Effort,
) -> list[Edges] | None:
    """The rings with edges at most so many dots from their places; None where that takes more."""
    first, last = span
    found: list[Edges] = []
    vertices, crossings = effort.vertices, effort.crossings
    for ring in rings:
        dots = _in_dots(ring, window, tolerance, vertices)
        if dots is None:
            effort.tries -= effort.vertices
            return None
        across, down = dots
        below = _rows_below(down, first, last - first)
        vertices -= len(below) + _BESIDES
        crossings -= sum(map(abs, map(sub, below, islice(below, 1, None))))
        if vertices < 0 or crossings < 0:
            effort.tries -= effort.vertices - vertices
            return None
        found.append(Edges(across, down, below))
    effort.vertices, effort.crossings = vertices, crossings
    return found


def _in_dots(
    ring: Ring, window: MapWindow, tolerance: float, most: int
) -> tuple[list[float], list[float]] | None:
    scale = window.metres_per_dot
    found = outline(ring, window.bounds, tolerance * scale, most)
    if found is None:
        return None
    west, north = window.west, window.north
    return [(x - west) / scale for x in found[0]], [(north - y) / scale for y in found[1]]


def _rows_below(down: list[float], first: int, count: int) -> list[int]:
    """For each place, in dots, the first row of so many whose middle is not above it."""
    offset = 0.5 - first
    if min(down) + offset >= 0 and max(down) + offset < count:
        return [int(v + offset) for v in down]
    return [min(max(floor(v + offset), 0), count) for v in down]
