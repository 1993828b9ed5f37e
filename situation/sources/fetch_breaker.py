"""When a source that failed is tried again: ever later, at random moments, never at once."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.errors import FetchError, FetchFailure, SitmonError
from situation.sources.fetch_manners import Spread, random_spread

_MOST_DOUBLINGS: Final = 12

_LASTING: Final = frozenset(
    {
        FetchFailure.REFUSED,
        FetchFailure.UNTRUSTED,
        FetchFailure.FORBIDDEN,
        FetchFailure.GONE,
    }
)
"""What does not mend by itself within minutes."""


class Breaker(Struct, frozen=True, kw_only=True):
    """How a source has fared; kept between runs as `failures` and `next_try` of its `Attempt`."""

    failures: int = 0
    """In a row."""
    next_try: datetime | None = None
    """None: at any time."""

    def is_open(self, now: datetime) -> bool:
        """Whether the source is to be left alone for now."""
        return self.next_try is not None and now < self.next_try

    def after_failure(
        self, error: SitmonError, now: datetime, spread: Spread = random_spread
    ) -> "Breaker":
        """The breaker after one more failure.

        The wait is a minute at first, an hour where waiting alone mends nothing, then twice as
        long each time up to six hours or a day; a quarter more or less, at random. It is never
        shorter than the server asked for.

        Args:
            error: what went wrong.
            now: when.
            spread: the randomness.
        """
        is_lasting = isinstance(error, FetchError) and error.kind in _LASTING
        first = timedelta(hours=1) if is_lasting else timedelta(minutes=1)
        longest = timedelta(days=1) if is_lasting else timedelta(hours=6)
        doubled = first * 2 ** min(self.failures, _MOST_DOUBLINGS)
        wait = min(doubled, longest) * (0.75 + spread() / 2)
        asked = error.retry_after if isinstance(error, FetchError) else None
        return Breaker(failures=self.failures + 1, next_try=now + max(wait, asked or wait))
