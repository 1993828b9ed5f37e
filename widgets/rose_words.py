"""What is said beside a compass rose: its cells in words, who measured it, when and on what."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from rich.cells import cell_len

from situation.model import ControlReading
from situation.periods import format_day
from situation.reports.words import distance_words
from situation.sector_words import disc_words, sector_items
from situation.views import ReadingView
from widgets.figures import long_age, percent
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, clip, wrap
from widgets.theme import Role

_PARAGRAPH_LINES: Final = 3


def rose_words(
    view: ReadingView, now: datetime, glyphs: Glyphs, width: int, height: int
) -> tuple[Line, ...]:
    """The cells, all nine where there is room, then what is known of the reading.

    Args:
        view: the reading; nothing is said of one without sectors.
        now: the moment looked from.
        glyphs: the marks to draw with.
        width: of each line, at most, in cells.
        height: how many lines, at most. The cells keep all but one where they need them.
    """
    sectors = view.reading.sectors
    if sectors is None or height < 1:
        return ()
    about = _about(view, now, glyphs, width)
    cells = _flowed(sector_items(sectors, every=True), width, glyphs)
    if len(cells) + len(about) > height:
        cells = _flowed(sector_items(sectors), width, glyphs)
        room = max(height - 1, 1)
        if len(cells) > room:
            cells = [*cells[: room - 1], cells[room - 1] + glyphs.ellipsis]
    listed: list[Line] = [((clip(text, width, glyphs.ellipsis), Role.STRONG),) for text in cells]
    return (*listed, *about[: height - len(listed)])


def _flowed(items: Iterable[str], width: int, glyphs: Glyphs) -> list[str]:
    """As many items on each line as fit, none of them broken."""
    first, *others = items
    lines = [first]
    for item in others:
        longer = lines[-1] + glyphs.separator + item
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(item)
    return lines


def _about(view: ReadingView, now: datetime, glyphs: Glyphs, width: int) -> list[Line]:
    """Source and day, then the disc, then share and distance."""
    role = Role.STALE if view.stale else Role.TEXT
    stale = f"{glyphs[Mark.STALE]} " if view.stale else ""
    when = (format_day(view.confirmed_at), stale + long_age(view.confirmed_at, now))
    about = [(text, role) for text in _flowed((view.source.name, *when), width, glyphs)]
    for text in (disc_words(view.reading.footprint_km), *_measured(view.reading)):
        pieces = wrap(text, width, limit=_PARAGRAPH_LINES, ellipsis=glyphs.ellipsis)
        about += [(piece, Role.MUTED) for piece in pieces]
    return [((clip(text, width, glyphs.ellipsis), role),) for text, role in about]


def _measured(reading: ControlReading) -> list[str]:
    texts = []
    if reading.shares is not None and reading.shares.occupied is not None:
        texts.append(f"{percent(reading.shares.occupied)} of the disc occupied")
    if reading.distance_km is not None:
        texts.append(f"its point: {distance_words(reading.distance_km)}")
    return texts
