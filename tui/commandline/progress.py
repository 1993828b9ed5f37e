"""One line that shows how far a long command is, for a person who watches."""

from datetime import timedelta
from typing import Final

from situation.reports.table import display_width
from situation.text import clean
from tui.commandline.console import Console

_PATIENCE: Final = timedelta(seconds=1)
_STEP: Final = timedelta(milliseconds=100)
_CELLS: Final = 20
_NAME_LENGTH: Final = 36


class ProgressLine:
    """Drawn on a terminal once a command takes longer than a second, and taken away at its end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._due = console.clock() + _PATIENCE
        self._drawn_cells = 0

    def show(self, done: int, total: int, name: str) -> None:
        """Draw `done` of `total`; too early or too often it does nothing."""
        now = self._console.clock()
        if now < self._due or not self._console.talks_to_terminal:
            return
        self._due = now + _STEP
        filled = _CELLS * done // max(total, 1)
        bar = "#" * filled + "." * (_CELLS - filled)
        self._draw(f"[{bar}] {done:,} of {total:,} {clean(name, _NAME_LENGTH)}")

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn_cells:
            self._draw("")
            self._console.talk("\r")

    def _draw(self, line: str) -> None:
        cells = display_width(line)
        self._console.talk(f"\r{line}{' ' * (self._drawn_cells - cells)}")
        self._drawn_cells = cells
