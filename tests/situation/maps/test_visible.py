"""The occupied land stays to be seen behind marks, names, borders and the ring."""

from itertools import product
from pathlib import Path

import pytest

from situation.importing import import_paths
from situation.maps.areas import areas_of
from situation.maps.canvas import CellStyle, draw_map
from situation.maps.effort import Effort
from situation.maps.packing import packed
from situation.maps.scene import MapScene
from situation.maps.textures import AREA_KINDS, CellKind
from situation.maps.window import MapWindow
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.reports.table import display_width
from tests.conftest import NOW
from tests.situation.maps.drawing import LETTERS, MIRROR
from tests.situation.maps.map_world import scene_of

HALF_WIDTHS_KM = (320, 160, 80, 40, 20, 10, 5, 2.5)
MARKED = ("pokrovsk", "donetsk", "kyiv")


@pytest.fixture
async def november(tmp_path: Path) -> MapScene:
    """The real map of 5 November 2025 with all that the bundled situation says."""
    file = MIRROR / "deepstatemap_data_20251105.geojson"
    if not file.exists():
        pytest.skip("the shared map files are not on this machine")
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: NOW)
    await import_paths(opened.store, opened.frame, [file], clock=lambda: NOW)
    viewpoint = Viewpoint(valid_at=end_of_day(NOW.date()))
    found = await scene_of(opened.store, viewpoint, frame=opened.frame)
    await opened.store.close()
    return found


def windows(found: MapScene, marked: str, columns: int, rows: int) -> list[MapWindow]:
    """The whole situation, then nearer and nearer to a city."""
    city = next(city for city in found.cities if city.place.id == marked)
    return [
        MapWindow.fitting(found.bounds, columns, rows),
        *(
            MapWindow.around(city.x, city.y, 1_000 * half_width, columns, rows)
            for half_width in HALF_WIDTHS_KM
        ),
    ]


def seen_and_drawn(
    found: MapScene, window: MapWindow, style: CellStyle, marked: str
) -> tuple[int, int]:
    """Of the cells that are at least half occupied: how many show it, and how many there are."""
    drawing = draw_map(found, window, style, marked=marked, party_letters=LETTERS)
    kinds = [
        [kind for text, kind in line for _ in range(display_width(text))] for line in drawing.lines
    ]
    dots = areas_of(found.sheets[0], window, Effort())
    half = [
        (row, column)
        for rows in dots.values()
        for row, cells in enumerate(packed(rows, window.columns))
        for column, cell in enumerate(cells)
        if cell.bit_count() >= 4
    ]
    return sum(kinds[row][column] in AREA_KINDS for row, column in half), len(half)


@pytest.mark.parametrize(
    ("columns", "rows", "least"),
    [
        (188, 43, 0.88),
        (118, 33, 0.88),
        (78, 16, 0.86),
        # Mark and name of the chosen city alone take a fifth and more of a small map's few cells.
        (58, 9, 0.78),
        (20, 4, 0.7),
    ],
)
async def test_the_occupied_land_is_seen_at_every_size_and_scale(
    november: MapScene, columns: int, rows: int, least: float
) -> None:
    for marked, style in product(MARKED, CellStyle):
        for window in windows(november, marked, columns, rows):
            seen, drawn = seen_and_drawn(november, window, style, marked)
            assert seen >= least * drawn, (marked, style, window.half_width_m, seen, drawn)


async def test_of_the_whole_map_52_cells_are_half_occupied_and_45_are_seen(
    november: MapScene,
) -> None:
    window = MapWindow.fitting(november.bounds, 78, 16)
    seen, drawn = seen_and_drawn(november, window, CellStyle.BRAILLE, "pokrovsk")
    assert drawn == 52
    assert seen >= 45
    window = MapWindow.fitting(november.bounds, 118, 33)
    seen, drawn = seen_and_drawn(november, window, CellStyle.BRAILLE, "pokrovsk")
    assert drawn > 200
    assert seen >= 0.9 * drawn


async def test_the_tip_of_the_central_column_is_seen(november: MapScene) -> None:
    city = next(city for city in november.cities if city.place.id == "pokrovsk")
    for columns, rows in ((72, 20), (78, 16)):
        window = MapWindow.around(city.x, city.y, 5_000, columns, rows).showing(city.radius)
        drawing = draw_map(
            november, window, CellStyle.BRAILLE, marked="pokrovsk", party_letters=LETTERS
        )
        name = next(
            row for row, line in enumerate(drawing.lines) if any("Pokrovsk" in t for t, _ in line)
        )
        plain = packed(areas_of(november.sheets[0], window, Effort())[CellKind.OCCUPIED], columns)
        # No cell of the column below or above the mark is under the name.
        text = "".join(text for text, _ in drawing.lines[name])
        start = text.index("Pokrovsk")
        assert not any(plain[name][start - 1 : start + 9]), (columns, rows)


async def test_places_in_the_sea_and_abroad_are_not_mapped(november: MapScene) -> None:
    window = MapWindow.fitting(november.bounds, 78, 16)
    drawing = draw_map(november, window, CellStyle.LETTERS, party_letters=LETTERS)
    rows = ["".join(text for text, _ in line) for line in drawing.lines]
    assert rows[0] == "." * 78
    assert rows[-1].count(".") > 60
    # Russia to the east of Luhansk, the Black Sea to the south of Odesa.
    assert all(row.endswith("." * 10) for row in rows)
