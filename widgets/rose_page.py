"""A compass rose with its words, arranged for the room there is."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from itertools import zip_longest
from typing import Final, TypeAlias

from textual.geometry import Size

from situation.sector_words import SectorShare, sector_shares
from situation.views import ReadingView
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line, line_width
from widgets.rose_lines import (
    COMPACT_LINES,
    COMPACT_WIDTH,
    LEAST_LINES,
    compact_lines,
    disc_lines,
)
from widgets.rose_words import rose_words
from widgets.theme import Role

FULL: Final = Size(30, 11)
"""From this room on the rose is drawn as a disc."""
_MOST_LINES: Final = 25
_WORDS_WIDTH: Final = 24
"""Cells that words beside the drawing need at least; with fewer they stand below."""
_GAP: Final = 2

_Words: TypeAlias = Callable[[int, int], tuple[Line, ...]]


def rose_page(
    view: ReadingView, now: datetime, glyphs: Glyphs, width: int, height: int
) -> tuple[Line, ...]:
    """The rose of a reading, as large as the room allows, with its words.

    Args:
        view: the reading; nothing is drawn of one without sectors.
        now: the moment looked from.
        glyphs: the marks to draw with.
        width: of the room in cells; one at each side stays blank.
        height: of the room in lines.
    """
    if view.reading.sectors is None:
        return ()
    words = partial(rose_words, view, now, glyphs)
    cells = sector_shares(view.reading.sectors)
    room = width - 2
    if room < COMPACT_WIDTH or height < COMPACT_LINES:
        lines = words(max(1, room), height)
    elif width < FULL.width or height < FULL.height:
        lines = _with_words(compact_lines(cells, room), words, room, height)
    else:
        lines = _full(cells, words, glyphs, room, height)
    return tuple(((" ", Role.TEXT), *line) for line in lines)


def _full(
    cells: tuple[SectorShare, ...], words: _Words, glyphs: Glyphs, room: int, height: int
) -> tuple[Line, ...]:
    """The disc with its words beside or below it, whichever leaves it larger."""
    beside = _odd(min(height, _MOST_LINES, (room - _GAP - _WORDS_WIDTH) // 2))
    told = words(room, min(height // 3, height - LEAST_LINES))
    below = _odd(min(height - len(told), _MOST_LINES, room // 2))
    if beside >= below:
        return _with_words(disc_lines(cells, beside, glyphs), words, room, height)
    margin = (" " * ((room - 2 * below) // 2), Role.TEXT)
    return (*((margin, *line) for line in disc_lines(cells, below, glyphs)), *told)


def _with_words(
    drawing: tuple[Line, ...], words: _Words, room: int, height: int
) -> tuple[Line, ...]:
    """The words at the drawing's right, or below it where that is too narrow."""
    width = line_width(drawing[0])
    beside = room - width - _GAP
    if beside < _WORDS_WIDTH:
        return (*drawing, *words(room, height - len(drawing)))
    return _side_by_side(drawing, width + _GAP, words(beside, height))


def _side_by_side(left: tuple[Line, ...], width: int, right: tuple[Line, ...]) -> tuple[Line, ...]:
    """Both from the first line on, the second at the same cell of every line."""
    pairs: Iterable[tuple[Line, Line]] = zip_longest(left, right, fillvalue=BLANK)
    return tuple(
        (*one, (" " * (width - line_width(one)), Role.TEXT), *other) for one, other in pairs
    )


def _odd(lines: int) -> int:
    return lines if lines % 2 else lines - 1
