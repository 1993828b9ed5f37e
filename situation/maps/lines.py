"""Lines over a map as dots."""

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor, sqrt

from situation.maps.raster import DotRows, DrawnPolygon
from situation.maps.window import MapWindow


def border_dots(polygons: Iterable[DrawnPolygon], land: DotRows, window: MapWindow) -> DotRows:
    """The dots along the edges of polygons, one dot wide also where two of them meet.

    Args:
        polygons: drawn in the window.
        land: what they cover together.
        window: what is looked at; its own edges are none of theirs.
    """
    rows, easternmost = [0] * window.dot_rows, 1 << window.dot_columns - 1
    # Of each polygon the dots at its eastern and southern edges: what begins there is another
    # polygon, or no land at all. Whatever reaches the window's rim goes on behind it.
    for polygon in polygons:
        is_cut = polygon.first + len(polygon.inside) == window.dot_rows
        under = polygon.inside[-1] if is_cut and polygon.inside else 0
        for row, (dots, below) in enumerate(pairwise((*polygon.inside, under)), polygon.first):
            rows[row] |= dots & ~((dots >> 1 | dots & easternmost) & below)
    for row, (above, dots) in enumerate(pairwise((land[0], *land))):
        rows[row] |= dots & ~((dots << 1 | dots & 1) & above)
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


def _dots_between(start: float, end: float, count: int) -> range:
    return range(max(floor(start), 0), min(ceil(end), count))


def _set(rows: DotRows, window: MapWindow, across: float, down: float) -> None:
    column, row = floor(across), floor(down)
    if 0 <= column < window.dot_columns and 0 <= row < window.dot_rows:
        rows[row] |= 1 << column
