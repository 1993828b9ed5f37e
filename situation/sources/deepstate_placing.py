"""Which places of the situation a sentence of DeepState's changelog is about.

A linked name is looked for at the point it is linked to, in English and then in Ukrainian. An event
may be placed by its point where no place of that name is near: it is then in or beside the city
whose disc the point lies in. Control may not: that a suburb was occupied says nothing about the
city.

A link without a point names one of many namesakes: the Poltava that was occupied in October 2025
is a village. Such a name is looked for where the same name was linked to a point in the weeks
before; else its place counts only if one of their points is near it. So do places named without any
link.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.geodesy import distance_km
from situation.lookup import folded, spellings
from situation.mapframe import Bounds
from situation.place_matching import PlaceMatcher, Placement
from situation.record import Id, Line
from situation.sources.deepstate_text import MARK, Linked, Sentence
from situation.text import clean
from situation.vocabulary import PlacePrecision

FRONT_KM: Final = 10.0
"""From a place to the nearest of the points; of those that were linked to a point, hardly one was
farther away."""
MOST_REASON: Final = 600

_REGION: Final = re.compile(r" ?\(([\w'’ʼ -]{2,40}) (?:region|oblast)\)")
_COARSENESS: Final = tuple(PlacePrecision)
"""From the finest to none at all."""


class Placed(Struct, frozen=True, kw_only=True):
    """Where a claim belongs."""

    places: tuple[Id, ...] = ()
    precision: PlacePrecision = PlacePrecision.NONE
    """Of the place that is known least exactly."""
    reason: Line


class Placing:
    """Places the sentences of one version.

    Args:
        matcher: knows the places.
        bounds: where the situation lies.
        others: the links of the same text in another language; they have the same targets.
        recent: the links of this version and of those of the weeks before, newest first.
    """

    def __init__(
        self,
        matcher: PlaceMatcher,
        bounds: Bounds,
        *,
        others: Iterable[Linked],
        recent: Iterable[Linked],
    ) -> None:
        self._matcher = matcher
        self._bounds = bounds
        self._other_names = {link.target: link.name for link in others}
        self._points = [(folded(link.name), link.at) for link in recent if link.at is not None]

    def place(self, sentences: Sequence[Sentence], *, by_name: bool) -> Placed:
        """Place some sentences together.

        Args:
            sentences: of one text.
            by_name: take only places that are called what the links say.
        """
        named = [
            placement
            for sentence in sentences
            for placement in self._placements(sentence, by_name=by_name)
        ]
        found = [placement for placement in named if placement.places]
        reasons = dict.fromkeys(placement.reason for placement in (found or named))
        places = dict.fromkeys(place for placement in found for place in placement.places)
        return Placed(
            places=tuple(places),
            precision=max(
                (placement.precision for placement in found),
                key=_COARSENESS.index,
                default=PlacePrecision.NONE,
            ),
            reason=clean("; ".join(reasons) or "no place is named", MOST_REASON),
        )

    def _placements(self, sentence: Sentence, *, by_name: bool) -> Iterator[Placement]:
        if not sentence.links:
            yield self._if_near(self._matcher.find(sentence.spelled))
        _, *after = sentence.words.split(MARK)
        for link, words in zip(sentence.links, after, strict=True):
            region = _REGION.match(words)
            placement = self._linked(link, f"{region[1]} oblast" if region else None)
            if by_name and not self._are_called(placement.places, link.name):
                placement = Placement(reason="no place of this name is known there")
            found = ", ".join(self._matcher.places[place].name for place in placement.places)
            label = link.name if found in {"", link.name} else f"{link.name}, taken for {found}"
            yield replace(placement, reason=clean(f"{label}: {placement.reason}", MOST_REASON))

    def _linked(self, link: Linked, within: str | None) -> Placement:
        at = link.at or self._point_of(link.name)
        if at is not None and not self._is_inside(at):
            return Placement(reason="its point lies outside the situation")
        names = dict.fromkeys((link.name, self._other_names.get(link.target, link.name)))
        tries = [self._matcher.find(name, at=at, within=within) for name in names]
        best = next((placement for placement in tries if placement.places), tries[0])
        return best if at is not None else self._if_near(best)

    def _point_of(self, name: str) -> tuple[float, float] | None:
        """The newest point that this name was linked to."""
        return next((at for other, at in self._points if other == folded(name)), None)

    def _if_near(self, placement: Placement) -> Placement:
        """A placement by name alone, unless a place is far from everything told of the front."""
        known = [self._matcher.places[place] for place in placement.places]
        for lat, lon in ((p.lat, p.lon) for p in known):
            if lat is None or lon is None or not self._points:
                continue
            if min(distance_km(lat, lon, *at) for _, at in self._points) > FRONT_KM:
                return Placement(reason="the place of this name is far from what is told of")
        return placement

    def _are_called(self, places: Iterable[Id], name: str) -> bool:
        known = self._matcher.places
        return all(folded(name) in map(folded, spellings(known[place])) for place in places)

    def _is_inside(self, at: tuple[float, float]) -> bool:
        west, south, east, north = self._bounds
        return south <= at[0] <= north and west <= at[1] <= east
