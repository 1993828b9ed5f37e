"""One text read for the places it names: every name found, judged and told from its namesakes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from situation.lookup import folded, spellings
from situation.model import Place
from situation.place_choice import Choice, Chooser, Evidence, Point
from situation.place_context import Sense, read
from situation.place_forms import is_cyrillic
from situation.place_index import Found, PlaceIndex, head_behind
from situation.place_spot import Spot, is_part_of_a_name
from situation.place_tokens import Token, breaks_before, tokens
from situation.place_words import HEADS, LOCATORS, Head
from situation.record import Id
from situation.vocabulary import SETTLEMENT_KINDS, PlaceKind

_MOST_BETWEEN: Final = 3
"""Words from a place to the region named behind it: "Pokrovsk, in the Donetsk oblast"."""
_AREAS: Final = frozenset({PlaceKind.DISTRICT, PlaceKind.DIRECTION, PlaceKind.AREA})
_OF_DISTRICTS: Final = frozenset({Head.RAION, Head.HROMADA})


class Findings(Struct):
    """What the names of one text came to; ids in the order in which they were found."""

    inside: dict[Id, None] = field(default_factory=dict)
    """Settlements that the coordinates lie in."""
    settlements: dict[Id, None] = field(default_factory=dict)
    around: dict[Id, None] = field(default_factory=dict)
    """Settlements that are meant with what lies round them."""
    areas: dict[Id, None] = field(default_factory=dict)
    regions: dict[Id, None] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


class PlaceReader:
    """Reads texts for the places of one country.

    Args:
        places: all places, by id.
        country: two letters.
    """

    def __init__(self, places: Mapping[Id, Place], country: str) -> None:
        self._places = places
        self._country = country
        self._chooser = Chooser(places)

    def region_of(self, place: Id) -> Id | None:
        """The region that a place is or lies in."""
        return self._chooser.region_of(place)

    def region_named(self, name: str) -> Id | None:
        """The region of this id or name, or that of the place of this id."""
        if name in self._places:
            return self.region_of(name)
        bare = " ".join(word for word in folded(name).split() if word not in HEADS)
        return self._regions.get(folded(name)) or self._regions.get(bare)

    def read(self, text: str, at: Point | None, within: Id | None) -> Findings:
        """Find what a text names.

        Args:
            text: cleaned.
            at: latitude and longitude of what it tells, where its source gives them.
            within: the region of what it tells, where its source gives it.
        """
        words = tokens(text)
        spots = self._spots(words)
        findings = Findings()
        for spot in spots:
            if self._is_region(spot.found):
                self._note_area(spot, (), findings)
        if within is not None:
            findings.regions[within] = None
        named = tuple(findings.regions)
        for spot in spots:
            if self._is_area(spot.found) and not self._is_region(spot.found):
                self._note_area(spot, named, findings)
        for spot in spots:
            if not self._is_area(spot.found):
                attached = self._region_behind(spot, spots)
                self._note(spot, Evidence(named, attached, within, at), findings)
        self._note_adjectives(words, spots, within, findings)
        if at is not None and not findings.inside and not findings.settlements:
            self._note_point(at, findings)
        return findings

    @cached_property
    def _index(self) -> PlaceIndex:
        return PlaceIndex(p for p in self._places.values() if p.country == self._country)

    @cached_property
    def _regions(self) -> Mapping[str, Id]:
        regions: dict[str, Id] = {}
        for place in self._places.values():
            if place.kind is PlaceKind.REGION and place.country == self._country:
                for spelling in map(folded, spellings(place)):
                    bare = " ".join(word for word in spelling.split() if word not in HEADS)
                    regions.setdefault(spelling, place.id)
                    regions.setdefault(bare, place.id)
        return regions

    def _spots(self, words: Sequence[Token]) -> list[Spot]:
        found: list[Found] = []
        edges: set[int] = set()
        index = 0
        while index < len(words):
            here = self._index.at(words, index)
            if here is None or not (here.head or words[index].is_capitalised):
                index += 1
                continue
            found.append(here)
            edges.update(range(here.first, here.last + 1))
            index = here.last + 1
        return [Spot(words, one, edges) for one in found]

    def _is_area(self, found: Found) -> bool:
        return self._kind(found) not in SETTLEMENT_KINDS

    def _is_region(self, found: Found) -> bool:
        return self._kind(found) is PlaceKind.REGION

    def _kind(self, found: Found) -> PlaceKind:
        return self._places[found.names[0].places[0]].kind

    def _note_area(self, spot: Spot, regions: Collection[Id], findings: Findings) -> None:
        places = list(dict.fromkeys(p for name in spot.found.names for p in name.places))
        if len(places) > 1 and regions:
            places = [place for place in places if self.region_of(place) in regions]
        why = is_part_of_a_name(spot)
        if why or len(places) != 1:
            why = why or f"{len(places) or 'none'} of this name may be meant"
            findings.refusals.append(f"“{spot.surface}”: {why}")
            return
        kind = self._places[places[0]].kind
        noted = findings.areas if kind in _AREAS else findings.regions
        noted[places[0]] = None
        findings.reasons.append(f"“{spot.surface}”: {self._places[places[0]].name}")

    def _note(self, spot: Spot, evidence: Evidence, findings: Findings) -> None:
        candidates = list(dict.fromkeys(p for name in spot.found.names for p in name.places))
        reading = read(spot)
        if reading.sense is Sense.NOT:
            findings.refusals.append(f"“{spot.surface}”: {reading.why}")
        elif reading.sense is Sense.DIRECTION:
            self._note_direction(spot, candidates, findings)
        elif reading.sense is Sense.DISTRICT:
            last = spot.words[spot.found.last].folded
            candidates += self._index.of_adjective(last)
            self._note_district(spot.surface, candidates, evidence, findings)
        else:
            evidence = replace(evidence, needs_region=reading.needs_region)
            choice = self._chooser.choose(candidates, evidence)
            self._note_choice(spot.surface, choice, reading.sense, findings)

    def _note_choice(self, surface: str, choice: Choice, sense: Sense, findings: Findings) -> None:
        if choice.place is None:
            findings.refusals.append(f"“{surface}”: {choice.why}")
            return
        if choice.is_inside:
            findings.inside[choice.place] = None
        elif sense is Sense.AROUND:
            findings.around[choice.place] = None
        else:
            findings.settlements[choice.place] = None
        findings.reasons.append(f"“{surface}”: {choice.why}")

    def _note_direction(self, spot: Spot, candidates: Iterable[Id], findings: Findings) -> None:
        names = [folded(name) for place in candidates for name in spellings(self._places[place])]
        directions = self._index.directions(names)
        if len(directions) == 1:
            findings.areas[directions[0]] = None
            findings.reasons.append(f"“{spot.surface}”: a sector of the front, not the city")
        else:
            why = "a direction, and the store has no such sector of the front"
            findings.refusals.append(f"“{spot.surface}”: {why}")

    def _note_district(
        self, surface: str, candidates: Iterable[Id], evidence: Evidence, findings: Findings
    ) -> None:
        regions = {self.region_of(place) for place in candidates} - {None}
        given = evidence.attached or evidence.within
        regions &= {given} if given else set(evidence.regions) or regions
        if len(regions) == 1:
            (region,) = regions
            findings.regions[region or ""] = None
            findings.reasons.append(f"“{surface}”: a district or community, placed by its region")
        else:
            findings.refusals.append(f"“{surface}”: a district or community of unknown region")

    def _note_adjectives(
        self,
        words: Sequence[Token],
        spots: Sequence[Spot],
        within: Id | None,
        findings: Findings,
    ) -> None:
        """Note districts named by an adjective: "Покровський район"."""
        taken = {index for spot in spots for index in range(spot.found.first, spot.found.last + 1)}
        evidence = Evidence(tuple(findings.regions), within=within)
        for index, word in enumerate(words):
            if index in taken or not is_cyrillic(word.folded):
                continue
            if head_behind(words, index) not in _OF_DISTRICTS:
                continue
            candidates = self._index.of_adjective(word.folded)
            if candidates:
                self._note_district(word.text, candidates, evidence, findings)

    def _note_point(self, at: Point, findings: Findings) -> None:
        choice = self._chooser.around(at)
        if choice.place is None or self._places[choice.place].country != self._country:
            findings.refusals.append(choice.why)
        elif not findings.regions or self.region_of(choice.place) in findings.regions:
            findings.inside[choice.place] = None
            findings.reasons.append(choice.why)
        else:
            findings.refusals.append("the coordinates lie outside the region that is named")

    def _region_behind(self, spot: Spot, spots: Sequence[Spot]) -> Id | None:
        """The region named right behind a place, which says where it is."""
        after = [other for other in spots if other.found.first > spot.found.last]
        if not after or not self._is_area(after[0].found):
            return None
        first = after[0].found.first
        between = range(spot.found.last + 1, first)
        allowed = LOCATORS | {"of", "the"}
        if len(between) > _MOST_BETWEEN or any(
            breaks_before(spot.words, i) for i in (*between, first)
        ):
            return None
        if any(spot.words[i].folded not in allowed for i in between):
            return None
        place = after[0].found.names[0].places[0]
        return place if self._places[place].kind is PlaceKind.REGION else None
