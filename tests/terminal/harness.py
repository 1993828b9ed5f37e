"""A program on a real pseudo-terminal, for tests: its bytes, its screen, its exit code.

Plays a terminal of today: answers the few queries that a program may wait for and keeps the screen
in pyte. Waiting is always reading until a condition holds; nothing sleeps.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Final, Self

import pyte

KEYS: Final[Mapping[str, bytes]] = {
    "enter": b"\r",
    "tab": b"\t",
    "escape": b"\x1b",
    "space": b" ",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    **{f"ctrl+{chr(96 + code)}": bytes([code]) for code in range(1, 27)},
}

# Takes the terminal given as a descriptor for its own before it becomes the program: only a
# process that leads its session may, and a fork of the test process must not run Python.
_TAKE_TERMINAL: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(int(sys.argv[1]), termios.TIOCSCTTY, 0)
os.close(int(sys.argv[1]))
os.execvp(sys.argv[2], sys.argv[2:])
"""

_FLAGS: Final = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")
_ANSWERS: Final = (
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)

# What pyte would print or misread: strings of DCS, APC and PM, private and `$` forms of CSI.
_NOT_FOR_PYTE: Final = re.compile(
    r"\x1b[PX^_].*?\x1b\\|\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*u|\x1b\[[0-9;?]*\$[a-z]",
    re.DOTALL,
)
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-9;?<>=$ ]*|[\]PX^_][^\x1b\x07]*\x1b?)?\Z", re.DOTALL)


class PtyProgram:
    """Runs a program in a terminal of the given size until the `with` block ends.

    Args:
        argv: the program and its arguments.
        columns: width in cells.
        rows: height in cells.
        environ: variables added to a bare environment (PATH, LANG, TERM); an empty value removes.
        stdin: a descriptor in place of the terminal; the same for `stdout` and `stderr`.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environ: Mapping[str, str] | None = None,
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
    ) -> None:
        self.raw = b""
        """Everything the program wrote to the terminal."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._undrawn = ""
        self._answered = 0
        self._master, slave = os.openpty()
        self.resize(columns, rows)
        self._process = subprocess.Popen(
            [sys.executable, "-ISc", _TAKE_TERMINAL, str(slave), *argv],
            stdin=slave if stdin is None else stdin,
            stdout=slave if stdout is None else stdout,
            stderr=slave if stderr is None else stderr,
            pass_fds=(slave,),
            start_new_session=True,
            env=_bare_environ(environ or {}),
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._process.poll() is None

    @property
    def lines(self) -> list[str]:
        """The screen's rows, without spaces at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def styles(self) -> Counter[str]:
        """How many cells have which colours and attributes, such as `red on black bold`.

        Of cells without a character only what can be seen: the background.
        """
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return Counter(_style(row[x]) for row in rows for x in range(self._screen.columns))

    @property
    def terminal_modes(self) -> list[int]:
        """The four mode words of the terminal's settings: input, output, control, local."""
        return [int(mode) for mode in termios.tcgetattr(self._master)[:4]]

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def press(self, *keys: str) -> None:
        """Type keys: a name of `KEYS`, or text as it stands."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key.encode()))

    def click(self, column: int, row: int) -> None:
        """Press and let go of the left mouse button on a cell, both counted from 0."""
        place = f"0;{column + 1};{row + 1}"
        os.write(self._master, f"\x1b[<{place}M\x1b[<{place}m".encode())

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def wait_for(self, condition: str | Callable[[], bool], timeout: float = 15) -> None:
        """Read until a text is on the screen or a condition holds.

        Raises:
            AssertionError: it did not happen in time, or the program ended first.
        """
        is_met = condition if callable(condition) else lambda: condition in self.text
        deadline = time.monotonic() + timeout
        while not is_met():
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not self._read(remaining):
                assert is_met(), f"waited for {condition!r}; on the screen:\n{self.text}"
                return

    def wait_exit(self, timeout: float = 15) -> int:
        """Read until the program has ended; return its exit code, minus the signal's number."""
        deadline = time.monotonic() + timeout
        while (remaining := deadline - time.monotonic()) > 0 and self._read(remaining):
            pass
        return self._process.wait(max(deadline - time.monotonic(), 1))

    def read_until_silent(self, seconds: float) -> int:
        """Read until nothing has come for some seconds; return how many bytes came."""
        before = len(self.raw)
        while self._read(seconds):
            pass
        return len(self.raw) - before

    def _read(self, timeout: float) -> bool:
        """Take what the program writes next; False after the timeout or at its end."""
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            new = os.read(self._master, 65_536)
        except OSError:  # Linux says so when the last process with the terminal open is gone
            return False
        self.raw += new
        self._answer()
        self._draw(self._decoder.decode(new))
        return bool(new)

    def _answer(self) -> None:
        for query, answer in _ANSWERS:
            for found in query.finditer(self.raw, max(0, self._answered - 16)):
                if found.end() > self._answered:
                    os.write(self._master, answer)
        self._answered = len(self.raw)

    def _draw(self, text: str) -> None:
        text = self._undrawn + text
        unfinished = _UNFINISHED.search(text)
        end = unfinished.start() if unfinished else len(text)
        self._undrawn = text[end:]
        # pyte has no alternate screen; a real one is empty when it is entered.
        shown = text[:end].replace("\x1b[?1049h", "\x1b[2J\x1b[H")
        self._stream.feed(_NOT_FOR_PYTE.sub("", shown))


def _style(cell: pyte.screens.Char) -> str:
    flags = [flag for flag in _FLAGS if getattr(cell, flag)]
    is_blank = cell.data == " " and not flags
    return " ".join(("blank" if is_blank else cell.fg, "on", cell.bg, *flags))


def _bare_environ(added: Mapping[str, str]) -> dict[str, str]:
    environ = {"PATH": os.defpath, "LANG": "C.UTF-8", "TERM": "xterm-256color", **added}
    return {name: value for name, value in environ.items() if value}
