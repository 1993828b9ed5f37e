"""Areas of differences against counted squares and against geodesic areas."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from situation.maps.difference import change_of_hands
from situation.maps.prepare import prepared_ring
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import Ring

KM = 1_000
Box = tuple[int, int, int, int]


def ring(*corners: tuple[float, float]) -> Ring:
    """A ring of corners in kilometres."""
    xs, ys = zip(*corners, strict=True)
    return prepared_ring([x * KM for x in xs], [y * KM for y in ys])


def box(west: float, south: float, east: float, north: float) -> Ring:
    return ring((west, south), (east, south), (east, north), (west, north))


boxes = st.tuples(*[st.integers(0, 7)] * 2, *[st.integers(1, 4)] * 2).map(
    lambda given: (given[0], given[1], given[0] + given[2], given[1] + given[3])
)


def squares(covered: list[Box]) -> set[tuple[int, int]]:
    return {
        (x, y)
        for west, south, east, north in covered
        for x in range(west, east)
        for y in range(south, north)
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(boxes, max_size=4), st.lists(boxes, max_size=4))
def test_overlapping_polygons_count_once_as_counted_squares_do(
    first: list[Box], second: list[Box]
) -> None:
    change = change_of_hands([(box(*b),) for b in first], [(box(*b),) for b in second])
    now, before = squares(first), squares(second)
    assert change.newly_occupied_km2 == pytest.approx(len(now - before), abs=1e-9)
    assert change.no_longer_occupied_km2 == pytest.approx(len(before - now), abs=1e-9)


def test_a_hole_is_not_covered() -> None:
    change = change_of_hands([(box(0, 0, 4, 4), box(1, 1, 3, 3))], [(box(0, 0, 2, 2),)])
    assert change.newly_occupied_km2 == pytest.approx(12 - 3)
    assert change.no_longer_occupied_km2 == pytest.approx(1)


def test_a_ring_that_crosses_itself_is_repaired() -> None:
    bow_tie = ring((0, 0), (2, 2), (2, 0), (0, 2))
    change = change_of_hands([(bow_tie,)], [])
    assert change.newly_occupied_km2 == pytest.approx(2)
    assert change.no_longer_occupied_km2 == 0


def test_two_equal_maps_and_polygons_without_rings_change_nothing() -> None:
    change = change_of_hands([(box(0, 0, 3, 3),), ()], [(), (box(0, 0, 3, 3),)])
    assert (change.newly_occupied_km2, change.no_longer_occupied_km2) == (0, 0)


def test_square_kilometres_are_those_of_the_ellipsoid() -> None:
    lons, lats = [37.0, 37.4, 37.5, 37.1], [48.1, 48.2, 48.4, 48.3]
    plane = EqualAreaPlane((36.0, 48.5))
    change = change_of_hands([(prepared_ring(*plane.forward(lons, lats)),)], [])
    geodesic, _ = Geod(ellps="WGS84").polygon_area_perimeter(lons, lats)
    # Its edges are straight on the plane here and geodesics there: some metres apart.
    assert change.newly_occupied_km2 == pytest.approx(abs(geodesic) / KM**2, rel=5e-4)
