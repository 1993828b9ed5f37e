"""UCDP's coded events with people killed, from its interface or a CSV of it (CC BY 4.0).

`https://ucdpapi.pcr.uu.se/api/gedevents/{version}?pagesize=1000&page=0&Country=369` answers
`{"TotalPages", "Result": […]}` to whoever sends a token in the header `x-ucdp-access-token`. A CSV
may carry a row of HXL tags under its header, as those of HDX do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

import msgspec
from msgspec import Raw, Struct

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.model import Claim, Statistic
from situation.record import Id
from situation.sources.columns import rows_by_header
from situation.sources.faults import Faults
from situation.sources.json_answer import decoded
from situation.sources.many_bodies import read_each
from situation.sources.text_stream import text_lines
from situation.sources.ucdp_events import SOURCE, GedEvent, claim_of, deaths_of, place_of
from situation.text import clean

API_URL: Final = "https://ucdpapi.pcr.uu.se/api/gedevents"
UKRAINE: Final = 369
"""Gleditsch and Ward's number of the country, as UCDP uses it; Sudan is 625."""
CREDENTIAL: Final = "ucdp"
CANDIDATE_MONTHS: Final = 3
PAGE_SIZE: Final = 1_000
MOST_PAGES: Final = 60

_PAGE: Final = re.compile(r"([?&]page=)(\d{1,4})\Z", re.ASCII)
_CANDIDATE: Final = re.compile(r"/\d\d\.0\.\d{1,2}\?", re.ASCII)
_COLUMNS: Final = GedEvent.__struct_fields__


class _Answer(Struct, frozen=True, rename="pascal"):
    total_pages: int
    result: tuple[Raw, ...]


class UcdpGed(Connector):
    """The candidate events of the last months; with `known.since`, the yearly edition too.

    Args:
        url: the interface, or a file whose name ends in `.csv`.
        country: Gleditsch and Ward's number.
    """

    key: Id = SOURCE
    source: Id = SOURCE
    every: timedelta = timedelta(days=7)
    on_by_default: bool = False
    notice: str = ""

    def __init__(self, url: str = API_URL, country: int = UKRAINE) -> None:
        self._url = url.rstrip("/")
        self._country = country

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """The first page of each edition; an edition that is not out yet may be missing."""
        if self._url.endswith(".csv"):
            name = clean(self._url.rpartition("/")[2])
            return (Wanted(url=self._url, name=name, max_bytes=200 * MEGABYTE),)
        return tuple(
            Wanted(
                url=f"{self._url}/{edition}?pagesize={PAGE_SIZE}&Country={self._country}"
                f"{start}&page=0",
                accept="application/json",
                credential=CREDENTIAL,
                may_be_missing=True,
            )
            for edition, start in self._editions(known)
        )

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """A claim for each event at a known place or region, and a figure where people died.

        Raises:
            InputError: no body can be used: no answer with events, or a column is missing.
        """
        return read_each(bodies, lambda body: _read(body, known))

    def _editions(self, known: Known) -> Iterator[tuple[str, str]]:
        """Versions with the condition on days that goes along."""
        if known.since is not None:
            # The edition of a year comes out in its middle and ends with the year before.
            newest = known.now.year - (known.now.month < 7)
            yield f"{newest % 100}.1", f"&StartDate={known.since:%Y-%m-%d}"
        month = known.now.replace(day=1)
        for _ in range(CANDIDATE_MONTHS):
            month = (month - timedelta(days=1)).replace(day=1)
            yield f"{month.year % 100}.0.{month.month}", ""


def _read(body: Body, known: Known) -> Batch:
    where = clean(body.wanted.name or body.wanted.url)
    faults = Faults(where)
    is_candidate = _CANDIDATE.search(body.wanted.url) is not None
    rows, pages = _rows(body, where, faults)
    records: list[Claim | Statistic] = []
    seen = 0
    for event in _events(rows, faults):
        seen += 1
        why = event.fault(known.now)
        if why:
            faults.skip(f"event {event.id}", why)
            continue
        if known.since and event.last_day < known.since:
            continue
        place = place_of(event, known.places)
        if place is None:
            faults.count("an event at no place or region that this store has")
            continue
        claim = claim_of(event, place, candidate=is_candidate)
        records.append(claim)
        if event.high:
            records.append(deaths_of(event, place, claim))
    days = [record.valid_to for record in records if isinstance(record, Claim) and record.valid_to]
    return Batch(
        records=tuple(records),
        seen=seen,
        rejected=faults.skipped,
        incomplete=(f"of {pages:,} pages only {MOST_PAGES} are fetched",)
        if pages > MOST_PAGES
        else (),
        data_until=max(days, default=None),
        follow_up=_next_pages(body.wanted, pages),
    )


def _rows(body: Body, where: str, faults: Faults) -> tuple[Iterator[Raw | Mapping[str, str]], int]:
    """The rows of a body, and of how many pages it is one."""
    if not body.content.lstrip().startswith((b"{", b"[")):
        lines = text_lines(body.content, where=where, faults=faults)
        rows = rows_by_header(lines, _COLUMNS, where=where, faults=faults)
        named = (dict(zip(_COLUMNS, row, strict=True)) for row in rows)
        return (row for row in named if not row["date_start"].startswith("#")), 1
    answer = decoded(
        body.content,
        _Answer,
        what="an answer with events",
        where=where,
        do="see whether the token is still good",
    )
    return iter(answer.result), answer.total_pages


def _next_pages(wanted: Wanted, pages: int) -> tuple[Wanted, ...]:
    """All pages behind the first; the address is made here, as an answer's own is not trusted."""
    match = _PAGE.search(wanted.url)
    if match is None or match[2] != "0":
        return ()
    return tuple(
        msgspec.structs.replace(wanted, url=_PAGE.sub(rf"\g<1>{page}", wanted.url))
        for page in range(1, min(pages, MOST_PAGES))
    )


def _events(rows: Iterator[Raw | Mapping[str, str]], faults: Faults) -> Iterator[GedEvent]:
    for number, row in enumerate(rows, start=1):
        try:
            if isinstance(row, Raw):
                yield msgspec.json.decode(row, type=GedEvent, strict=False)
            else:
                yield msgspec.convert(row, GedEvent, strict=False)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            faults.skip(f"row {number}", error)
