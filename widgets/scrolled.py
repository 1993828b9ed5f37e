"""More lines than fit, to be read from end to end."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size

from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import BLANK, Line, fitted, line_width
from widgets.painted import Painted
from widgets.theme import Emphasis, Role

WHEEL_LINES = 3
_MARGIN = 2
"""Cells that no line can use: one blank on the left, the scroll mark's on the right."""


class Scrolled(Painted, can_focus=True):
    """Lines that the reader scrolls.

    Args:
        draw: gives all lines for a width in cells.
        glyphs: the marks to draw with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_by(1)", "down", show=False),
        Binding("up,k", "scroll_by(-1)", "up", show=False),
        Binding("home,g", "first", "first", show=False),
        Binding("end,G", "last", "last", show=False),
        Binding("pagedown", "page(2)", "page down", show=False),
        Binding("pageup", "page(-2)", "page up", show=False),
        Binding("ctrl+d", "page(1)", "half a page down", show=False),
        Binding("ctrl+u", "page(-1)", "half a page up", show=False),
    ]

    def __init__(
        self, draw: Callable[[int], tuple[Line, ...]], *, glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__()
        self._draw = draw
        self._glyphs = glyphs
        self._lines: tuple[Line, ...] = ()
        self._drawn_for = Size()
        self._top = 0

    @property
    def top(self) -> int:
        """The line that stands on the first line of the widget."""
        return self._top

    def redraw(self, *, glyphs: Glyphs | None = None) -> None:
        """Draw again: what the lines are drawn from has changed. The top line keeps its number."""
        self._glyphs = glyphs or self._glyphs
        self._drawn_for = Size()
        self._measure()
        self.repaint()

    def show_line(self, line: int) -> None:
        """Turn so that a line stands at the top, or as near to it as the end allows."""
        if self.is_covered:
            return
        self._measure()
        self._top = max(0, min(line, len(self._lines) - self.size.height))
        self.repaint()

    def action_scroll_by(self, lines: int) -> None:
        """Turn by some lines."""
        self.show_line(self._top + lines)

    def action_page(self, halves: int) -> None:
        """Turn by half pages."""
        self.show_line(self._top + halves * max(1, self.size.height // 2))

    def action_first(self) -> None:
        """Go to the beginning."""
        self.show_line(0)

    def action_last(self) -> None:
        """Go to the end."""
        self.show_line(len(self._lines))

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """One of the lines, with the scroll mark behind it."""
        self._measure()
        number = self._top + y
        line = self._lines[number] if number < len(self._lines) else BLANK
        gap = " " * max(0, self.size.width - _MARGIN - line_width(line))
        mark = (self._scroll_mark(y), Role.MUTED)
        return ((" ", Role.TEXT), *line, (gap, Role.TEXT), mark), Emphasis.NONE

    def on_focus(self) -> None:
        """Screen readers follow the terminal's own cursor."""
        self.app.cursor_position = self.content_region.offset + Offset(0, 0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn a few lines."""
        event.stop()
        self.action_scroll_by(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn a few lines."""
        event.stop()
        self.action_scroll_by(-WHEEL_LINES)

    def _measure(self) -> None:
        if self.size == self._drawn_for:
            return
        self._drawn_for = self.size
        width = max(0, self.size.width - _MARGIN)
        ellipsis = self._glyphs.ellipsis
        self._lines = tuple(fitted(line, width, ellipsis) for line in self._draw(width))
        self._top = max(0, min(self._top, len(self._lines) - self.size.height))

    def _scroll_mark(self, y: int) -> str:
        height, total = self.size.height, len(self._lines)
        if total <= height:
            return " "
        first = self._top * height // total
        last = max(first, (self._top + height) * height // total - 1)
        return self._glyphs[Mark.THUMB if first <= y <= last else Mark.TRACK]
