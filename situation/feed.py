"""The claim feed of one reader: a list that grows by pages and never changes its order.

A store is asked for pages only. What was recorded after the list was begun is counted and waits;
what stands in the list is read again when the store has grown, and keeps its place.
"""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from situation.analysis.echoes import group_echoes
from situation.cast import Cast
from situation.claim_search import ClaimSearch, parse_search
from situation.claim_views import claim_views
from situation.errors import UsageError
from situation.feed_view import MOST_COUNTED, Feed, FeedRequest, Statement
from situation.model import Link, Source
from situation.periods import Viewpoint
from situation.store.base import ClaimPage, Store
from situation.views import ClaimView, LinkView
from situation.vocabulary import LinkKind

PAGE_CLAIMS: Final = 100
_MOST_WAITING: Final = 1_000
_MOST_READ_AGAIN: Final = 500
"""How much of a long list is looked at again when the store has grown, newest first."""


async def build_feed(
    store: Store, request: FeedRequest, viewpoint: Viewpoint, cast: Cast, *, seen_entry: int = 0
) -> Feed:
    """Read what a request asks for.

    Args:
        store: where from.
        request: the search and the list so far.
        viewpoint: the two times.
        cast: who and where at this viewpoint.
        seen_entry: claims recorded after this entry are new to the reader.

    Returns:
        The list; with `problem` set where the search could not be read.

    Raises:
        StoreError: the store cannot be read.
    """
    reading = _Reading(store, request, viewpoint, cast, seen_entry)
    try:
        # A gazetteer has tens of thousands of names to compare.
        search = await asyncio.to_thread(
            parse_search, request.line, cast.places, cast.sources, viewpoint.valid_at
        )
        if request.before is None:
            feed = await reading.begun(search)
        elif request.more:
            feed = await reading.continued(search, request.before)
        else:
            feed = await reading.renewed(search, request.before)
    except UsageError as error:
        return Feed(request=_alone(request), viewpoint=viewpoint, problem=error.line)
    # Comparing thousands of texts would hold up the keys.
    statements = await asyncio.to_thread(folded_echoes, feed.claims, cast.sources)
    return replace(feed, statements=statements)


def folded_echoes(
    claims: Iterable[ClaimView], sources: Mapping[str, Source]
) -> tuple[Statement, ...]:
    """The claims by the statement they report, as far as links and words tell."""
    views = tuple(claims)
    links = (
        _link(view, link)
        for view in views
        for link in view.links
        if link.kind is LinkKind.DUPLICATES and link.outgoing
    )
    return tuple(
        Statement(
            claims=group.claims,
            rules=("", *(echo.rule for echo in group.echoes)),
            origins=max(1, len(group.roots)),
        )
        for group in group_echoes((view.claim for view in views), sources, tuple(links))
    )


class _Reading:
    """One request on its way through the store."""

    def __init__(
        self,
        store: Store,
        request: FeedRequest,
        viewpoint: Viewpoint,
        cast: Cast,
        seen_entry: int,
    ) -> None:
        self._store = store
        self._request = request
        self._viewpoint = viewpoint
        self._cast = cast
        self._seen_entry = seen_entry

    async def begun(self, search: ClaimSearch) -> Feed:
        """The first page."""
        # Asked before the page: what comes between is both shown and counted, never lost.
        revision = (await self._store.info()).revision
        page = await self._page(search, PAGE_CLAIMS)
        return Feed(
            request=self._request,
            viewpoint=self._viewpoint,
            claims=await self._views(page),
            cursor=page.cursor,
            total=await self._total(search),
            revision=revision,
        )

    async def continued(self, search: ClaimSearch, before: Feed) -> Feed:
        """The list with its next page."""
        page = await self._page(search, PAGE_CLAIMS, before.cursor)
        claims = {view.claim.id: view for view in (*before.claims, *await self._views(page))}
        return replace(
            before,
            request=_alone(self._request),
            claims=tuple(claims.values()),
            cursor=page.cursor,
        )

    async def renewed(self, search: ClaimSearch, before: Feed) -> Feed:
        """The list with every claim as it is now; what is new waits."""
        new_since = max(before.revision, self._request.recorded_after or 0)
        query = search.query(self._viewpoint, limit=1, recorded_after=new_since)
        waiting = await self._store.claim_total(query, most=_MOST_WAITING)
        wanted = min(len(before.claims) + waiting, _MOST_READ_AGAIN)
        page = await self._page(search, max(wanted, 1))
        fresh = {view.claim.id: view for view in await self._views(page)}
        looked_to = page.claims[-1].record.said_at if page.cursor and page.claims else None
        return replace(
            before,
            request=_alone(self._request),
            viewpoint=self._viewpoint,
            claims=tuple(_kept(before.claims, fresh, looked_to)),
            total=await self._total(search),
            waiting=waiting,
        )

    async def _page(self, search: ClaimSearch, limit: int, cursor: str = "") -> ClaimPage:
        return await self._store.claims(
            search.query(
                self._viewpoint,
                limit=limit,
                cursor=cursor,
                recorded_after=self._request.recorded_after,
            )
        )

    async def _views(self, page: ClaimPage) -> tuple[ClaimView, ...]:
        return await claim_views(
            self._store,
            page.claims,
            self._viewpoint,
            self._cast.places,
            self._cast.sources,
            seen_entry=self._seen_entry,
        )

    async def _total(self, search: ClaimSearch) -> int:
        query = search.query(self._viewpoint, limit=1, recorded_after=self._request.recorded_after)
        return await self._store.claim_total(query, most=MOST_COUNTED)


def _kept(
    before: Iterable[ClaimView], fresh: Mapping[str, ClaimView], looked_to: datetime | None
) -> Iterable[ClaimView]:
    """The claims of a list as they are now; what was looked for and not found has gone."""
    for view in before:
        now = fresh.get(view.claim.id)
        if now is not None:
            # The same object is not drawn again.
            yield view if now == view else now
        elif looked_to is not None and view.claim.said_at <= looked_to:
            yield view


def _alone(request: FeedRequest) -> FeedRequest:
    """The request without the list before it, which would keep every list before that one."""
    return replace(request, before=None)


def _link(view: ClaimView, link: LinkView) -> Link:
    return Link(
        id=f"{view.claim.id}:{link.other.id}"[:160],
        subject=view.claim.id,
        kind=link.kind,
        object=link.other.id,
        standing=link.standing,
        reason=link.reason,
    )
