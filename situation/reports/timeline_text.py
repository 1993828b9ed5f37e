"""One place over time: each source's periods and gaps, the claims, and who had a change when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from math import ceil

from situation.analysis.lanes import gaps_of, state_of
from situation.marks import MARKS, NOT_MEASURED, status_mark
from situation.model import Source
from situation.periods import Viewpoint, format_day
from situation.reports.status import viewpoint_words
from situation.reports.table import GAP, Column, aligned
from situation.reports.words import number, percent, tie_words
from situation.timeline_view import ClaimTick, Heard, Lag, Lane, Period, Timeline
from situation.vocabulary import Basis
from situation.wording import source_name

PERIODS = (
    Column("says"),
    Column("from"),
    Column("to"),
    Column("days", right=True),
    Column("occ %", right=True),
    Column("km", right=True),
)
CHANGES = (
    Column("change"),
    Column("first said"),
    Column("by"),
    Column("later"),
    Column("has not said so"),
)
COLUMNS_EXPLAINED = (
    "occ %: occupied part of the disc round the place, km: to the edge of the occupied area, at "
    "the beginning and the end; turn: another status or holder than before; return: a turn to "
    "what was left at most 30 days before; flapping: two returns within 30 days; +3 d: days "
    "after the first source"
)
SILENT = "(nothing heard)"
STILL = "still"


def timeline_lines(
    timeline: Timeline, viewpoint: Viewpoint, region: str, letters: Mapping[str, str]
) -> list[str]:
    """What `sitmon timeline CITY` prints: lanes, claims and the lag table.

    Args:
        timeline: the story.
        viewpoint: where it is told from.
        region: the name of the place's region; may be empty.
        letters: the letter of each party, by id.
    """
    return [
        *_head_lines(timeline, viewpoint, region),
        "",
        *_lane_lines(timeline, letters),
        "",
        *_claim_lines(timeline),
        "",
        *_lag_lines(timeline.lags, letters),
    ]


def lag_lines(
    timeline: Timeline, viewpoint: Viewpoint, region: str, letters: Mapping[str, str]
) -> list[str]:
    """What `sitmon timeline CITY --lag` prints: the lag table alone."""
    return [
        *_head_lines(timeline, viewpoint, region),
        "",
        *_lag_lines(timeline.lags, letters),
    ]


def _head_lines(timeline: Timeline, viewpoint: Viewpoint, region: str) -> list[str]:
    where = f"{timeline.place.name}, {region}" if region else timeline.place.name
    days = _counted(_days(timeline.start, timeline.end), "day")
    return [
        f"{where}  {viewpoint_words(viewpoint)}",
        f"{format_day(timeline.start)} to {format_day(timeline.end)}, {days}",
    ]


def _lane_lines(timeline: Timeline, letters: Mapping[str, str]) -> list[str]:
    if not timeline.lanes:
        return ["no source has spoken of the whole place"]
    rows = [list(_rows(lane, timeline.end, letters)) for lane in timeline.lanes]
    title, *lines = aligned(PERIODS, [row for lane_rows in rows for row in lane_rows])
    laid_out = iter(lines)
    told = [GAP + title]
    for lane, lane_rows in zip(timeline.lanes, rows, strict=True):
        told.append(_lane_head(lane))
        told += [GAP + next(laid_out) for _ in lane_rows]
    return told


def _lane_head(lane: Lane) -> str:
    source = lane.source
    parts = [source_name(source), tie_words(source), source.reliability.value]
    if lane.turns:
        parts.append(_counted(len(lane.turns), "turn"))
    if lane.returns:
        parts.append(_counted(len(lane.returns), "return"))
    return " · ".join([*parts, *(["flapping"] if lane.flapping else [])])


def _rows(lane: Lane, end: datetime, letters: Mapping[str, str]) -> Iterator[list[str]]:
    """A row for each time in which the source said one thing, and one for each gap."""
    gaps = dict(gaps_of(lane, end))
    for said in _sayings(lane.periods):
        first, last = said[0], said[-1]
        yield [
            f"{_mark(last, letters)} {last.label}",
            *_dates(first.start, last.end, end),
            _from_to([percent(period.share) for period in said]),
            _from_to([number(period.distance_km, digits=2) for period in said]),
        ]
        if last.end in gaps:
            yield [SILENT, *_dates(last.end, gaps[last.end], end), NOT_MEASURED, NOT_MEASURED]


def _sayings(periods: Iterable[Period]) -> Iterator[list[Period]]:
    """Periods that follow on each other and say the same."""
    for _, group in groupby(periods, key=state_of):
        said: list[Period] = []
        for period in group:
            if said and said[-1].end < period.start:
                yield said
                said = []
            said.append(period)
        yield said


def _mark(period: Period, letters: Mapping[str, str]) -> str:
    return status_mark(period.status, period.holder, letters, denied=period.basis is Basis.DENIED)


def _dates(start: datetime, until: datetime, end: datetime) -> list[str]:
    """First and last day, and how many days that makes."""
    last = STILL if until == end else format_day(until - timedelta(microseconds=1))
    return [format_day(start), last, str(_days(start, until))]


def _days(start: datetime, until: datetime) -> int:
    return ceil((until - start) / timedelta(days=1))


def _from_to(values: Sequence[str]) -> str:
    return values[0] if values[0] == values[-1] else f"{values[0]} to {values[-1]}"


def _claim_lines(timeline: Timeline) -> list[str]:
    if not timeline.ticks:
        return ["no claims about it"]
    more = " – there are older ones" if timeline.more_ticks else ""
    columns = (Column("said"), Column("by"), Column("kind"), Column("claim"))
    rows = [_claim_cells(tick) for tick in timeline.ticks]
    return [f"{_counted(len(rows), 'claim')}{more}", *aligned(columns, rows)]


def _claim_cells(tick: ClaimTick) -> list[str]:
    text = tick.text.replace("\n", " ")
    return [format_day(tick.at), source_name(tick.source), tick.kind.value, text]


def _lag_lines(lags: Sequence[Lag], letters: Mapping[str, str]) -> list[str]:
    if not lags:
        return ["no source has told of a change"]
    title = f"{_counted(len(lags), 'change')}, and when each source had it"
    return [title, *aligned(CHANGES, [_lag_cells(lag, letters) for lag in lags])]


def _lag_cells(lag: Lag, letters: Mapping[str, str]) -> list[str]:
    has_followers = len([heard for heard in lag.heard if heard.at is not None]) > 1
    names = {heard.source.id: source_name(heard.source) for heard in lag.heard}
    name = partial(_with_origins, names) if has_followers else source_name
    first = [name(heard.source) for heard in lag.heard if heard.at == lag.first_at]
    later = [
        f"{name(heard.source)} {_later(heard)}"
        for heard in lag.heard
        if heard.at is not None and heard.at != lag.first_at
    ]
    never = [source_name(heard.source) for heard in lag.heard if heard.at is None]
    return [
        f"{status_mark(lag.status, lag.holder, letters)} {_change_words(lag)}",
        format_day(lag.first_at),
        ", ".join(first),
        ", ".join(later) or NOT_MEASURED,
        ", ".join(never) or NOT_MEASURED,
    ]


def _change_words(lag: Lag) -> str:
    """The status, with the holder where the mark's letter does not tell."""
    words = lag.status.replace("_", " ")
    return f"{words} {lag.holder}" if lag.holder and MARKS[lag.status].letter else words


def _later(heard: Heard) -> str:
    """How long after the first, or by when, where its map had not been read."""
    if heard.lag_days is not None:
        return f"+{heard.lag_days:g} d"
    return f"by {format_day(heard.at)} ({heard.how})" if heard.at else ""


def _with_origins(names: Mapping[str, str], source: Source) -> str:
    """A source with those named here that it is made from: its word does not corroborate theirs."""
    origins = ", ".join(names[origin] for origin in source.depends_on if origin in names)
    return f"{source_name(source)} (made from {origins})" if origins else source_name(source)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
