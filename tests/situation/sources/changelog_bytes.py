"""DeepState's list of versions as bytes, for tests."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from situation.connector import Body
from situation.model import Place, PlaceName
from situation.vocabulary import PlaceKind
from tests.situation.sources.event_bodies import PLACES, body

BASE = "https://deepstatemap.live/en"
NEWEST = 1762378901
"""5 November 2025, 21:41:41 UTC."""
DAY = 86_400


def town(place_id: str, name: str, ukrainian: str, lat: float, lon: float, **fields: Any) -> Place:
    """A town with its name in both languages."""
    names = (PlaceName(name=ukrainian, language="uk"),)
    given: dict[str, Any] = {"kind": PlaceKind.TOWN, "country": "UA", "parent": "donetsk-oblast"}
    return Place(id=place_id, name=name, names=names, lat=lat, lon=lon, **given | fields)


TOWNS = (
    *PLACES,
    town("udachne", "Udachne", "Удачне", 48.2551, 37.0123),
    town("toretsk", "Toretsk", "Торецьк", 48.3975, 37.8471),
    town("poltava", "Poltava", "Полтава", 49.5893, 34.5537, kind=PlaceKind.CITY, population=279593),
)


def link(name: str, target: str, base: str = BASE) -> str:
    """A name that is linked to the map: `13/48.1/37.2` or `dl!…`."""
    return f'<a href="{base}#{target}">{name}</a>'


def version(english: str = "", ukrainian: str = "", **fields: Any) -> dict[str, Any]:
    """One version of the list; every further argument is a field of it."""
    number = fields.get("id", NEWEST)
    is_time = type(number) is int and number < 1 << 32
    created = datetime.fromtimestamp(number if is_time else NEWEST, UTC).isoformat()
    return {
        "id": number,
        "description": ukrainian,
        "descriptionEn": english,
        "updatedAt": created,
        "datetime": "31.12 o 23:59",
        "status": True,
        "createdAt": created,
    } | fields


def listed(versions: Iterable[Any]) -> Body:
    """The answer of the list."""
    return body(msgspec.json.encode(list(versions)), name="history_public.json")
