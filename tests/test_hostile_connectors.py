"""Hostile bodies through every connector that reads their format."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from situation.connector import Batch, Connector, Wanted
from situation.errors import InputError
from situation.model import Coverage
from situation.settings_model import ChannelSettings
from situation.sources.deepstate_history import DeepStateHistory
from situation.sources.deepstate_mirror import DeepStateMirror
from situation.sources.geoconfirmed import GeoConfirmed
from situation.sources.geonames import GeoNames
from situation.sources.katottg import Katottg
from situation.sources.telegram import TelegramChannel
from situation.sources.ucdp import UcdpGed
from situation.sources.viina_control import ViinaControl
from situation.sources.viina_events import ViinaEvents
from situation.sources.wikipedia_module import WikipediaModule
from tests.hostile import HostileCase, hostile_cases, needs_hostile
from tests.situation.sources.event_bodies import body, known, table
from tests.situation.sources.gazetteer_bytes import zipped
from tests.test_hostile_corpus import (
    OWN_TEXTS,
)
from tests.test_hostile_sync import is_safe


def in_zip(content: bytes) -> bytes:
    return zipped({"data.csv": content})


def in_module(content: bytes) -> bytes:
    """As the text of the newest revision of Wikipedia's module."""
    text = content.decode("utf-8", "replace")
    revision = {"revid": 20, "timestamp": "2025-11-20T15:04:05Z", "comment": text[:200]}
    revision |= {"slots": {"main": {"content": text}}}
    return json.dumps({"query": {"pages": [{"revisions": [revision]}]}}).encode()


READERS: Final = (
    (ViinaControl(), "control_latest_2025.zip", in_zip),
    (ViinaEvents(), "event_info_latest_2025.zip", in_zip),
    (GeoConfirmed(), "geoconfirmed.csv", in_zip),
    (UcdpGed("https://ucdp.example/ged.csv"), "ged.csv", bytes),
    (UcdpGed("https://ucdp.example/ged.csv"), "ged.csv", in_zip),
    (WikipediaModule(), "", in_module),
    (DeepStateMirror(), "deepstatemap_data_20251125.geojson", bytes),
    (DeepStateHistory(), "1764028800.geojson", bytes),
    (GeoNames(), "UA.zip", lambda content: zipped({"UA.txt": content})),
    (Katottg("https://kse.example/katottg.zip"), "katottg.csv", in_zip),
    (TelegramChannel("tg", ChannelSettings(channel="tg", source="tg")), "", bytes),
)
"""What no test beside the connector gives the cases to: its name there, and what they stand in."""
BODIES: Final = [
    case for case in hostile_cases("csv", "json", "geojson") if case.id != "geo-10m-vertices"
]


def read(connector: Connector, name: str, content: bytes) -> Batch:
    """What a connector makes of a body; nothing, where it refuses it as it should."""
    wanted = Wanted(url=f"https://evil.example/{name}", name=name)
    try:
        batch = connector.read([body(content, wanted)], known(source_ids={"tg"}))
    except InputError as error:
        batch = Batch(warnings=(error.line,))
    assert is_safe([batch.records, batch.warnings, batch.rejected])
    assert is_safe([(area.status, area.label) for day in batch.maps for area in day.areas])
    assert is_safe([(day.document, day.skipped) for day in batch.maps])
    return batch


@needs_hostile
@pytest.mark.parametrize("case", BODIES, ids=lambda case: case.id)
def test_a_connector_refuses_a_hostile_body_or_reads_it_safely(case: HostileCase) -> None:
    content = case.payload()
    for connector, name, made_of in READERS:
        batch = read(connector, name, made_of(content))
        if case.kind != "geojson" or "rejected" in case.must:
            assert not batch.maps
            assert [one for one in batch.records if not isinstance(one, Coverage)] == []


def test_a_module_that_cannot_be_read_covers_no_day() -> None:
    batch = read(WikipediaModule(), "", in_module(b"{" * 50))
    assert batch.rejected
    assert batch.records == ()


def rows_of(columns: Mapping[str, str], hostile: Sequence[str], delimiter: str = ",") -> bytes:
    """A table with a row for each of our texts, which stands in the hostile columns."""
    rows = [
        [text if name in hostile else value.format(number) for name, value in columns.items()]
        for number, text in enumerate(OWN_TEXTS)
    ]
    return table(list(columns), rows, delimiter).encode("utf-8", "replace")


def row(cells: str) -> Mapping[str, str]:
    """The cells of a sound row by their columns; `{}` becomes the row's number."""
    return dict(cell.split("=", 1) for cell in cells.split("|"))


REPORT: Final = row(
    "event_id={}|date=20251120|geonameid=704422|GEO_PRECISION=ADM3|source=liveuamap"
    "|url=https://t.me/x/{}|text=Explosions|lang=en"
)
FOOTAGE: Final = row(
    "Date=2025-11-20|Name=|Faction=Russia|Latitude=48.2821|Longitude=37.1760"
    "|PlusCode=75JG+X9 Pokrovsk, Ukraine|Description=A flag|Source=https://x.com/{}"
    "|Geolocation=https://maps.app.goo.gl/{}|Id={}"
)
EVENT: Final = row(
    "id={}|type_of_violence=1|side_a=A|side_b=B|number_of_sources=4|where_prec=1|date_prec=2"
    "|where_coordinates=Pokrovsk city|adm_1=Donetsk oblast|latitude=48.282|longitude=37.176"
    "|date_start=2025-09-04|date_end=2025-09-06|best=5|high=9|low=3"
)
CONTROL: Final = row(
    "geonameid=704422|date=20251120|status=UA|status_wiki=UA|status_boost=UA|status_dsm=RU"
    "|status_isw=RU"
)


@pytest.mark.parametrize(
    ("reader", "columns", "hostile", "delimiter"),
    [
        (0, CONTROL, ("status", "status_wiki"), ","),
        (1, REPORT, ("text", "source", "lang"), ","),
        (1, REPORT, ("url", "event_id"), ","),
        (1, REPORT, ("date", "geonameid", "GEO_PRECISION"), ","),
        (2, FOOTAGE, ("Description", "Faction", "Id"), ";"),
        (2, FOOTAGE, ("Name", "Source", "Geolocation"), ";"),
        (2, FOOTAGE, ("Date", "Latitude", "PlusCode"), ";"),
        (4, EVENT, ("side_a", "where_coordinates", "adm_1"), ","),
        (4, EVENT, ("id", "latitude", "date_start"), ","),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_a_table_of_hostile_cells_is_read_safely(
    reader: int, columns: Mapping[str, str], hostile: tuple[str, ...], delimiter: str
) -> None:
    connector, name, made_of = READERS[reader]
    content = rows_of(columns, hostile, delimiter)
    batch = read(connector, name, made_of(content))
    is_figure = {"date", "Date", "Latitude", "latitude", "status"} & set(hostile)
    assert bool(batch.records) == (not is_figure), batch


def test_marks_with_hostile_labels_are_read_safely() -> None:
    marks = "".join(
        f'{{ lat = "48.282", long = "37.176", mark = mk.rus, label = "{text}" }},\n'
        f'{{ lat = "48.282", long = "37.176", mark = "{text}", label = "Pokrovsk" }},\n'
        for text in OWN_TEXTS
    )
    batch = read(WikipediaModule(), "", in_module(f"return {{ marks = {{ {marks} }} }}".encode()))
    assert batch.rejected
