"""Whether the screen can be drawn here; asked before Textual is imported.

Textual draws on standard *error*, reads keys from standard input and looks at neither: without this
question it spins on `/dev/null`, fills log files with escapes and sends true colour to `TERM=dumb`.
It also believes COLUMNS and LINES against the terminal, and its own variables name modules to
import and files to write. Nothing here imports it, so that the question costs nothing.
"""

import codecs
import os
import sys
from collections.abc import Callable, Mapping, MutableMapping
from contextvars import ContextVar
from typing import Final

from msgspec import Struct

from situation.errors import ExitCode

_TERMINALS_NEEDED: Final = (
    (0, "standard input is not a terminal"),
    (1, "standard output is not a terminal"),
    (2, "standard error, on which the screen is drawn, is not a terminal"),
)
# The two names by which a terminal says that it cannot move its cursor.
_TERMS_WITHOUT_CURSOR: Final = frozenset({"dumb", "unknown"})
_NOT_OBEYED: Final = ("COLUMNS", "LINES", "NO_COLOR")


class Drawing(Struct, frozen=True, kw_only=True):
    """How the screen is drawn, where the command line says so."""

    slow_link: bool = False
    """With few bytes."""
    mouse: bool = True
    """The terminal is asked to tell of the mouse."""
    bell: bool = False
    """It rings when something new is said."""
    window_title: bool = False
    """The terminal's window is named."""
    notify: bool = False
    """The terminal shows a notification when something new is said."""

    @property
    def calls(self) -> bool:
        """Whether a reader who looks elsewhere is called back in any way."""
        return self.bell or self.window_title or self.notify


DRAWING: Final = ContextVar[Drawing]("drawing")
"""What was asked for, from the command line to the start of the application."""


class Refusal(Struct, frozen=True, kw_only=True):
    """Why the screen cannot be drawn, and whether the plain table can take its place."""

    reason: str
    """ASCII, without a full stop; holds nothing from outside."""
    can_print: bool
    """Standard output is open."""

    @property
    def line(self) -> str:
        """What to say on standard error, one ASCII line."""
        instead = "; this is the plain table" if self.can_print else ""
        return f"sitmon: no screen here: {self.reason}{instead}"

    @property
    def exit_code(self) -> ExitCode:
        """What a command ends with that wanted the screen and got no more than this."""
        return ExitCode.OK if self.can_print else ExitCode.USAGE


def check(
    environ: Mapping[str, str],
    isatty: Callable[[int], bool],
    *,
    encoding: str,
    is_open: Callable[[int], bool],
) -> Refusal | None:
    """Say why the screen cannot be drawn; None when it can.

    Args:
        environ: the environment variables.
        isatty: whether a file descriptor is a terminal.
        encoding: the name of the encoding of standard error, which already follows the locale,
            PYTHONIOENCODING and PYTHONUTF8; empty when there is no such stream.
        is_open: whether a file descriptor is open.
    """
    reason = (
        next((reason for descriptor, reason in _TERMINALS_NEEDED if not isatty(descriptor)), "")
        or _unfit_term(environ.get("TERM", ""))
        or _unfit_encoding(encoding)
    )
    return Refusal(reason=reason, can_print=is_open(1)) if reason else None


def check_process() -> Refusal | None:
    """`check` for this process.

    Ask before any file is opened: it could take the place of a stream that is closed.
    """
    stream = sys.__stderr__
    return check(
        os.environ,
        os.isatty,
        encoding=stream.encoding if stream is not None else "",
        is_open=_is_open,
    )


def prepare(environ: MutableMapping[str, str]) -> None:
    """Take out of the environment what Textual would obey.

    Its own variables, a believed size, and NO_COLOR, which is what chooses the mono theme here and
    which Textual would turn into black on black. Call it before Textual is imported, which reads
    some of them while it is imported.
    """
    for name in [name for name in environ if name.startswith("TEXTUAL") or name in _NOT_OBEYED]:
        del environ[name]


def _unfit_term(term: str) -> str:
    if not term:
        return "TERM is not set"
    if term.strip().lower() in _TERMS_WITHOUT_CURSOR:
        return "TERM says that this terminal cannot place text"
    return ""


def _unfit_encoding(encoding: str) -> str:
    try:
        is_utf_8 = codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        is_utf_8 = False
    return (
        "" if is_utf_8 else "the terminal's encoding is not UTF-8 (see LANG and PYTHONIOENCODING)"
    )


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
