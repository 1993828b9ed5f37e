"""Rings made ready to be drawn: with the bounds of their pieces, short ones within longer ones.

Drawing needs no more of a ring than its window can show. A piece that lies wholly to one side of
the window, or is smaller than a dot, is drawn as the straight line between its ends: to the dots
that makes no difference, or less than a dot's. So a ring of a million vertices costs as much as the
part of it that can be seen, and one copy of it serves every scale.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from typing import Final

from situation.errors import InputError
from situation.mapframe import Bounds
from situation.maps.scene import Ring, RingBoxes

LARGEST_METRES: Final = 2e7
"""Farther from its middle than any point of an equal-area plane of the earth."""
_EDGES_OF_SHORTEST: Final = 16
_FAN: Final = 4
"""Pieces in the next longer one."""


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
    # No order holds for "not a number", but every sum with one is none either.
    finite = isfinite(sum(east_of) + sum(north_of))
    west, south, east, north = min(east_of), min(north_of), max(east_of), max(north_of)
    if not finite or min(west, south) < -LARGEST_METRES or max(east, north) > LARGEST_METRES:
        raise InputError("a ring has a vertex that is no point of the plane")
    return Ring(
        xs=east_of,
        ys=north_of,
        west=west,
        south=south,
        east=east,
        north=north,
        boxes=_levels(east_of, north_of),
    )


def outline(ring: Ring, window: Bounds, tolerance: float) -> tuple[list[float], list[float]]:
    """As much of a ring as a window needs: the same ring to whoever looks through the window.

    Args:
        ring: made by `prepared_ring`.
        window: west, south, east and north, metres.
        tolerance: pieces that are smaller both ways become straight, metres.

    Returns:
        Eastings and northings of the vertices of a closed ring.
    """
    west, south, east, north = window
    boxes, last_vertex = ring.boxes, len(ring.xs) - 1
    xs: list[float] = []
    ys: list[float] = []
    longest = len(boxes) - 1
    pending = [(longest, piece) for piece in reversed(range(len(boxes[longest].west)))]
    while pending:
        level, piece = pending.pop()
        box = boxes[level]
        left, right = box.west[piece], box.east[piece]
        bottom, top = box.south[piece], box.north[piece]
        first = piece * box.edges
        out_of_sight = right < west or left > east or top < south or bottom > north
        if out_of_sight or (right - left < tolerance and top - bottom < tolerance):
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
