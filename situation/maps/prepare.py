"""Rings made ready to be drawn: the bounds of their pieces, and simpler copies of them.

Drawing needs no more of a ring than its window can show. A piece that lies wholly to one side of
the window is drawn as the straight line between its ends, and where a dot is far larger than the
edges of a ring, a copy with fewer vertices is drawn. So a ring of a million vertices costs as much
as can be seen of it.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import Final

from msgspec.structs import replace

from situation.errors import InputError
from situation.mapframe import Bounds
from situation.maps.scene import Ring, RingBoxes, SimplerRing
from situation.maps.simplify import simplified
from situation.maps.slices import are_finite, bounds_of

LARGEST_METRES: Final = 2e7
"""Farther from its middle than any point of an equal-area plane of the earth."""
_EDGES_OF_SHORTEST: Final = 16
_FAN: Final = 4
"""Pieces in the next longer one."""
_TOLERANCES: Final = tuple(25.0 * 3**step for step in range(8))
"""Of the simpler copies, in metres: from that of a dot of a city to that of one of a continent."""
_WORTH_A_COPY: Final = 0.75
"""A copy must have at most so much of the vertices of the next finer one."""
_FIRST_WORTH_TRYING: Final = 0.25
"""Of the mean length of an edge: with a smaller tolerance few vertices can be left out."""
_SIMPLE: Final = 32
"""A ring of so few vertices needs no simpler copy."""


def prepared_ring(xs: Sequence[float], ys: Sequence[float]) -> Ring:
    """A ring ready to be drawn.

    Args:
        xs: metres east of the plane's middle; a ring that is not closed is closed.
        ys: metres north of it, as many.

    Raises:
        InputError: it has no vertex, or one that is no point of the plane.
    """
    if len(xs) != len(ys) or not xs:
        raise InputError("a ring has no vertices, or not as many eastings as northings")
    east_of, north_of = array("d", xs), array("d", ys)
    if (east_of[0], north_of[0]) != (east_of[-1], north_of[-1]):
        east_of.append(east_of[0])
        north_of.append(north_of[0])
    if not are_finite(east_of, north_of) or _reach(east_of, north_of) > LARGEST_METRES:
        raise InputError("a ring has a vertex that is no point of the plane")
    ring = _ring(east_of, north_of)
    return replace(ring, simpler=_simpler(ring))


def outline(
    ring: Ring, window: Bounds, tolerance: float, most: int
) -> tuple[list[float], list[float]] | None:
    """As much of a ring as a window needs: the same ring to whoever looks through the window.

    Args:
        ring: made by `prepared_ring`.
        window: west, south, east and north, metres.
        tolerance: how far from its place an edge may be drawn, metres.
        most: how many vertices there may be.

    Returns:
        Eastings and northings of the vertices of a closed ring; None where they are more.
    """
    for copy in reversed(ring.simpler):
        if copy.metres <= tolerance:
            ring = copy.ring
            break
    west, south, east, north = window
    boxes, last_vertex = ring.boxes, len(ring.xs) - 1
    xs: list[float] = []
    ys: list[float] = []
    longest = len(boxes) - 1
    pending = [(longest, piece) for piece in reversed(range(len(boxes[longest].west)))]
    while pending:
        if len(xs) > most:
            return None
        level, piece = pending.pop()
        box = boxes[level]
        first = piece * box.edges
        if (
            box.east[piece] < west
            or box.west[piece] > east
            or box.north[piece] < south
            or box.south[piece] > north
        ):
            xs.append(ring.xs[first])
            ys.append(ring.ys[first])
        elif level:
            pieces = range(piece * _FAN, min((piece + 1) * _FAN, len(boxes[level - 1].west)))
            pending.extend([(level - 1, part) for part in reversed(pieces)])
        else:
            end = min(first + box.edges, last_vertex)
            xs.extend(ring.xs[first:end])
            ys.extend(ring.ys[first:end])
    xs.append(ring.xs[last_vertex])
    ys.append(ring.ys[last_vertex])
    return xs, ys


def _reach(xs: "array[float]", ys: "array[float]") -> float:
    west, south, east, north = bounds_of(xs, ys)
    return max(-west, -south, east, north)


def _ring(xs: "array[float]", ys: "array[float]") -> Ring:
    west, south, east, north = bounds_of(xs, ys)
    return Ring(xs=xs, ys=ys, west=west, south=south, east=east, north=north, boxes=_levels(xs, ys))


def _simpler(ring: Ring) -> tuple[SimplerRing, ...]:
    """Copies with fewer and fewer vertices, each made of the one before it."""
    copies: list[SimplerRing] = []
    finest, least = ring, _mean_edge(ring) * _FIRST_WORTH_TRYING
    for metres in _TOLERANCES:
        if len(finest.xs) <= _SIMPLE:
            break
        if metres < least:
            continue
        # What the copies before it have moved an edge, and half as much again, is within this one.
        xs, ys = simplified(finest.xs, finest.ys, metres / 2)
        if len(xs) <= _WORTH_A_COPY * len(finest.xs):
            finest = _ring(xs, ys)
            copies.append(SimplerRing(metres=metres, ring=finest))
    return tuple(copies)


def _mean_edge(ring: Ring) -> float:
    edges = zip(pairwise(ring.xs), pairwise(ring.ys), strict=True)
    length = sum(hypot(x - last_x, y - last_y) for (last_x, x), (last_y, y) in edges)
    return length / len(ring.xs)


def _levels(xs: "array[float]", ys: "array[float]") -> tuple[RingBoxes, ...]:
    edges = _EDGES_OF_SHORTEST
    starts = range(0, max(len(xs) - 1, 1), edges)
    # A piece shares its last vertex with the next one.
    levels = [
        RingBoxes(
            edges=edges,
            west=_extremes(min, xs, starts, edges + 1),
            south=_extremes(min, ys, starts, edges + 1),
            east=_extremes(max, xs, starts, edges + 1),
            north=_extremes(max, ys, starts, edges + 1),
        )
    ]
    while len(levels[-1].west) > _FAN:
        shorter = levels[-1]
        starts = range(0, len(shorter.west), _FAN)
        levels.append(
            RingBoxes(
                edges=shorter.edges * _FAN,
                west=_extremes(min, shorter.west, starts, _FAN),
                south=_extremes(min, shorter.south, starts, _FAN),
                east=_extremes(max, shorter.east, starts, _FAN),
                north=_extremes(max, shorter.north, starts, _FAN),
            )
        )
    return tuple(levels)


def _extremes(
    extreme: "Callable[[array[float]], float]",
    values: "array[float]",
    starts: Iterable[int],
    length: int,
) -> "array[float]":
    return array("d", [extreme(values[start : start + length]) for start in starts])
