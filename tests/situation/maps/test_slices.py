"""Many numbers in parts, none of which takes long."""

from array import array
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.maps.slices import LONGEST, are_finite, bounds_of, slices

MANY = array("d", range(2 * LONGEST + 7))


def test_parts_are_short_and_together_everything() -> None:
    parts = list(slices(MANY))
    assert [len(part) for part in parts] == [LONGEST, LONGEST, 7]
    assert [number for part in parts for number in part] == list(MANY)


@pytest.mark.parametrize("place", [0, LONGEST - 1, LONGEST, len(MANY) - 1])
def test_one_that_is_no_number_is_found_wherever_it_stands(place: int) -> None:
    assert are_finite(MANY, MANY)
    for bad in (nan, inf, -inf):
        broken = array("d", MANY)
        broken[place] = bad
        assert not are_finite(MANY, broken)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1))
def test_bounds_are_the_least_and_the_greatest(points: list[tuple[float, float]]) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert bounds_of(xs, ys) == (min(xs), min(ys), max(xs), max(ys))
    assert bounds_of(MANY, MANY) == (0, 0, len(MANY) - 1, len(MANY) - 1)
