"""Only what changed is kept of a map that is measured map after map.

A reading holds until the next one of its place. So of a newly measured map only those readings are
kept that differ from the state in force just before it, and one `Coverage` says that the whole map
was read. Where a map comes in before one that is already covered, what the later one said by saying
nothing is said again in a reading of its own: it must not inherit the earlier map's news.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from functools import lru_cache
from operator import attrgetter
from typing import Final

import msgspec
from msgspec import Struct

from situation.model import ControlReading, Coverage
from situation.vocabulary import Extent

_ABOUT_THE_SAYING: Final = {"id", "valid_from", "said_at", "url", "document"}
_value: Final = attrgetter(
    *(name for name in ControlReading.__struct_fields__ if name not in _ABOUT_THE_SAYING)
)


class Measurement(Struct, frozen=True, kw_only=True):
    """What one map says of every place that was measured on it."""

    coverage: Coverage
    readings: tuple[ControlReading, ...]
    """One for each place."""
    repaired: int = 0
    """Polygons whose rings crossed and had to be repaired before they were measured."""


class CoveredMap(Struct, frozen=True, kw_only=True):
    """A map that was read before, and the places that were known when that was recorded.

    It says nothing of a place that came later.
    """

    coverage: Coverage
    places: frozenset[str]


class MapRuns:
    """The change-only history of one source's maps.

    Args:
        readings: the newest versions of the source's readings; those of parts of a place and those
            that state a claim are no part of the map's history and passed over.
        covered: the maps that were read before.
    """

    def __init__(
        self, readings: Iterable[ControlReading] = (), covered: Iterable[CoveredMap] = ()
    ) -> None:
        self._places: defaultdict[str, _Readings] = defaultdict(_Readings)
        for reading in readings:
            if reading.extent is Extent.WHOLE and not reading.part and reading.claim is None:
                self._places[reading.place].keep(reading)
        self._covered = {covered_map.coverage.valid_from: covered_map for covered_map in covered}
        self._moments = sorted(self._covered)

    def add(self, measurement: Measurement) -> tuple[ControlReading | Coverage, ...]:
        """Take a newly measured map in: after, between or in place of earlier ones.

        Returns:
            The records to append: new readings and new versions of readings, and the coverage if
            its moment had none. Empty when everything was known.
        """
        changes = [change for reading in measurement.readings for change in self._changes(reading)]
        for change in changes:
            self._places[change.place].keep(change)
        moment = measurement.coverage.valid_from
        if moment in self._covered:
            return tuple(changes)
        self._covered[moment] = CoveredMap(
            coverage=measurement.coverage,
            places=frozenset(reading.place for reading in measurement.readings),
        )
        insort(self._moments, moment)
        return (*changes, measurement.coverage)

    def _changes(self, new: ControlReading) -> Iterator[ControlReading]:
        """The readings that make its place's history say what it says, from its moment on."""
        stored = self._places[new.place]
        said = stored.by_moment.get(new.valid_from)
        in_force = said or stored.before(new.valid_from)
        is_same = in_force is not None and _value(in_force) == _value(new)
        if not is_same or (said is None and self._is_silent_on(new.place, new.valid_from)):
            yield new
        if in_force is None or is_same:
            return
        next_moment = self._next_covered(new.place, new.valid_from)
        if next_moment is not None and not stored.has_between(new.valid_from, next_moment):
            yield self._said_again(in_force, next_moment)

    def _is_silent_on(self, place: str, moment: datetime) -> bool:
        """Whether the map of this moment was recorded before the place was known.

        Its coverage then does not confirm the place and only a reading of its own can.
        """
        covered = self._covered.get(moment)
        return covered is not None and place not in covered.places

    def _next_covered(self, place: str, moment: datetime) -> datetime | None:
        """When the first later map was that said something of the place."""
        later = self._moments[bisect_right(self._moments, moment) :]
        return next((after for after in later if place in self._covered[after].places), None)

    def _said_again(self, reading: ControlReading, moment: datetime) -> ControlReading:
        """What an earlier reading implied at a covered moment, as a reading of that moment."""
        coverage = self._covered[moment].coverage
        return msgspec.structs.replace(
            reading,
            id=reading_id(reading.source, reading.place, moment),
            valid_from=moment,
            said_at=coverage.said_at,
            url=coverage.url,
            document=coverage.document,
        )


class _Readings:
    """One place's readings by moment."""

    def __init__(self) -> None:
        self.by_moment: dict[datetime, ControlReading] = {}
        self._moments: list[datetime] = []

    def keep(self, reading: ControlReading) -> None:
        """Take a reading in, instead of an earlier version of it."""
        if reading.valid_from not in self.by_moment:
            insort(self._moments, reading.valid_from)
        self.by_moment[reading.valid_from] = reading

    def before(self, moment: datetime) -> ControlReading | None:
        """The newest reading from before this moment."""
        index = bisect_left(self._moments, moment)
        return self.by_moment[self._moments[index - 1]] if index else None

    def has_between(self, first: datetime, last: datetime) -> bool:
        """Whether there is a reading after `first` and not after `last`."""
        return bisect_right(self._moments, first) < bisect_right(self._moments, last)


def reading_id(source: str, place: str, moment: datetime) -> str:
    """The id of what one map says of one place."""
    return f"{source}:{place}:{_key(moment)}"


def coverage_id(source: str, moment: datetime) -> str:
    """The id of the coverage of one map."""
    return f"{source}:{_key(moment)}"


@lru_cache(maxsize=64)
def _key(moment: datetime) -> str:
    """The day of a map that is known by its day, else the second, UTC."""
    if moment.time() == time.min:
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y%m%dT%H%M%SZ}"
