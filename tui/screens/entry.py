"""Where a reader types: one line, with a cursor that stands still."""

from typing import Any

from textual.widgets import Input


class Entry(Input):
    """Takes a line of text. A blinking cursor would send bytes for ever; this one sends none."""

    def __init__(self, *values: Any, **named: Any) -> None:  # noqa: ANN401 - Textual's own
        super().__init__(*values, **named)
        self.cursor_blink = False
