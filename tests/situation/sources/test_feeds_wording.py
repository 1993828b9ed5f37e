"""What words say of an item: how firmly it is put, and whether it may be kept."""

import pytest

from situation.sources.item_wording import commitment_of
from situation.sources.withheld import without_withheld
from situation.vocabulary import Commitment

UNIT = "where a unit stands"
ROUTE = "the way of a drone or missile"
ATTACK = "the direction of an attack"
POSITION = "an exact position"
PERSON = "how to find a private person"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The 7th Corps is deployed near Pokrovsk", UNIT),
        ("A Russian regiment has been redeployed to the town", UNIT),
        ("155-та бригада дислокується в Мирнограді", UNIT),
        ("Позиції батальйону розташовані за річкою", UNIT),
        ("В город переброшен полк", UNIT),
        ("Ворожі БпЛА курсом на Полтаву", ROUTE),
        ("Ракета у напрямку Києва", ROUTE),
        ("Беспилотники летят в сторону Сум", ROUTE),
        ("Shahed drones heading for Odesa from the Black Sea", ROUTE),
        ("Russian forces advance toward Myrnohrad", ATTACK),
        ("They attacked Pokrovsk from the north-east", ATTACK),
        ("Ворог штурмує з півдня", ATTACK),
        ("Противник наступал в направлении Гришино", ATTACK),
        ("Тут: 48.2801, 37.1772", POSITION),
        ("Call 067 123 45 67", PERSON),
        ("Картка 4149 4999 1234 5678", PERSON),
        ("Write to ivan@example.org", PERSON),
        ("Іван П., 1987 р.н., зник", PERSON),
    ],
)
def test_what_is_not_shown_is_left_out(sentence: str, reason: str) -> None:
    kept = without_withheld(f"Before. {sentence}.\nAfter.")
    assert kept.reasons == (reason,)
    assert kept.text == "Before. […]\nAfter."


@pytest.mark.parametrize(
    "sentence",
    [
        "Drone strike on Odesa kills two",
        "На Покровському напрямку ворог здійснив 45 атак поблизу Покровська",
        "Fighting goes on in the Pokrovsk direction",
        "The enemy advanced in Pokrovsk",
        "Peace talks moved toward compromise",
        "Наступного тижня в напрямку Києва піде потяг",
        "Population on 05.11.2025 at 10:30: 1,250, losses 2,345,678",
        "The air raid lasted 3.5 hours, 12.75 points",
        "",
    ],
)
def test_what_may_be_shown_stays(sentence: str) -> None:
    assert without_withheld(sentence).text == sentence


@pytest.mark.parametrize(
    ("headline", "commitment", "hedge"),
    [
        ("Russia may take Pokrovsk", Commitment.POSSIBLE, "may"),
        ("Attack on May 5 kills three", Commitment.CERTAIN, ""),
        ("He could not leave", Commitment.CERTAIN, ""),
        ("Troops reportedly left", Commitment.PROBABLE, "reportedly"),
        ("A truce is highly unlikely", Commitment.PROBABLY_NOT, "highly unlikely"),
        ("Місто, ймовірно, втрачено", Commitment.PROBABLE, "ймовірно"),
        ("Возможно, город взят", Commitment.POSSIBLE, "Возможно"),
        ("If it falls, the road is open", Commitment.UNKNOWN, "If"),
        ("Two killed", Commitment.CERTAIN, ""),
    ],
)
def test_hedges(headline: str, commitment: Commitment, hedge: str) -> None:
    assert commitment_of(headline) == (commitment, hedge)
