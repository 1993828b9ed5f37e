"""The line at the foot: the keys that work here."""

from typing import Final

from widgets.glyphs import UNICODE, Glyphs
from widgets.lines import Line, Span, fitted, line_width
from widgets.painted import Lines
from widgets.theme import Role

_GAP: Final = "  "


class KeyLine(Lines):
    """Keys and what they do, as many as fit: the caller gives the most needed first."""

    DEFAULT_CSS = "KeyLine { height: 1; }"

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(self._draw_line)
        self.glyphs = glyphs
        self._keys: tuple[tuple[str, str], ...] = ()

    def show(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Show these keys, each with its label."""
        self._keys = keys
        self.redraw()

    def _draw_line(self, width: int) -> tuple[Line, ...]:
        spans: list[Span] = []
        for key, label in self._keys:
            longer: list[Span] = [*spans, (_GAP if spans else " ", Role.TEXT)]
            longer += [(key, Role.KEY), (f" {label}", Role.MUTED)]
            if line_width(tuple(longer)) > width:
                break
            spans = longer
        return (fitted(tuple(spans), width, self.glyphs.ellipsis),)
