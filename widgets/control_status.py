"""The control matrix of a place: what each source says, in its words, and what that adds up to."""

from typing import Final

from textual import on

from situation.model import ControlReading
from situation.periods import EARLIEST, age, format_short_day
from situation.views import PlaceDetail, ReadingView, Summary
from situation.vocabulary import Basis, Extent, Quote
from situation.wording import source_name, tie, via_text
from widgets.figures import percent
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, between, column, fitted, joined, line_width, wrap
from widgets.painted import Lines
from widgets.pane import Pane
from widgets.place_facts import place_facts
from widgets.rows import Rows
from widgets.theme import Role

WIDE: Final = 104
"""From this width on a reading takes one line."""
_MARGIN: Final = 2
_WHY_LINES: Final = 8
_WORDS_LINES: Final = 3
_INDENT: Final = "  "
_AGREEMENT_WORDS: Final = (" independent sources", " sources", "")
"""After "1 of 3"; the first that fits is taken."""


class ControlStatus(Pane):
    """Who holds a place according to each source, and where they disagree."""

    # What is told above the readings never takes their place.
    DEFAULT_CSS = "ControlStatus Lines { max-height: 55%; }"

    LEGEND = (
        (Mark.DISPUTED, "disputed"),
        (Mark.STALE, "stale, not counted"),
        (Mark.PART, "a part of the place"),
    )

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = Rows[ReadingView](_reading_id, self._draw_row, item_lines=None, glyphs=glyphs)
        heading = Lines(self._draw_heading, ellipsis=f" {glyphs.ellipsis}")
        super().__init__(2, "Control", self.rows, heading=heading, glyphs=glyphs)
        self._summary = heading
        self._place: PlaceDetail | None = None
        self._quoted: frozenset[str] = frozenset()
        self._now = EARLIEST

    def show(self, detail: PlaceDetail | None) -> None:
        """Show the readings of a place; None when no place is chosen."""
        before, self._place = self._now, detail
        if detail is not None:
            self._now = detail.viewpoint.valid_at
        claims = detail.claims if detail else ()
        self._quoted = frozenset(
            view.claim.id for view in claims if view.claim.quote is Quote.DIRECT
        )
        readings = _parts_below_wholes(detail.readings) if detail else ()
        self.rows.set_items(readings, redraw=before != self._now, from_start=True)
        self.set_detail(detail.row.place.name if detail else "")
        self._announce_content(detail)
        self._summary.redraw()

    def glyphs_changed(self) -> None:
        """Draw the control states with the parties' letters."""
        self.rows.use_glyphs(self.glyphs)
        self._summary.redraw()

    def watch_zoomed(self) -> None:
        """Say the rule behind the summary where there is room for it."""
        self._summary.redraw()

    @on(Rows.Highlighted)
    @on(Rows.Chosen)
    def _row_used(self, event: Rows.Event) -> None:
        event.stop()

    def _announce_content(self, detail: PlaceDetail | None) -> None:
        if detail is None:
            self.content_arrived(empty=True, text="no city chosen", do="1 goes to the cities")
            return
        self.content_arrived(
            empty=not detail.readings,
            text="no source says who holds it at this time",
            do="] goes a day on, = to now, r refreshes",
        )

    def _draw_heading(self, width: int) -> tuple[Line, ...]:
        if self._place is None:
            return ()
        room = width - _MARGIN
        summary = self._place.row.summary
        wordings = (self._summary_line(summary, words) for words in _AGREEMENT_WORDS)
        line = next((line for line in wordings if line_width(line) <= room), None)
        if line is None:
            shortest = self._summary_line(summary, _AGREEMENT_WORDS[-1], separator=" ")
            line = fitted(shortest, room, self.glyphs.ellipsis)
        return (line, *self._told_lines(room)) if self.zoomed else (line,)

    def _told_lines(self, room: int) -> tuple[Line, ...]:
        """The rule behind the summary, and what the place is."""
        if self._place is None:
            return ()
        told = ((self._place.row.summary.why, Role.MUTED),)
        facts = tuple((fact, Role.TEXT) for fact in place_facts(self._place))
        return tuple(
            ((" " + piece, role),)
            for text, role in (*told, *facts)
            for piece in wrap(text, room, limit=_WHY_LINES, ellipsis=self.glyphs.ellipsis)
        )

    def _summary_line(self, summary: Summary, agreement: str, separator: str = "") -> Line:
        mark = self.glyphs.status(summary.status, summary.holder)
        parts: list[Span] = [
            (f"{mark.text} {mark.words}", mark.role),
            (f"{summary.agree} of {summary.of}{agreement}", Role.TEXT),
        ]
        if summary.disputed:
            since = summary.disputed_since
            for_long = f" {age(since, self._now)}" if since else ""
            parts.append((f"{self.glyphs[Mark.DISPUTED]} disputed{for_long}", Role.WARN))
        if summary.stale:
            parts.append((f"{self.glyphs[Mark.STALE]} stale", Role.STALE))
        return ((" ", Role.TEXT), *joined(parts, separator or self.glyphs.separator))

    def _draw_row(self, view: ReadingView, width: int) -> tuple[Line, ...]:
        return self._one_line(view, width) if width >= WIDE else self._two_lines(view, width)

    def _one_line(self, view: ReadingView, width: int) -> tuple[Line, ...]:
        reading, ellipsis = view.reading, self.glyphs.ellipsis
        cells = (
            column(self._row_name(view), 22, ellipsis),
            column(tie(view.source), 16, ellipsis),
            view.source.reliability.value,
            column(reading.basis.value, 11, ellipsis),
            column(_share(reading, self.glyphs), 4, ellipsis, right=True),
            column(format_short_day(view.confirmed_at, self._now), 11, ellipsis, right=True),
            column(self._age(view), 5, ellipsis),
        )
        name, *others = cells
        left: Line = (
            (name, _name_role(view)),
            (" " + " ".join(others) + " ", Role.STALE if view.stale else Role.MUTED),
        )
        indent = line_width(left)
        first, *more = self._says(view, width - indent)
        return ((*left, *first), *(((" " * indent, Role.TEXT), *line) for line in more))

    def _two_lines(self, view: ReadingView, width: int) -> tuple[Line, ...]:
        reading = view.reading
        left = joined(
            (
                (self._row_name(view), _name_role(view)),
                (tie(view.source), Role.MUTED),
                (view.source.reliability.value, Role.MUTED),
                (reading.basis.value, Role.MUTED),
            ),
            " ",
        )
        said = format_short_day(view.confirmed_at, self._now)
        share = "" if reading.shares is None else f"{_share(reading, self.glyphs)}  "
        right: Line = (
            (share, Role.OCCUPIED),
            (f"{said} {self._age(view):>4}", Role.STALE if view.stale else Role.MUTED),
        )
        above = between(left, right, width, self.glyphs.ellipsis)
        says = self._says(view, width - len(_INDENT))
        return (above, *(((_INDENT, Role.TEXT), *line) for line in says))

    def _row_name(self, view: ReadingView) -> str:
        if view.reading.extent is Extent.WHOLE:
            return source_name(view.source)
        return f"{self.glyphs[Mark.PART]} {source_name(view.source)}"

    def _age(self, view: ReadingView) -> str:
        stale = self.glyphs[Mark.STALE] if view.stale else ""
        return age(view.confirmed_at, self._now) + stale

    def _says(self, view: ReadingView, width: int) -> tuple[Line, ...]:
        """The status, of which part, and the source's own words: the texts from outside, last."""
        reading = view.reading
        denied = reading.basis is Basis.DENIED
        mark = self.glyphs.status(reading.status, reading.holder, denied=denied)
        part = "" if reading.extent is Extent.WHOLE else f"{reading.part or reading.extent.value}: "
        words = reading.label
        if reading.claim in self._quoted:
            words = f"{self.glyphs[Mark.QUOTE_OPEN]}{words}{self.glyphs[Mark.QUOTE_CLOSE]}"
        via = via_text(view.via)
        text = f"{part}{words}" + (f" ({via})" if via else "")
        room = width - len(mark.text) - 1
        pieces = wrap(text, room, limit=_WORDS_LINES, ellipsis=self.glyphs.ellipsis)
        glyph = f"{mark.text} "
        first, *more = pieces or ("",)
        return (
            ((glyph + first, mark.role),),
            *(((" " * len(glyph) + piece, mark.role),) for piece in more),
        )


def _name_role(view: ReadingView) -> Role:
    return Role.STRONG if view.counts else Role.TEXT


def _reading_id(view: ReadingView) -> str:
    return view.reading.id


def _parts_below_wholes(readings: tuple[ReadingView, ...]) -> tuple[ReadingView, ...]:
    """The readings of each source together, that of the whole place first."""
    order = {view.source.id: place for place, view in reversed(list(enumerate(readings)))}
    return tuple(
        sorted(
            readings,
            key=lambda view: (order[view.source.id], view.reading.extent is not Extent.WHOLE),
        )
    )


def _share(reading: ControlReading, glyphs: Glyphs) -> str:
    if reading.shares is None or reading.shares.occupied is None:
        return glyphs[Mark.NOT_MEASURED]
    return percent(reading.shares.occupied)
