"""Which headlines are claims about control: by their words, and by whether a name is a place."""

import pytest

from situation.model import PlaceName
from situation.place_matching import PlaceMatcher
from situation.sources.item_wording import kind_of
from situation.vocabulary import ClaimKind
from tests.situation.records import make_place
from tests.situation.sources.labelled_control import (
    SOMETHING_ELSE,
    SOMETHING_ELSE_IN_CYRILLIC,
    TAKEN_LOST_OR_HELD,
    TAKEN_LOST_OR_HELD_IN_CYRILLIC,
)

NAMES = {
    "Bakhmut": "Бахмут",
    "Huliaipole": "Гуляйполе",
    "Kharkiv": "Харків",
    "Kupiansk": "Куп’янськ",
    "Lyman": "Лиман",
    "Melitopol": "Мелітополь",
    "Myrnohrad": "Мирноград",
    "Pokrovsk": "Покровськ",
    "Siversk": "Сіверськ",
    "Toretsk": "Торецьк",
}
RUSSIAN = {"Pokrovsk": "Красноармейск", "Toretsk": "Торецк"}
PLACES = PlaceMatcher(
    (
        make_place(
            name.lower(),
            name=name,
            names=(
                PlaceName(name=ukrainian, language="uk"),
                *([PlaceName(name=RUSSIAN[name], language="ru")] if name in RUSSIAN else []),
            ),
        )
        for name, ukrainian in NAMES.items()
    ),
    country="UA",
)


def _lines(*texts: str) -> list[str]:
    return [line for text in texts for line in text.strip().splitlines()]


@pytest.mark.parametrize("headline", _lines(TAKEN_LOST_OR_HELD, TAKEN_LOST_OR_HELD_IN_CYRILLIC))
def test_that_a_place_was_taken_or_lost_or_is_held_is_a_claim_on_control(headline: str) -> None:
    assert kind_of(headline, PLACES) is ClaimKind.CONTROL


@pytest.mark.parametrize("headline", _lines(SOMETHING_ELSE, SOMETHING_ELSE_IN_CYRILLIC))
def test_what_says_nothing_of_control_is_an_event(headline: str) -> None:
    assert kind_of(headline, PLACES) is ClaimKind.EVENT


def test_a_name_alone_is_a_place_only_where_the_store_knows_it() -> None:
    """Whoever was captured may be a man."""
    nowhere = PlaceMatcher((), country="UA")
    assert kind_of("Pokrovsk was captured by Russian forces", nowhere) is ClaimKind.EVENT
    assert kind_of("The town of Pokrovsk was captured", nowhere) is ClaimKind.CONTROL
    assert kind_of("Russian forces captured Pokrovsk", nowhere) is ClaimKind.CONTROL
