"""The radius of the disc that stands for a place."""

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.footprint_radius import radius_km


@pytest.mark.parametrize(
    ("population", "radius"), [(None, 0.5), (0, 0.5), (60_127, 2.77), (2_952_301, 15.0)]
)
def test_known_places(population: int | None, radius: float) -> None:
    assert round(radius_km(population), 2) == radius


@given(st.integers(1_964, 1_767_145))
def test_between_the_limits_the_disc_holds_2500_people_per_km2(population: int) -> None:
    assert pi * radius_km(population) ** 2 * 2_500 == pytest.approx(population)
