"""ISW's reports are a title and a link; ACLED's rows are numbers of events."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from situation.connector import Batch, Body
from situation.errors import InputError
from situation.model import Claim, Statistic
from situation.sources.acled_counts import PAGE_SIZE, AcledCounts
from situation.sources.links_only import IswReports
from situation.vocabulary import ClaimKind
from tests.situation.sources.event_bodies import body, known

POST = {
    "id": 4711,
    "date_gmt": "2025-11-25T23:10:00",
    "link": "https://www.understandingwar.org/backgrounder/x",
    "title": {"rendered": "Russian Offensive Campaign Assessment, <b>November</b> 25 &#8211; 2025"},
    "excerpt": {"rendered": "The 155th Brigade advanced."},
}
ROW = {
    "event_id_cnty": "UKR1",
    "event_type": "Battles",
    "actor1": "155th Brigade",
    "admin1": "Donetsk",
    "location": "Pokrovsk",
    "latitude": "48.282",
    "longitude": "37.176",
    "geo_precision": "1",
}


def posts(*changed: Any) -> Batch:
    items = [POST | item if isinstance(item, dict) else item for item in changed]
    return IswReports().read([body(msgspec.json.encode(items))], known())


def test_a_report_is_a_link() -> None:
    batch = posts({})
    (claim,) = batch.records
    assert isinstance(claim, Claim)
    assert (claim.source, claim.places, claim.kind) == ("isw", (), ClaimKind.ASSESSMENT)
    title = "Russian Offensive Campaign Assessment, November 25 – 2025"
    assert claim.text == f"Published “{title}”: to be read at its link."
    assert claim.url == POST["link"]
    assert f"{claim.said_at:%Y-%m-%d %H:%M%z}" == "2025-11-25 23:10+0000"
    assert "Brigade" not in repr(batch)


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "https://understandingwar.org.evil.example/x"},
        {"link": "javascript:alert(1)"},
        {"title": {"rendered": " "}},
        {"date_gmt": "1970-01-01T00:00:00"},
        {"date_gmt": "2031-01-01T00:00:00"},
        {"id": "x"},
        7,
    ],
)
def test_a_wrong_post_costs_no_other(wrong: Any) -> None:
    batch = posts(wrong, {"id": 1})
    assert len(batch.records) == len(batch.rejected) == 1
    assert batch.seen == 2


def test_an_edited_title_is_the_same_record() -> None:
    (first,), (edited,) = posts({}).records, posts({"title": {"rendered": "Other"}}).records
    assert first.id == edited.id


@pytest.mark.parametrize("content", [b"", b"{}", b"<html>", b'{"code":"rest_no_route"}'])
def test_no_list_of_posts(content: bytes) -> None:
    with pytest.raises(InputError):
        IswReports().read([body(content)], known())


def pages(rows: Sequence[Any], *, without: int = -1) -> list[Body]:
    """The bodies of both months; all rows on the first page of the newest month."""
    wanted = AcledCounts().wanted(known())
    return [
        body(msgspec.json.encode({"status": 200, "data": rows if number == 0 else []}), item)
        for number, item in enumerate(wanted)
        if number != without
    ]


def test_events_are_counted_and_not_kept() -> None:
    rows = [
        ROW,
        ROW,
        ROW | {"event_id_cnty": "UKR2", "geo_precision": "2"},
        ROW | {"event_id_cnty": "UKR3", "admin1": "Atlantis", "geo_precision": 3},
        ROW | {"event_id_cnty": "UKR4", "latitude": "north"},
    ]
    batch = AcledCounts().read(pages(rows), known())
    figures = [record for record in batch.records if isinstance(record, Statistic)]
    assert {(figure.place, figure.value) for figure in figures} == {
        ("pokrovsk", 1.0),
        ("donetsk-oblast", 2.0),
    }
    assert figures[0].of == "coded by ACLED in October 2025"
    assert figures[0].id == "acled:donetsk-oblast:2025-10"
    assert len(batch.rejected) == 2
    assert "UKR1" not in repr(batch.records)
    assert "Brigade" not in repr(batch)


def test_a_month_in_part_is_no_number() -> None:
    batch = AcledCounts().read(pages([ROW], without=1), known())
    assert batch.records == ()
    assert batch.incomplete == ("October 2025 came in part only and was not counted",)
    wanted = AcledCounts().wanted(known())[2]
    full = body(msgspec.json.encode({"data": [ROW] * PAGE_SIZE}), wanted)
    bodies = [full if item.wanted == wanted else item for item in pages([ROW])]
    assert AcledCounts().read(bodies, known()).records == ()


def test_a_refusal_comes_with_its_words() -> None:
    wanted = AcledCounts().wanted(known())[0]
    answer = msgspec.json.encode({"status": 200, "message": "Access denied\x1b[2J"})
    with pytest.raises(InputError, match="refused: Access denied") as caught:
        AcledCounts().read([body(answer, wanted)], known())
    assert "\x1b" not in caught.value.line


def test_acled_is_off_has_a_notice_and_asks_with_the_users_token() -> None:
    connector = AcledCounts()
    assert not connector.on_by_default
    assert "account of your own" in connector.notice
    assert {wanted.credential for wanted in connector.wanted(known())} == {"acled"}
