"""How many entries to ask a server for at a time, as the line bears."""

from typing import Final

_LARGEST: Final = 1_000
_FIRST: Final = 200
_SMALLEST: Final = 20
_QUICK_SECONDS: Final = 2.0
_SLOW_SECONDS: Final = 15.0
"""Far from the minute after which a server cuts an answer off."""


class PageSize:
    """The size of the next page, from how the last ones went."""

    def __init__(self) -> None:
        self.entries = _FIRST

    def came(self, seconds: float) -> None:
        """Take note of a whole page that took so long."""
        if seconds < _QUICK_SECONDS:
            self.entries = min(self.entries * 2, _LARGEST)
        elif seconds > _SLOW_SECONDS:
            self.entries = max(self.entries // 2, _SMALLEST)

    def broke(self) -> None:
        """Take note of a page that was cut."""
        self.entries = max(self.entries // 4, _SMALLEST)
