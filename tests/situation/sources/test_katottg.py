from pathlib import Path

import msgspec
import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.model import Place
from situation.pack import load_pack
from situation.place_matching import PlaceMatcher
from situation.sources.katottg import Katottg, detect, read_codifier
from situation.sources.romanised import romanised
from situation.vocabulary import PlaceKind
from tests.hostile import HostileCase, hostile_cases
from tests.situation.sources.gazetteer_bytes import (
    CITY,
    HROMADA,
    RAION,
    REGION,
    VILLAGE,
    codifier,
    matcher,
)

REAL = Path(__file__).parents[3] / "../shared/data/ua-official/kodifikator-16-05-2025.csv"
ROWS = (
    f"{REGION};;;;;O;Донецька",
    f"{REGION};{RAION};;;;P;Покровський",
    f"{REGION};{RAION};{HROMADA};;;H;Покровська ",
    f"{REGION};{RAION};{HROMADA};{CITY};;M;Покровськ",
    f"{REGION};{RAION};{HROMADA};{VILLAGE};;C;Гришине",
)


def read(*rows: str, places: PlaceMatcher | None = None) -> Batch:
    return read_codifier(codifier(*rows), name="kodifikator.csv", places=places or matcher())


def by_id(batch: Batch) -> dict[str, Place]:
    return {record.id: record for record in batch.records if isinstance(record, Place)}


def hryshyne(name: str = "Hryshyne", key: int = 705001) -> Place:
    return Place(id=f"geonames:{key}", name=name, kind=PlaceKind.TOWN, country="UA",
                 parent="donetsk-oblast", lat=48.33, lon=37.08, geonames=key)  # fmt: skip


def test_files_by_name() -> None:
    assert detect("kodifikator-16-05-2025.csv")
    assert not detect("places.csv")


def test_raions_and_communities_become_places() -> None:
    places = by_id(read(*ROWS))
    raion, hromada = places[f"katottg:{RAION}"], places[f"katottg:{HROMADA}"]
    assert (raion.name, raion.kind, raion.parent) == (
        "Pokrovskyi raion", PlaceKind.DISTRICT, "donetsk-oblast",
    )  # fmt: skip
    assert (hromada.name, hromada.kind, hromada.parent) == (
        "Pokrovska hromada", PlaceKind.AREA, raion.id,
    )  # fmt: skip
    assert list(places).index(raion.id) < list(places).index(hromada.id)


def test_a_settlement_gets_its_code_and_keeps_its_id() -> None:
    places = by_id(read(*ROWS, places=matcher(hryshyne())))
    assert places["pokrovsk"].katottg == CITY
    village = places["geonames:705001"]
    assert (village.katottg, village.kind) == (VILLAGE, PlaceKind.VILLAGE)
    assert [name.name for name in village.names] == ["Гришине"]


def test_namesakes_are_not_guessed() -> None:
    twins = matcher(hryshyne(), hryshyne(key=2))
    batch = read(*ROWS, places=twins)
    assert not any(key.startswith("geonames:") for key in by_id(batch))
    assert "1 settlements" in batch.warnings[0]
    other = f"{REGION};{RAION};{HROMADA};UA14160210060000001;;C;Гришине"
    assert "geonames:705001" not in by_id(read(*ROWS, other, places=matcher(hryshyne())))


def test_reading_it_again_changes_nothing() -> None:
    first = by_id(read(*ROWS, places=matcher(hryshyne())))
    again = read(*ROWS, places=matcher(hryshyne(), *first.values()))
    assert again.records == ()


def test_bad_rows_cost_no_other() -> None:
    batch = read(
        "UA14;;;;;O;short code",
        f"{REGION};;;;;Q;no such category",
        f"{REGION};too few",
        *ROWS,
    )
    assert len(batch.rejected) == 3
    assert f"katottg:{HROMADA}" in by_id(batch)


def test_units_of_unknown_regions_are_counted() -> None:
    batch = read(*ROWS, places=matcher(without=["donetsk-oblast", "pokrovsk"]))
    assert batch.records == ()
    assert "2 raions and communities" in batch.warnings[0]


@pytest.mark.parametrize("content", [b"", b"<html></html>", codifier(), b"a;b;c\n1;2;3\n"])
def test_files_that_cannot_be_used(content: bytes) -> None:
    with pytest.raises(InputError):
        read_codifier(content, name="kodifikator.csv", places=matcher())


@pytest.mark.parametrize("case", hostile_cases("csv"), ids=lambda case: case.id)
def test_hostile_files_are_refused(case: HostileCase) -> None:
    payload = case.payload()
    with pytest.raises(InputError):
        read_codifier(payload, name="kodifikator.csv", places=matcher())


def test_without_an_address_nothing_is_asked_for() -> None:
    assert Katottg().key == "katottg"
    assert not Katottg().on_by_default


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [
        ("Покровськ", "Pokrovsk"),
        ("Часів Яр", "Chasiv Yar"),
        ("Куп’янськ", "Kupiansk"),
        ("Згурівка", "Zghurivka"),
        ("Єнакієве", "Yenakiieve"),
        ("Їжакевич", "Yizhakevych"),
        ("Щастя", "Shchastia"),
    ],
)
def test_romanised(ukrainian: str, latin: str) -> None:
    assert romanised(ukrainian) == latin


@pytest.mark.skipif(not REAL.exists(), reason="the real codifier is not on this machine")
def test_the_real_codifier() -> None:
    pack = load_pack()
    places = PlaceMatcher(pack.places, country="UA")
    batch = read_codifier(REAL.read_bytes(), name=REAL.name, places=places)
    assert batch.seen == 31_748
    assert batch.rejected == ()
    kinds = [place.kind for place in by_id(batch).values()]
    assert (kinds.count(PlaceKind.DISTRICT), kinds.count(PlaceKind.AREA)) == (136, 1_772)
    for place in by_id(batch).values():
        assert msgspec.convert(msgspec.to_builtins(place), Place) == place
