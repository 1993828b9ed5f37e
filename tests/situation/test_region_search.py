"""A region by any of its names, with everything in it."""

import pytest

from situation.errors import AmbiguousName, UnknownName
from situation.model import Place
from situation.region_search import region_places
from situation.vocabulary import PlaceKind
from tests.situation.records import make_place


def by_id(*places: Place) -> dict[str, Place]:
    return {place.id: place for place in places}


def region(place_id: str, name: str, parent: str | None = None) -> Place:
    return make_place(place_id, name=name, kind=PlaceKind.REGION, parent=parent)


PLACES = by_id(
    region("country", "Country"),
    region("east", "East", "country"),
    region("district", "District", "east"),
    make_place("town", name="Town", parent="district"),
    make_place("other", name="Other", parent="country"),
    region("twin-1", "Twin", "country"),
    make_place("a", name="A", parent="twin-1"),
    region("twin-2", "Twin", "country"),
    make_place("b", name="B", parent="twin-2"),
)


def test_everything_in_it_is_found_however_deep() -> None:
    assert set(region_places("east", PLACES)) == {"east", "district", "town"}
    assert set(region_places("country", PLACES)) == set(PLACES)
    assert region_places("TOWN", PLACES) == ("town",)


def test_of_two_regions_of_one_name_neither_is_taken() -> None:
    with pytest.raises(AmbiguousName) as caught:
        region_places("Twin", PLACES)
    assert [each.id for each in caught.value.candidates] == ["twin-1", "twin-2"]
    assert set(region_places("twin-2", PLACES)) == {"twin-2", "b"}
    with pytest.raises(UnknownName):
        region_places("Atlantis", PLACES)


def test_places_that_lie_in_themselves_end_the_search() -> None:
    round_about = by_id(
        region("x", "X", "y"), region("y", "Y", "x"), region("z", "Z", "z"), region("n", "N", "?")
    )
    assert set(region_places("x", round_about)) == {"x", "y"}
    assert region_places("z", round_about) == ("z",)
    assert region_places("n", round_about) == ("n",)
