"""Lists of records: places, readings, figures and maps, a page at a time, by id.

A page begins behind the id that the page before ended with, so that nothing is passed over or told
twice, however much is recorded between two pages.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from situation.cast import Cast, read_cast
from situation.lookup import find_place, find_source
from situation.periods import Viewpoint, parse_moment
from situation.serving.endpoints import Asked
from situation.serving.queries import (
    PlacesAsked,
    ReadingsAsked,
    SourcedReadingsAsked,
    TerrainAsked,
    viewpoint_of,
)
from situation.serving.service import Service
from situation.serving.shapes import (
    MapShape,
    PlacesAnswer,
    ReadingsAnswer,
    StatisticsAnswer,
    TerrainAnswer,
)
from situation.store.base import Recorded
from situation.terrain_records import Terrain

T = TypeVar("T")


async def ask_places(service: Service, asked: Asked[PlacesAsked]) -> PlacesAnswer:
    """All places, newest versions."""
    viewpoint = viewpoint_of(asked.query, service.now)
    found = await service.store.places(viewpoint.known_at)
    places, cursor = page_of(found, lambda item: item.record.id, asked.query)
    return PlacesAnswer(
        as_of=viewpoint.valid_at, known_at=viewpoint.known_at, places=places, cursor=cursor
    )


async def ask_readings(service: Service, asked: Asked[SourcedReadingsAsked]) -> ReadingsAnswer:
    """The readings in force."""
    viewpoint, cast = await _stage(service, asked.query)
    found = await service.store.readings(
        viewpoint,
        places=_place_ids(cast, asked.query.place),
        sources=_source_ids(cast, asked.query.source),
    )
    readings, cursor = page_of(found, lambda item: item.reading.id, asked.query)
    return ReadingsAnswer(
        as_of=viewpoint.valid_at, known_at=viewpoint.known_at, readings=readings, cursor=cursor
    )


async def ask_statistics(service: Service, asked: Asked[ReadingsAsked]) -> StatisticsAnswer:
    """The figures said by then."""
    viewpoint, cast = await _stage(service, asked.query)
    places = _place_ids(cast, asked.query.place)
    found = await service.store.statistics(viewpoint, places=places)
    statistics, cursor = page_of(found, lambda item: item.record.id, asked.query)
    return StatisticsAnswer(
        as_of=viewpoint.valid_at, known_at=viewpoint.known_at, statistics=statistics, cursor=cursor
    )


async def ask_terrain(service: Service, asked: Asked[TerrainAsked]) -> TerrainAnswer:
    """The maps that are kept: the newest of each source, or all since a time."""
    viewpoint, cast = await _stage(service, asked.query)
    told = asked.query.since
    since = parse_moment(told, service.now, start=True) if told else viewpoint.valid_at
    sources = _source_ids(cast, asked.query.source)
    found = await service.store.terrain(viewpoint, since=since, sources=sources)
    maps, cursor = page_of(found, lambda item: item.record.id, asked.query)
    return TerrainAnswer(
        as_of=viewpoint.valid_at,
        known_at=viewpoint.known_at,
        maps=tuple(map(_map_shape, maps)),
        cursor=cursor,
    )


def page_of(
    items: Iterable[T], key: Callable[[T], str], query: PlacesAsked
) -> tuple[tuple[T, ...], str]:
    """One page of items by their key, and where the next begins; empty after the last."""
    behind = sorted((item for item in items if key(item) > query.cursor), key=key)
    page = tuple(behind[: query.limit])
    return page, key(page[-1]) if len(behind) > len(page) else ""


async def _stage(service: Service, query: PlacesAsked) -> tuple[Viewpoint, Cast]:
    viewpoint = viewpoint_of(query, service.now)
    return viewpoint, await read_cast(service.store, viewpoint)


def _place_ids(cast: Cast, names: Iterable[str]) -> list[str] | None:
    return [find_place(cast.places, name).id for name in names] or None


def _source_ids(cast: Cast, names: Iterable[str]) -> list[str] | None:
    return [find_source(cast.sources, name).id for name in names] or None


def _map_shape(item: Recorded[Terrain]) -> MapShape:
    terrain = item.record
    return MapShape(
        id=terrain.id,
        source=terrain.source,
        valid_from=terrain.valid_from,
        said_at=terrain.said_at,
        recorded_at=item.recorded_at,
        statuses=terrain.statuses,
        areas=len(terrain.areas),
        url=terrain.url or None,
    )
