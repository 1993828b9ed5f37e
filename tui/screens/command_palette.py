"""The command palette: Textual's own, safe against what comes while it changes or closes."""

from contextlib import suppress

from textual.app import ComposeResult
from textual.command import CommandList, CommandPalette
from textual.css.query import NoMatches
from textual.events import Click
from textual.widgets import Input

from tui.screens.leaving import LeftOnce


class _Commands(CommandList):
    """The commands found; a click on a row that has gone since it was drawn chooses nothing."""

    async def _on_click(self, event: Click) -> None:
        row: int | None = event.style.meta.get("option")
        if row is not None and row >= self.option_count:
            event.prevent_default()


class Palette(LeftOnce[None], CommandPalette):
    """The command palette. It has no id: one may be opened while the last is being taken away."""

    def compose(self) -> ComposeResult:
        """Textual's parts, with the list of commands above."""
        for part in super().compose():
            yield _Commands() if isinstance(part, CommandList) else part

    def on_mount(self) -> None:
        """Let the cursor stand still, as in every line that is typed in here."""
        self.query_one(Input).cursor_blink = False

    async def _watch__show_busy(self) -> None:
        # Textual's timer may come while the palette is being taken away, its parts first.
        with suppress(NoMatches):
            await super()._watch__show_busy()
