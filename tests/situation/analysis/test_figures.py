"""What a figure leaves possible, what excludes what, and figures side by side."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.analysis.figure_sets import figure_sets
from situation.analysis.figures import Interval, agrees, excludes, interval, spread
from situation.model import Statistic
from situation.vocabulary import AsOfBasis, Comparator, Precision
from tests.situation.records import DAY, make_statistic

C = Comparator


def figure(comparator: Comparator, value: float | None, **fields: Any) -> Statistic:
    return make_statistic(
        f"{comparator.name}-{value}-{fields.get('source', '')}".replace(" ", ""),
        comparator=comparator,
        value=value,
        **fields,
    )


def bounds(statistic: Statistic) -> Interval:
    found = interval(statistic)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("comparator", "inside", "outside"),
    [
        (C.EQUAL, 100, 101),
        (C.ABOUT, 109, 111),
        (C.ABOUT, 91, 89),
        (C.BELOW, 99, 100),
        (C.AT_MOST, 100, 101),
        (C.ABOVE, 101, 100),
        (C.AT_LEAST, 100, 99),
        (C.JUST_BELOW, 86, 84),
        (C.JUST_BELOW, 99, 100),
        (C.JUST_ABOVE, 114, 116),
        (C.JUST_ABOVE, 101, 100),
    ],
)
def test_each_comparator(comparator: Comparator, inside: float, outside: float) -> None:
    around = bounds(figure(comparator, 100))
    assert bounds(figure(C.EQUAL, inside)).within(around)
    assert bounds(figure(C.EQUAL, outside)).apart(around)


def test_a_range_has_its_own_ends_and_an_open_side() -> None:
    assert bounds(figure(C.RANGE, None, low=2.0, high=3.0)) == Interval(low=2, high=3)
    assert not bounds(figure(C.RANGE, None, low=2.0)).bounded


def test_a_figure_without_a_value_is_unknown_and_excludes_nothing() -> None:
    nothing = figure(C.EQUAL, None)
    assert interval(nothing) is None
    assert not excludes(nothing, figure(C.ABOVE, 5))
    assert not agrees(nothing, figure(C.EQUAL, 0))


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        (figure(C.EQUAL, 14), figure(C.EQUAL, 11), True),
        (figure(C.ABOVE, 20), figure(C.EQUAL, 27), False),
        (figure(C.ABOVE, 20), figure(C.EQUAL, 20), True),
        (figure(C.AT_LEAST, 20), figure(C.AT_MOST, 20), False),
        (figure(C.BELOW, 20), figure(C.AT_LEAST, 20), True),
        (figure(C.ABOUT, 1300), figure(C.BELOW, 1000), True),
        (figure(C.EQUAL, 60_000), figure(C.EQUAL, 60_127), False),
        (figure(C.EQUAL, 60_127), figure(C.EQUAL, 60_128), True),
        (figure(C.EQUAL, 750, unit="mi"), figure(C.EQUAL, 1207, unit="km"), False),
        (figure(C.JUST_BELOW, 750, unit="mi"), figure(C.EQUAL, 1300, unit="km"), True),
        (figure(C.EQUAL, 0.5, unit="share"), figure(C.EQUAL, 0.48, unit="share"), False),
        (figure(C.EQUAL, 0.5, unit="share"), figure(C.EQUAL, 0.3, unit="share"), True),
        (figure(C.EQUAL, 5, unit="km"), figure(C.EQUAL, 9, unit="people"), False),
    ],
)
def test_exclusion(first: Statistic, second: Statistic, apart: bool) -> None:
    assert excludes(first, second) is apart
    assert excludes(second, first) is apart


@pytest.mark.parametrize("change", [{"of": "shells"}, {"place": "dnipro"}, {"metric": "wounded"}])
def test_another_base_place_or_metric_is_no_contradiction(change: dict[str, str]) -> None:
    first = figure(C.EQUAL, 14, of="air raids")
    assert not excludes(first, figure(C.EQUAL, 99, **({"of": "air raids"} | change)))


def test_agreement_needs_two_bounded_figures_or_the_same_words() -> None:
    assert agrees(figure(C.ABOUT, 1300), figure(C.EQUAL, 1250))
    assert agrees(figure(C.ABOVE, 20), figure(C.ABOVE, 20, source="b"))
    assert not agrees(figure(C.ABOVE, 20), figure(C.EQUAL, 400))


MAGNITUDES = st.floats(1e-6, 1e9)


@given(
    st.sampled_from([c for c in C if c is not C.RANGE]),
    st.just(0.0) | MAGNITUDES | MAGNITUDES.map(lambda value: -value),
)
def test_every_figure_fits_itself(comparator: Comparator, value: float) -> None:
    own = spread(figure(comparator, value, source="a"))
    assert own is not None
    assert own.within(own)
    # "Just above 0" leaves no tolerance to be above in.
    assert value == 0 or not own.apart(own)


def test_a_set_keeps_every_member_and_gives_a_range() -> None:
    (found,) = figure_sets(
        [
            figure(C.BELOW, 1300, source="paper"),
            figure(C.EQUAL, 1200, source="mayor", as_of=DAY - timedelta(days=5)),
            figure(C.EQUAL, None, source="staff"),
            figure(
                C.EQUAL,
                60_000,
                as_of=DAY - timedelta(days=1350),
                as_of_precision=Precision.ERA,
                as_of_basis=AsOfBasis.PREWAR,
            ),
        ]
    )
    assert (found.low, found.high, found.no_floor, found.no_ceiling) == (1200, 1300, True, False)
    notes = {member.figure.value: member.note for member in found.members}
    assert notes == {
        1300: "",
        1200: "",
        None: "no value given: unknown, not zero",
        60_000: "of an earlier time",
    }


def test_a_counter_claim_with_another_base_says_so() -> None:
    (found,) = figure_sets(
        [
            figure(C.EQUAL, 0.5, unit="share", of="all shells"),
            figure(C.EQUAL, 0.1, unit="share", of="air raids", as_of=DAY - timedelta(days=1)),
        ]
    )
    assert (found.low, found.high, found.of) == (0.5, 0.5, "all shells")
    assert found.members[1].note == "another base: of air raids, not of all shells"


def test_lengths_share_a_range_in_the_unit_of_the_newest() -> None:
    earlier = DAY - timedelta(days=1)
    (found,) = figure_sets(
        [figure(C.EQUAL, 1250, unit="km"), figure(C.EQUAL, 750, unit="mi", as_of=earlier)]
    )
    assert found.unit == "km"
    assert found.low == pytest.approx(1207.008)
    assert found.high == 1250


def test_a_set_of_unknowns_has_no_range() -> None:
    (found,) = figure_sets([figure(C.EQUAL, None)])
    assert (found.low, found.high) == (None, None)
