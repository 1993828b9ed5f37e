"""Widgets that are lines of spans, and repaint only the lines that have changed."""

from collections.abc import Callable

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from widgets.lines import BLANK, Line, fitted, strip_of
from widgets.theme import Emphasis, Role, palette_of, role_style


class Painted(Widget):
    """A widget drawn line by line.

    Textual repaints a whole widget when it is refreshed; over ssh that is kilobytes for a changed
    figure. This one remembers what each of its lines shows and refreshes only those that differ.
    """

    DEFAULT_CSS = "Painted { height: 1fr; background: $background; }"
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._painted: list[tuple[Line, Emphasis]] = []
        self._message: tuple[Line, ...] | None = None

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """What stands on line `y` of the widget, in at most its width; subclasses draw here."""
        del y
        return BLANK, Emphasis.NONE

    @property
    def is_covered(self) -> bool:
        """Whether a message stands in place of the content."""
        return self._message is not None

    def show_message(self, message: tuple[Line, ...] | None) -> None:
        """Show these lines in place of the content; None shows the content again."""
        self._message = message
        self.repaint()

    def repaint(self) -> None:
        """Refresh the lines that no longer show what they should."""
        if not self.is_mounted:
            return
        lines = [self._current_line(y) for y in range(self.size.height)]
        before = self._painted
        changed = [
            Region(0, y, self.size.width, 1)
            for y, line in enumerate(lines)
            if y >= len(before) or before[y] != line
        ]
        self._painted = lines
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """Draw one line (Textual's line API)."""
        line, emphasis = self._current_line(y)
        theme_name = palette_of(self.app.current_theme).theme.name

        def style_of(role: Role) -> Style:
            return role_style(theme_name, role, emphasis)

        return strip_of(line, self.size.width, style_of)

    def on_mount(self) -> None:
        """Follow changes of the theme."""
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)

    def on_unmount(self) -> None:
        """Follow it no more."""
        self.app.theme_changed_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Textual repaints everything after a resize; remember what that shows."""
        self._painted = [self._current_line(y) for y in range(self.size.height)]

    def _theme_changed(self, _theme: Theme) -> None:
        self.refresh()

    def _current_line(self, y: int) -> tuple[Line, Emphasis]:
        if self._message is None:
            return self.line_at(y)
        return (self._message[y] if y < len(self._message) else BLANK), Emphasis.NONE


class Lines(Painted):
    """A few fixed lines, as high as they are many: a heading, a summary, a status line.

    Args:
        draw: gives the lines for a width.
        ellipsis: ends the last line that there is room for, where there are more.
    """

    DEFAULT_CSS = "Lines { height: auto; }"

    def __init__(self, draw: Callable[[int], tuple[Line, ...]], *, ellipsis: str = "") -> None:
        super().__init__()
        self._draw = draw
        self._ellipsis = ellipsis

    def redraw(self) -> None:
        """Draw again: what the lines are drawn from has changed."""
        if self.is_mounted and len(self._draw(self.size.width)) != self.size.height:
            self.refresh(layout=True)
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are drawn at this width."""
        del container, viewport
        return len(self._draw(width))

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """One of the lines drawn."""
        lines = self._draw(self.size.width)
        if y >= len(lines):
            return BLANK, Emphasis.NONE
        if self._ellipsis and y == self.size.height - 1 and y < len(lines) - 1:
            room = self.size.width - cell_len(self._ellipsis)
            return (*fitted(lines[y], room, ""), (self._ellipsis, Role.MUTED)), Emphasis.NONE
        return lines[y], Emphasis.NONE
