"""When a store that could not be read is asked again: one timer, later and later."""

import asyncio
from collections.abc import Callable

FIRST_RETRY_SECONDS = 2.0
LAST_RETRY_SECONDS = 60.0


class Retry:
    """Asks again after a failure; the pause doubles with each retry that fails, up to the longest.

    Args:
        again: asks again; called on the event loop.
    """

    def __init__(self, again: Callable[[], object]) -> None:
        self._again = again
        self._seconds = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def after_failure(self) -> float:
        """Ask again later, and not at the time set before; seconds until then."""
        if self._timer is not None:
            # The reader asked meanwhile: that tells nothing of how long the store stays away.
            self._timer.cancel()
        elif self._seconds:
            self._seconds = min(2 * self._seconds, LAST_RETRY_SECONDS)
        else:
            self._seconds = FIRST_RETRY_SECONDS
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._fire)
        return self._seconds

    def succeeded(self) -> None:
        """The store was read: there is nothing to ask again, and the next pause is short."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._seconds = 0.0

    def _fire(self) -> None:
        self._timer = None
        self._again()
