from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from situation.connector import Batch
from situation.errors import InputError
from situation.model import Claim, Place
from situation.pack import load_pack
from situation.place_matching import PlaceMatcher
from situation.sources.official_list import OfficialList, detect, read_list
from situation.sources.official_list_periods import periods
from situation.vocabulary import ClaimKind, PlaceKind, PlacePrecision
from tests.hostile import HostileCase, hostile_cases
from tests.situation.sources.gazetteer_bytes import (
    CITY,
    HROMADA,
    VILLAGE,
    donetsk_places,
    matcher,
    zipped,
)

REAL = Path(__file__).parents[3] / "../shared/data/ua-official/perelik_nakaz376_2025-05-07.csv"
NOW = datetime(2025, 11, 5, 12, tzinfo=UTC)
HEADER = "table,section,oblast,raion,katottg,name,date_from,date_to,raw_from,raw_to"
POSSIBLE = "1. Території можливих бойових дій"
ACTIVE = "2. Території активних бойових дій"
REGISTERS = "3. Території активних бойових дій, на яких функціонують державні електронні ресурси"
OCCUPIED = "ІІ. Тимчасово окуповані Російською Федерацією території України"
COMMUNITY = "Покровська міська територіальна громада"


def row(section: str, code: str, name: str, dates_from: str, dates_to: str = "") -> str:
    return f'1,"{section}",ДОНЕЦЬКА ОБЛАСТЬ,район,{code},"{name}",,,{dates_from},{dates_to}'


def places() -> PlaceMatcher:
    pokrovsk = replace(donetsk_places()[2], katottg=CITY)
    village = Place(id="hryshyne", name="Hryshyne", kind=PlaceKind.VILLAGE, country="UA",
                    parent="donetsk-oblast", katottg=VILLAGE,
                    names=pokrovsk.names[:0])  # fmt: skip
    named = replace(village, names=(replace(pokrovsk.names[0], name="Гришине"),))
    return matcher(pokrovsk, named)


def read(*rows: str, known: PlaceMatcher | None = None) -> Batch:
    content = "\n".join([HEADER, *rows]).encode()
    return read_list(content, name="perelik_nakaz376.csv", places=known or places(), now=NOW)


def claims(batch: Batch) -> list[Claim]:
    return [record for record in batch.records if isinstance(record, Claim)]


def test_files_by_name() -> None:
    assert detect("perelik_nakaz376_2025-05-07.csv")
    assert detect("Perelik-376.docx")
    assert not detect("kodifikator.csv")


def test_a_settlement() -> None:
    (claim,) = claims(read(row(ACTIVE, CITY, "м. Покровськ", "23.08.2024")))
    assert (claim.source, claim.kind) == ("ua-order-376", ClaimKind.ASSESSMENT)
    assert (claim.places, claim.precision) == (("pokrovsk",), PlacePrecision.SETTLEMENT)
    assert (claim.valid_from, claim.valid_to) == (datetime(2024, 8, 23, tzinfo=UTC), None)
    assert claim.said_at == datetime(2025, 2, 28, tzinfo=UTC)
    assert "active hostilities from 23 Aug 2024 with no end named" in claim.text
    assert "not control" in claim.text
    assert (claim.original, claim.language) == ("м. Покровськ", "uk")
    assert msgspec.convert(msgspec.to_builtins(claim), Claim) == claim


def test_the_last_day_counts() -> None:
    (claim,) = claims(read(row(ACTIVE, CITY, "м. Покровськ", "01.03.2025", "20.03.2025")))
    assert claim.valid_to == datetime(2025, 3, 21, tzinfo=UTC)
    assert claim.said_at == datetime(2025, 3, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (POSSIBLE, "possible hostilities"),
        (ACTIVE, "active hostilities from"),
        (REGISTERS, "electronic resources"),
        (OCCUPIED, "temporarily occupied"),
    ],
)
def test_sections(section: str, words: str) -> None:
    (claim,) = claims(read(row(section, CITY, "м. Покровськ", "23.08.2024")))
    assert words in claim.text


def test_a_community_is_its_settlements_without_the_excepted() -> None:
    whole = row(ACTIVE, HROMADA, COMMUNITY, "23.08.2024")
    (claim,) = claims(read(whole))
    assert set(claim.places) == {"pokrovsk", "hryshyne"}
    assert claim.precision is PlacePrecision.AREA
    words = f"{COMMUNITY} за винятком с. Гришине, с-ще Удачне"
    (claim,) = claims(read(row(ACTIVE, HROMADA, words, "23.08.2024")))
    assert claim.places == ("pokrovsk",)
    assert "за винятком с. Гришине" in claim.text


def test_several_periods_in_one_cell_are_several_claims() -> None:
    batch = read(row(OCCUPIED, CITY, "м. Покровськ", "31.05.202301.12.2024", "01.02.2024"))
    spans = [(claim.valid_from, claim.valid_to) for claim in claims(batch)]
    assert spans == [
        (datetime(2023, 5, 31, tzinfo=UTC), datetime(2024, 2, 2, tzinfo=UTC)),
        (datetime(2024, 12, 1, tzinfo=UTC), None),
    ]
    assert len({claim.id for claim in claims(batch)}) == 2


@pytest.mark.parametrize(
    ("dates_from", "dates_to", "expected"),
    [
        ("24.02.2022", "", [(date(2022, 2, 24), None)]),
        ("12.11 2022", "01.05.2023", [(date(2022, 11, 12), date(2023, 5, 1))]),
        ("31.03. 2022", "31.12.2022*", [(date(2022, 3, 31), date(2022, 12, 31))]),
        ("24.02.2022;15.09.2023", "29.11.2022",
         [(date(2022, 2, 24), date(2022, 11, 29)), (date(2023, 9, 15), None)]),
    ],
)  # fmt: skip
def test_periods(dates_from: str, dates_to: str, expected: list[tuple[date, date | None]]) -> None:
    assert periods(dates_from, dates_to) == expected


@pytest.mark.parametrize(
    ("dates_from", "dates_to"),
    [
        ("", ""),
        ("", "01.05.2023"),
        ("soon", ""),
        ("31.02.2022", ""),
        ("24.02.2022", "23.02.2022"),
        ("24.02.2022", "01.03.2022 01.04.2022"),
        ("24.02.2022 01.03.2022 01.04.2022", "25.02.2022"),
        ("24.02.2022 01.03.2022", "01.04.2022"),
    ],
)
def test_dates_that_make_no_periods(dates_from: str, dates_to: str) -> None:
    batch = read(
        row(ACTIVE, CITY, "м. Покровськ", dates_from, dates_to),
        row(ACTIVE, VILLAGE, "с. Гришине", "23.08.2024"),
    )
    assert [claim.places for claim in claims(batch)] == [("hryshyne",)]
    assert CITY in batch.rejected[0].where


def test_codes_that_are_none() -> None:
    batch = read(
        row(ACTIVE, "UA140201100200772055", "с. Зайве", "23.08.2024"),
        row(ACTIVE, "UA 14160210010099403", "м. Покровськ", "23.08.2024"),
        "2,x,x,x,Код,Найменування,,,Дата початку,Дата завершення",
    )
    assert ["UA140201100200772055" in one.why for one in batch.rejected] == [True]
    assert [claim.places for claim in claims(batch)] == [("pokrovsk",)]


def test_unknown_places_are_counted_and_unknown_sections_named() -> None:
    batch = read(
        row(ACTIVE, "UA63080150290018034", "с. Мостове", "26.02.2022"),
        row("Інше", CITY, "м. Покровськ", "26.02.2022"),
    )
    assert batch.records == ()
    assert "1 of 1 entries" in batch.warnings[0]
    assert "Інше" in batch.rejected[0].why


def test_a_day_to_come_and_a_second_listing() -> None:
    batch = read(
        row(ACTIVE, CITY, "м. Покровськ", "01.01.2031"),
        row(ACTIVE, VILLAGE, "с. Гришине", "23.08.2024"),
        row(ACTIVE, VILLAGE, "с. Гришине, інакше", "23.08.2024"),
    )
    assert len(batch.records) == 1
    assert len(batch.rejected) == 2


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def docx(*blocks: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{"".join(blocks)}</w:body></w:document>'
    return zipped({"word/document.xml": f'<?xml version="1.0"?>{before}{body}'})


def test_the_document_of_the_ministry() -> None:
    content = docx(
        paragraph(POSSIBLE),
        table(
            ("Код", "Найменування", "Дата початку", "Дата завершення"),
            ("ДОНЕЦЬКА ОБЛАСТЬ",),
            (HROMADA, COMMUNITY, "24.02.2022", "22.08.2024"),
        ),
        paragraph(REGISTERS),
        table((CITY, "м. Покровськ", "23.08.2024", "")),
        table((OCCUPIED,), (VILLAGE, "с. Гришине", "01.09.202401.12.2024", "01.10.2024")),
    )
    batch = read_list(content, name="perelik_376.docx", places=places(), now=NOW)
    assert [(claim.id.split(":")[1], claim.places[-1]) for claim in claims(batch)] == [
        ("possible", "hryshyne"), ("active-registers", "pokrovsk"),
        ("occupied", "hryshyne"), ("occupied", "hryshyne"),
    ]  # fmt: skip
    assert batch.rejected == ()


def test_rows_under_no_heading() -> None:
    content = docx(table((CITY, "м. Покровськ", "23.08.2024", "")), paragraph(ACTIVE),
                   table((VILLAGE, "с. Гришине", "23.08.2024", "")))  # fmt: skip
    batch = read_list(content, name="perelik_376.docx", places=places(), now=NOW)
    assert [claim.places for claim in claims(batch)] == [("hryshyne",)]
    assert len(batch.rejected) == 1


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>moved</html>",
        HEADER.encode(),
        zipped({"other.xml": "<a/>"}),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": "<document/>"}),
        docx(paragraph("nothing")),
        docx(paragraph(ACTIVE), before=BOMB),
    ],
)
def test_files_that_cannot_be_used(content: bytes) -> None:
    with pytest.raises(InputError):
        read_list(content, name="perelik_376", places=places(), now=NOW)


@pytest.mark.parametrize("case", hostile_cases("csv"), ids=lambda case: case.id)
def test_hostile_files_are_refused(case: HostileCase) -> None:
    with pytest.raises(InputError):
        read_list(case.payload(), name="perelik_376.csv", places=places(), now=NOW)


@pytest.mark.parametrize("case", hostile_cases("xml"), ids=lambda case: case.id)
def test_hostile_documents_are_refused(case: HostileCase) -> None:
    content = zipped({"word/document.xml": case.payload()})
    with pytest.raises(InputError):
        read_list(content, name="perelik_376.docx", places=places(), now=NOW)


def test_without_an_address_nothing_is_asked_for() -> None:
    assert OfficialList().key == "official-list"
    assert not OfficialList().on_by_default


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not on this machine")
def test_the_real_list() -> None:
    known = PlaceMatcher(load_pack().places, country="UA")
    batch = read_list(REAL.read_bytes(), name=REAL.name, places=known, now=NOW)
    assert batch.seen == 3_018
    assert [one.why for one in batch.rejected] == [
        "“UA140201100200772055” is no code of the codifier"
    ]
    of_pokrovsk = {
        claim.id.split(":")[1]: (claim.valid_from, claim.valid_to)
        for claim in claims(batch)
        if "pokrovsk" in claim.places
    }
    assert of_pokrovsk == {
        "possible": (datetime(2022, 2, 24, tzinfo=UTC), datetime(2024, 8, 23, tzinfo=UTC)),
        "active-registers": (datetime(2024, 8, 23, tzinfo=UTC), None),
    }
