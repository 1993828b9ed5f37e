"""VIINA 2.0: news reports of violent events, placed by machine (ODbL 1.0).

Zhukov and Ayers (2023). Read are the rows of `Data/event_info_latest_YYYY.zip`, a report of an
outlet each. Nobody checked them: a row says that something was reported, not that it happened.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
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
from situation.sources.viina_control import DATA_URL, FIRST_YEAR
from situation.sources.viina_words import SOURCE
from situation.sources.web_links import web_link
from situation.sources.withheld import without_withheld
from situation.text import clean
from situation.vocabulary import ClaimKind, Commitment, Quote

COLUMNS: Final = (
    *("event_id", "date", "geonameid", "GEO_PRECISION"),
    *("source", "url", "text", "lang"),
)
WINDOW: Final = timedelta(days=30)
MAX_ZIP_BYTES: Final = 200 * MEGABYTE
MAX_HEADLINE: Final = 400

_OUTLETS: Final = {
    "espreso": "espreso",
    "liga": "liga",
    "liveuamap": "liveuamap",
    "meduza": "meduza",
    "ng": "nezavisimaya-gazeta",
    "pravdaua": "ukrainska-pravda",
    "unian": "unian",
}
"""Source ids of the outlets by VIINA's words for them, as far as these were seen."""
_LANGUAGES: Final = {"uk": "uk", "ua": "uk", "ru": "ru", "en": "en"}
_WIDE: Final = {"ADM2": "a district", "ADM1": "a region"}
_EXACT: Final = {"STREET": "a street", "ADM3": "a settlement"}


class ViinaEvents(Connector):
    """The event reports of VIINA about known places, of the last 30 days where nobody says more.

    Args:
        url: the directory of the yearly files.
    """

    key: Id = "viina-events"
    source: Id = SOURCE
    every: timedelta = timedelta(days=1)
    on_by_default: bool = False
    notice: str = ""

    def __init__(self, url: str = DATA_URL) -> None:
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """The files of the years that the wanted days lie in."""
        first = (known.since or (known.now - WINDOW).date()).year
        return tuple(
            Wanted(
                url=f"{self._url.rstrip('/')}/event_info_latest_{year}.zip",
                name=f"event_info_latest_{year}.zip",
                max_bytes=MAX_ZIP_BYTES,
                may_be_missing=year == known.now.year and known.now.month == 1,
            )
            for year in range(max(first, FIRST_YEAR), known.now.year + 1)
        )

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """One claim for each report of a wanted day at a known place.

        Raises:
            InputError: no body can be used: damaged, or a column is missing, which it names.
        """
        return read_each(bodies, lambda body: _read(body, known))


def _read(body: Body, known: Known) -> Batch:
    where = clean(body.wanted.name or body.wanted.url)
    faults = Faults(where)
    lines = text_lines(body.content, where=where, faults=faults)
    claims: dict[Id, Claim] = {}
    seen = 0
    for row in rows_by_header(lines, COLUMNS, where=where, faults=faults):
        seen += 1
        claim = _claim(dict(zip(COLUMNS, row, strict=True)), f"row {seen}", known, faults)
        if claim is None:
            continue
        if claim.id in claims:
            faults.count("the same report of the same place and day again")
        claims.setdefault(claim.id, claim)
    return Batch(
        records=tuple(claims.values()),
        seen=seen,
        rejected=faults.skipped,
        data_until=max((claim.said_at for claim in claims.values()), default=None),
    )


def _claim(row: Mapping[str, str], part: str, known: Known, faults: Faults) -> Claim | None:
    day = day_of(row["date"])
    if day is None:
        faults.skip(part, f"“{row['date'][:40]}” is no day")
        return None
    if not is_asked_for(day, known, WINDOW):
        return None
    places = _places(row, known, faults)
    headline = clean(row["text"], MAX_HEADLINE)
    why = _left_out(headline)
    if why or not places:
        if places:
            faults.count(why)
        return None
    word = clean(row["source"], 60) or "an outlet that is not named"
    outlet = _OUTLETS.get(word.lower(), "")
    is_known = outlet in known.source_ids
    address = web_link(row["url"])
    return Claim(
        id=stable_id(SOURCE, f"{address or row['event_id']} {row['geonameid']} {day}"),
        source=outlet if is_known else SOURCE,
        via=(SOURCE,) if is_known else (),
        places=places,
        kind=ClaimKind.EVENT,
        text=f"Reported by {word}: “{headline}”",
        quote=Quote.DIRECT if is_known else Quote.INDIRECT,
        original=headline,
        language=_LANGUAGES.get(row["lang"].strip().lower(), "uk"),
        commitment=Commitment.UNKNOWN,
        said_at=start_of_day(day),
        url=address,
        citation=f"VIINA 2.0; placed by machine, as exactly as {_exactness(row)}",
    )


def _left_out(headline: str) -> str:
    """Why a report makes no claim; empty where it does."""
    reasons = without_withheld(headline).reasons
    if not headline:
        return "a report without words"
    return f"a report that tells {reasons[0]}" if reasons else ""


def _exactness(row: Mapping[str, str]) -> str:
    word = row["GEO_PRECISION"].strip().upper()
    return f"{_EXACT.get(word) or _WIDE.get(word) or 'is not said'} ({clean(word, 20) or 'blank'})"


def _places(row: Mapping[str, str], known: Known, faults: Faults) -> tuple[Id, ...]:
    """The place of a report, or the region around it where VIINA knows no better."""
    raw = row["geonameid"].strip().removesuffix(".0")
    place = known.places.by_geonames.get(int(raw)) if raw.isdecimal() and len(raw) < 12 else None
    precision = row["GEO_PRECISION"].strip().upper()
    if place is None:
        faults.count("a report of no place, or of one that this store does not have")
        return ()
    if precision in _EXACT:
        return (place,)
    region = known.places.region_of(place)
    if region is None or precision not in _WIDE:
        faults.count("a report placed too roughly to say where")
        return ()
    return (region,)
