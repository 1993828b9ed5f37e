"""The shapes of answers: those of `situation.reports`, written down so that they can be promised.

The reports make the JSON; these records describe it, and a test holds one against the other.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from situation.attempt_records import Attempt
from situation.measures import Shares
from situation.model import Place, Source, Statistic
from situation.record import Id
from situation.store.base import ReadingInForce, Recorded
from situation.vocabulary import AreaStatus


class Answer(Struct, frozen=True, kw_only=True):
    """From where it was looked."""

    as_of: datetime
    known_at: datetime | None
    """None: everything known."""


class PlaceShape(Struct, frozen=True, kw_only=True):
    """A place; degrees are WGS 84."""

    id: Id
    name: str
    region: str | None
    lat: float | None
    lon: float | None
    population: int | None


class SummaryShape(Struct, frozen=True, kw_only=True):
    """What the sources together say, by the rule that `why` names."""

    status: str
    holder: str | None
    agree: int
    of: int
    disputed: bool
    why: str


class ListedSummaryShape(SummaryShape, frozen=True, kw_only=True):
    """A summary in a list of places."""

    disputed_since: datetime | None
    stale: bool


class StatusRowShape(Struct, frozen=True, kw_only=True):
    """One city. Shares are parts from 0 to 1, distances negative inside the occupied area."""

    place: PlaceShape
    summary: ListedSummaryShape
    occupied_share: float | None
    occupied_share_change_30_days: float | None
    distance_km: float | None
    distance_km_change_30_days: float | None
    measured_by: str | None
    measured_at: datetime | None
    """The map that share and distance are of, however old."""
    claims: int


class StatusAnswer(Answer, frozen=True, kw_only=True):
    """Every city."""

    places: tuple[StatusRowShape, ...]


class CityReadingShape(Struct, frozen=True, kw_only=True):
    """What one source says of a city."""

    source: Id
    label: str
    status: str
    holder: str | None
    basis: str
    shares: Shares
    sectors: Mapping[str, float | None]
    distance_km: float | None
    valid_from: datetime
    said_at: datetime
    recorded_at: datetime
    url: str | None
    stale: bool
    confirmed_at: datetime
    extent: str
    part: str | None
    via: tuple[Id, ...]


class CityAnswer(Answer, frozen=True, kw_only=True):
    """One city by each source."""

    place: PlaceShape
    readings: tuple[CityReadingShape, ...]
    summary: SummaryShape


class LinkShape(Struct, frozen=True, kw_only=True):
    """How another claim bears on a claim."""

    kind: str
    outgoing: bool
    claim: Id
    source: Id
    independent: str
    standing: str
    reason: str | None


class ClaimShape(Struct, frozen=True, kw_only=True):
    """One claim with who says it and against whom."""

    id: Id
    source: Id
    source_name: str
    relation: str
    side: str | None
    reliability: str
    credibility: int
    via: tuple[Id, ...]
    places: tuple[Id, ...]
    kind: str
    text: str
    quote: str
    original: str | None
    language: str
    commitment: str
    hedge: str | None
    verification: str
    verification_by: str | None
    verification_words: str | None
    said_at: datetime
    said_precision: str
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_at: datetime
    url: str | None
    citation: str | None
    links: tuple[LinkShape, ...]


class ClaimsAnswer(Answer, frozen=True, kw_only=True):
    """One page of claims, newest said first."""

    claims: tuple[ClaimShape, ...]
    more: bool
    cursor: str
    """Where the next page begins; empty after the last."""
    total: int
    """Of all pages, counted up to 10,000."""


class StatsAnswer(Answer, frozen=True, kw_only=True):
    """The figures about a city as `sitmon stats CITY --json` prints them."""

    place: PlaceShape
    statistics: tuple[Mapping[str, Any], ...]
    measured: tuple[Mapping[str, Any], ...]
    trends: tuple[Mapping[str, Any], ...]
    neighbours: tuple[Mapping[str, Any], ...]


class SourceHeard(Struct, frozen=True, kw_only=True):
    """A source, what it contributes, and the last attempt of each connector that feeds it."""

    source: Source
    readings: int
    """In force."""
    last_said: datetime | None
    attempts: tuple[Attempt, ...]


class SourcesAnswer(Answer, frozen=True, kw_only=True):
    """Every source, by id."""

    sources: tuple[SourceHeard, ...]


class PlacesAnswer(Answer, frozen=True, kw_only=True):
    """Places, by id."""

    places: tuple[Recorded[Place], ...]
    cursor: str


class ReadingsAnswer(Answer, frozen=True, kw_only=True):
    """Readings in force, by id."""

    readings: tuple[ReadingInForce, ...]
    cursor: str


class StatisticsAnswer(Answer, frozen=True, kw_only=True):
    """Figures said by then, by id."""

    statistics: tuple[Recorded[Statistic], ...]
    cursor: str


class MapShape(Struct, frozen=True, kw_only=True):
    """A source's map of a day, without its polygons."""

    id: Id
    source: Id
    valid_from: datetime
    said_at: datetime
    recorded_at: datetime
    statuses: tuple[AreaStatus, ...]
    """What this kind of map draws at all."""
    areas: int
    url: str | None


class TerrainAnswer(Answer, frozen=True, kw_only=True):
    """Maps, by id."""

    maps: tuple[MapShape, ...]
    cursor: str
