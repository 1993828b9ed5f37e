"""Every CSV and JSON case of the shared corpus, given to each reader of tables and answers."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from situation.connector import Connector, Wanted
from situation.errors import InputError
from situation.sources.acled_counts import AcledCounts
from situation.sources.columns import rows_by_header
from situation.sources.faults import Faults
from situation.sources.geoconfirmed import GeoConfirmed
from situation.sources.links_only import IswReports
from situation.sources.text_stream import text_lines
from situation.sources.ucdp import UcdpGed
from situation.sources.viina_control import ViinaControl
from situation.sources.viina_events import ViinaEvents
from situation.sources.wikipedia_module import WikipediaModule
from tests.situation.sources.event_bodies import body, known
from tests.situation.sources.map_bytes import SHARED

HOSTILE = SHARED / "hostile"
INDEX = HOSTILE / "index.json"
CONNECTORS: tuple[Connector, ...] = (
    ViinaControl(),
    ViinaControl("https://example.org/timeline.json"),
    ViinaEvents(),
    GeoConfirmed(),
    WikipediaModule(),
    UcdpGed(),
    IswReports(),
    AcledCounts(),
)


def cases() -> list[Any]:
    if not INDEX.exists():
        reason = "the shared corpus is not on this machine"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    index = msgspec.json.decode(INDEX.read_bytes())["cases"]
    return [pytest.param(case, id=case["id"]) for case in index if case["kind"] in {"csv", "json"}]


def payload(case: dict[str, Any]) -> bytes:
    if "generate" in case:
        parts = case["generate"]
        text = f"{parts.get('head', '')}{parts['unit'] * parts['times']}"
        return (
            f"{text}{parts.get('tail_unit', '') * parts['times']}{parts.get('tail', '')}".encode()
        )
    return Path(HOSTILE, case["file"]).read_bytes()


@pytest.mark.parametrize("case", cases())
def test_nothing_of_it_becomes_a_record(case: dict[str, Any]) -> None:
    content = payload(case)
    told = known()
    for connector in CONNECTORS:
        wanted = connector.wanted(told)[0]
        try:
            batch = connector.read([body(content, wanted)], told)
        except InputError:
            continue
        assert batch.records == ()
        assert "\x1b" not in repr(batch)


@pytest.mark.parametrize("case", cases())
def test_rows_are_taken_or_refused(case: dict[str, Any]) -> None:
    """With a header that fits, only `InputError` may come out of the table reader."""
    if case["kind"] != "csv":
        return
    content = payload(case)
    first = content.decode("utf-8", "replace").splitlines()[:1]
    columns = [name.strip() for name in (first[0] if first else "").split(",")][:2]
    if len(columns) < 2:
        return
    faults = Faults("case")
    try:
        lines = text_lines(content + b"2,good\n", where="case", faults=faults)
        rows = list(rows_by_header(lines, columns, where="case", faults=faults))
    except InputError:
        assert "rejected" in case["must"] or "no_crash" in case["must"]
        return
    if "rows:2" in case["must"]:
        assert len(rows) == 2 + 1
    if case["id"] in {"csv-field-10mb", "csv-long-row"}:
        assert rows
        assert faults.skipped


def test_every_connector_says_what_it_is() -> None:
    for connector in CONNECTORS:
        assert connector.key
        assert connector.source
        assert connector.every >= timedelta(hours=1)
        assert all(isinstance(wanted, Wanted) for wanted in connector.wanted(known()))
