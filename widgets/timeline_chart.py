"""A whole timeline as lines: dates, a lane for each source, claims, and what the cursor tells."""

from datetime import date, timedelta
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from situation.timeline_view import Lane, Timeline
from situation.wording import source_name
from widgets.figures import percent
from widgets.glyphs import Glyphs, Mark
from widgets.lines import BLANK, Line, between, column
from widgets.theme import Role
from widgets.timeline_dates import date_labels
from widgets.timeline_lanes import (
    LaneCell,
    cells_of,
    mark_of,
    share_line,
    status_line,
    tick_line,
    ticks_in,
)
from widgets.timeline_readout import readout, shortened
from widgets.timeline_window import View, Window, window_on

_LEAST_NAME: Final = 4
_DATE_LINES: Final = 2
_CLAIM_LINES: Final = 1
_HEIGHT_FOR_READOUT: Final = 6
_CLAIMS: Final = "claims"
_SHARE: Final = "occupied"


class Margins(Struct, frozen=True):
    """Cells beside the strips: names and states on the left, the number of turns on the right."""

    name: int
    right: int

    @property
    def left(self) -> int:
        """The mark of the chosen lane, the name, the state under the cursor, blanks between."""
        return self.name + 5


class ChartRequest(Struct, frozen=True, kw_only=True):
    """What is drawn, how, and into how many cells and lines."""

    timeline: Timeline
    view: View
    chosen: int
    """Index of the chosen lane."""
    focused: bool
    """Keys act here."""
    width: int
    height: int
    glyphs: Glyphs


class Chart(Struct, frozen=True, kw_only=True):
    """The lines drawn, and where on them lanes and cursor stand."""

    lines: tuple[Line, ...]
    window: Window
    left: int
    """The cell at which the columns begin."""
    lanes: tuple[int | None, ...]
    """Index of the lane of each line, as far as there are lanes."""
    cursor_lines: range
    """The lines that the cursor's column crosses."""

    @property
    def cursor_cells(self) -> range:
        """The cells of the cursor's column."""
        start = self.left + self.window.cursor * self.window.cells
        return range(start, start + self.window.cells)


def first_day(timeline: Timeline) -> date:
    """The oldest day of a timeline."""
    return min(timeline.start.date(), last_day(timeline))


def last_day(timeline: Timeline) -> date:
    """The newest day of a timeline, whose end may be the midnight after it."""
    return (timeline.end - timedelta(microseconds=1)).date()


def draw_chart(request: ChartRequest) -> Chart:
    """Draw a timeline; lanes scroll where there is no room for all, the chosen one in sight."""
    timeline, glyphs = request.timeline, request.glyphs
    margins = _margins(request)
    window = window_on(
        request.view,
        first_day(timeline),
        last_day(timeline),
        request.width - margins.left - margins.right,
    )
    cells = tuple(cells_of(lane, window) for lane in timeline.lanes)
    told = readout(
        timeline, window, tuple(lane[window.cursor] for lane in cells), request.chosen, glyphs
    )
    lanes = _drawn_lanes(request, window, margins, cells)
    shown = _in_sight(request, lanes)
    scrolled = f"{request.chosen + 1}/{len(cells)}" if len(shown) < len(lanes) else ""
    above = (
        *_date_lines(request, window, margins, scrolled),
        *(line for _, line in shown),
        _claims_line(request, window, margins),
    )
    below = shortened(told, request.width, max(0, request.height - len(above)), glyphs)
    return Chart(
        lines=(*above, *below),
        window=window,
        left=margins.left,
        lanes=(*(None,) * _DATE_LINES, *(index for index, _ in shown)),
        cursor_lines=range(_DATE_LINES - 1, len(above)),
    )


def _margins(request: ChartRequest) -> Margins:
    """As much room for names as they need, at most a quarter of the width."""
    lanes = request.timeline.lanes
    longest = max(
        cell_len(name) for name in (_CLAIMS, *(source_name(lane.source) for lane in lanes))
    )
    name = min(max(_LEAST_NAME, request.width // 4), longest)
    turns = max((cell_len(_turns(lane, request.glyphs)) for lane in lanes), default=0)
    return Margins(name, turns + 1 if turns else 0)


def _turns(lane: Lane, glyphs: Glyphs) -> str:
    return f"{glyphs[Mark.TURNS]}{len(lane.turns)}" if lane.flapping else ""


def _date_lines(
    request: ChartRequest, window: Window, margins: Margins, scrolled: str
) -> tuple[Line, Line]:
    """The dates, and below them where each begins and where the cursor stands.

    `scrolled`: which lane of how many is chosen, where not all of them fit.
    """
    labels, marks = "", [" "] * window.width
    for cell, text in date_labels(window):
        labels += " " * (cell - len(labels)) + text
        marks[cell] = request.glyphs[Mark.DATE]
    marks[window.cursor * window.cells] = request.glyphs[Mark.CURSOR_DAY]
    above, below = " " * margins.left, f" {scrolled}".ljust(margins.left)
    return ((above + labels, Role.MUTED),), ((below + "".join(marks), Role.MUTED),)


def _drawn_lanes(
    request: ChartRequest,
    window: Window,
    margins: Margins,
    cells: tuple[tuple[LaneCell, ...], ...],
) -> list[tuple[int, Line]]:
    """The lines of all lanes, each with the index of its lane."""
    lines: list[tuple[int, Line]] = []
    glyphs = request.glyphs
    for index, (lane, lane_cells) in enumerate(zip(request.timeline.lanes, cells, strict=True)):
        now = lane_cells[window.cursor]
        start = _lane_start(request, index, now, margins)
        strip = status_line(lane_cells, window, glyphs)
        turns = _turns(lane, glyphs)
        end: Line = ((f" {turns:>{margins.right - 1}}", Role.WARN),) if turns else BLANK
        lines.append((index, (*start, *strip, *end)))
        if any(period.share is not None for period in lane.periods):
            share = "" if now.share is None else percent(now.share)
            start = _start(_SHARE, share, margins, glyphs)
            lines.append((index, (*start, *share_line(lane_cells, window, glyphs))))
    return lines


def _lane_start(request: ChartRequest, index: int, now: LaneCell, margins: Margins) -> Line:
    glyphs = request.glyphs
    is_chosen = index == request.chosen
    name = column(source_name(request.timeline.lanes[index].source), margins.name, glyphs.ellipsis)
    pointer = glyphs[Mark.CURSOR if request.focused else Mark.CURSOR_AWAY] if is_chosen else " "
    state = ("  ", Role.TEXT)
    if now.state is not None:
        mark = mark_of(now.state, glyphs)
        state = (mark.text, mark.role)
    return (
        (f"{pointer}{name} ", Role.STRONG if is_chosen else Role.TEXT),
        state,
        (" ", Role.TEXT),
    )


def _start(name: str, value: str, margins: Margins, glyphs: Glyphs) -> Line:
    """What stands before a strip that is not a source's; the name only where it has room."""
    room = margins.left - 1
    names = (name,) if len(name) + len(value) + 2 <= room else ()
    left: Line = tuple((f" {text}", Role.MUTED) for text in names)
    return (*between(left, ((value, Role.TEXT),), room, glyphs.ellipsis), (" ", Role.TEXT))


def _claims_line(request: ChartRequest, window: Window, margins: Margins) -> Line:
    ticks, glyphs = request.timeline.ticks, request.glyphs
    number = len(ticks_in(ticks, window.column))
    start = _start(_CLAIMS, str(number) if number else "", margins, glyphs)
    return (*start, *tick_line(ticks, window, glyphs))


def _in_sight(request: ChartRequest, lines: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """As many lines of lanes as there is room for beside a read-out, round the chosen one."""
    height = request.height
    told = height // 3 if height >= _HEIGHT_FOR_READOUT else 0
    room = max(1, height - _DATE_LINES - _CLAIM_LINES - told)
    chosen = next((at for at, (index, _) in enumerate(lines) if index == request.chosen), 0)
    top = max(0, min(chosen - room // 2, len(lines) - room))
    return lines[top : top + room]
