"""Claims with everything a reader needs beside them: who, through whom, against whom."""

from collections.abc import Iterable, Mapping, Sequence

from situation.model import Claim, Link, Place, Source
from situation.periods import Viewpoint
from situation.store.base import Recorded, Store
from situation.views import ClaimView, LinkView
from situation.vocabulary import Act


async def claim_views(
    store: Store,
    claims: Sequence[Recorded[Claim]],
    viewpoint: Viewpoint,
    places: Mapping[str, Place],
    sources: Mapping[str, Source],
    *,
    seen_entry: int = 0,
) -> tuple[ClaimView, ...]:
    """Dress claims for showing, in the order given.

    Args:
        store: asked for the links of these claims and for the claims at their other ends.
        claims: one page of claims.
        viewpoint: a link to a claim that was not said by then is left out.
        places: all places, by id.
        sources: all sources, by id; a claim of an unknown source is left out.
        seen_entry: claims recorded after this entry are new to the reader.
    """
    shown = {item.record.id: item.record for item in claims}
    links = await store.links(shown.keys(), viewpoint.known_at) if shown else ()
    others = await _other_ends(store, [link.record for link in links], shown, viewpoint)
    by_claim: dict[str, list[LinkView]] = {}
    for link in links:
        for end, other_end in (("subject", "object"), ("object", "subject")):
            claim_id, other_id = getattr(link.record, end), getattr(link.record, other_end)
            other = others.get(other_id)
            if claim_id in shown and other is not None and other.source in sources:
                view = _link_view(link.record, other, sources, outgoing=end == "subject")
                by_claim.setdefault(claim_id, []).append(view)
    return tuple(
        ClaimView(
            claim=item.record,
            source=sources[item.record.source],
            via=tuple(sources[via] for via in item.record.via if via in sources),
            places=tuple(places[place].name for place in item.record.places if place in places),
            recorded_at=item.recorded_at,
            entry=item.entry,
            is_new=item.entry > seen_entry,
            links=tuple(by_claim.get(item.record.id, ())),
            withdrawn_at=item.recorded_at if item.act is Act.RETRACT else None,
            withdrawn_by=item.author if item.act is Act.RETRACT else "",
        )
        for item in claims
        if item.record.source in sources
    )


async def _other_ends(
    store: Store, links: Iterable[Link], shown: Mapping[str, Claim], viewpoint: Viewpoint
) -> dict[str, Claim]:
    """The claims at both ends of the links, as far as they had been said by the viewpoint."""
    found = dict(shown)
    ends = {end for link in links for end in (link.subject, link.object)}
    for claim_id in sorted(ends - found.keys()):
        item = await store.claim(claim_id, viewpoint.known_at)
        if item is not None and item.record.said_at <= viewpoint.valid_at:
            found[claim_id] = item.record
    return found


def _link_view(
    link: Link, other: Claim, sources: Mapping[str, Source], *, outgoing: bool
) -> LinkView:
    return LinkView(
        kind=link.kind,
        outgoing=outgoing,
        other=other,
        other_source=sources[other.source],
        independent=link.independent,
        standing=link.standing,
        reason=link.reason,
    )
