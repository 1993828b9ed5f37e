"""Prepared rings: what is left out is not missed."""

from math import cos, inf, nan, pi, sin

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from situation.errors import InputError
from situation.maps.prepare import outline, prepared_ring
from situation.maps.scene import Ring

corners = st.lists(
    st.tuples(st.integers(-100, 100), st.integers(-100, 100)), min_size=1, max_size=200
)


def crossings_to_the_west(xs: list[float], ys: list[float], x: float, y: float) -> int:
    """How often a closed ring crosses the ray from a point to the west."""
    number = 0
    for index in range(len(xs) - 1):
        (x0, y0), (x1, y1) = (xs[index], ys[index]), (xs[index + 1], ys[index + 1])
        if (y0 > y) != (y1 > y):
            number += x0 + (y - y0) * (x1 - x0) / (y1 - y0) < x
    return number


PLENTY = 10**9


def lengths_of(ring: Ring) -> list[int]:
    """How many vertices each simpler copy has."""
    return [len(copy.ring.xs) for copy in ring.simpler]


def shape_of(ring: Ring) -> shapely.LineString:
    return shapely.LineString(np.column_stack((ring.xs, ring.ys)))


@settings(max_examples=60, deadline=None)
@given(corners, st.tuples(st.integers(-90, 60), st.integers(-90, 60)), st.integers(1, 60))
def test_an_outline_has_the_same_inside_for_its_window(
    points: list[tuple[int, int]], south_west: tuple[int, int], size: int
) -> None:
    ring = prepared_ring([x for x, _ in points], [y for _, y in points])
    west, south = south_west
    found = outline(ring, (west, south, west + size, south + size), 0, PLENTY)
    assert found is not None
    for step in range(5):
        for other in range(5):
            x, y = west + size * (step + 0.37) / 5, south + size * (other + 0.41) / 5
            whole = crossings_to_the_west(list(ring.xs), list(ring.ys), x, y)
            assert crossings_to_the_west(*found, x, y) % 2 == whole % 2


def test_what_is_far_away_costs_little() -> None:
    number = 20_000
    xs = [100 * step / number for step in range(number)] + [100.0, 0.0]
    ys = [float(step % 2) / 1000 for step in range(number)] + [-100.0, -100.0]
    ring = prepared_ring(xs, ys)
    far = outline(ring, (0, -60, 100, -40), 0.01, PLENTY)
    near = outline(ring, (0, -1, 1, 1), 1e-6, PLENTY)
    assert far is not None
    assert near is not None
    assert len(far[0]) < 40
    assert number / 100 < len(near[0]) < number / 50
    assert outline(ring, (0, -1, 1, 1), 1e-6, number // 200) is None


def test_what_is_small_costs_little() -> None:
    number = 20_000
    angles = [2 * pi * step / number for step in range(number)]
    wavy = [100_000 + 500 * sin(400 * angle) for angle in angles]
    ring = prepared_ring(
        [reach * cos(angle) for reach, angle in zip(wavy, angles, strict=True)],
        [reach * sin(angle) for reach, angle in zip(wavy, angles, strict=True)],
    )
    everything = (-2e5, -2e5, 2e5, 2e5)
    lengths = {}
    for tolerance in (0, 100, 2_100, 20_000):
        found = outline(ring, everything, tolerance, PLENTY)
        assert found is not None
        lengths[tolerance] = len(found[0])
        line = shapely.LineString(np.column_stack(found))
        assert line.hausdorff_distance(shape_of(ring)) <= tolerance + 1e-6
    assert lengths[0] == number + 1
    assert lengths[100] < number / 5
    assert lengths[2_100] < number / 30
    assert lengths[20_000] < 40


lines = st.lists(st.tuples(st.floats(-3e3, 3e3), st.floats(-3e3, 3e3)), min_size=40, max_size=300)


@settings(max_examples=40, deadline=None)
@given(lines)
def test_simpler_copies_stay_as_near_as_they_say(points: list[tuple[float, float]]) -> None:
    ring = prepared_ring([x for x, _ in points], [y for _, y in points])
    for copy in ring.simpler:
        assert copy.ring.xs[0] == copy.ring.xs[-1] == ring.xs[0]
        vertices = shapely.points(np.column_stack((ring.xs, ring.ys)))
        assert shapely.distance(vertices, shape_of(copy.ring)).max() <= copy.metres
        assert set(zip(copy.ring.xs, copy.ring.ys, strict=True)) <= set(points)
    lengths = lengths_of(ring)
    assert lengths == sorted(lengths, reverse=True)
    assert [copy.metres for copy in ring.simpler] == sorted(copy.metres for copy in ring.simpler)


def test_a_simple_ring_has_no_copies() -> None:
    assert prepared_ring([0, 2e5, 2e5], [0, 0, 1e5]).simpler == ()


def test_a_ring_is_closed_and_bounded() -> None:
    ring = prepared_ring([0, 2, 2], [0, 0, 1])
    assert list(zip(ring.xs, ring.ys, strict=True)) == [(0, 0), (2, 0), (2, 1), (0, 0)]
    assert (ring.west, ring.south, ring.east, ring.north) == (0, 0, 2, 1)


def test_a_closed_ring_stays_as_it_is() -> None:
    assert list(prepared_ring([0, 2, 2, 0], [0, 0, 1, 0]).xs) == [0, 2, 2, 0]


@pytest.mark.parametrize(
    ("xs", "ys", "why"),
    [
        ([], [], "no vertices"),
        ([1.0], [1.0, 2.0], "as many"),
        ([0.0, nan], [0.0, 0.0], "no point of the plane"),
        ([0.0, -inf], [0.0, 0.0], "no point of the plane"),
        ([0.0, 1e300], [0.0, 0.0], "no point of the plane"),
    ],
)
def test_a_ring_that_cannot_be_drawn_says_why(xs: list[float], ys: list[float], why: str) -> None:
    with pytest.raises(InputError, match=why):
        prepared_ring(xs, ys)
