"""The cells of a map while it is drawn, and the finished lines."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from situation.maps.raster import DotRows, packed
from situation.maps.scene import MapScene
from situation.maps.textures import BLANK, CellKind, CellStyle, mixed, sample, table
from situation.maps.window import MapWindow
from situation.reports.table import display_width

CellLine: TypeAlias = tuple[tuple[str, CellKind], ...]
"""One row of a map: runs of characters of one kind, together as wide as the window."""


class Cells:
    """The characters and kinds of a map's cells while it is drawn, row by row."""

    def __init__(self, scene: MapScene, window: MapWindow, style: CellStyle, occupier: str) -> None:
        self._window, self._style, self._occupier = window, style, occupier
        self.texts: list[list[str]] = []
        self.kinds: list[list[CellKind]] = []
        west, south, east, north = scene.bounds
        eastings = [window.cell_centre(column, 0)[0] for column in range(window.columns)]
        for row in range(window.rows):
            is_mapped_row = south <= window.cell_centre(0, row)[1] <= north
            mapped = [is_mapped_row and west <= easting <= east for easting in eastings]
            beyond = sample(CellKind.BEYOND, style)
            self.texts.append([BLANK if inside else beyond for inside in mapped])
            self.kinds.append(
                [CellKind.OUTSIDE if inside else CellKind.BEYOND for inside in mapped]
            )

    def lay(self, areas: Mapping[CellKind, DotRows]) -> None:
        """Draw areas, none of which shares a dot with another."""
        dots_of = {kind: packed(rows, self._window.columns) for kind, rows in areas.items()}
        for row in range(self._window.rows):
            present = [(kind, dots[row]) for kind, dots in dots_of.items() if dots[row]]
            if len(present) == 1:
                self.draw(row, *present[0])
            elif present:
                self._mix(row, present)

    def draw(self, row: int, kind: CellKind, dots: bytes) -> None:
        """Draw a row's cells of one kind over what is there."""
        characters = table(kind, self._style, self._occupier)
        texts, kinds = self.texts[row], self.kinds[row]
        for column, cell in enumerate(dots):
            if cell and characters[cell] != BLANK:
                texts[column] = characters[cell]
                kinds[column] = kind

    def _mix(self, row: int, present: list[tuple[CellKind, bytes]]) -> None:
        """Draw a row in which several kinds of area meet."""
        for column, cells in enumerate(zip(*(dots for _, dots in present), strict=True)):
            parts = [(kind, cell) for (kind, _), cell in zip(present, cells, strict=True) if cell]
            if parts:
                kind, text = mixed(parts, self._style, self._occupier)
                if text != BLANK:
                    self.texts[row][column], self.kinds[row][column] = text, kind

    def write(self, column: int, row: int, text: str, kind: CellKind) -> None:
        """Write a text over the cells it takes."""
        for character in text:
            width = display_width(character)
            if not width:
                self.texts[row][max(column - 1, 0)] += character
                continue
            self.texts[row][column : column + width] = [character] + [""] * (width - 1)
            self.kinds[row][column : column + width] = [kind] * width
            column += width

    def lines(self) -> tuple[CellLine, ...]:
        """The finished map."""
        return tuple(map(_runs, self.texts, self.kinds))


def _runs(texts: list[str], kinds: list[CellKind]) -> CellLine:
    """One row's cells with neighbours of one kind joined."""
    by_kind = groupby(zip(kinds, texts, strict=True), key=itemgetter(0))
    return tuple(("".join(text for _, text in cells), kind) for kind, cells in by_kind)
