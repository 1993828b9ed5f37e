"""What the feed says of itself: in its title, above its rows, and where there are none."""

from situation.feed_view import MOST_COUNTED, Feed
from widgets.figures import counted


def title_words(feed: Feed, separator: str) -> str:
    """How many claims were found, and by which search."""
    capped = feed.total >= MOST_COUNTED
    found = f"{MOST_COUNTED:,}+ claims" if capped else counted(feed.total, "claim")
    return separator.join(filter(None, (found, feed.request.line)))


def waiting_words(waiting: int, separator: str) -> str:
    """How many claims wait, and the key that shows them."""
    if waiting == 1:
        return f"1 new claim{separator}g shows it"
    return f"{waiting:,} new claims{separator}g shows them"


def listing_words(feed: Feed, unread: int, separator: str, *, only_unread: bool) -> str:
    """How the claims are listed, and how many of those read in are unread."""
    listed = "only unread" if only_unread else "newest said first"
    return f"{listed}{separator}{unread:,}{'+' if feed.cursor else ''} unread"


def empty_words(feed: Feed, *, only_unread: bool) -> tuple[str, str]:
    """That nothing was found, and what to do."""
    if only_unread:
        return "no unread claim is found here", "u lists all claims"
    if feed.request.line:
        return "no claim is found here", "esc drops the search"
    return "no claim is found here", "= looks from now on"
