"""The city list: one line per city, as many columns as the width has room for."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, partial
from typing import Final

from msgspec import Struct
from textual import on
from textual.message import Message

from situation.analysis.trends import CHANGE_DAYS, WINDOWS
from situation.views import PlaceRow, TrendChange
from situation.vocabulary import ControlStatus
from widgets.figures import kilometres, kilometres_change, percent, points
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, column
from widgets.painted import Lines
from widgets.pane import Pane
from widgets.rows import Rows
from widgets.theme import Role

_MARGIN: Final = 2


class _Column(Struct, frozen=True, kw_only=True):
    """A column: its heading, its width, when it gives way, and its cell for a row."""

    heading: str
    width: int
    keep: int
    """Columns with lower numbers stay longer."""
    cell: Callable[[PlaceRow, Glyphs, int], Span]
    growth: int = 0
    """How much wider it may be where there is room."""
    right: bool = False
    is_change: bool = False


class CityList(Pane):
    """The cities, each with what the sources together say of it and what has changed."""

    LEGEND_STATUSES: Final = (
        ControlStatus.CONTESTED,
        ControlStatus.OUTSIDE,
        ControlStatus.INFILTRATED,
        ControlStatus.ENCIRCLED,
    )
    LEGEND = (
        (Mark.DISPUTED, "disputed"),
        (Mark.STALE, "stale"),
    )

    class Event(Message):
        """Something happened to a city."""

        def __init__(self, place_id: str) -> None:
            super().__init__()
            self.place_id = place_id

    class Highlighted(Event):
        """The cursor came to stand on another city."""

    class Chosen(Event):
        """A city was chosen."""

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = Rows[PlaceRow](_place_id, self._draw_row, glyphs=glyphs)
        self._days = CHANGE_DAYS
        self._headings = Lines(self._draw_heading)
        super().__init__(1, "Cities", self.rows, heading=self._headings, glyphs=glyphs)

    @property
    def window(self) -> int:
        """Over how many days the changes are told."""
        return self._days

    @property
    def highlighted(self) -> PlaceRow | None:
        """The city under the cursor."""
        return self.rows.highlighted

    def show(self, rows: tuple[PlaceRow, ...], now: datetime, told: str = "") -> None:
        """Show these cities, in this order, as they are at `now`, the viewpoint's valid time.

        `told` says in the title what is listed; without it the number does.
        """
        del now  # A row carries no age to reckon; the caller hands every pane its viewpoint.
        self.rows.set_items(rows)
        self.set_detail(told or str(len(rows)))
        self.content_arrived(
            empty=not rows, text="no city to show", do="esc clears the filter, : runs a command"
        )

    def select(self, place_id: str) -> bool:
        """Put the cursor on a city; False when it is not in the list."""
        return self.rows.move_to(place_id)

    def cycle_window(self) -> None:
        """Tell the changes over the next of 7, 30 and 90 days."""
        self._days = WINDOWS[(WINDOWS.index(self._days) + 1) % len(WINDOWS)]
        self.rows.set_items(self.rows.items, redraw=True)
        self._headings.redraw()

    def glyphs_changed(self) -> None:
        """Draw the control states with the parties' letters."""
        self.rows.use_glyphs(self.glyphs)

    def legend(self) -> tuple[str, ...]:
        """The statuses with their letters, then the marks."""
        marks = (self.glyphs.status(status) for status in self.LEGEND_STATUSES)
        statuses = tuple(f"{mark.text} {mark.words}" for mark in marks)
        return (statuses[0], *tuple(super().legend()), *statuses[1:])

    @on(Rows.Highlighted)
    def _row_highlighted(self, event: Rows.Highlighted) -> None:
        event.stop()
        self.post_message(self.Highlighted(event.key))

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.post_message(self.Chosen(event.key))

    def _draw_heading(self, width: int) -> tuple[Line, ...]:
        cells = (
            column(self._heading_of(shown), cells, self.glyphs.ellipsis, right=shown.right)
            for shown, cells in _columns_for(width - _MARGIN, self._days)
        )
        return (((" " + " ".join(cells), Role.MUTED),),)

    def _heading_of(self, shown: _Column) -> str:
        change = self.glyphs[Mark.CHANGE] if shown.is_change else ""
        return change + shown.heading

    def _draw_row(self, row: PlaceRow, width: int) -> tuple[Line, ...]:
        spans: list[Span] = []
        for shown, cells in _columns_for(width, self._days):
            text, role = shown.cell(row, self.glyphs, cells)
            if spans:
                spans.append((" ", Role.TEXT))
            spans.append((column(text, cells, self.glyphs.ellipsis, right=shown.right), role))
        return (tuple(spans),)


def _place_id(row: PlaceRow) -> str:
    return row.place.id


def _status(row: PlaceRow, glyphs: Glyphs, _width: int) -> Span:
    mark = glyphs.status(row.summary.status, row.summary.holder)
    return mark.text, mark.role


def _name(row: PlaceRow, _glyphs: Glyphs, _width: int) -> Span:
    return row.place.name, Role.TEXT


def _region(row: PlaceRow, _glyphs: Glyphs, _width: int) -> Span:
    return row.region, Role.MUTED


def _share(row: PlaceRow, glyphs: Glyphs, _width: int) -> Span:
    if row.share is None:
        return glyphs[Mark.NOT_MEASURED], Role.MUTED
    if row.summary.stale:
        return percent(row.share), Role.STALE
    return percent(row.share), Role.OCCUPIED if row.share else Role.MUTED


def _trend(row: PlaceRow, glyphs: Glyphs, width: int) -> Span:
    is_occupied = any(row.trend) or bool(row.share)
    return glyphs.trend(row.trend, width), Role.OCCUPIED if is_occupied else Role.MUTED


def _change(row: PlaceRow, days: int) -> TrendChange:
    if days == CHANGE_DAYS:
        return TrendChange(days=days, share=row.share_change, distance_km=row.distance_change)
    known = (change for change in row.changes if change.days == days)
    return next(known, TrendChange(days=days))


def _share_change(days: int, row: PlaceRow, glyphs: Glyphs, _width: int) -> Span:
    change = _change(row, days).share
    if change is None:
        return "", Role.TEXT
    text = points(change)
    if not text:
        return glyphs[Mark.NOTHING], Role.TEXT
    return text, Role.OCCUPIED if change > 0 else Role.HELD


def _distance(row: PlaceRow, glyphs: Glyphs, _width: int) -> Span:
    if row.distance_km is None:
        return glyphs[Mark.NOT_MEASURED], Role.MUTED
    return kilometres(row.distance_km), Role.STALE if row.summary.stale else Role.TEXT


def _distance_change(days: int, row: PlaceRow, glyphs: Glyphs, _width: int) -> Span:
    change = _change(row, days).distance_km
    if change is None:
        return "", Role.TEXT
    text = kilometres_change(change)
    return text or glyphs[Mark.NOTHING], Role.TEXT


def _new_claims(row: PlaceRow, _glyphs: Glyphs, _width: int) -> Span:
    if not row.new_claims:
        return "", Role.TEXT
    return (str(row.new_claims) if row.new_claims < 1000 else "999"), Role.NEW


def _flags(row: PlaceRow, glyphs: Glyphs, _width: int) -> Span:
    disputed = glyphs[Mark.DISPUTED] if row.summary.disputed else " "
    stale = glyphs[Mark.STALE] if row.summary.stale else " "
    return disputed + stale, Role.WARN if row.summary.disputed else Role.STALE


@lru_cache(maxsize=len(WINDOWS))
def _columns(days: int) -> tuple[_Column, ...]:
    """All columns, with the changes over so many days."""
    heading = f"{days}d"
    share_change, distance_change = partial(_share_change, days), partial(_distance_change, days)
    return (
        _Column(heading="", width=2, keep=0, cell=_status),
        _Column(heading="city", width=12, keep=1, cell=_name, growth=8),
        _Column(heading="region", width=14, keep=9, cell=_region, growth=6),
        _Column(heading="occ", width=4, keep=3, cell=_share, right=True),
        _Column(heading="90 days", width=10, keep=8, cell=_trend),
        _Column(heading=heading, width=4, keep=6, cell=share_change, is_change=True, right=True),
        _Column(heading="km", width=5, keep=4, cell=_distance, right=True),
        _Column(heading=heading, width=5, keep=7, cell=distance_change, is_change=True, right=True),
        _Column(heading="new", width=3, keep=5, cell=_new_claims, right=True),
        _Column(heading="", width=2, keep=2, cell=_flags),
    )


@lru_cache(maxsize=64)
def _columns_for(width: int, days: int) -> tuple[tuple[_Column, int], ...]:
    """The columns that fit, with their widths; what room is left, the first that can grow take."""
    columns = _columns(days)
    room = width + 1
    widths: dict[int, int] = {}
    for shown in sorted(columns, key=lambda shown: shown.keep):
        if shown.width + 1 > room:
            break
        widths[shown.keep] = shown.width
        room -= shown.width + 1
    for shown in columns:
        if shown.keep in widths:
            grown = min(room, shown.growth)
            widths[shown.keep] += grown
            room -= grown
    return tuple((shown, widths[shown.keep]) for shown in columns if shown.keep in widths)
