"""The places round a place: along the edge of the occupied area, behind it, beyond it."""

from typing import Final

from msgspec import Struct
from textual import on
from textual.message import Message

from situation.neighbours import BELT_WORDS, REACH_KM, Neighbour
from situation.views import PlaceRow
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, fitted, line_width
from widgets.neighbour_columns import cells, headings
from widgets.painted import Lines
from widgets.pane import Pane
from widgets.rows import Rows
from widgets.theme import Emphasis, Role

_MARGIN: Final = 2
"""Cells of a row that the list needs for its marks."""


class _Item(Struct, frozen=True):
    """A neighbour, and whether it is the first of its belt, with the belt's name above it."""

    neighbour: Neighbour
    is_first: bool


class NeighbourRows(Rows[_Item]):
    """The list; the cursor's bar leaves a belt's name alone."""

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """A line of an item, the cursor's mark on the place only."""
        line, emphasis = super().line_at(y)
        if not self._is_heading(self._top + y):
            return line, emphasis
        return ((" ", Role.TEXT), *line[1:]), Emphasis.NONE

    def _is_heading(self, number: int) -> bool:
        if number >= self._column.total:
            return False
        index = self._column.index_at(number)
        return self.items[index].is_first and number == self._column.top_of(index)


class Neighbours(Pane):
    """The places near a place, with the way there and how they stand to the occupied area."""

    LEGEND = ((Mark.DISPUTED, "disputed"), (Mark.STALE, "stale"))

    class Chosen(Message):
        """A neighbour was chosen."""

        def __init__(self, place_id: str) -> None:
            super().__init__()
            self.place_id = place_id

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = NeighbourRows(_place_id, self._draw_item, item_lines=None, glyphs=glyphs)
        heading = Lines(self._draw_heading)
        super().__init__(8, "Neighbours", self.rows, heading=heading, glyphs=glyphs)

    @property
    def highlighted(self) -> Neighbour | None:
        """The neighbour under the cursor."""
        item = self.rows.highlighted
        return item.neighbour if item is not None else None

    def show(self, row: PlaceRow | None, neighbours: tuple[Neighbour, ...]) -> None:
        """Show the neighbours of a place, as `neighbours_of` gives them; None: no place."""
        belts = [neighbour.belt for neighbour in neighbours]
        self.rows.set_items(
            [
                _Item(neighbour, is_first=belts.index(neighbour.belt) == index)
                for index, neighbour in enumerate(neighbours)
            ]
        )
        self.set_detail(row.place.name if row is not None else "")
        if row is None:
            self.content_arrived(empty=True, text="no city chosen", do="1 goes to the cities")
        elif row.place.lat is None or row.place.lon is None:
            text = "where it lies is not known"
            self.content_arrived(empty=True, text=text, do="1 goes to the cities")
        else:
            text = f"no other place of this situation lies within {REACH_KM:.0f} km"
            self.content_arrived(empty=not neighbours, text=text, do="1 goes to the cities")

    def glyphs_changed(self) -> None:
        """Draw the control states with the parties' letters."""
        self.rows.use_glyphs(self.glyphs)

    def legend(self) -> tuple[str, ...]:
        """The marks, then how distances read."""
        marks = tuple(super().legend())
        return ("edge: km to the occupied area, negative inside", *marks, "enter opens")

    @on(Rows.Highlighted)
    def _row_highlighted(self, event: Rows.Highlighted) -> None:
        event.stop()

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.post_message(self.Chosen(event.key))

    def _draw_heading(self, width: int) -> tuple[Line, ...]:
        return (((" " + headings(width - _MARGIN, self.glyphs), Role.MUTED),),)

    def _draw_item(self, item: _Item, width: int) -> tuple[Line, ...]:
        line = cells(item.neighbour, width, self.glyphs)
        return (self._belt_line(item, width), line) if item.is_first else (line,)

    def _belt_line(self, item: _Item, width: int) -> Line:
        """The belt's name, and what it means where that fits."""
        name, meaning = BELT_WORDS[item.neighbour.belt]
        short: Line = ((name, Role.HEADING),)
        full: Line = (*short, (f"{self.glyphs.separator}{meaning}" if meaning else "", Role.MUTED))
        return full if line_width(full) <= width else fitted(short, width, self.glyphs.ellipsis)


def _place_id(item: _Item) -> str:
    return item.neighbour.row.place.id
