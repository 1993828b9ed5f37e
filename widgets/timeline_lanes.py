"""The lines of a timeline: each source's states and shares, and when claims were said."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, pairwise
from typing import TypeAlias

from msgspec import Struct

from situation.timeline_view import ClaimTick, Lane, Period
from situation.vocabulary import Basis, ControlStatus
from widgets.glyphs import Glyphs, Mark, StatusMark
from widgets.lines import Line, Span
from widgets.theme import Role
from widgets.timeline_window import Column, Window

State: TypeAlias = tuple[ControlStatus, str | None, bool]
"""Status, holder, and whether it is denied."""


class LaneCell(Struct, frozen=True):
    """What a source said in one column."""

    periods: tuple[Period, ...]
    """Those that touch it, oldest first; empty: silence."""
    several: bool
    """Two or more new states began in it."""

    @property
    def state(self) -> State | None:
        """The last one; None in silence."""
        return state_of(self.periods[-1]) if self.periods else None

    @property
    def share(self) -> float | None:
        """The last one measured."""
        measured = (period.share for period in reversed(self.periods))
        return next((share for share in measured if share is not None), None)


def state_of(period: Period) -> State:
    """What a period says, without its words and figures."""
    return period.status, period.holder, period.basis is Basis.DENIED


def mark_of(state: State, glyphs: Glyphs) -> StatusMark:
    """Glyph and letter of a state."""
    status, holder, denied = state
    return glyphs.status(status, holder, denied=denied)


def cells_of(lane: Lane, window: Window) -> tuple[LaneCell, ...]:
    """What the source said in each column of the window."""
    starts = [period.start for period in lane.periods]
    earlier = bisect_left(starts, window.columns[0].start) - 1
    before = state_of(lane.periods[earlier]) if earlier >= 0 else None
    cells = []
    for column in window.columns:
        start, until = column.start, bisect_left(starts, column.end)
        candidates = lane.periods[max(0, earlier) : until]
        touching = tuple(period for period in candidates if period.end > start)
        states = [before, *(state_of(period) for period in touching)]
        cells.append(LaneCell(touching, sum(a != b for a, b in pairwise(states)) > 1))
        before, earlier = states[-1], until - 1
    return tuple(cells)


def status_line(cells: Sequence[LaneCell], window: Window, glyphs: Glyphs) -> Line:
    """The states as glyphs, the letter at each turn, blanks in silence."""
    spans: list[Span] = []
    for state, run in groupby(cells, key=lambda cell: cell.state):
        marked = [cell.several for cell in run]
        if state is None:
            spans.append((" " * (len(marked) * window.cells), Role.TEXT))
            continue
        mark = mark_of(state, glyphs)
        spans.append((_run_text(mark.text, marked, window.cells, glyphs), mark.role))
    return tuple(spans)


def _run_text(mark: str, marked: Sequence[bool], cells: int, glyphs: Glyphs) -> str:
    """One state over some columns: the letter stands second, or where a mark leaves room for it."""
    glyph, letter = mark[0], mark[-1]
    text = [glyph] * (len(marked) * cells)
    free = set(range(len(text)))
    for index, is_marked in enumerate(marked):
        if is_marked:
            text[index * cells] = glyphs[Mark.SEVERAL]
            free.discard(index * cells)
    if free:
        text[1 if 1 in free else min(free)] = letter
    return "".join(text)


def share_line(cells: Sequence[LaneCell], window: Window, glyphs: Glyphs) -> Line:
    """The occupied shares in eighths; blank where none was measured."""
    shares = tuple(cell.share for cell in cells for _ in range(window.cells))
    return ((glyphs.trend(shares, len(shares)), Role.OCCUPIED if any(shares) else Role.MUTED),)


def ticks_in(ticks: Sequence[ClaimTick], column: Column) -> Sequence[ClaimTick]:
    """The claims said in a column, of all, oldest first."""
    first = bisect_left(ticks, column.start, key=_said_at)
    return ticks[first : bisect_left(ticks, column.end, lo=first, key=_said_at)]


def _said_at(tick: ClaimTick) -> datetime:
    return tick.at


def tick_line(ticks: Sequence[ClaimTick], window: Window, glyphs: Glyphs) -> Line:
    """One mark for each column in which claims were said."""
    text = ""
    for column in window.columns:
        said = len(ticks_in(ticks, column))
        mark = glyphs[Mark.TICKS if said > 1 else Mark.TICK] if said else " "
        text += mark + " " * (window.cells - 1)
    return ((text, Role.HEADING),)
