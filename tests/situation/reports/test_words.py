"""Figures, shares, ties and distances in words."""

import pytest
from msgspec.structs import replace

from situation.measures import Sectors
from situation.model import UNTOLD, Affiliation, Source
from situation.reports.words import (
    distance_words,
    figure_words,
    number,
    percent,
    sector_sentence,
    tie_words,
    verification_words,
)
from situation.vocabulary import Comparator, Relation, SourceKind, Verification
from situation.wording import via_text
from tests.situation.reports.samples import MAP, NOBODY, PAPER, SECTORS, STAFF, STATISTICS

FIGURE = STATISTICS[0]


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "words"),
    [
        (Comparator.EQUAL, 60_000.0, "people", "60,000 people"),
        (Comparator.BELOW, 1_300.0, "people", "< 1,300 people"),
        (Comparator.JUST_BELOW, 1 / 3, "share", "~< 1/3"),
        (Comparator.JUST_BELOW, 0.33, "share", "~< 1/3"),
        (Comparator.EQUAL, 0.5, "share", "1/2"),
        (Comparator.AT_LEAST, 0.42, "share", ">= 42 %"),
        (Comparator.JUST_BELOW, 750.0, "mi", "~< 750 mi"),
        (Comparator.ABOUT, 2.5, "km", "~ 2.5 km"),
        (Comparator.EQUAL, 0.0, "people", "0 people"),
        (Comparator.EQUAL, None, "people", "unknown"),
    ],
)
def test_a_figure_with_its_comparator_and_unit(
    comparator: Comparator, value: float | None, unit: str, words: str
) -> None:
    assert figure_words(replace(FIGURE, comparator=comparator, value=value, unit=unit)) == words


def test_a_range_has_two_ends() -> None:
    between = replace(FIGURE, comparator=Comparator.RANGE, value=None, low=1000, high=2500)
    assert figure_words(between) == "1,000–2,500 people"
    assert figure_words(replace(between, high=None)) == "unknown"


def test_the_sectors_are_named_fullest_first() -> None:
    assert sector_sentence(SECTORS) == (
        "south-west 98 % · south 80 % · west 35 % · centre 9 % · north-west under 1 %"
    )


def _all_sectors(share: float) -> Sectors:
    return Sectors(**dict.fromkeys(Sectors.__struct_fields__, share))


def test_all_or_nothing_needs_no_list() -> None:
    assert sector_sentence(_all_sectors(0.0)) == "no sector is occupied"
    assert sector_sentence(_all_sectors(1.0)) == "every sector is occupied"
    assert "centre over 99 %" in sector_sentence(_all_sectors(0.999))


def test_distances_are_on_one_side_or_the_other() -> None:
    assert distance_words(0.03) == "0.03 km from the edge of the occupied area"
    assert distance_words(-11.09) == "11.09 km inside the occupied area"


def test_what_was_not_measured_is_never_zero() -> None:
    assert percent(None) == "–"
    assert percent(0.0) == "0.0"
    assert percent(0.2222, signed=True) == "+22.2"
    assert number(-0.004, digits=2, signed=True) == "0.00"
    assert number(None, digits=2) == "–"


def test_a_tie_says_whose() -> None:
    assert tie_words(STAFF) == "speaks for UA"
    assert tie_words(MAP) == "ties to UA"
    assert tie_words(PAPER) == "independent"
    assert tie_words(NOBODY) == "–"
    aligned = Source(
        id="x",
        name="x",
        kind=SourceKind.MILBLOGGER,
        affiliation=Affiliation(relation=Relation.ALIGNED),
    )
    assert tie_words(aligned) == "aligned with a side"
    untold = Source(id="x", name="x", kind=SourceKind.MILBLOGGER, affiliation=UNTOLD)
    assert tie_words(untold) == "ties not known"


def test_a_chain_and_a_check_name_who() -> None:
    assert via_text((MAP, PAPER)) == "via The map, The paper"
    assert via_text(()) == ""
    assert verification_words(Verification.UNVERIFIED, "The paper") == (
        "not independently confirmed (The paper)"
    )
    assert verification_words(Verification.NOT_STATED, "The paper") == ""
