"""Many numbers in parts.

The interpreter lets no other thread work while `min`, `max` or `sum` goes through a list: with a
million numbers that would keep the keys waiting.
"""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Final

from situation.mapframe import Bounds

LONGEST: Final = 50_000
"""Numbers in a part: a pass over them takes about a millisecond."""


def slices(values: Sequence[float]) -> Iterator[Sequence[float]]:
    """The numbers in their order, in parts of at most `LONGEST`."""
    return (values[start : start + LONGEST] for start in range(0, len(values), LONGEST))


def are_finite(*columns: Sequence[float]) -> bool:
    """Whether every number is one."""
    # No order holds for "not a number", but every sum with one is none either.
    return all(isfinite(sum(part)) for values in columns for part in slices(values))


def bounds_of(xs: Sequence[float], ys: Sequence[float]) -> Bounds:
    """The least and the greatest: west, south, east and north of points, of which there is one.

    Args:
        xs: to the east, all finite.
        ys: to the north, all finite.
    """
    return (
        min(min(part) for part in slices(xs)),
        min(min(part) for part in slices(ys)),
        max(max(part) for part in slices(xs)),
        max(max(part) for part in slices(ys)),
    )
