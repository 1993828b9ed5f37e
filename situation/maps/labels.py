"""Where the marks and names of cities stand on a map, so that none covers another.

The chosen city comes first, then the others in the order given; every choice depends on nothing but
this order and the window, so that a map of another day has the same names at the same places.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from situation.maps.scene import MapCity
from situation.maps.stickers import Desk, Sticker
from situation.maps.textures import BLANK, CellKind, CellStyle, braille
from situation.maps.window import MapWindow
from situation.marks import ASCII_TWINS, DISPUTED, status_mark
from situation.measures import Sectors
from situation.reports.table import display_width
from situation.vocabulary import ControlStatus

_LONGEST_NAME: Final = 24
_PEOPLE_PER_METRE: Final = 20
"""At so many metres per dot, times this, a place is large enough to be shown: a region's capital
where a country is seen, every village at the scale of a town."""
_TOWN_SCALE: Final = 50
"""Metres per dot up to which every place is shown."""
_ROSE_CELLS: Final = 3
_CITY_KINDS: Final = {
    ControlStatus.OCCUPIED: CellKind.CITY_OCCUPIED,
    ControlStatus.HELD: CellKind.CITY_HELD,
    ControlStatus.CONTESTED: CellKind.CITY_CONTESTED,
}
# From the bottom upwards, so that a cell seems to fill.
_FILL_ORDER: Final = (0b01000000, 0b10000000, 0b010000, 0b100000, 0b0100, 0b1000, 0b01, 0b10)
_FILLED: Final = tuple(braille(sum(_FILL_ORDER[:dots])) for dots in range(len(_FILL_ORDER) + 1))
_ROSE_STEPS: Final = {
    CellStyle.BRAILLE: "·" + "".join(_FILLED[1:]),
    CellStyle.HALF_BLOCK: "·░▒▓█",
    CellStyle.LETTERS: "0123456789",
}


def city_stickers(
    cities: Iterable[MapCity],
    window: MapWindow,
    style: CellStyle,
    *,
    marked: str,
    letters: Mapping[str, str],
    rose: bool,
) -> list[Sticker]:
    """The marks of the cities in a window, and their names where there is room.

    Args:
        cities: the more important first.
        window: what is looked at.
        style: what the map is drawn with; `LETTERS` makes everything ASCII.
        marked: id of the chosen city, which is shown whatever its size.
        letters: the letter of each party, by id.
        rose: show the chosen city's sectors beside it, where they are known.
    """
    desk = Desk(window)
    in_order = sorted(cities, key=lambda city: city.place.id != marked)
    marks: list[tuple[MapCity, Sticker]] = []
    for city in in_order:
        is_chosen = city.place.id == marked
        if is_chosen or _is_large_enough(city, window):
            mark = _mark(city, window, style, letters)
            if mark is not None and desk.put([mark]):
                marks.append((city, mark))
    for city, mark in marks:
        is_chosen = city.place.id == marked
        name = _written(_shortened(city.place.name), style)
        kind = CellKind.MARKED if is_chosen else CellKind.LABEL
        places = _label_places(display_width(name), mark)
        any(desk.put([_padded(name, *place, kind, window)], apart=False) for place in places)
        if rose and is_chosen and city.sectors is not None:
            corners = _rose_places(mark)
            any(desk.put(_rose(city.sectors, style, *corner)) for corner in corners)
    return desk.stickers


def _is_large_enough(city: MapCity, window: MapWindow) -> bool:
    if window.metres_per_dot <= _TOWN_SCALE:
        return True
    return (city.place.population or 0) >= _PEOPLE_PER_METRE * window.metres_per_dot


def _mark(
    city: MapCity, window: MapWindow, style: CellStyle, letters: Mapping[str, str]
) -> Sticker | None:
    """Glyph and letter, the glyph on the city's cell; left of it only at the map's edge."""
    cell = window.cell_at(city.x, city.y)
    if cell is None:
        return None
    column, row = cell
    text = status_mark(city.status, city.holder, letters) + (DISPUTED if city.disputed else "")
    text = _written(text, style)
    while display_width(text) > window.columns:
        text = text[:-1]
    column = min(column, window.columns - display_width(text))
    return Sticker(column, row, text, _CITY_KINDS.get(city.status, CellKind.CITY_OTHER))


def _label_places(width: int, mark: Sticker) -> Iterable[tuple[int, int]]:
    """Column and row of a name: to the right of its mark, to the left, above and below."""
    yield mark.column + mark.width + 1, mark.row
    yield mark.column - width - 1, mark.row
    middle = mark.column + (mark.width - width) // 2
    for row in (mark.row - 1, mark.row + 1):
        for column in (middle, mark.column, mark.column + mark.width - width):
            yield column, row


def _padded(name: str, column: int, row: int, kind: CellKind, window: MapWindow) -> Sticker:
    """A name with a blank on both sides, so that no texture reads as a part of it."""
    before = BLANK if column > 0 else ""
    after = BLANK if column + display_width(name) < window.columns else ""
    return Sticker(column - len(before), row, before + name + after, kind)


def _shortened(name: str) -> str:
    if display_width(name) <= _LONGEST_NAME:
        return name
    while display_width(name) >= _LONGEST_NAME:
        name = name[:-1]
    return name.rstrip() + "…"


def _written(text: str, style: CellStyle) -> str:
    if style is not CellStyle.LETTERS:
        return text
    return text.translate(ASCII_TWINS).encode("ascii", "replace").decode("ascii")


def _rose_places(mark: Sticker) -> Iterable[tuple[int, int]]:
    """Column and top row of a rose: below its mark, above, to the left and to the right."""
    yield mark.column, mark.row + 1
    yield mark.column, mark.row - _ROSE_CELLS
    yield mark.column - _ROSE_CELLS - 1, mark.row - 1
    yield mark.column + mark.width + 1, mark.row - 1


def _rose(sectors: Sectors, style: CellStyle, column: int, top: int) -> list[Sticker]:
    rows = (
        (sectors.north_west, sectors.north, sectors.north_east),
        (sectors.west, sectors.centre, sectors.east),
        (sectors.south_west, sectors.south, sectors.south_east),
    )
    return [
        Sticker(column, row, "".join(_step(part, style) for part in parts), CellKind.OCCUPIED)
        for row, parts in enumerate(rows, top)
    ]


def _step(part: float, style: CellStyle) -> str:
    """A part of 0 to 1 as one character: the first only for less than a hundredth."""
    steps = _ROSE_STEPS[style]
    if style is CellStyle.LETTERS:
        return steps[min(int(part * len(steps)), len(steps) - 1)]
    if part < 0.01:
        return steps[0]
    return steps[min(int(part * (len(steps) - 1)) + 1, len(steps) - 1)]
