"""UCDP's events: how exactly, how many, and never a figure without its range."""

from datetime import date
from typing import Any

import msgspec
import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.model import Claim, Statistic
from situation.sources.ucdp import UcdpGed
from situation.vocabulary import Comparator, Precision
from tests.situation.sources.event_bodies import body, known, table
from tests.situation.sources.map_bytes import SHARED

CAPTURE = SHARED / "data/ucdp/conflict_data_ukr_hdx_head400.csv"
EVENT = {
    "id": 500123,
    "type_of_violence": 1,
    "side_a": "Government of Russia",
    "side_b": "Government of Ukraine",
    "number_of_sources": 4,
    "source_headline": "Ivan Ivanenko killed",
    "where_prec": 1,
    "where_coordinates": "Pokrovsk city",
    "where_description": "at a checkpoint",
    "adm_1": "Donetsk oblast",
    "latitude": 48.282,
    "longitude": 37.176,
    "date_prec": 2,
    "date_start": "2025-09-04T00:00:00",
    "date_end": "2025-09-06T00:00:00",
    "best": 5,
    "high": 9,
    "low": 3,
}


def read(*events: dict[str, Any], pages: int = 1, **told: Any) -> Batch:
    connector = UcdpGed()
    world = known(**told)
    answer = {
        "TotalCount": 1,
        "TotalPages": pages,
        "NextPageUrl": "https://evil.example/",
        "Result": [EVENT | event for event in events],
    }
    return connector.read([body(msgspec.json.encode(answer), connector.wanted(world)[0])], world)


def claims(batch: Batch) -> list[Claim]:
    return [record for record in batch.records if isinstance(record, Claim)]


def figures(batch: Batch) -> list[Statistic]:
    return [record for record in batch.records if isinstance(record, Statistic)]


def test_an_event_and_its_figure() -> None:
    batch = read({})
    (claim,), (figure,) = claims(batch), figures(batch)
    assert claim.places == ("pokrovsk",)
    assert claim.text == (
        "Fighting between Government of Russia and Government of Ukraine, Pokrovsk city:"
        " 5 (best estimate; 3 to 9) killed."
    )
    assert claim.valid_precision is Precision.DAYS
    assert (f"{claim.valid_from:%m-%d}", f"{claim.valid_to:%m-%d}") == ("09-04", "09-07")
    assert (f"{claim.said_at:%Y-%m-%d}", claim.said_precision) == ("2025-10-01", Precision.MONTH)
    assert (figure.comparator, figure.low, figure.value, figure.high) == (
        Comparator.RANGE,
        3.0,
        5.0,
        9.0,
    )
    assert (figure.place, figure.metric, figure.claim) == ("pokrovsk", "deaths", claim.id)
    assert "Ivanenko" not in repr(batch)
    assert "checkpoint" not in repr(batch)


def test_what_is_not_at_the_very_place_belongs_to_the_region() -> None:
    batch = read(*({"id": number, "where_prec": number} for number in range(2, 8)))
    assert [claim.places for claim in claims(batch)] == [("donetsk-oblast",)] * 4
    assert batch.rejected[0].why.startswith("2 × ")


def test_nobody_killed_is_no_figure_and_one_number_no_range() -> None:
    batch = read({"id": 1, "best": 0, "low": 0, "high": 0}, {"id": 2, "low": 5, "high": 5})
    (figure,) = figures(batch)
    assert (figure.comparator, figure.value, figure.low) == (Comparator.EQUAL, 5.0, None)
    assert len(claims(batch)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": 6},
        {"best": -1, "low": -1},
        {"date_prec": 9},
        {"where_prec": 0},
        {"date_end": "2025-09-01T00:00:00"},
        {"date_end": "2031-01-01T00:00:00"},
        {"date_start": "yesterday"},
        {"best": "many"},
        {"latitude": None},
        {"id": "x"},
    ],
)
def test_a_wrong_event_costs_no_other(wrong: dict[str, Any]) -> None:
    batch = read(wrong, {"id": 7})
    assert len(claims(batch)) == 1
    assert len(batch.rejected) == 1


def test_further_pages_are_asked_for_at_our_own_address() -> None:
    batch = read({}, pages=3)
    assert [wanted.url[-8:] for wanted in batch.follow_up] == ["9&page=1", "9&page=2"]
    assert all(wanted.url.startswith("https://ucdpapi.") for wanted in batch.follow_up)
    assert all(wanted.credential == "ucdp" for wanted in batch.follow_up)
    later = UcdpGed().read([body(b'{"TotalPages":3,"Result":[]}', batch.follow_up[0])], known())
    assert later.follow_up == ()
    assert len(read({}, pages=10_000).follow_up) == 59


def test_editions() -> None:
    urls = [wanted.url for wanted in UcdpGed(country=625).wanted(known(since=date(2025, 2, 1)))]
    assert [url.split("/")[-1].split("?")[0] for url in urls] == [
        "25.1",
        "25.0.10",
        "25.0.9",
        "25.0.8",
    ]
    assert "StartDate=2025-02-01" in urls[0]
    assert all("Country=625" in url for url in urls)


def test_a_yearly_edition_is_said_in_the_year_after() -> None:
    connector = UcdpGed("https://example.org/ged.csv")
    row = {name: str(value) for name, value in EVENT.items()} | {
        "date_start": "2024-03-01 00:00:00.000",
        "date_end": "2024-03-01 00:00:00.000",
    }
    tags = dict.fromkeys(row, "") | {"date_start": "#date+start"}
    content = table(tuple(row), [tuple(tags.values()), tuple(row.values()), ("1", "2")])
    batch = connector.read([body(content, connector.wanted(known())[0])], known())
    (claim,) = claims(batch)
    assert (f"{claim.said_at:%Y}", claim.said_precision) == ("2025", Precision.YEAR)
    assert len(batch.rejected) == 1
    with pytest.raises(InputError, match="no column “low”"):
        connector.read(
            [body(content.replace("low", "lowest"), connector.wanted(known())[0])], known()
        )


@pytest.mark.parametrize("content", [b"", b"{}", b'{"Result":1}', b"[1]", b"<html></html>"])
def test_no_answer(content: bytes) -> None:
    with pytest.raises(InputError):
        UcdpGed().read([body(content)], known())


@pytest.mark.skipif(not CAPTURE.exists(), reason="the shared captures are not on this machine")
def test_the_capture() -> None:
    connector = UcdpGed("https://example.org/ged.csv")
    batch = connector.read([body(CAPTURE.read_bytes(), connector.wanted(known())[0])], known())
    assert batch.seen == 390
    assert {claim.places for claim in claims(batch)} == {("donetsk-oblast",)}
    assert sum(figure.value or 0 for figure in figures(batch)) > 0
