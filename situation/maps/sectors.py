"""The sectors of footprints, where no map is drawn: over the disc itself, or as a small rose.

They are drawn in textures of their own, none of which this style draws an area with: a share of a
sector is no outline on the ground.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import atan2, ceil, degrees, floor, hypot
from typing import Final

from situation.maps.labels import ShownCity
from situation.maps.scene import MapCity
from situation.maps.stickers import Desk, Sticker
from situation.maps.textures import CellKind, CellStyle
from situation.maps.window import DOTS_ACROSS, DOTS_DOWN, MapWindow
from situation.measures import Sectors

LEAST_RADIUS_DOTS: Final = 10
"""From here on a disc is more than nine cells wide and five high: room for nine sectors."""
_STEPS: Final[Mapping[CellStyle, str]] = {
    CellStyle.BRAILLE: "·░▒▓█",
    CellStyle.HALF_BLOCK: "⠂⠒⠶⠿⣿",
    CellStyle.LETTERS: "0123456789",
}
"""Nothing occupied, then equal parts."""


def sector_steps(style: CellStyle) -> str:
    """How sectors are drawn: nothing occupied, then equal parts up to a whole sector."""
    return _STEPS[style]


def sector_texture(part: float, style: CellStyle) -> tuple[str, CellKind]:
    """How a sector is drawn of which this part, 0 to 1, is occupied, and its cells' kind.

    The first step is for nothing at all, the last one for the last of the equal parts.
    """
    steps = _STEPS[style]
    if part <= 0:
        return steps[0], CellKind.SECTOR_FREE
    parts = len(steps) if style is CellStyle.LETTERS else len(steps) - 1
    step = int(part * parts) + (0 if style is CellStyle.LETTERS else 1)
    return steps[min(max(step, 1), len(steps) - 1)], CellKind.SECTOR


def sector_cells(
    city: MapCity, sectors: Sectors, window: MapWindow, style: CellStyle
) -> Iterator[tuple[int, int, str, CellKind]]:
    """Column, row, character and kind of each cell whose middle is in a city's disc."""
    shares = _in_order(sectors)
    across, down = window.dot_at(city.x, city.y)
    reach = city.radius / window.metres_per_dot
    for row in _cells_between(down - reach, down + reach, DOTS_DOWN, window.rows):
        north = down - (row + 0.5) * DOTS_DOWN
        for column in _cells_between(across - reach, across + reach, DOTS_ACROSS, window.columns):
            east = (column + 0.5) * DOTS_ACROSS - across
            away = hypot(east, north)
            if away <= reach:
                number = 0 if away <= reach / 2 else 1 + _octant(east, north)
                yield column, row, *sector_texture(shares[number], style)


def put_roses(desk: Desk, cities: Iterable[ShownCity], style: CellStyle) -> list[MapCity]:
    """Put a rose beside each measured city, of three by three cells; of one where all are alike.

    Args:
        desk: where the marks and all names are already.
        cities: the more important first.
        style: what the map is drawn with.

    Returns:
        The cities whose roses found room.
    """
    roses = [
        (shown, _rose_rows(shown.city.measured.sectors, style))
        for shown in cities
        if shown.city.measured is not None
    ]
    # Those that say more than their city's mark come first.
    roses.sort(key=lambda item: -len(item[1]))
    return [
        shown.city
        for shown, rows in roses
        if any(
            desk.put(
                tuple(Sticker(column, top + row, *cells) for row, cells in enumerate(rows)),
                apart=len(rows) > 1,
            )
            for column, top in _rose_places(shown, len(rows))
        )
    ]


def _rose_rows(sectors: Sectors, style: CellStyle) -> list[tuple[str, CellKind]]:
    """The rows of a rose, each with its kind: the cells as the winds lie, in brackets."""
    centre, *octants = (sector_texture(part, style) for part in _in_order(sectors))
    if set(octants) == {centre}:
        return [(f"[{centre[0]}]", centre[1])]
    north, north_east, east, south_east, south, south_west, west, north_west = octants
    rows = ((north_west, north, north_east), (west, centre, east), (south_west, south, south_east))
    return [(f"[{''.join(text for text, _ in cells)}]", CellKind.SECTOR) for cells in rows]


def _rose_places(shown: ShownCity, height: int) -> Iterator[tuple[int, int]]:
    """Column and top row of a rose: below its mark and above, or behind and before the name."""
    mark, name = shown.mark, shown.name or shown.mark
    width = 3 if height == 1 else 5
    middle, beside = mark.column - width // 2, mark.row - height // 2
    if height == 1:
        yield name.column + name.width, name.row
    yield middle, mark.row + 1
    yield middle, mark.row - height
    yield mark.column - width - 1, beside
    yield mark.column + mark.width + 1, beside


def _in_order(sectors: Sectors) -> tuple[float, ...]:
    """The centre, then the octants clockwise from north."""
    return tuple(getattr(sectors, name) for name in Sectors.__struct_fields__)


def _octant(east: float, north: float) -> int:
    """0 for north, then clockwise."""
    return int((degrees(atan2(east, north)) % 360 + 22.5) // 45) % 8


def _cells_between(start: float, end: float, dots: int, count: int) -> range:
    """The cells of so many dots each between two places in dots."""
    return range(max(floor(start / dots), 0), min(ceil(end / dots), count))
