"""Whose maps are shown, of which days, under which terms; what changed between two of them."""

from collections.abc import Collection, Iterable

from situation.maps.scene import ChangeOfHands, MapCity, MapScene, MapSheet
from situation.marks import ASCII_TWINS
from situation.model import Source
from situation.periods import format_day, format_short_day
from situation.wording import source_name, words_of
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, Span, fitted, joined, line_width
from widgets.theme import Role


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
        spans.append((f" {_named(source)}", Role.MUTED))
    return tuple(spans)


def credit(sheets: Iterable[MapSheet], glyphs: Glyphs) -> tuple[str, str]:
    """Who has to be named for what is drawn with the class of licence, and the terms in full."""
    sources = _sources(sheets)
    named = (f"{_named(source)}{glyphs.separator}{words_of(source.licence)}" for source in sources)
    terms = dict.fromkeys(source.terms for source in sources if source.terms)
    return glyphs.separator.join(named), glyphs.separator.join(terms)


def licence_first(sheets: Iterable[MapSheet], glyphs: Glyphs) -> str:
    """The class of licence, then who has to be named: `no redistribution: Maps of Mirror`."""
    named = (f"{words_of(source.licence)}: {_named(source)}" for source in _sources(sheets))
    return glyphs.separator.join(named)


def _sources(sheets: Iterable[MapSheet]) -> Collection[Source]:
    return {sheet.source.id: sheet.source for sheet in sheets}.values()


def _named(source: Source) -> str:
    return source.credit or source_name(source)


def sector_captions(cities: Iterable[MapCity]) -> tuple[str, ...]:
    """Whose the sectors of cities are and of which day: `sectors by The map, 5 Nov 2025`."""
    measured = [city.measured for city in cities if city.measured is not None]
    told = (f"{source_name(item.source)}, {format_day(item.day)}" for item in measured)
    return tuple(f"sectors by {words}" for words in dict.fromkeys(told))


def difference_lines(
    scene: MapScene, in_view: ChangeOfHands | None, glyphs: Glyphs, width: int, lines: int
) -> tuple[Line, ...]:
    """Between which days, whose maps, and how much land changed hands, on one line or two.

    Args:
        scene: with two maps.
        in_view: about how much of it can be seen; None where that is all, or not known.
        glyphs: the marks to draw with.
        width: of a line, in cells.
        lines: how many there are to be.
    """
    separator: Span = (glyphs.separator, Role.MUTED)
    days: Span = (_days(scene, glyphs), Role.STRONG)
    whose: Span = (_whose(scene, glyphs), Role.MUTED)
    whole = _figures("whole map", scene.change, glyphs)
    seen = _figures("in view about", in_view, glyphs)
    if lines > 1:
        told = _figures("in view about", in_view, glyphs, in_words=True)
        first = _with(separator, (days,), (whose,), whole if told else ())
        second = told or _figures("whole map", scene.change, glyphs, in_words=True)
        return tuple(fitted(line, width, glyphs.ellipsis) for line in (first, second))
    forms = (
        _with(separator, (days,), seen, whole, (whose,)),
        _with(separator, (days,), seen, whole),
        _with(separator, (days,), seen or whole),
        (days,),
    )
    fitting = (form for form in forms if line_width(form) <= width)
    return (fitted(next(fitting, forms[-1]), width, glyphs.ellipsis),)


def _with(separator: Span, *parts: Line) -> Line:
    """The parts that are not empty, one after the other."""
    spans: list[Span] = []
    for part in filter(None, parts):
        spans += [separator, *part] if spans else part
    return tuple(spans)


def _figures(
    where: str, change: ChangeOfHands | None, glyphs: Glyphs, *, in_words: bool = False
) -> Line:
    if change is None:
        return ()
    newly, no_longer = (" newly occupied,", " no longer") if in_words else ("", "")
    taken = f"+{change.newly_occupied_km2:,.1f} km²{newly}"
    freed = f"−{change.no_longer_occupied_km2:,.1f} km²{no_longer}"
    return (
        (f"{where} ", Role.MUTED),
        (plain(taken, glyphs), Role.NEWLY_OCCUPIED),
        (f" {plain(freed, glyphs)}", Role.NO_LONGER_OCCUPIED),
    )


def _days(scene: MapScene, glyphs: Glyphs) -> str:
    """The maps' own days, not those asked for."""
    newer, older = scene.sheets[:2]
    first = format_short_day(older.valid_from, newer.valid_from)
    return f"{first} {glyphs[Mark.ADVICE]} {format_day(newer.valid_from)}"


def _whose(scene: MapScene, glyphs: Glyphs) -> str:
    names = dict.fromkeys(source_name(sheet.source) for sheet in scene.sheets)
    return f" {plain('–', glyphs)} ".join(reversed(names))


def _older(sheet: MapSheet) -> str:
    """How much older the map is than the day that was asked for; empty when it is of that day."""
    days_late = (sheet.wanted.date() - sheet.valid_from.date()).days
    return f"{days_late}d older" if days_late > 0 else ""
