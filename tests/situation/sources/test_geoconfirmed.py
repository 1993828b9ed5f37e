"""GeoConfirmed's list: located footage at known places, without units and fixed sites."""

from datetime import date

import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.model import Claim
from situation.sources.geoconfirmed import GeoConfirmed
from situation.vocabulary import Verification
from tests.situation.sources.event_bodies import body, known, table
from tests.situation.sources.map_bytes import SHARED

CAPTURE = SHARED / "data/geoconfirmed/geoconfirmed_head_2026-08.csv"
HEADER = (
    *("Date", "Name", "Faction", "Origin", "Latitude", "Longitude", "PlusCode", "Description"),
    *("Source", "Geolocation", "Equipment", "EquipmentItems", "Units", "OrbatUnits", "Id"),
)
"""The columns of the real file."""
ENTRY = {
    "Date": "2025-11-20",
    "Faction": "Russia",
    "Origin": "UAV",
    "Latitude": "48.2821",
    "Longitude": "37.1760",
    "PlusCode": "75JG+X9 Pokrovsk, Donetsk Oblast, Ukraine",
    "Description": "A flag is raised on the railway station , ",
    "Source": "https://x.com/a/status/1, https://x.com/b/status/2, ",
    "Geolocation": "https://maps.app.goo.gl/1, ",
    "Equipment": "T-72B3",
    "EquipmentItems": "2 x T-72B3",
    "Units": "155th Brigade",
    "OrbatUnits": "155",
    "Id": "d8286be7-8c20-4fc4-b9a5-057467113863",
}


def read(*entries: dict[str, str], since: date | None = None) -> Batch:
    rows = [[(ENTRY | entry).get(name, "") for name in HEADER] for entry in entries]
    content = b"\xef\xbb\xbf" + table(HEADER, rows, ";").encode()
    return GeoConfirmed().read([body(content)], known(since=since))


def claims(batch: Batch) -> list[Claim]:
    return [record for record in batch.records if isinstance(record, Claim)]


def test_an_entry_without_its_units_and_equipment() -> None:
    (claim,) = claims(read({}))
    assert claim.places == ("pokrovsk",)
    assert claim.text == (
        "Footage from here: “A flag is raised on the railway station” (shown: Russia)"
    )
    assert claim.url == "https://x.com/a/status/1"
    assert claim.verification is Verification.PARTLY_VERIFIED
    assert "155" not in repr(claim)
    assert "T-72" not in repr(claim)
    assert "37.17" not in repr(claim)


def test_not_located_is_not_verified() -> None:
    (claim,) = claims(read({"Geolocation": " "}))
    assert claim.verification is Verification.NOT_STATED


@pytest.mark.parametrize(
    "text",
    ["Soldiers of the 425th Regiment in the centre", "Air defense ramp near the station"],
)
def test_units_and_weapons_in_words_are_withheld(text: str) -> None:
    batch = read({"Description": text}, {})
    assert len(claims(batch)) == 1
    assert len(batch.rejected) == 1


@pytest.mark.parametrize(
    ("written", "is_read"),
    [("2025-11-20T10:00:00", True), ("20 NOV 2025", True), ("11/12/2025", False), ("", False)],
)
def test_days_that_can_be_confused_are_refused(written: str, *, is_read: bool) -> None:
    batch = read({"Date": written})
    assert bool(claims(batch)) is is_read
    assert bool(batch.rejected) is not is_read


def test_far_from_the_place_that_its_words_name_is_not_placed() -> None:
    batch = read({"Latitude": "55.8", "Longitude": "52.0"}, {"Latitude": "nan"}, {"Latitude": "x"})
    assert claims(batch) == []
    assert sum("at no place" in skipped.why for skipped in batch.rejected) == 1


def test_only_the_last_days_unless_asked() -> None:
    assert claims(read({"Date": "2025-01-01"})) == []
    assert len(claims(read({"Date": "2025-01-01"}, since=date(2025, 1, 1)))) == 1


def test_an_edited_entry_is_the_same_record() -> None:
    (first,), (edited,) = claims(read({})), claims(read({"Description": "Another flag"}))
    assert first.id == edited.id
    assert first != edited


def test_a_missing_column_and_a_page_instead() -> None:
    with pytest.raises(InputError, match="no column"):
        GeoConfirmed().read([body("Date;Name\n")], known())
    with pytest.raises(InputError, match="no column"):
        GeoConfirmed().read([body("<html><body>Just a moment…</body></html>")], known())


def test_is_off_and_has_a_notice() -> None:
    connector = GeoConfirmed()
    assert not connector.on_by_default
    assert "bulk" in connector.notice


@pytest.mark.skipif(not CAPTURE.exists(), reason="the shared captures are not on this machine")
def test_the_capture_holds_fixed_sites_only() -> None:
    batch = GeoConfirmed().read([body(CAPTURE.read_bytes())], known())
    assert batch.seen == 10
    assert batch.records == ()
    assert batch.rejected[0].why == "10 × an entry without a date: a fixed site and no event"
