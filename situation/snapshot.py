"""A store asked at a viewpoint → the frozen views that screens and reports show."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby

from msgspec import Struct

from situation.analysis.control import freshness, has_a_say, is_stale, summarise
from situation.analysis.trends import TREND_DAYS, Trend, trend_of
from situation.asked_here import count_failing
from situation.cast import Cast, read_cast
from situation.claim_views import claim_views
from situation.figure_views import country_of, named, region_trends, statistic_views
from situation.gazetteers import is_only_named
from situation.lookup import find_place
from situation.model import ControlReading, Place
from situation.periods import Viewpoint
from situation.settings_model import Settings
from situation.store.base import ReadingInForce, Store
from situation.store.claim_query import ClaimQuery
from situation.views import (
    PlaceDetail,
    PlaceRow,
    ReadingView,
    Snapshot,
    Summary,
    VisitChanges,
)
from situation.vocabulary import SETTLEMENT_KINDS, ControlStatus, PlaceKind

CLAIMS_OF_A_PLACE = 200
NEW_CLAIMS_COUNTED = 500


class Visit(Struct, frozen=True, kw_only=True):
    """How much of a store a reader has seen: up to which entry, and when that was recorded."""

    entry: int = 0
    at: datetime | None = None
    """None: never."""


async def build_snapshot(
    store: Store,
    viewpoint: Viewpoint,
    *,
    title: str,
    live: bool,
    taken_at: datetime,
    visit: Visit | None = None,
    cast: Cast | None = None,
    settings: Settings | None = None,
) -> Snapshot:
    """Read the whole situation: one row for every settlement that has coordinates.

    Args:
        store: where from.
        viewpoint: the two times.
        title: the situation's name.
        live: whether the viewpoint moves with the clock.
        taken_at: the present.
        visit: what the reader has seen already.
        cast: who and where at this viewpoint, if that has been read.
        settings: those of the reader; None: nothing is set up here.

    Raises:
        StoreError: the store cannot be read.
    """
    cast = cast or await read_cast(store, viewpoint)
    info = await store.info()
    rows = await _rows(store, viewpoint, cast, visit or Visit())
    attempts = [item.record for item in await store.attempts()]
    return Snapshot(
        title=title,
        viewpoint=viewpoint,
        live=live,
        taken_at=taken_at,
        info=info,
        parties=tuple(item.record for item in await store.parties(viewpoint.known_at)),
        sources=tuple(cast.sources.values()),
        rows=rows,
        visit=await _visit_changes(store, viewpoint, cast, rows, visit),
        failing=count_failing(attempts, settings, info),
    )


async def build_detail(
    store: Store,
    place_name: str,
    viewpoint: Viewpoint,
    *,
    visit: Visit | None = None,
    cast: Cast | None = None,
    row: PlaceRow | None = None,
) -> PlaceDetail:
    """Read everything about one place, its region's and the whole front's claims included.

    Args:
        store: where from.
        place_name: an id or a name in any language.
        viewpoint: the two times.
        visit: what the reader has seen already.
        cast: who and where at this viewpoint, if that has been read.
        row: the place's row of a snapshot at this viewpoint, if there is one.

    Raises:
        UnknownName: no such place; carries the nearest names.
        StoreError: the store cannot be read.
    """
    seen = visit or Visit()
    cast = cast or await read_cast(store, viewpoint)
    place = find_place(cast.places, place_name)
    scope = _scope(place, cast)
    page = await store.claims(
        ClaimQuery(viewpoint=viewpoint, places=scope, limit=CLAIMS_OF_A_PLACE)
    )
    if row is None:
        (row,) = await _rows(store, viewpoint, cast, seen, only=place)
    readings = await _reading_views(store, viewpoint, cast, place)
    figures = await store.statistics(
        viewpoint,
        places={*scope, *country_of(place.id, cast)},
        derived_since=viewpoint.valid_at - timedelta(days=TREND_DAYS),
    )
    return PlaceDetail(
        row=row,
        viewpoint=viewpoint,
        readings=readings,
        statistics=statistic_views(figures, cast, scope),
        claims=await claim_views(
            store, page.claims, viewpoint, cast.places, cast.sources, seen_entry=seen.entry
        ),
        more_claims=bool(page.cursor),
        trends=region_trends(figures, cast, viewpoint, _maps_confirmed(readings)),
    )


def _scope(place: Place, cast: Cast) -> tuple[str, ...]:
    """The place, the region it lies in and the fronts: what is said of these concerns it too."""
    fronts = [other.id for other in cast.places.values() if other.kind is PlaceKind.FRONT]
    return tuple(dict.fromkeys([place.id, *([place.parent] if place.parent else []), *fronts]))


async def _rows(
    store: Store, viewpoint: Viewpoint, cast: Cast, visit: Visit, *, only: Place | None = None
) -> tuple[PlaceRow, ...]:
    wanted = [only.id] if only else None
    readings = await store.readings(viewpoint, places=wanted)
    by_place = {
        place: tuple(items) for place, items in groupby(readings, key=lambda r: r.reading.place)
    }
    trends = await _trends(store, viewpoint, cast, readings, wanted)
    totals = await store.claim_counts(viewpoint)
    new = await store.claim_counts(viewpoint, recorded_after=visit.entry) if visit.entry else totals
    listed = [only] if only else [p for p in cast.places.values() if _is_listed(p, totals)]
    rows = []
    for place in listed:
        trend = trends.get(place.id, Trend())
        measurer = cast.sources.get(trend.source)
        rows.append(
            PlaceRow(
                place=place,
                region=cast.region_of(place),
                summary=summarise(
                    by_place.get(place.id, ()), cast.sources, cast.groups, viewpoint.valid_at
                ),
                share=trend.share,
                share_change=trend.share_change,
                trend=trend.shares,
                distance_km=trend.distance_km,
                distance_change=trend.distance_change,
                changes=trend.changes,
                measured_by=measurer.name if measurer else "",
                measured_at=_confirmed(by_place.get(place.id, ()), trend.source),
                claims=totals.get(place.id, 0),
                new_claims=new.get(place.id, 0),
            )
        )
    return tuple(rows)


def _confirmed(readings: Iterable[ReadingInForce], source: str) -> datetime | None:
    """The newest map of a source, up to the viewpoint, that says what its readings say."""
    maps = (
        item.confirmed_at
        for item in readings
        if item.reading.source == source and item.reading.shares is not None
    )
    return max(maps, default=None)


def _is_listed(place: Place, claims: Mapping[str, int]) -> bool:
    is_located = place.kind in SETTLEMENT_KINDS and place.lat is not None
    # A gazetteer names thousands of villages: those are listed that somebody speaks of.
    return is_located and (place.id in claims or not is_only_named(place))


async def _trends(
    store: Store,
    viewpoint: Viewpoint,
    cast: Cast,
    in_force: Iterable[ReadingInForce],
    places: list[str] | None,
) -> dict[str, Trend]:
    """The trend of each place by the map that measured it last."""
    newest: dict[str, ReadingInForce] = {}
    for item in in_force:
        if item.reading.shares is None or item.reading.source not in cast.sources:
            continue
        best = newest.get(item.reading.place)
        if best is None or item.confirmed_at > best.confirmed_at:
            newest[item.reading.place] = item
    if not newest:
        return {}
    maps = {item.reading.source for item in newest.values()}
    since = viewpoint.valid_at - timedelta(days=TREND_DAYS)
    history = await store.reading_history(viewpoint, since=since, places=places, sources=maps)
    series: dict[tuple[str, str], list[ControlReading]] = {}
    for entry in history:
        if entry.record.shares is not None:
            series.setdefault((entry.record.place, entry.record.source), []).append(entry.record)
    return {
        place: trend_of(
            series.get((place, item.reading.source), ()),
            viewpoint.valid_at,
            known_until=item.confirmed_at + freshness(cast.sources[item.reading.source]),
        )
        for place, item in newest.items()
    }


async def _reading_views(
    store: Store, viewpoint: Viewpoint, cast: Cast, place: Place
) -> tuple[ReadingView, ...]:
    """The control matrix of a place: whole readings first, the newest word on top."""
    views = []
    for item in await store.readings(viewpoint, places=[place.id]):
        source = cast.sources.get(item.reading.source)
        if source is None:
            continue
        stale = is_stale(item, source, viewpoint.valid_at)
        views.append(
            ReadingView(
                reading=item.reading,
                source=source,
                via=named(item.reading.via, cast.sources),
                recorded_at=item.recorded_at,
                confirmed_at=item.confirmed_at,
                stale=stale,
                counts=has_a_say(item.reading) and not stale,
            )
        )
    views.sort(key=lambda view: view.confirmed_at, reverse=True)
    views.sort(key=lambda view: (view.stale, not view.counts))
    return tuple(views)


def _maps_confirmed(readings: Iterable[ReadingView]) -> dict[str, datetime]:
    """The newest map of each source that was read, as far as the readings of a place tell."""
    confirmed: dict[str, datetime] = {}
    for view in readings:
        if view.reading.shares is not None:
            newest = confirmed.get(view.source.id, view.confirmed_at)
            confirmed[view.source.id] = max(newest, view.confirmed_at)
    return confirmed


async def _visit_changes(
    store: Store, viewpoint: Viewpoint, cast: Cast, rows: tuple[PlaceRow, ...], visit: Visit | None
) -> VisitChanges:
    """What is told otherwise than by what was recorded up to the visit, of the same day."""
    if visit is None or visit.at is None:
        return VisitChanges()
    known_at = min(visit.at, viewpoint.known_at or visit.at)
    then = Viewpoint(valid_at=viewpoint.valid_at, known_at=known_at)
    before = {
        place: summarise(tuple(items), cast.sources, cast.groups, then.valid_at)
        for place, items in groupby(await store.readings(then), key=lambda r: r.reading.place)
    }
    unheard = Summary(status=ControlStatus.UNKNOWN)
    pairs = [(row.summary, before.get(row.place.id, unheard)) for row in rows]
    new_claims = await store.claims(
        ClaimQuery(viewpoint=viewpoint, recorded_after=visit.entry, limit=NEW_CLAIMS_COUNTED)
    )
    return VisitChanges(
        since=visit.at,
        places_changed=sum(now.status is not earlier.status for now, earlier in pairs),
        claims=len(new_claims.claims),
        disputes=sum(now.disputed and not earlier.disputed for now, earlier in pairs),
    )
