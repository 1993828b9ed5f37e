"""Dots as cells."""

from typing import Final

from situation.maps.raster import DotRows
from situation.maps.window import DOTS_ACROSS, DOTS_DOWN

_CELLS_IN_BYTE: Final = 8 // DOTS_ACROSS
_PAIRS: Final = tuple(
    bytes(byte >> DOTS_ACROSS * cell & 0b11 for cell in range(_CELLS_IN_BYTE))
    for byte in range(256)
)
"""The four pairs of neighbouring dots that a byte holds."""


def packed(rows: DotRows, columns: int) -> list[bytes]:
    """The dots of each cell, row by row of cells; empty for a row of cells without any.

    Args:
        rows: a multiple of four.
        columns: the cells in a row.

    Returns:
        For each row of cells one byte for each cell: bit `2 * row + column` of it is a dot.
    """
    return [
        _packed_cells(rows[top : top + DOTS_DOWN], columns)
        for top in range(0, len(rows), DOTS_DOWN)
    ]


def _packed_cells(rows: DotRows, columns: int) -> bytes:
    if not any(rows):
        return b""
    length = -(-columns // _CELLS_IN_BYTE)
    lanes = 0
    for row, dots in enumerate(rows):
        if dots:
            pairs = b"".join([_PAIRS[byte] for byte in dots.to_bytes(length, "little")])
            # One byte for each cell: the shift moves no dot out of its cell's byte.
            lanes |= int.from_bytes(pairs, "little") << DOTS_ACROSS * row
    return lanes.to_bytes(length * _CELLS_IN_BYTE, "little")[:columns]
