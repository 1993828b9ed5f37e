"""How panes write a derived figure: its amount, and its changes over some windows of days."""

from situation.views import FigureChange, RegionTrend
from widgets.figures import kilometres, percent, points
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, Span
from widgets.theme import Role

_LEAST_CHANGE = 0.05
"""Of a length or an area: below it one decimal reads nothing."""


def amount(trend: RegionTrend) -> str:
    """The figure with its unit: `22%`, `433.2 km`; or that it is withheld."""
    if trend.value is None:
        return "withheld"
    if trend.unit == "share":
        return percent(trend.value)
    number = kilometres(trend.value) if abs(trend.value) < 100 else f"{trend.value:,.1f}"
    return f"{number} {trend.unit}"


def change_span(change: FigureChange, trend: RegionTrend, glyphs: Glyphs) -> Span:
    """One change with its sign: `+21 pts`, `-38.4`; unknown is not nothing."""
    moved = change.change
    if moved is None:
        return glyphs[Mark.NOT_MEASURED], Role.MUTED
    if trend.unit == "share":
        text = f"{points(moved)} pts" if points(moved) else ""
    else:
        text = f"{moved:+,.1f}" if abs(moved) >= _LEAST_CHANGE else ""
    return text or glyphs[Mark.NOTHING], Role.TEXT


def window_name(days: int, glyphs: Glyphs) -> str:
    """The heading of a change over so many days."""
    return f"{glyphs[Mark.CHANGE]}{days}d"


def changes_line(trend: RegionTrend, glyphs: Glyphs) -> Line:
    """All changes on one line, each behind the name of its window."""
    spans: list[Span] = []
    for change in trend.changes:
        gap = "  " if spans else ""
        spans.append((f"{gap}{window_name(change.days, glyphs)} ", Role.MUTED))
        spans.append(change_span(change, trend, glyphs))
    return tuple(spans)
