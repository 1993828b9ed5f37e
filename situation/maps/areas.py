"""The areas of maps as dots of a window."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from situation.maps.effort import Effort
from situation.maps.raster import DotRows, covered
from situation.maps.scene import ChangeOfHands, DrawnArea, MapScene, MapSheet
from situation.maps.specks import SpeckSize, specks
from situation.maps.textures import AREA_KINDS, CellKind
from situation.maps.window import MapWindow
from situation.vocabulary import AreaStatus

AreaDots: TypeAlias = dict[CellKind, DotRows]
"""The dots of each kind of area, none of which shares a dot with another."""

_KINDS: Final = {
    AreaStatus.OCCUPIED: CellKind.OCCUPIED,
    AreaStatus.CONTESTED: CellKind.CONTESTED,
    AreaStatus.LIBERATED: CellKind.LIBERATED,
}
_MEASURED_ROWS: Final = 400
"""About so many rows of dots are drawn for a measurement, whatever the height of the window."""
_SQUARE_METRES_PER_KM2: Final = 1_000_000


def areas_of(
    sheet: MapSheet, window: MapWindow, effort: Effort, speck: SpeckSize = SpeckSize.NOTHING
) -> AreaDots:
    """The areas of a map, every dot in the first of `AREA_KINDS` that covers it."""
    found = {_KINDS[area.status]: _dots([area], window, effort, speck) for area in sheet.areas}
    areas: AreaDots = {}
    free = [-1] * window.dot_rows
    for kind in AREA_KINDS:
        if kind in found:
            areas[kind] = [dots & room for dots, room in zip(found[kind], free, strict=True)]
            free = [room & ~dots for dots, room in zip(found[kind], free, strict=True)]
    return areas


def difference_of(
    scene: MapScene, window: MapWindow, effort: Effort, speck: SpeckSize = SpeckSize.NOTHING
) -> AreaDots:
    """What a scene's first map, its second one, or both draw as occupied; nothing else is shown."""
    drawn = [_dots(_occupied(sheet), window, effort, speck) for sheet in scene.sheets[:2]]
    pairs = list(zip(*drawn, strict=True))
    return {
        CellKind.NEWLY_OCCUPIED: [after & ~earlier for after, earlier in pairs],
        CellKind.NO_LONGER_OCCUPIED: [earlier & ~after for after, earlier in pairs],
        CellKind.OCCUPIED: [after & earlier for after, earlier in pairs],
    }


def _occupied(sheet: MapSheet) -> list[DrawnArea]:
    return [area for area in sheet.areas if area.status is AreaStatus.OCCUPIED]


def _dots(
    areas: Sequence[DrawnArea], window: MapWindow, effort: Effort, speck: SpeckSize
) -> DotRows:
    polygons = [polygon for area in areas for polygon in area.polygons]
    rows = covered(polygons, window, effort)
    for row, dots in specks(polygons, window, speck):
        rows[row] |= dots
    return rows


def change_in_window(scene: MapScene, window: MapWindow) -> ChangeOfHands | None:
    """About how much land changed hands within a window: the dots of a finer one are counted.

    None where the scene has no two maps, or one of them cannot be drawn whole.
    """
    if len(scene.sheets) < 2:
        return None
    effort = Effort()
    finer = window.finer(max(1, _MEASURED_ROWS // window.dot_rows))
    areas = difference_of(scene, finer, effort)
    if effort.left_out:
        return None
    km2_per_dot = finer.metres_per_dot**2 / _SQUARE_METRES_PER_KM2

    def km2(kind: CellKind) -> float:
        return km2_per_dot * sum(dots.bit_count() for dots in areas[kind])

    return ChangeOfHands(
        newly_occupied_km2=km2(CellKind.NEWLY_OCCUPIED),
        no_longer_occupied_km2=km2(CellKind.NO_LONGER_OCCUPIED),
    )
