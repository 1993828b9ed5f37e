"""RSS and Atom feeds: each item becomes a claim by the feed's source.

An item says what its title says; the publisher's own summary is kept beside it, never the full
text. When it was said is the item's own date: one without a date, or with one that cannot be true,
is rejected, because any other date would be made up or change with each fetch.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from situation.connector import Batch, Body, Known, Wanted
from situation.mapday import Skipped
from situation.record import Id
from situation.settings_model import FeedSettings
from situation.sources.feed_bytes import MOST_BYTES, feed_text
from situation.sources.feed_dates import said_time
from situation.sources.feed_items import FeedItem, grouped, read_items
from situation.sources.item_batch import batch_of
from situation.sources.item_claims import Item, ReadItem, headline_of, read_item
from situation.sources.many_bodies import read_each
from situation.sources.web_links import web_link
from situation.sources.withheld import without_withheld
from situation.text import clean
from situation.vocabulary import Precision

EVERY: Final = timedelta(minutes=15)
EMPTY: Final = "the feed holds no items, which does not mean that there is no news"
ACCEPTED: Final = "application/rss+xml, application/atom+xml, application/xml, text/xml;q=0.9"


class Feed:
    """A connector for one feed of the settings.

    Args:
        key: its name in the settings.
        settings: its address, source and language.
    """

    notice = ""

    def __init__(self, key: Id, settings: FeedSettings) -> None:
        self.key = key
        self.source = settings.source
        self.every = settings.every or EVERY
        self.on_by_default = settings.on
        self._url = settings.url
        self._language = settings.language

    def wanted(self, known: Known) -> tuple[Wanted, ...]:  # noqa: ARG002 - the same at any time
        """The feed, whole: feeds have no pages."""
        return (Wanted(url=self._url, accept=ACCEPTED, max_bytes=MOST_BYTES),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Make claims of the items.

        Raises:
            InputError: the answer is not a feed, or one that would harm its reader.
        """
        return read_each(bodies, lambda body: self._read_body(body, known))

    def _read_body(self, body: Body, known: Known) -> Batch:
        feed = feed_text(body.content, language=self._language, where=self.key)
        groups = grouped(read_items(feed.text, where=self.key))
        return batch_of(
            [self._read_item(group, known) for group in groups],
            feed.warnings,
            incomplete=feed.left_out if groups else (EMPTY,),
        )

    def _read_item(self, issues: tuple[FeedItem, ...], known: Known) -> ReadItem:
        """Of one item issued several times: said when first issued, in the newest words."""
        name = _name(issues[0], self._language)
        dated: list[tuple[datetime, Precision, FeedItem]] = []
        why = ""
        for issue in issues:
            found = said_time(issue.dates, known.now)
            if isinstance(found, str):
                why = found
            else:
                dated.append((*found, issue))
        if not dated:
            return ReadItem(rejected=Skipped(where=name, why=why))
        said_at, precision, first = min(dated, key=lambda issue: issue[0])
        newest = max(dated, key=lambda issue: issue[0])[2]
        words = "\n".join(dict.fromkeys(filter(None, (newest.title, newest.summary))))
        item = Item(
            name=name,
            identity=first.identity,
            publisher=self.source,
            claimant=self.source,
            headline=newest.title or headline_of(newest.summary),
            words=words,
            language=self._language,
            said_at=said_at,
            said_precision=precision,
            url=web_link(newest.link),
        )
        return read_item(item, known.places)


def _name(item: FeedItem, language: str) -> str:
    """Its words; its date where they are withheld, as why it is rejected will be stored."""
    words = item.title or item.summary or item.identity or "an item without words"
    if without_withheld(words, language).reasons:
        return f"an item dated {clean(next(filter(None, item.dates), ''), 40) or 'never'}"
    return f"“{clean(words, 60)}”"
