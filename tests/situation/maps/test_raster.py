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

from situation.maps.effort import Effort
from situation.maps.lines import border_dots, circle_dots
from situation.maps.packing import packed
from situation.maps.prepare import prepared_ring
from situation.maps.raster import covered, drawn_polygons
from situation.maps.scene import Ring
from situation.maps.sheets import MOST_RINGS
from situation.maps.window import MapWindow
from tests.situation.maps.drawing import box, mirror_map, prepared, ring

WINDOW = MapWindow.around(0, 0, 10_000, 40, 20)
IN_TIME = 0.02
"""Seconds that the event loop may be held up."""
BOW_TIE = ring((-8, -4), (8, 4), (8, -4), (-8, 4))


def mask_of(rows: list[int], window: MapWindow) -> NDArray[np.bool_]:
    columns = range(window.dot_columns)
    return np.array([[dots >> column & 1 for column in columns] for dots in rows], dtype=np.bool_)


def middle_of(column: int, row: int) -> tuple[float, float]:
    """The middle of a dot of `WINDOW`, metres east and north."""
    step = WINDOW.metres_per_dot
    return WINDOW.west + (int(column) + 0.5) * step, WINDOW.north - (int(row) + 0.5) * step


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


def fastest(polygons: Sequence[Sequence[Ring]], window: MapWindow) -> float:
    """CPU seconds of the fastest of some drawings: another program may have the machine."""
    seconds: list[float] = []
    for _ in range(5):
        start = process_time()
        covered(polygons, window)
        seconds.append(process_time() - start)
    return min(seconds)


def test_a_million_vertices_are_drawn_without_holding_up_the_keys() -> None:
    huge = wavy_ring(1_000_000)
    for half_width, x in ((500_000, 0), (250_000, 0), (50_000, 400_000), (5_000, 400_000)):
        window = MapWindow.around(x, 0, half_width, 120, 45)
        assert fastest([[huge]], window) < IN_TIME
        assert any(covered([[huge]], window))
    whole = MapWindow.around(0, 0, 500_000, 120, 45)
    same = mask_of(covered([[wavy_ring(100_000)]], whole), whole)
    assert (mask_of(covered([[huge]], whole), whole) == same).mean() > 0.99


def zigzag(edges: int, reach: float = 400_000.0) -> Ring:
    """A ring each of whose edges goes anywhere."""
    xs, ys = np.random.default_rng(edges).uniform(-reach, reach, (2, edges)).tolist()
    return prepared_ring(xs, ys)


@pytest.mark.parametrize("edges", [2_000, 20_000, 200_000])
@pytest.mark.parametrize("half_width", [500_000, 50_000, 2_000])
def test_a_zigzag_over_everything_costs_no_more_and_no_other_polygon(
    edges: int, half_width: int
) -> None:
    window = MapWindow.around(0, 0, half_width, 120, 45)
    effort, plain = Effort(), [[box(-1, -1, 1, 1)], [box(-300, -200, -10, 300)]]
    rows = covered([*plain, [zigzag(edges)]], window, effort)
    assert (rows, effort.left_out) == (covered(plain, window), 1)
    assert fastest([[zigzag(edges)]], window) < IN_TIME


def test_thousands_of_polygons_cost_no_more() -> None:
    corners = np.random.default_rng(1).uniform(-40, 40, (MOST_RINGS, 2)).tolist()
    for size in (0.1, 3, 60):
        # As many as a map may have rings.
        polygons = [[ring((x, y), (x + size, y), (x, y + size))] for x, y in corners]
        assert fastest(polygons, MapWindow.around(0, 0, 40_000, 120, 45)) < IN_TIME


def test_what_is_left_out_is_counted() -> None:
    spent = Effort(vertices=3)
    assert not any(covered([[BOW_TIE], [box(-1, -1, 1, 1)]], WINDOW, spent))
    assert spent.left_out == 2
    enough = Effort()
    assert any(covered([[BOW_TIE]], WINDOW, enough))
    assert enough.left_out == 0


def test_cells_hold_eight_dots() -> None:
    rows = [0b0110_01, 0, 0b10, 0b11_0000, 0, 0, 0, 0]
    assert packed(rows, 3) == [bytes([0b00_10_00_01, 0b00_00_00_10, 0b11_00_00_01]), b""]


def test_dots_fill_any_number_of_columns() -> None:
    for columns in range(1, 12):
        full = (1 << 2 * columns) - 1
        assert packed([full] * 4, columns) == [b"\xff" * columns]


def borders_of(polygons: Sequence[Sequence[Ring]]) -> NDArray[np.bool_]:
    drawn = list(drawn_polygons(polygons, WINDOW, Effort()))
    return mask_of(border_dots(drawn, covered(polygons, WINDOW), WINDOW), WINDOW)


@settings(max_examples=60, deadline=None)
@given(st.lists(corners, min_size=1, max_size=3))
def test_borders_run_along_the_edges_of_what_is_covered(
    rings: list[list[tuple[int, int]]],
) -> None:
    polygons = [[ring(*((x / 10, y / 10) for x, y in points))] for points in rings]
    mask = borders_of(polygons)
    outlines = shapely.union_all(
        [shapely.LineString(np.column_stack((part.xs, part.ys))) for (part,) in polygons]
    )
    for row, column in np.argwhere(mask):
        centre = shapely.Point(middle_of(column, row))
        assert outlines.distance(centre) <= 1.5 * WINDOW.metres_per_dot
    assert not (mask & ~mask_of(covered(polygons, WINDOW), WINDOW)).any()


def test_a_border_is_one_dot_wide_and_closed() -> None:
    # Two neighbours with a common edge, in the middle of a window that reaches farther.
    mask = borders_of([[box(-5, -3, 0, 3)], [box(0, -3, 5, 3)]])
    row = mask[40]
    assert [int(column) for column in np.flatnonzero(row)] == [20, 39, 59]
    assert int(mask[:, 30].sum()) == 2
    # What reaches the window's rim goes on behind it.
    assert not borders_of([[box(-500, -300, 500, 300)]]).any()


@given(st.floats(-15, 15), st.floats(-15, 15), st.floats(0.1, 500))
def test_a_circle_has_its_radius(x: float, y: float, radius: float) -> None:
    mask = mask_of(circle_dots(x * 1000, y * 1000, radius * 1000, WINDOW), WINDOW)
    for row, column in np.argwhere(mask):
        dot_x, dot_y = middle_of(column, row)
        reach = hypot(dot_x - x * 1000, dot_y - y * 1000)
        assert abs(reach - radius * 1000) <= 1.5 * WINDOW.metres_per_dot
    circle = shapely.Point(x * 1000, y * 1000).buffer(radius * 1000, quad_segs=64).exterior
    seen = circle.intersection(shapely.box(*WINDOW.bounds))
    assert mask.sum() >= seen.length / WINDOW.metres_per_dot / 1.5 - 3
