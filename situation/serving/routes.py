"""Every route of the server: what answers it, whom it answers, and what it is documented as."""

from collections.abc import Mapping
from typing import Any, Final

from situation.serving import (
    changes,
    features,
    house,
    ogc,
    questions,
    record_lists,
    replication,
    shapes,
    terrain_answer,
    wire,
)
from situation.serving import queries as q
from situation.serving.endpoints import Action, Asked, Endpoint, Question
from situation.serving.metrics import MEDIA_TYPE
from situation.serving.openapi import document
from situation.serving.service import Service
from situation.serving.tokens import Role
from situation.store.log import Entry
from situation.views import Snapshot


async def _ask_openapi(service: Service, asked: Asked[q.Query]) -> Mapping[str, Any]:
    return document(ENDPOINTS, title=service.pack.title, base=asked.base)


_SITUATION: Final = (
    Question(
        path="/v1/snapshot",
        about="The whole situation as the monitor shows it.",
        query=q.Times,
        answer=Snapshot,
        ask=questions.ask_snapshot,
    ),
    Question(
        path="/v1/status",
        about="Who holds each city, by the rule of docs/definitions.md.",
        query=q.Times,
        answer=shapes.StatusAnswer,
        ask=questions.ask_status,
    ),
    Question(
        path="/v1/status/{place}",
        about="Who holds one city, by each source; an id or a name in any language.",
        query=q.Times,
        answer=shapes.CityAnswer,
        may_miss=True,
        ask=questions.ask_city,
    ),
    Question(
        path="/v1/claims",
        about="Claims, newest said first, a page at a time.",
        query=q.ClaimsAsked,
        answer=shapes.ClaimsAnswer,
        may_miss=True,
        ask=questions.ask_claims,
    ),
    Question(
        path="/v1/statistics",
        about="Figures as they are recorded, by id, a page at a time.",
        query=q.ReadingsAsked,
        answer=shapes.StatisticsAnswer,
        may_miss=True,
        ask=record_lists.ask_statistics,
    ),
    Question(
        path="/v1/statistics/{place}",
        about="The figures about one city with who says each, what is measured, and neighbours.",
        query=q.Times,
        answer=shapes.StatsAnswer,
        may_miss=True,
        ask=questions.ask_city_figures,
    ),
    Question(
        path="/v1/places",
        about="Places as they are recorded, by id, a page at a time.",
        query=q.PlacesAsked,
        answer=shapes.PlacesAnswer,
        ask=record_lists.ask_places,
    ),
    Question(
        path="/v1/sources",
        about="Every source with its tie, its grade and what it contributes.",
        query=q.Times,
        answer=shapes.SourcesAnswer,
        ask=questions.ask_sources,
    ),
    Question(
        path="/v1/readings",
        about="Control readings in force, by id, a page at a time.",
        query=q.SourcedReadingsAsked,
        answer=shapes.ReadingsAnswer,
        may_miss=True,
        ask=record_lists.ask_readings,
    ),
    Question(
        path="/v1/terrain",
        about="The maps that are kept, without their polygons, a page at a time.",
        query=q.TerrainAsked,
        answer=shapes.TerrainAnswer,
        may_miss=True,
        ask=record_lists.ask_terrain,
    ),
    Question(
        path="/v1/terrain/{source}",
        about="One source's map with its polygons, as GeoJSON; not to be passed on.",
        query=q.Times,
        role=Role.ANALYST,
        media_type=wire.GEOJSON,
        may_miss=True,
        ask=terrain_answer.ask_map,
    ),
)
_LOG: Final = (
    Question(
        path=wire.LOG_PATH,
        about="Entries of the log as JSON lines, with their seals; an empty page: no newer ones.",
        query=q.LogAsked,
        answer=Entry,
        media_type=wire.JSON_LINES,
        ask=replication.ask_log,
    ),
    Action(
        path=wire.CHANGES_PATH,
        about="Server-sent events: the revision whenever the log has grown.",
        query=q.ChangesAsked,
        answer=wire.ChangeEvent,
        media_type=wire.EVENT_STREAM,
        act=changes.changes,
    ),
    Action(
        path=wire.APPEND_PATH,
        method="POST",
        about="Record new records or versions, all or none, in the token's name.",
        role=Role.ANALYST,
        body=wire.AppendRequest,
        largest_body="1 MB; 32 MiB with an admin token",
        answer=wire.AppendAnswer,
        act=replication.append,
    ),
    Action(
        path=wire.LOG_PATH,
        method="POST",
        about="Continue the log with entries of another, as they are.",
        role=Role.ADMIN,
        body=Entry,
        body_media_type=wire.JSON_LINES,
        largest_body="32 MiB",
        answer=wire.ReplicationAnswer,
        act=replication.replicate,
    ),
)
_FEATURES: Final = (
    Question(path="/ogc", about="OGC API – Features: where everything is.", ask=ogc.ask_landing),
    Question(path="/ogc/", about="The same, with a slash.", ask=ogc.ask_landing),
    Question(path="/ogc/conformance", about="The classes that are met.", ask=ogc.ask_conformance),
    Question(path="/ogc/collections", about="The collections.", ask=ogc.ask_collections),
    Question(
        path="/ogc/collections/{collection}",
        about="One collection: places or readings.",
        may_miss=True,
        ask=ogc.ask_collection,
    ),
    Question(
        path="/ogc/collections/{collection}/items",
        about="Features of a collection, each with licence and credit.",
        query=q.ItemsAsked,
        media_type=wire.GEOJSON,
        may_miss=True,
        ask=features.ask_items,
    ),
    Question(
        path="/ogc/collections/{collection}/items/{feature}",
        about="One feature.",
        query=q.ItemAsked,
        media_type=wire.GEOJSON,
        may_miss=True,
        ask=features.ask_item,
    ),
)
_HOUSE: Final = (
    Question(
        path="/openapi.json",
        about="This document.",
        media_type=ogc.OPENAPI_JSON,
        ask=_ask_openapi,
    ),
    Action(
        path="/metrics",
        about="What was counted, for Prometheus.",
        media_type=MEDIA_TYPE,
        act=house.metrics,
    ),
    Action(path="/healthz", about="Whether the store can be read.", role=None, act=house.health),
)
ENDPOINTS: Final[tuple[Endpoint, ...]] = (*_SITUATION, *_LOG, *_FEATURES, *_HOUSE)
