"""Public Telegram channels, by their preview page: each post becomes a claim.

A post is said by its channel, or by the channel it was forwarded from. Who forwards a private
person is not followed to that person: nobody is named. An edited post keeps its number and its
date, and becomes a new version of the same claim.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from situation.connector import Batch, Body, Known, Wanted
from situation.mapday import Skipped
from situation.model import UNTOLD, Source
from situation.periods import start_of_day
from situation.record import Id
from situation.settings_model import ChannelSettings
from situation.sources.feed_dates import said_time
from situation.sources.item_batch import batch_of
from situation.sources.item_claims import Item, ReadItem, headline_of, read_item
from situation.sources.many_bodies import read_each
from situation.sources.telegram_page import MOST_BYTES, Forward, Post, read_page
from situation.vocabulary import LicenceClass, SourceKind

EVERY: Final = timedelta(minutes=10)
PREVIEW_OFF: Final = (
    "preview off: Telegram shows no posts of this channel on the web, which does not mean that it "
    "has no news"
)
NOBODY: Final[Id] = "unnamed"
"""The source of what nobody is named for."""

_ADDRESS: Final = "https://t.me/s/{}"
_TERMS: Final = "Public posts; cite the channel. Telegram's terms and the author's rights apply."


class TelegramChannel:
    """A connector for one public channel of the settings.

    Args:
        key: its name in the settings.
        settings: its channel, source and language.
        claimants: source ids by channel name in lower case, for posts that were forwarded.
    """

    notice = ""

    def __init__(
        self, key: Id, settings: ChannelSettings, *, claimants: Mapping[str, Id] | None = None
    ) -> None:
        self.key = key
        self.source = settings.source
        self.every = settings.every or EVERY
        self.on_by_default = settings.on
        self._channel = settings.channel
        self._language = settings.language
        self._claimants = {**(claimants or {}), settings.channel.lower(): settings.source}

    def wanted(self, known: Known) -> tuple[Wanted, ...]:  # noqa: ARG002 - the same at any time
        """The newest page; older ones follow while they may hold something new."""
        return (self._page(),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Make claims of the posts.

        Raises:
            InputError: the answer is not a page of Telegram.
        """
        return read_each(bodies, lambda body: self._read_page(body, known))

    def _page(self, before: int | None = None) -> Wanted:
        query = "" if before is None else f"?before={before}"
        url = _ADDRESS.format(self._channel) + query
        return Wanted(url=url, accept="text/html", max_bytes=MOST_BYTES)

    def _read_page(self, body: Body, known: Known) -> Batch:
        page = read_page(body.content, where=self.key)
        if not page.posts and not page.rejected:
            return Batch(incomplete=(PREVIEW_OFF,))
        wordless = sum(not post.words for post in page.posts)
        warnings = [f"posts of pictures without words: {wordless}"] if wordless else []
        sources: dict[str, Source] = {}
        items = [ReadItem(rejected=skipped) for skipped in page.rejected]
        items += [self._read(post, known, sources) for post in page.posts if post.words]
        batch = batch_of(items, warnings, sources=sources.values())
        oldest = min((post.number for post in page.posts), default=0)
        said = [item.claim.said_at for item in items if item.claim is not None]
        goes_on = oldest > 1 and bool(said) and min(said) > _back_to(known)
        return replace(batch, follow_up=(self._page(oldest),)) if goes_on else batch

    def _read(self, post: Post, known: Known, sources: dict[str, Source]) -> ReadItem:
        """One post; a source that the store lacks is added to `sources`."""
        name = f"{post.channel}/{post.number}"
        if post.channel != self._channel.lower():
            return ReadItem(rejected=Skipped(where=name, why="it is of another channel"))
        found = said_time((post.date,), known.now)
        if isinstance(found, str):
            return ReadItem(rejected=Skipped(where=name, why=found))
        claimant = self._claimant(post.forward)
        read = read_item(
            Item(
                name=name,
                identity=f"t.me/{name}",
                publisher=self.source,
                claimant=claimant,
                headline=headline_of(post.words),
                words=post.words,
                language=self._language,
                said_at=found[0],
                said_precision=found[1],
                url=f"https://t.me/{self._channel}/{post.number}",
                at=next(iter(post.points)) if len(post.points) == 1 else None,
            ),
            known.places,
        )
        is_new = claimant != self.source and claimant not in known.source_ids
        if read.claim is not None and post.forward is not None and is_new:
            sources[claimant] = _source(claimant, post.forward)
        return read

    def _claimant(self, forward: Forward | None) -> Id:
        if forward is None:
            return self.source
        if not forward.channel:
            return NOBODY
        return self._claimants.get(forward.channel, f"telegram:{forward.channel}")


def _source(claimant: Id, forward: Forward) -> Source:
    if claimant == NOBODY:
        return Source(
            id=NOBODY, name="no source named", kind=SourceKind.UNNAMED, affiliation=UNTOLD
        )
    return Source(
        id=claimant,
        name=forward.title or forward.channel,
        kind=SourceKind.SOCIAL_MEDIA,
        affiliation=UNTOLD,
        reliability_reason="Met in a forwarded post: not graded.",
        url=f"https://t.me/{forward.channel}",
        licence=LicenceClass.PERMISSION,
        terms=_TERMS,
    )


def _back_to(known: Known) -> datetime:
    """How far back posts are read: to what was wished for, else to what the last attempt saw."""
    if known.since is not None:
        return start_of_day(known.since)
    seen_until = known.last.data_until if known.last is not None else None
    return seen_until or known.now
