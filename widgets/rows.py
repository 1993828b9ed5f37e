"""The one list of the monitor: any number of items, a cursor, and few bytes per key.

It keeps its own scroll position: Textual's `ScrollView` repaints the whole widget whenever the
height of its content changes, because that is part of the screen's layout. Here a changed, added or
removed item costs the lines that look different afterwards and nothing else.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.item_lines import ItemLines
from widgets.lines import BLANK, Line, line_width
from widgets.painted import Painted
from widgets.theme import Emphasis, Role

T = TypeVar("T")

WHEEL_LINES = 3
_MARGIN = 2
"""Cells that an item cannot use: the cursor's on the left, the scroll mark's on the right."""


class Rows(Painted, Generic[T], can_focus=True):
    """A list of items of one or more lines.

    Args:
        key: an item's key, unique in the list.
        draw: an item's lines for a width in cells.
        item_lines: how many lines each item has; None: as many as are drawn, which means that all
            items are drawn whenever they are set. With a number only the visible ones are.
        glyphs: the marks to draw with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", show=False),
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("home,g", "first", "first", show=False),
        Binding("end,G", "last", "last", show=False),
        Binding("pagedown", "page(2)", "page down", show=False),
        Binding("pageup", "page(-2)", "page up", show=False),
        Binding("ctrl+d", "page(1)", "half a page down", show=False),
        Binding("ctrl+u", "page(-1)", "half a page up", show=False),
        Binding("enter", "choose", "open", show=False),
    ]

    class Event(Message):
        """Something happened to the item `key` of `rows`."""

        def __init__(self, rows: "Rows[Any]", key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> "Rows[Any]":
            """The list it happened in."""
            return self.rows

    class Highlighted(Event):
        """The cursor came to stand on another item."""

    class Chosen(Event):
        """The item under the cursor was chosen, by enter or by a click on it."""

    def __init__(
        self,
        key: Callable[[T], str],
        draw: Callable[[T, int], tuple[Line, ...]],
        *,
        item_lines: int | None = 1,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._column = ItemLines(key, draw, item_lines)
        self._cursor = 0
        self._top = 0
        self._is_placed = False
        """Whether the cursor was put where it is."""
        self._fitted_size = Size()

    @property
    def items(self) -> tuple[T, ...]:
        """The items, in order."""
        return self._column.items

    @property
    def highlighted(self) -> T | None:
        """The item under the cursor; None when there are no items."""
        return self.items[self._cursor] if self.items else None

    @property
    def highlighted_key(self) -> str | None:
        """The key of the item under the cursor."""
        return self._column.key_at(self._cursor)

    @property
    def top(self) -> int:
        """The line of the list that stands on the first line of the widget."""
        return self._top

    def set_items(
        self, items: Sequence[T], *, redraw: bool = False, from_start: bool = False
    ) -> None:
        """Show these items. The cursor keeps its item, and its item keeps its line on the screen.

        Where the item is gone, the cursor goes to the nearest one that is still there.

        Args:
            items: what to show, in order. An item that is the same object as before is not drawn
                again.
            redraw: draw those again too, because something outside the items has changed.
            from_start: a list whose beginning is shown and that nobody has used yet goes on showing
                its beginning.
        """
        if redraw:
            self._column.forget()
        key_before = self.highlighted_key
        line_on_screen = self._line_on_screen
        is_used = not from_start or self._is_placed or self._top > 0 or self.has_focus
        cursor = self._column.set_items(items, self._cursor)
        self._cursor = cursor if is_used else 0
        self._turn_to(self._column.top_of(self._cursor) - line_on_screen)
        self._announce(key_before)

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw everything anew with these marks."""
        self._glyphs = glyphs
        self._refit()
        self.repaint()

    def move_to(self, key: str) -> bool:
        """Put the cursor on an item; False when there is none with that key."""
        index = self._column.index_of(key)
        if index is not None:
            self._move_cursor(index)
        return index is not None

    def action_move(self, items: int) -> None:
        """Move the cursor by a number of items."""
        self._move_cursor(self._cursor + items)

    def action_first(self) -> None:
        """Move the cursor to the first item."""
        self._move_cursor(0)

    def action_last(self) -> None:
        """Move the cursor to the last item."""
        self._move_cursor(len(self.items) - 1)

    def action_page(self, halves: int) -> None:
        """Move cursor and view by half pages; the cursor stays on its line of the screen."""
        if not self.items:
            return
        lines = halves * max(1, self.size.height // 2)
        target = self._column.index_at(self._column.top_of(self._cursor) + lines)
        self._top += lines
        self._move_cursor(target)

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        key = self.highlighted_key
        if key is not None and not self.is_covered:
            self.post_message(self.Chosen(self, key))

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """A line of an item, the cursor's mark before it and the scroll mark behind it."""
        line_number = self._top + y
        end = self._scroll_mark(y)
        if line_number >= self._column.total:
            return self._framed(" ", BLANK, end), Emphasis.NONE
        line = self._column.line(line_number)
        if self._column.index_at(line_number) != self._cursor:
            return self._framed(" ", line, end), Emphasis.NONE
        if self.has_focus:
            return self._framed(self._glyphs[Mark.CURSOR], line, end), Emphasis.CURSOR
        return self._framed(self._glyphs[Mark.CURSOR_AWAY], line, end), Emphasis.NONE

    def render_line(self, y: int) -> Strip:
        """Draw one line (Textual's line API)."""
        self._fit_size()
        return super().render_line(y)

    def on_resize(self) -> None:
        """Measure the items anew, if drawing has not done so before this message came."""
        self._fit_size()

    def on_focus(self) -> None:
        """Show that keys act here."""
        self.repaint()
        self._place_terminal_cursor()

    def on_blur(self) -> None:
        """Show that keys no longer act here."""
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the item, or choose the item that has it."""
        line_number = self._top + event.y
        if line_number >= self._column.total:
            return
        index = self._column.index_at(line_number)
        if index == self._cursor:
            self.action_choose()
        self._move_cursor(index)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Turn the view, not the cursor's item."""
        event.stop()
        self._turn_to(self._top + WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Turn the view, not the cursor's item."""
        event.stop()
        self._turn_to(self._top - WHEEL_LINES)

    @property
    def _line_on_screen(self) -> int:
        return self._column.top_of(self._cursor) - self._top

    def _fit_size(self) -> None:
        # Textual may draw at a new size before it says that there is one.
        if self.size != self._fitted_size:
            self._refit()

    def _refit(self) -> None:
        """Measure the items anew; the cursor's item stays on its line of the screen."""
        line_on_screen = self._line_on_screen
        self._fitted_size = self.size
        self._column.fit(max(0, self.size.width - _MARGIN), self._glyphs.ellipsis)
        self._top = self._column.top_of(self._cursor) - line_on_screen
        self._show_cursor()

    def _framed(self, mark: str, line: Line, end: str) -> Line:
        gap = " " * max(0, self.size.width - _MARGIN - line_width(line))
        return (
            (mark, line[0][1] if line else Role.TEXT),
            *line,
            (gap, Role.TEXT),
            (end, Role.MUTED),
        )

    def _scroll_mark(self, y: int) -> str:
        height, total = self.size.height, self._column.total
        if total <= height:
            return " "
        first = self._top * height // total
        last = max(first, (self._top + height) * height // total - 1)
        return self._glyphs[Mark.THUMB if first <= y <= last else Mark.TRACK]

    def _move_cursor(self, index: int) -> None:
        if not self.items or self.is_covered:
            return
        key_before = self.highlighted_key
        self._cursor = max(0, min(len(self.items) - 1, index))
        self._is_placed = True
        self._show_cursor()
        self.repaint()
        self._announce(key_before)

    def _show_cursor(self) -> None:
        """Scroll as little as brings the cursor's item into view, its first line first."""
        if self.items:
            first, end = self._column.top_of(self._cursor), self._column.end_of(self._cursor)
            self._top = min(max(self._top, end - self.size.height), first)
        self._top = max(0, min(self._top, self._column.total - self.size.height))

    def _turn_to(self, line: int) -> None:
        self._top = max(0, min(line, self._column.total - self.size.height))
        self.repaint()

    def _announce(self, key_before: str | None) -> None:
        key = self.highlighted_key
        if key is not None and key != key_before:
            self.post_message(self.Highlighted(self, key))
        if self.has_focus:
            self._place_terminal_cursor()

    def _place_terminal_cursor(self) -> None:
        """Screen readers and input methods follow the terminal's own cursor."""
        self.app.cursor_position = self.content_region.offset + Offset(0, self._line_on_screen)
