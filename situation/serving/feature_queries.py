"""The box and the time of a question about features (OGC 17-069r4, 7.15.3 and 7.15.4)."""

from collections.abc import Iterable
from datetime import datetime
from math import isfinite
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from situation.errors import UsageError
from situation.periods import EARLIEST, Clock, Viewpoint, parse_moment
from situation.reports.jsontext import instant
from situation.serving.queries import ItemAsked

P = TypeVar("P", bound=ItemAsked)

_OPEN: Final = ("", "..")


class Box(Struct, frozen=True, kw_only=True):
    """Degrees, WGS 84, its edges included; one that reaches over 180° has its west in the east."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, points: Iterable[tuple[float, float]]) -> bool:
        """Whether any (lon, lat) lies in it."""
        return any(
            self.south <= lat <= self.north and self._holds_longitude(lon) for lon, lat in points
        )

    def _holds_longitude(self, lon: float) -> bool:
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east


class FeatureTimes(Struct, frozen=True, kw_only=True):
    """When features are asked of: an instant, or an interval that ends at the viewpoint."""

    viewpoint: Viewpoint
    is_interval: bool = False
    since: datetime | None = None
    """The beginning of the interval; None: it has none."""


def box_of(text: str) -> Box | None:
    """A box of four numbers, or of six, whose heights are nothing to us; None where none is given.

    Raises:
        UsageError: it is no box.
    """
    if not text:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise _no_box(text) from None
    if len(numbers) == 6:
        numbers = [*numbers[0:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(isfinite, numbers)) or numbers[1] > numbers[3]:
        raise _no_box(text)
    west, south, east, north = numbers
    return Box(west=west, south=south, east=east, north=north)


def feature_times(query: ItemAsked, clock: Clock) -> FeatureTimes:
    """When features are asked of; a bare day is the whole of it, its end for an instant.

    Raises:
        UsageError: one of the times cannot be read, or the interval ends before it begins.
    """
    known_at = None if query.known_at is None else parse_moment(query.known_at, clock)
    begin, slash, end = query.datetime.partition("/")
    if not slash:
        at = parse_moment(begin, clock) if begin else clock()
        return FeatureTimes(viewpoint=Viewpoint(valid_at=at, known_at=known_at))
    since = None if begin in _OPEN else parse_moment(begin, clock, start=True)
    until = clock() if end in _OPEN else parse_moment(end, clock)
    if until < (since or EARLIEST):
        raise UsageError("the interval ends before it begins", where="datetime")
    return FeatureTimes(
        viewpoint=Viewpoint(valid_at=until, known_at=known_at), is_interval=True, since=since
    )


def pinned(query: P, times: FeatureTimes, newest: datetime | None) -> P:
    """The same question, asked of the same times again whenever it is asked.

    Args:
        query: as it was asked.
        times: what it meant then.
        newest: when the newest entry that it could know of was recorded; None: there is none.
    """
    at = instant(times.viewpoint.valid_at) or ""
    begin = instant(times.since) or _OPEN[-1]
    return replace(
        query,
        datetime=f"{begin}/{at}" if times.is_interval else at,
        known_at=instant(times.viewpoint.known_at or newest),
    )


def _no_box(text: str) -> UsageError:
    return UsageError(f"“{text}” is no box", where="bbox", do="west,south,east,north in degrees")
