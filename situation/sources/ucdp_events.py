"""One event of UCDP's Georeferenced Event Dataset, from a row of its CSV or JSON (CC BY 4.0).

Sundberg and Melander (2013); columns as in UCDP's GED codebook. `where_prec` says how exactly the
place is known, `date_prec` the day, `low`, `best` and `high` how many were killed.
"""

from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.model import Claim, Statistic
from situation.periods import start_of_day
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.text import clean
from situation.vocabulary import ClaimKind, Comparator, PlacePrecision, Precision

SOURCE: Final = "ucdp"
DATE_PRECISION: Final = {
    1: (Precision.DAY, "the day is known"),
    2: (Precision.DAYS, "known to two to six days"),
    3: (Precision.WEEK, "known to the week"),
    4: (Precision.MONTH, "known to the month"),
    5: (Precision.YEAR, "known to more than a month, up to a year"),
}
PLACE_PRECISION: Final = {
    1: "the very place is known",
    2: "within about 25 km of the place named",
    3: "known to the district",
    4: "known to the region",
    5: "along a line or in a vague area",
    6: "known to the country only",
    7: "at sea or in the air",
}
MAX_DEATHS: Final = 10_000_000

_VERY_PLACE: Final = 1
_WITHIN_REGION: Final = 5
_ONE_SIDED: Final = 3
_AT_THE_PLACE: Final = frozenset({PlacePrecision.POINT, PlacePrecision.SETTLEMENT})


class GedEvent(Struct, frozen=True):
    """The columns that are read; names of people and headlines are not among them."""

    id: int
    type_of_violence: int
    side_a: str
    side_b: str
    where_prec: int
    latitude: float
    longitude: float
    date_prec: int
    date_start: str
    date_end: str
    best: int
    high: int
    low: int
    number_of_sources: int = 0
    where_coordinates: str | None = None
    adm_1: str | None = None

    def fault(self, now: datetime) -> str:
        """Why its figures or dates cannot be used; empty where they can."""
        if not 0 <= self.low <= self.best <= self.high <= MAX_DEATHS:
            return f"its figures {self.low}, {self.best}, {self.high} do not rise"
        if self.date_prec not in DATE_PRECISION or self.where_prec not in PLACE_PRECISION:
            return "it does not say how exactly its day or place is known"
        try:
            is_possible = self.first_day <= self.last_day <= now.date()
        except ValueError:
            is_possible = False
        return "" if is_possible else "its days cannot be true"

    @property
    def first_day(self) -> date:
        """The day it began."""
        return datetime.fromisoformat(self.date_start).date()

    @property
    def last_day(self) -> date:
        """The day it ended."""
        return datetime.fromisoformat(self.date_end).date()


def place_of(event: GedEvent, places: PlaceMatcher) -> Id | None:
    """The settlement where the very place is known, else the region; None where neither is."""
    region = places.region_named(clean(event.adm_1 or ""))
    if event.where_prec == _VERY_PLACE:
        at = (event.latitude, event.longitude)
        found = places.find(clean(event.where_coordinates or ""), at=at, within=region)
        if found.precision in _AT_THE_PLACE and len(found.places) == 1:
            return found.places[0]
    return region if event.where_prec <= _WITHIN_REGION else None


def claim_of(event: GedEvent, place: Id, *, candidate: bool) -> Claim:
    """The event as UCDP's claim.

    The files do not say when an event was coded: candidate events come out about a month later,
    the others in the year after, and are dated by that.
    """
    precision, words = DATE_PRECISION[event.date_prec]
    said_at, said_precision = _said(event.last_day, candidate=candidate)
    return Claim(
        id=f"{SOURCE}:event-{event.id}",
        source=SOURCE,
        places=(place,),
        kind=ClaimKind.EVENT,
        text=_text(event),
        said_at=said_at,
        said_precision=said_precision,
        valid_from=start_of_day(event.first_day),
        valid_to=start_of_day(event.last_day + timedelta(days=1)),
        valid_precision=precision,
        url="https://ucdp.uu.se",
        citation=f"UCDP GED, event {event.id}, coded from {event.number_of_sources} reports; place"
        f" {PLACE_PRECISION[event.where_prec]}; date {words}",
    )


def deaths_of(event: GedEvent, place: Id, claim: Claim) -> Statistic:
    """How many were killed in one event: UCDP's best figure between its lowest and highest."""
    is_range = event.low != event.high
    return Statistic(
        id=f"{SOURCE}:deaths-{event.id}",
        place=place,
        metric="deaths",
        source=SOURCE,
        comparator=Comparator.RANGE if is_range else Comparator.EQUAL,
        value=float(event.best),
        low=float(event.low) if is_range else None,
        high=float(event.high) if is_range else None,
        unit="people",
        of=f"killed in UCDP event {event.id}",
        words=f"best {event.best}, low {event.low}, high {event.high}",
        as_of=start_of_day(event.last_day),
        as_of_precision=claim.valid_precision,
        said_at=claim.said_at,
        said_precision=claim.said_precision,
        url=claim.url,
        claim=claim.id,
    )


def _text(event: GedEvent) -> str:
    first, second = clean(event.side_a, 100), clean(event.side_b, 100)
    where = clean(event.where_coordinates or event.adm_1 or "", 100)
    who = (
        f"Violence of {first} against {second}"
        if event.type_of_violence == _ONE_SIDED
        else f"Fighting between {first} and {second}"
    )
    count = (
        f"{event.best}"
        if event.low == event.high
        else (f"{event.best} (best estimate; {event.low} to {event.high})")
    )
    return f"{who}, {where or 'place not named'}: {count} killed."


def _said(day: date, *, candidate: bool) -> tuple[datetime, Precision]:
    if not candidate:
        return start_of_day(date(day.year + 1, 1, 1)), Precision.YEAR
    next_month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return start_of_day(next_month), Precision.MONTH
