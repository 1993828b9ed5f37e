"""What was said in the column under a timeline's cursor: by every source, then the claims."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from situation.periods import format_day, format_short_day
from situation.timeline_view import ClaimTick, Lane, Period, Timeline
from situation.wording import source_name
from widgets.figures import counted, kilometres, percent
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, column, fitted, joined
from widgets.theme import Role
from widgets.timeline_lanes import LaneCell, mark_of, state_of, ticks_in
from widgets.timeline_window import Column, Window

_MOST_NAME: Final = 24


class _Names(Struct, frozen=True):
    """How the names of sources are written below one another."""

    width: int
    glyphs: Glyphs

    @classmethod
    def fitting(cls, timeline: Timeline, glyphs: Glyphs) -> "_Names":
        """As wide as the longest name, within bounds."""
        longest = max((cell_len(source_name(lane.source)) for lane in timeline.lanes), default=0)
        return cls(min(_MOST_NAME, longest), glyphs)

    def name(self, lane: Lane) -> str:
        """The name of a lane's source in the width of all."""
        return column(source_name(lane.source), self.width, self.glyphs.ellipsis)


def readout(
    timeline: Timeline, window: Window, cells: Sequence[LaneCell], chosen: int, glyphs: Glyphs
) -> tuple[Line, ...]:
    """The days, the sources with the chosen one first, and the claims; longer than may fit.

    Args:
        timeline: what is shown.
        window: where the cursor stands.
        cells: what each source said in the cursor's column, in the order of the lanes.
        chosen: index of the lane that the reader has chosen.
        glyphs: the marks to draw with.
    """
    ticks = ticks_in(timeline.ticks, window.column)
    draw = _Names.fitting(timeline, glyphs)
    order = sorted(range(len(timeline.lanes)), key=lambda index: index != chosen)
    return (
        _heading(timeline, window.column, len(ticks), glyphs),
        *(
            _lane_line(timeline, timeline.lanes[index], cells[index], window.column, draw)
            for index in order
        ),
        *(_claim_line(tick, window, timeline, glyphs) for tick in ticks),
    )


def shortened(lines: Sequence[Line], width: int, height: int, glyphs: Glyphs) -> tuple[Line, ...]:
    """As many lines as fit; the last one says how many do not."""
    fitting = tuple(fitted(line, width, glyphs.ellipsis) for line in lines[:height])
    if len(lines) <= height or height < 2:
        return fitting
    rest = f"{glyphs.ellipsis} {counted(len(lines) - height + 1, 'line')} more"
    return (*fitting[:-1], fitted(((rest, Role.MUTED),), width, glyphs.ellipsis))


def days_text(first: Column, last: Column, glyphs: Glyphs) -> str:
    """The days from one column to another: `30 Oct – 5 Nov 2025`."""
    if first.first == last.last:
        return format_day(last.moment)
    begin = format_short_day(first.start, last.moment)
    return f"{begin} {glyphs[Mark.DASH]} {format_day(last.moment)}"


def _heading(timeline: Timeline, days: Column, claims: int, glyphs: Glyphs) -> Line:
    weekday = f"{days.last:%a} " if days.first == days.last else ""
    day = f"{glyphs[Mark.CURSOR_DAY]} {weekday}{days_text(days, days, glyphs)}"
    jump = f"enter looks from {days.last.day} {days.last:%b}"
    said = counted(claims, "claim") if claims else ""
    if timeline.more_ticks and days.start <= timeline.ticks[0].at:
        said = f"{said} and older ones that are not shown".removeprefix(" and ")
    return joined(((day, Role.HEADING), (said, Role.TEXT), (jump, Role.MUTED)), glyphs.separator)


def _lane_line(timeline: Timeline, lane: Lane, cell: LaneCell, days: Column, draw: _Names) -> Line:
    name, glyphs = draw.name(lane), draw.glyphs
    if cell.state is None:
        return ((f"{' ' * 8}{name} ", Role.TEXT), (_silence(timeline, lane, days), Role.MUTED))
    mark, period = mark_of(cell.state, glyphs), cell.periods[-1]
    share = "" if cell.share is None else percent(cell.share)
    told = (
        (_turned(lane, cell, days, glyphs), Role.NEW),
        (period.label, mark.role),
        (_since(timeline, lane, period), Role.MUTED),
        (_distance(period), Role.MUTED),
    )
    return (
        (mark.text, mark.role),
        (f"{share:>5} ", Role.OCCUPIED if cell.share else Role.MUTED),
        (f"{name} ", Role.TEXT),
        *joined(told, glyphs.separator),
    )


def _claim_line(tick: ClaimTick, window: Window, timeline: Timeline, glyphs: Glyphs) -> Line:
    day = f" {format_short_day(tick.at, timeline.end)}" if window.days > 1 else ""
    return (
        (f"{glyphs[Mark.TICK]}{day} ", Role.HEADING),
        (f"{source_name(tick.source)}: ", Role.STRONG),
        (tick.text, Role.TEXT),
    )


def _turned(lane: Lane, cell: LaneCell, days: Column, glyphs: Glyphs) -> str:
    """From which states the source came to its last one; empty where it said the same before."""
    index = lane.periods.index(cell.periods[0])
    began = index > 0 and cell.periods[0].start >= days.start
    before = (lane.periods[index - 1],) if began else ()
    states = [state for state, _ in groupby((*before, *cell.periods), key=state_of)][:-1]
    marks = " ".join(mark_of(state, glyphs).text for state in states)
    return f"turned from {marks}" if states else ""


def _since(timeline: Timeline, lane: Lane, period: Period) -> str:
    """Since when the source has said the same without a gap."""
    index = lane.periods.index(period)
    while index and _goes_on(lane.periods[index - 1], lane.periods[index]):
        index -= 1
    start = lane.periods[index].start
    # What began before the timeline does is cut there.
    earlier = " or before" if start <= timeline.start else ""
    return f"since {format_short_day(start, timeline.end)}{earlier}"


def _goes_on(earlier: Period, later: Period) -> bool:
    return state_of(earlier) == state_of(later) and earlier.end >= later.start


def _silence(timeline: Timeline, lane: Lane, days: Column) -> str:
    """Since when the source has been silent."""
    spoken = [period.end for period in lane.periods if period.end <= days.start]
    if not spoken:
        return "had said nothing yet"
    return f"silent since {format_short_day(spoken[-1], timeline.end)}"


def _distance(period: Period) -> str:
    if period.distance_km is None:
        return ""
    where = "inside the edge" if period.distance_km < 0 else "to the edge"
    return f"{kilometres(abs(period.distance_km))} km {where}"
