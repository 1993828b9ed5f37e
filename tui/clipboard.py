"""Copying: the text goes to the terminal's clipboard and is shown to be selected by hand.

OSC 52 has no answer: whether a terminal, or the tmux between, took the text cannot be known. So the
text also stands on the screen, without a frame at its sides that a selection would take along.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe_app import SafeApp
from tui.screens.leaving import LeftOnce
from widgets.glyphs import Glyphs


class CopiedText(LeftOnce[None], ModalScreen[None]):
    """A text that was copied.

    Args:
        title: what it is.
        text: the text.
        glyphs: the marks to draw with.
    """

    DEFAULT_CSS = """
    CopiedText { align: center middle; }
    CopiedText #copied {
        width: 100%;
        height: auto;
        max-height: 100%;
        border-top: solid $accent;
        border-bottom: solid $accent;
        background: $surface;
        scrollbar-size-vertical: 1;
    }
    CopiedText.-ascii #copied { border-top: ascii $accent; border-bottom: ascii $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,y,o", "close", "close"),
        Binding("j,down", "by(1)", "down"),
        Binding("k,up", "by(-1)", "up"),
    ]

    def __init__(self, title: str, text: str, glyphs: Glyphs) -> None:
        super().__init__()
        self.set_class(glyphs.plain, "-ascii")
        self._title_text = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text between two lines."""
        with VerticalScroll(id="copied"):
            yield Static(Content(self._text))

    def on_mount(self) -> None:
        """Say what was done, and what to do where the terminal did not take it."""
        sheet = self.query_one("#copied", VerticalScroll)
        sheet.border_title = Content(f"{self._title_text}: sent to the terminal's clipboard")
        sheet.border_subtitle = Content("not there? select it with shift and the mouse, esc closes")
        sheet.focus()

    def action_close(self) -> None:
        """Back to the claim."""
        self.dismiss()

    def action_by(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#copied", VerticalScroll).scroll_relative(y=lines, animate=False)


def copy_and_show(app: SafeApp, title: str, text: str, glyphs: Glyphs) -> None:
    """Send a text to the terminal's clipboard, cleaned, and show it."""
    app.copy_to_clipboard(text)
    app.push_screen(CopiedText(title, text, glyphs))
