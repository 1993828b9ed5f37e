"""Lines over a map as dots."""

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor, sqrt
from typing import Final

from situation.maps.raster import DotRows, in_dots, touches
from situation.maps.scene import Ring
from situation.maps.window import MapWindow

_TOLERANCE: Final = 0.5
"""In dots: what may be left out of a line."""


def line_dots(rings: Iterable[Ring], window: MapWindow) -> DotRows:
    """The dots that the outlines of rings run through."""
    rows = [0] * window.dot_rows
    for ring in rings:
        if touches(ring, window):
            across, down = in_dots(ring, window, _TOLERANCE)
            for start, end in pairwise(zip(across, down, strict=True)):
                _draw_line(rows, window, start, end)
    return rows


def circle_dots(x: float, y: float, radius: float, window: MapWindow) -> DotRows:
    """The dots that a circle runs through; its steep parts by rows, its flat ones by columns.

    Args:
        x: of its middle, metres east.
        y: of its middle, metres north.
        radius: in metres.
        window: what is looked at.
    """
    rows = [0] * window.dot_rows
    across, down = window.dot_at(x, y)
    reach = radius / window.metres_per_dot
    steep = reach / sqrt(2)
    for row in _dots_between(down - steep, down + steep, window.dot_rows):
        half = sqrt(max(reach**2 - (row + 0.5 - down) ** 2, 0))
        _set(rows, window, across - half, row)
        _set(rows, window, across + half, row)
    for column in _dots_between(across - steep, across + steep, window.dot_columns):
        half = sqrt(max(reach**2 - (column + 0.5 - across) ** 2, 0))
        _set(rows, window, column, down - half)
        _set(rows, window, column, down + half)
    return rows


def _draw_line(
    rows: DotRows, window: MapWindow, start: tuple[float, float], end: tuple[float, float]
) -> None:
    clipped = _clipped(start, end, window)
    if clipped is None:
        return
    (u, v), (last_u, last_v) = clipped
    steps = ceil(max(abs(last_u - u), abs(last_v - v))) or 1
    step_u, step_v = (last_u - u) / steps, (last_v - v) / steps
    for step in range(steps + 1):
        _set(rows, window, u + step * step_u, v + step * step_v)


def _clipped(
    start: tuple[float, float], end: tuple[float, float], window: MapWindow
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part of a line that lies in the window, in dots (Liang and Barsky 1984)."""
    (u, v), (du, dv) = start, (end[0] - start[0], end[1] - start[1])
    enter, leave = 0.0, 1.0
    edges = ((-du, u), (du, window.dot_columns - u), (-dv, v), (dv, window.dot_rows - v))
    for speed, room in edges:
        if speed == 0:
            if room < 0:
                return None
        elif speed < 0:
            enter = max(enter, room / speed)
        else:
            leave = min(leave, room / speed)
    if enter > leave:
        return None
    return (u + enter * du, v + enter * dv), (u + leave * du, v + leave * dv)


def _dots_between(start: float, end: float, count: int) -> range:
    return range(max(floor(start), 0), min(ceil(end), count))


def _set(rows: DotRows, window: MapWindow, across: float, down: float) -> None:
    column, row = floor(across), floor(down)
    if 0 <= column < window.dot_columns and 0 <= row < window.dot_rows:
        rows[row] |= 1 << column
