"""Where a reader types: one line, with a cursor that stands still."""

from typing import Any

from textual.screen import Screen
from textual.signal import Signal
from textual.widgets import Input


class Entry(Input):
    """Takes a line of text. A blinking cursor would send bytes for ever; this one sends none."""

    def __init__(self, *values: Any, **named: Any) -> None:  # noqa: ANN401 - Textual's own
        super().__init__(*values, **named)
        self.cursor_blink = False
        self._selection_started: Signal[Screen[Any]] | None = None

    def on_mount(self) -> None:
        """Remember what Textual's own line follows."""
        self._selection_started = self.screen.text_selection_started_signal

    def on_unmount(self) -> None:
        """Follow it no more: a line that comes and goes on one screen would stay in memory."""
        if self._selection_started is not None:
            self._selection_started.unsubscribe(self)
