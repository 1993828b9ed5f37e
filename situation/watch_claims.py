"""The claims and disputes that were recorded between two looks at a store.

They are told apart by their entries and not by times: a server's clock may be ahead of ours, and a
claim may be dated ahead of both.
"""

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from situation.cast import Cast
from situation.claim_views import claim_views
from situation.handover_claims import ClaimDispute, ClaimNews, News
from situation.model import Claim, Link
from situation.periods import LATEST, Viewpoint
from situation.store.base import Recorded, Store
from situation.store.claim_query import ClaimQuery
from situation.vocabulary import Act, LinkKind, Standing

_PAGE: Final = 500


async def new_versions(
    store: Store, cast: Cast, after: int, until: Viewpoint, grown: int
) -> tuple[ClaimNews, ...]:
    """Claims of which a version came after an entry, oldest said first, and what it did.

    Args:
        store: where from.
        cast: who and where at the later look.
        after: the newest entry of the earlier look.
        until: the later look.
        grown: how many versions of claims came between the two.

    Raises:
        StoreError: the store cannot be read.
    """
    query = ClaimQuery(
        viewpoint=replace(until, valid_at=LATEST),
        withdrawn=True,
        recorded_after=after,
        limit=_PAGE,
    )
    first = await _found(store, query, after)
    ids = {item.record.id for item in first}
    later: list[Recorded[Claim]] = []
    if len(first) < grown:
        # A new version of a claim of whatever age: the newest are looked at first, until all came.
        every = replace(query, recorded_after=None)
        later = await _found(store, every, after, most=grown)
    found = sorted(
        [*first, *(item for item in later if item.record.id not in ids)],
        key=lambda item: (item.record.said_at, item.entry),
    )
    views = await claim_views(store, found, query.viewpoint, cast.places, cast.sources)
    acts = {item.record.id: item.act for item in found}
    return tuple(
        ClaimNews(
            news=_news(acts[view.claim.id], is_first=view.claim.id in ids),
            view=view,
            act=acts[view.claim.id],
        )
        for view in views
    )


async def _found(
    store: Store, query: ClaimQuery, after: int, *, most: int | None = None
) -> list[Recorded[Claim]]:
    """What a query finds that came after an entry; looking ends when there are as many."""
    found: list[Recorded[Claim]] = []
    while True:
        page = await store.claims(query)
        found += [item for item in page.claims if item.entry > after]
        if not page.cursor or (most is not None and len(found) >= most):
            return found
        query = replace(query, cursor=page.cursor)


def _news(act: Act, *, is_first: bool) -> News:
    if act is Act.RETRACT:
        return News.WITHDRAWN
    return News.SAID if is_first else News.REVISED


async def disputing_links(store: Store, until: Viewpoint) -> dict[str, Link]:
    """The links by which a claim disputes another and that nobody rejected, by id.

    Raises:
        StoreError: the store cannot be read.
    """
    links = [item.record for item in await store.links(None, until.known_at)]
    return {link.id: link for link in links if _disputes(link)}


async def disputes_of(
    store: Store, cast: Cast, links: Iterable[Link], until: Viewpoint
) -> tuple[ClaimDispute, ...]:
    """The pairs of live claims that are linked as in dispute.

    Args:
        store: where from.
        cast: who and where.
        links: those that are asked about.
        until: what is known.

    Raises:
        StoreError: the store cannot be read.
    """
    found = []
    for link in links:
        mine = await store.claim(link.subject, until.known_at)
        theirs = await store.claim(link.object, until.known_at)
        if mine and theirs and Act.RETRACT not in (mine.act, theirs.act):
            found.append((link, mine, theirs.record))
    return await _dressed(store, cast, until, found)


async def _dressed(
    store: Store, cast: Cast, until: Viewpoint, found: list[tuple[Link, Recorded[Claim], Claim]]
) -> tuple[ClaimDispute, ...]:
    at = replace(until, valid_at=LATEST)
    subjects = {mine.record.id: mine for _, mine, _ in found}
    dressed = await claim_views(store, [*subjects.values()], at, cast.places, cast.sources)
    views = {view.claim.id: view for view in dressed}
    return tuple(
        ClaimDispute(
            claim=views[link.subject],
            against=against,
            against_source=cast.sources[against.source].name,
            standing=link.standing,
            reason=link.reason,
        )
        for link, _, against in found
        if link.subject in views and against.source in cast.sources
    )


def _disputes(link: Link) -> bool:
    return link.kind is LinkKind.DISPUTES and link.standing is not Standing.REJECTED
