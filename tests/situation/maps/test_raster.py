"""Areas and lines as dots, against shapely on the middles of dots."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin
from time import process_time

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from situation.maps.lines import circle_dots, line_dots
from situation.maps.prepare import prepared_ring
from situation.maps.raster import covered, packed
from situation.maps.scene import Ring
from situation.maps.window import MapWindow
from tests.situation.maps.drawing import box, mirror_map, prepared, ring

WINDOW = MapWindow.around(0, 0, 10_000, 40, 20)
BOW_TIE = ring((-8, -4), (8, 4), (8, -4), (-8, 4))


def mask_of(rows: list[int], window: MapWindow) -> NDArray[np.bool_]:
    columns = range(window.dot_columns)
    return np.array([[dots >> column & 1 for column in columns] for dots in rows], dtype=np.bool_)


def by_shapely(polygons: Sequence[Sequence[Ring]], window: MapWindow) -> NDArray[np.bool_]:
    """What lies in any polygon; in a polygon is what an odd number of its rings contains."""
    columns = np.arange(window.dot_columns)
    rows = np.arange(window.dot_rows)
    xs, ys = np.meshgrid(
        window.west + (columns + 0.5) * window.metres_per_dot,
        window.north - (rows + 0.5) * window.metres_per_dot,
    )
    united = np.zeros(xs.shape, dtype=bool)
    for rings in polygons:
        inside = np.zeros(xs.shape, dtype=bool)
        for part in rings:
            shape = shapely.make_valid(shapely.Polygon(np.column_stack((part.xs, part.ys))))
            inside ^= shapely.contains_xy(shape, xs, ys)
        united |= inside
    return united


def agreement(polygons: Sequence[Sequence[Ring]], window: MapWindow) -> float:
    ours = mask_of(covered(polygons, window), window)
    return float((ours == by_shapely(polygons, window)).mean())


@pytest.mark.parametrize(
    "polygons",
    [
        [[box(-5, -3, 5, 3)]],
        [[box(-500, -300, 500, 300)]],
        [[box(-5, -3, 5, 3), box(-2, -1, 2, 1)]],
        [[BOW_TIE]],
        [[box(-6, -3, 2, 3)], [box(-2, -2, 6, 4)], [box(-3, -3, 3, 3)]],
        [[box(-5, -3, 5, 3), box(-2, -1, 2, 1)], [box(-1, -0.5, 1, 0.5)]],
        [[ring((-60, -50), (0, 55), (60, -50))], [ring((9, 9), (10, 12), (14, 9))]],
        [[box(20, 20, 30, 30)]],
    ],
    ids=["box", "all", "hole", "bow-tie", "overlapping", "island", "sloping", "none"],
)
def test_dots_are_those_whose_middle_is_covered(polygons: list[list[Ring]]) -> None:
    assert agreement(polygons, WINDOW) >= 0.995


def test_a_city_in_a_hole_is_not_covered() -> None:
    rows = covered([[box(-5, -3, 5, 3), box(-1, -1, 1, 1)]], WINDOW)
    mask = mask_of(rows, WINDOW)
    assert not mask[40, 40]
    assert mask[40, 25]


def test_polygons_that_overlap_are_united() -> None:
    twice = covered([[box(-5, -3, 5, 3)], [box(-5, -3, 5, 3)]], WINDOW)
    assert twice == covered([[box(-5, -3, 5, 3)]], WINDOW)
    assert any(twice)


corners = st.lists(
    st.tuples(st.integers(-150, 150), st.integers(-150, 150)), min_size=3, max_size=30
)


def by_parity(rings: Sequence[Ring], window: MapWindow) -> NDArray[np.bool_]:
    """Whether an odd number of edges lies to the west of each dot's middle."""
    columns, rows = np.arange(window.dot_columns), np.arange(window.dot_rows)
    xs = window.west + (columns + 0.5) * window.metres_per_dot
    ys = window.north - (rows + 0.5) * window.metres_per_dot
    odd = np.zeros((len(rows), len(columns)), dtype=bool)
    for part in rings:
        for x0, y0, x1, y1 in zip(part.xs, part.ys, part.xs[1:], part.ys[1:], strict=False):
            crossed = (y0 > ys) != (y1 > ys)
            with np.errstate(all="ignore"):
                places = x0 + (ys - y0) * (x1 - x0) / np.float64(y1 - y0)
            odd ^= crossed[:, None] & (places[:, None] < xs[None, :])
    return odd


@settings(max_examples=60, deadline=None)
@given(st.lists(corners, min_size=1, max_size=3), st.integers(2, 40))
def test_any_rings_are_filled_even_and_odd(
    rings: list[list[tuple[int, int]]], half_width_km: int
) -> None:
    polygon = [ring(*((x / 10, y / 10) for x, y in points)) for points in rings]
    window = MapWindow.around(137, 251, half_width_km * 1000, 40, 20)
    ours = mask_of(covered([polygon], window), window)
    assert (ours == by_parity(polygon, window)).mean() >= 0.98


@pytest.mark.parametrize(
    ("lon", "lat", "half_width", "columns", "rows"),
    [
        (37.1758, 48.2820, 5_000, 72, 20),
        (37.1758, 48.2820, 20_000, 80, 24),
        (37.1758, 48.2820, 100_000, 120, 45),
        (34.0, 47.0, 300_000, 120, 45),
        (31.25, 48.3, 750_000, 120, 45),
    ],
)
def test_the_real_map_agrees_with_shapely(
    lon: float, lat: float, half_width: float, columns: int, rows: int
) -> None:
    degrees, plane = mirror_map("20251105")
    (x,), (y,) = plane.forward([lon], [lat])
    window = MapWindow.around(x, y, half_width, columns, rows)
    assert agreement(prepared(degrees, plane), window) >= 0.99


def wavy_ring(number: int) -> Ring:
    angles = [2 * pi * step / number for step in range(number)]
    reach = [400_000 * (1 + 0.1 * sin(40 * a) + 0.005 * sin(9_000 * a)) for a in angles]
    return prepared_ring(
        [r * cos(a) for r, a in zip(reach, angles, strict=True)],
        [r * sin(a) for r, a in zip(reach, angles, strict=True)],
    )


def test_a_million_vertices_are_drawn_in_well_under_a_second() -> None:
    huge = wavy_ring(1_000_000)
    for half_width, x in ((500_000, 0), (50_000, 400_000), (5_000, 400_000)):
        window = MapWindow.around(x, 0, half_width, 120, 45)
        start = process_time()
        rows = covered([[huge]], window)
        assert process_time() - start < 0.5
        assert any(rows)
    whole = MapWindow.around(0, 0, 500_000, 120, 45)
    same = mask_of(covered([[wavy_ring(100_000)]], whole), whole)
    assert (mask_of(covered([[huge]], whole), whole) == same).mean() > 0.99


def test_cells_hold_eight_dots() -> None:
    rows = [0b0110_01, 0, 0b10, 0b11_0000, 0, 0, 0, 0]
    assert packed(rows, 3) == [bytes([0b00_10_00_01, 0b00_00_00_10, 0b11_00_00_01]), b""]


def test_dots_fill_any_number_of_columns() -> None:
    for columns in range(1, 12):
        full = (1 << 2 * columns) - 1
        assert packed([full] * 4, columns) == [b"\xff" * columns]


@given(st.tuples(*[st.integers(-500, 500)] * 4))
def test_a_line_runs_through_its_dots(ends: tuple[int, int, int, int]) -> None:
    x0, y0, x1, y1 = (100 * end for end in ends)
    line = prepared_ring([x0, x1], [y0, y1])
    mask = mask_of(line_dots([line], WINDOW), WINDOW)
    reference = shapely.LineString([(x0, y0), (x1, y1)])
    for row, column in np.argwhere(mask):
        centre = shapely.Point(WINDOW.dot_centre(int(column), int(row)))
        assert reference.distance(centre) <= 1.5 * WINDOW.metres_per_dot
    seen = reference.intersection(shapely.box(*WINDOW.bounds))
    assert mask.sum() >= seen.length / WINDOW.metres_per_dot / 1.5 - 2


@given(st.floats(-15, 15), st.floats(-15, 15), st.floats(0.1, 500))
def test_a_circle_has_its_radius(x: float, y: float, radius: float) -> None:
    mask = mask_of(circle_dots(x * 1000, y * 1000, radius * 1000, WINDOW), WINDOW)
    for row, column in np.argwhere(mask):
        dot_x, dot_y = WINDOW.dot_centre(int(column), int(row))
        reach = hypot(dot_x - x * 1000, dot_y - y * 1000)
        assert abs(reach - radius * 1000) <= 1.5 * WINDOW.metres_per_dot
    circle = shapely.Point(x * 1000, y * 1000).buffer(radius * 1000, quad_segs=64).exterior
    seen = circle.intersection(shapely.box(*WINDOW.bounds))
    assert mask.sum() >= seen.length / WINDOW.metres_per_dot / 1.5 - 3
