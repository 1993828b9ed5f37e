"""What is asked of the situation as a whole, of its cities, claims and sources.

The answers are those of the command line, by the same keys.
"""

from msgspec.structs import replace

from situation.attempt_records import Attempt
from situation.cast import Cast, read_cast
from situation.claim_views import claim_views
from situation.differences import build_whole_detail
from situation.listing import Order, ordered
from situation.lookup import find_place, find_source
from situation.neighbours import neighbours_of
from situation.periods import Viewpoint, parse_moment
from situation.reports.city import city_json
from situation.reports.claims import claims_json
from situation.reports.jsontext import Json
from situation.reports.neighbours_text import neighbours_json
from situation.reports.sources import read_source_uses
from situation.reports.stats import stats_json
from situation.reports.status import status_json
from situation.serving.endpoints import Asked
from situation.serving.queries import ClaimsAsked, Times, viewpoint_of
from situation.serving.service import Service
from situation.serving.shapes import SourceHeard, SourcesAnswer
from situation.snapshot import build_detail, build_snapshot
from situation.store.claim_query import ClaimQuery
from situation.typed_fields import party_named
from situation.views import Snapshot


async def ask_snapshot(service: Service, asked: Asked[Times]) -> Snapshot:
    """The whole situation as the monitor shows it."""
    return await _snapshot(service, viewpoint_of(asked.query, service.now))


async def ask_status(service: Service, asked: Asked[Times]) -> dict[str, Json]:
    """Who holds each city."""
    snapshot = await _snapshot(service, viewpoint_of(asked.query, service.now))
    return status_json(ordered(snapshot.rows, Order.DISTANCE), snapshot.viewpoint)


async def ask_city(service: Service, asked: Asked[Times]) -> dict[str, Json]:
    """One city by each source."""
    viewpoint = viewpoint_of(asked.query, service.now)
    return city_json(await build_detail(service.store, asked.path["place"], viewpoint))


async def ask_city_figures(service: Service, asked: Asked[Times]) -> dict[str, Json]:
    """The figures about a city."""
    viewpoint = viewpoint_of(asked.query, service.now)
    detail = await build_whole_detail(service.store, asked.path["place"], viewpoint)
    snapshot = await _snapshot(service, viewpoint)
    neighbours = neighbours_of(detail.row, snapshot.rows)
    return {**stats_json(detail), "neighbours": list(neighbours_json(neighbours))}


async def ask_sources(service: Service, asked: Asked[Times]) -> SourcesAnswer:
    """Who is heard here."""
    viewpoint = viewpoint_of(asked.query, service.now)
    attempts: dict[str, list[Attempt]] = {}
    for item in await service.store.attempts(viewpoint.known_at):
        attempts.setdefault(item.record.source, []).append(item.record)
    return SourcesAnswer(
        as_of=viewpoint.valid_at,
        known_at=viewpoint.known_at,
        sources=tuple(
            SourceHeard(
                source=use.source,
                readings=use.readings,
                last_said=use.last_said,
                attempts=tuple(attempts.get(use.source.id, ())),
            )
            for use in await read_source_uses(service.store, viewpoint)
        ),
    )


async def ask_claims(service: Service, asked: Asked[ClaimsAsked]) -> dict[str, Json]:
    """One page of the claims that all filters let pass."""
    query = asked.query
    viewpoint = viewpoint_of(query, service.now)
    cast = await read_cast(service.store, viewpoint)
    wanted = await _claim_query(service, query, viewpoint, cast)
    page = await service.store.claims(wanted)
    views = await claim_views(service.store, page.claims, viewpoint, cast.places, cast.sources)
    return {
        **claims_json(views, viewpoint, more=bool(page.cursor)),
        "cursor": page.cursor,
        "total": await service.store.claim_total(wanted),
    }


async def _claim_query(
    service: Service, query: ClaimsAsked, viewpoint: Viewpoint, cast: Cast
) -> ClaimQuery:
    parties = [item.record for item in await service.store.parties(viewpoint.known_at)]
    since = parse_moment(query.since, service.now, start=True) if query.since else None
    return ClaimQuery(
        viewpoint=viewpoint,
        places=tuple(find_place(cast.places, name).id for name in query.place),
        sources=tuple(find_source(cast.sources, name).id for name in query.source),
        sides=tuple(party_named("side", name, parties) for name in query.side),
        kinds=query.kind,
        verifications=query.verification,
        reliabilities=query.reliability,
        credibilities=query.credibility,
        search=query.search,
        withdrawn=query.withdrawn,
        said_since=since,
        recorded_after=query.recorded_after or None,
        limit=query.limit,
        cursor=query.cursor,
    )


async def _snapshot(service: Service, viewpoint: Viewpoint) -> Snapshot:
    snapshot = await build_snapshot(
        service.store,
        viewpoint,
        title=service.pack.title,
        live=viewpoint.valid_at == service.now(),
        taken_at=service.now(),
    )
    # Where the store lies is of use to nobody but its owner.
    return replace(snapshot, info=replace(snapshot.info, url=""))
