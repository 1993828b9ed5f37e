"""What sitmon does not show, told from what it does: on texts labelled by hand."""

import pytest

from situation.sources.withheld import FOREIGN, MARK, UNIT, without_withheld
from tests.situation.sources import labelled_withheld as labelled
from tests.situation.sources import labelled_withheld_directions as directions
from tests.situation.sources import labelled_withheld_held_out as held_out
from tests.situation.sources import labelled_withheld_more as more
from tests.situation.sources import labelled_withheld_passing as passing
from tests.situation.sources import labelled_withheld_positions as positions

ALL_FORBIDDEN = (
    *labelled.FORBIDDEN,
    *more.FORBIDDEN,
    *positions.FORBIDDEN,
    *directions.FORBIDDEN,
)
ALL_LEGITIMATE = (*labelled.LEGITIMATE, *more.LEGITIMATE, *passing.LEGITIMATE)


@pytest.mark.parametrize(("text", "words"), ALL_FORBIDDEN)
def test_nothing_of_it_is_left(text: str, words: str) -> None:
    kept = without_withheld(text)
    assert words in text
    assert words not in kept.text
    assert kept.reasons


@pytest.mark.parametrize("text", ALL_LEGITIMATE)
def test_all_of_it_stays(text: str) -> None:
    assert without_withheld(text).text == text


@pytest.mark.parametrize(("text", "left"), labelled.HALVES)
def test_a_count_or_a_statement_stays_without_what_is_withheld(text: str, left: str) -> None:
    kept = without_withheld(text)
    assert kept.text == left
    assert kept.reasons
    assert not kept.lost


def test_how_far_the_rules_reach() -> None:
    """On words that no rule was made for, too: `pytest -s` prints the figures."""
    recall, precision = measured(ALL_FORBIDDEN, ALL_LEGITIMATE)
    print(f"withheld: recall {recall:.3f} precision {precision:.3f}")
    for forbidden, legitimate, floor in (
        (more.HELD_OUT, more.HELD_OUT_LEGITIMATE, 0.8),
        (held_out.FORBIDDEN, held_out.LEGITIMATE, 0.9),
    ):
        recall, precision = measured(forbidden, legitimate)
        print(f"withheld, held out: recall {recall:.3f} precision {precision:.3f}")
        assert recall > floor
        assert precision > 0.9


def test_what_is_known_to_be_missed() -> None:
    """A rule that mends one of these takes it off its list."""
    forbidden = [text for text, _ in held_out.FORBIDDEN]
    assert tuple(filter(is_kept, forbidden)) == held_out.MISSED
    assert tuple(filter(is_kept, positions.MISSED)) == positions.MISSED
    overdone = tuple(text for text in held_out.LEGITIMATE if not is_kept(text))
    assert overdone == held_out.OVERDONE


def is_kept(text: str) -> bool:
    """Whether nothing of it is left out."""
    return without_withheld(text).text == text


def measured(
    forbidden: tuple[tuple[str, str], ...], legitimate: tuple[str, ...]
) -> tuple[float, float]:
    """Recall and precision of what is left out."""
    caught = sum(words not in without_withheld(text).text for text, words in forbidden)
    wrong = sum(without_withheld(text).text != text for text in legitimate)
    return caught / len(forbidden), caught / (caught + wrong)


def test_a_sentence_that_goes_on_with_a_withheld_one_goes_too() -> None:
    text = "The 155th Brigade is proud. Its men are in Pokrovsk. The mayor thanked everybody."
    assert without_withheld(text).text == f"{MARK} {MARK} The mayor thanked everybody."


def test_a_list_of_courses_under_a_heading() -> None:
    text = "Шахеди:\n▪️2х на Павлоград\n▪️3х на Кривий Ріг\nУ Києві відкрили міст."
    assert without_withheld(text).text.endswith(f"{MARK}\n{MARK}\nУ Києві відкрили міст.")


def test_a_handle_goes_and_its_sentence_stays() -> None:
    kept = without_withheld("Власник собаки, пишіть @ivan_petrov: його знайшли.")
    assert kept.text == f"Власник собаки, пишіть {MARK}: його знайшли."
    assert not kept.lost


@pytest.mark.parametrize("language", ["ar", "de", "pl"])
def test_a_declared_language_without_rules_is_left_out_whole(language: str) -> None:
    kept = without_withheld("Kyiv 2025", language)
    assert (kept.text, kept.lost) == (MARK, (FOREIGN,))


def test_a_foreign_name_does_not_make_a_text_foreign() -> None:
    text = "The city of El Fasher (الفاشر) has no water, the UN said."
    assert without_withheld(text, "en").text == text


def test_abbreviations_end_no_sentence() -> None:
    text = "Living at вул. Шевченка 12, кв. 4 now. The mayor came."
    assert without_withheld(text).text == f"{MARK} The mayor came."


def test_hostile_length_costs_no_time() -> None:
    for piece in ("БпЛА на ", "1 танкова ", "from A ", "▪️", "12 34 ", "вул. А ", "a" * 50, "(("):
        without_withheld((piece * 4_000)[:4_000])


@pytest.mark.parametrize(
    "piece", ["бригада'", "drone'", "А’", "вул. А ", "морпіхи у ", "склад БК '"]
)
def test_what_belongs_to_a_word_or_to_a_gap_is_tried_once(piece: str) -> None:
    """Of the first two, a thousand letters took minutes: an apostrophe counted as either."""
    without_withheld((piece * 50_000)[:50_000])


def test_a_unit_that_speaks_is_told_as_a_unit() -> None:
    assert without_withheld("The 93rd Brigade said that it is cold.").reasons == (UNIT,)
