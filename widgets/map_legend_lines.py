"""How the words of a map's legend share its lines with the scale."""

from collections.abc import Iterable
from typing import Final

from situation.maps.window import MapWindow
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line, line_width
from widgets.theme import Role

_SCALE_CELLS: Final = 20
"""What scale and north take of a line, with the gap before them."""
_BAR_CELLS: Final = 9
_GAP: Final = "  "


def flowed(entries: Iterable[Line], width: int, most: int) -> tuple[list[Line], bool]:
    """The entries on at most `most` lines, each on the first with room, and whether all found it.

    The last of these lines leaves room for the scale.
    """
    lines: list[Line] = []
    is_whole = True
    for entry in entries:
        for number in range(most):
            before = (*lines[number], (_GAP, Role.TEXT)) if number < len(lines) else BLANK
            if line_width(before) + line_width(entry) <= _room(width, number + 1, most):
                lines[number : number + 1] = [(*before, *entry)]
                break
        else:
            is_whole = False
    return lines, is_whole


def _room(width: int, line: int, most: int) -> int:
    """Cells for words on a line, counted from 1."""
    return max(1, width - _SCALE_CELLS) if line == most else width


def scale(window: MapWindow, glyphs: Glyphs) -> Line:
    """A bar of a round length, and where north is; at most `_SCALE_CELLS` less a blank wide."""
    bar = window.scale_bar(_BAR_CELLS)
    first, line, last, north = "|-|^" if glyphs.plain else "├─┤↑"
    middle = line * (bar.cells - 2)
    return ((f"{first}{middle}{last} {bar.words} N{north}", Role.TEXT),)
