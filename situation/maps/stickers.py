"""Texts over a map, of which none covers another."""

from collections.abc import Sequence

from msgspec import Struct

from situation.maps.textures import CellKind
from situation.maps.window import MapWindow
from situation.reports.table import display_width


class Sticker(Struct, frozen=True):
    """Text over a map, from a cell to the right, on one row."""

    column: int
    row: int
    text: str
    kind: CellKind

    @property
    def width(self) -> int:
        """In cells."""
        return display_width(self.text)


class Desk:
    """What has been put down on a window's cells.

    Args:
        window: what is looked at.
    """

    def __init__(self, window: MapWindow) -> None:
        self._columns = window.columns
        # Cells that are taken, one integer for each row, bit 0 its first column.
        self._taken = [0] * window.rows
        self.stickers: list[Sticker] = []

    def put(self, stickers: Sequence[Sticker], *, apart: bool = True) -> bool:
        """Put down all of them where all lie within the map and on nothing else; else none.

        Args:
            stickers: what belongs together.
            apart: no other sticker may touch them on their left and right.
        """
        if not all(self._is_free(sticker, margin=int(apart)) for sticker in stickers):
            return False
        for sticker in stickers:
            self._taken[sticker.row] |= _cells(sticker, 0)
            self.stickers.append(sticker)
        return True

    def _is_free(self, sticker: Sticker, *, margin: int) -> bool:
        if not 0 <= sticker.row < len(self._taken):
            return False
        if sticker.column < 0 or sticker.column + sticker.width > self._columns:
            return False
        return not self._taken[sticker.row] & _cells(sticker, margin)


def _cells(sticker: Sticker, margin: int) -> int:
    return (1 << sticker.width + 2 * margin) - 1 << sticker.column >> margin
