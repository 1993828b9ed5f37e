"""A small world and fetched bodies, for the tests of event and control sources."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from situation.attempt_records import Attempt
from situation.connector import Body, Known, Wanted
from situation.mapframe import MapFrame
from situation.model import Document, Place, PlaceName
from situation.place_matching import PlaceMatcher
from situation.vocabulary import PlaceKind

NOW = datetime(2025, 11, 26, 12, tzinfo=UTC)
PLACES = (
    Place(id="ukraine", name="Ukraine", kind=PlaceKind.COUNTRY, country="UA"),
    Place(
        id="donetsk-oblast",
        name="Donetsk oblast",
        kind=PlaceKind.REGION,
        country="UA",
        parent="ukraine",
        names=(PlaceName(name="Донецька область", language="uk"),),
    ),
    Place(
        id="pokrovsk",
        name="Pokrovsk",
        kind=PlaceKind.CITY,
        country="UA",
        parent="donetsk-oblast",
        lat=48.282,
        lon=37.1758,
        population=60_127,
        geonames=704422,
        names=(PlaceName(name="Покровськ", language="uk"),),
    ),
    Place(
        id="kurakhove",
        name="Kurakhove",
        kind=PlaceKind.CITY,
        country="UA",
        parent="donetsk-oblast",
        lat=47.987,
        lon=37.2822,
        population=18_220,
        geonames=703656,
    ),
)


def known(
    now: datetime = NOW,
    *,
    places: Iterable[Place] = PLACES,
    source_ids: Iterable[str] = (),
    since: date | None = None,
    last: Attempt | None = None,
    reading_days: Mapping[str, frozenset[date]] | None = None,
) -> Known:
    """What a connector is told."""
    return Known(
        now=now,
        frame=MapFrame(centre=(36.0, 48.5), bounds=(22.0, 44.0, 40.5, 52.6), occupier="RU"),
        places=PlaceMatcher(places, country="UA"),
        source_ids=frozenset(source_ids),
        map_days={},
        reading_days=reading_days or {},
        since=since,
        last=last,
    )


def body(content: bytes | str, wanted: Wanted | None = None, *, name: str = "") -> Body:
    """What came of asking for it."""
    data = content.encode() if isinstance(content, str) else content
    wanted = wanted or Wanted(url=f"https://example.org/{name}", name=name)
    digest = sha256(data).hexdigest()
    document = Document(id=f"sha256:{digest}", media_type="application/octet-stream")
    return Body(wanted=wanted, document=document, content=data, final_url=wanted.url)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    """A CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def zipped(text: str, name: str = "data.csv", *, others: Sequence[str] = ()) -> bytes:
    """A zip with one file, and empty others."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
        for other in others:
            archive.writestr(other, "")
    return packed.getvalue()
