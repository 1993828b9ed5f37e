"""What stands round a map: whose and of which day it is, its terms, its textures, its scale."""

from collections.abc import Iterable
from typing import Final

from situation.maps.canvas import occupier_letter
from situation.maps.scene import MapCity, MapMode, MapScene, MapSheet
from situation.maps.textures import CellKind, CellStyle, sample
from situation.maps.window import MapWindow
from situation.marks import ASCII_TWINS
from situation.periods import format_day, format_short_day
from situation.vocabulary import AreaStatus
from situation.wording import source_name, words_of
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, Span, joined, line_width
from widgets.theme import Role

KIND_ROLES: Final = {
    CellKind.BEYOND: Role.MUTED,
    CellKind.OUTSIDE: Role.TEXT,
    CellKind.OCCUPIED: Role.OCCUPIED,
    CellKind.CONTESTED: Role.CONTESTED,
    CellKind.LIBERATED: Role.LIBERATED,
    CellKind.NEWLY_OCCUPIED: Role.NEWLY_OCCUPIED,
    CellKind.NO_LONGER_OCCUPIED: Role.NO_LONGER_OCCUPIED,
    CellKind.BORDER: Role.MUTED,
    CellKind.RING: Role.HEADING,
    CellKind.CITY_OCCUPIED: Role.OCCUPIED,
    CellKind.CITY_HELD: Role.HELD,
    CellKind.CITY_CONTESTED: Role.CONTESTED,
    CellKind.CITY_OTHER: Role.TEXT,
    CellKind.LABEL: Role.TEXT,
    CellKind.MARKED: Role.STRONG,
}

SCALE_CELLS: Final = 20
"""What scale and north take of a line, with the gap before them."""
_BAR_CELLS: Final = 9
_GAP: Final = "  "
_KINDS: Final = {
    AreaStatus.OCCUPIED: CellKind.OCCUPIED,
    AreaStatus.CONTESTED: CellKind.CONTESTED,
    AreaStatus.LIBERATED: CellKind.LIBERATED,
}
_WORDS: Final = {
    AreaStatus.OCCUPIED: "occupied",
    AreaStatus.CONTESTED: "grey zone",
    AreaStatus.LIBERATED: "liberated",
}
_DIFFERENCE_WORDS: Final = (
    (CellKind.NEWLY_OCCUPIED, "newly occupied"),
    (CellKind.NO_LONGER_OCCUPIED, "no longer"),
    (CellKind.OCCUPIED, "on both days"),
)


def plain(text: str, glyphs: Glyphs) -> str:
    """Our own words as this terminal can show them."""
    return text.translate(ASCII_TWINS).replace("²", "2") if glyphs.plain else text


def caption(sheet: MapSheet, glyphs: Glyphs) -> Line:
    """Whose map it is and of which day, with its age where it is older than what was asked for."""
    spans: tuple[Span, ...] = (
        (source_name(sheet.source), Role.STRONG),
        (f"map of {format_day(sheet.valid_from)}", Role.TEXT),
        (_older(sheet), Role.STALE),
    )
    return joined(spans, glyphs.separator)


def short_credit(sheets: Iterable[MapSheet], glyphs: Glyphs) -> Line:
    """The days of the maps and whose data they are, where there is one line for everything."""
    sheets_by_source: dict[str, list[MapSheet]] = {}
    for sheet in sheets:
        sheets_by_source.setdefault(sheet.source.id, []).append(sheet)
    spans: list[Span] = []
    for of_source in sheets_by_source.values():
        for sheet in of_source:
            day = f"{sheet.valid_from.day} {sheet.valid_from:%b}"
            spans.append((f"{', ' if spans else ''}{day}", Role.TEXT))
            older = _older(sheet).removesuffix(" older")
            spans.append((f" {glyphs[Mark.STALE]}{older}" if older else "", Role.STALE))
        source = of_source[0].source
        spans.append((f" {source.credit or source_name(source)}", Role.MUTED))
    return tuple(spans)


def difference_caption(scene: MapScene, glyphs: Glyphs) -> Line:
    """Between which days, and how much land changed hands; the maps' own days, not those asked."""
    newer, older = scene.sheets[:2]
    first = format_short_day(older.valid_from, newer.valid_from)
    days = f"{first} {glyphs[Mark.ADVICE]} {format_day(newer.valid_from)}"
    spans: list[Span] = [(days, Role.STRONG)]
    if scene.change is not None:
        taken, freed = scene.change.newly_occupied_km2, scene.change.no_longer_occupied_km2
        words = f": +{taken:,.1f} km² newly occupied"
        spans.append((plain(words, glyphs), Role.NEWLY_OCCUPIED))
        words = f", −{freed:,.1f} km² no longer"
        spans.append((plain(words, glyphs), Role.NO_LONGER_OCCUPIED))
    names = dict.fromkeys(source_name(sheet.source) for sheet in scene.sheets)
    whose = f" {plain('–', glyphs)} ".join(reversed(names))
    # The window may show a part of the land that the figures are of.
    rest = f"{glyphs.separator}whole map{glyphs.separator}{whose}"
    return (*spans, (rest, Role.MUTED))


def credit(sheets: Iterable[MapSheet], glyphs: Glyphs) -> tuple[str, str]:
    """Who has to be named for what is drawn with the class of licence, and the terms in full."""
    sources = {sheet.source.id: sheet.source for sheet in sheets}.values()
    named = (
        f"{source.credit or source_name(source)}{glyphs.separator}{words_of(source.licence)}"
        for source in sources
    )
    terms = dict.fromkeys(source.terms for source in sources if source.terms)
    return glyphs.separator.join(named), glyphs.separator.join(terms)


def textures(
    scene: MapScene, style: CellStyle, marked: MapCity | None, glyphs: Glyphs
) -> tuple[Line, ...]:
    """What each texture of this map means, and what this kind of map does not draw at all.

    Args:
        scene: what is drawn.
        style: how it is drawn.
        marked: the city whose footprint is drawn.
        glyphs: the marks to draw with.
    """
    if not scene.sheets:
        is_measured = any(city.sectors is not None for city in scene.cities)
        words = plain("3×3 at a city: the occupied part of each sector", glyphs)
        return (((words, Role.MUTED),),) if is_measured else ()
    drawn, absent = _drawn_kinds(scene)
    occupier = occupier_letter(scene, {party.id: party.letter for party in glyphs.parties})

    def entry(kind: CellKind, words: str) -> Line:
        return (sample(kind, style, occupier) * 2, KIND_ROLES[kind]), (f" {words}", Role.TEXT)

    entries = [entry(kind, words) for kind, words in drawn]
    if absent:
        entries.append(((f"not drawn by this map: {', '.join(absent)}", Role.MUTED),))
    if marked is not None:
        disc = f": {marked.radius / 1_000:.1f} km disc"
        entries.append((("ring", KIND_ROLES[CellKind.RING]), (disc, Role.TEXT)))
    entries.append(((plain("blank: outside its areas, not “held”", glyphs), Role.MUTED),))
    return (*entries, entry(CellKind.BEYOND, "not mapped"))


def _drawn_kinds(scene: MapScene) -> tuple[list[tuple[CellKind, str]], list[str]]:
    """The textures that can be met here, in words, and the statuses that cannot."""
    if scene.request.mode is MapMode.DIFFERENCE and len(scene.sheets) > 1:
        return list(_DIFFERENCE_WORDS), []
    known = {status for sheet in scene.sheets for status in sheet.statuses}
    drawn = [(_KINDS[status], _WORDS[status]) for status in AreaStatus if status in known]
    return drawn, [_WORDS[status] for status in AreaStatus if status not in known]


def flowed(entries: Iterable[Line], width: int, most: int) -> tuple[Line, ...]:
    """The entries one after the other on at most `most` lines; what does not fit is left out."""
    lines: list[Line] = []
    for entry in entries:
        room = width - (line_width(lines[-1]) + len(_GAP) if lines else width)
        if lines and line_width(entry) <= room:
            lines[-1] = (*lines[-1], (_GAP, Role.TEXT), *entry)
        elif len(lines) < most and line_width(entry) <= width:
            lines.append(entry)
    return tuple(lines)


def scale(window: MapWindow, glyphs: Glyphs) -> Line:
    """A bar of a round length, and where north is; at most `SCALE_CELLS` less a blank wide."""
    bar = window.scale_bar(_BAR_CELLS)
    first, line, last, north = "|-|^" if glyphs.plain else "├─┤↑"
    middle = line * (bar.cells - 2)
    return ((f"{first}{middle}{last} {bar.words} N{north}", Role.TEXT),)


def _older(sheet: MapSheet) -> str:
    """How much older the map is than the day that was asked for; empty when it is of that day."""
    days_late = (sheet.wanted.date() - sheet.valid_from.date()).days
    return f"{days_late}d older" if days_late > 0 else ""
