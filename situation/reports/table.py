"""Aligned columns in plain text; nothing is ever cut, the widest cell makes the column."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

GAP: Final = "  "
_ZERO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})


class Column(Struct, frozen=True):
    """A column's title; numbers stand to the right."""

    title: str
    right: bool = False


def display_width(text: str) -> int:
    """Terminal cells that a text takes: 2 for wide East Asian characters, 0 for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def aligned(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lay out rows under their columns' titles.

    Args:
        columns: one for each cell of a row.
        rows: the cells; each row as long as `columns`.

    Returns:
        The title line and one line a row, without blanks at the end.
    """
    lines = [[column.title for column in columns], *rows]
    widths = [max(display_width(line[index]) for line in lines) for index in range(len(columns))]
    return [
        GAP.join(
            _padded(cell, width, right=column.right)
            for cell, width, column in zip(line, widths, columns, strict=True)
        ).rstrip()
        for line in lines
    ]


def _padded(cell: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - display_width(cell))
    return blanks + cell if right else cell + blanks
