"""Small valid records for tests; every argument beyond the id is a field of the record."""

from datetime import UTC, datetime, timedelta
from typing import Any

from situation.judgement import Opinion
from situation.model import (
    AnyRecord,
    Assessment,
    Claim,
    ControlReading,
    Coverage,
    Document,
    Link,
    Note,
    Party,
    Place,
    Source,
    Statistic,
)
from situation.vocabulary import (
    Basis,
    ClaimKind,
    Comparator,
    ControlStatus,
    LinkKind,
    PlaceKind,
    SourceKind,
)

DAY = datetime(2025, 11, 5, tzinfo=UTC)
"""Midnight of the worked example's day."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved; may be moved back."""

    def __init__(self, now: datetime = DAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **difference: float) -> datetime:
        """Move by a `timedelta` of these arguments; returns the new time."""
        self.now += timedelta(**difference)
        return self.now


def make_party(party_id: str = "UA", **fields: Any) -> Party:
    """A party; its letter is the first of its id."""
    return Party(
        **{"id": party_id, "name": party_id, "letter": party_id[0], "colour": "held"} | fields
    )


def make_source(source_id: str = "nyt", **fields: Any) -> Source:
    """A news outlet tied to no side."""
    return Source(**{"id": source_id, "name": source_id, "kind": SourceKind.NEWS_OUTLET} | fields)


def make_place(place_id: str = "pokrovsk", **fields: Any) -> Place:
    """A city."""
    given: dict[str, Any] = {
        "id": place_id,
        "name": place_id,
        "kind": PlaceKind.CITY,
        "country": "UA",
    }
    return Place(**given | fields)


def make_document(digit: str = "0", **fields: Any) -> Document:
    """A document whose hash is one digit over and over."""
    return Document(**{"id": f"sha256:{digit * 64}", "media_type": "text/html"} | fields)


def make_reading(reading_id: str = "reading", **fields: Any) -> ControlReading:
    """Pokrovsk contested, said and valid from the example's day on."""
    given: dict[str, Any] = {
        "id": reading_id,
        "place": "pokrovsk",
        "source": "nyt",
        "label": "contested",
        "status": ControlStatus.CONTESTED,
        "basis": Basis.REPORTED,
        "valid_from": DAY,
        "said_at": DAY,
    }
    return ControlReading(**given | fields)


def make_coverage(day: datetime = DAY, source: str = "nyt", **fields: Any) -> Coverage:
    """A whole map read for a day, said on it."""
    given: dict[str, Any] = {
        "id": f"{source}:{day:%Y-%m-%d}",
        "source": source,
        "valid_from": day,
        "said_at": day,
    }
    return Coverage(**given | fields)


def make_statistic(statistic_id: str = "statistic", **fields: Any) -> Statistic:
    """1,300 people left in Pokrovsk."""
    given: dict[str, Any] = {
        "id": statistic_id,
        "place": "pokrovsk",
        "metric": "population-remaining",
        "source": "nyt",
        "comparator": Comparator.EQUAL,
        "value": 1300.0,
        "unit": "people",
        "as_of": DAY,
        "said_at": DAY,
    }
    return Statistic(**given | fields)


def make_claim(claim_id: str = "claim", **fields: Any) -> Claim:
    """An event in Pokrovsk, said on the example's day."""
    given: dict[str, Any] = {
        "id": claim_id,
        "source": "nyt",
        "places": ("pokrovsk",),
        "kind": ClaimKind.EVENT,
        "text": "Fighting goes on in the city.",
        "said_at": DAY,
    }
    return Claim(**given | fields)


def make_link(link_id: str, subject: str, target: str, **fields: Any) -> Link:
    """One claim disputes another."""
    given: dict[str, Any] = {
        "id": link_id,
        "subject": subject,
        "kind": LinkKind.DISPUTES,
        "object": target,
    }
    return Link(**given | fields)


def make_assessment(assessment_id: str = "assessment", **fields: Any) -> Assessment:
    """An analyst agrees with a claim."""
    given: dict[str, Any] = {
        "id": assessment_id,
        "claims": ("claim",),
        "opinion": Opinion.AGREE,
        "reason": "two sources",
        "author": "analyst",
        "said_at": DAY,
    }
    return Assessment(**given | fields)


def make_note(note_id: str = "note", **fields: Any) -> Note:
    """An analyst remarks on a claim."""
    given: dict[str, Any] = {
        "id": note_id,
        "claims": ("claim",),
        "text": "The photograph is of another street.",
        "author": "analyst",
        "said_at": DAY,
    }
    return Note(**given | fields)


def make_cast() -> tuple[AnyRecord, ...]:
    """Two parties, two sources and two places, in an order that a store takes."""
    return (
        make_party("UA"),
        make_party("RU"),
        make_source("nyt"),
        make_source("deepstate"),
        make_place("pokrovsk"),
        make_place("myrnohrad"),
    )
