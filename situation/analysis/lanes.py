"""What one source said of a place as a whole, day by day: its periods, turns and returns.

A lane shows for each day (UTC) what the source had said by the end of it, as a store that is asked
as of that day answers. A word holds until the next one, until its own end, or until its source has
been silent for longer than its words stay fresh. Silence is a gap and no status.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from situation.analysis.control import freshness
from situation.model import ControlReading, Coverage, Source
from situation.periods import start_of_day
from situation.timeline_view import Lane, Period
from situation.vocabulary import Basis, ControlStatus, SourceKind

FLAPPING_DAYS: Final = 30

Stretch: TypeAlias = tuple[datetime, datetime]
"""A beginning and an end, half-open."""
State: TypeAlias = tuple[ControlStatus, str | None, bool]
"""Status, holder and whether it is denied: what a period says."""


class _Held(Struct, frozen=True):
    """A reading and the time in which no other word of its source took its place."""

    reading: ControlReading
    begin: datetime
    end: datetime


def lane_of(
    source: Source, readings: Sequence[ControlReading], coverage: Sequence[Coverage], end: datetime
) -> Lane:
    """One source's whole history of one place.

    Args:
        source: who says it.
        readings: what it said of the whole place, each said and valid by `end`, by valid time,
            those of one valid time in the order in which they were said.
        coverage: the days on which its map was read with this place on it, by valid time.
        end: the viewpoint; no period reaches beyond it.
    """
    days = [item.valid_from for item in coverage]
    periods: list[Period] = []
    for held in _holding(readings, end):
        first = bisect_left(days, held.reading.valid_from)
        again = coverage[first : bisect_left(days, held.end)]
        for begin, until in _confirmed(held, again, freshness(source), end):
            _add(periods, _period(held.reading, begin, until))
    # Two people whom nobody names do not turn when they differ.
    told = [] if source.kind is SourceKind.UNNAMED else list(_turns(periods))
    return Lane(
        source=source,
        periods=tuple(periods),
        turns=tuple(start for start, _ in told),
        returns=tuple(start for start, is_return in told if is_return),
        flapping=_flaps([start for start, is_return in told if is_return]),
        is_read=bool(coverage),
    )


def clipped(lane: Lane, start: datetime) -> Lane:
    """The lane from a moment on; its first turn may be one from what it said before."""
    returns = tuple(moment for moment in lane.returns if moment >= start)
    return replace(
        lane,
        periods=tuple(
            replace(period, start=max(period.start, start))
            for period in lane.periods
            if period.end > start
        ),
        turns=tuple(moment for moment in lane.turns if moment >= start),
        returns=returns,
        flapping=_flaps(returns),
    )


def gaps_of(lane: Lane, end: datetime) -> tuple[Stretch, ...]:
    """The stretches after its first word in which a lane is silent, up to `end`."""
    ends = [period.end for period in lane.periods]
    starts = [*(period.start for period in lane.periods[1:]), end]
    return tuple(
        (silent, again) for silent, again in zip(ends, starts, strict=True) if silent < again
    )


def state_of(period: Period) -> State:
    """What a period says, without how much and in which words."""
    return period.status, period.holder, period.basis is Basis.DENIED


def _holding(readings: Sequence[ControlReading], end: datetime) -> list[_Held]:
    """Which reading held when, oldest first, as if each had stayed fresh.

    Of what was said and valid by a day the newest by valid time holds: what is said late of an
    earlier time does not take the place of what is known of a later one.
    """
    by_day = sorted(
        (_day(max(reading.valid_from, reading.said_at)), rank)
        for rank, reading in enumerate(readings)
    )
    begun: list[tuple[datetime, int]] = []
    for day, rank in by_day:
        if begun and rank < begun[-1][1]:
            continue
        if begun and begun[-1][0] == day:
            begun.pop()
        begun.append((day, rank))
    ends = [*(day for day, _ in begun[1:]), end]
    return [
        _Held(readings[rank], day, min(until, _last(readings[rank].valid_to, end)))
        for (day, rank), until in zip(begun, ends, strict=True)
    ]


def _confirmed(
    held: _Held, again: Iterable[Coverage], fresh: timedelta, end: datetime
) -> list[Stretch]:
    """The stretches of its time in which a reading was fresh."""
    known = [
        (held.begin, held.reading.said_at),
        *((_day(max(item.valid_from, item.said_at)), item.valid_from) for item in again),
    ]
    stretches: list[Stretch] = []
    for begin, confirmed_at in sorted(known):
        # A word is fresh at the very moment at which its time is up.
        lapse = _last(confirmed_at + fresh + timedelta(microseconds=1), end)
        start, until = max(begin, held.begin), min(lapse, held.end)
        if start >= until:
            continue
        if stretches and start <= stretches[-1][1]:
            start, earlier = stretches.pop()
            until = max(until, earlier)
        stretches.append((start, until))
    return stretches


def _day(moment: datetime) -> datetime:
    return start_of_day(moment.date())


def _last(moment: datetime | None, end: datetime) -> datetime:
    """From when on it is over at the ends of days, and at the viewpoint, whose day still runs."""
    return end if moment is None or moment > end else _day(moment)


def _period(reading: ControlReading, start: datetime, end: datetime) -> Period:
    return Period(
        start=start,
        end=end,
        status=reading.status,
        holder=reading.holder,
        basis=reading.basis,
        label=reading.label,
        share=reading.shares.occupied if reading.shares else None,
        distance_km=reading.distance_km,
        reading=reading.id,
    )


def _add(periods: list[Period], period: Period) -> None:
    """Add a period, as one with the last where that ends in it and says the very same."""
    if periods and periods[-1].end == period.start:
        longer = replace(periods[-1], end=period.end)
        if longer == replace(period, start=longer.start, reading=longer.reading):
            periods[-1] = longer
            return
    periods.append(period)


def _turns(periods: Sequence[Period]) -> Iterable[tuple[datetime, bool]]:
    """When another state began, and whether it was one left at most 30 days before."""
    left: dict[State, datetime] = {}
    for before, after in pairwise(periods):
        if state_of(before) == state_of(after):
            continue
        left[state_of(before)] = after.start
        departed = left.get(state_of(after))
        yield after.start, departed is not None and _is_near(departed, after.start)


def _flaps(returns: Sequence[datetime]) -> bool:
    return any(_is_near(earlier, later) for earlier, later in pairwise(returns))


def _is_near(earlier: datetime, later: datetime) -> bool:
    return later - earlier <= timedelta(days=FLAPPING_DAYS)
