"""The edges of a map day after day: every straight piece once, and the days that have it."""

from datetime import datetime, timedelta
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from situation.analysis.plane import Metres

GRID_PER_DEGREE: Final = 1_000_000
"""Pieces are the same where the sixth decimals of both ends are, a tenth of a metre: the mirror's
files have had so many since 30 September 2024, and had seven before, of the same ground."""
FIXED_AFTER: Final = timedelta(days=180)
"""So long a history tells coast and state border, which never move, from a front that rests."""

_PIECE_BYTES: Final = 4 * 8


class EdgeHistory:
    """Which pieces of edge each day had, by the number under which a piece is kept once."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._days: list[tuple[datetime, NDArray[np.int64]]] = []

    @property
    def first_day(self) -> datetime | None:
        """The earliest day; None before the first."""
        return min((moment for moment, _ in self._days), default=None)

    @property
    def is_long_enough(self) -> bool:
        """Whether the days reach far enough apart to say what never moves."""
        moments = [moment for moment, _ in self._days]
        return bool(moments) and max(moments) - min(moments) >= FIXED_AFTER

    def add(self, moment: datetime, ground: shapely.Geometry) -> None:
        """Take in the edge of one day's ground, in degrees."""
        pieces = _pieces(ground).tobytes()
        numbers = self._numbers
        day = np.fromiter(
            (
                numbers.setdefault(pieces[start : start + _PIECE_BYTES], len(numbers))
                for start in range(0, len(pieces), _PIECE_BYTES)
            ),
            dtype=np.int64,
        )
        self._days.append((moment, day))

    def ends(self) -> NDArray[np.float64]:
        """Longitude and latitude of both ends of every piece, by number, shape (n, 4)."""
        grid = np.frombuffer(b"".join(self._numbers), dtype=np.int64).reshape(-1, 4)
        return grid / GRID_PER_DEGREE

    def never_moved(self) -> NDArray[np.bool_]:
        """Whether each piece, by number, is there on every day."""
        counts = np.zeros(len(self._numbers), dtype=np.int64)
        for _, day in self._days:
            counts[day] += 1
        return np.equal(counts, len(self._days))

    def days(self) -> list[tuple[datetime, NDArray[np.int64]]]:
        """The numbers of the pieces of each day, in the order in which they were added."""
        return list(self._days)


def lengths_within(
    ends: Metres, outlines: dict[str, shapely.Geometry]
) -> tuple[Metres, dict[str, Metres]]:
    """Kilometres of each piece, and of its part within each outline.

    Args:
        ends: x and y of both ends on the plane, shape (n, 4).
        outlines: valid polygons on the plane, by name.

    Returns:
        Lengths of shape (n,): of the whole pieces, and by outline.
    """
    pieces = shapely.linestrings(ends.reshape(-1, 2, 2))
    whole = shapely.length(pieces) / 1000
    tree = shapely.STRtree(pieces)
    within: dict[str, Metres] = {}
    for name, outline in outlines.items():
        lengths = np.zeros(len(pieces))
        touched = tree.query(outline, predicate="intersects")
        inside = tree.query(outline, predicate="contains")
        across = np.setdiff1d(touched, inside)
        lengths[inside] = whole[inside]
        lengths[across] = shapely.length(shapely.intersection(pieces[across], outline)) / 1000
        within[name] = lengths
    return whole, within


def _pieces(ground: shapely.Geometry) -> NDArray[np.int64]:
    """The distinct straight pieces of a ground's edge as grid points, shape (n, 4)."""
    corners, ring = shapely.get_coordinates(
        shapely.get_parts(shapely.boundary(ground)), return_index=True
    )
    grid = np.round(corners * GRID_PER_DEGREE).astype(np.int64)
    joined = ring[1:] == ring[:-1]
    first, last = grid[:-1][joined], grid[1:][joined]
    moved = (first != last).any(axis=1)
    first, last = first[moved], last[moved]
    # A piece is the same whichever way round its ring runs.
    swapped = (first[:, 0] > last[:, 0]) | (
        (first[:, 0] == last[:, 0]) & (first[:, 1] > last[:, 1])
    )
    pieces = np.where(swapped[:, np.newaxis], np.hstack((last, first)), np.hstack((first, last)))
    return np.unique(pieces, axis=0)
