"""The claims of a hand-over: said, learned, revised or withdrawn in it, and new disputes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.cast import Cast
from situation.claim_views import claim_views
from situation.model import Claim, Link
from situation.periods import Viewpoint
from situation.store.base import Recorded, Store
from situation.store.claim_query import ClaimQuery
from situation.views import ClaimView
from situation.vocabulary import Act, LinkKind, Standing

LOOK_BACK: Final = timedelta(days=90)
"""Claims said longer before the period are not looked through for late news and withdrawals."""
_PAGE: Final = 500


class News(StrEnum):
    """Why a claim is in a hand-over."""

    SAID = "said"
    """Said in the period."""
    LEARNED = "learned"
    """Said before the period, recorded in it."""
    REVISED = "revised"
    """Known before the period, and a new version recorded in it."""
    WITHDRAWN = "withdrawn"
    """Taken back by an entry recorded in the period."""


class ClaimNews(Struct, frozen=True, kw_only=True):
    """A claim of a hand-over, its newest version, and what that version did."""

    news: News
    view: ClaimView
    act: Act


class ClaimDispute(Struct, frozen=True, kw_only=True):
    """Two claims that stand against each other since some time within the period."""

    claim: ClaimView
    against: Claim
    against_source: str
    """The other claimant's name."""
    standing: Standing
    reason: str


class ClaimReader:
    """Asks for the claims of a period, all with the knowledge of its end.

    Args:
        store: where from.
        cast: who and where at the end.
        eve: the last moment before the period.
        until: its end.
        records_late: the store is older than the period: what was recorded in it can be told from
            what was recorded before.
    """

    def __init__(
        self, store: Store, cast: Cast, eve: datetime, until: Viewpoint, *, records_late: bool
    ) -> None:
        self._store = store
        self._cast = cast
        self._eve = eve
        self._until = until
        self._records_late = records_late

    async def scan(self) -> list[Recorded[Claim]]:
        """Every claim said from the look-back on, withdrawn ones too, newest said first.

        Raises:
            StoreError: the store cannot be read.
        """
        query = ClaimQuery(
            viewpoint=self._until,
            said_since=self._eve - LOOK_BACK,
            withdrawn=True,
            limit=_PAGE,
        )
        page = await self._store.claims(query)
        found = list(page.claims)
        while page.cursor:
            page = await self._store.claims(replace(query, cursor=page.cursor))
            found += page.claims
        return found

    async def news(self, scanned: list[Recorded[Claim]]) -> tuple[ClaimNews, ...]:
        """Those of the claims that are news, with why."""
        reasons = {item.record.id: await self._why(item) for item in scanned}
        chosen = [item for item in scanned if reasons[item.record.id] is not None]
        acts = {item.record.id: item.act for item in chosen}
        views = await claim_views(
            self._store, chosen, self._until, self._cast.places, self._cast.sources
        )
        return tuple(
            ClaimNews(news=news, view=view, act=acts[view.claim.id])
            for view in views
            if (news := reasons[view.claim.id]) is not None
        )

    async def _why(self, item: Recorded[Claim]) -> News | None:
        said_in_period = item.record.said_at > self._eve
        recorded_in_period = self._records_late and item.recorded_at > self._eve
        if item.act is Act.RETRACT:
            return News.WITHDRAWN if said_in_period or recorded_in_period else None
        if said_in_period:
            return News.SAID
        if not recorded_in_period:
            return None
        known_before = await self._store.claim(item.record.id, self._eve)
        return News.LEARNED if known_before is None else News.REVISED

    async def disputes(self, scanned: list[Recorded[Claim]]) -> tuple[ClaimDispute, ...]:
        """Pairs of live claims of which the later, or the link itself, is of the period."""
        live = {item.record.id: item for item in scanned if item.act is not Act.RETRACT}
        if not live:
            return ()
        links = await self._store.links(live.keys(), self._until.known_at)
        known_before = {
            link.record.id
            for link in (await self._store.links(live.keys(), self._eve))
            if link.record.standing is not Standing.REJECTED
        }
        new = [
            link.record
            for link in links
            if self._is_new_dispute(link, live, known=link.record.id in known_before)
        ]
        subjects = [live[one] for one in dict.fromkeys(link.subject for link in new)]
        dressed = await claim_views(
            self._store, subjects, self._until, self._cast.places, self._cast.sources
        )
        views = {view.claim.id: view for view in dressed}
        return tuple(
            self._dispute(link, views[link.subject], live[link.object].record)
            for link in new
            if link.subject in views
        )

    def _is_new_dispute(
        self, link: Recorded[Link], live: Mapping[str, Recorded[Claim]], *, known: bool
    ) -> bool:
        record = link.record
        ends = [live.get(record.subject), live.get(record.object)]
        said = [end.record.said_at for end in ends if end is not None]
        if (
            record.kind is not LinkKind.DISPUTES
            or record.standing is Standing.REJECTED
            or len(said) < len(ends)
        ):
            return False
        return max(said) > self._eve or (self._records_late and not known)

    def _dispute(self, link: Link, view: ClaimView, against: Claim) -> ClaimDispute:
        other = self._cast.sources.get(against.source)
        return ClaimDispute(
            claim=view,
            against=against,
            against_source=other.name if other else against.source,
            standing=link.standing,
            reason=link.reason,
        )
