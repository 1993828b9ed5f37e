"""What lies under the areas of a map: the land that is mapped at all, and the regions' borders."""

from collections.abc import Sequence

from msgspec import Struct

from situation.maps.effort import Effort
from situation.maps.lines import border_dots
from situation.maps.packing import packed
from situation.maps.raster import DotRows, drawn_polygons
from situation.maps.scene import MapScene
from situation.maps.window import MapWindow


class Ground(Struct, frozen=True, kw_only=True):
    """The ground in a window's cells, row by row."""

    mapped: Sequence[bytes]
    """One byte for each cell: 0 where nothing of it is mapped."""
    borders: Sequence[bytes]
    """The dots of each cell that borders run through; empty for a row without any."""


def ground_of(scene: MapScene, window: MapWindow) -> Ground:
    """The ground of a scene.

    Mapped is what lies in any of the outlines; what lies in the scene's bounds where these are not
    those of all regions, or one of them is too intricate to be drawn.
    """
    effort, columns = Effort(), window.columns
    polygons = tuple(drawn_polygons(scene.borders, window, effort))
    land = [0] * window.dot_rows
    for polygon in polygons:
        for row, dots in enumerate(polygon.inside, polygon.first):
            land[row] |= dots
    is_known = scene.is_outlined and not effort.left_out
    return Ground(
        mapped=_cells(land, columns) if is_known else _within_bounds(scene, window),
        borders=packed(border_dots(polygons, land, window), columns),
    )


def _cells(land: DotRows, columns: int) -> list[bytes]:
    return [cells or bytes(columns) for cells in packed(land, columns)]


def _within_bounds(scene: MapScene, window: MapWindow) -> list[bytes]:
    west, south, east, north = scene.bounds
    eastings = [window.cell_centre(column, 0)[0] for column in range(window.columns)]
    within, beyond = bytes(west <= x <= east for x in eastings), bytes(window.columns)
    return [
        within if south <= window.cell_centre(0, row)[1] <= north else beyond
        for row in range(window.rows)
    ]
