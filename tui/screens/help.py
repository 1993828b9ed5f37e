"""The help: the keys that work where it was called, and what every mark means."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from situation.marks import ASCII_TWINS
from tui.screens.leaving import LeftOnce
from widgets.glyphs import Glyphs, legend

KEY_CELLS = 14
HEADINGS = ("In this list", "On this screen", "In the program")


class HelpScreen(LeftOnce[None], ModalScreen[None]):
    """Made from the live bindings, so that it cannot be out of date.

    Args:
        active: the bindings of the screen that was asked about.
        glyphs: the marks in use.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "close the help"),
        Binding("j,down", "by(1)", "down"),
        Binding("k,up", "by(-1)", "up"),
        Binding("ctrl+d,pagedown", "by(10)", "a page down"),
        Binding("ctrl+u,pageup", "by(-10)", "a page up"),
    ]

    def __init__(self, active: Mapping[str, ActiveBinding], glyphs: Glyphs) -> None:
        super().__init__()
        self._active = active
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """One scrolling sheet."""
        with VerticalScroll(id="sheet"):
            yield Static(Content("\n").join(self._sheet()))

    def on_mount(self) -> None:
        """Name the sheet and the way out of it."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.border_title = Content("Help")
        sheet.border_subtitle = Content("j k scroll · esc closes")
        sheet.focus()

    def action_close(self) -> None:
        """Back to where the help was called."""
        self.dismiss()

    def action_by(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#sheet", VerticalScroll).scroll_relative(y=lines, animate=False)

    def _sheet(self) -> Iterable[Content]:
        for heading, rows in zip(HEADINGS, self._keys_by_heading(), strict=True):
            if rows:
                yield Content.styled(heading, "bold")
                yield from (self._row(key, text) for key, text in rows.items())
                yield Content("")
        yield Content.styled("What the marks mean", "bold")
        for mark, meaning in legend(self._glyphs):
            yield self._row(mark, meaning)

    def _row(self, key: str, text: str) -> Content:
        if self._glyphs.plain:
            key, text = key.translate(ASCII_TWINS), text.translate(ASCII_TWINS)
        return Content.assemble((key.ljust(KEY_CELLS), "bold $accent"), Content(text))

    def _keys_by_heading(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """Keys and words by where they work; keys of one action stand together."""
        sections: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
        keys: dict[tuple[int, str], list[str]] = {}
        for active in self._active.values():
            # What Textual adds on its own (copying a selection) is no command of ours.
            if active.binding.description and not active.binding.action.startswith("screen."):
                place = (_section(active), active.binding.description)
                # Textual draws arrows and carets for keys; their names read the same everywhere.
                shown = active.binding.key_display or active.binding.key
                listed = keys.setdefault(place, [])
                if shown not in listed:
                    listed.append(shown)
        for (section, description), shown_keys in keys.items():
            sections[section][" ".join(shown_keys)] = description
        return sections


def _section(active: ActiveBinding) -> int:
    if not isinstance(active.node, Widget):
        return 2
    return 1 if isinstance(active.node, Screen) else 0
