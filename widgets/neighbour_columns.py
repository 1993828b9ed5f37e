"""The columns of the list of neighbours: as many as the width has room for."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from msgspec import Struct

from situation.neighbours import Neighbour
from widgets.figures import kilometres, kilometres_change, percent
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, Span, column
from widgets.theme import Role

_WIND_WORDS: Final = 10
"""Cells of `north-east`; with fewer it is `NE`."""
_MOST_NEW: Final = 999


class _Column(Struct, frozen=True, kw_only=True):
    """A column: its heading, its width, when it gives way, and its cell for a neighbour."""

    heading: str
    width: int
    keep: int
    """Columns with lower numbers stay longer."""
    cell: Callable[[Neighbour, Glyphs, int], Span]
    growth: int = 0
    """How much wider it is where there is room for all of that."""
    right: bool = True
    is_change: bool = False


def headings(width: int, glyphs: Glyphs) -> str:
    """The columns' titles, above the cells of the same width."""
    titles = (
        (glyphs[Mark.CHANGE] if shown.is_change else "") + shown.heading
        for shown, _ in _columns_for(width)
    )
    return " ".join(
        column(title, room, glyphs.ellipsis, right=shown.right)
        for title, (shown, room) in zip(titles, _columns_for(width), strict=True)
    )


def cells(neighbour: Neighbour, width: int, glyphs: Glyphs) -> Line:
    """One neighbour's line."""
    spans: list[Span] = []
    for shown, room in _columns_for(width):
        text, role = shown.cell(neighbour, glyphs, room)
        gap = " " if spans else ""
        spans.append((gap + column(text, room, glyphs.ellipsis, right=shown.right), role))
    return tuple(spans)


def _status(neighbour: Neighbour, glyphs: Glyphs, _width: int) -> Span:
    summary = neighbour.row.summary
    mark = glyphs.status(summary.status, summary.holder)
    return mark.text, mark.role


def _name(neighbour: Neighbour, _glyphs: Glyphs, _width: int) -> Span:
    return neighbour.row.place.name, Role.TEXT


def _away(neighbour: Neighbour, _glyphs: Glyphs, _width: int) -> Span:
    return kilometres(neighbour.distance_km), Role.TEXT


def _wind(neighbour: Neighbour, _glyphs: Glyphs, width: int) -> Span:
    if width >= _WIND_WORDS:
        return neighbour.compass, Role.MUTED
    return "".join(word[0].upper() for word in neighbour.compass.split("-")), Role.MUTED


def _edge(neighbour: Neighbour, glyphs: Glyphs, _width: int) -> Span:
    row = neighbour.row
    if row.distance_km is None:
        return glyphs[Mark.NOT_MEASURED], Role.MUTED
    return kilometres(row.distance_km), Role.STALE if row.summary.stale else Role.TEXT


def _edge_change(neighbour: Neighbour, glyphs: Glyphs, _width: int) -> Span:
    change = neighbour.row.distance_change
    if change is None:
        return "", Role.TEXT
    return kilometres_change(change) or glyphs[Mark.NOTHING], Role.MUTED


def _share(neighbour: Neighbour, glyphs: Glyphs, _width: int) -> Span:
    row = neighbour.row
    if row.share is None:
        return glyphs[Mark.NOT_MEASURED], Role.MUTED
    measured = Role.OCCUPIED if row.share else Role.MUTED
    return percent(row.share), Role.STALE if row.summary.stale else measured


def _new_claims(neighbour: Neighbour, _glyphs: Glyphs, _width: int) -> Span:
    new = min(neighbour.row.new_claims, _MOST_NEW)
    return str(new) if new else "", Role.NEW


def _flags(neighbour: Neighbour, glyphs: Glyphs, _width: int) -> Span:
    summary = neighbour.row.summary
    disputed = glyphs[Mark.DISPUTED] if summary.disputed else " "
    stale = glyphs[Mark.STALE] if summary.stale else " "
    return disputed + stale, Role.WARN if summary.disputed else Role.STALE


_COLUMNS: Final = (
    _Column(heading="", width=2, keep=0, cell=_status, right=False),
    _Column(heading="place", width=14, keep=1, cell=_name, growth=6, right=False),
    _Column(heading="km", width=5, keep=2, cell=_away),
    _Column(heading="to", width=2, keep=3, cell=_wind, growth=8, right=False),
    _Column(heading="edge", width=5, keep=5, cell=_edge),
    _Column(heading="30d", width=5, keep=7, cell=_edge_change, is_change=True),
    _Column(heading="occ", width=4, keep=6, cell=_share),
    _Column(heading="new", width=3, keep=8, cell=_new_claims),
    _Column(heading="", width=2, keep=4, cell=_flags, right=False),
)


@lru_cache(maxsize=64)
def _columns_for(width: int) -> tuple[tuple[_Column, int], ...]:
    """The columns that fit, with their widths; the one with most to gain grows first."""
    room = width + 1
    widths: dict[int, int] = {}
    for shown in sorted(_COLUMNS, key=lambda shown: shown.keep):
        if shown.width + 1 > room:
            break
        widths[shown.keep] = shown.width
        room -= shown.width + 1
    for shown in sorted(_COLUMNS, key=lambda shown: -shown.growth):
        if shown.keep in widths and shown.growth <= room:
            widths[shown.keep] += shown.growth
            room -= shown.growth
    return tuple((shown, widths[shown.keep]) for shown in _COLUMNS if shown.keep in widths)
