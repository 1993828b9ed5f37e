"""Reads everything about one claim: its history, its links and those that rules propose."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Final

from msgspec import Struct

from situation.analysis.contradictions import propose_links
from situation.analysis.echoes import EchoGroup, group_echoes, tally
from situation.cast import Cast, read_cast
from situation.citation import citation
from situation.claim_detail import ClaimDetail, Echoes, EchoReport, LinkDetail, Version
from situation.claim_views import claim_views
from situation.fingerprint import fingerprint
from situation.model import Claim, ControlReading, Link, Source, Statistic
from situation.periods import Viewpoint
from situation.store.base import Recorded, Store
from situation.store.claim_query import ClaimQuery
from situation.vocabulary import Act, LinkKind, Standing

REACH: Final = timedelta(days=30)
"""How long before and after a claim was said others are compared with it."""
COMPARED: Final = 500
"""The most claims about its places that it is compared with, newest first."""
NAMED: Final = 200
"""Beside these, the most claims that a reading or a figure there belongs to."""

_KINDS: Final = (
    LinkKind.DISPUTES,
    LinkKind.CORRECTS,
    LinkKind.UPDATES,
    LinkKind.SUPPORTS,
    LinkKind.DUPLICATES,
)
_STANDINGS: Final = (Standing.STATED, Standing.CONFIRMED, Standing.PROPOSED, Standing.REJECTED)


class _Around(Struct, frozen=True, kw_only=True):
    """What was said of the claim's places about the time it was said."""

    claims: Mapping[str, Claim]
    readings: tuple[ControlReading, ...]
    statistics: tuple[Statistic, ...]
    links: tuple[Link, ...]
    whole: bool


async def build_claim_detail(
    store: Store,
    claim_id: str,
    viewpoint: Viewpoint,
    *,
    now: datetime,
    seen_entry: int = 0,
    cast: Cast | None = None,
    zone: tzinfo | None = None,
) -> ClaimDetail | None:
    """Read everything about a claim.

    Args:
        store: where from.
        claim_id: which claim.
        viewpoint: the two times.
        now: the present, for the citation.
        seen_entry: a claim recorded after this entry is new to the reader.
        cast: who and where at this viewpoint, if that has been read.
        zone: the reader's zone, for the citation; None: that of the process.

    Returns:
        None when the claim was not recorded by `known_at`, or not said by `valid_at`.

    Raises:
        StoreError: the store cannot be read.
    """
    item = await store.claim(claim_id, viewpoint.known_at)
    if item is None or item.record.said_at > viewpoint.valid_at:
        return None
    cast = cast or await read_cast(store, viewpoint)
    source = await _source_item(store, item.record.source, viewpoint)
    views = await claim_views(
        store, [item], viewpoint, cast.places, cast.sources, seen_entry=seen_entry
    )
    if source is None or not views:
        return None
    around = await _read_around(store, item.record, viewpoint)
    # Comparing hundreds of texts takes longer than a key may wait.
    proposed, echoes = await asyncio.to_thread(_compare, item.record, around, cast.sources)
    state = await fingerprint(store, viewpoint)
    stored = await store.links([claim_id], viewpoint.known_at)
    return ClaimDetail(
        view=views[0],
        viewpoint=viewpoint,
        source_item=source,
        versions=_versions(await store.claim_history(claim_id, viewpoint.known_at)),
        links=_in_order(
            [
                *await _stored_links(store, claim_id, stored, viewpoint, cast.sources),
                *_proposals(claim_id, proposed, around, cast.sources),
            ]
        ),
        echoes=echoes,
        assessments=await store.assessments([claim_id], viewpoint.known_at),
        notes=await store.notes([claim_id], viewpoint.known_at),
        fingerprint=state,
        citation=citation(views[0], fingerprint=state, now=now, zone=zone),
    )


async def _source_item(
    store: Store, source_id: str, viewpoint: Viewpoint
) -> Recorded[Source] | None:
    items = await store.sources(viewpoint.known_at)
    return next((item for item in items if item.record.id == source_id), None)


async def _read_around(store: Store, claim: Claim, viewpoint: Viewpoint) -> _Around:
    since = claim.said_at - REACH
    until = min(viewpoint.valid_at, claim.said_at + REACH)
    around = Viewpoint(valid_at=until, known_at=viewpoint.known_at)
    page = await store.claims(
        ClaimQuery(viewpoint=around, places=claim.places, said_since=since, limit=COMPARED)
    )
    claims = {item.record.id: item.record for item in page.claims} | {claim.id: claim}
    readings = await store.reading_history(around, since=since, places=claim.places)
    figures = await store.statistics(around, places=claim.places)
    told_by = (*(r.record.claim for r in readings), *(f.record.claim for f in figures))
    named = dict.fromkeys(claim_id for claim_id in told_by if claim_id)
    # What can contradict it must not be lost among hundreds of other claims.
    for claim_id in [claim_id for claim_id in named if claim_id not in claims][:NAMED]:
        item = await store.claim(claim_id, viewpoint.known_at)
        if item is not None and item.act is not Act.RETRACT:
            claims[claim_id] = item.record
    links = await store.links(claims.keys(), viewpoint.known_at)
    return _Around(
        claims=claims,
        readings=tuple(item.record for item in readings),
        statistics=tuple(item.record for item in figures),
        links=tuple(item.record for item in links),
        whole=not page.cursor,
    )


def _compare(
    claim: Claim, around: _Around, sources: Mapping[str, Source]
) -> tuple[tuple[Link, ...], Echoes]:
    claims = around.claims
    proposed = propose_links(
        around.readings, around.statistics, claims.values(), sources, around.links
    )
    groups = group_echoes(claims.values(), sources, around.links)
    counted = tally(claim.id, groups, around.links)
    own = next((group for group in groups if claim.id in group.claims), EchoGroup(origin=claim.id))
    rules = {echo.claim: echo.rule for echo in own.echoes}
    reports = tuple(
        EchoReport(
            claim=claims[member],
            source=sources[claims[member].source],
            via=tuple(sources[via] for via in claims[member].via if via in sources),
            rule=rules.get(member, ""),
        )
        for member in own.claims
        if claims[member].source in sources
    )
    return proposed, Echoes(
        reports=reports, total=counted.reports, origins=counted.origins, whole=around.whole
    )


async def _stored_links(
    store: Store,
    claim_id: str,
    items: Iterable[Recorded[Link]],
    viewpoint: Viewpoint,
    sources: Mapping[str, Source],
) -> list[LinkDetail]:
    details = []
    for item in items:
        outgoing = item.record.subject == claim_id
        other_id = item.record.object if outgoing else item.record.subject
        other = await store.claim(other_id, viewpoint.known_at)
        if other is None or other.record.said_at > viewpoint.valid_at:
            continue
        if other.record.source in sources:
            details.append(
                LinkDetail(
                    link=item.record,
                    outgoing=outgoing,
                    other=other.record,
                    other_source=sources[other.record.source],
                    recorded_at=item.recorded_at,
                    author=item.author,
                )
            )
    return details


def _proposals(
    claim_id: str, proposed: Iterable[Link], around: _Around, sources: Mapping[str, Source]
) -> list[LinkDetail]:
    details = []
    for link in proposed:
        if claim_id in (link.subject, link.object):
            outgoing = link.subject == claim_id
            other = around.claims[link.object if outgoing else link.subject]
            details.append(
                LinkDetail(
                    link=link, outgoing=outgoing, other=other, other_source=sources[other.source]
                )
            )
    return details


def _in_order(links: list[LinkDetail]) -> tuple[LinkDetail, ...]:
    """What speaks against it first, what stands before what is only proposed, newest said first."""
    links.sort(key=lambda detail: detail.link.id)
    links.sort(key=lambda detail: detail.other.said_at, reverse=True)
    links.sort(
        key=lambda detail: (
            detail.link.standing is Standing.REJECTED,
            _KINDS.index(detail.link.kind),
            _STANDINGS.index(detail.link.standing),
        )
    )
    return tuple(links)


def _versions(items: tuple[Recorded[Claim], ...]) -> tuple[Version, ...]:
    later = (
        Version(item=after, changed=_changed(before.record, after.record))
        for before, after in pairwise(items)
    )
    return (*(Version(item=item) for item in items[:1]), *later)


def _changed(before: Claim, after: Claim) -> tuple[str, ...]:
    fields = Claim.__struct_fields__
    return tuple(name for name in fields if getattr(before, name) != getattr(after, name))
