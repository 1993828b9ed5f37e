"""Which place of the situation a text speaks of.

Names are looked for in an alias table of all names of the store's places (`place_index`), in all
case forms (`place_forms`); the words around a name decide whether it stands for the place at all
(`place_context`), a region or coordinates which of the namesakes is meant (`place_choice`). What is
not sure stays unplaced, with the reason.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from situation.model import Place
from situation.place_choice import Point
from situation.place_reading import Findings, PlaceReader
from situation.record import Id, Line
from situation.text import clean
from situation.vocabulary import SETTLEMENT_KINDS, PlacePrecision

_REASON_LIMIT: Final = 300


class Placement(Struct, frozen=True, kw_only=True):
    """Where a text was placed, how exactly, and why; without places it is unplaced."""

    places: tuple[Id, ...] = ()
    precision: PlacePrecision = PlacePrecision.NONE
    reason: Line


class PlaceMatcher:
    """Finds the places that a text names, in English, Ukrainian and Russian.

    Args:
        places: the places of the store.
        country: two letters; only its places are looked for.
    """

    def __init__(self, places: Iterable[Place], *, country: str) -> None:
        self._places = {place.id: place for place in places}
        self._reader = PlaceReader(self._places, country)

    @property
    def places(self) -> Mapping[Id, Place]:
        """All places it was made of, by id."""
        return self._places

    @cached_property
    def by_geonames(self) -> Mapping[int, Id]:
        """Ids of the places by their GeoNames id."""
        return {p.geonames: p.id for p in self._places.values() if p.geonames is not None}

    @cached_property
    def by_katottg(self) -> Mapping[str, Id]:
        """Ids of the places by their code in the Ukrainian codifier.

        Where a city is a region as well, with one code for both, the city.
        """
        ordered = sorted(self._places.values(), key=lambda place: place.kind in SETTLEMENT_KINDS)
        return {p.katottg: p.id for p in ordered if p.katottg is not None}

    def region_of(self, place: Id) -> Id | None:
        """The region that the place of this id is or lies in."""
        return self._reader.region_of(place)

    def region_named(self, name: str) -> Id | None:
        """The region of this id or name, with or without its word for "region"."""
        return self._reader.region_named(name)

    def find(self, text: str, *, at: Point | None = None, within: str | None = None) -> Placement:
        """Place a text.

        Args:
            text: one statement, as cleaned text; may be empty where `at` is given.
            at: latitude and longitude in degrees that the source gives for it.
            within: id or name of the region that the source gives for it.

        Returns:
            The places it speaks of, or none with the reason: what is not sure stays unplaced.
            Settlements come before areas, areas before regions; only the most exact are given.
        """
        region = self.region_named(within) if within else None
        if within and region is None:
            return Placement(reason=clean(f"the store has no region “{within}”", _REASON_LIMIT))
        return _placement(self._reader.read(text, at, region))


def _placement(findings: Findings) -> Placement:
    exact = [*findings.inside, *findings.settlements]
    found = (
        (findings.inside if not findings.settlements else (), PlacePrecision.POINT),
        (exact, PlacePrecision.SETTLEMENT),
        (findings.around, PlacePrecision.AREA),
        (findings.areas, PlacePrecision.AREA),
        (findings.regions, PlacePrecision.REGION),
    )
    for places, precision in found:
        if places:
            reason = "; ".join(dict.fromkeys([*findings.reasons, *findings.refusals]))
            reason = reason or "by the region that the source gives"
            return Placement(
                places=tuple(dict.fromkeys(places)),
                precision=precision,
                reason=clean(reason, _REASON_LIMIT),
            )
    reason = "; ".join(dict.fromkeys(findings.refusals)) or "no place is named"
    return Placement(reason=clean(reason, _REASON_LIMIT))
