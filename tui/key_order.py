"""One key after the other: a key is looked at when what the one before did has been done.

Textual sends a key on its way as soon as it comes. Over a slow link keys come in bursts, and of `/`
and a word all would be on their way before the first has opened the line: the letters would be
taken for commands. Here a key waits for the one before, which is followed by a mark through the
same queues, from the widget with the focus up to the application.
"""

import asyncio
from collections import deque
from typing import Any, Final

from textual.app import App
from textual.events import Key, Paste

ROUNDS: Final = 3
"""Behind the key, behind what it made a list say, and behind what a pane makes of that."""
LONGEST_WAIT: Final = 0.5
"""Seconds after which the next key is looked at in any case: a widget that is taken away with the
mark in its queue never passes it on."""


class KeyOrder:
    """Holds keys back while one is on its way.

    Args:
        app: the application whose keys they are.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[Key | Paste] = deque()
        self._next: Key | Paste | None = None
        self._on_its_way: asyncio.TimerHandle | None = None

    def must_wait(self, key: Key | Paste) -> bool:
        """Whether a key has to wait; the application gets it again when it is its turn."""
        if key is not self._next and (self._on_its_way is not None or self._next is not None):
            self._waiting.append(key)
            return True
        self._next = None
        self._on_its_way = asyncio.get_running_loop().call_later(LONGEST_WAIT, self._look_at_next)
        self._follow(self._on_its_way, ROUNDS)
        return False

    def _follow(self, way: asyncio.TimerHandle, rounds: int) -> None:
        """Send a mark after the key; it has arrived where the last round ends."""
        queues = iter((self._app.focused or self._app.screen).ancestors_with_self)

        def pass_on() -> None:
            if any(queue.call_later(pass_on) for queue in queues) or way is not self._on_its_way:
                return
            if rounds > 1:
                self._follow(way, rounds - 1)
            else:
                self._look_at_next()

        # Called later: the key itself is not on its way yet.
        self._app.call_later(pass_on)

    def _look_at_next(self) -> None:
        if self._on_its_way is not None:
            self._on_its_way.cancel()
            self._on_its_way = None
        if self._waiting:
            self._next = self._waiting.popleft()
            self._app.post_message(self._next)
