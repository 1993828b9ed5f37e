"""The disagreement clock: who differs on what, and since when.

The clock of two sources starts when the second of two incompatible statements was said while the
first still stood. It runs on for as long as each says, or has last said, what the other excludes;
it ends when one of them says otherwise, takes it back, or has been silent for longer than its
words stay fresh. A new difference after a pause starts a new clock.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from situation.analysis.figures import excludes
from situation.analysis.predicates import Strength, control_conflict, state_words
from situation.analysis.spans import (
    R,
    Stand,
    both_stood,
    figure_stands,
    overlapping_pairs,
    reading_stands,
)
from situation.model import ControlReading, Source, Statistic
from situation.reports.words import figure_words


class Position(Struct, frozen=True, kw_only=True):
    """What one source says."""

    source: str
    said: str
    """Its newest statement in the dispute, in sitmon's words."""
    said_at: datetime


class Disagreement(Struct, frozen=True, kw_only=True):
    """Two sources that differ at this moment."""

    place: str
    metric: str | None
    """None: they differ on who controls the place."""
    of: str = ""
    """The base of the figures."""
    positions: tuple[Position, Position]
    """In the order in which they were last said."""
    since: datetime
    claims: tuple[str, ...]
    """Ids of the claims that say it now, without those of sources that say it by a map."""
    strength: Strength
    """Partial where they differ on parts of the place only."""


class _Clash(Struct, frozen=True, kw_only=True):
    """Two statements that exclude each other, over the time in which both stood."""

    begin: datetime
    end: datetime
    strength: Strength
    records: tuple[ControlReading | Statistic, ControlReading | Statistic]


def disagreements(
    readings: Iterable[ControlReading],
    statistics: Iterable[Statistic],
    sources: Mapping[str, Source],
    at: datetime,
    *,
    confirmed: Mapping[str, datetime] | None = None,
) -> tuple[Disagreement, ...]:
    """Who differs on what at a moment.

    Args:
        readings: the history, not only those in force, so that the clock knows its beginning;
            without those of withdrawn claims.
        statistics: likewise.
        sources: by id.
        at: the moment; what was said later is not looked at.
        confirmed: by reading id, when its source last said the same, by the moment.

    Returns:
        One for each two sources and each thing they differ on, the longest first.
    """
    said_readings = (reading for reading in readings if reading.said_at <= at)
    said_figures = (figure for figure in statistics if figure.said_at <= at)
    stands = reading_stands(said_readings, sources, confirmed=confirmed)
    by_topic: dict[Hashable, list[_Clash]] = {}
    for clash in (
        *_clashes(stands, _control_strength),
        *_clashes(figure_stands(said_figures, sources), _figure_strength),
    ):
        by_topic.setdefault(_topic(clash), []).append(clash)
    current = [running for clashes in by_topic.values() if (running := _running(clashes, at))]
    return tuple(sorted(current, key=_longest_first))


def _clashes(
    stands: Iterable[Stand[R]], strength_of: Callable[[R, R], Strength | None]
) -> Iterator[_Clash]:
    by_place: dict[str, list[Stand[R]]] = {}
    for stand in stands:
        by_place.setdefault(stand.record.place, []).append(stand)
    for local in by_place.values():
        for first, second in overlapping_pairs(local):
            period = both_stood(first, second)
            if period is None or first.record.source == second.record.source:
                continue
            strength = strength_of(first.record, second.record)
            if strength is not None:
                yield _Clash(
                    begin=period[0],
                    end=period[1],
                    strength=strength,
                    records=(first.record, second.record),
                )


def _control_strength(first: ControlReading, second: ControlReading) -> Strength | None:
    conflict = control_conflict(first, second)
    return conflict.strength if conflict else None


def _figure_strength(first: Statistic, second: Statistic) -> Strength | None:
    return Strength.DIRECT if excludes(first, second) else None


def _topic(clash: _Clash) -> Hashable:
    record = clash.records[0]
    metric, of = _matter(record)
    return record.place, metric, of, frozenset(record.source for record in clash.records)


def _matter(record: ControlReading | Statistic) -> tuple[str | None, str]:
    return (record.metric, record.of) if isinstance(record, Statistic) else (None, "")


def _running(clashes: list[_Clash], at: datetime) -> Disagreement | None:
    """The unbroken difference that covers the moment, from clashes of two sources on one thing."""
    now = [clash for clash in clashes if clash.begin <= at < clash.end]
    if not now:
        return None
    since = min(clash.begin for clash in now)
    for clash in sorted(clashes, key=lambda clash: clash.end, reverse=True):
        if clash.begin < since <= clash.end:
            since = clash.begin
    records = [record for clash in now for record in clash.records]
    newest = {record.source: record for record in sorted(records, key=_said)}
    first, second = sorted(newest.values(), key=_said)
    metric, of = _matter(first)
    return Disagreement(
        place=first.place,
        metric=metric,
        of=of,
        positions=(_position(first), _position(second)),
        since=since,
        claims=tuple(dict.fromkeys(record.claim for record in records if record.claim)),
        strength=min((clash.strength for clash in now), key=list(Strength).index),
    )


def _said(record: ControlReading | Statistic) -> tuple[datetime, str]:
    return record.said_at, record.id


def _position(record: ControlReading | Statistic) -> Position:
    said = figure_words(record) if isinstance(record, Statistic) else state_words(record)
    return Position(source=record.source, said=said, said_at=record.said_at)


def _longest_first(item: Disagreement) -> tuple[object, ...]:
    sources = tuple(position.source for position in item.positions)
    return item.since, item.place, item.metric or "", item.of, sources
