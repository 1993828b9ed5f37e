"""The compass rose of a place: how much of each of its nine cells a map draws as occupied."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from situation.periods import EARLIEST
from situation.sector_words import sector_quote, sector_readings
from situation.views import PlaceDetail, ReadingView
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import BLANK, Line
from widgets.painted import Painted
from widgets.pane import Pane
from widgets.rose_lines import TEXTURES
from widgets.rose_page import rose_page
from widgets.theme import Emphasis


class RoseBody(Painted, can_focus=True):
    """Lines that are drawn for the room there is.

    Args:
        draw: gives the lines for a width and a height in cells.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "next_source", "next source", show=False),
        Binding("y", "quote", "copy", show=False),
    ]

    class NextSource(Message):
        """The reader wants the rose of the next source."""

    class QuoteWanted(Message):
        """The reader wants the rose in words."""

    def __init__(self, draw: Callable[[int, int], tuple[Line, ...]]) -> None:
        super().__init__()
        self._draw = draw
        self._lines: tuple[Line, ...] = ()
        self._drawn_for: Size | None = None

    def redraw(self) -> None:
        """Draw again: what the lines are drawn from has changed."""
        self._drawn_for = None
        self.repaint()

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """One of the lines."""
        if self._drawn_for != self.size:
            self._drawn_for = self.size
            self._lines = self._draw(*self.size)
        return (self._lines[y] if y < len(self._lines) else BLANK), Emphasis.NONE

    def action_next_source(self) -> None:
        """Ask for the next source."""
        self.post_message(self.NextSource())

    def action_quote(self) -> None:
        """Ask for the words."""
        self.post_message(self.QuoteWanted())


class SectorRose(Pane):
    """Where round its centre a place is occupied, by one map at a time."""

    class Quoted(Message):
        """The rose in words, with source, day and footprint, is to be copied."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        body = RoseBody(self._draw)
        super().__init__(6, "Rose", body, glyphs=glyphs)
        self._rose = body
        self._readings: tuple[ReadingView, ...] = ()
        self._place = ""
        self._now = EARLIEST
        self._source = ""

    @property
    def chosen(self) -> ReadingView | None:
        """The reading that is drawn: that of the chosen source, else the first."""
        wanted = (view for view in self._readings if view.source.id == self._source)
        return next(wanted, self._readings[0] if self._readings else None)

    @property
    def quote(self) -> str:
        """What is drawn as a sentence to quote; empty where nothing is."""
        view = self.chosen
        return sector_quote(self._place, view) if view is not None else ""

    def show(self, detail: PlaceDetail | None) -> None:
        """Show the rose of a place; None when no place is chosen. The source stays chosen."""
        self._readings = sector_readings(detail) if detail else ()
        self._place = detail.row.place.name if detail else ""
        self._now = detail.viewpoint.valid_at if detail else EARLIEST
        self._name_source()
        if detail is None:
            self.content_arrived(empty=True, text="no city chosen", do="1 goes to the cities")
        else:
            self.content_arrived(
                empty=not self._readings,
                text="no map has measured its sectors at this time",
                do="] goes a day on, = to now, r refreshes",
            )
        self._rose.redraw()

    def next_source(self) -> None:
        """Draw the next source that measured sectors, round and round."""
        view = self.chosen
        if view is None:
            return
        following = (self._readings.index(view) + 1) % len(self._readings)
        self._source = self._readings[following].source.id
        self._name_source()
        self._rose.redraw()

    def glyphs_changed(self) -> None:
        """Draw anew."""
        self._rose.redraw()

    def legend(self) -> tuple[str, ...]:
        """The textures, then the keys."""
        bars = TEXTURES[1 if self.glyphs.plain else 0]
        other = ("v other source",) if len(self._readings) > 1 else ()
        nothing = f"{self.glyphs[Mark.NOTHING]} nothing"
        return (f"{bars} occupied, by quarters", *other, "y copies", nothing)

    @on(RoseBody.NextSource)
    def _next_source_wanted(self, event: RoseBody.NextSource) -> None:
        event.stop()
        self.next_source()

    @on(RoseBody.QuoteWanted)
    def _quote_wanted(self, event: RoseBody.QuoteWanted) -> None:
        event.stop()
        if self.quote and not self.body.is_covered:
            self.post_message(self.Quoted(self.quote))

    def _name_source(self) -> None:
        view = self.chosen
        parts = [self._place]
        if view is not None:
            parts.append(view.source.name)
        if view is not None and len(self._readings) > 1:
            parts.append(f"{self._readings.index(view) + 1} of {len(self._readings)}")
        self.set_detail(self.glyphs.separator.join(filter(None, parts)))

    def _draw(self, width: int, height: int) -> tuple[Line, ...]:
        view = self.chosen
        if view is None:
            return ()
        return rose_page(view, self._now, self.glyphs, width, height)
