"""One line that shows how far a long command is, for a person who watches."""

from datetime import timedelta
from typing import Final

from tui.commandline.console import Console

_PATIENCE: Final = timedelta(seconds=1)
_STEP: Final = timedelta(milliseconds=100)
_CELLS: Final = 30


class ProgressLine:
    """Drawn on a terminal once a command takes longer than a second, and taken away at its end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._due = console.clock() + _PATIENCE
        self._drawn = False

    def show(self, done: int, total: int, name: str) -> None:
        """Draw `done` of `total`; too early or too often it does nothing."""
        now = self._console.clock()
        if now < self._due or not self._console.talks_to_terminal:
            return
        self._due = now + _STEP
        self._drawn = True
        filled = _CELLS * done // max(total, 1)
        bar = "#" * filled + "." * (_CELLS - filled)
        self._console.rewrite(f"[{bar}] {done:,} of {total:,} {name[-40:]}")

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._console.rewrite("")
