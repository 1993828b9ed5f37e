"""Areas as dots: one integer for each row of dots of a window, bit 0 its westernmost dot."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import floor
from typing import NamedTuple, TypeAlias

from situation.maps.edges import TOLERANCES, Edges, affordable_edges, is_speck, touches
from situation.maps.effort import Effort
from situation.maps.scene import Ring
from situation.maps.window import MapWindow

DotRows: TypeAlias = list[int]
"""One integer for each row of dots of a window, the northernmost first."""


class DrawnPolygon(NamedTuple):
    """One polygon in a window."""

    first: int
    """The row of dots that `inside` begins with."""
    inside: DotRows
    """The dots whose middle is in it."""


def covered(
    polygons: Iterable[Sequence[Ring]], window: MapWindow, effort: Effort | None = None
) -> DotRows:
    """The dots whose middle lies in any of the polygons.

    Args:
        polygons: the rings of each; what lies in an even number of its rings is not in it.
        window: what is looked at.
        effort: what may be spent; it counts the polygons that are left out for taking more. Where
            there may be such, those with fewer vertices should come first.
    """
    rows = [0] * window.dot_rows
    for polygon in drawn_polygons(polygons, window, effort or Effort()):
        for row, dots in enumerate(polygon.inside, polygon.first):
            rows[row] |= dots
    return rows


def drawn_polygons(
    polygons: Iterable[Sequence[Ring]], window: MapWindow, effort: Effort
) -> Iterator[DrawnPolygon]:
    """Each of the polygons that can be seen; the arguments are those of `covered`."""
    full, bounds = (1 << window.dot_columns) - 1, window.bounds
    # All ones from a column to the right; none to the right of the last one.
    onward = [full >> column << column for column in range(window.dot_columns + 1)]
    speck = TOLERANCES[0] * window.metres_per_dot
    for polygon in polygons:
        near = [ring for ring in polygon if touches(ring, bounds) and not is_speck(ring, speck)]
        if near and effort.tries <= 0:
            effort.left_out += 1
        elif near:
            first, last = _row_span(near, window)
            inside = [0] * (last - first)
            for edges in affordable_edges(near, window, (first, last), effort):
                _toggle(inside, first, edges, onward)
            yield DrawnPolygon(first, inside)


def _row_span(rings: Sequence[Ring], window: MapWindow) -> tuple[int, int]:
    """The rows of dots that rings may cover: the first, and the first below them."""
    _, first = window.dot_at(0, max(ring.north for ring in rings))
    _, last = window.dot_at(0, min(ring.south for ring in rings))
    return max(floor(first), 0), min(floor(last) + 1, window.dot_rows)


def _toggle(rows: DotRows, first: int, ring: Edges, onward: Sequence[int]) -> None:
    """Turn over the dots inside one ring: those to the right of an odd number of its edges.

    Args:
        rows: rows of dots, changed in place.
        first: number in the window of the first of them.
        ring: what is drawn.
        onward: for each column the dots from it to the right.
    """
    across, down, below = ring
    width = len(onward) - 1
    for index, (row, next_row) in enumerate(pairwise(below)):
        if row == next_row:
            continue
        slope = (across[index + 1] - across[index]) / (down[index + 1] - down[index])
        top, end = (row, next_row) if row < next_row else (next_row, row)
        # Of a dot's left edge, so that whole numbers are dots whose middle is passed.
        place = across[index] + (top + first + 0.5 - down[index]) * slope + 0.5
        for crossed in range(top, end):
            if place < 1:
                rows[crossed] ^= onward[0]
            elif place < width:
                rows[crossed] ^= onward[int(place)]
            place += slope
