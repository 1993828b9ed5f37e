"""Places and readings as OGC API – Features (Part 1: Core, OGC 17-069r4), for map programs.

Every feature carries the licence, the credit and the terms of the sources whose data it holds.
"""

from typing import Final

from situation.cast import Cast, read_cast
from situation.exports.control_rows import (
    PLACE_COLUMNS,
    READING_COLUMNS,
    place_row,
    reading_row,
)
from situation.exports.table import Column, Row, Table, json_cell, whole_cells
from situation.reports.jsontext import Json, instant
from situation.serving.endpoints import Asked
from situation.serving.feature_queries import Box, FeatureTimes, box_of, pinned
from situation.serving.feature_stage import Stage, stage_of
from situation.serving.ogc import collection_links, items_links
from situation.serving.passing import Passing
from situation.serving.problems import refused
from situation.serving.queries import ItemAsked, ItemsAsked
from situation.serving.service import Service
from situation.serving.wire import LARGEST_PAGE
from situation.snapshot import build_snapshot
from situation.store.base import ReadingInForce

Feature = dict[str, Json]
Rows = tuple[tuple[Column, ...], list[tuple[str, Row]]]


async def ask_items(service: Service, asked: Asked[ItemsAsked]) -> Passing:
    """One page of a collection's features."""
    query = asked.query
    collection = asked.path["collection"]
    box = box_of(query.bbox)
    stage = await stage_of(service, query)
    features = await _features(service, collection, stage, box)
    limit = min(query.limit, LARGEST_PAGE)
    page: list[Json] = [*features[query.offset : query.offset + limit]]
    stamp = instant(service.clock().replace(microsecond=0))
    links = items_links(
        asked.base,
        collection,
        query,
        pinned(query, stage.times, stage.newest),
        more=query.offset + limit < len(features),
    )
    answer = {
        "type": "FeatureCollection",
        "timeStamp": stamp,
        "numberMatched": len(features),
        "numberReturned": len(page),
        "links": links,
        "features": page,
    }
    return Passing(answer=answer, texts=(*stage.passing, f'"timeStamp":"{stamp}"'))


async def ask_item(service: Service, asked: Asked[ItemAsked]) -> Passing:
    """One feature by its id."""
    collection, wanted = asked.path["collection"], asked.path["feature"]
    stage = await stage_of(service, asked.query)
    for feature in await _features(service, collection, stage, None):
        if feature["id"] == wanted:
            links = collection_links(asked.base, collection, wanted)
            return Passing(answer={**feature, "links": links}, texts=stage.passing)
    raise refused(404, f"there is no such feature in {collection} at that time")


async def _features(
    service: Service, collection: str, stage: Stage, box: Box | None
) -> list[Feature]:
    read = _READERS.get(collection)
    if read is None:
        raise refused(404, f"the collections are {', '.join(_READERS)}")
    cast = await read_cast(service.store, stage.times.viewpoint)
    columns, rows = await read(service, stage.times, cast)
    table = Table(columns=columns, rows=(), origin=stage.origin)
    inside = (item for item in rows if box is None or box.holds(item[1].points))
    return [_feature(feature_id, row, table) for feature_id, row in inside]


def _feature(feature_id: str, row: Row, table: Table) -> Feature:
    cells = {name: json_cell(cell) for name, cell in whole_cells(row, table).items()}
    point: Json = {"type": "Point", "coordinates": list(row.points[0])} if row.points else None
    return {"type": "Feature", "id": feature_id, "geometry": point, "properties": cells}


async def _places(service: Service, times: FeatureTimes, cast: Cast) -> Rows:
    """Cities with the summary of who holds them, by id."""
    snapshot = await build_snapshot(
        service.store,
        times.viewpoint,
        title=service.pack.title,
        live=False,
        taken_at=times.viewpoint.valid_at,
        cast=cast,
    )
    rows = ((row.place.id, place_row(row, cast.sources)) for row in snapshot.rows)
    return PLACE_COLUMNS, sorted(rows, key=lambda item: item[0])


async def _readings(service: Service, times: FeatureTimes, cast: Cast) -> Rows:
    """What each source says of each place, by id: in force then, or at any time of an interval."""
    items = (
        await service.store.readings(times.viewpoint)
        if not times.is_interval
        else await _readings_within(service, times)
    )
    known = [
        item
        for item in items
        if item.reading.place in cast.places and item.reading.source in cast.sources
    ]
    rows = ((item.reading.id, reading_row(item, cast.places, cast.sources)) for item in known)
    return READING_COLUMNS, sorted(rows, key=lambda item: item[0])


async def _readings_within(service: Service, times: FeatureTimes) -> list[ReadingInForce]:
    history = await service.store.reading_history(times.viewpoint, since=times.since)
    return [
        ReadingInForce(
            reading=item.record,
            recorded_at=item.recorded_at,
            entry=item.entry,
            # A history does not tell how long each version was repeated.
            confirmed_at=item.record.valid_from,
        )
        for item in history
    ]


_READERS: Final = {"places": _places, "readings": _readings}
