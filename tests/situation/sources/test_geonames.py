from datetime import UTC, datetime

import msgspec
import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.model import Place
from situation.place_matching import PlaceMatcher
from situation.sources.geonames import GeoNames, detect, read_country
from situation.vocabulary import PlaceKind
from tests.situation.sources.gazetteer_bytes import geonames_row, matcher, zipped

BOUNDS = (22.0, 44.0, 40.5, 52.6)
OBLAST = geonames_row(
    709716, "Donetsk Oblast", (48.0, 37.5), others="Донецька область", kind="A.ADM1.05"
)
POKROVSK = geonames_row(
    704422, "Pokrovsk", (48.28014, 37.17706), others="Krasnoarmiisk,Покровськ", population=60000
)
VILLAGE = geonames_row(
    705001, "Hryshyne", (48.33, 37.08), others="Grishino,Гришине,Гришино,グリシノ", population=2115
)


def read(*rows: str, places: PlaceMatcher | None = None, name: str = "UA.zip") -> Batch:
    content = zipped({"readme.txt": "about", "UA.txt": "\n".join((OBLAST, *rows))})
    return read_country(
        content,
        name=name,
        places=places or matcher(),
        bounds=BOUNDS,
        source_ids=frozenset({"geonames"}),
    )


def places_of(batch: Batch) -> dict[str, Place]:
    return {record.id: record for record in batch.records if isinstance(record, Place)}


def test_files_by_name() -> None:
    assert detect("UA.zip")
    assert detect("SD.txt")
    assert not detect("readme.txt")
    assert not detect("UA.zip.part")


def test_a_new_place() -> None:
    batch = read(VILLAGE)
    place = places_of(batch)["geonames:705001"]
    assert (place.name, place.kind, place.parent) == ("Hryshyne", PlaceKind.TOWN, "donetsk-oblast")
    assert (place.lat, place.lon, place.population) == (48.33, 37.08, 2115)
    assert (place.population_source, place.population_as_of) == ("geonames", None)
    assert [(name.name, name.language) for name in place.names] == [
        ("Гришине", "und"), ("Гришино", "und"), ("Grishino", "und"),
    ]  # fmt: skip
    assert batch.data_until == datetime(2024, 6, 1, tzinfo=UTC)
    assert msgspec.convert(msgspec.to_builtins(place), Place) == place


def test_a_place_of_the_store_keeps_its_id_and_gets_the_number() -> None:
    (place,) = places_of(read(POKROVSK)).values()
    assert (place.id, place.geonames) == ("pokrovsk", 704422)
    assert (place.lat, place.population, len(place.names)) == (48.282, 60127, 1)


def test_a_namesake_farther_away_is_another_place() -> None:
    row = geonames_row(1, "Pokrovsk", (47.5, 37.2))
    assert set(places_of(read(row))) == {"geonames:1"}


def test_of_two_rows_for_one_place_the_second_is_another() -> None:
    twin = geonames_row(2, "Pokrovsk", (48.281, 37.177))
    assert set(places_of(read(POKROVSK, twin))) == {"pokrovsk", "geonames:2"}


def test_reading_it_again_changes_nothing() -> None:
    first = places_of(read(POKROVSK, VILLAGE))
    again = read(POKROVSK, VILLAGE, places=matcher(*first.values()))
    assert again.records == ()
    assert again.seen == 2


def test_what_the_codifier_gave_is_kept() -> None:
    first = places_of(read(VILLAGE))["geonames:705001"]
    coded = msgspec.structs.replace(first, kind=PlaceKind.VILLAGE, katottg="UA14160210050051234")
    assert read(VILLAGE, places=matcher(coded)).records == ()
    moved = VILLAGE.replace("48.33", "48.34")
    (place,) = places_of(read(moved, places=matcher(coded))).values()
    assert (place.lat, place.kind, place.katottg) == (48.34, PlaceKind.VILLAGE, coded.katottg)


def test_rows_that_are_left_out() -> None:
    batch = read(
        VILLAGE,
        geonames_row(3, "Gone", (48, 37), kind="P.PPLH.05"),
        geonames_row(4, "Far", (61.48, 129.15)),
        geonames_row(5, "Abroad", (48, 37), country="RU"),
        geonames_row(6, "", (48, 37)),
        geonames_row(7, "Nowhere", (float("nan"), 37)),
        "8\ttoo short",
        geonames_row(9, "Hill", (48, 37), kind="T.HLL.05"),
    )
    assert set(places_of(batch)) == {"geonames:705001"}
    assert len(batch.rejected) == 6


def test_names_are_cleaned() -> None:
    place = places_of(read(geonames_row(3, "Ba\x1b[31md\u202e", (48, 37))))["geonames:3"]
    assert "\x1b" not in place.name
    assert "\u202e" not in place.name


def test_without_the_region_the_parent_is_the_country() -> None:
    place = places_of(read(geonames_row(3, "Lost", (48, 37), kind="P.PPL.99")))["geonames:3"]
    assert place.parent == "ukraine"


def test_the_text_file_itself() -> None:
    content = f"{OBLAST}\n{VILLAGE}".encode()
    batch = read_country(
        content, name="UA.txt", places=matcher(), bounds=BOUNDS, source_ids=frozenset()
    )
    assert places_of(batch)["geonames:705001"].population_source is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>moved</html>",
        zipped({"UA.txt": ""}),
        zipped({"RU.txt": VILLAGE}),
        zipped({"UA.txt": VILLAGE})[:-40],
        b"PK\x03\x04 and nothing of a zip",
    ],
)
def test_files_that_cannot_be_used(content: bytes) -> None:
    with pytest.raises(InputError) as raised:
        read_country(
            content, name="UA.zip", places=matcher(), bounds=BOUNDS, source_ids=frozenset()
        )
    assert raised.value.where == "UA.zip"


def test_a_line_without_end_is_read_in_pieces() -> None:
    batch = read("x" * 300_000, VILLAGE)
    assert set(places_of(batch)) == {"geonames:705001"}


def test_a_bomb_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("situation.sources.geonames.MAX_TEXT_BYTES", 100_000)
    with pytest.raises(InputError, match="over 100,000 bytes"):
        read("\n" * 10_000_000)


def test_the_connector() -> None:
    assert GeoNames("SD").key == "geonames"
    assert not GeoNames().on_by_default
