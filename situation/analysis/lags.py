"""How far behind the first source the others are: for each change of a place, when each had it.

A source's silence takes nothing back: what it says before and after a gap, with nothing else
between, it has said all along. Where a map was not read, it hides when its word changed: no lag is
counted then.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.analysis.lanes import state_of
from situation.model import Source
from situation.timeline_view import Heard, Hearing, Lag, Lane
from situation.vocabulary import ControlStatus, SourceKind

_NO_STATE: Final = frozenset({ControlStatus.UNKNOWN, ControlStatus.NOT_HELD})


class _Run(Struct, frozen=True, kw_only=True):
    """The time, gaps included, in which one source said the same."""

    source: Source
    how: Hearing
    start: datetime
    end: datetime


def lags_of(lanes: Sequence[Lane], start: datetime) -> tuple[Lag, ...]:
    """The changes of a place from a moment on, newest first, with the lag of each source.

    A change is a status with its holder that some source began to say after a time in which no
    source said it. What was said when the first source was first heard is no change. Denials,
    `unknown` and `not held` name no state. Each source has its first day with that state before
    all have dropped it; one that comes later begins a change of its own.

    Args:
        lanes: whole histories, not clipped, of one place; unnamed sources are left out.
        start: changes before this are left out.
    """
    named = [lane for lane in lanes if lane.periods and lane.source.kind is not SourceKind.UNNAMED]
    if not named:
        return ()
    first_heard = min(lane.periods[0].start for lane in named)
    runs: dict[tuple[ControlStatus, str | None], list[_Run]] = {}
    for lane in named:
        for state, run in _runs(lane):
            runs.setdefault(state, []).append(run)
    lags = [
        _lag(state, episode, named)
        for state, said in runs.items()
        for episode in _episodes(said)
        if episode[0].start > first_heard and episode[0].start >= start
    ]
    return tuple(sorted(lags, key=lambda lag: (lag.first_at, lag.status), reverse=True))


def _runs(lane: Lane) -> Iterable[tuple[tuple[ControlStatus, str | None], _Run]]:
    """Each state that a source named, with the time in which it did."""
    begin = 0
    for index, period in enumerate(lane.periods):
        is_last = index + 1 == len(lane.periods)
        if not is_last and state_of(lane.periods[index + 1]) == state_of(period):
            continue
        status, holder, denied = state_of(period)
        if not denied and status not in _NO_STATE:
            start = lane.periods[begin].start
            run = _Run(source=lane.source, how=_hearing(lane, begin), start=start, end=period.end)
            yield (status, holder), run
        begin = index + 1


def _hearing(lane: Lane, begin: int) -> Hearing:
    """How well the start of a period tells when its source came to say so."""
    if not lane.is_read:
        return Hearing.SAID
    if begin == 0:
        return Hearing.FIRST_HEARD
    is_next = lane.periods[begin - 1].end == lane.periods[begin].start
    return Hearing.SAID if is_next else Hearing.SILENT_BEFORE


def _episodes(runs: Iterable[_Run]) -> list[list[_Run]]:
    """Runs of one state, put together where no time lies between them in which nobody said it."""
    episodes: list[list[_Run]] = []
    end: datetime | None = None
    for run in sorted(runs, key=lambda run: (run.start, run.source.name)):
        if end is None or run.start > end:
            episodes.append([])
            end = run.end
        episodes[-1].append(run)
        end = max(end, run.end)
    return episodes


def _lag(
    state: tuple[ControlStatus, str | None], episode: Sequence[_Run], lanes: Iterable[Lane]
) -> Lag:
    first_at = episode[0].start
    had: dict[str, Heard] = {}
    for run in episode:
        lag_days = (run.start - first_at) / timedelta(days=1)
        is_told = run.how is Hearing.SAID or run.start == first_at
        heard = Heard(
            source=run.source,
            how=run.how,
            at=run.start,
            lag_days=lag_days if is_told else None,
        )
        had.setdefault(run.source.id, heard)
    never = sorted(
        (lane.source for lane in lanes if lane.source.id not in had), key=lambda source: source.name
    )
    without = (Heard(source=source, how=Hearing.NEVER, at=None, lag_days=None) for source in never)
    status, holder = state
    return Lag(status=status, holder=holder, first_at=first_at, heard=(*had.values(), *without))
