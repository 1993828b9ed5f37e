"""The compass rose in text cells: a disc of nine textures, or nine numbers in three rows."""

from math import atan2, cos, degrees, hypot, radians, sin
from typing import Final

from situation.sector_words import SectorShare
from widgets.figures import percent
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, Span
from widgets.theme import Role

TEXTURES: Final = ("░▒▓█", ":+=#")
"""Quarters of a cell's area, drawn and in ASCII; `Mark.NOTHING` is 0."""
LEAST_LINES: Final = 9
"""Below that a disc has no room for its numbers."""
_LETTERED_LINES: Final = 13
"""From here on every octant has room for its letters above its number."""
_COMPACT: Final = (8, 1, 2, 7, 0, 3, 6, 5, 4)
"""The cells as they stand in three rows: NW N NE, W C E, SW S SE."""
_LETTERED_CELLS: Final = 7
_NUMBER_CELLS: Final = 4
_GAP: Final = 2
COMPACT_LINES: Final = 3
COMPACT_WIDTH: Final = 3 * _NUMBER_CELLS + 2 * _GAP
COMPACT_WIDTH_LETTERED: Final = 3 * _LETTERED_CELLS + 2 * _GAP


def disc_lines(cells: tuple[SectorShare, ...], height: int, glyphs: Glyphs) -> tuple[Line, ...]:
    """The rose as a disc, north up.

    Args:
        cells: the centre, then the octants clockwise from north.
        height: in lines, at least `LEAST_LINES`; odd, so that there is a middle one.
        glyphs: the marks to draw with.

    Returns:
        `height` lines of twice as many cells: a terminal's cell is about twice as high as wide.
    """
    canvas = [
        [_ground(cells, column, line, height, glyphs) for column in range(2 * height)]
        for line in range(height)
    ]
    for number, cell in enumerate(cells):
        bearing = radians(45 * (number - 1))
        away = 0.375 * height if number else 0.0
        middle = height / 2 - away * cos(bearing)
        centre = height + 2 * away * sin(bearing)
        texts = _label(cell, lettered=height >= _LETTERED_LINES)
        first_line = round(middle - len(texts) / 2)
        for line, text in enumerate(texts, first_line):
            first = round(centre - len(text) / 2)
            role = Role.STRONG if cell.share else Role.MUTED
            canvas[line][first : first + len(text)] = [(letter, role) for letter in text]
    return tuple(_in_runs(line) for line in canvas)


def compact_lines(cells: tuple[SectorShare, ...], width: int) -> tuple[Line, ...]:
    """The rose as three rows of three numbers, with their letters where the width allows."""
    lettered = width >= COMPACT_WIDTH_LETTERED
    spans: list[Span] = []
    for number in _COMPACT:
        cell = cells[number]
        text = f"{percent(cell.share):>{_NUMBER_CELLS}}"
        if lettered:
            text = f"{cell.letters:>2} {text}"
        spans.append((text, Role.OCCUPIED if cell.share else Role.MUTED))
    gap = (" " * _GAP, Role.TEXT)
    return tuple(
        (spans[first], gap, spans[first + 1], gap, spans[first + 2]) for first in (0, 3, 6)
    )


def texture(share: float, glyphs: Glyphs) -> str:
    """How ground is drawn of which this part is occupied."""
    if share <= 0:
        return glyphs[Mark.NOTHING]
    bars = TEXTURES[1 if glyphs.plain else 0]
    return bars[min(int(share * len(bars)), len(bars) - 1)]


def _ground(
    cells: tuple[SectorShare, ...], column: int, line: int, height: int, glyphs: Glyphs
) -> Span:
    """What stands at one place of the drawing; blank outside the disc."""
    east, north = (column + 0.5) / 2 - height / 2, height / 2 - line - 0.5
    away = hypot(east, north)
    if away > height / 2:
        return " ", Role.TEXT
    octant = int((degrees(atan2(east, north)) % 360 + 22.5) // 45) % 8
    cell = cells[1 + octant if away > height / 4 else 0]
    return texture(cell.share, glyphs), Role.OCCUPIED if cell.share else Role.MUTED


def _label(cell: SectorShare, *, lettered: bool) -> tuple[str, ...]:
    """The number; above it the letters where there is room, else those of north before it."""
    number = percent(cell.share)
    if not lettered:
        return (f"N {number}" if cell.letters == "N" else number,)
    padded = f" {number} "
    if cell.letters == "C":
        return (padded,)
    return (f" {cell.letters} ".center(len(padded)), padded)


def _in_runs(spans: list[Span]) -> Line:
    """The same line with one span for each stretch of one role."""
    runs: list[Span] = []
    for text, role in spans:
        if runs and runs[-1][1] is role:
            runs[-1] = (runs[-1][0] + text, role)
        else:
            runs.append((text, role))
    return tuple(runs)
