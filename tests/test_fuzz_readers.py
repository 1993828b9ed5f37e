"""Every reader of outside bytes, given what nobody would send: a typed error or a result.

Hypothesis changes small sound inputs (bytes cut, doubled, replaced) beside inventing its own: what
is nearly right gets deeper into a reader than noise does.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from situation.connector import Connector, Wanted
from situation.errors import SitmonError, UsageError
from situation.fingerprint import canonical
from situation.maps.wkb import polygon_rings, polygon_wkb
from situation.pack import load_pack
from situation.pack_header import load_header
from situation.periods import EARLIEST, LATEST, parse_moment
from situation.settings import read_settings
from situation.settings_model import ChannelSettings, FeedSettings
from situation.sources.acled_counts import AcledCounts
from situation.sources.deepstate import read_answer, read_mirror
from situation.sources.deepstate_history import DeepStateHistory
from situation.sources.deepstate_mirror import DeepStateMirror
from situation.sources.feeds import Feed
from situation.sources.geoconfirmed import GeoConfirmed
from situation.sources.geonames import GeoNames
from situation.sources.katottg import Katottg
from situation.sources.links_only import IswReports
from situation.sources.official_list import OfficialList
from situation.sources.telegram import TelegramChannel
from situation.sources.ucdp import UcdpGed
from situation.sources.viina_control import ViinaControl
from situation.sources.viina_events import ViinaEvents
from situation.sources.wikipedia_module import WikipediaModule
from situation.store.http_events import RevisionInflow
from situation.store.http_pages import EntryInflow
from situation.text import clean
from tests.situation.small_pack import FILES, write_small_pack
from tests.situation.sources.gazetteer_bytes import codifier, geonames_row, zipped
from tests.situation.sources.items import NOW, body, item, known, page, post, rss

NOTHING_SHARED: Final = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
FEW = settings(max_examples=40, deadline=None, suppress_health_check=NOTHING_SHARED)
MANY = settings(max_examples=200, deadline=None, suppress_health_check=NOTHING_SHARED)

RING = [[37.0, 48.0], [37.5, 48.0], [37.5, 48.5], [37.0, 48.5], [37.0, 48.0]]
FEATURE = {
    "type": "Feature",
    "properties": {"name": "a /// b /// geoJSON.territories.1", "fill": "#a52714", "id": None},
    "geometry": {"type": "MultiPolygon", "coordinates": [[RING]]},
}
MAP = json.dumps({"type": "FeatureCollection", "features": [FEATURE]}).encode()
SETTINGS = b"""\
contact = "a@example.org"
[feeds.a]
url = "https://a.example/rss"
source = "paper"
every = "15m"
[channels.b]
channel = "Channel"
source = "paper"
[sources.deepstate-mirror]
on = true
"""
CONNECTORS: Final[tuple[tuple[Connector, bytes], ...]] = (
    (
        Feed("feed", FeedSettings(url="https://paper.example/rss", source="paper")),
        rss(item("Pokrovsk burns")).encode(),
    ),
    (
        TelegramChannel("tg", ChannelSettings(channel="Channel", source="paper")),
        page(post("Покровськ")).encode(),
    ),
    (DeepStateMirror(), MAP),
    (
        DeepStateHistory(),
        json.dumps(
            [{"id": 1_762_300_800, "description": "<p>a</p>", "descriptionEn": "<p>b</p>"}]
        ).encode(),
    ),
    (GeoConfirmed(), b"id,name,description,date,latitude,longitude\n1,a,b,2025-11-05,48.2,37.1\n"),
    (IswReports(), b'[{"id":1,"date_gmt":"2025-11-05T01:00:00","link":"https://a","title":{}}]'),
    (AcledCounts(), b'{"success":true,"data":[{"event_date":"2025-11-05","fatalities":"1"}]}'),
    (UcdpGed(), b'{"TotalCount":1,"TotalPages":1,"Result":[{"id":1,"country_id":369}]}'),
    (ViinaControl(), b"geonameid,status_wiki,status_boost\n704422,RU,RU\n"),
    (ViinaEvents(), b"event_id,date,geonameid,location\n1,20251105,704422,Pokrovsk\n"),
    (WikipediaModule(), b'{"query":{"pages":[{"revisions":[{"slots":{"main":{}}}]}]}}'),
    (
        GeoNames(),
        zipped({"UA.txt": geonames_row(1, "Pokrovsk", (48.2, 37.1), population=3)}),
    ),
    (Katottg("https://a.example/k.csv"), codifier("UA14000000000091971;;;;;O;Донецька")),
    (OfficialList("https://a.example/l"), "Покровськ UA14160210010099403 05.11.2025".encode()),
)


def changed(sound: bytes) -> st.SearchStrategy[bytes]:
    """A sound input with stretches cut out or replaced, or something else entirely."""
    spot = st.integers(0, len(sound))
    stretch = st.tuples(spot, st.integers(0, 12), st.binary(max_size=6) | _strange())

    def apply(changes: list[tuple[int, int, bytes]]) -> bytes:
        made = sound
        for start, length, new in changes:
            made = made[:start] + new + made[start + length :]
        return made

    return st.lists(stretch, min_size=1, max_size=5).map(apply) | st.binary(max_size=400)


def _strange() -> st.SearchStrategy[bytes]:
    return st.sampled_from(
        [
            *(b"\x00", b"\x1b]0;P\x07", b"\xff\xfe", b"&#27;", b"1e999", b"-1", b"99999999999999"),
            *(b"null", b"[]", b"{}", b'"', b"\\ud800", b"<!DOCTYPE x [", b"]]>", b"\r", b"NaN"),
        ]
    )


def is_clean(value: object) -> bool:
    """Whether `clean` would leave every text of a value as it is, line breaks aside."""
    if isinstance(value, str):
        return not any(sign in value for sign in "\x00\x1b\x07\x7f\x9b\u202e")
    if isinstance(value, dict):
        return all(is_clean(key) and is_clean(inner) for key, inner in value.items())
    return not isinstance(value, list | tuple) or all(map(is_clean, value))


def read_or_refused(read: Callable[[], object]) -> None:
    """Only errors of our own tree may leave a reader, and they are clean."""
    told = ""
    try:
        read()
    except SitmonError as error:
        told = error.line
    assert is_clean(told)


@pytest.mark.parametrize(
    ("connector", "sound"), CONNECTORS, ids=[connector.key for connector, _ in CONNECTORS]
)
@FEW
@given(data=st.data())
def test_a_connector_reads_or_refuses(
    connector: Connector, sound: bytes, data: st.DataObject
) -> None:
    told = known()
    wanted = connector.wanted(told) or (Wanted(url="https://paper.example/x"),)
    answer = msgspec.structs.replace(body(data.draw(changed(sound))), wanted=wanted[0])

    def read() -> None:
        batch = connector.read([answer], told)
        assert is_clean(msgspec.to_builtins(batch.records))
        assert is_clean([*batch.warnings, *(f"{at.where} {at.why}" for at in batch.rejected)])

    read_or_refused(read)


@MANY
@given(data=changed(MAP))
def test_a_map_file_is_read_or_refused(data: bytes) -> None:
    read_or_refused(lambda: read_mirror(data, name="deepstatemap_data_20251105.geojson", now=NOW))
    read_or_refused(lambda: read_answer(data, name="1762300800.geojson", now=NOW))


@MANY
@given(data=changed(SETTINGS))
def test_settings_never_raise_and_tell_their_faults(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzzed.toml"
    file.write_bytes(data)
    found = read_settings({"SITMON_CONFIG": str(file)})
    for fault in found.faults:
        assert is_clean([fault.where, fault.what, fault.do])


@MANY
@given(rings=st.lists(st.lists(st.tuples(st.floats(), st.floats()), max_size=6), max_size=3))
def test_only_what_is_a_polygon_is_written_as_one(rings: list[list[tuple[float, float]]]) -> None:
    def there_and_back() -> None:
        assert len(polygon_rings(polygon_wkb(rings))) == len(rings)

    read_or_refused(there_and_back)


@MANY
@given(data=changed(polygon_wkb([[(lon, lat) for lon, lat in RING]])))
def test_a_polygon_is_read_or_refused(data: bytes) -> None:
    read_or_refused(lambda: polygon_rings(data))


@MANY
@given(text=st.text(max_size=40) | st.from_regex(r"[0-9A-Za-z]{1,9}(-[0-9A-Za-z]{1,9}){3}"))
def test_a_fingerprint_is_read_or_refused(text: str) -> None:
    def read() -> None:
        assert canonical(canonical(text)) == canonical(text)

    read_or_refused(read)


MOMENTS = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"\d{1,5}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?"),
    st.from_regex(r"\d{1,6} ?[mhdwy]"),
    st.from_regex(r"\d{1,3}:\d{1,3}"),
    st.dates().map(date.isoformat),
    st.datetimes().map(datetime.isoformat),
)


@MANY
@given(text=MOMENTS, start=st.booleans())
def test_a_moment_is_read_or_refused(text: str, *, start: bool) -> None:
    def read() -> None:
        moment = parse_moment(text, lambda: NOW, start=start)
        assert moment.tzinfo is not None
        assert EARLIEST <= moment <= LATEST

    read_or_refused(read)


ENTRIES = (
    b'{"entry":1,"recorded_at":"2025-11-05T00:00:00Z","author":"a","act":"assert","kind":"place",'
    b'"id":"p","body":"{}","seal":"' + b"0" * 64 + b'"}\n'
)
EVENTS = b'id: 7\nevent: change\ndata: {"revision":7}\n\n: alive\n\n'


@MANY
@given(data=changed(ENTRIES), cut=st.integers(1, 50))
def test_a_page_of_a_server_s_log_is_read_or_refused(data: bytes, cut: int) -> None:
    def read() -> None:
        inflow = EntryInflow("", "https://server.example")
        for start in range(0, len(data), cut):
            inflow.take(data[start : start + cut])
        inflow.end()

    read_or_refused(read)


@MANY
@given(data=changed(EVENTS), cut=st.integers(1, 50))
def test_a_server_s_stream_is_read_or_refused(data: bytes, cut: int) -> None:
    def read() -> None:
        inflow = RevisionInflow("https://server.example")
        for start in range(0, len(data), cut):
            for revision in inflow.take(data[start : start + cut]):
                assert revision >= 0

    read_or_refused(read)


@pytest.mark.parametrize("name", FILES)
@FEW
@given(data=st.data())
def test_a_pack_is_read_or_refused(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / f"pack-{name}"
    folder.mkdir(exist_ok=True)
    write_small_pack(folder)
    (folder / name).write_bytes(data.draw(changed(FILES[name].encode())))
    read_or_refused(lambda: load_header(folder))

    def read() -> None:
        assert is_clean(msgspec.to_builtins(load_pack(folder).all_records()))

    read_or_refused(read)


@MANY
@given(text=st.text(), limit=st.integers(1, 50), lines=st.booleans())
def test_cleaning_is_done_once(text: str, limit: int, *, lines: bool) -> None:
    cleaned = clean(text, limit, lines=lines)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit, lines=lines) == cleaned


def test_a_name_that_is_half_a_character_costs_one_version_only() -> None:
    answer = b'[{"\\ud800":1},{"id":1762300800,"description":"a","descriptionEn":"b"}]'
    connector = DeepStateHistory()
    (wanted,) = connector.wanted(known())
    read = msgspec.structs.replace(body(answer), wanted=wanted)
    read_or_refused(lambda: connector.read([read], known()))


def test_an_age_from_before_the_first_day_is_refused() -> None:
    with pytest.raises(UsageError, match="outside 1990"):
        parse_moment("9999w", lambda: NOW)
