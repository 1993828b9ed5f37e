"""The Ukrainian list of territories of hostilities and occupation, Order 376 of 28 February 2025.

It decides legal status, for payments and benefits, and lags the front by design: its entries are
claims about status and never readings of control. The list gives no date for single entries: one is
taken as said on the last day that it names, or on the day of the order where that is later.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.errors import InputError
from situation.lookup import folded, spellings
from situation.model import Claim, Place
from situation.periods import FUTURE_ALLOWANCE, format_day, start_of_day
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.sources.faults import Faults
from situation.sources.katottg_rows import CODE
from situation.sources.many_bodies import read_each
from situation.sources.official_list_periods import Period, periods
from situation.sources.official_list_rows import Entry, entries
from situation.vocabulary import (
    SETTLEMENT_KINDS,
    ClaimKind,
    Commitment,
    PlacePrecision,
    Precision,
    Quote,
)

SOURCE: Final = "ua-order-376"
ORDER_DAY: Final = datetime(2025, 2, 28, tzinfo=UTC)
MAX_BYTES: Final = 64 * MEGABYTE
HROMADA_DIGITS: Final = len("UA1416021")
"""Codes of one community and of what lies in it begin alike up to here."""

_NAME: Final = re.compile(r"perelik[\w.-]*376[\w.-]*\.(?:csv|docx)\Z", re.IGNORECASE)
_EXCEPT: Final = re.compile(r"за винятком|крім|окрім", re.IGNORECASE)
_SETTLEMENT: Final = re.compile(r"(?:с-ще|смт|м|с|c)\.?\s+([^,;]+)")
_DAY: Final = timedelta(days=1)


def detect(name: str) -> bool:
    """Whether a file is the list by its name: `perelik_nakaz376_2025-05-07.csv`, or `.docx`."""
    return _NAME.match(name) is not None


def read_list(content: bytes, *, name: str, places: PlaceMatcher, now: datetime) -> Batch:
    """Read the list.

    Args:
        content: the docx of the ministry, or its tables as CSV.
        name: what to call it in errors.
        places: those of the store; entries of others are only counted.
        now: the present; a period cannot begin after it.

    Returns:
        A claim for each period of each entry. That of a community is about its place, where the
        store has it, and about the settlements in it, but for those that the entry excepts.

    Raises:
        InputError: it is no such list.
    """
    faults = Faults(name)
    reader = _Reader(places, now, faults)
    for entry in entries(content, where=name, faults=faults):
        reader.take(entry)
    if not reader.seen:
        raise InputError("no entry of the list stands in it", where=name, do="fetch it again")
    claims = tuple(reader.claims.values())
    warnings = []
    if reader.unknown:
        warnings.append(
            f"{reader.unknown:,} of {reader.seen:,} entries are of places that the store does not "
            "have: GeoNames and the codifier bring them"
        )
    return Batch(
        records=claims,
        seen=reader.seen,
        rejected=faults.skipped,
        warnings=tuple(warnings),
        data_until=max((claim.said_at for claim in claims), default=None),
    )


class OfficialList(Connector):
    """The list, where the settings say at which address: each edition has its own.

    Args:
        url: of the docx or of the CSV.
    """

    key: Id = "official-list"
    source: Id = SOURCE
    every: timedelta = timedelta(days=7)
    on_by_default: bool = False
    notice: str = ""

    def __init__(self, url: str | None = None) -> None:
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:  # noqa: ARG002 - asked the same always
        """The list; nothing without an address."""
        if self._url is None:
            return ()
        return (Wanted(url=self._url, name="order 376", max_bytes=MAX_BYTES),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Claims; see `read_list`.

        Raises:
            InputError: nothing of it can be used.
        """
        return read_each(
            bodies,
            lambda body: read_list(
                body.content, name=body.wanted.name, places=known.places, now=known.now
            ),
        )


class _Reader:
    """One reading of the list."""

    def __init__(self, places: PlaceMatcher, now: datetime, faults: Faults) -> None:
        self._places = places
        self._now = now
        self._faults = faults
        self._in_hromada: dict[str, list[Place]] = {}
        for place in places.places.values():
            if place.kind in SETTLEMENT_KINDS and place.katottg is not None:
                self._in_hromada.setdefault(place.katottg[:HROMADA_DIGITS], []).append(place)
        self.claims: dict[Id, Claim] = {}
        self.seen = 0
        self.unknown = 0

    def take(self, entry: Entry) -> None:
        """Make claims of an entry, or note why not."""
        self.seen += 1
        if not CODE.match(entry.code):
            self._faults.skip(entry.where, f"“{entry.code}” is no code of the codifier")
            return
        places = tuple(dict.fromkeys(self._places_of(entry)))
        if not places:
            self.unknown += 1
            return
        try:
            spans = periods(entry.dates_from, entry.dates_to)
        except ValueError as error:
            self._faults.skip(f"{entry.where}, {entry.code}", error)
            return
        for span in spans:
            self._add(entry, span, places)

    def _add(self, entry: Entry, span: Period, places: tuple[Id, ...]) -> None:
        claim = _claim(entry, span, places)
        if claim.said_at > self._now + FUTURE_ALLOWANCE:
            self._faults.skip(f"{entry.where}, {entry.code}", "it names a day yet to come")
        elif claim.id in self.claims and self.claims[claim.id] != claim:
            self._faults.skip(f"{entry.where}, {entry.code}", "the period is listed before it")
        else:
            self.claims[claim.id] = claim

    def _places_of(self, entry: Entry) -> Iterator[Id]:
        own = self._places.by_katottg.get(entry.code)
        if own is not None:
            yield own
        if not _is_hromada(entry.code):
            return
        excepted = _excepted(entry.name)
        for place in self._in_hromada.get(entry.code[:HROMADA_DIGITS], ()):
            if excepted.isdisjoint(map(folded, spellings(place))):
                yield place.id


def _is_hromada(code: str) -> bool:
    """Whether a code is that of a community: its digits for the settlement are zeros."""
    hromada, settlement = code[6:HROMADA_DIGITS], code[HROMADA_DIGITS : HROMADA_DIGITS + 3]
    return hromada != "000" and settlement == "000"


def _excepted(name: str) -> set[str]:
    """The folded names of the settlements that an entry excepts in words."""
    _, *behind = _EXCEPT.split(name, maxsplit=1)
    return {folded(found) for text in behind for found in _SETTLEMENT.findall(text)}


def _claim(entry: Entry, span: Period, places: tuple[Id, ...]) -> Claim:
    first, last = span
    begin = start_of_day(first)
    end = None if last is None else start_of_day(last) + _DAY
    said = max(ORDER_DAY, start_of_day(last or first))
    until = f"to {format_day(start_of_day(last))}" if last else "with no end named"
    text = (
        f"Listed under Order 376 as {entry.category.words} from {format_day(begin)} {until}: "
        f"“{entry.name}” (legal status, not control)."
    )
    return Claim(
        id=f"{SOURCE}:{entry.category.key}:{entry.code}:{first:%Y%m%d}",
        source=SOURCE,
        places=places,
        kind=ClaimKind.ASSESSMENT,
        text=text,
        quote=Quote.PARTIAL,
        original=entry.name,
        language="uk",
        commitment=Commitment.CERTAIN,
        precision=PlacePrecision.AREA if _is_hromada(entry.code) else PlacePrecision.SETTLEMENT,
        placed=f"by the code {entry.code} of the codifier",
        said_at=said,
        said_precision=Precision.MONTH,
        valid_from=begin,
        valid_to=end,
    )
