"""What lies under the areas: regions' borders, and the land that nobody maps."""

import pytest

from situation.maps.canvas import CellKind, CellStyle, draw_map, sample
from situation.maps.scene import MapScene, Ring
from situation.maps.window import MapWindow
from tests.situation.maps.drawing import LETTERS, box, kinds_of, ring, scene, sheet, text_of

WINDOW = MapWindow.around(0, 0, 12_000, 24, 9)
"""A cell is 1 km wide and 2 km high, from -12 to 12 and from -9 to 9 km."""
BEYOND, OUTSIDE = CellKind.BEYOND, CellKind.OUTSIDE
LAND = ((box(-8, -5, 0, 7),), (box(0, -5, 6, 7),))
"""Two regions side by side, their common border between two columns."""


def kinds(
    found: MapScene, style: CellStyle = CellStyle.BRAILLE, window: MapWindow = WINDOW
) -> list[list[CellKind]]:
    return kinds_of(draw_map(found, window, style, party_letters=LETTERS))


def outlined(*borders: tuple[Ring, ...], occupied: Ring | None = None) -> MapScene:
    sheets = [sheet(occupied=[[occupied]])] if occupied else []
    return scene(*sheets, borders=borders, is_outlined=True)


@pytest.mark.parametrize("style", CellStyle)
def test_what_lies_in_no_outline_is_not_mapped(style: CellStyle) -> None:
    found = kinds(outlined(*LAND), style)
    beyond = {
        (column, row)
        for row, line in enumerate(found)
        for column, kind in enumerate(line)
        if kind is BEYOND
    }
    land = {(column, row) for column in range(4, 18) for row in range(1, 7)}
    assert beyond == {(column, row) for column in range(24) for row in range(9)} - land
    drawn = draw_map(outlined(*LAND), WINDOW, style, party_letters=LETTERS)
    assert text_of(drawn)[0] == sample(BEYOND, style) * 24
    assert found[3][5] is OUTSIDE


def test_a_border_between_regions_is_no_gap_between_them() -> None:
    row = kinds(outlined(*LAND))[3]
    assert row[11] is CellKind.BORDER
    assert BEYOND not in row[4:18]


def test_a_hole_in_a_region_is_another_region_or_not_mapped() -> None:
    with_hole = (box(-11, -8, 11, 8), box(-4, -4, 4, 4))
    assert kinds(outlined(with_hole))[4][12] is BEYOND
    assert kinds(outlined(with_hole, (box(-4, -4, 4, 4),)))[4][12] is OUTSIDE


def test_without_all_outlines_the_bounds_are_what_is_mapped() -> None:
    found = scene(borders=LAND, bounds=(-200, -200, 200, 200))
    assert BEYOND not in {kind for line in kinds(found) for kind in line}
    assert CellKind.BORDER in kinds(found)[3]


def test_an_outline_too_intricate_to_be_drawn_is_not_taken_for_the_sea() -> None:
    star = [(17 * number / 2_000 - 8.5, 8 * (-1) ** number) for number in range(2_000)]
    hostile = outlined((ring(*star),), *LAND)
    near = MapWindow.around(0, 0, 12_000, 120, 45)
    assert BEYOND not in {kind for line in kinds(hostile, window=near) for kind in line}


@pytest.mark.parametrize("style", CellStyle)
def test_no_border_is_drawn_over_an_area(style: CellStyle) -> None:
    occupied = box(-12, -9, 2, 1)
    plain = kinds(scene(sheet(occupied=[[occupied]])), style)
    bordered = kinds(outlined(*LAND, occupied=occupied), style)
    areas = [
        (row, column)
        for row, line in enumerate(plain)
        for column, kind in enumerate(line)
        if kind is CellKind.OCCUPIED
    ]
    assert len(areas) > 50
    assert all(bordered[row][column] is CellKind.OCCUPIED for row, column in areas)
    assert bordered[2][11] is CellKind.BORDER


def test_an_area_beyond_the_outlines_is_an_area() -> None:
    found = kinds(outlined(*LAND, occupied=box(4, -9, 12, 9)))
    assert all(line[23] is CellKind.OCCUPIED for line in found)
