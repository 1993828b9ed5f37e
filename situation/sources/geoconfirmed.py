"""GeoConfirmed: published footage that volunteers found the place of.

Read is the CSV of `/api/Map/export/Ukraine/csv`: UTF-8 with a byte-order mark, `;`. Columns about
units and equipment are never looked at, and what a description says of them is withheld. *Faction*
is whose deed or equipment the footage shows, not who holds the place.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.model import Claim
from situation.periods import start_of_day
from situation.record import Id
from situation.sources.claim_parts import day_of, is_asked_for, stable_id
from situation.sources.columns import rows_by_header
from situation.sources.faults import Faults
from situation.sources.many_bodies import read_each
from situation.sources.text_stream import text_lines
from situation.sources.web_links import web_link
from situation.sources.withheld import without_withheld
from situation.text import clean
from situation.vocabulary import ClaimKind, PlacePrecision, Verification

EXPORT_URL: Final = "https://geoconfirmed.org/api/Map/export/Ukraine/csv"
COLUMNS: Final = (
    *("Date", "Name", "Faction", "Latitude", "Longitude", "PlusCode"),
    *("Description", "Source", "Geolocation", "Id"),
)
WINDOW: Final = timedelta(days=30)
NOTICE: Final = (
    "GeoConfirmed's data are free for research, journalism and analysis; its volunteers ask to be"
    " told before anybody takes them in bulk, and this fetches the whole list (about 31 MB) once a"
    " day. Accept only if you have asked, or your use is of this kind."
)
MAX_EXPORT_BYTES: Final = 150 * MEGABYTE

_SOURCE: Final = "geoconfirmed"
_PLUS_CODE: Final = re.compile(r"[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\s*")
_MONTHS: Final = dict(
    zip(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
        range(1, 13),
        strict=True,
    )
)
_NAMED_DAY: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*[ -](\d{4})\Z", re.ASCII)
_UNIT_OR_SITE: Final = re.compile(
    r"\b(?:brigades?|battalions?|regiments?|divisions?|corps|compan(?:y|ies)|platoons?|squads?"
    r"|locations?|positions?|ramps?|sites?|deployed|stationed|air[- ]defen[cs]e|radars?|pantsir"
    r"|s-[34]00|headquarters|command posts?)\b",
    re.IGNORECASE,
)
_AT_THE_PLACE: Final = frozenset({PlacePrecision.POINT, PlacePrecision.SETTLEMENT})


class GeoConfirmed(Connector):
    """The located footage at known places, of the last 30 days where nobody says more.

    Args:
        url: the CSV export.
    """

    key: Id = _SOURCE
    source: Id = _SOURCE
    every: timedelta = timedelta(days=1)
    on_by_default: bool = False
    notice: str = NOTICE

    def __init__(self, url: str = EXPORT_URL) -> None:
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:  # noqa: ARG002 -- the protocol's
        """The whole list; there is no shorter one."""
        name = "geoconfirmed.csv"
        return (Wanted(url=self._url, name=name, accept="text/csv", max_bytes=MAX_EXPORT_BYTES),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """One claim for each piece of footage of a wanted day at a known place.

        Raises:
            InputError: no body can be used; a missing column is named.
        """
        return read_each(bodies, lambda body: _read(body, known))


def _read(body: Body, known: Known) -> Batch:
    where = clean(body.wanted.name or body.wanted.url)
    faults = Faults(where)
    lines = text_lines(body.content, where=where, faults=faults)
    claims: dict[Id, Claim] = {}
    seen = 0
    for row in rows_by_header(lines, COLUMNS, where=where, faults=faults, delimiter=";"):
        seen += 1
        claim = _claim(dict(zip(COLUMNS, row, strict=True)), f"row {seen}", known, faults)
        if claim:
            claims[claim.id] = claim
    return Batch(
        records=tuple(claims.values()),
        seen=seen,
        rejected=faults.skipped,
        data_until=max((claim.said_at for claim in claims.values()), default=None),
    )


def _claim(row: Mapping[str, str], part: str, known: Known, faults: Faults) -> Claim | None:
    day = _day(row["Date"])
    if not row["Date"].strip():
        faults.count("an entry without a date: a fixed site and no event")
        return None
    if day is None or not row["Id"].strip():
        faults.skip(part, f"“{row['Date'][:40]}” is no day that can be told, or it has no id")
        return None
    if not is_asked_for(day, known, WINDOW):
        return None
    description = clean(row["Description"].strip(" ,") or row["Name"], 500)
    why = _withheld(clean(f"{row['Name']}. {description}", 1_000))
    place = None if why else _place(row, known)
    if why or not description or place is None:
        faults.count(why or "an entry without words, or at no place that this store has")
        return None
    return _record(row, day, place, description)


def _withheld(words: str) -> str:
    """Why an entry must not be stored: beside an exact place, a unit's name is its position."""
    reasons = without_withheld(words).reasons
    if reasons or _UNIT_OR_SITE.search(words):
        return f"an entry that tells {reasons[0] if reasons else 'where units or weapons stand'}"
    return ""


def _record(row: Mapping[str, str], day: date, place: Id, description: str) -> Claim:
    located = bool(row["Geolocation"].strip(" ,"))
    return Claim(
        id=stable_id(_SOURCE, row["Id"].strip()),
        source=_SOURCE,
        places=(place,),
        kind=ClaimKind.EVENT,
        text=f"Footage from here: “{description}” (shown: {clean(row['Faction'], 40) or 'unsaid'})",
        verification=Verification.PARTLY_VERIFIED if located else Verification.NOT_STATED,
        verification_by=_SOURCE if located else None,
        verification_words="The place of the footage was found by volunteers." if located else "",
        said_at=start_of_day(day),
        url=web_link(row["Source"].split(",")[0]),
        citation=f"GeoConfirmed, entry {clean(row['Id'], 60)}",
    )


def _place(row: Mapping[str, str], known: Known) -> Id | None:
    """The settlement of the plus code's words, where the footage's point fits it."""
    try:
        at = float(row["Latitude"]), float(row["Longitude"])
    except ValueError:
        return None
    if not (math.isfinite(at[0]) and math.isfinite(at[1])):
        return None
    words = clean(_PLUS_CODE.sub("", row["PlusCode"]))
    found = known.places.find(words, at=at)
    is_sure = found.precision in _AT_THE_PLACE and len(found.places) == 1
    return found.places[0] if is_sure else None


def _day(text: str) -> date | None:
    """A day written so that month and day cannot be confused: ISO 8601, or `4 AUG 2023`."""
    match = _NAMED_DAY.match(text.strip())
    if match is None:
        return day_of(text)
    try:
        return date(int(match[3]), _MONTHS.get(match[2].upper(), 0), int(match[1]))
    except ValueError:
        return None
