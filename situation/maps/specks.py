"""Areas too small to cover a dot's middle: they are drawn all the same, where they lie."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from math import floor

from situation.maps.scene import Ring
from situation.maps.textures import CellStyle
from situation.maps.window import DOTS_ACROSS, DOTS_DOWN, MapWindow


class SpeckSize(Enum):
    """How large an area without a dot is drawn."""

    NOTHING = "nothing"
    """For measuring: a dot would be far too much."""
    DOT = "dot"
    CELL = "cell"
    """For styles in which a dot cannot be seen."""


def speck_size(style: CellStyle) -> SpeckSize:
    """How large one must be drawn to be seen in a style."""
    return SpeckSize.DOT if style is CellStyle.BRAILLE else SpeckSize.CELL


def specks(
    polygons: Iterable[Sequence[Ring]], window: MapWindow, size: SpeckSize
) -> Iterator[tuple[int, int]]:
    """The dots of areas that are smaller than a dot both ways: rows, and the dots in each."""
    if size is SpeckSize.NOTHING:
        return
    for rings in filter(None, polygons):
        outer = max(rings, key=_extent)
        across, down = window.dot_at((outer.west + outer.east) / 2, (outer.south + outer.north) / 2)
        column, row = floor(across), floor(down)
        is_seen = 0 <= column < window.dot_columns and 0 <= row < window.dot_rows
        if is_seen and _extent(outer) < window.metres_per_dot:
            yield from _drawn(column, row, size)


def _extent(ring: Ring) -> float:
    return max(ring.east - ring.west, ring.north - ring.south)


def _drawn(column: int, row: int, size: SpeckSize) -> Iterator[tuple[int, int]]:
    if size is SpeckSize.DOT:
        yield row, 1 << column
    else:
        first = row - row % DOTS_DOWN
        dots = ((1 << DOTS_ACROSS) - 1) << (column - column % DOTS_ACROSS)
        yield from ((line, dots) for line in range(first, first + DOTS_DOWN))
