"""The store's settlements as a gazetteer's are matched with them: no place is entered twice."""

from collections.abc import Iterable
from typing import Final

from situation.geodesy import distance_km
from situation.model import Place
from situation.place_forms import folded_name
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.vocabulary import SETTLEMENT_KINDS

SAME_PLACE_KM: Final = 5.0
"""Two settlements of one name and region so near each other are one."""
_DEGREES: Final = 0.2
"""More than `SAME_PLACE_KM` in latitude and, up to 75°, in longitude: a first, cheap sieve."""


class KnownPlaces:
    """The settlements of one country that the store has.

    Args:
        places: of the store.
        country: two letters.
    """

    def __init__(self, places: PlaceMatcher, country: str) -> None:
        self._matcher = places
        self._by_name: dict[str, list[Place]] = {}
        for place in places.places.values():
            if place.kind in SETTLEMENT_KINDS and place.country == country:
                for name in _names(place):
                    self._by_name.setdefault(name, []).append(place)

    def with_geonames(self, number: int) -> Place | None:
        """The place of this GeoNames id."""
        return self._matcher.places.get(self._matcher.by_geonames.get(number, ""))

    def with_katottg(self, code: str) -> Place | None:
        """The place of this code; where a city is a region too, the city."""
        return self._matcher.places.get(self._matcher.by_katottg.get(code, ""))

    def named(self, names: Iterable[str], region: Id | None) -> list[Place]:
        """The settlements of one of these names, in a region or where theirs is not known."""
        found = {
            place.id: place
            for name in {folded_name(name) for name in names}
            for place in self._by_name.get(name, ())
        }
        return [place for place in found.values() if self._may_be_in(place, region)]

    def nearest(
        self, names: Iterable[str], region: Id | None, lat: float, lon: float
    ) -> Place | None:
        """The settlement of one of these names that lies at a point, within `SAME_PLACE_KM`."""
        near: list[tuple[float, Id, Place]] = []
        for place in self.named(names, region):
            if place.lat is None or place.lon is None:
                continue
            if abs(place.lat - lat) < _DEGREES and abs(place.lon - lon) < _DEGREES:
                km = distance_km(place.lat, place.lon, lat, lon)
                near.append((km, place.id, place))
        if not near or min(near)[0] > SAME_PLACE_KM:
            return None
        return min(near)[2]

    def _may_be_in(self, place: Place, region: Id | None) -> bool:
        own = self._matcher.region_of(place.id)
        return region is None or own is None or own == region


def _names(place: Place) -> set[str]:
    return {folded_name(place.name), *(folded_name(name.name) for name in place.names)}
