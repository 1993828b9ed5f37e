"""The timeline that keys act on: a cursor in days and sources, zoom, and few bytes per key."""

from datetime import date, timedelta
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from situation.timeline_view import Timeline
from widgets.glyphs import UNICODE, Glyphs
from widgets.lines import BLANK, Line, strip_of
from widgets.painted import Painted
from widgets.theme import Emphasis, Role, palette_of, role_style
from widgets.timeline_chart import Chart, ChartRequest, draw_chart, first_day, last_day
from widgets.timeline_window import Column, View, Window, zoomed


class TimelineBody(Painted, can_focus=True):
    """Lanes by day. The cursor keeps its day, its source and the zoom whatever is shown.

    Args:
        glyphs: the marks to draw with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "back in time", show=False),
        Binding("right,l", "move(1)", "on in time", show=False),
        Binding("H,shift+left,ctrl+left", "move_days(-30)", "30 days back", show=False),
        Binding("L,shift+right,ctrl+right", "move_days(30)", "30 days on", show=False),
        Binding("home,g", "oldest", "oldest day", show=False),
        Binding("end,G", "newest", "newest day", show=False),
        Binding("down,j", "choose_lane(1)", "next source", show=False),
        Binding("up,k", "choose_lane(-1)", "previous source", show=False),
        Binding("n", "turn(1)", "the source's next turn", show=False),
        Binding("N", "turn(-1)", "the source's turn before", show=False),
        Binding("plus", "zoom(1)", "fewer days", show=False),
        Binding("underscore", "zoom(-1)", "more days", show=False),
        Binding("enter", "choose", "look from this day", show=False),
    ]

    class WindowMoved(Message):
        """Other days are shown than before."""

    class Chosen(Message):
        """A day was chosen, by enter or by a click on the cursor."""

        def __init__(self, column: Column) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._timeline: Timeline | None = None
        self._view = View()
        self._source = ""
        self._chart: Chart | None = None
        self._drawn_for = (Size(), False)

    @property
    def window(self) -> Window | None:
        """The days shown and the column under the cursor; None before anything is drawn."""
        return self._chart.window if self._chart else None

    def show(self, timeline: Timeline | None) -> None:
        """Show a timeline; cursor, chosen source and zoom stay."""
        self._timeline = timeline
        self._redraw()

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw everything anew with these marks."""
        self._glyphs = glyphs
        self._redraw()

    def action_move(self, columns: int) -> None:
        """Move the cursor by columns."""
        if self.window is not None:
            self.action_move_days(columns * self.window.days)

    def action_move_days(self, days: int) -> None:
        """Move the cursor by days, from the last one of its column."""
        if self.window is not None:
            self._go_to(self.window.column.last + timedelta(days=days))

    def action_oldest(self) -> None:
        """Move the cursor to the oldest day."""
        if self._timeline is not None:
            self._go_to(first_day(self._timeline))

    def action_newest(self) -> None:
        """Move the cursor to the newest day, and let it stay on whatever becomes the newest."""
        if self._timeline is not None:
            self._go_to(last_day(self._timeline))

    def action_turn(self, direction: int) -> None:
        """Move the cursor to the next or previous day on which the chosen source turned."""
        if self.window is None or self._timeline is None or not self._timeline.lanes:
            return
        turns, column = self._timeline.lanes[self._chosen].turns, self.window.column
        later = (turn for turn in turns if turn >= column.end)
        earlier = (turn for turn in reversed(turns) if turn < column.start)
        turn = next(later if direction > 0 else earlier, None)
        if turn is not None:
            self._go_to(turn.date())

    def action_choose_lane(self, lanes: int) -> None:
        """Choose another source."""
        if self._timeline is None or not self._timeline.lanes or self.is_covered:
            return
        index = max(0, min(len(self._timeline.lanes) - 1, self._chosen + lanes))
        self._source = self._timeline.lanes[index].source.id
        self._redraw()

    def action_zoom(self, steps: int) -> None:
        """Show fewer days (positive) or more (negative)."""
        if self._timeline is None or self.is_covered:
            return
        total = (last_day(self._timeline) - first_day(self._timeline)).days + 1
        self._view = zoomed(self._view, total, steps)
        self._redraw()

    def action_choose(self) -> None:
        """Choose the day under the cursor."""
        if self.window is not None and not self.is_covered:
            self.post_message(self.Chosen(self.window.column))

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """A line of the timeline."""
        # Textual may draw at a new size, or with the focus, before it says that there is one.
        if (self.size, self.has_focus) != self._drawn_for:
            self._draw()
        lines = self._chart.lines if self._chart else ()
        return (lines[y] if y < len(lines) else BLANK), Emphasis.NONE

    def render_line(self, y: int) -> Strip:
        """Draw one line, the cells under the cursor in the look of a cursor (the line API)."""
        strip = super().render_line(y)
        chart = self._chart
        if self.is_covered or not self.has_focus or chart is None or y not in chart.cursor_lines:
            return strip
        theme_name = palette_of(self.app.current_theme).theme.name

        def style_of(role: Role) -> Style:
            return role_style(theme_name, role, Emphasis.CURSOR)

        line, _ = self.line_at(y)
        start, end = chart.cursor_cells.start, chart.cursor_cells.stop
        under = strip_of(line, self.size.width, style_of).crop(start, end)
        return Strip.join([strip.crop(0, start), under, strip.crop(end)])

    def on_focus(self) -> None:
        """Let the terminal's own cursor follow."""
        self._place_terminal_cursor()

    def on_click(self, event: events.Click) -> None:
        """Move the cursors to the cell; a second click on it chooses its day."""
        chart = self._chart
        if chart is None or self.is_covered:
            return
        lane = chart.lanes[event.y] if event.y < len(chart.lanes) else None
        if lane is not None and self._timeline is not None:
            self._source = self._timeline.lanes[lane].source.id
        column = (event.x - chart.left) // chart.window.cells
        if event.y >= chart.cursor_lines.stop or not 0 <= column < len(chart.window.columns):
            self._redraw()
        elif column == chart.window.cursor:
            self._redraw()
            self.action_choose()
        else:
            self._go_to(chart.window.columns[column].last)

    @property
    def _chosen(self) -> int:
        lanes = self._timeline.lanes if self._timeline else ()
        sources = [lane.source.id for lane in lanes]
        return sources.index(self._source) if self._source in sources else 0

    def _go_to(self, day: date) -> None:
        if self._timeline is None or self.window is None or self.is_covered:
            return
        first, last = first_day(self._timeline), last_day(self._timeline)
        self._view = View(
            span=self._view.span,
            day=max(first, day) if day < last else None,
            right=self.window.columns[-1].last,
        )
        self._redraw()

    def _redraw(self) -> None:
        """Draw again, and refresh the lines and the columns that look different."""
        before = self._chart
        self._draw()
        self.repaint()
        if before is None or self._chart is None:
            return
        if before.cursor_cells != self._chart.cursor_cells:
            self._refresh_cursor(before)
            self._refresh_cursor(self._chart)
        if self.has_focus:
            self._place_terminal_cursor()

    def _draw(self) -> None:
        self._drawn_for = (self.size, self.has_focus)
        window_before, self._chart = self.window, None
        if self._timeline is not None and self.size.width and self.size.height:
            self._chart = draw_chart(
                ChartRequest(
                    timeline=self._timeline,
                    view=self._view,
                    chosen=self._chosen,
                    focused=self.has_focus,
                    width=self.size.width,
                    height=self.size.height,
                    glyphs=self._glyphs,
                )
            )
        columns_before = window_before.columns if window_before else None
        if self.window is not None and self.window.columns != columns_before:
            self.post_message(self.WindowMoved())

    def _refresh_cursor(self, chart: Chart) -> None:
        cells, lines = chart.cursor_cells, chart.cursor_lines
        if self.is_mounted:
            self.refresh(Region(cells.start, lines.start, len(cells), len(lines)))

    def _place_terminal_cursor(self) -> None:
        """Screen readers and input methods follow the terminal's own cursor."""
        chart = self._chart
        if chart is not None:
            line = chart.lanes.index(self._chosen) if self._chosen in chart.lanes else 0
            here = Offset(chart.cursor_cells.start, line)
            self.app.cursor_position = self.content_region.offset + here
