"""Escape and a key that follow each other closely are two keys.

Over a slow link both come in one packet, as the same bytes as alt with that key. Nothing here is
bound to alt, and Textual would drop the escape of it. The names with an underscore are Textual's
own hooks; tests fail when a release renames one.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers import linux_driver
from textual.events import Key
from textual.message import Message

HOOK: Final = "XTermParser"
"""The name by which the driver makes its parser."""
_ALONE: Final = re.compile(r"(?<=\x1b)(?=[^\x1b\[\]OP_])")
"""Behind an escape that begins nothing a terminal sends: no CSI, SS3, OSC, DCS and APC."""


class EscapeParser(XTermParser):
    """Textual's parser of what the terminal sends, without an alt key."""

    def __init__(self, *values: Any, **named: Any) -> None:  # noqa: ANN401 - Textual's own
        super().__init__(*values, **named)
        self._is_pasting = False

    def feed(self, data: str) -> Iterator[Message]:
        """Take what came; an escape that stands alone is not waited for any longer."""
        begun, ended = data.rfind(BRACKETED_PASTE_START), data.rfind(BRACKETED_PASTE_END)
        whole = self._is_pasting or begun >= 0
        self._is_pasting = begun > ended or (self._is_pasting and ended < 0)
        *pieces, last = [data] if whole else _ALONE.split(data)
        for piece in pieces:
            yield from super().feed(piece)
            self._timeout_time = 0.0
            yield from self.tick()
        yield from super().feed(last)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterator[Key]:  # noqa: FBT001, FBT002 - Textual's own
        if alt:
            yield Key("escape", "\x1b")
        yield from super()._sequence_to_key_events(sequence)


def install_escape_key() -> None:
    """Let the driver of this process use that parser; may be called again."""
    setattr(linux_driver, HOOK, EscapeParser)
