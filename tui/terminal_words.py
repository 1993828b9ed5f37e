"""What is said to the terminal itself and not drawn: clipboard, bell, title, notification.

Sequences: OSC 52, BEL, OSC 2 and XTWINOPS 22/23, OSC 9 (xterm's ctlseqs and iTerm2's manual). What
is put into one is cleaned first, so that it cannot end it.
"""

import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum
from typing import Final

from situation.text import clean

BELL: Final = "\a"
SAVE_TITLE: Final = "\x1b[22;2t"
RESTORE_TITLE: Final = "\x1b[23;2t"
TITLE_LIMIT: Final = 80
NOTICE_LIMIT: Final = 200
_SCREEN_LIMIT: Final = 700
"""GNU screen takes 768 bytes of one string that it is to pass on."""


class Multiplexer(Enum):
    """What stands between this program and the terminal."""

    NONE = "none"
    TMUX = "tmux"
    SCREEN = "screen"


def multiplexer(environ: Mapping[str, str]) -> Multiplexer:
    """The multiplexer that the environment tells of.

    `TERM=screen…` alone tells nothing: tmux, too, calls itself so on many machines.
    """
    if environ.get("TMUX") or environ.get("TERM", "").startswith("tmux"):
        return Multiplexer.TMUX
    return Multiplexer.SCREEN if environ.get("STY") else Multiplexer.NONE


def clipboard(text: str, between: Multiplexer) -> str:
    """Put a text into the terminal's clipboard.

    tmux takes the plain sequence where `set-clipboard` is on, and the wrapped one where
    `allow-passthrough` is: it gets both.
    """
    sequence = f"\x1b]52;c;{b64encode(text.encode()).decode()}\a"
    if between is Multiplexer.NONE:
        return sequence
    return (sequence if between is Multiplexer.TMUX else "") + passed_on(sequence, between)


def title(text: str) -> str:
    """Name the window."""
    return f"\x1b]2;{clean(text, TITLE_LIMIT)}\a"


def notification(text: str, between: Multiplexer) -> str:
    """Show a notification of the desktop that the terminal stands on."""
    return passed_on(f"\x1b]9;{clean(text, NOTICE_LIMIT)}\a", between)


def passed_on(sequence: str, between: Multiplexer) -> str:
    """Wrap a sequence so that the multiplexer hands it to the terminal behind it."""
    if between is Multiplexer.TMUX:
        return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if between is Multiplexer.SCREEN:
        starts = range(0, len(sequence), _SCREEN_LIMIT)
        pieces = (sequence[start : start + _SCREEN_LIMIT] for start in starts)
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence


@contextmanager
def title_kept(*, wanted: bool) -> Iterator[None]:
    """Give the window the title back that it had before."""
    _say(SAVE_TITLE if wanted else "")
    try:
        yield
    finally:
        _say(RESTORE_TITLE if wanted else "")


def _say(sequence: str) -> None:
    # The terminal may be what was lost.
    with suppress(OSError, ValueError):
        sys.stderr.write(sequence)
        sys.stderr.flush()
