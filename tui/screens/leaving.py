"""Leaving a screen once: what is said twice must not close the screen below as well."""

from typing import TYPE_CHECKING, Generic

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType

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
