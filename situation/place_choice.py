"""Which of the places of one name a text means: by region, by a point, or by none of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from math import ceil, cos, radians
from typing import Final

from msgspec import Struct

from situation.footprint_radius import LARGEST_KM, radius_km
from situation.geodesy import distance_km
from situation.model import Place
from situation.record import Id
from situation.vocabulary import SETTLEMENT_KINDS, PlaceKind

NEAR_KM: Final = 5.0
"""How far from a place's point coordinates may lie to decide for it, where it is a small one."""
OUTWEIGHS: Final = 10
"""A place is meant by its bare name where it has so many times the people of each namesake."""
_SMALLEST_LISTED: Final = 200
"""People taken for the greatest namesake whose population nobody gives: gazetteers list more."""
KM_A_DEGREE: Final = 111.0
_CELLS_A_DEGREE: Final = 4
"""A cell is higher than the largest disc's radius, so that a point's disc is one cell away."""
_UNKNOWN_VILLAGE: Final = 500
"""People taken for a village whose population nobody gives."""

Point = tuple[float, float]


class Choice(Struct, frozen=True):
    """The place meant, or why it cannot be told."""

    place: Id | None
    why: str
    is_inside: bool = False
    """The coordinates lie within its disc."""


class Evidence(Struct, frozen=True):
    """What a text or its source gives to tell namesakes apart."""

    regions: Collection[Id]
    """Named anywhere in the text."""
    attached: Id | None = None
    """Named right behind the place."""
    within: Id | None = None
    """Given by the source."""
    at: Point | None = None
    needs_region: bool = False
    """Whether the bare name means another place of the world."""


class Chooser:
    """Chooses among places of one name.

    Args:
        places: by id.
    """

    def __init__(self, places: Mapping[Id, Place]) -> None:
        self._places = places

    def region_of(self, place: Id) -> Id | None:
        """The region that a place is or lies in."""
        seen = set()
        current = self._places.get(place)
        while current is not None and current.id not in seen:
            if current.kind is PlaceKind.REGION:
                return current.id
            seen.add(current.id)
            current = self._places.get(current.parent or "")
        return None

    def choose(self, candidates: Sequence[Id], evidence: Evidence) -> Choice:
        """The one that is meant, or none with the reason."""
        given = evidence.attached or evidence.within
        if given is not None:
            inside = [place for place in candidates if self.region_of(place) == given]
            if not inside:
                return Choice(None, f"no place of this name in {self._places[given].name}")
            candidates = inside
        if evidence.at is not None:
            return self._by_point(candidates, evidence.at)
        if len(candidates) == 1:
            return self._only_one(candidates[0], evidence)
        return self._among(candidates, evidence.regions)

    def _by_point(self, candidates: Sequence[Id], at: Point) -> Choice:
        away = [(km, place) for place in candidates if (km := self._km(place, at)) is not None]
        if not away:
            return Choice(None, "its own coordinates are not known")
        km, nearest = min(away)
        radius = radius_km(self._places[nearest].population)
        if km > max(NEAR_KM, radius):
            return Choice(None, f"the coordinates lie {km:,.0f} km from it")
        return Choice(nearest, f"the coordinates lie {km:.1f} km from it", km <= radius)

    def _km(self, place: Id, at: Point) -> float | None:
        known = self._places[place]
        if known.lat is None or known.lon is None:
            return None
        return distance_km(known.lat, known.lon, *at)

    def _only_one(self, place: Id, evidence: Evidence) -> Choice:
        region = self.region_of(place)
        is_city = self._places[place].kind is PlaceKind.CITY
        is_given = evidence.attached or evidence.within or region in evidence.regions
        if evidence.needs_region and not is_given:
            return Choice(None, "it is known as another place of the world")
        if not is_given and self._may_be_another(place):
            many = self._places[place].namesakes + 1
            return Choice(None, f"one of {many} places of this name and no region of one is named")
        is_elsewhere = evidence.regions and region not in evidence.regions
        if is_elsewhere and not is_city and region is not None:
            return Choice(None, "the place of this name lies in none of the regions named")
        others = self._places[place].namesakes
        if not others:
            return Choice(place, "the only place of this name")
        why = "its region is named" if is_given else "it is far larger than each of them"
        return Choice(place, f"of {others + 1} places of this name: {why}")

    def _may_be_another(self, place: Id) -> bool:
        """Whether a namesake that the store need not have is large enough to be meant instead."""
        known = self._places[place]
        greatest = known.namesake_population or _SMALLEST_LISTED
        return known.namesakes > 0 and self._weight(place) < OUTWEIGHS * greatest

    def _among(self, candidates: Sequence[Id], regions: Collection[Id]) -> Choice:
        named = [place for place in candidates if self.region_of(place) in regions]
        if len(named) == 1:
            region = self._places[self.region_of(named[0]) or ""].name
            return Choice(named[0], f"the only place of this name in {region}")
        greatest = self._greatest(named or candidates)
        if greatest is not None and (named or not regions):
            others = len(named or candidates) - 1
            return Choice(greatest, f"the only city of this name; {others} small namesakes")
        where = "in the regions named" if named else "and no region of one is named"
        return Choice(None, f"one of {len(named or candidates)} places of this name {where}")

    def _greatest(self, candidates: Iterable[Id]) -> Id | None:
        """The city beside which all the others are small; None where there is none."""
        ranked = sorted((self._weight(place), place) for place in candidates)[::-1]
        (most, first), (next_most, _) = ranked[:2]
        is_city = self._places[first].kind is PlaceKind.CITY
        return first if is_city and most >= OUTWEIGHS * next_most else None

    def _weight(self, place: Id) -> int:
        known = self._places[place]
        if known.population is not None:
            return known.population
        return _UNKNOWN_VILLAGE if known.kind is PlaceKind.VILLAGE else OUTWEIGHS * _UNKNOWN_VILLAGE

    def around(self, at: Point) -> Choice:
        """The settlement in whose disc a point lies, the one with the nearest point."""
        reach = min(ceil(_CELLS_A_DEGREE * LARGEST_KM / KM_A_DEGREE / cos(radians(at[0]))), 20)
        row, column = _cell(at)
        cells = (
            (row + up, column + right) for up in (-1, 0, 1) for right in range(-reach, reach + 1)
        )
        inside = [
            (km, place)
            for cell in cells
            for place in self._cells.get(cell, ())
            if (km := self._km(place, at)) is not None
            and km <= radius_km(self._places[place].population)
        ]
        if not inside:
            return Choice(None, "the coordinates lie in the disc of no place")
        km, place = min(inside)
        return Choice(place, f"the coordinates lie {km:.1f} km from its point", is_inside=True)

    @cached_property
    def _cells(self) -> Mapping[tuple[int, int], Sequence[Id]]:
        cells: dict[tuple[int, int], list[Id]] = {}
        for place in self._places.values():
            if place.kind in SETTLEMENT_KINDS and place.lat is not None and place.lon is not None:
                cells.setdefault(_cell((place.lat, place.lon)), []).append(place.id)
        return cells


def _cell(at: Point) -> tuple[int, int]:
    return int(at[0] * _CELLS_A_DEGREE // 1), int(at[1] * _CELLS_A_DEGREE // 1)
