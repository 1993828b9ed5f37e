"""Clients of streams that leave a few bytes unread for too long: noticed together, now and then.

A timer for each line that is sent would cost more than sending it.
"""

import asyncio
from typing import Final

_LONGEST_STEP: Final = 1.0


class Stalls:
    """What is being sent, by the task that sends it.

    Args:
        seconds: that sending may take.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since: dict[asyncio.Task[None], float] = {}
        self._cut: set[asyncio.Task[None]] = set()

    def begins(self, task: asyncio.Task[None]) -> None:
        """Take note that a task sends."""
        self._since[task] = task.get_loop().time()

    def ends(self, task: asyncio.Task[None]) -> None:
        """Take note that it has sent."""
        self._since.pop(task, None)

    def was_cut(self, task: asyncio.Task[None]) -> bool:
        """Whether a task was ended because its client reads nothing; forgotten once it is told."""
        self._since.pop(task, None)
        cut = task in self._cut
        self._cut.discard(task)
        return cut

    async def watch(self) -> None:
        """End what takes too long, until this is ended itself."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(min(self._seconds / 4, _LONGEST_STEP))
            late = loop.time() - self._seconds
            for task in [task for task, since in self._since.items() if since <= late]:
                self._cut.add(task)
                task.cancel()
