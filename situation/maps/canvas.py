"""A map in cells of text: areas by texture, lines over them, then cities with their names.

Whatever is drawn can be told without colours. What no polygon covers is blank: it is not "held".
"""

from collections.abc import Mapping
from typing import Final

from situation.maps.cells import CellLine, Cells
from situation.maps.labels import city_stickers
from situation.maps.lines import circle_dots, line_dots
from situation.maps.raster import DotRows, covered, packed
from situation.maps.scene import MapScene, MapSheet
from situation.maps.textures import AREA_KINDS, CellKind, CellStyle, sample
from situation.maps.window import MapWindow
from situation.vocabulary import AreaStatus

__all__ = [
    "CellKind",
    "CellLine",
    "CellStyle",
    "draw_difference",
    "draw_map",
    "occupier_letter",
    "sample",
]

_KINDS: Final = {
    AreaStatus.OCCUPIED: CellKind.OCCUPIED,
    AreaStatus.CONTESTED: CellKind.CONTESTED,
    AreaStatus.LIBERATED: CellKind.LIBERATED,
}
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
) -> tuple[CellLine, ...]:
    """One of the scene's maps with its cities.

    Args:
        scene: what there is to draw.
        window: what is looked at.
        style: what it is drawn with.
        sheet: which of the scene's maps; where it has none of this number, no areas are drawn.
        marked: id of the chosen city: its footprint is drawn, its name has precedence.
        party_letters: the letter of each party, by id.

    Returns:
        One line for each of the window's rows.
    """
    areas = _areas(scene.sheets[sheet], window) if sheet < len(scene.sheets) else {}
    return _drawn(scene, window, style, areas, marked=marked, letters=party_letters)


def draw_difference(
    scene: MapScene,
    window: MapWindow,
    style: CellStyle,
    *,
    marked: str = "",
    party_letters: Mapping[str, str],
) -> tuple[CellLine, ...]:
    """What the scene's first map draws as occupied against its second, the earlier one.

    Occupied in both is `OCCUPIED`, in the first only `NEWLY_OCCUPIED`, in the second only
    `NO_LONGER_OCCUPIED`; other statuses are left out. A scene without two maps is drawn as by
    `draw_map`, whose arguments these are.
    """
    if len(scene.sheets) < 2:
        return draw_map(scene, window, style, marked=marked, party_letters=party_letters)
    now, before = (_occupied(sheet, window) for sheet in scene.sheets[:2])
    pairs = list(zip(now, before, strict=True))
    areas = {
        CellKind.NEWLY_OCCUPIED: [after & ~earlier for after, earlier in pairs],
        CellKind.NO_LONGER_OCCUPIED: [earlier & ~after for after, earlier in pairs],
        CellKind.OCCUPIED: [after & earlier for after, earlier in pairs],
    }
    return _drawn(scene, window, style, areas, marked=marked, letters=party_letters)


def _areas(sheet: MapSheet, window: MapWindow) -> dict[CellKind, DotRows]:
    """The dots of each status, every dot in the first of `AREA_KINDS` that covers it."""
    found = {_KINDS[area.status]: covered(area.polygons, window) for area in sheet.areas}
    areas: dict[CellKind, DotRows] = {}
    free = [-1] * window.dot_rows
    for kind in AREA_KINDS:
        if kind in found:
            areas[kind] = [dots & room for dots, room in zip(found[kind], free, strict=True)]
            free = [room & ~dots for dots, room in zip(found[kind], free, strict=True)]
    return areas


def _occupied(sheet: MapSheet, window: MapWindow) -> DotRows:
    areas = [area for area in sheet.areas if area.status is AreaStatus.OCCUPIED]
    return covered((polygon for area in areas for polygon in area.polygons), window)


def _drawn(
    scene: MapScene,
    window: MapWindow,
    style: CellStyle,
    areas: Mapping[CellKind, DotRows],
    *,
    marked: str,
    letters: Mapping[str, str],
) -> tuple[CellLine, ...]:
    cells = Cells(scene, window, style, occupier_letter(scene, letters))
    cells.lay(areas)
    overlays = [(CellKind.BORDER, line_dots(scene.borders, window))]
    overlays += [
        (CellKind.RING, circle_dots(city.x, city.y, city.radius, window))
        for city in scene.cities
        if city.place.id == marked and city.radius >= _SMALLEST_RING_DOTS * window.metres_per_dot
    ]
    for kind, rows in overlays:
        for row, dots in enumerate(packed(rows, window.columns)):
            cells.draw(row, kind, dots)
    stickers = city_stickers(
        scene.cities, window, style, marked=marked, letters=letters, rose=not scene.sheets
    )
    for sticker in stickers:
        cells.write(sticker.column, sticker.row, sticker.text, sticker.kind)
    return cells.lines()


def occupier_letter(scene: MapScene, letters: Mapping[str, str]) -> str:
    """The letter of the occupied area; `O` where the occupier has none that every terminal has."""
    letter = letters.get(scene.occupier, "")
    return letter if len(letter) == 1 and letter.isascii() and letter.isalnum() else _ANY_OCCUPIER
