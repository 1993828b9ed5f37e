"""World, dots and cells; moving and zooming; the scale bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.maps.window import COARSEST, FINEST, MapWindow

windows = st.builds(
    MapWindow.around,
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.floats(1, 1e6),
    st.integers(1, 200),
    st.integers(1, 60),
)


@given(windows, st.data())
def test_the_middle_of_a_cell_lies_in_it(window: MapWindow, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, window.columns - 1))
    row = data.draw(st.integers(0, window.rows - 1))
    assert window.cell_at(*window.cell_centre(column, row)) == (column, row)
    across, down = window.dot_at(*window.cell_centre(column, row))
    assert (across, down) == pytest.approx((2 * column + 1, 4 * row + 2), abs=1e-3)


@given(windows)
def test_what_is_outside_has_no_cell(window: MapWindow) -> None:
    step = window.metres_per_dot
    for point in (
        (window.west - step, window.y),
        (window.east + step, window.y),
        (window.x, window.south - step),
        (window.x, window.north + step),
    ):
        assert window.cell_at(*point) is None


def test_around_shows_the_half_width() -> None:
    window = MapWindow.around(1000, 2000, 5000, 72, 20)
    assert (window.west, window.east) == pytest.approx((-4000, 6000))
    assert window.north - window.south == pytest.approx(20 * 4 * 10000 / 144)


@given(
    st.tuples(st.floats(-5e5, 0), st.floats(-5e5, 0), st.floats(1, 5e5), st.floats(1, 5e5)),
    st.integers(20, 200),
    st.integers(6, 60),
)
def test_fitting_shows_all(
    bounds: tuple[float, float, float, float], columns: int, rows: int
) -> None:
    window = MapWindow.fitting(bounds, columns, rows)
    west, south, east, north = window.bounds
    assert west <= bounds[0]
    assert south <= bounds[1]
    assert east >= bounds[2]
    assert north >= bounds[3]


def test_a_pan_moves_by_whole_cells() -> None:
    window = MapWindow.around(0, 0, 7200, 72, 20)
    assert window.metres_per_dot == 100
    moved = window.pan(1, -2)
    assert (moved.x, moved.y) == (200, 800)
    assert moved.pan(-1, 2) == window


def test_zooming_has_limits() -> None:
    window = MapWindow.around(0, 0, 7200, 72, 20)
    assert window.zoomed(2).metres_per_dot == 50
    assert window.zoomed(1e9).metres_per_dot == FINEST
    assert window.zoomed(1e-9).metres_per_dot == COARSEST


def test_panning_ends_where_the_earth_does() -> None:
    window = MapWindow.fitting((-7e5, -7e5, 7e5, 7e5), 80, 20)
    for _ in range(1000):
        window = window.pan(80, 20)
    assert abs(window.x) <= 2e7
    assert abs(window.y) <= 2e7


def test_another_size_shows_the_same_width() -> None:
    window = MapWindow.around(10, 20, 7200, 72, 20).resized(36, 10)
    assert (window.x, window.y, window.columns, window.rows) == (10, 20, 36, 10)
    assert window.half_width_m == pytest.approx(7200)


def test_no_size_is_too_small() -> None:
    window = MapWindow.around(0, 0, 5000, 0, 0)
    assert (window.columns, window.rows) == (1, 1)


@given(windows, st.floats(1, 20_000))
def test_a_disc_round_the_middle_is_shown_whole(window: MapWindow, radius: float) -> None:
    shown = window.showing(radius)
    assert (shown.x, shown.y) == (window.x, window.y)
    assert shown.metres_per_dot >= window.metres_per_dot
    if shown.metres_per_dot < COARSEST:
        assert min(shown.east - shown.x, shown.north - shown.y) > radius
    if min(window.east - window.x, window.north - window.y) > 1.2 * radius:
        assert shown == window


def test_the_command_line_shows_five_kilometres_and_the_disc_of_pokrovsk() -> None:
    window = MapWindow.around(0, 0, 5_000, 72, 20)
    assert window.showing(2_767) == window


@given(windows)
def test_finer_dots_show_the_same(window: MapWindow) -> None:
    finer = window.finer(4)
    assert finer.bounds == pytest.approx(window.bounds, abs=1e-3)
    assert (finer.dot_columns, finer.dot_rows) == (4 * window.dot_columns, 4 * window.dot_rows)


def test_it_knows_whether_it_shows_everything() -> None:
    bounds = (-1_000.0, -500.0, 1_000.0, 500.0)
    assert MapWindow.fitting(bounds, 40, 10).shows(bounds)
    assert not MapWindow.fitting(bounds, 40, 10).zoomed(1.2).shows(bounds)
    assert not MapWindow.fitting(bounds, 40, 10).pan(4, 0).shows(bounds)


@pytest.mark.parametrize(
    ("half_width", "cells", "words", "length"),
    [(5000, 20, "2 km", 14), (100_000, 20, "50 km", 18), (500, 20, "200 m", 14), (36, 2, "5 m", 1)],
)
def test_the_scale_bar_is_round(half_width: float, cells: int, words: str, length: int) -> None:
    bar = MapWindow.around(0, 0, half_width, 72, 20).scale_bar(cells)
    assert (bar.words, bar.cells) == (words, length)


@given(windows, st.integers(1, 60))
def test_the_scale_bar_fits(window: MapWindow, cells: int) -> None:
    bar = window.scale_bar(cells)
    assert 1 <= bar.cells <= cells
    assert bar.metres <= cells * 2 * window.metres_per_dot * 1.000001
