"""VIINA's event reports: a claim that something was reported, placed no better than VIINA knows."""

import csv
from datetime import date
from typing import Any

import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.model import Claim
from situation.sources.viina_events import ViinaEvents
from situation.vocabulary import ClaimKind, Commitment, Verification
from tests.situation.sources.event_bodies import body, known, table, zipped
from tests.situation.sources.map_bytes import SHARED

NAME = "event_info_latest_2025.zip"
REBUILT = SHARED / "data/viina/VIINA_2025_REBUILD.csv"
HEADER = (
    *("viina_version", "event_id", "event_id_1pd", "date", "time", "geonameid", "feature_code"),
    *("asciiname", "ADM1_NAME", "ADM1_CODE", "ADM2_NAME", "ADM2_CODE", "longitude", "latitude"),
    *("GEO_PRECISION", "GEO_API", "location", "address", "report_id", "source", "url", "text"),
    "lang",
)
"""The columns of a real file."""
REPORT = {
    "event_id": "2236617",
    "date": "20251120",
    "geonameid": "704422",
    "GEO_PRECISION": "ADM3",
    "source": "liveuamap",
    "url": "https://t.me/GeneralStaffZSU/20123",
    "text": "Explosions were heard in Pokrovsk",
    "lang": "en",
}


def read(*reports: dict[str, str], **told: Any) -> Batch:
    rows = [[(REPORT | report).get(name, "") for name in HEADER] for report in reports]
    content = zipped(table(HEADER, rows), "event_info.csv")
    return ViinaEvents().read([body(content, name=NAME)], known(**told))


def claims(batch: Batch) -> list[Claim]:
    return [record for record in batch.records if isinstance(record, Claim)]


def test_a_report_by_a_known_outlet() -> None:
    (claim,) = claims(read({}, source_ids=("viina", "liveuamap")))
    assert (claim.source, claim.via, claim.places) == ("liveuamap", ("viina",), ("pokrovsk",))
    assert claim.kind is ClaimKind.EVENT
    assert claim.text == "Reported by liveuamap: “Explosions were heard in Pokrovsk”"
    assert claim.verification is Verification.NOT_STATED
    assert claim.commitment is Commitment.UNKNOWN
    assert claim.url == "https://t.me/GeneralStaffZSU/20123"
    assert claim.citation == "VIINA 2.0; placed by machine, as exactly as a settlement (ADM3)"
    assert f"{claim.said_at:%Y-%m-%d}" == "2025-11-20"


def test_an_outlet_that_the_store_lacks_is_named_in_words_only() -> None:
    (claim,) = claims(read({"source": "<b>[red]x"}, source_ids=("viina",)))
    assert (claim.source, claim.via) == ("viina", ())
    assert claim.text.startswith("Reported by <b>[red]x: ")


@pytest.mark.parametrize(
    ("precision", "place"),
    [("STREET", "pokrovsk"), ("ADM2", "donetsk-oblast"), ("ADM1", "donetsk-oblast")],
)
def test_is_placed_no_better_than_viina_knows(precision: str, place: str) -> None:
    (claim,) = claims(read({"GEO_PRECISION": precision}))
    assert claim.places == (place,)
    assert precision in claim.citation


def test_reports_elsewhere_are_counted_and_not_kept() -> None:
    batch = read({"geonameid": ""}, {"geonameid": "1"}, {"GEO_PRECISION": "?"}, {})
    assert len(claims(batch)) == 1
    assert batch.seen == 4
    assert sorted(skipped.why for skipped in batch.rejected) == [
        "1 × a report placed too roughly to say where",
        "2 × a report of no place, or of one that this store does not have",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Group of UAVs heading towards Pokrovsk from the south",
        "БпЛА на Донеччині, курс на Покровськ",
        "Удар по штабу армії у Покровську",
        "Бійці 29-ї окремої бригади підняли прапор",
        "Positions of the 93rd brigade deployed in Pokrovsk",
        "",
    ],
)
def test_routes_and_units_are_withheld(text: str) -> None:
    batch = read({"text": text}, {})
    assert len(claims(batch)) == 1
    assert len(batch.rejected) == 1


def test_the_days_that_are_asked_for() -> None:
    reports = [{"date": day} for day in ("20250101", "20251020", "20251120", "20261120", "?")]
    assert len(claims(read(*reports))) == 1
    assert len(claims(read(*reports, since=date(2025, 1, 1)))) == 3
    assert [skipped.why for skipped in read(*reports).rejected] == ["“?” is no day"]


def test_ids_do_not_hang_on_viinas_numbering() -> None:
    (first,) = claims(read({}))
    (again,) = claims(read({"event_id": "1", "viina_version": "3", "text": "Edited"}))
    (other,) = claims(read({"url": "https://t.me/GeneralStaffZSU/20124"}))
    assert first.id == again.id != other.id
    assert read({}, {}).rejected[0].why.startswith("1 × the same report")


def test_an_address_that_is_none_is_not_kept() -> None:
    (claim,) = claims(read({"url": "javascript:alert(1)"}))
    assert claim.url == ""


def test_plain_csv_and_a_missing_column() -> None:
    content = table(HEADER, [[REPORT.get(name, "") for name in HEADER]])
    assert claims(ViinaEvents().read([body(content, name=NAME)], known()))
    with pytest.raises(InputError, match="no column “GEO_PRECISION”"):
        ViinaEvents().read([body(content.replace("GEO_PRECISION", "geo"), name=NAME)], known())


def test_asks_for_the_years_of_the_days() -> None:
    urls = [wanted.url for wanted in ViinaEvents().wanted(known(since=date(2024, 5, 1)))]
    assert [url.rpartition("/")[2] for url in urls] == [
        "event_info_latest_2024.zip",
        "event_info_latest_2025.zip",
    ]


@pytest.mark.skipif(not REBUILT.exists(), reason="the shared captures are not on this machine")
def test_real_reports_in_three_languages() -> None:
    with REBUILT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reports = [
        {
            "event_id": row["event_id_1pd"],
            "date": row["date"],
            "source": row["sources_matching"],
            "url": row["source_urls"],
            "text": row["representative_text"],
        }
        for row in rows
    ]
    batch = read(*reports, since=date(2025, 1, 1), source_ids=("liveuamap", "viina"))
    kept = claims(batch)
    assert batch.seen == len(rows) == 325
    assert 150 < len(kept) < 325
    assert {claim.source for claim in kept} == {"liveuamap", "viina"}
    assert not any("29-ї армії" in claim.text for claim in kept)
    assert all(len(claim.text) < 500 for claim in kept)
