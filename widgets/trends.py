"""What moved: share and distance of a city, ground and front of its region and of the whole map."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from situation.periods import EARLIEST, age, format_short_day
from situation.reports.trends import OCCUPIED_SHARE, all_trends, formulas, where
from situation.views import PlaceDetail, RegionTrend
from situation.wording import words_of
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import BLANK, Line, between, column, joined, line_width, wrap
from widgets.pane import Pane
from widgets.scrolled import Scrolled
from widgets.theme import Role
from widgets.trend_lines import amount, change_span, changes_line, window_name

WIDE: Final = 72
"""From this width on a figure and its changes take one line."""
_TABLE_WIDTH: Final = 90
"""Wider, the changes would stand too far from the figures they belong to."""
_NAME_WIDTH: Final = 28
_AMOUNT_WIDTH: Final = 17
_CHANGE_WIDTH: Final = 9
_CHART_WIDTH: Final = 20
_FORMULA_LINES: Final = 12
_INDENT: Final = "  "


class Trends(Pane):
    """Each derived figure now and against 7, 30 and 90 days before, and how it is derived."""

    LEGEND = (
        (Mark.NOT_MEASURED, "not measured that day"),
        (Mark.NOTHING, "no change"),
        (Mark.STALE, "stale"),
    )

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.sheet = Scrolled(self._draw, glyphs=glyphs)
        super().__init__(9, "Trends", self.sheet, glyphs=glyphs)
        self._place: PlaceDetail | None = None
        self._now = EARLIEST

    def show(self, detail: PlaceDetail | None) -> None:
        """Show what moved at a place; None when no place is chosen."""
        self._place = detail
        if detail is not None:
            self._now = detail.viewpoint.valid_at
        self.sheet.redraw()
        self.set_detail(detail.row.place.name if detail else "")
        if detail is None:
            self.content_arrived(empty=True, text="no city chosen", do="1 goes to the cities")
            return
        self.content_arrived(
            empty=not all_trends(detail),
            text="no map measured it by this time",
            do="load map files with: sitmon import DIRECTORY",
        )

    def glyphs_changed(self) -> None:
        """Draw the figures anew."""
        self.sheet.redraw(glyphs=self.glyphs)

    def _draw(self, width: int) -> tuple[Line, ...]:
        if self._place is None:
            return ()
        trends, table = all_trends(self._place), min(width, _TABLE_WIDTH)
        lines = [self._headings(trends[0], table)] if trends and width >= WIDE else []
        for _, figures in groupby(trends, key=lambda trend: (trend.place.id, trend.source.id)):
            lines += self._of_place(list(figures), table)
        return (*lines, *self._formulas(trends, width))

    def _of_place(self, figures: list[RegionTrend], width: int) -> Iterator[Line]:
        """Where, by whose map of which day, then one figure below the other."""
        first = figures[0]
        stale = f"{self.glyphs[Mark.STALE]} stale, " if first.stale else ""
        day = f"{format_short_day(first.as_of, self._now)} {age(first.as_of, self._now)}"
        by = joined(
            (
                (where(first), Role.HEADING),
                ("derived", Role.STALE),
                (stale + day, Role.STALE if stale else Role.MUTED),
                (first.source.name, Role.MUTED),
            ),
            self.glyphs.separator,
        )
        yield by
        for trend in figures:
            yield from self._figure(trend, width)
            if trend.metric == OCCUPIED_SHARE:
                yield self._chart()
            yield from _wrapped(trend.words, width, self.glyphs.ellipsis)
        yield BLANK

    def _headings(self, trend: RegionTrend, width: int) -> Line:
        names = (window_name(change.days, self.glyphs) for change in trend.changes)
        changes = "".join(f"{name:>{_CHANGE_WIDTH}}" for name in names)
        now = f"{'now':>{_NAME_WIDTH + _AMOUNT_WIDTH}}"
        return between(((now, Role.MUTED),), ((changes, Role.MUTED),), width, self.glyphs.ellipsis)

    def _figure(self, trend: RegionTrend, width: int) -> Iterator[Line]:
        ellipsis = self.glyphs.ellipsis
        name_width = min(_NAME_WIDTH, width - _AMOUNT_WIDTH)
        left: Line = (
            (column(_INDENT + words_of(trend.metric), name_width, ellipsis), Role.TEXT),
            (column(amount(trend), _AMOUNT_WIDTH, ellipsis, right=True), Role.STRONG),
        )
        if width < WIDE:
            yield left
            yield ((_INDENT, Role.TEXT), *changes_line(trend, self.glyphs))
            return
        spans = (change_span(change, trend, self.glyphs) for change in trend.changes)
        changes = tuple((f"{text:>{_CHANGE_WIDTH}}", role) for text, role in spans)
        yield (*left, (" " * (width - line_width((*left, *changes))), Role.TEXT), *changes)

    def _chart(self) -> Line:
        shares = self._place.row.trend if self._place else ()
        chart = self.glyphs.trend(shares, _CHART_WIDTH)
        return ((_INDENT, Role.TEXT), (chart, Role.OCCUPIED), (" over 90 days", Role.MUTED))

    def _formulas(self, trends: Iterable[RegionTrend], width: int) -> Iterator[Line]:
        """How each figure is derived, from which inputs."""
        for name, formula in formulas(trends).items():
            yield (("derived ", Role.STALE), (name, Role.TEXT))
            yield from _wrapped(formula, width, self.glyphs.ellipsis)


def _wrapped(text: str, width: int, ellipsis: str) -> Iterator[Line]:
    pieces = wrap(text, width - len(_INDENT), limit=_FORMULA_LINES, ellipsis=ellipsis)
    return (((_INDENT + piece, Role.MUTED),) for piece in pieces)
