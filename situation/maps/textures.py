"""What each kind of cell of a map looks like in each style: the table that canvas and legend share.

Kinds of area differ by texture, so that colour is never needed. A cell's dots are numbered by bits:
bit `2 * row + column` of a byte, rows from the top.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache, reduce
from operator import or_
from typing import Final


class CellStyle(Enum):
    """What a map is drawn with."""

    BRAILLE = "braille dots"
    HALF_BLOCK = "half blocks"
    LETTERS = "letters"
    """ASCII only, for terminals without more and for themes without colours."""


class CellKind(Enum):
    """What a cell of a map shows."""

    BEYOND = "not mapped here"
    OUTSIDE = "outside the areas that the map draws"
    OCCUPIED = "occupied"
    CONTESTED = "contested"
    LIBERATED = "liberated"
    NEWLY_OCCUPIED = "newly occupied"
    NO_LONGER_OCCUPIED = "no longer occupied"
    BORDER = "border of a region"
    RING = "footprint"
    SECTOR = "sector of a footprint, occupied in part or whole"
    SECTOR_FREE = "sector of a footprint, nothing occupied"
    CITY_OCCUPIED = "occupied city"
    CITY_HELD = "held city"
    CITY_CONTESTED = "contested city"
    CITY_OTHER = "city"
    LABEL = "name"
    MARKED = "name of the chosen city"


AREA_KINDS: Final = (
    CellKind.NEWLY_OCCUPIED,
    CellKind.NO_LONGER_OCCUPIED,
    CellKind.CONTESTED,
    CellKind.OCCUPIED,
    CellKind.LIBERATED,
)
"""Where areas overlap, or share a cell equally, the first of these is shown."""
LINE_KINDS: Final = (CellKind.BORDER, CellKind.RING)

BLANK: Final = " "
_BRAILLE_BLANK: Final = 0x2800
_BEYOND: Final[Mapping[CellStyle, str]] = {
    CellStyle.BRAILLE: "╱",
    CellStyle.HALF_BLOCK: "╱",
    CellStyle.LETTERS: ".",
}
# Dots of a whole cell: all, a chequerboard, a diagonal, columns, rows.
_DOTS: Final[Mapping[CellKind, int]] = {
    CellKind.OCCUPIED: 0b11111111,
    CellKind.CONTESTED: 0b10011001,
    CellKind.LIBERATED: 0b10000001,
    CellKind.NEWLY_OCCUPIED: 0b01010101,
    CellKind.NO_LONGER_OCCUPIED: 0b00110011,
    CellKind.BORDER: 0b11111111,
    CellKind.RING: 0b11111111,
}
_SHADES: Final[Mapping[CellKind, str]] = {
    CellKind.OCCUPIED: "▓",
    CellKind.CONTESTED: "▒",
    CellKind.LIBERATED: "░",
    CellKind.NEWLY_OCCUPIED: "█",
    CellKind.NO_LONGER_OCCUPIED: "▚",
}
_LETTERS: Final[Mapping[CellKind, str]] = {
    CellKind.CONTESTED: "C",
    CellKind.LIBERATED: "L",
    CellKind.NEWLY_OCCUPIED: "+",
    CellKind.NO_LONGER_OCCUPIED: "-",
    CellKind.BORDER: ":",
    CellKind.RING: ",",
}
_LINE_SAMPLE: Final = 0b00110000
_DRAWN_LINES: Final[Mapping[CellKind, str]] = {CellKind.BORDER: "·", CellKind.RING: "•"}
_HALVES: Final = ((0b00001111, "▀"), (0b11110000, "▄"), (0b01010101, "▌"), (0b10101010, "▐"))


def sample(kind: CellKind, style: CellStyle, occupier: str = "O") -> str:
    """One character that shows a kind of area or line, as a legend needs it.

    Args:
        kind: `BEYOND`, an area or a line; what has no texture is blank.
        style: what the map is drawn with.
        occupier: the letter of the occupying party.
    """
    if kind is CellKind.BEYOND:
        return _BEYOND[style]
    if kind in LINE_KINDS:
        # A cell full of a line's dots would look like one of an area.
        return table(kind, style, occupier)[_LINE_SAMPLE]
    return table(kind, style, occupier)[0xFF] if kind in _DOTS else BLANK


@cache
def table(kind: CellKind, style: CellStyle, occupier: str) -> str:
    """The character of a cell for each of the 256 sets of its dots that are of an area or line."""
    return "".join(_character(kind, style, occupier, dots) for dots in range(256))


def mixed(
    parts: Sequence[tuple[CellKind, int]], style: CellStyle, occupier: str
) -> tuple[CellKind, str]:
    """How a cell looks in which several kinds of area meet, and the kind it counts as.

    Args:
        parts: each kind with its dots, in the order of `AREA_KINDS`; no two share a dot.
        style: what the map is drawn with.
        occupier: the letter of the occupying party.
    """
    # The first of equals stays.
    kind, _ = max(parts, key=lambda part: part[1].bit_count())
    if style is CellStyle.BRAILLE:
        dots = (ord(table(part, style, occupier)[cell]) for part, cell in parts)
        return kind, chr(reduce(or_, dots))
    return kind, table(kind, style, occupier)[reduce(or_, (cell for _, cell in parts))]


def _character(kind: CellKind, style: CellStyle, occupier: str, dots: int) -> str:
    if not dots:
        character = BLANK
    elif style is CellStyle.BRAILLE:
        # An edge of few dots would vanish where its texture has none of them.
        character = braille(dots & _DOTS[kind] or dots)
    elif style is CellStyle.LETTERS:
        letter = occupier if kind is CellKind.OCCUPIED else _LETTERS[kind]
        character = letter if kind in LINE_KINDS or dots.bit_count() >= 4 else BLANK
    elif kind in LINE_KINDS:
        character = _DRAWN_LINES[kind]
    else:
        shapes = ((0xFF, _SHADES[kind]), *_HALVES, (0, BLANK))
        character = min(shapes, key=lambda shape: (shape[0] ^ dots).bit_count())[1]
    return character


def braille(dots: int) -> str:
    """The braille character of a set of dots; a blank for none."""
    if not dots:
        return BLANK
    # Unicode numbers the upper six dots down the columns, the lowest two across.
    left_first = (0, 3, 1, 4, 2, 5, 6, 7)
    return chr(_BRAILLE_BLANK + sum(1 << left_first[bit] for bit in range(8) if dots >> bit & 1))
