"""When each source had a change of a place: who was first, who followed after how many days."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from situation.periods import EARLIEST, format_day, format_short_day
from situation.timeline_view import Heard, Lag
from situation.wording import source_name
from widgets.glyphs import UNICODE, Glyphs
from widgets.lines import Line, Span, line_width
from widgets.scrolled import Scrolled
from widgets.theme import Role

_INDENT: Final = "   "


class LagTable(Scrolled):
    """The changes of a place, newest first, each with the day on which every source had it.

    Args:
        glyphs: the marks to draw with.
    """

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(self._lines_for, glyphs=glyphs)
        self._lags: tuple[Lag, ...] = ()
        self._now = EARLIEST

    def show(self, lags: tuple[Lag, ...], now: datetime) -> None:
        """Show these changes, newest first, as known at `now`."""
        self._lags, self._now = lags, now
        self.redraw()

    def _lines_for(self, width: int) -> tuple[Line, ...]:
        if not self._lags:
            return ((("no source turned in this time", Role.TEXT),),)
        return tuple(line for lag in self._lags for line in self._lag_lines(lag, width))

    def _lag_lines(self, lag: Lag, width: int) -> tuple[Line, ...]:
        mark = self._glyphs.status(lag.status, lag.holder)
        heading: Line = (
            (f"{mark.text} {mark.words}", mark.role),
            (f"{self._glyphs.separator}{format_day(lag.first_at)}", Role.STRONG),
        )
        heard = [self._heard(heard) for heard in lag.heard]
        return (heading, *_wrapped(heard, width, self._glyphs.separator))

    def _heard(self, heard: Heard) -> tuple[Span, Span]:
        name = (f"{source_name(heard.source)} ", Role.TEXT)
        if heard.at is None:
            return name, ("never", Role.MUTED)
        day = format_short_day(heard.at, self._now)
        if heard.lag_days is None:
            return name, (f"by {day} ({heard.how})", Role.MUTED)
        if not heard.lag_days:
            return name, (day, Role.HEADING)
        return name, (lag_text(heard.lag_days), Role.STALE)


def lag_text(days: float) -> str:
    """How much later: `+3d`, or in hours where it is less than a day: `+6h`."""
    return f"+{days:.0f}d" if days >= 1 else f"+{max(1, round(days * 24))}h"


def _wrapped(parts: Sequence[Line], width: int, separator: str) -> tuple[Line, ...]:
    """The parts one after the other, as many on each line as fit."""
    lines: list[Line] = []
    for part in parts:
        together = (*lines[-1], (separator, Role.MUTED), *part) if lines else ()
        if lines and line_width(together) <= width:
            lines[-1] = together
        else:
            lines.append(((_INDENT, Role.TEXT), *part))
    return tuple(lines)
