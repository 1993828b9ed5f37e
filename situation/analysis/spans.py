"""From when to when a source stood by what it said, and the time that it spoke of.

A reading or a figure stands from when it was said until its source says otherwise about the same
thing, takes it back, or has been silent for longer than its words stay fresh.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from msgspec import Struct

from situation.analysis.control import freshness
from situation.lookup import folded
from situation.model import ControlReading, Source, Statistic
from situation.vocabulary import Basis, Precision, SourceKind

R = TypeVar("R", ControlReading, Statistic)

_REACH: Final[Mapping[Precision, tuple[timedelta, timedelta]]] = {
    Precision.EXACT: (timedelta(0), timedelta(minutes=1)),
    Precision.HOURS: (timedelta(hours=6), timedelta(hours=6)),
    Precision.DAY: (timedelta(0), timedelta(days=1)),
    Precision.DAYS: (timedelta(days=3), timedelta(days=4)),
    Precision.WEEK: (timedelta(days=7), timedelta(days=8)),
    Precision.MONTH: (timedelta(days=31), timedelta(days=31)),
    Precision.SEASON: (timedelta(days=92), timedelta(days=92)),
    Precision.YEAR: (timedelta(days=366), timedelta(days=366)),
    # An era ("before the war") is dated by its last day.
    Precision.ERA: (timedelta(days=3653), timedelta(days=1)),
}


class Stand(Struct, Generic[R], frozen=True, kw_only=True):
    """One record with the two periods it belongs to, both half-open."""

    record: R
    valid_from: datetime
    valid_to: datetime
    """The time in the world it speaks of, as wide as its precision leaves it."""
    until: datetime
    """When its source ceased to stand by it; it began to at the record's `said_at`."""


def window(moment: datetime, precision: Precision) -> tuple[datetime, datetime]:
    """The half-open time in which a moment of this precision can lie."""
    before, after = _REACH[precision]
    return moment - before, moment + after


def overlap(first: Stand[R], second: Stand[R]) -> bool:
    """Whether two records speak of one time in the world."""
    return first.valid_from < second.valid_to and second.valid_from < first.valid_to


def both_stood(first: Stand[R], second: Stand[R]) -> tuple[datetime, datetime] | None:
    """The half-open time in which both sources stood by their words; None: there is none."""
    begin = max(first.record.said_at, second.record.said_at)
    end = min(first.until, second.until)
    return (begin, end) if begin < end else None


def reading_stands(
    readings: Iterable[ControlReading],
    sources: Mapping[str, Source],
    *,
    confirmed: Mapping[str, datetime] | None = None,
) -> tuple[Stand[ControlReading], ...]:
    """When each reading stood, ordered by the time it speaks of.

    Args:
        readings: of any places; those of unknown sources are left out.
        sources: by id.
        confirmed: by reading id, when its source last said the same (a map that was read again);
            where it is missing, when it was said.
    """
    last_said = confirmed or {}
    stands = []
    for voice in _by_voice(readings, sources, _reading_topic):
        for index, reading in enumerate(voice):
            silent = last_said.get(reading.id, reading.said_at) + freshness(sources[reading.source])
            later = (other.said_at for other in voice[index + 1 :] if _replaces(other, reading))
            until = min(silent, next(later, silent))
            begin = window(reading.valid_from, reading.valid_precision)[0]
            end = reading.valid_to or until
            stands.append(Stand(record=reading, valid_from=begin, valid_to=end, until=until))
    return tuple(sorted(stands, key=lambda stand: (stand.valid_from, stand.record.id)))


def figure_stands(
    statistics: Iterable[Statistic], sources: Mapping[str, Source]
) -> tuple[Stand[Statistic], ...]:
    """When each figure stood, ordered by the time it speaks of; unknown sources are left out."""
    stands = []
    for voice in _by_voice(statistics, sources, _figure_topic):
        for index, figure in enumerate(voice):
            silent = figure.said_at + freshness(sources[figure.source])
            later = (o.said_at for o in voice[index + 1 :] if o.said_at > figure.said_at)
            until = min(silent, next(later, silent))
            begin, end = window(figure.as_of, figure.as_of_precision)
            stands.append(Stand(record=figure, valid_from=begin, valid_to=end, until=until))
    return tuple(sorted(stands, key=lambda stand: (stand.valid_from, stand.record.id)))


def overlapping_pairs(stands: Iterable[Stand[R]]) -> Iterator[tuple[Stand[R], Stand[R]]]:
    """Every two that speak of one time; `stands` ordered by `valid_from`."""
    still_open: list[Stand[R]] = []
    for stand in stands:
        still_open = [earlier for earlier in still_open if stand.valid_from < earlier.valid_to]
        for earlier in still_open:
            if overlap(earlier, stand):
                yield earlier, stand
        still_open.append(stand)


def _by_voice(
    records: Iterable[R], sources: Mapping[str, Source], topic: Callable[[R], Hashable]
) -> Iterable[list[R]]:
    """The records of each source about each topic, in the order they were said."""
    voices: dict[Hashable, list[R]] = {}
    for record in sorted(records, key=lambda record: (record.said_at, record.id)):
        source = sources.get(record.source)
        if source is not None:
            # Two people whom nobody names do not take back each other's words.
            nobody = record.id if source.kind is SourceKind.UNNAMED else ""
            voices.setdefault((record.source, nobody, topic(record)), []).append(record)
    return voices.values()


def _reading_topic(reading: ControlReading) -> Hashable:
    return reading.place, reading.extent, folded(reading.part)


def _figure_topic(figure: Statistic) -> Hashable:
    return figure.place, figure.metric, figure.unit, folded(figure.of)


def _replaces(later: ControlReading, earlier: ControlReading) -> bool:
    """A denial takes back only what it denies, not what its source says of another status."""
    one_sense = (later.basis is Basis.DENIED) == (earlier.basis is Basis.DENIED)
    return later.said_at > earlier.said_at and (one_sense or later.status is earlier.status)
