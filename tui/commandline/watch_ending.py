"""When a command that prints without end is to end: by a signal, or when nobody reads it."""

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from situation.errors import ExitCode

LAST_GRACE: Final = 1.5
"""Seconds from a signal to the end, whatever a thread is reading: nothing is written."""


class Ending:
    """When and how the command ends."""

    def __init__(self) -> None:
        self.is_due = asyncio.Event()
        self.code = ExitCode.OK
        self._last_resort: threading.Timer | None = None

    def begin(self, code: ExitCode = ExitCode.OK) -> None:
        """End with a code, soon even where a thread cannot be told to stop."""
        if self._last_resort is not None:
            return
        self.code = code
        self.is_due.set()
        self._last_resort = threading.Timer(LAST_GRACE, os._exit, [int(code)])
        self._last_resort.daemon = True
        self._last_resort.start()

    def finish(self) -> None:
        """It has ended by itself."""
        if self._last_resort is not None:
            self._last_resort.cancel()


@contextmanager
def listening() -> Iterator[Ending]:
    """Listen for the signals and for the end of whoever reads standard output."""
    loop, ending = asyncio.get_running_loop(), Ending()
    loop.add_signal_handler(signal.SIGTERM, ending.begin)
    loop.add_signal_handler(signal.SIGINT, ending.begin, ExitCode.INTERRUPTED)
    reader = _reader_of_output()
    if reader is not None:
        descriptor = reader.fileno()

        def leave() -> None:
            # It stays readable: once is enough.
            loop.remove_reader(descriptor)
            ending.begin()

        loop.add_reader(descriptor, leave)
    try:
        yield ending
    finally:
        if reader is not None:
            loop.remove_reader(reader.fileno())
            reader.close()
        loop.remove_signal_handler(signal.SIGTERM)
        loop.remove_signal_handler(signal.SIGINT)
        ending.finish()


def _reader_of_output() -> "select.epoll | None":
    """Becomes readable when nobody reads standard output any more; None where that is not told.

    A watch may be quiet for days: it would notice only at its next line.
    """
    if not hasattr(select, "epoll"):
        return None
    watched = select.epoll()
    try:
        watched.register(sys.__stdout__.fileno() if sys.__stdout__ else -1, 0)
    except (OSError, ValueError):
        # A file has no reader who could leave.
        watched.close()
        return None
    return watched
