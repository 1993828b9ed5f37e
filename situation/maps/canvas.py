"""A map in cells of text: areas by texture, lines over them, then cities with their names.

Whatever is drawn can be told without colours. What no polygon covers is blank: it is not "held".
Where no map is drawn, the sectors that were measured stand for it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from situation.maps.areas import AreaDots, areas_of, difference_of
from situation.maps.cells import CellLine, Cells, Drawing
from situation.maps.effort import Effort
from situation.maps.ground import ground_of
from situation.maps.labels import put_cities
from situation.maps.lines import circle_dots
from situation.maps.packing import packed
from situation.maps.scene import MapCity, MapScene
from situation.maps.sectors import LEAST_RADIUS_DOTS, put_roses, sector_cells
from situation.maps.specks import speck_size
from situation.maps.stickers import Desk
from situation.maps.textures import CellKind, CellStyle, sample
from situation.maps.window import MapWindow

__all__ = [
    "CellKind",
    "CellLine",
    "CellStyle",
    "Drawing",
    "draw_difference",
    "draw_map",
    "occupier_letter",
    "sample",
]

_ANY_OCCUPIER: Final = "O"
_SMALLEST_RING_DOTS: Final = 4
"""A smaller footprint lies behind its city's mark."""


def draw_map(
    scene: MapScene,
    window: MapWindow,
    style: CellStyle,
    *,
    sheet: int = 0,
    marked: str = "",
    party_letters: Mapping[str, str],
    with_sectors: bool = True,
) -> Drawing:
    """One of the scene's maps with its cities.

    Args:
        scene: what there is to draw.
        window: what is looked at.
        style: what it is drawn with.
        sheet: which of the scene's maps; where it has none of this number, no areas are drawn.
        marked: id of the chosen city: its footprint is drawn, its name has precedence.
        party_letters: the letter of each party, by id.
        with_sectors: show what was measured in the sectors of footprints, where no map is drawn.
    """
    effort = Effort()
    speck = speck_size(style)
    sheets = scene.sheets[sheet : sheet + 1]
    areas = areas_of(sheets[0], window, effort, speck) if sheets else {}
    return _drawn(
        scene,
        window,
        style,
        areas,
        scene.cities_on(sheet),
        marked=marked,
        letters=party_letters,
        with_sectors=with_sectors and not scene.sheets,
        left_out=effort.left_out,
    )


def draw_difference(
    scene: MapScene,
    window: MapWindow,
    style: CellStyle,
    *,
    marked: str = "",
    party_letters: Mapping[str, str],
) -> Drawing:
    """What the scene's first map draws as occupied against its second, the earlier one.

    Occupied in both is `OCCUPIED`, in the first only `NEWLY_OCCUPIED`, in the second only
    `NO_LONGER_OCCUPIED`; other statuses are left out. A scene without two maps is drawn as by
    `draw_map`, whose arguments these are.
    """
    if len(scene.sheets) < 2:
        return draw_map(scene, window, style, marked=marked, party_letters=party_letters)
    effort = Effort()
    areas = difference_of(scene, window, effort, speck_size(style))
    return _drawn(
        scene,
        window,
        style,
        areas,
        scene.cities,
        marked=marked,
        letters=party_letters,
        with_sectors=False,
        left_out=effort.left_out,
    )


def _drawn(
    scene: MapScene,
    window: MapWindow,
    style: CellStyle,
    areas: AreaDots,
    cities: Sequence[MapCity],
    *,
    marked: str,
    letters: Mapping[str, str],
    with_sectors: bool,
    left_out: int,
) -> Drawing:
    ground = ground_of(scene, window)
    cells = Cells(window, style, occupier_letter(scene, letters), ground.mapped)
    cells.lay(areas)
    for row, dots in enumerate(ground.borders):
        cells.draw_below(row, CellKind.BORDER, dots)
    chosen = next((city for city in cities if city.place.id == marked), None)
    measured: list[MapCity] = []
    if chosen is not None:
        measured += _draw_footprint(cells, chosen, window, style, with_sectors=with_sectors)
    desk = Desk(window, cells.areas, hidden=cells.hidden)
    shown = put_cities(desk, cities, window, style, marked=marked, letters=letters)
    if with_sectors:
        measured += put_roses(desk, [item for item in shown if item.city not in measured], style)
    for sticker in desk.stickers:
        cells.write(sticker.column, sticker.row, sticker.text, sticker.kind)
    return cells.drawing(measured=measured, left_out=left_out)


def _draw_footprint(
    cells: Cells, city: MapCity, window: MapWindow, style: CellStyle, *, with_sectors: bool
) -> list[MapCity]:
    """Draw the ring of a city; the city is returned where its sectors are shown in it."""
    if city.radius < _SMALLEST_RING_DOTS * window.metres_per_dot:
        return []
    shown: list[MapCity] = []
    if with_sectors and city.measured and city.radius >= LEAST_RADIUS_DOTS * window.metres_per_dot:
        shown = [city]
        for cell in sector_cells(city, city.measured.sectors, window, style):
            cells.put(*cell)
    ring = circle_dots(city.x, city.y, city.radius, window)
    for row, dots in enumerate(packed(ring, window.columns)):
        cells.draw_over(row, CellKind.RING, dots)
    return shown


def occupier_letter(scene: MapScene, letters: Mapping[str, str]) -> str:
    """The letter of the occupied area; `O` where the occupier has none that every terminal has."""
    letter = letters.get(scene.occupier, "")
    return letter if len(letter) == 1 and letter.isascii() and letter.isalnum() else _ANY_OCCUPIER
