"""Texts over a map, of which none covers another."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from situation.maps.textures import CellKind
from situation.maps.window import MapWindow
from situation.reports.table import display_width

_HIDDEN_PART: Final = 1 / 10
"""What may be hidden of all cells of areas; ring, mark and name of the chosen city come first."""
_ALWAYS_HIDDEN: Final = 3
"""Cells that may be hidden where there are few."""


class Sticker(Struct, frozen=True):
    """Text over a map, from a cell to the right, on one row."""

    column: int
    row: int
    text: str
    kind: CellKind

    @property
    def width(self) -> int:
        """In cells."""
        return _width(self.text)


_width = lru_cache(maxsize=4_096)(display_width)


class Desk:
    """What has been put down on a window's cells, and how much of the areas that hides.

    Args:
        window: what is looked at.
        areas: the cells of areas that can be seen, one integer for each row, bit 0 its first
            column; empty: there are none.
        hidden: how many more are hidden already.
    """

    def __init__(self, window: MapWindow, areas: Sequence[int] = (), hidden: int = 0) -> None:
        self._columns = window.columns
        # Cells that are taken, like those of areas.
        self._taken = [0] * window.rows
        self._areas = areas or [0] * window.rows
        total = hidden + sum(cells.bit_count() for cells in self._areas)
        self._may_hide = max(_ALWAYS_HIDDEN, int(total * _HIDDEN_PART)) - hidden
        self.stickers: list[Sticker] = []

    def hides(self, sticker: Sticker) -> int:
        """How many cells of areas a sticker would hide."""
        if not 0 <= sticker.row < len(self._areas):
            return 0
        return (self._areas[sticker.row] & _cells(sticker, 0)).bit_count()

    def affords(self, sticker: Sticker) -> bool:
        """Whether the areas stay to be seen if this sticker is put down too."""
        hidden = self.hides(sticker)
        return hidden == 0 or hidden <= self._may_hide

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
            self._may_hide -= self.hides(sticker)
            self.stickers.append(sticker)
        return True

    def _is_free(self, sticker: Sticker, *, margin: int) -> bool:
        if not 0 <= sticker.row < len(self._taken):
            return False
        if sticker.column < 0 or sticker.column + sticker.width > self._columns:
            return False
        return not self._taken[sticker.row] & _cells(sticker, margin)


def _cells(sticker: Sticker, margin: int) -> int:
    cells = (1 << sticker.width + 2 * margin) - 1
    shift = sticker.column - margin
    return cells << shift if shift >= 0 else cells >> -shift
