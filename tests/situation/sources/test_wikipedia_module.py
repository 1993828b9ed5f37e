"""Wikipedia's map: marks by revision, only what an edit changed, no arcs."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from situation.attempt_records import Attempt, Outcome
from situation.connector import Batch, Known
from situation.errors import InputError
from situation.model import ControlReading, Coverage
from situation.sources.wikipedia_module import WikipediaModule
from situation.vocabulary import ControlStatus, Precision
from tests.situation.sources.event_bodies import NOW, body, known

POKROVSK = (
    '{{ lat = "48.282", long = "37.176", mark = {}, marksize = 14, label = "[[Pokrovsk]]" }},'
)
KURAKHOVE = (
    '{ lat = "47.987", long = "37.292", mark = mk.rus, marksize = 4--[[857]],'
    ' label = "[[Kurakhove|<small>Kurakhove</small>]]" },'
)


def revision(number: int, *rows: str, **changed: Any) -> dict[str, Any]:
    content = f"local mk = require('x')\nreturn {{ marks = {{ {''.join(rows)} }} }}"
    return {
        "revid": number,
        "parentid": number - 1,
        "timestamp": f"2025-11-{number:02}T15:04:05Z",
        "comment": "per ISW",
        "slots": {"main": {"contentmodel": "Scribunto", "content": content}},
    } | changed


def attempt(day: int) -> Attempt:
    return Attempt(
        id="attempt:wikipedia-map",
        connector="wikipedia-map",
        source="wikipedia-map",
        tried_at=NOW - timedelta(days=1),
        outcome=Outcome.NEW,
        data_until=NOW.replace(day=day, hour=15, minute=4, second=5),
    )


def told_of(day: int, *places: str) -> Known:
    """The revision of this day was read, and the store has readings of these places from it."""
    stored = frozenset({NOW.replace(day=day).date()})
    named = places or ("pokrovsk", "kurakhove")
    return known(last=attempt(day), reading_days=dict.fromkeys(named, stored))


def read(*revisions: Any, told: Known | None = None, **members: Any) -> Batch:
    told = told or known()
    connector = WikipediaModule()
    answer = {"query": {"pages": [{"pageid": 1, "revisions": revisions}]}} | members
    return connector.read([body(msgspec.json.encode(answer), connector.wanted(told)[0])], told)


def readings(batch: Batch) -> list[ControlReading]:
    return [record for record in batch.records if isinstance(record, ControlReading)]


def covered(batch: Batch) -> list[str]:
    return [r.id for r in batch.records if isinstance(r, Coverage)]


def test_the_newest_revision() -> None:
    batch = read(revision(20, POKROVSK.format("mk.con"), KURAKHOVE))
    kurakhove, pokrovsk = readings(batch)
    assert (kurakhove.place, kurakhove.status, kurakhove.holder) == (
        "kurakhove",
        ControlStatus.OCCUPIED,
        "RU",
    )
    assert pokrovsk.status is ControlStatus.CONTESTED
    assert pokrovsk.label == "contested (con), revision 20"
    assert pokrovsk.url == "https://en.wikipedia.org/w/index.php?oldid=20"
    assert f"{pokrovsk.said_at:%d %H:%M}" == "20 15:04"
    assert pokrovsk.said_precision is Precision.EXACT
    assert covered(batch) == ["wikipedia-map:20251120T150405Z", "wikipedia-map:2025-11-26"]


def test_only_what_an_edit_changed() -> None:
    batch = read(
        revision(20, POKROVSK.format("mk.ukr"), KURAKHOVE),
        revision(21, POKROVSK.format("mk.con"), KURAKHOVE),
        revision(22, KURAKHOVE),
        told=told_of(20),
    )
    assert [(r.place, r.status.value, r.id) for r in readings(batch)] == [
        ("pokrovsk", "contested", "wikipedia-map:pokrovsk:21"),
        ("pokrovsk", "unknown", "wikipedia-map:pokrovsk:22"),
    ]
    assert readings(batch)[1].label == "no longer on the map"


def test_nothing_new_is_only_todays_coverage() -> None:
    batch = read(revision(20, KURAKHOVE), told=told_of(20))
    assert batch.records == tuple(r for r in batch.records if isinstance(r, Coverage))
    assert covered(batch) == ["wikipedia-map:2025-11-26"]


def test_a_place_that_came_later_gets_its_mark_of_the_newest_revision() -> None:
    batch = read(revision(20, POKROVSK.format("mk.con"), KURAKHOVE), told=told_of(20, "pokrovsk"))
    assert [(r.place, r.id) for r in readings(batch)] == [
        ("kurakhove", "wikipedia-map:kurakhove:20")
    ]


def test_while_more_revisions_follow_today_is_not_covered() -> None:
    told = told_of(20)
    batch = read(revision(21, KURAKHOVE), told=told, **{"continue": {"rvcontinue": "x"}})
    assert covered(batch) == ["wikipedia-map:20251121T150405Z"]
    assert batch.warnings


def test_arcs_overlays_and_strange_marks_are_left_out() -> None:
    batch = read(
        revision(
            20,
            POKROVSK.format("mk.rNE"),
            POKROVSK.format("mk.uW"),
            POKROVSK.format('"Location dot red.svg"'),
            '{ lat = "48", long = "37", mark = mk.rus, marksize = 2600, label = "" },',
            '{ lat = "x", long = "37", mark = mk.rus, label = "[[Pokrovsk]]" },',
            '{ lat = "50.0", long = "30.0", mark = mk.rus, label = "[[Pokrovsk]]" },',
            KURAKHOVE,
        )
    )
    assert [reading.place for reading in readings(batch)] == ["kurakhove"]
    assert {skipped.why for skipped in batch.rejected} == {
        "2 × an arc: from where a place is pressed",
        "1 × a mark whose meaning is not known",
        "2 × a mark at no place that this store has",
    }
    assert "rNE" not in repr(batch.records)


def test_two_marks_at_one_place_are_none() -> None:
    batch = read(revision(20, POKROVSK.format("mk.ukr"), POKROVSK.format("mk.rus"), KURAKHOVE))
    assert [reading.place for reading in readings(batch)] == ["kurakhove"]
    assert batch.rejected[0].why == "two different marks at pokrovsk"


def test_a_broken_revision_costs_no_other() -> None:
    deep = "{" * 50
    batch = read(revision(20, deep), revision(21, KURAKHOVE))
    assert len(readings(batch)) == 1
    assert batch.rejected[0].where == "wikipedia-map: revision 20"


def test_a_newest_revision_that_cannot_be_read_covers_no_day() -> None:
    batch = read(revision(20, KURAKHOVE), revision(21, "{" * 50))
    assert len(readings(batch)) == 1
    assert covered(batch) == ["wikipedia-map:20251120T150405Z"]
    assert batch.incomplete == ("the newest revision cannot be read",)


def test_asks_from_the_last_revision_on() -> None:
    connector = WikipediaModule()

    def query(told: Known) -> dict[str, list[str]]:
        (wanted,) = connector.wanted(told)
        return parse_qs(urlsplit(wanted.url).query)

    assert query(known())["rvlimit"] == ["1"]
    assert query(known(last=attempt(20)))["rvstart"] == ["2025-11-20T15:04:05Z"]
    assert query(known(since=date(2025, 10, 1)))["rvstart"] == ["2025-10-01T00:00:00Z"]


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"null", b"[]", b'{"error":{"code":"x"}}', b'{"query":{"pages":[]}}', b"\xff"],
)
def test_no_answer_with_revisions(content: bytes) -> None:
    with pytest.raises(InputError):
        WikipediaModule().read([body(content)], known())
