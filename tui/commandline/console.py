"""Standard output for data, standard error for talk; nothing else of sitmon writes to either."""

import codecs
import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import Final, TextIO

from situation.errors import SitmonError
from situation.marks import ASCII_TWINS
from situation.periods import Clock, utc_now
from tui.preflight import Refusal, check_process

# The store has cleaned what it gives; whatever slipped through may still not reach a terminal.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Console:
    """The process around a command.

    Args:
        stdout: takes the data; None: closed.
        stderr: takes the talk; None: closed.
        environ: the environment variables.
        clock: gives the present.
        check_screen: why the screen cannot be drawn here; None when it can.
    """

    def __init__(
        self,
        *,
        stdout: TextIO | None,
        stderr: TextIO | None,
        environ: Mapping[str, str],
        clock: Clock,
        check_screen: Callable[[], Refusal | None],
    ) -> None:
        self._stdout = stdout
        self._stderr = stderr
        self.environ = environ
        self.clock = clock
        self.check_screen = check_screen

    @property
    def encoding(self) -> str:
        """The encoding of standard output; that of a stream without one is UTF-8."""
        return (self._stdout.encoding if self._stdout else "") or "utf-8"

    @property
    def ascii_only(self) -> bool:
        """Whether standard output takes something else than UTF-8."""
        return not _is_utf_8(self.encoding)

    @property
    def talks_to_terminal(self) -> bool:
        """Whether a person sees standard error as it is written."""
        return self._stderr is not None and self._stderr.isatty()

    def data(self, text: str) -> None:
        """Write a result, whole.

        Raises:
            BrokenPipeError: the reader has gone.
            SitmonError: it cannot be written.
        """
        if self._stdout is None:
            raise SitmonError("standard output is closed", do="give the result somewhere to go")
        try:
            self._stdout.write(_writable(text, self.encoding) + "\n")
            self._stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # What is still buffered would fail once more at the exit, and change its code.
            self.give_up_output()
            raise SitmonError(f"the result cannot be written: {error.strerror}") from None

    def say(self, line: str) -> None:
        """Say something of sitmon's own on standard error."""
        self.talk(f"sitmon: {line}\n")

    def talk(self, text: str) -> None:
        """Write to standard error; a closed one is nobody's fault."""
        if self._stderr is None:
            return
        # The one control character of sitmon's own: a progress line is written over itself.
        parts = [_writable(part, self._stderr.encoding or "utf-8") for part in text.split("\r")]
        try:
            self._stderr.write("\r".join(parts))
            self._stderr.flush()
        except OSError:
            self._stderr = None

    def give_up_output(self) -> None:
        """Lead what is still buffered nowhere, so that closing the stream does not fail again."""
        try:
            descriptor = self._stdout.fileno() if self._stdout else -1
        except OSError:
            return
        if descriptor >= 0:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, descriptor)
            os.close(nowhere)


def process_console() -> Console:
    """The console of this process."""
    return Console(
        stdout=sys.stdout,
        stderr=sys.stderr,
        environ=os.environ,
        clock=utc_now,
        check_screen=check_process,
    )


def _is_utf_8(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "utf-8"


def _writable(text: str, encoding: str) -> str:
    printable = _UNPRINTABLE.sub("", text)
    if _is_utf_8(encoding):
        return printable
    return printable.translate(ASCII_TWINS).encode(encoding, "replace").decode(encoding)
