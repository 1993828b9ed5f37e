"""Everything about one source: how it is doing and why, who it is, what came, and its terms."""

from collections.abc import Iterator
from typing import Final

from situation.periods import EARLIEST
from situation.source_overview import SourceOverview, SourceState
from situation.source_words import Fact, facts_of, trouble_words
from widgets.glyphs import UNICODE, Glyphs
from widgets.lines import Line, wrap
from widgets.pane import Pane
from widgets.scrolled import Scrolled
from widgets.source_list import STATE_MARKS
from widgets.theme import Role

LABEL_CELLS: Final = 11
_LEAST_ROOM: Final = 8
_MOST_LINES: Final = 60
"""Of one fact: more than the longest terms have on a narrow screen."""


class SourceSheet(Pane):
    """One source as labelled lines, to be read from end to end."""

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.sheet = Scrolled(self._draw, glyphs=glyphs)
        super().__init__(2, "Source", self.sheet, glyphs=glyphs)
        self._state: SourceState | None = None
        self._at = EARLIEST

    def show(self, state: SourceState | None, overview: SourceOverview) -> None:
        """Show a source of an overview; None where it has none."""
        is_other = _key(state) != _key(self._state)
        self._state, self._at = state, overview.judged_at
        self.sheet.redraw()
        self.set_detail(state.source.name if state else "")
        if overview.trouble and not overview.states:
            self.set_failed(trouble_words(overview), overview.next_look)
            return
        self.content_arrived(
            empty=state is None,
            text="no source is under the cursor",
            do="= looks from now on",
        )
        if is_other:
            self.sheet.show_line(0)

    def glyphs_changed(self) -> None:
        """Draw the sheet anew."""
        self.sheet.redraw(glyphs=self.glyphs)

    def _draw(self, width: int) -> tuple[Line, ...]:
        if self._state is None:
            return ()
        facts = facts_of(self._state, self._at)
        return tuple(line for fact in facts for line in self._lines_of(fact, width))

    def _lines_of(self, fact: Fact, width: int) -> Iterator[Line]:
        room = max(_LEAST_ROOM, width - LABEL_CELLS)
        pieces = wrap(fact.text, room, limit=_MOST_LINES, ellipsis=self.glyphs.ellipsis)
        role = Role.TEXT
        if fact.label == "state" and self._state is not None:
            role = STATE_MARKS[self._state.word][1]
        elif fact.warns:
            role = Role.STALE
        for number, piece in enumerate(pieces):
            label = fact.label if number == 0 else ""
            yield ((label.ljust(LABEL_CELLS), Role.MUTED), (piece, role))


def _key(state: SourceState | None) -> str:
    return state.key if state else ""
