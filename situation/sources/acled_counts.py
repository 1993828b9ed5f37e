"""ACLED, for those with their own account: how many events it coded at a place in a month.

No coded event is stored, only their number: ACLED's terms allow no passing on of its rows. Asked is
`https://acleddata.com/api/acled/read` with the user's own bearer token; numbers come as texts and
an error may come with the status 200.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from msgspec import Raw, Struct

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.errors import InputError
from situation.model import Statistic
from situation.periods import start_of_day
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.sources.faults import Faults
from situation.sources.json_answer import decoded
from situation.text import clean
from situation.vocabulary import AsOfBasis, Comparator, PlacePrecision, Precision

READ_URL: Final = "https://acleddata.com/api/acled/read"
CREDENTIAL: Final = "acled"
PAGE_SIZE: Final = 5_000
PAGES: Final = 3
"""Of each month: Ukraine has had less than 10,000 events in any."""
MONTHS: Final = 2
NOTICE: Final = (
    "ACLED's data need an account of your own and may be used under its terms only: not"
    " commercially, its rows not passed on, not for training models. sitmon fetches the rows with"
    " your token, stores nothing but the number of events for each place and month, and exports"
    " none of them. Cite: ACLED, www.acleddata.com, with the day of access."
)

_SOURCE: Final = "acled"
_FIELDS: Final = "event_id_cnty|admin1|location|latitude|longitude|geo_precision"
_EXACT: Final = 1
_AT_THE_PLACE: Final = frozenset({PlacePrecision.POINT, PlacePrecision.SETTLEMENT})


class _Row(Struct, frozen=True):
    event_id_cnty: str
    admin1: str
    location: str
    latitude: float
    longitude: float
    geo_precision: int


class _Answer(Struct, frozen=True):
    data: tuple[Raw, ...] | None = None
    message: str | None = None


class AcledCounts(Connector):
    """Monthly numbers of events, of the last two whole months.

    Args:
        url: where ACLED's interface is read.
        country: its name for the country.
    """

    key: Id = _SOURCE
    source: Id = _SOURCE
    every: timedelta = timedelta(days=7)
    on_by_default: bool = False
    notice: str = NOTICE

    def __init__(self, url: str = READ_URL, country: str = "Ukraine") -> None:
        self._url = url
        self._country = country

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """The pages of each month, all at once: a part of a month is no number."""
        return tuple(
            Wanted(
                url=f"{self._url}?{urlencode(self._query(month, page))}",
                accept="application/json",
                max_bytes=20 * MEGABYTE,
                credential=CREDENTIAL,
                # Were one page told to be as it was, its month would lack it.
                conditional=False,
            )
            for month in _whole_months(known.now.date())
            for page in range(1, PAGES + 1)
        )

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """One figure for each place or region and month; a month with a page missing has none.

        Raises:
            InputError: ACLED refused, or a page is no answer of it.
        """
        faults = Faults(_SOURCE)
        pages: defaultdict[date, dict[int, tuple[Raw, ...]]] = defaultdict(dict)
        for body in bodies:
            month, number = _asked(body.wanted.url)
            pages[month][number] = _rows(body)
        figures: list[Statistic] = []
        incomplete: list[str] = []
        for month, by_number in sorted(pages.items()):
            if len(by_number) < PAGES or len(by_number[PAGES]) >= PAGE_SIZE:
                incomplete.append(f"{month:%B %Y} came in part only and was not counted")
                continue
            rows = [raw for page in by_number.values() for raw in page]
            figures.extend(_figures(month, _counted(rows, month, known, faults)))
        return Batch(
            records=tuple(figures),
            seen=sum(len(page) for by_number in pages.values() for page in by_number.values()),
            rejected=faults.skipped,
            incomplete=tuple(incomplete),
            data_until=max((figure.said_at for figure in figures), default=None),
        )

    def _query(self, month: date, page: int) -> dict[str, object]:
        last = _next_month(month) - timedelta(days=1)
        return {
            "_format": "json",
            "country": self._country,
            "event_date": f"{month}|{last}",
            "event_date_where": "BETWEEN",
            "fields": _FIELDS,
            "limit": PAGE_SIZE,
            "page": page,
        }


def _whole_months(today: date) -> tuple[date, ...]:
    """First days of the last months that are over, the newest first."""
    months: list[date] = []
    month = today.replace(day=1)
    for _ in range(MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        months.append(month)
    return tuple(months)


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _asked(url: str) -> tuple[date, int]:
    """The month and the page that an address of `wanted` asks for."""
    query = parse_qs(urlsplit(url).query)
    return date.fromisoformat(query["event_date"][0].partition("|")[0]), int(query["page"][0])


def _rows(body: Body) -> tuple[Raw, ...]:
    answer = decoded(
        body.content,
        _Answer,
        what="an answer with rows",
        where=_SOURCE,
        do="see whether the interface has moved",
    )
    if answer.data is None:
        raise InputError(
            f"it refused: {clean(answer.message or 'without a reason', 200)}",
            where=_SOURCE,
            do="see whether the token is still good and the account may read this country",
        )
    return answer.data


def _counted(rows: Sequence[Raw], month: date, known: Known, faults: Faults) -> Counter[Id]:
    """Number of events by place: each counts for its region, and for its very place if known."""
    counts: Counter[Id] = Counter()
    seen: set[str] = set()
    for number, raw in enumerate(rows, start=1):
        try:
            row = msgspec.json.decode(raw, type=_Row, strict=False)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            faults.skip(f"{month:%Y-%m}, row {number}", error)
            continue
        if row.event_id_cnty in seen:
            continue
        seen.add(row.event_id_cnty)
        places = _places(row, known.places)
        counts.update(places)
        if not places:
            faults.count("an event at no place or region that this store has")
    return counts


def _places(row: _Row, places: PlaceMatcher) -> Iterable[Id]:
    """The region of an event, and its settlement where ACLED knows the very place."""
    region = places.region_named(clean(row.admin1, 100))
    found = set() if region is None else {region}
    if row.geo_precision == _EXACT:
        at = (row.latitude, row.longitude)
        placed = places.find(clean(row.location, 100), at=at, within=region)
        if placed.precision in _AT_THE_PLACE and len(placed.places) == 1:
            found.update(placed.places)
    return found


def _figures(month: date, counts: Counter[Id]) -> Iterator[Statistic]:
    said_at = start_of_day(_next_month(month))
    for place, count in sorted(counts.items()):
        yield Statistic(
            id=f"{_SOURCE}:{place}:{month:%Y-%m}",
            place=place,
            metric="coded-events",
            source=_SOURCE,
            comparator=Comparator.EQUAL,
            value=float(count),
            unit="events",
            of=f"coded by ACLED in {month:%B %Y}",
            as_of=start_of_day(month),
            as_of_precision=Precision.MONTH,
            as_of_basis=AsOfBasis.ESTIMATE_DATE,
            said_at=said_at,
            said_precision=Precision.MONTH,
            url="https://acleddata.com",
        )
