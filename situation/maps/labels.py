"""Where the marks and names of cities stand on a map, so that none covers another.

The chosen city comes first, then the others in the order given. A name stands where it hides the
least of the areas, of equal places at the first; where marks and names would hide too much of them,
the later ones are left out.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from situation.maps.scene import MapCity
from situation.maps.stickers import Desk, Sticker
from situation.maps.textures import BLANK, CellKind, CellStyle
from situation.maps.window import MapWindow
from situation.marks import ASCII_TWINS, DISPUTED, status_mark
from situation.reports.table import display_width
from situation.vocabulary import ControlStatus, PlaceKind

_LONGEST_NAME: Final = 24
_PEOPLE_PER_METRE: Final = 20
"""At so many metres per dot, times this, a place is large enough to be shown: a region's capital
where a country is seen, every village at the scale of a town. Cities and towns whose population is
not known are shown where they hide no area: unknown is not small, but a village is."""
_TOWN_SCALE: Final = 50
"""Metres per dot up to which every place is shown."""
_COUNTRY_SCALE: Final = 3_000
"""Metres per dot from which on no name may hide more than `_FEW` cells of areas."""
_FEW: Final = 3
_CITY_KINDS: Final = {
    ControlStatus.OCCUPIED: CellKind.CITY_OCCUPIED,
    ControlStatus.HELD: CellKind.CITY_HELD,
    ControlStatus.CONTESTED: CellKind.CITY_CONTESTED,
}


class ShownCity(NamedTuple):
    """A city on the map."""

    city: MapCity
    mark: Sticker
    name: Sticker | None
    """None where there was no room for it."""


def put_cities(
    desk: Desk,
    cities: Iterable[MapCity],
    window: MapWindow,
    style: CellStyle,
    *,
    marked: str,
    letters: Mapping[str, str],
) -> list[ShownCity]:
    """Put down the marks of the cities in a window, and their names where there is room.

    Args:
        desk: takes them.
        cities: the more important first.
        window: what is looked at.
        style: what the map is drawn with; `LETTERS` makes everything ASCII.
        marked: id of the chosen city, which is shown whatever its size and whatever it hides.
        letters: the letter of each party, by id.

    Returns:
        The cities that are shown, in order.
    """
    in_order = sorted(cities, key=lambda city: city.place.id != marked)
    marks: list[tuple[MapCity, Sticker]] = []
    for city in in_order:
        is_chosen = city.place.id == marked
        if is_chosen or _is_large_enough(city, window):
            mark = _mark(city, window, style, letters)
            if mark and (is_chosen or _has_room(desk, city, mark, window)) and desk.put([mark]):
                marks.append((city, mark))
    shown: list[ShownCity] = []
    for city, mark in marks:
        name = _written(_shortened(city.place.name), style)
        kind = CellKind.MARKED if city.place.id == marked else CellKind.LABEL
        places = _label_places(display_width(name), mark)
        put = _put_name(desk, [_padded(name, *place, kind, window) for place in places], window)
        shown.append(ShownCity(city, mark, put))
    return shown


def _put_name(desk: Desk, places: Iterable[Sticker], window: MapWindow) -> Sticker | None:
    """Put down a name at the one of its places where it hides the least, if it may hide so much."""
    for sticker in sorted(places, key=desk.hides):
        hidden = desk.hides(sticker)
        is_allowed = sticker.kind is CellKind.MARKED or (
            desk.affords(sticker) and (hidden <= _FEW or window.metres_per_dot < _COUNTRY_SCALE)
        )
        if is_allowed and desk.put([sticker], apart=False):
            return sticker
    return None


def _is_large_enough(city: MapCity, window: MapWindow) -> bool:
    if window.metres_per_dot <= _TOWN_SCALE:
        return True
    if city.place.population is None:
        return city.place.kind is not PlaceKind.VILLAGE
    return city.place.population >= _PEOPLE_PER_METRE * window.metres_per_dot


def _has_room(desk: Desk, city: MapCity, mark: Sticker, window: MapWindow) -> bool:
    """Whether the areas stay to be seen under a mark; one of unknown size may hide none of them."""
    is_known = city.place.population is not None or window.metres_per_dot <= _TOWN_SCALE
    return desk.affords(mark) if is_known else not desk.hides(mark)


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
