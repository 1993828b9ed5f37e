"""The terms of a source, to be read before they are accepted."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.leaving import LeftOnce
from widgets.glyphs import Glyphs


class TermsScreen(LeftOnce[bool], ModalScreen[bool]):
    """Asks whether the terms of a source are accepted; answers True only where they are.

    Args:
        name: the source's.
        notice: its terms.
        glyphs: the marks to draw with.
    """

    DEFAULT_CSS = """
    TermsScreen { align: center middle; }
    TermsScreen #terms {
        width: 76;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        border: round $accent;
        background: $surface;
        padding: 0 1;
        scrollbar-size-vertical: 1;
    }
    TermsScreen.-ascii #terms { border: ascii $accent; }
    TermsScreen Static { height: auto; margin: 0 0 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Y", "accept", "accept"),
        Binding("escape,q,n", "leave", "leave"),
        Binding("j,down", "by(1)", "down"),
        Binding("k,up", "by(-1)", "up"),
    ]

    def __init__(self, name: str, notice: str, glyphs: Glyphs) -> None:
        super().__init__()
        self.set_class(glyphs.plain, "-ascii")
        self._source_name = name
        self._notice = notice

    def compose(self) -> ComposeResult:
        """The terms, and what accepting them does."""
        with VerticalScroll(id="terms"):
            yield Static(Content(self._notice))
            yield Static(
                "Once accepted, sitmon fetches this source from here. It is asked once, and again"
                " when the terms change."
            )

    def on_mount(self) -> None:
        """Say whose terms these are, and the keys."""
        sheet = self.query_one("#terms", VerticalScroll)
        sheet.border_title = Content(f"Terms of {self._source_name}")
        sheet.border_subtitle = Content("Y accepts  esc leaves without")
        sheet.focus()

    def action_accept(self) -> None:
        """The reader accepts."""
        self.dismiss(result=True)

    def action_leave(self) -> None:
        """The reader does not."""
        self.dismiss(result=False)

    def action_by(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#terms", VerticalScroll).scroll_relative(y=lines, animate=False)
