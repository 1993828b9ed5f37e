"""The claim feed: every claim that a search finds, three lines each, echoes folded into one."""

from datetime import datetime
from typing import Final

from textual import on
from textual.message import Message

from situation.feed_rows import FeedRow
from situation.periods import EARLIEST
from widgets.claim_lines import claim_head, doubts_about, kind_of_statement
from widgets.figures import counted
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, between, clip, fitted, joined, wrap
from widgets.painted import Lines
from widgets.pane import Pane
from widgets.rows import Rows
from widgets.theme import Role

ROW_LINES: Final = 3
_LONG_REPORTS: Final = 100
"""Cells from which on there is room for words where a narrow list has marks only."""


class FeedRows(Rows[FeedRow]):
    """The rows; whoever goes to the first of them may have new claims put above it."""

    class TopWanted(Message):
        """The reader went to the top."""

    @property
    def cursor(self) -> int:
        """The place of the row that keys act on."""
        return self._cursor

    def action_first(self) -> None:
        """Go to the first row and ask for what waits above it."""
        super().action_first()
        self.post_message(self.TopWanted())


class FeedList(Pane):
    """The list. It always has one heading line, so that a counter in it moves nothing below."""

    LEGEND = (
        (Mark.NEW, "unread"),
        (Mark.DISPUTED, "disputed or not confirmed"),
        (Mark.PART, "an echo of the statement above"),
    )

    class Event(Message):
        """Something happened to a row."""

        def __init__(self, row: FeedRow) -> None:
            super().__init__()
            self.row = row

    class Highlighted(Event):
        """The cursor came to stand on another row."""

    class Chosen(Event):
        """A row was chosen."""

    class TopWanted(Message):
        """The reader went to the top, where new claims may wait."""

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = FeedRows(_key, self._draw_row, item_lines=ROW_LINES, glyphs=glyphs)
        self._heading_line = Lines(lambda width: (fitted(self._told, width, glyphs.ellipsis),))
        super().__init__(4, "Feed", self.rows, heading=self._heading_line, glyphs=glyphs)
        self._told: Line = ()
        self._now = EARLIEST

    @property
    def highlighted(self) -> FeedRow | None:
        """The row under the cursor."""
        return self.rows.highlighted

    @property
    def statement(self) -> FeedRow | None:
        """The row of the statement under the cursor, which may be on one of its echoes."""
        rows = self.rows.items[: self.rows.cursor + 1]
        return next((row for row in reversed(rows) if not row.rule), None)

    def show(self, rows: tuple[FeedRow, ...], now: datetime, *, empty: str, do: str) -> None:
        """Show these rows; the cursor keeps its row, and its row keeps its line.

        Args:
            rows: the rows, in order.
            now: the moment looked from.
            empty: said where there are none.
            do: what the reader can do then.
        """
        before, self._now = self._now, now
        self.rows.set_items(rows, redraw=before.year != now.year)
        self.content_arrived(empty=not rows, text=empty, do=do)

    def show_problem(self, problem: str, *, keeps_rows: bool) -> None:
        """Say why a search could not be read, above the rows of the one before, if they stay."""
        self.tell(problem, Role.WARN)
        if not keeps_rows:
            self.rows.set_items(())
            self.set_detail("")
        if not self.rows.items:
            self.set_empty(problem, "esc drops the search")

    def tell(self, text: str, role: Role = Role.MUTED) -> None:
        """Say something in the line above the list."""
        told: Line = ((f" {text}", role),)
        if told != self._told:
            self._told = told
            self._heading_line.redraw()

    def to_top(self) -> None:
        """Put the cursor on the first row."""
        if self.rows.items:
            self.rows.move_to(_key(self.rows.items[0]))

    def step(self, statements: int, *, goes_round: bool) -> bool:
        """Go by a number of statements, echoes aside; False when there are not so many."""
        rows = self.rows.items
        places = [place for place, row in enumerate(rows) if not row.rule]
        here = sum(place <= self.rows.cursor for place in places) - 1
        there = here + statements
        if not places or not (goes_round or 0 <= there < len(places)):
            return not places
        return self.rows.move_to(rows[places[there % len(places)]].key)

    def select(self, key: str) -> bool:
        """Put the cursor on a row; False when it is not in the list."""
        return self.rows.move_to(key)

    def glyphs_changed(self) -> None:
        """Draw the rows anew."""
        self.rows.use_glyphs(self.glyphs)

    @on(Rows.Highlighted)
    def _row_highlighted(self, event: Rows.Highlighted) -> None:
        event.stop()
        if self.rows.highlighted is not None:
            self.post_message(self.Highlighted(self.rows.highlighted))

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if self.rows.highlighted is not None:
            self.post_message(self.Chosen(self.rows.highlighted))

    @on(FeedRows.TopWanted)
    def _top_wanted(self, event: FeedRows.TopWanted) -> None:
        event.stop()
        self.post_message(self.TopWanted())

    def _draw_row(self, row: FeedRow, width: int) -> tuple[Line, ...]:
        indent = f"{self.glyphs[Mark.PART]} " if row.rule else ""
        room = width - len(indent)
        head = claim_head(row.view, room, self.glyphs, self._now, marked=row.unread)
        return (((indent, Role.MUTED), *head), *self._below(row, width, " " * len(indent)))

    def _below(self, row: FeedRow, width: int, indent: str) -> tuple[Line, Line]:
        """What is said, on one line and the next; what is to be known of it at the right."""
        ellipsis, room = self.glyphs.ellipsis, max(1, width - len(indent) - 1)
        first, *rest = wrap(row.view.claim.text, room, limit=9, ellipsis=ellipsis) or ("",)
        kind = kind_of_statement(row.view)
        if rest:
            left: Line = ((" ".join(rest), Role.TEXT),)
            right = self._remarks(row, width, kind[:1])
        else:
            left = joined(kind, self.glyphs.separator)
            right = self._remarks(row, width, ())
        return (
            ((f"{indent} {first}", Role.TEXT),),
            between(((f"{indent} ", Role.TEXT), *left), right, width, ellipsis),
        )

    def _remarks(self, row: FeedRow, width: int, kind: tuple[Span, ...]) -> Line:
        """Kind, echoes and doubts, in words where there is room."""
        doubts: tuple[Span, ...] = doubts_about(row.view, self.glyphs)
        if width < _LONG_REPORTS:
            doubts = tuple((_first_words(text), role) for text, role in doubts)
        rule = (clip(row.rule, width // 2, self.glyphs.ellipsis), Role.MUTED)
        remarks = (*kind, (_reports(row), Role.HEADING), rule, *doubts)
        return fitted(joined(remarks, self.glyphs.separator), width * 2 // 3, self.glyphs.ellipsis)


def _reports(row: FeedRow) -> str:
    if row.reports < 2:
        return ""
    return f"{counted(row.reports, 'report')}, {counted(row.origins, 'origin')}"


def _first_words(doubt: str) -> str:
    """`! disputed`, `! disputes`, `! not confirmed`: who is on the claim's own screen."""
    mark, _, words = doubt.partition(" ")
    short = "not confirmed" if words.startswith("not ") else words.split(" ")[0]
    return f"{mark} {short}"


def _key(row: FeedRow) -> str:
    return row.key
