"""The key figures of a place: each with its qualifier, its base, who says it and how old it is."""

from typing import Final, TypeAlias

from textual import on

from situation.periods import EARLIEST, age, format_short_day
from situation.reports.trends import where
from situation.views import PlaceDetail, RegionTrend, StatisticView
from situation.vocabulary import SourceKind, Verification
from situation.wording import source_name, via_text, words_of
from widgets.figures import baseline_text, figure, short_said, verification_word
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, between, column, joined, line_width
from widgets.pane import Pane
from widgets.rows import Rows
from widgets.theme import Role
from widgets.trend_lines import amount, changes_line

WIDE: Final = 116
"""From this width on a figure takes one line."""
_NAME_WIDTH: Final = 22
_WARNED: Final = frozenset(
    {
        Verification.UNVERIFIED,
        Verification.PARTLY_VERIFIED,
        Verification.DISPUTED,
        Verification.RETRACTED,
    }
)


_Shown: TypeAlias = StatisticView | RegionTrend


class Statistics(Pane):
    """The figures given for a place. Several for one thing stand side by side, never averaged.

    Below them stand those that sitmon derived, each but the newest only as a change.
    """

    LEGEND = (
        (Mark.DISPUTED, "not confirmed"),
        (Mark.JUST_BELOW, "nearly"),
        (Mark.AT_MOST, "at most"),
        (Mark.ABOUT, "about"),
    )

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = Rows[_Shown](_key, self._draw_row, item_lines=None, glyphs=glyphs)
        super().__init__(3, "Statistics", self.rows, glyphs=glyphs)
        self._now = EARLIEST

    def show(self, detail: PlaceDetail | None) -> None:
        """Show the figures of a place; None when no place is chosen."""
        before = self._now
        if detail is not None:
            self._now = detail.viewpoint.valid_at
        shown: tuple[_Shown, ...] = (*detail.statistics, *detail.trends) if detail else ()
        self.rows.set_items(shown, redraw=before != self._now, from_start=True)
        self.set_detail(detail.row.place.name if detail else "")
        if detail is None:
            self.content_arrived(empty=True, text="no city chosen", do="1 goes to the cities")
            return
        self.content_arrived(
            empty=not shown,
            text="no figure is given for it at this time",
            do="] goes a day on, = to now, r refreshes",
        )

    def glyphs_changed(self) -> None:
        """Draw the figures anew."""
        self.rows.use_glyphs(self.glyphs)

    @on(Rows.Highlighted)
    @on(Rows.Chosen)
    def _row_used(self, event: Rows.Event) -> None:
        event.stop()

    def _draw_row(self, view: _Shown, width: int) -> tuple[Line, ...]:
        if isinstance(view, RegionTrend):
            return self._trend(view, width)
        return self._one_line(view) if width >= WIDE else self._two_lines(view, width)

    def _one_line(self, view: StatisticView) -> tuple[Line, ...]:
        ellipsis = self.glyphs.ellipsis
        said = self._said(view)
        fixed: Line = (
            (column(words_of(view.statistic.metric), _NAME_WIDTH, ellipsis) + " ", Role.TEXT),
            (column(figure(view.statistic, self.glyphs).text, 16, ellipsis) + " ", Role.STRONG),
            (column(self._base(view), 30, ellipsis) + " ", Role.MUTED),
            (column(said, 15, ellipsis) + " ", Role.MUTED),
        )
        rest = joined((*self._checks(view), *self._origin(view)), self.glyphs.separator)
        return ((*fixed, *rest),)

    def _two_lines(self, view: StatisticView, width: int) -> tuple[Line, ...]:
        statistic, ellipsis = view.statistic, self.glyphs.ellipsis
        name = column(words_of(statistic.metric), min(_NAME_WIDTH, width // 2), ellipsis)
        head: Line = (
            (f"{name} ", Role.TEXT),
            (figure(statistic, self.glyphs).text, Role.STRONG),
        )
        base: Line = ((f"  {self._base(view)}", Role.MUTED),)
        if line_width((*head, *base)) <= width:
            head, base = (*head, *base), ()
        checks = joined(self._checks(view), " ")
        below = joined(
            (
                (f"  {source_name(view.source)}", _name_role(view)),
                (self._said(view), Role.MUTED),
                (via_text(view.via), Role.MUTED),
            ),
            self.glyphs.separator,
        )
        above = (head, base) if base else (head,)
        return (*above, between(below, checks, width, ellipsis))

    def _trend(self, trend: RegionTrend, width: int) -> tuple[Line, ...]:
        ellipsis = self.glyphs.ellipsis
        name = column(words_of(trend.metric), min(_NAME_WIDTH, width // 2), ellipsis)
        head: Line = (
            (f"{name} ", Role.TEXT),
            (column(amount(trend), 16, ellipsis) + " ", Role.STRONG),
            (where(trend), Role.MUTED),
        )
        day = f"{format_short_day(trend.as_of, self._now)} {age(trend.as_of, self._now)}"
        origin = joined(
            (
                ("derived", Role.STALE),
                (day, Role.STALE if trend.stale else Role.MUTED),
                (trend.source.name, Role.MUTED),
            ),
            self.glyphs.separator,
        )
        changes = changes_line(trend, self.glyphs)
        if width >= WIDE:
            return (between((*head, ("  ", Role.TEXT), *changes), origin, width, ellipsis),)
        below = (("  ", Role.TEXT), *changes, (self.glyphs.separator, Role.MUTED), *origin)
        return (head, below)

    def _origin(self, view: StatisticView) -> tuple[Span, ...]:
        return (
            (source_name(view.source), _name_role(view)),
            (via_text(view.via), Role.MUTED),
        )

    def _base(self, view: StatisticView) -> str:
        """Whose the figure is, what it is a part of and what it is compared with."""
        of = view.statistic.of
        parts = [view.scope, f"of {of}" if of and not of.startswith("of ") else of]
        if view.baseline is not None:
            parts.append(baseline_text(view.baseline, self.glyphs, self._now))
        parts.append(view.note)
        return self.glyphs.separator.join(part for part in parts if part)

    def _checks(self, view: StatisticView) -> tuple[Span, ...]:
        statistic = view.statistic
        word = verification_word(statistic.verification)
        is_warned = statistic.verification in _WARNED
        flag = f"{self.glyphs[Mark.DISPUTED]} {word}" if is_warned else word
        return (
            (flag, Role.WARN if is_warned else Role.MUTED),
            ("derived" if statistic.derived else "", Role.STALE),
        )

    def _said(self, view: StatisticView) -> str:
        statistic = view.statistic
        day = short_said(statistic.as_of, statistic.as_of_precision, self._now)
        return f"{day} {age(statistic.as_of, self._now)}"


def _key(view: _Shown) -> str:
    if isinstance(view, RegionTrend):
        return f"{view.place.id}/{view.metric}/{view.source.id}"
    return view.statistic.id


def _name_role(view: StatisticView) -> Role:
    return Role.WARN if view.source.kind is SourceKind.UNNAMED else Role.TEXT
