"""Leaving a screen once: what is said twice must not close the screen below as well."""

from contextlib import suppress
from typing import TYPE_CHECKING, Generic

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input

if TYPE_CHECKING:
    _Screen = Screen
else:
    # Textual takes styles and component classes from the first base that is a screen; the real
    # one has to be it.
    _Screen = Generic


class LeftOnce(_Screen[ScreenResultType]):
    """A screen that closes itself only while it is the one on top; to be named before its kind.

    Textual closes whatever is on top. A key that is pressed twice, or a click beside a key, would
    then close two screens, and of the last one end in an error.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close the screen; one that is closed already stays so."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Palette(LeftOnce[None], CommandPalette):
    """The command palette. It has no id: one may be opened while the last is being taken away."""

    def on_mount(self) -> None:
        """Let the cursor stand still, as in every line that is typed in here."""
        self.query_one(Input).cursor_blink = False

    async def _watch__show_busy(self) -> None:
        # Textual's timer may come while the palette is being taken away, its parts first.
        with suppress(NoMatches):
            await super()._watch__show_busy()
