"""The places round a place: along the edge of the occupied area, behind it, beyond it.

The rule is in docs/definitions.md. The edge is partly coast and state border, which is why it is
not called the front.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from situation.geodesy import bearing, compass, distance_km
from situation.views import PlaceRow

REACH_KM: Final = 100.0
"""What lies farther away is no neighbour."""
EDGE_KM: Final = 15.0
"""Up to here, on either side, a place lies along the edge."""
LARGE: Final = 20_000
"""People, from which on a place is listed before nearer small ones."""
LARGE_LISTED: Final = 5
OTHERS_LISTED: Final = 4
_KM_PER_DEGREE_OF_LATITUDE: Final = 110.5
"""A little less than the shortest there is, at the equator."""


class Belt(StrEnum):
    """Where a place lies to the edge of the occupied area, in the order of the list."""

    ALONG = "along"
    BEHIND = "behind"
    BEYOND = "beyond"
    UNMEASURED = "unmeasured"


BELT_WORDS: Final = {
    Belt.ALONG: ("along the edge of the occupied area", f"up to {EDGE_KM:.0f} km on either side"),
    Belt.BEHIND: ("behind it", f"more than {EDGE_KM:.0f} km outside the occupied area"),
    Belt.BEYOND: ("beyond it", f"more than {EDGE_KM:.0f} km inside the occupied area"),
    Belt.UNMEASURED: ("no distance to the edge measured", ""),
}
"""What each belt is called, and what that means."""


class Neighbour(Struct, frozen=True, kw_only=True):
    """A place near another one."""

    row: PlaceRow
    distance_km: float
    """Between the two places' points."""
    bearing: float
    """Degrees clockwise from true north at which it is seen from the other place."""
    compass: str
    """The nearest of the eight winds in words: `north-east`."""
    belt: Belt


def neighbours_of(row: PlaceRow, rows: Sequence[PlaceRow]) -> tuple[Neighbour, ...]:
    """The places round a place, belt by belt, the nearest first.

    Args:
        row: the place.
        rows: all places, itself included or not.

    Returns:
        Of each belt the `LARGE_LISTED` nearest large places and the `OTHERS_LISTED` nearest others,
        none farther than `REACH_KM`; nothing where it is not known where the place lies.
    """
    near = sorted(_near(row, rows), key=lambda neighbour: neighbour.distance_km)
    return tuple(
        neighbour
        for belt in Belt
        for neighbour in _listed([item for item in near if item.belt is belt])
    )


def belt_of(edge_km: float | None) -> Belt:
    """The belt of a distance to the edge, which is negative inside the occupied area."""
    if edge_km is None:
        return Belt.UNMEASURED
    if abs(edge_km) <= EDGE_KM:
        return Belt.ALONG
    return Belt.BEHIND if edge_km > 0 else Belt.BEYOND


def _near(row: PlaceRow, rows: Iterable[PlaceRow]) -> Iterator[Neighbour]:
    lat, lon = row.place.lat, row.place.lon
    if lat is None or lon is None:
        return
    for other in rows:
        there = other.place
        if there.id == row.place.id or there.lat is None or there.lon is None:
            continue
        # A geodesic takes microseconds; most places of a large situation need none.
        if abs(there.lat - lat) * _KM_PER_DEGREE_OF_LATITUDE > REACH_KM:
            continue
        away = distance_km(lat, lon, there.lat, there.lon)
        if away > REACH_KM:
            continue
        direction = bearing(lat, lon, there.lat, there.lon)
        yield Neighbour(
            row=other,
            distance_km=away,
            bearing=direction,
            compass=compass(direction),
            belt=belt_of(other.distance_km),
        )


def _listed(nearest_first: Sequence[Neighbour]) -> list[Neighbour]:
    """So many large places and so many others, in the order given."""
    room = {True: LARGE_LISTED, False: OTHERS_LISTED}
    listed = []
    for neighbour in nearest_first:
        is_large = (neighbour.row.place.population or 0) >= LARGE
        if room[is_large]:
            room[is_large] -= 1
            listed.append(neighbour)
    return listed
