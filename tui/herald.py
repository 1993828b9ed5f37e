"""Calling back a reader who looks elsewhere: bell, window title, notification, each if wanted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from situation.alerts import alerts_between
from situation.periods import Clock, format_day
from situation.views import Snapshot
from tui.preflight import Drawing
from tui.terminal_words import BELL, Multiplexer, notification, title

BETWEEN_CALLS: Final = timedelta(minutes=1)
"""However much is recorded, the reader is called at most so often, then for all that came since."""


class Herald:
    """Tells the terminal what became known while the screen is live.

    Args:
        wanted: which of the three ways the reader asked for.
        between: what stands between this program and the terminal.
        clock: gives the present.
        write: sends a sequence to the terminal.
    """

    def __init__(
        self,
        wanted: Drawing,
        between: Multiplexer,
        *,
        clock: Clock,
        write: Callable[[str], None],
    ) -> None:
        self._wanted = wanted
        self._between = between
        self._clock = clock
        self._write = write
        self._told: Snapshot | None = None
        self._called: datetime | None = None
        self._title = self._news = ""

    def snapshot_taken(self, snapshot: Snapshot) -> None:
        """Call the reader if something is said now that was not said when last called."""
        if snapshot.live and self._told is None:
            self._told = snapshot
        elif snapshot.live and self._told is not None and self._may_call():
            sentences = alerts_between(self._told, snapshot)
            self._told = snapshot
            if sentences:
                self._call("; ".join(sentences))
        self._name_window(snapshot)

    def _may_call(self) -> bool:
        # A clock that was set back must not silence it until it has caught up.
        now = self._clock()
        return self._called is None or not timedelta() <= now - self._called < BETWEEN_CALLS

    def _call(self, news: str) -> None:
        self._called = self._clock()
        self._news = f" - {news}"
        if self._wanted.bell:
            self._write(BELL)
        if self._wanted.notify:
            self._write(notification(f"sitmon: {news}", self._between))

    def _name_window(self, snapshot: Snapshot) -> None:
        day = format_day(snapshot.viewpoint.valid_at)
        when = f"live{self._news}" if snapshot.live else f"as of {day}"
        name = f"sitmon: {snapshot.title}, {when}"
        if self._wanted.window_title and name != self._title:
            self._title = name
            self._write(title(name))
