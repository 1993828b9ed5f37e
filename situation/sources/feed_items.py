"""A feed's text → its items, whatever of RSS 0.9 to 2.0, RDF or Atom it is; with feedparser."""

import io
from collections.abc import Iterable
from typing import Final

import feedparser
from msgspec import Struct

from situation.errors import InputError
from situation.lookup import folded
from situation.sources.html_text import html_text

TITLE_LIMIT: Final = 300
SUMMARY_LIMIT: Final = 600
"""A short quotation; the full text of an article is its publisher's and is not kept."""

_FAULTS: Final = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What its parser for broken feeds has been seen to raise, and their kin."""


class FeedItem(Struct, frozen=True, kw_only=True):
    """One item of a feed. All texts but `title` and `summary` are as they came."""

    identity: str
    """Its own id, else its link, else its words; empty where it has none of these."""
    title: str
    summary: str
    link: str
    dates: tuple[str, ...]
    """Publication first."""

    @property
    def page(self) -> tuple[str, str]:
        """What it is about: the same under another id is the same item, issued again."""
        return self.link, folded(self.title)


def read_items(text: str, *, where: str) -> tuple[FeedItem, ...]:
    """Read the items in the order of the feed.

    Args:
        text: the feed as `feed_text` gives it.
        where: what the feed is called in errors.

    Raises:
        InputError: it is not a feed.
    """
    try:
        # A stream: given bytes, feedparser would first try to open a file of that name.
        feed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", errors="replace")),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except _FAULTS as error:
        raise InputError(
            f"the feed cannot be read: {error}", where=where, do="look at the feed's address"
        ) from None
    if not feed.get("version") and not feed.get("entries"):
        raise InputError(
            "the answer is not a feed", where=where, do="check the feed's address in the settings"
        )
    return tuple(_item(dict(entry)) for entry in feed["entries"])


def _item(entry: dict[str, object]) -> FeedItem:
    def raw(field: str) -> str:
        value = entry.get(field, "")
        return value if isinstance(value, str) else ""

    title = html_text(raw("title"), TITLE_LIMIT)
    summary = html_text(raw("summary"), SUMMARY_LIMIT, lines=True)
    return FeedItem(
        identity=raw("id").strip() or raw("link").strip() or title or summary,
        title=title,
        summary=summary,
        link=raw("link").strip(),
        dates=(raw("published"), raw("updated"), raw("created")),
    )


def grouped(items: Iterable[FeedItem]) -> tuple[tuple[FeedItem, ...], ...]:
    """Put together what is one item: the same id, or the same link and title.

    Returns:
        Groups in the order of the feed, and so are the items in each.
    """
    groups: list[list[FeedItem]] = []
    by_key: dict[object, list[FeedItem]] = {}
    for item in items:
        keys: list[object] = [item.identity]
        if all(item.page):
            keys.append(item.page)
        group = next((by_key[key] for key in keys if key in by_key), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(item)
        for key in keys:
            by_key.setdefault(key, group)
    return tuple(map(tuple, groups))
