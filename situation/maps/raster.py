"""Areas as dots, and dots as cells: one integer for each row of dots, bit 0 its westernmost dot."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import Final, TypeAlias

from situation.maps.prepare import outline
from situation.maps.scene import Ring
from situation.maps.window import DOTS_ACROSS, DOTS_DOWN, MapWindow

DotRows: TypeAlias = list[int]
"""One integer for each row of dots of a window, the northernmost first."""

_TOLERANCE: Final = 0.25
"""In dots: what may be left out of an area's edge."""
_CELLS_IN_BYTE: Final = 8 // DOTS_ACROSS
_PAIRS: Final = tuple(
    bytes(byte >> DOTS_ACROSS * cell & 0b11 for cell in range(_CELLS_IN_BYTE))
    for byte in range(256)
)
"""The four pairs of neighbouring dots that a byte holds."""


def covered(polygons: Iterable[Sequence[Ring]], window: MapWindow) -> DotRows:
    """The dots whose middle lies in any of the polygons.

    Args:
        polygons: the rings of each; what lies in an even number of its rings is not in it.
        window: what is looked at.
    """
    rows = [0] * window.dot_rows
    full = (1 << window.dot_columns) - 1
    # All ones from a column to the right; none to the right of the last one.
    onward = [full >> column << column for column in range(window.dot_columns + 1)]
    for polygon in polygons:
        near = [ring for ring in polygon if touches(ring, window)]
        if near:
            first, last = _row_span(near, window)
            inside = [0] * (last - first)
            for ring in near:
                _toggle(inside, first, in_dots(ring, window, _TOLERANCE), onward)
            for row, dots in enumerate(inside, first):
                rows[row] |= dots
    return rows


def packed(rows: DotRows, columns: int) -> list[bytes]:
    """The dots of each cell, row by row of cells; empty for a row of cells without any.

    Args:
        rows: a multiple of four.
        columns: the cells in a row.

    Returns:
        For each row of cells one byte for each cell: bit `2 * row + column` of it is a dot.
    """
    return [
        _packed_cells(rows[top : top + DOTS_DOWN], columns)
        for top in range(0, len(rows), DOTS_DOWN)
    ]


def _packed_cells(rows: DotRows, columns: int) -> bytes:
    if not any(rows):
        return b""
    length = -(-columns // _CELLS_IN_BYTE)
    lanes = 0
    for row, dots in enumerate(rows):
        if dots:
            pairs = b"".join([_PAIRS[byte] for byte in dots.to_bytes(length, "little")])
            # One byte for each cell: the shift moves no dot out of its cell's byte.
            lanes |= int.from_bytes(pairs, "little") << DOTS_ACROSS * row
    return lanes.to_bytes(length * _CELLS_IN_BYTE, "little")[:columns]


def touches(ring: Ring, window: MapWindow) -> bool:
    """Whether the bounds of a ring and a window have anything in common."""
    west, south, east, north = window.bounds
    return not (ring.east < west or ring.west > east or ring.north < south or ring.south > north)


def _row_span(rings: Sequence[Ring], window: MapWindow) -> tuple[int, int]:
    """The rows of dots that rings may cover: the first, and the first below them."""
    _, first = window.dot_at(0, max(ring.north for ring in rings))
    _, last = window.dot_at(0, min(ring.south for ring in rings))
    return max(floor(first), 0), min(floor(last) + 1, window.dot_rows)


def in_dots(ring: Ring, window: MapWindow, tolerance: float) -> tuple[list[float], list[float]]:
    """As much of a ring as a window shows: across and down from its north-western corner, in dots.

    Args:
        ring: what is drawn.
        window: what is looked at.
        tolerance: in dots; smaller pieces become straight.
    """
    scale = window.metres_per_dot
    xs, ys = outline(ring, window.bounds, tolerance * scale)
    west, north = window.west, window.north
    return [(x - west) / scale for x in xs], [(north - y) / scale for y in ys]


def _toggle(
    rows: DotRows, first: int, ring: tuple[list[float], list[float]], onward: Sequence[int]
) -> None:
    """Turn over the dots inside one ring: those to the right of an odd number of its edges.

    Args:
        rows: rows of dots, changed in place.
        first: number in the window of the first of them.
        ring: across and down, in dots.
        onward: for each column the dots from it to the right.
    """
    across, down = ring
    bottom, width = len(rows), len(onward) - 1
    below = [min(max(ceil(v - 0.5) - first, 0), bottom) for v in down]
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
