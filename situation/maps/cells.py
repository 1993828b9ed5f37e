"""The cells of a map while it is drawn, and the finished lines."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

from msgspec import Struct

from situation.maps.packing import packed
from situation.maps.raster import DotRows
from situation.maps.scene import MapCity
from situation.maps.textures import BLANK, CellKind, CellStyle, mixed, sample, table
from situation.maps.window import MapWindow
from situation.reports.table import display_width

CellLine: TypeAlias = tuple[tuple[str, CellKind], ...]
"""One row of a map: runs of characters of one kind, together as wide as the window."""

_ONE: Final = bytes([0, *[1] * 255])
"""Turns the dots of a cell into whether there are any."""


class Drawing(Struct, frozen=True, kw_only=True):
    """A finished map."""

    lines: tuple[CellLine, ...]
    """One for each row of the window."""
    kinds: frozenset[CellKind]
    """What can be seen on it."""
    measured: tuple[MapCity, ...]
    """The cities whose sectors are shown."""
    left_out: int
    """Polygons whose outlines are too intricate to be drawn at this scale."""


class Cells:
    """The characters and kinds of a map's cells while it is drawn, row by row.

    Args:
        window: what is looked at.
        style: what the map is drawn with.
        occupier: the letter of the occupying party.
        mapped: one byte for each cell of each row: 0 where nobody maps the land.
    """

    def __init__(
        self, window: MapWindow, style: CellStyle, occupier: str, mapped: Sequence[bytes]
    ) -> None:
        self._window, self._style, self._occupier = window, style, occupier
        beyond = sample(CellKind.BEYOND, style)
        self._texts = [[BLANK if cell else beyond for cell in row] for row in mapped]
        self._kinds = [
            [CellKind.OUTSIDE if cell else CellKind.BEYOND for cell in row] for row in mapped
        ]
        self.areas = [0] * window.rows
        """The cells of areas that can be seen: one integer for each row, bit 0 its first column."""
        self.hidden = 0
        """How many others there are."""

    def lay(self, areas: Mapping[CellKind, DotRows]) -> None:
        """Draw areas, none of which shares a dot with another."""
        dots_of = {kind: packed(rows, self._window.columns) for kind, rows in areas.items()}
        for row in range(self._window.rows):
            present = [(kind, dots[row]) for kind, dots in dots_of.items() if dots[row]]
            for kind, dots in present:
                self._draw(row, kind, dots)
            if len(present) > 1:
                self._mix(row, present)
            if present:
                self.areas[row] = sum(
                    1 << column
                    for column, kind in enumerate(self._kinds[row])
                    if kind is not CellKind.OUTSIDE and kind is not CellKind.BEYOND
                )

    def draw_below(self, row: int, kind: CellKind, dots: bytes) -> None:
        """Draw a row's cells of one kind where no area is."""
        areas = self.areas[row]
        if dots and areas:
            dots = bytes(0 if areas >> column & 1 else cell for column, cell in enumerate(dots))
        self._draw(row, kind, dots)

    def draw_over(self, row: int, kind: CellKind, dots: bytes) -> None:
        """Draw a row's cells of one kind over what is there."""
        self._draw(row, kind, dots)
        drawn = sum(1 << column for column, cell in enumerate(dots) if cell)
        self.hidden += (self.areas[row] & drawn).bit_count()
        self.areas[row] &= ~drawn

    def put(self, column: int, row: int, text: str, kind: CellKind) -> None:
        """Draw one cell where no area is."""
        self._texts[row][column], self._kinds[row][column] = text, kind

    def _draw(self, row: int, kind: CellKind, dots: bytes) -> None:
        characters = table(kind, self._style, self._occupier)
        texts, kinds = self._texts[row], self._kinds[row]
        for column, cell in enumerate(dots):
            if cell and characters[cell] != BLANK:
                texts[column] = characters[cell]
                kinds[column] = kind

    def _mix(self, row: int, present: list[tuple[CellKind, bytes]]) -> None:
        """Draw the cells of a row in which several kinds of area meet."""
        counts = sum(int.from_bytes(dots.translate(_ONE), "little") for _, dots in present)
        kinds_in = counts.to_bytes(self._window.columns, "little")
        for column in (column for column, count in enumerate(kinds_in) if count > 1):
            parts = [(kind, dots[column]) for kind, dots in present if dots[column]]
            kind, text = mixed(parts, self._style, self._occupier)
            if text != BLANK:
                self._texts[row][column], self._kinds[row][column] = text, kind

    def write(self, column: int, row: int, text: str, kind: CellKind) -> None:
        """Write a text over the cells it takes."""
        for character in text:
            width = display_width(character)
            if not width:
                self._texts[row][max(column - 1, 0)] += character
                continue
            self._texts[row][column : column + width] = [character] + [""] * (width - 1)
            self._kinds[row][column : column + width] = [kind] * width
            column += width

    def drawing(self, *, measured: Sequence[MapCity], left_out: int) -> Drawing:
        """The finished map; the arguments are fields of it."""
        lines = tuple(map(_runs, self._texts, self._kinds))
        return Drawing(
            lines=lines,
            kinds=frozenset(kind for line in lines for _, kind in line),
            measured=tuple(measured),
            left_out=left_out,
        )


def _runs(texts: list[str], kinds: list[CellKind]) -> CellLine:
    """One row's cells with neighbours of one kind joined."""
    by_kind = groupby(zip(kinds, texts, strict=True), key=itemgetter(0))
    return tuple(("".join(text for _, text in cells), kind) for kind, cells in by_kind)
