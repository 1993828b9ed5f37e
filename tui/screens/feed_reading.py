"""How the feed is asked for: one request at a time, each going on from the list so far."""

from collections.abc import Callable
from typing import Final

from situation.feed_view import Feed, FeedRequest

TYPING_SECONDS: Final = 0.2
"""How long typing must pause before the search is carried out."""
ROWS_AHEAD: Final = 20
"""So near to the end of what was read the next page is asked for."""


class FeedReading:
    """The list as far as it was read, and what was asked for last.

    Args:
        ask: hands a request to the application.
    """

    def __init__(self, ask: Callable[[FeedRequest], None]) -> None:
        self._ask = ask
        self.feed: Feed | None = None
        self.problem = ""
        """Why the last search could not be read; the list is that of the one before, if any."""
        self._is_of_elsewhere = False
        self._asked: FeedRequest | None = None
        self._renewal_is_due = False

    def begin(self, line: str, recorded_after: int | None) -> None:
        """Ask for a new list of what a line finds."""
        self._send(FeedRequest(line=line, recorded_after=recorded_after))

    def look_elsewhere(self) -> None:
        """The list is of another moment: it makes way for what is read next, whatever that is."""
        self._is_of_elsewhere = True

    def renew(self) -> None:
        """Ask what of the list has changed; after what is being read, where something is."""
        if self._asked is not None:
            self._renewal_is_due = True
        elif self.feed is not None:
            self._go_on(self.feed, more=False)

    def ask_again(self) -> None:
        """Ask once more for what is not answered: only what any list asked for last is read."""
        if self._asked is not None:
            self._ask(self._asked)

    def read_on(self) -> None:
        """Ask for the next page, where there is one and nothing else is being read."""
        if self.feed is not None and self.feed.cursor and self._asked is None:
            self._go_on(self.feed, more=True)

    def take(self, feed: Feed) -> bool:
        """Take what was read; False where it answers nothing that is still wanted."""
        if self._asked is None or not feed.answers(self._asked):
            return False
        self._asked = None
        self.problem = feed.problem
        if not feed.problem or self._is_of_elsewhere:
            self.feed = None if feed.problem else feed
            self._is_of_elsewhere = False
        if self._renewal_is_due:
            self._renewal_is_due = False
            self.renew()
        return True

    def _go_on(self, feed: Feed, *, more: bool) -> None:
        before = feed.request
        self._send(
            FeedRequest(
                line=before.line, recorded_after=before.recorded_after, before=feed, more=more
            )
        )

    def _send(self, request: FeedRequest) -> None:
        self._asked = request
        self._ask(request)
