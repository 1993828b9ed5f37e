"""The sources: one row each, with its state, its tie and grade, how old its data are, what came."""

from collections import Counter
from typing import Final

from rich.cells import cell_len
from textual import on
from textual.message import Message

from situation.freshness import Freshness
from situation.periods import EARLIEST, age, format_minute, format_short_day
from situation.source_overview import SourceOverview, SourceState
from situation.source_words import ago, coming, counts, trouble_words
from situation.wording import tie
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, between, column, joined, line_width, wrap
from widgets.painted import Lines
from widgets.pane import Pane
from widgets.rows import Rows
from widgets.theme import Role

STATE_MARKS: Final = {
    Freshness.FAILED: (Mark.DISPUTED, Role.WARN),
    Freshness.PARTIAL: (Mark.DISPUTED, Role.STALE),
    Freshness.STALE: (Mark.STALE, Role.STALE),
    Freshness.SILENT: (Mark.NOTHING, Role.STALE),
    Freshness.FRESH: (Mark.TRACK, Role.TEXT),
    Freshness.NEVER_FETCHED: (Mark.NOT_MEASURED, Role.HEADING),
    Freshness.OFF: (Mark.NOT_MEASURED, Role.MUTED),
    Freshness.NOT_A_FEED: (Mark.NOT_MEASURED, Role.MUTED),
}
"""Mark and role of each state; the word always stands beside them."""
_TOLD: Final = (
    Freshness.FAILED,
    Freshness.PARTIAL,
    Freshness.STALE,
    Freshness.SILENT,
    Freshness.NEVER_FETCHED,
)
_REASONS: Final = frozenset({Freshness.FAILED, Freshness.OFF, Freshness.NEVER_FETCHED})
"""States whose reason stands in the list; that of the others is in the sheet."""
_STATE_CELLS: Final = 13
_DATA_CELLS: Final = 16
_NAME_CELLS: Final = 20
"""Of a short name where a source has two lines; a long one has all it needs."""
_ONE_LINE: Final = 108
"""Cells from which on a source has one line with columns."""
_COLUMNS: Final = (
    ("", 2), ("state", _STATE_CELLS), ("source", 0), ("tie", 20), ("grade", 5),
    ("data of", _DATA_CELLS), ("tried", 5), ("new", 6), ("seen", 7), ("rej", 5), ("next", 6),
)  # fmt: skip
"""Title and cells of each column; the name has what is left."""
_RIGHT: Final = frozenset({"tried", "new", "seen", "rej", "next"})
_CURSOR: Final = 1
_AS_BEFORE: Final = ". Below stands what was set up before."
_TROUBLE_LINES: Final = 5


class SourceList(Pane):
    """The list; sources that are asked come first, then those that are off, then the others."""

    LEGEND = (
        (Mark.DISPUTED, "failed or partial"),
        (Mark.STALE, "stale"),
        (Mark.NOTHING, "silent"),
        (Mark.NOT_MEASURED, "not asked"),
    )

    class Event(Message):
        """Something happened to a source."""

        def __init__(self, state: SourceState) -> None:
            super().__init__()
            self.state = state

    class Highlighted(Event):
        """The cursor came to stand on another source."""

    class Chosen(Event):
        """A source was chosen."""

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = Rows[SourceState](_key, self._draw_row, item_lines=None, glyphs=glyphs)
        self._headings = Lines(self._draw_heading)
        super().__init__(1, "Sources", self.rows, heading=self._headings, glyphs=glyphs)
        self._at = EARLIEST
        self._fed_twice: frozenset[str] = frozenset()
        self._trouble = ""

    @property
    def highlighted(self) -> SourceState | None:
        """The source under the cursor."""
        return None if self.rows.is_covered else self.rows.highlighted

    def show(self, overview: SourceOverview) -> None:
        """Show these sources; the cursor keeps its source, and its source keeps its line."""
        before = (self._at, self._fed_twice)
        self._at = overview.judged_at
        fed = Counter(state.source.id for state in overview.states)
        self._fed_twice = frozenset(source for source, times in fed.items() if times > 1)
        is_other = before != (self._at, self._fed_twice)
        self.rows.set_items(overview.states, redraw=is_other)
        self._trouble = trouble_words(overview)
        self._headings.redraw()
        if self._trouble and not overview.states:
            self.set_detail("")
            self.set_failed(self._trouble, overview.next_look)
            return
        self.set_detail(self._told(overview))
        self.content_arrived(
            empty=not overview.states,
            text="this store knew no source then",
            do="= looks from now on",
        )

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

    def _told(self, overview: SourceOverview) -> str:
        """How many there are, and in which states; as known when, where that is not now."""
        words = [state.word for state in overview.states]
        parts = [str(len(words))]
        parts += [f"{words.count(word)} {word}" for word in _TOLD if word in words]
        if not overview.is_now:
            parts.append(f"as known {format_minute(overview.judged_at)}")
        return self.glyphs.separator.join(parts)

    def _draw_heading(self, width: int) -> tuple[Line, ...]:
        above = self._trouble_lines(width)
        if width - 2 < _ONE_LINE:
            return above
        titles = [(title, Role.MUTED) for title, _ in _COLUMNS]
        return (*above, ((" " * _CURSOR, Role.TEXT), *self._in_columns(titles, width - 2)))

    def _trouble_lines(self, width: int) -> tuple[Line, ...]:
        """Why the list is as it was set up before; none where it is as it is set up now."""
        if not self._trouble:
            return ()
        text = f"{self.glyphs[Mark.DISPUTED]} {self._trouble}{_AS_BEFORE}"
        pieces = wrap(text, max(1, width - 2), limit=_TROUBLE_LINES, ellipsis=self.glyphs.ellipsis)
        return tuple(((f" {piece}", Role.WARN),) for piece in pieces)

    def _draw_row(self, state: SourceState, width: int) -> tuple[Line, ...]:
        if width >= _ONE_LINE:
            return (self._in_columns(self._cells(state), width),)
        head = self._head(state, width, tie(state.source))
        tie_below = "" if head else tie(state.source)
        below = self._below(state, tie_below)
        return (head or self._head(state, width, ""), *((below,) if below else ()))

    def _in_columns(self, cells: list[Span], width: int) -> Line:
        free = width - sum(room for _, room in _COLUMNS) - len(_COLUMNS) + 1
        spans: list[Span] = []
        for (text, role), (title, room) in zip(cells, _COLUMNS, strict=True):
            is_right = title in _RIGHT
            cell = column(text, room or free, self.glyphs.ellipsis, right=is_right)
            spans += [(cell, role), (" ", Role.TEXT)]
        return tuple(spans[:-1])

    def _cells(self, state: SourceState) -> list[Span]:
        mark, role = STATE_MARKS[state.word]
        attempt = state.attempt
        unknown: Span = (self.glyphs[Mark.NOT_MEASURED] if state.connector else "", Role.MUTED)
        numbers: list[Span] = [unknown] * 4
        if attempt is not None:
            numbers = [
                (age(attempt.tried_at, self._at), Role.TEXT),
                (f"{attempt.new:,}", Role.NEW if attempt.new else Role.MUTED),
                (f"{attempt.seen:,}", Role.TEXT),
                (f"{attempt.rejected:,}", Role.STALE if attempt.rejected else Role.MUTED),
            ]
        return [
            (self.glyphs[mark], role),
            (state.word.value, role),
            (self._name_of(state), _name_role(state)),
            (tie(state.source), Role.MUTED),
            (state.source.reliability.value, Role.HEADING),
            self._data(state),
            *numbers,
            (coming(state.next_try, self._at), Role.TEXT) if state.next_try else unknown,
        ]

    def _name_of(self, state: SourceState) -> str:
        """The source's name; with the connector where several feed it."""
        name = state.source.name
        return f"{name} ({state.connector})" if state.source.id in self._fed_twice else name

    def _data(self, state: SourceState) -> Span:
        if state.data_at is None:
            return self.glyphs[Mark.NOT_MEASURED], Role.MUTED
        is_old = any(condition.word is Freshness.STALE for condition in state.conditions)
        day = format_short_day(state.data_at, self._at)
        return f"{day} {age(state.data_at, self._at)}", Role.STALE if is_old else Role.TEXT

    def _head(self, state: SourceState, width: int, tie_words: str) -> Line:
        """State, name and tie; the grade and the data's date at the right.

        Empty where a tie does not fit: half of one says nothing of the side.
        """
        mark, role = STATE_MARKS[state.word]
        name = self._name_of(state)
        left: Line = (
            (f"{self.glyphs[mark]} {column(state.word.value, _STATE_CELLS, '')} ", role),
            (column(name, max(_NAME_CELLS, cell_len(name)), ""), _name_role(state)),
            (f" {tie_words}", Role.MUTED),
        )
        text, data_role = self._data(state)
        grade = (state.source.reliability.value, Role.HEADING)
        right: Line = (grade, (" " + column(text, _DATA_CELLS, "", right=True), data_role))
        if tie_words and line_width(left) + line_width(right) >= width:
            return ()
        return between(left, right, width, self.glyphs.ellipsis)

    def _below(self, state: SourceState, tie_words: str) -> Line:
        """What the last try brought, when the next one is and why it failed or is not made."""
        told: tuple[str, ...] = ()
        if state.connector:
            reason = state.conditions[0].why if state.word in _REASONS else ""
            told = (*self._tried(state), reason)
        if not tie_words and not told:
            return ()
        spans = ((text, Role.MUTED) for text in (tie_words, *told))
        return (("  ", Role.TEXT), *joined(spans, self.glyphs.separator))

    def _tried(self, state: SourceState) -> tuple[str, ...]:
        if state.attempt is None or state.off:
            return ()
        tried = f"tried {ago(state.attempt.tried_at, self._at)}"
        next_try = f"next {coming(state.next_try, self._at)}" if state.next_try else ""
        return (tried, counts(state.attempt), next_try)


def _name_role(state: SourceState) -> Role:
    return Role.STRONG if state.connector and not state.off else Role.TEXT


def _key(state: SourceState) -> str:
    return state.key
