"""What OGC API – Features says of itself: landing page, conformance, collections and links."""

from typing import Final
from urllib.parse import quote, urlencode

from msgspec.structs import asdict

from situation.reports.jsontext import Json
from situation.serving.endpoints import Asked
from situation.serving.problems import refused
from situation.serving.queries import ItemsAsked, Query
from situation.serving.service import Service
from situation.serving.wire import GEOJSON, JSON, LARGEST_PAGE

OPENAPI_JSON: Final = "application/vnd.oai.openapi+json;version=3.1"
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_CONFORMS: Final[tuple[str, ...]] = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson")
)
_ABOUT: Final = {
    "places": ("Places", "Cities with the summary of who holds them, and what is measured there."),
    "readings": ("Control readings", "What each source says of who holds each place."),
}


async def ask_landing(service: Service, asked: Asked[Query]) -> dict[str, Json]:
    """Where everything is."""
    base = asked.base
    return {
        "title": service.pack.title,
        "description": "Who controls the cities of a war, according to whom.",
        "links": [
            _link(f"{base}/ogc/", "self", JSON, "This page"),
            _link(f"{base}/openapi.json", "service-desc", OPENAPI_JSON, "The API"),
            _link(f"{base}/ogc/conformance", "conformance", JSON, "What it conforms to"),
            _link(f"{base}/ogc/collections", "data", JSON, "The collections"),
        ],
    }


async def ask_conformance(_service: Service, _asked: Asked[Query]) -> dict[str, Json]:
    """The classes of the standard that are met."""
    return {"conformsTo": [*_CONFORMS]}


async def ask_collections(service: Service, asked: Asked[Query]) -> dict[str, Json]:
    """Every collection."""
    here = f"{asked.base}/ogc/collections"
    return {
        "links": [_link(here, "self", JSON, "The collections")],
        "collections": [_collection(service, asked.base, key) for key in _ABOUT],
    }


async def ask_collection(service: Service, asked: Asked[Query]) -> dict[str, Json]:
    """One collection."""
    key = asked.path["collection"]
    if key not in _ABOUT:
        raise refused(404, f"the collections are {', '.join(_ABOUT)}")
    return _collection(service, asked.base, key)


def collection_links(base: str, collection: str, feature: str) -> list[Json]:
    """The links of one feature."""
    here = f"{base}/ogc/collections/{collection}"
    return [
        _link(f"{here}/items/{quote(feature, safe='')}", "self", GEOJSON, "This feature"),
        _link(here, "collection", JSON, "Its collection"),
    ]


def items_links(
    base: str, collection: str, query: ItemsAsked, pinned: ItemsAsked, *, more: bool
) -> list[Json]:
    """The links of one page of features: itself, its neighbours, its collection.

    Args:
        base: the address of the server.
        collection: which one.
        query: as it was asked.
        pinned: the same with the times that it meant, so that its neighbours are of the same ones.
        more: there is a page behind it.
    """
    here = f"{base}/ogc/collections/{collection}"
    limit = min(query.limit, LARGEST_PAGE)
    pages = [("self", query, query.offset)]
    if more:
        pages.append(("next", pinned, query.offset + limit))
    if query.offset:
        pages.append(("prev", pinned, max(0, query.offset - limit)))
    return [
        *(
            _link(f"{here}/items?{_words(asked, limit, offset)}", relation, GEOJSON,
                  f"{relation} page")
            for relation, asked, offset in pages
        ),
        _link(here, "collection", JSON, "Its collection"),
    ]  # fmt: skip


def _words(query: ItemsAsked, limit: int, offset: int) -> str:
    given = {name: value for name, value in asdict(query).items() if value}
    return urlencode({**given, "limit": limit, "offset": offset})


def _collection(service: Service, base: str, key: str) -> dict[str, Json]:
    title, about = _ABOUT[key]
    here = f"{base}/ogc/collections/{key}"
    return {
        "id": key,
        "title": title,
        "description": about,
        "itemType": "feature",
        "crs": [CRS84],
        "extent": {"spatial": {"bbox": [[*service.pack.bounds]], "crs": CRS84}},
        "links": [
            _link(here, "self", JSON, title),
            _link(f"{here}/items", "items", GEOJSON, f"{title}, the features"),
        ],
    }


def _link(href: str, relation: str, media_type: str, title: str) -> Json:
    return {"href": href, "rel": relation, "type": media_type, "title": title}
