from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.model import Place, PlaceName
from situation.pack import load_pack
from situation.place_matching import PlaceMatcher
from situation.vocabulary import PlaceKind, PlacePrecision
from tests.situation.labelled_places import LABELLED
from tests.situation.placing_world import places

MATCHER = PlaceMatcher(places(), country="UA")
BUNDLED = PlaceMatcher(load_pack().places, country="UA")
YAKUTIA = (61.48, 129.15)
IN_POKROVSK = (48.284, 37.18)
PIECES = (
    *("Pokrovsk", "the", "oblast", "Kyiv", "and", "direction", "Покровську", "громада"),
    *(",", "-", " ", "«", "»", ".", "—"),
)


def found(text: str, matcher: PlaceMatcher = MATCHER) -> tuple[str, ...]:
    return matcher.find(text).places


def test_labelled_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    right = wrong = missed = 0
    for text, labels in LABELLED:
        wanted, got = set(labels.split()), set(found(text))
        right += len(wanted & got)
        wrong += len(got - wanted)
        missed += len(wanted - got)
    precision, recall = right / (right + wrong), right / (right + missed)
    with capsys.disabled():
        print(f" {len(LABELLED)} sentences: precision {precision:.3f}, recall {recall:.3f}", end="")
    assert len(LABELLED) >= 120
    assert precision >= 0.98
    assert recall >= 0.9


def test_no_sentence_without_a_reason() -> None:
    assert all(MATCHER.find(text).reason for text, _ in LABELLED)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Troops entered Pokrovsk.", PlacePrecision.SETTLEMENT),
        ("Fighting in the Pokrovsk direction.", PlacePrecision.AREA),
        ("Fighting in the Pokrovsk area.", PlacePrecision.AREA),
        ("Shelling in Donetsk oblast.", PlacePrecision.REGION),
        ("Shelling in the Pokrovsk raion.", PlacePrecision.REGION),
        ("Nothing happened.", PlacePrecision.NONE),
        ("A fire 30 km from Pokrovsk.", PlacePrecision.AREA),
        ("A fire 10 km south of Pokrovsk.", PlacePrecision.AREA),
        ("A fire south-west of Pokrovsk.", PlacePrecision.AREA),
        ("A fire near Pokrovsk.", PlacePrecision.AREA),
        ("A fire close to Pokrovsk.", PlacePrecision.AREA),
        ("Пожежа за 10 км від Покровська.", PlacePrecision.AREA),
        ("Пожежа на північ від Покровська.", PlacePrecision.AREA),
        ("Пожежа неподалік Покровська.", PlacePrecision.AREA),
        ("Пожежа неподалік від Покровська.", PlacePrecision.AREA),
        ("Пожежа в районі Покровська.", PlacePrecision.AREA),
        ("Пожар рядом с Покровском.", PlacePrecision.AREA),
        ("Пожар к югу от Покровска.", PlacePrecision.AREA),
        ("Пожежа в Покровську.", PlacePrecision.SETTLEMENT),
        ("Evacuated from Pokrovsk.", PlacePrecision.SETTLEMENT),
    ],
)
def test_precision(text: str, precision: PlacePrecision) -> None:
    assert MATCHER.find(text).precision is precision


def test_a_settlement_is_more_exact_than_the_region_it_is_named_with() -> None:
    assert found("In Donetsk oblast, Pokrovsk was shelled.") == ("pokrovsk",)


def test_coordinates_within_the_settlement() -> None:
    placement = MATCHER.find("Troops entered Pokrovsk.", at=IN_POKROVSK)
    assert placement.places == ("pokrovsk",)
    assert placement.precision is PlacePrecision.POINT


def test_coordinates_alone() -> None:
    placement = MATCHER.find("", at=IN_POKROVSK)
    assert (placement.places, placement.precision) == (("pokrovsk",), PlacePrecision.POINT)
    assert MATCHER.find("", at=(48.0, 39.9)).places == ()


def test_coordinates_far_from_the_name_unplace_it() -> None:
    placement = MATCHER.find("Pokrovsk was shelled.", at=YAKUTIA)
    assert placement.places == ()
    assert "5,5" in placement.reason


def test_coordinates_tell_namesakes_apart() -> None:
    placement = MATCHER.find("Pokrovske was shelled.", at=(48.65, 38.15))
    assert placement.places == ("pokrovske-bakhmut",)
    assert placement.precision is PlacePrecision.SETTLEMENT


@pytest.mark.parametrize(
    "region", ["poltava-oblast", "Poltava oblast", "Poltava", "Полтавська область"]
)
def test_the_region_that_a_source_gives(region: str) -> None:
    assert MATCHER.find("Pokrovske was shelled.", within=region).places == ("pokrovske-poltava",)


def test_a_region_given_by_the_source_without_any_name() -> None:
    placement = MATCHER.find("Shelling.", within="Sumy oblast")
    assert (placement.places, placement.precision) == (("sumy-oblast",), PlacePrecision.REGION)


def test_an_unknown_region_leaves_it_unplaced() -> None:
    placement = MATCHER.find("Pokrovsk was shelled.", within="Saratov oblast")
    assert placement.places == ()
    assert "Saratov" in placement.reason


def test_a_name_outside_the_region_given_is_not_that_place() -> None:
    placement = MATCHER.find("Pokrovsk was shelled.", within="kharkiv-oblast")
    assert placement.places == ("kharkiv-oblast",)
    assert placement.precision is PlacePrecision.REGION


def test_a_great_city_is_meant_by_its_bare_name() -> None:
    placement = MATCHER.find("Drones over Kyiv.")
    assert placement.places == ("kyiv",)
    assert "namesakes" in placement.reason


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Fire in Zolochiv.", None),
        ("Yampil was shelled.", None),
        ("Oleksandrivka was shelled.", None),
        ("Пожежа у Покровському.", None),
        ("Fire in Zolochiv, Kharkiv oblast.", "zolochiv"),
        ("У Ямполі на Донеччині пожежа.", "yampil"),
        ("Fighting in Kostiantynivka.", "kostiantynivka"),
        ("Dobropillia was shelled.", "dobropillia"),
        ("На Одещині та Черкащині пожежі.", "odesa-oblast cherkasy-oblast"),
        ("Пожары на Николаевщине.", "mykolaiv-oblast"),
    ],
)
def test_namesakes_that_the_store_does_not_have(text: str, place: str | None) -> None:
    placement = BUNDLED.find(text)
    assert placement.places == tuple((place or "").split())
    assert placement.reason


@pytest.mark.parametrize("word", ["الفاشر", "بالفاشر", "للفاشر", "وبالفاشر", "والفاشر"])
def test_arabic_particles_are_no_part_of_a_name(word: str) -> None:
    name = PlaceName(name="الفاشر", language="ar")
    town = Place(id="el-fasher", name="El Fasher", kind=PlaceKind.CITY, country="SD", names=(name,))
    assert found(f"حريق {word} اليوم", PlaceMatcher([town], country="SD")) == ("el-fasher",)


def test_places_of_another_country_are_not_looked_for() -> None:
    foreign = Place(id="x", name="Grayvoron", kind=PlaceKind.CITY, country="RU")
    assert PlaceMatcher([*places(), foreign], country="UA").find("Grayvoron burns.").places == ()


def with_communities() -> Iterable[Place]:
    yield from places()
    for key, parent in (("1", "donetsk-oblast"), ("2", "dnipropetrovsk-oblast")):
        name = PlaceName(name="Покровська громада", language="uk")
        yield Place(id=f"h{key}", name="Pokrovska hromada", kind=PlaceKind.AREA, parent=parent,
                    country="UA", names=(name,))  # fmt: skip


def test_communities_of_one_name_by_their_region() -> None:
    matcher = PlaceMatcher(with_communities(), country="UA")
    assert found("У Покровській громаді тихо.", matcher) == ()
    assert found("У Покровській міській громаді Донецької області тихо.", matcher) == ("h1",)


def test_ids_by_external_keys() -> None:
    matcher = PlaceMatcher(load_pack().places, country="UA")
    assert matcher.by_geonames[704422] == "pokrovsk"
    assert matcher.by_katottg["UA14160210010099403"] == "pokrovsk"
    assert matcher.by_katottg["UA80000000000093317"] == "kyiv"
    assert matcher.region_of("pokrovsk") == "donetsk-oblast"
    assert matcher.region_named("Donets'k") == "donetsk-oblast"


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("у Слов’янську", "sloviansk"),
        ("до Гуляйполя", "huliaipole"),
        ("з Кривого Рогу", "kryvyi-rih"),
        ("під Ізюмом", "izium"),
        ("у Селидовому", "selydove"),
        ("в Селидово", "selydove"),
        ("біля Волновахи", "volnovakha"),
        ("у Волновасі", "volnovakha"),
        ("в Чернівцях", "chernivtsi"),
        ("з Черкас", "cherkasy"),
        ("під Києвом", "kyiv"),
        ("у Тернополі", "ternopil"),
        ("в Запорожье", "zaporizhzhia"),
        ("возле Лозовой", "lozova"),
        ("под Великим Бурлуком", "velykyi-burluk"),
        ("в Угледаре", "vuhledar"),
        ("Купянске-Узловом", "kupiansk-vuzlovyi"),
        ("в Ивано-Франковске", "ivano-frankivsk"),
    ],
)
def test_case_forms(form: str, place: str) -> None:
    matcher = PlaceMatcher(load_pack().places, country="UA")
    assert found(f"Стало відомо: {form} тихо.", matcher) == (place,)


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    assert MATCHER.find(text).reason


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_run_of_names_and_signs_is_read(parts: list[str]) -> None:
    assert MATCHER.find("".join(parts)).reason
    assert MATCHER.find(" ".join(parts)).reason
