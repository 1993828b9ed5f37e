"""The ends that no reader chooses: a signal, a terminal that is gone, one that reads no more.

Textual alone dies of a signal without giving the terminal back, spins for ever on a terminal that
was lost where SIGHUP does not kill it, and starts two threads for every SIGCONT. Its event loop
waits for a terminal that stops reading, so that nothing here may depend on that loop.
"""

import os
import select
import signal
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread, current_thread
from threading import enumerate as enumerate_threads
from types import FrameType, TracebackType
from typing import Any, Final, Self

from textual.drivers.linux_driver import LinuxDriver

from situation.errors import SitmonError

SIGNALS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
LEAVE_SECONDS: Final = 1.5
"""How long an orderly end may take before the process ends without it."""
BEAT_SECONDS: Final = 5.0
UNANSWERED_BEATS: Final = 120
"""After ten minutes without an answer nobody reads any more.

Beats are counted, not time: a process that is stopped, or sleeps with its machine, misses none.
"""
LOST: Final = 128 + signal.SIGHUP
"""The exit code of a monitor whose terminal is gone."""

_STREAMS: Final = (0, 1, 2)
_GIVE_BACK: Final = (
    b"\x18"  # ends a sequence that was cut off
    b"\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?2048l"
    b"\x1b[?1004l\x1b[<u\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
)
"""What Textual sends when it leaves, as far as it can be sent blindly."""
_TRIES: Final = 20
_TRY_MILLISECONDS: Final = 10


class SteadyDriver(LinuxDriver):
    """Textual's driver, but SIGCONT wakes only what was put to sleep."""

    def _sigcont_application(self, *arguments: object) -> None:
        keys = self._key_thread
        if keys is not None and not keys.is_alive():
            super()._sigcont_application(*arguments)


class Lifeline:
    """Ends the application in order where that is possible, and within two seconds in any case.

    Args:
        later: calls something on the application's event loop; called from another thread.
        leave: begins an orderly end with an exit code; called on the event loop.
        keep: what must be kept of the reader if there is no orderly end.
        farewell: what the terminal is told besides, if it has to be given back without one.
    """

    def __init__(
        self,
        later: Callable[[Callable[[], object]], object],
        *,
        leave: Callable[[int], object],
        keep: Callable[[], object],
        farewell: str = "",
    ) -> None:
        self.code: int | None = None
        """What the process is to end with; None: nothing has happened to it."""
        self._later = later
        self._leave = leave
        self._keep = keep
        self._give_back = _GIVE_BACK + farewell.encode()
        self._answered = Event()
        self._answered.set()
        self._unanswered = 0
        self._is_lost = False
        self._is_over = False
        self._handlers: dict[signal.Signals, Any] = {}
        self._settings: list[Any] | None = None
        self._alarm, self._bell = -1, -1

    def __enter__(self) -> Self:
        with suppress(termios.error):
            self._settings = termios.tcgetattr(0)
        self._alarm, self._bell = os.pipe()
        os.set_blocking(self._bell, False)
        # Handlers of Python's own run while the main thread waits for a queue; the loop's do not.
        # They also take back a SIGHUP that `nohup` or a parent has set to be ignored.
        for number in SIGNALS:
            self._handlers[number] = signal.signal(number, self._on_signal)
        Thread(target=self._watch, name="lifeline", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.code is not None:
            # Closing the store may hang as well: the thread watches until the process ends.
            return
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._is_over = True
        os.close(self._bell)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._note(128 + number)
        with suppress(OSError):
            os.write(self._bell, b"!")

    def _watch(self) -> None:
        poller = select.poll()
        poller.register(self._alarm, select.POLLIN)
        for stream in _STREAMS:
            # Asked for nothing, it still tells of a terminal that is gone.
            poller.register(stream, 0)
        while self.code is None:
            happened = poller.poll(BEAT_SECONDS * 1000)
            if not happened:
                self._beat()
            elif self._sees_loss(happened):
                self._note(LOST)
            elif self._is_over:
                os.close(self._alarm)
                return
        self._end(poller, self.code)

    def _note(self, code: int) -> None:
        if self.code is None:
            self.code = code

    def _sees_loss(self, happened: list[tuple[int, int]]) -> bool:
        if not self._is_lost and any(stream != self._alarm for stream, _ in happened):
            self._is_lost = True
            # Whatever still writes finishes at once instead of failing half way.
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in _STREAMS:
                os.dup2(nowhere, stream)
            os.close(nowhere)
            return True
        return False

    def _beat(self) -> None:
        if self._answered.is_set():
            self._unanswered = 0
            self._answered.clear()
            self._ask(self._answered.set)
            return
        self._unanswered += 1
        if self._unanswered >= UNANSWERED_BEATS:
            self._note(LOST)

    def _ask(self, act: Callable[[], object]) -> None:
        # The event loop may have ended meanwhile.
        with suppress(RuntimeError):
            self._later(act)

    def _end(self, poller: select.poll, code: int) -> None:
        self._ask(lambda: self._leave(code))
        poller.unregister(self._alarm)
        deadline = time.monotonic() + LEAVE_SECONDS
        while (remaining := deadline - time.monotonic()) > 0:
            self._sees_loss(poller.poll(remaining * 1000))
        with suppress(SitmonError):
            self._keep()
        if not self._is_lost:
            with suppress(OSError, termios.error):
                self._give_back_terminal()
        os._exit(code)

    def _give_back_terminal(self) -> None:
        """Throw away what the terminal has not read, and leave the screen."""
        terminal = os.open(os.ttyname(2), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        # Who waits in the middle of a write keeps all others out; a signal wakes it, and the rest
        # of what it has goes nowhere.
        os.dup2(nowhere, 2)
        for thread in enumerate_threads():
            if thread is not current_thread() and thread.ident is not None:
                signal.pthread_kill(thread.ident, signal.SIGTERM)
        if self._settings is not None:
            termios.tcsetattr(terminal, termios.TCSANOW, self._settings)
        room = select.poll()
        room.register(terminal, select.POLLOUT)
        for _ in range(_TRIES):
            termios.tcflush(terminal, termios.TCOFLUSH)
            with suppress(BlockingIOError):
                os.write(terminal, self._give_back)
                return
            room.poll(_TRY_MILLISECONDS)
