"""The part of the plane that a map shows, and how it lies in dots and cells.

A cell of the terminal is 2 dots wide and 4 high, as in braille; a dot is taken for square. Columns
are counted from the west, rows from the north, both from 0.
"""

from math import floor, log10
from typing import Final, Self

from msgspec import Struct
from msgspec.structs import replace

from situation.mapframe import Bounds

DOTS_ACROSS: Final = 2
DOTS_DOWN: Final = 4
FINEST: Final = 2.0
COARSEST: Final = 50_000.0
"""Metres per dot: a country as wide as Ukraine still fits into twenty cells."""
_FARTHEST: Final = 2e7
"""From the plane's middle: beyond it there is no earth."""
_MARGIN: Final = 1.05
_OUTSIDE_OF_RING: Final = 0.1
"""Dots between a disc that is just shown whole and the edge: on the edge itself is no dot."""
_ROUND_LENGTHS: Final = (5, 2, 1)


class ScaleBar(Struct, frozen=True, kw_only=True):
    """A round length and how many cells it takes, rounded to a whole one."""

    metres: float
    cells: int

    @property
    def words(self) -> str:
        """The length as in `5 km` or `200 m`."""
        if self.metres >= 1000:
            return f"{self.metres / 1000:g} km"
        return f"{self.metres:g} m"


class MapWindow(Struct, frozen=True, kw_only=True):
    """What is shown of the plane."""

    x: float
    """Of its middle, metres east."""
    y: float
    """Of its middle, metres north."""
    metres_per_dot: float
    columns: int
    """In cells, at least 1."""
    rows: int

    @classmethod
    def around(cls, x: float, y: float, half_width_m: float, columns: int, rows: int) -> Self:
        """The window round a point that shows at least `half_width_m` to its east and west."""
        return cls(
            x=_on_earth(x),
            y=_on_earth(y),
            metres_per_dot=_within_limits(half_width_m / max(columns, 1)),
            columns=max(columns, 1),
            rows=max(rows, 1),
        )

    @classmethod
    def fitting(cls, bounds: Bounds, columns: int, rows: int) -> Self:
        """The closest window that shows the whole of `bounds`, in metres, with a narrow margin."""
        west, south, east, north = bounds
        across = (east - west) / (max(columns, 1) * DOTS_ACROSS)
        down = (north - south) / (max(rows, 1) * DOTS_DOWN)
        half_width = max(across, down) * _MARGIN * max(columns, 1)
        return cls.around((west + east) / 2, (south + north) / 2, half_width, columns, rows)

    @property
    def west(self) -> float:
        """Of the westernmost dots' outer edge, metres east, like the other three edges."""
        return self.x - self.dot_columns / 2 * self.metres_per_dot

    @property
    def south(self) -> float:
        """Metres north."""
        return self.y - self.dot_rows / 2 * self.metres_per_dot

    @property
    def east(self) -> float:
        """Metres east."""
        return self.x + self.dot_columns / 2 * self.metres_per_dot

    @property
    def north(self) -> float:
        """Metres north."""
        return self.y + self.dot_rows / 2 * self.metres_per_dot

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north, metres."""
        return self.west, self.south, self.east, self.north

    @property
    def dot_columns(self) -> int:
        """How many dots it is wide."""
        return self.columns * DOTS_ACROSS

    @property
    def dot_rows(self) -> int:
        """How many dots it is high."""
        return self.rows * DOTS_DOWN

    @property
    def half_width_m(self) -> float:
        """Metres from its middle to its eastern and its western edge."""
        return self.columns * self.metres_per_dot

    def dot_at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies, in dots from the western and the northern edge."""
        return (x - self.west) / self.metres_per_dot, (self.north - y) / self.metres_per_dot

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Column and row of the cell that a point lies in; None outside the window."""
        across, down = self.dot_at(x, y)
        column, row = floor(across / DOTS_ACROSS), floor(down / DOTS_DOWN)
        is_inside = 0 <= column < self.columns and 0 <= row < self.rows
        return (column, row) if is_inside else None

    def cell_centre(self, column: int, row: int) -> tuple[float, float]:
        """The point in the middle of a cell, metres east and north."""
        return (
            self.west + (column + 0.5) * DOTS_ACROSS * self.metres_per_dot,
            self.north - (row + 0.5) * DOTS_DOWN * self.metres_per_dot,
        )

    def pan(self, columns: float, rows: float) -> Self:
        """The window so many cells farther east and south."""
        east = columns * DOTS_ACROSS * self.metres_per_dot
        south = rows * DOTS_DOWN * self.metres_per_dot
        return self.centred(self.x + east, self.y - south)

    def centred(self, x: float, y: float) -> Self:
        """The window of the same scale round another point."""
        return replace(self, x=_on_earth(x), y=_on_earth(y))

    def zoomed(self, factor: float) -> Self:
        """The same middle with everything drawn `factor` times as large, within limits."""
        return replace(self, metres_per_dot=_within_limits(self.metres_per_dot / factor))

    def resized(self, columns: int, rows: int) -> Self:
        """The window of the same middle and half-width in another number of cells."""
        return self.around(self.x, self.y, self.half_width_m, columns, rows)

    def shows(self, bounds: Bounds) -> bool:
        """Whether it shows the whole of a box in metres."""
        west, south, east, north = bounds
        return (
            self.west <= west and self.south <= south and self.east >= east and self.north >= north
        )

    def finer(self, times: int) -> Self:
        """What it shows, in dots that are `times` as short both ways."""
        return replace(
            self,
            metres_per_dot=self.metres_per_dot / times,
            columns=self.columns * times,
            rows=self.rows * times,
        )

    def showing(self, radius_m: float) -> Self:
        """The window round the same middle, as much farther away as a disc round it needs."""
        room = min(self.dot_columns, self.dot_rows) / 2 - _OUTSIDE_OF_RING
        least = _within_limits(radius_m / room)
        return replace(self, metres_per_dot=max(self.metres_per_dot, least))

    def scale_bar(self, cells: int) -> ScaleBar:
        """The longest bar of 1, 2 or 5 times a power of ten metres that fits into so many cells."""
        metres_per_cell = DOTS_ACROSS * self.metres_per_dot
        room = max(cells, 1) * metres_per_cell
        power = 10.0 ** floor(log10(room))
        metres = next(times * power for times in _ROUND_LENGTHS if times * power <= room)
        return ScaleBar(metres=metres, cells=max(1, round(metres / metres_per_cell)))


def _on_earth(metres: float) -> float:
    return min(max(metres, -_FARTHEST), _FARTHEST)


def _within_limits(metres_per_dot: float) -> float:
    return min(max(metres_per_dot, FINEST), COARSEST)
