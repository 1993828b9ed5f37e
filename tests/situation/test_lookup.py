"""Finding places and sources by what people type."""

import pytest

from situation.errors import AmbiguousName, ExitCode, UnknownName
from situation.lookup import find_place, find_source, folded, namesakes
from situation.model import Place, PlaceName, Source
from situation.vocabulary import PlaceKind, SourceKind


def place(
    place_id: str,
    name: str,
    *names: str,
    kind: PlaceKind = PlaceKind.CITY,
    parent: str | None = None,
) -> Place:
    return Place(
        id=place_id,
        name=name,
        kind=kind,
        country="UA",
        parent=parent,
        names=tuple(PlaceName(name=other, language="ru") for other in names),
    )


PLACES = {
    item.id: item
    for item in (
        place("donetsk-oblast", "Donetsk", kind=PlaceKind.REGION),
        place("donetsk", "Donetsk"),
        place("pokrovsk", "Pokrovsk", "Krasnoarmeysk", "Красноармейск"),
        place("pokrovske", "Pokrovske"),
        place("slovyansk", "Sloviansk", "Слов'янськ"),
        place("dnipro-oblast", "Dnipro oblast", kind=PlaceKind.REGION),
        place(
            "zaporizhzhia-oblast",
            "Zaporizhzhia oblast",
            "Запорожская область",
            kind=PlaceKind.REGION,
        ),
        place("kamianske", "Kamianske", "Каменское", parent="dnipro-oblast"),
        place(
            "kamianske-2",
            "Kamianske",
            "Каменское",
            kind=PlaceKind.VILLAGE,
            parent="zaporizhzhia-oblast",
        ),
        place("lyman", "Lyman", parent="donetsk-oblast"),
        place("geonames:1", "Lyman", kind=PlaceKind.VILLAGE, parent="zaporizhzhia-oblast"),
        place("geonames:2", "Vilne", kind=PlaceKind.VILLAGE, parent="zaporizhzhia-oblast"),
        place("geonames:3", "Vilne", kind=PlaceKind.VILLAGE, parent="zaporizhzhia-oblast"),
    )
}


@pytest.mark.parametrize("typed", ["pokrovsk", "POKROVSK", " Krasnoarmeysk ", "красноармейск"])
def test_any_language_and_either_sides_name(typed: str) -> None:
    assert find_place(PLACES, typed).id == "pokrovsk"


def test_near_names_are_not_the_same_place() -> None:
    assert find_place(PLACES, "Pokrovske").id == "pokrovske"


def test_a_city_comes_before_the_region_of_its_name() -> None:
    assert find_place(PLACES, "Donetsk").id == "donetsk"
    assert find_place(PLACES, "donetsk-oblast").id == "donetsk-oblast"


@pytest.mark.parametrize("typed", ["Kamianske", "KAMIANSKE", "каменское"])
def test_a_name_of_several_places_is_refused_with_all_of_them(typed: str) -> None:
    with pytest.raises(AmbiguousName) as caught:
        find_place(PLACES, typed)
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.candidates == (
        ("Kamianske", "Dnipro oblast", "kamianske"),
        ("Kamianske", "Zaporizhzhia oblast", "kamianske-2"),
    )
    assert caught.value.line == (
        f"several places are called “{typed}” (write kamianske for Kamianske, Dnipro oblast; "
        "kamianske-2 for Kamianske, Zaporizhzhia oblast)"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "Kamianske, Zaporizhzhia oblast",
        "kamianske,zaporizhzhia",
        "Каменское, Запорожская область",
        "Каменское, zaporizhzhia-oblast",
        "kamianske-2",
        "kamianske-2, Zaporizhzhia oblast",
    ],
)
def test_its_region_or_its_id_tells_a_place_from_its_namesake(typed: str) -> None:
    assert find_place(PLACES, typed).id == "kamianske-2"


def test_an_id_is_an_id_though_another_place_is_called_so() -> None:
    assert find_place(PLACES, "kamianske").id == "kamianske"
    assert [other.id for other in namesakes(PLACES, "kamianske")] == ["kamianske-2"]
    assert namesakes(PLACES, "Kamianske") == ()
    assert namesakes(PLACES, "lyman") == ()


def test_a_place_in_another_region_is_not_meant() -> None:
    with pytest.raises(UnknownName) as caught:
        find_place(PLACES, "Kamianske, Donetsk")
    assert caught.value.nearest == (
        "Kamianske, Dnipro oblast",
        "Kamianske, Zaporizhzhia oblast",
    )


def test_a_place_of_the_situation_comes_before_those_that_a_gazetteer_names() -> None:
    assert find_place(PLACES, "Lyman").id == "lyman"
    assert find_place(PLACES, "Lyman, Zaporizhzhia oblast").id == "geonames:1"
    with pytest.raises(AmbiguousName, match=r"geonames:2 for .*; geonames:3 for "):
        find_place(PLACES, "Vilne, Zaporizhzhia oblast")


def test_of_many_namesakes_a_few_are_listed() -> None:
    many = {f"v{n}": place(f"v{n}", "Ivanivka", kind=PlaceKind.VILLAGE) for n in range(9)}
    with pytest.raises(AmbiguousName, match="; 4 more are called so") as caught:
        find_place(many, "Ivanivka")
    assert len(caught.value.candidates) == 9


def test_apostrophes_do_not_matter() -> None:
    assert folded("Слов’янськ") == folded("Слов'янськ")


def test_a_miss_names_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        find_place(PLACES, "Pokrofsk")
    assert caught.value.nearest[0] == "Pokrovsk"
    assert "Pokrovsk" in caught.value.line
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_hostile_name_comes_back_harmless() -> None:
    with pytest.raises(UnknownName) as caught:
        find_place(PLACES, "\x1b]0;owned\x07")
    assert "\x1b" not in caught.value.line


def test_sources_by_id_and_by_name() -> None:
    sources = {"nyt": Source(id="nyt", name="New York Times", kind=SourceKind.NEWS_OUTLET)}
    assert find_source(sources, "nyt").id == "nyt"
    assert find_source(sources, "new york times").id == "nyt"
    with pytest.raises(UnknownName, match="nyt"):
        find_source(sources, "nyt1")
