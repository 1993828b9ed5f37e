"""Each source's story of a place: its states by day, the claims, and who followed whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from situation import timeline_view
from situation.periods import EARLIEST
from widgets.figures import counted
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lag_table import LagTable
from widgets.pane import Pane
from widgets.timeline_body import TimelineBody
from widgets.timeline_readout import days_text


class Timeline(Pane):
    """What each source said of a place over time; `t` shows the lags of the sources instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "turn_over", "timeline or lag table", show=False),
    ]

    LEGEND = (
        (Mark.TICK, "claim"),
        (Mark.TURNS, "turns back and forth"),
        (Mark.SEVERAL, "several states"),
    )

    class DayChosen(Message):
        """The reader wants to look from a day; `moment` is its end."""

        def __init__(self, moment: datetime) -> None:
            super().__init__()
            self.moment = moment

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.days = TimelineBody(glyphs=glyphs)
        self.lags = LagTable(glyphs=glyphs)
        super().__init__(7, "Timeline", self.days, glyphs=glyphs)
        self._place = ""

    def compose(self) -> ComposeResult:
        """The lanes, and behind them the lags."""
        yield from super().compose()
        self.lags.display = False
        yield self.lags

    def show(self, timeline: timeline_view.Timeline | None) -> None:
        """Show a place over time; None when no place is chosen. Cursor and zoom stay."""
        self._place = timeline.place.name if timeline else ""
        self.days.show(timeline)
        if timeline is None:
            self.lags.show((), EARLIEST)
            self.content_arrived(empty=True, text="no city chosen", do="1 goes to the cities")
        else:
            self.lags.show(timeline.lags, timeline.end)
            self.content_arrived(
                empty=not (timeline.lanes or timeline.ticks),
                text="no source has said anything of it by this time",
                do="] goes a day on, = to now, r refreshes",
            )
        self._write_detail()

    def glyphs_changed(self) -> None:
        """Draw the states with the parties' letters."""
        self.days.use_glyphs(self.glyphs)
        self.lags.redraw(glyphs=self.glyphs)

    def legend(self) -> Iterable[str]:
        """The marks, and the key to the other side."""
        if self.body is self.lags:
            return ("t timeline",)
        return ("t lags", *super().legend())

    def action_turn_over(self) -> None:
        """Show the lags in place of the lanes, or the other way round."""
        had_focus = self.body.has_focus
        self.body.display = False
        self.body = self.lags if self.body is self.days else self.days
        self.body.display = True
        self._cover_body()
        self._write_detail()
        if had_focus:
            self.body.focus()

    @on(TimelineBody.WindowMoved)
    def _window_moved(self, event: TimelineBody.WindowMoved) -> None:
        event.stop()
        self._write_detail()

    @on(TimelineBody.Chosen)
    def _day_chosen(self, event: TimelineBody.Chosen) -> None:
        event.stop()
        self.post_message(self.DayChosen(event.column.moment))

    def _write_detail(self) -> None:
        """Say in the title what is shown: the days, or the lags."""
        window = self.days.window
        parts = [self._place]
        if self.body is self.lags:
            parts.append("when each source had a change")
        elif window is not None:
            parts.append(days_text(window.columns[0], window.columns[-1], self.glyphs))
            if window.days > 1:
                parts.append(f"{counted(window.days, 'day')} a cell")
        self.set_detail(self.glyphs.separator.join(part for part in parts if part))
