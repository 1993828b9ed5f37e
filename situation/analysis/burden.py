"""How much work a map would be to measure, told before any of it is done.

A valid outline has next to no edges whose boxes overlap but neighbours: on all maps of DeepState it
is three to four for each edge. An outline that runs to and fro over itself has as many as the
square of its edges, and repairing or cutting it takes minutes and gigabytes. Counting the overlaps
of boxes takes milliseconds and can be broken off.
"""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from situation.errors import InputError

MOST_EDGES: Final = 250_000
"""Of one status of one map; the largest real map has 15,219."""
OVERLAPS_PER_EDGE: Final = 20
OVERLAPS_ALLOWED: Final = 50_000
"""Besides: small maps may be as tangled as they like."""
_AT_ONCE: Final = 16
"""Edges that are looked up at once; each may overlap with all others."""


def require_bearable(edges: NDArray[np.float64]) -> None:
    """Make sure that outlines can be repaired and cut in bounded time and memory.

    Args:
        edges: x and y of both ends, shape (n, 4).

    Raises:
        InputError: there are too many, or they run over each other too often.
    """
    if len(edges) > MOST_EDGES:
        raise InputError(
            f"its outlines have {len(edges):,} edges; at most {MOST_EDGES:,} are measured",
            do="simplify the map",
        )
    low, high = np.minimum(edges[:, :2], edges[:, 2:]), np.maximum(edges[:, :2], edges[:, 2:])
    boxes = shapely.box(*low.T, *high.T)
    tree = shapely.STRtree(boxes)
    left = OVERLAPS_ALLOWED + OVERLAPS_PER_EDGE * len(edges)
    for first in range(0, len(boxes), _AT_ONCE):
        left -= tree.query(boxes[first : first + _AT_ONCE]).shape[1]
        if left < 0:
            raise InputError(
                "its outlines run over each other too often to be measured", do="repair the map"
            )
