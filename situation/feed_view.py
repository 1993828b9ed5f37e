"""The claim feed as a screen has it and asks for it; built in `feed`, drawn as `feed_rows`."""

from typing import Final

from msgspec import Struct

from situation.periods import Viewpoint
from situation.views import ClaimView

MOST_COUNTED: Final = 10_000


class Statement(Struct, frozen=True, kw_only=True):
    """Claims that report one statement."""

    claims: tuple[str, ...]
    """Ids, the origin first."""
    rules: tuple[str, ...]
    """Of each claim why it is an echo, in words; of the origin nothing."""
    origins: int
    """Independent sources that it goes back to."""


class Feed(Struct, frozen=True, kw_only=True):
    """The list as far as it has been read."""

    request: "FeedRequest"
    """What it answers."""
    viewpoint: Viewpoint
    claims: tuple[ClaimView, ...] = ()
    """Newest said first, each once."""
    statements: tuple[Statement, ...] = ()
    """The same claims by the statement they report."""
    cursor: str = ""
    """Where the next page begins; empty when everything has been read."""
    total: int = 0
    """How many claims there are in all; counted to `MOST_COUNTED` only."""
    waiting: int = 0
    """Claims that match and were recorded after the list was begun."""
    revision: int = 0
    """The store's newest entry when the list was begun."""
    problem: str = ""
    """Why the search could not be read; the rest is empty then."""

    def answers(self, request: "FeedRequest") -> bool:
        """Whether this is the answer to a request, or to an earlier one of the same search."""
        own = self.request
        return (own.line, own.recorded_after, own.more) == (
            request.line,
            request.recorded_after,
            request.more,
        )


class FeedRequest(Struct, frozen=True, kw_only=True):
    """What a reader wants to see of the claims."""

    line: str = ""
    """The search as typed."""
    recorded_after: int | None = None
    """Only claims first recorded after this entry."""
    before: Feed | None = None
    """The list to go on with; None: a new one."""
    more: bool = False
    """Read the next page of `before`; otherwise what has changed since."""
