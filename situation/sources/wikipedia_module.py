"""Wikipedia's overview map: who holds a city, by volunteers from cited reports (CC BY-SA 4.0).

Read are revisions of `Module:Russo-Ukrainian war overview map` out of the MediaWiki interface. Its
shape is known from its manual; no answer for this page was seen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.errors import InputError
from situation.model import AnyRecord, ControlReading, Coverage
from situation.periods import FUTURE_ALLOWANCE, as_utc, start_of_day
from situation.record import Id
from situation.sources.faults import Faults
from situation.sources.json_answer import decoded
from situation.sources.many_bodies import read_each
from situation.sources.wikipedia_marks import MARKS, marks_of
from situation.vocabulary import Basis, ControlStatus, Precision

API_URL: Final = "https://en.wikipedia.org/w/api.php"
PAGE_URL: Final = "https://en.wikipedia.org/w/index.php"
TITLE: Final = "Module:Russo-Ukrainian war overview map"
MOST_REVISIONS: Final = 20
"""At once; the interface gives up to 50 with their texts of some 300 kB."""
_SOURCE: Final = "wikipedia-map"
_QUERY: Final = {
    "action": "query",
    "prop": "revisions",
    "titles": TITLE,
    "rvprop": "ids|timestamp|content",
    "rvslots": "main",
    "format": "json",
    "formatversion": 2,
}
_FORWARD: Final = "rvdir=newer"


class _Main(Struct, frozen=True):
    content: str


class _Slots(Struct, frozen=True):
    main: _Main


class _Revision(Struct, frozen=True):
    revid: int
    timestamp: datetime
    slots: _Slots


class _Page(Struct, frozen=True):
    revisions: tuple[_Revision, ...]


class _Query(Struct, frozen=True):
    pages: tuple[_Page, ...]


class _Answer(Struct, frozen=True, rename={"more": "continue"}):
    query: _Query
    more: dict[str, object] | None = None


class WikipediaModule(Connector):
    """The overview map's newest revision, and the ones since the last that was read."""

    key: Id = _SOURCE
    source: Id = _SOURCE
    every: timedelta = timedelta(hours=6)
    on_by_default: bool = True
    notice: str = ""
    revises: bool = True

    def __init__(self, url: str = API_URL) -> None:
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """Revisions from the last one that was read, or from `known.since`; else the newest."""
        since = _read_until(known)
        begin = since or (start_of_day(known.since) if known.since else None)
        span = {"rvlimit": 1} if begin is None else _span(begin)
        url = f"{self._url}?{urlencode({**_QUERY, **span})}"
        return (Wanted(url=url, accept="application/json", max_bytes=50 * MEGABYTE),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Readings of the places whose mark changed from one revision to the next.

        A place of which the store has none, as it came later than the revision, gets its mark too.

        Raises:
            InputError: no body is an answer of the interface.
        """
        return read_each(bodies, lambda body: _read(body, known))


def _span(begin: datetime) -> Mapping[str, object]:
    return {"rvlimit": MOST_REVISIONS, "rvdir": "newer", "rvstart": f"{begin:%Y-%m-%dT%H:%M:%SZ}"}


def _read_until(known: Known) -> datetime | None:
    return known.last.data_until if known.last else None


def _read(body: Body, known: Known) -> Batch:
    answer = decoded(
        body.content,
        _Answer,
        what="an answer with revisions",
        where=_SOURCE,
        do="see whether the page was moved or renamed",
    )
    revisions = sorted(
        (revision for page in answer.query.pages for revision in page.revisions),
        key=lambda revision: (revision.timestamp, revision.revid),
    )
    latest = known.now + FUTURE_ALLOWANCE
    revisions = [revision for revision in revisions if as_utc(revision.timestamp) <= latest]
    if not revisions:
        raise InputError("no revision is in the answer", where=_SOURCE, do="try again later")
    faults = Faults(_SOURCE)
    told = [(revision, _marks(revision, known, faults)) for revision in revisions]
    records = list(_changes(told, known))
    is_readable = told[-1][1] is not None
    # Asked for the newest only, the interface offers older ones to go on with.
    is_newest = answer.more is None or _FORWARD not in body.wanted.url
    if is_newest and is_readable:
        # The newest revision is what the page shows today, however old the edit.
        records.append(_coverage(start_of_day(known.now.date())))
    return Batch(
        records=tuple(records),
        seen=len(revisions),
        rejected=faults.skipped,
        incomplete=() if is_readable else ("the newest revision cannot be read",),
        warnings=() if is_newest else ("more revisions follow: they come with the next run",),
        data_until=as_utc(revisions[-1].timestamp),
    )


def _marks(revision: _Revision, known: Known, faults: Faults) -> Mapping[Id, str] | None:
    """The mark of each known place; None: the revision cannot be read, which is noted."""
    where = f"revision {revision.revid}"
    try:
        return marks_of(revision.slots.main.content, known.places, where=where, faults=faults)
    except InputError as error:
        faults.skip(where, error.what)
        return None


def _changes(
    told: Iterable[tuple[_Revision, Mapping[Id, str] | None]], known: Known
) -> Iterator[AnyRecord]:
    """What each revision that can be read says otherwise than the one before it.

    The revision that was read last time comes again, as what the next ones are compared with.
    """
    before: Mapping[Id, str] | None = None
    read_until = _read_until(known)
    for revision, marks in told:
        if marks is None:
            continue
        moment = as_utc(revision.timestamp)
        if before is None and read_until is not None and moment <= read_until:
            new_places = sorted(marks.keys() - known.reading_days.keys())
            yield from (_reading(place, marks[place], revision) for place in new_places)
        else:
            gone = dict.fromkeys(set(before or ()) - set(marks), "")
            for place, mark in sorted({**marks, **gone}.items()):
                if (before or {}).get(place) != mark:
                    yield _reading(place, mark, revision)
            yield _coverage(moment)
        before = marks


def _reading(place: Id, mark: str, revision: _Revision) -> ControlReading:
    words, status, holder = MARKS.get(mark, ("", ControlStatus.UNKNOWN, None))
    moment = as_utc(revision.timestamp)
    return ControlReading(
        id=f"{_SOURCE}:{place}:{revision.revid}",
        place=place,
        source=_SOURCE,
        label=f"{words} ({mark}), revision {revision.revid}" if mark else "no longer on the map",
        status=status,
        holder=holder,
        basis=Basis.ASSESSED,
        valid_from=moment,
        said_at=moment,
        said_precision=Precision.EXACT,
        url=f"{PAGE_URL}?oldid={revision.revid}",
    )


def _coverage(moment: datetime) -> Coverage:
    key = (
        f"{moment:%Y-%m-%d}"
        if moment == start_of_day(moment.date())
        else f"{moment:%Y%m%dT%H%M%SZ}"
    )
    return Coverage(id=f"{_SOURCE}:{key}", source=_SOURCE, valid_from=moment, said_at=moment)
