"""Finding places and sources by what people type."""

import pytest

from situation.errors import ExitCode, UnknownName
from situation.lookup import find_place, find_source, folded
from situation.model import Place, PlaceName, Source
from situation.vocabulary import PlaceKind, SourceKind


def place(place_id: str, name: str, *names: str, kind: PlaceKind = PlaceKind.CITY) -> Place:
    return Place(
        id=place_id,
        name=name,
        kind=kind,
        country="UA",
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
