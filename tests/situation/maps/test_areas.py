"""How much land changed hands within a window, against shapely."""

from collections.abc import Sequence

import numpy as np
import pytest
import shapely

from situation.maps.areas import change_in_window
from situation.maps.scene import MapMode, Ring
from situation.maps.window import MapWindow
from tests.situation.maps.drawing import box, mirror_map, prepared, ring, scene, sheet

WINDOW = MapWindow.around(0, 0, 12_000, 24, 9)
"""From -12 to 12 and from -9 to 9 km."""


def ground(polygons: Sequence[Sequence[Ring]]) -> shapely.Geometry:
    shapes = [
        shapely.Polygon(
            np.column_stack((outer.xs, outer.ys)),
            [np.column_stack((hole.xs, hole.ys)) for hole in holes],
        )
        for outer, *holes in polygons
    ]
    return shapely.union_all(shapely.make_valid(shapes))


def test_only_what_is_seen_counts() -> None:
    now, before = sheet(occupied=[[box(-100, 0, 5, 100)]]), sheet(occupied=[[box(3, -9, 12, 9)]])
    change = change_in_window(scene(now, before), WINDOW)
    assert change is not None
    assert change.newly_occupied_km2 == pytest.approx(15 * 9, rel=0.01)
    assert change.no_longer_occupied_km2 == pytest.approx(9 * 18 - 2 * 9, rel=0.01)


def test_one_map_has_no_change() -> None:
    assert change_in_window(scene(sheet(occupied=[[box(0, 0, 1, 1)]])), WINDOW) is None


def test_of_a_map_that_cannot_be_drawn_whole_nothing_is_reckoned() -> None:
    hostile = ring(*((17 * number / 5_000 - 8.5, 8 * (-1) ** number) for number in range(5_000)))
    both = scene(sheet(occupied=[[hostile]]), sheet(), missing="")
    assert change_in_window(both, WINDOW) is None


@pytest.mark.parametrize(("half_width_km", "off"), [(5, 0.01), (20, 0.01), (80, 0.02), (300, 0.06)])
def test_the_real_maps_agree_with_shapely(half_width_km: float, off: float) -> None:
    days = []
    for day in ("20251105", "20251005"):
        degrees, plane = mirror_map(day)
        days.append(prepared(degrees, plane))
    (x,), (y,) = plane.forward([37.1758], [48.2820])
    window = MapWindow.around(x, y, half_width_km * 1_000, 78, 16)
    both = scene(*(sheet(occupied=polygons) for polygons in days))
    assert both.request.mode is MapMode.SINGLE, "asked for or not, it can be reckoned"
    change = change_in_window(both, window)
    assert change is not None
    now, before = (shapely.intersection(ground(day), shapely.box(*window.bounds)) for day in days)
    newly = shapely.area(shapely.difference(now, before)) / 1e6
    no_longer = shapely.area(shapely.difference(before, now)) / 1e6
    assert change.newly_occupied_km2 == pytest.approx(newly, rel=off, abs=0.02)
    assert change.no_longer_occupied_km2 == pytest.approx(no_longer, rel=off, abs=0.02)
