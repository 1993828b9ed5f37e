"""Maps and places whose measures are known by reckoning."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import pi
from typing import Any

from situation.mapday import Area, MapDay
from situation.model import Document, Place
from situation.vocabulary import AreaStatus, PlaceKind

DAY = datetime(2025, 11, 5, tzinfo=UTC)
CENTRE = (36.0, 48.5)
PER_KM2 = 2_500


def place_of(radius_km: float, place_id: str = "here", **fields: Any) -> Place:
    """A city at the middle of the plane whose disc has this radius."""
    known: dict[str, Any] = {
        "id": place_id,
        "name": place_id,
        "kind": PlaceKind.CITY,
        "country": "UA",
        "lon": CENTRE[0],
        "lat": CENTRE[1],
        "population": round(pi * radius_km**2 * PER_KM2),
    }
    return Place(**(known | fields))


def area_of(
    status: AreaStatus, *corners: tuple[float, float], label: str = "occupied area"
) -> Area:
    """A polygon of these corners."""
    return Area(status=status, label=label, rings=((*corners, corners[0]),))


def box_of(status: AreaStatus, *edges: float, label: str = "occupied area") -> Area:
    """A polygon between west, south, east and north."""
    west, south, east, north = edges
    corners = ((west, south), (east, south), (east, north), (west, north))
    return area_of(status, *corners, label=label)


def map_of(
    *areas: Area,
    statuses: Iterable[AreaStatus] = (AreaStatus.OCCUPIED,),
    valid_from: datetime = DAY,
    source: str = "map",
) -> MapDay:
    """A source's map of one day."""
    document = Document(id=f"sha256:{'0' * 64}", media_type="application/geo+json", name="a map")
    return MapDay(
        source=source,
        valid_from=valid_from,
        said_at=valid_from,
        document=document,
        statuses=frozenset(statuses),
        areas=areas,
    )
