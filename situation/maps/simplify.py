"""Lines with fewer vertices that stay near the given ones: Douglas and Peucker (1973), in pieces.

A line is simplified in short pieces, whose ends stay: so the time that it takes grows with its
length alone, whatever its shape.
"""

from array import array
from typing import Final

_EDGES_IN_PIECE: Final = 64


def simplified(
    xs: "array[float]", ys: "array[float]", tolerance: float
) -> "tuple[array[float], array[float]]":
    """Some of the vertices of a line, its first and its last one always.

    Args:
        xs: of its vertices, at least one.
        ys: as many.
        tolerance: no vertex that is left out lies farther from the new line.
    """
    last = len(xs) - 1
    keep = bytearray(len(xs))
    keep[last] = 1
    for first in range(0, last, _EDGES_IN_PIECE):
        keep[first] = 1
        _mark(xs, ys, first, min(first + _EDGES_IN_PIECE, last), tolerance, keep)
    # Not compress(): it would keep other threads from working until it is through.
    chosen = [index for index, is_kept in enumerate(keep) if is_kept]
    return array("d", [xs[index] for index in chosen]), array("d", [ys[index] for index in chosen])


def _mark(  # noqa: PLR0917 - the vertices, which part of them, how finely, what is found
    xs: "array[float]",
    ys: "array[float]",
    start: int,
    end: int,
    tolerance: float,
    keep: bytearray,
) -> None:
    """Mark the vertices between two that have to stay."""
    pending = [(start, end)]
    least = tolerance * tolerance
    while pending:
        first, last = pending.pop()
        x, y = xs[first], ys[first]
        across, along = xs[last] - x, ys[last] - y
        length = across * across + along * along
        farthest, distance = first, least
        for index in range(first + 1, last):
            east, north = xs[index] - x, ys[index] - y
            part = east * across + north * along
            if part <= 0:
                # Behind an end of the line it is the end that is nearest.
                away = east * east + north * north
            elif part >= length:
                away = (east - across) ** 2 + (north - along) ** 2
            else:
                away = (east * along - north * across) ** 2 / length
            if away > distance:
                farthest, distance = index, away
        if farthest != first:
            keep[farthest] = 1
            pending += [(first, farthest), (farthest, last)]
