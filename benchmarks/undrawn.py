"""A program on a pty whose screen costs the measurement nothing."""

import time

from tests.terminal.harness import PtyProgram


class UndrawnProgram(PtyProgram):
    """A program whose screen is worked out only when it is looked at: that takes time."""

    arrived_at = 0.0
    """When the last bytes came, on the clock of `time.perf_counter`."""
    _waiting = ""

    @property
    def lines(self) -> list[str]:
        """The screen's rows, without spaces at their ends."""
        super()._draw(self._waiting)
        self._waiting = ""
        return super().lines

    def _draw(self, text: str) -> None:
        self.arrived_at = time.perf_counter()
        self._waiting += text
