"""How maps, captions, legend and credit share the lines of a pane."""

from typing import Final

from msgspec import Struct

from situation.maps.canvas import draw_difference, draw_map
from situation.maps.scene import MapMode, MapScene
from situation.maps.textures import CellStyle
from situation.maps.window import MapWindow
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line, between, fitted, line_width, wrap
from widgets.map_legend import (
    KIND_ROLES,
    SCALE_CELLS,
    caption,
    credit,
    difference_caption,
    flowed,
    plain,
    scale,
    short_credit,
    textures,
)
from widgets.theme import Role

LEAST_COLUMNS: Final = 12
_LOW: Final = 8
"""Under so many lines one has to do for all words."""
_HIGH: Final = 16
"""From so many lines on legend and credit may have two each."""
_BESIDE: Final = 64
"""From so many columns on two maps stand side by side, below it one above the other."""
_NO_ROOM: Final[tuple[Line, ...]] = ((("too small", Role.MUTED),),)


class Look(Struct, frozen=True, kw_only=True):
    """How a scene is looked at."""

    window: MapWindow | None
    """None: the whole situation."""
    style: CellStyle
    marked: str
    """Id of the city that is marked; may be empty."""
    glyphs: Glyphs


class Page(Struct, frozen=True, kw_only=True):
    """The lines of a pane and what each map on it shows."""

    lines: tuple[Line, ...]
    window: MapWindow | None
    """None where there is no room for a map."""


def lay_out(scene: MapScene, look: Look, width: int, height: int) -> Page:
    """Put a scene on a pane of `width` cells and `height` lines."""
    is_low, is_split = height < _LOW, _is_split(scene)
    is_beside = is_split and width >= _BESIDE
    head = () if is_low or is_split else _head(scene, look.glyphs, width)
    most = 2 if height >= _HIGH else 1
    legend = () if is_low else _legend(scene, look, width, most)
    foot = _low_foot(scene, look.glyphs, width) if is_low else _credit(scene, look, width, most)
    free = height - len(head) - len(legend) - len(foot)
    lines = free // 2 if is_split and not is_beside else free
    rows = lines - (1 if is_split and not is_low else 0)
    if width < LEAST_COLUMNS or rows < 1:
        return Page(lines=_NO_ROOM, window=None)
    window = _window(scene, look, (width - 1) // 2 if is_beside else width, rows)
    if not is_split:
        maps = _drawn(scene, look, window)
    else:
        first, second = (_half(scene, look, window, sheet, lines) for sheet in (0, 1))
        maps = _side_by_side(first, second, look.glyphs, width) if is_beside else (*first, *second)
    maps = (*maps, *(BLANK for _ in range(free - len(maps))))
    if legend:
        measure = scale(window, look.glyphs)
        legend = (*legend[:-1], between(legend[-1], measure, width, look.glyphs.ellipsis))
    return Page(lines=(*head, *maps, *legend, *foot), window=window)


def _is_split(scene: MapScene) -> bool:
    return scene.request.mode is MapMode.SPLIT and bool(scene.sheets)


def _is_difference(scene: MapScene) -> bool:
    return scene.request.mode is MapMode.DIFFERENCE and len(scene.sheets) > 1


def _window(scene: MapScene, look: Look, columns: int, rows: int) -> MapWindow:
    if look.window is None:
        return MapWindow.fitting(scene.bounds, columns, rows)
    return look.window.resized(columns, rows)


def _head(scene: MapScene, glyphs: Glyphs, width: int) -> tuple[Line, ...]:
    notice = _notice(scene, glyphs, width)
    if _is_difference(scene):
        title = difference_caption(scene, glyphs)
    elif scene.sheets:
        title = caption(scene.sheets[0], glyphs)
    else:
        return notice
    return (fitted(title, width, glyphs.ellipsis), *notice[:1])


def _notice(scene: MapScene, glyphs: Glyphs, width: int) -> tuple[Line, ...]:
    """Why there is no map, or not the whole of it, and what to do."""
    pieces = wrap(plain(scene.missing, glyphs), width, limit=3, ellipsis=glyphs.ellipsis)
    return tuple(((piece, Role.STALE),) for piece in pieces)


def _legend(scene: MapScene, look: Look, width: int, most: int) -> tuple[Line, ...]:
    marked = next((city for city in scene.cities if city.place.id == look.marked), None)
    entries = textures(scene, look.style, marked, look.glyphs)
    return flowed(entries, max(1, width - SCALE_CELLS), most) or (BLANK,)


def _credit(scene: MapScene, look: Look, width: int, most: int) -> tuple[Line, ...]:
    """The credit, on more than one line only where it needs that; then as much of the terms."""
    if not scene.sheets:
        return ()
    glyphs = look.glyphs
    named, terms = credit(scene.sheets, glyphs)
    lines = len(wrap(named, width, limit=most, ellipsis=glyphs.ellipsis))
    words = f"{named}{glyphs.separator}{terms}" if terms else named
    pieces = wrap(words, width, limit=lines, ellipsis=glyphs.ellipsis)
    return tuple(((piece, Role.MUTED),) for piece in pieces)


def _low_foot(scene: MapScene, glyphs: Glyphs, width: int) -> tuple[Line, ...]:
    """The day and the credit, or why there is no map, on one line."""
    if not scene.sheets:
        return _notice(scene, glyphs, width)[:1]
    return (fitted(short_credit(scene.sheets, glyphs), width, glyphs.ellipsis),)


def _drawn(scene: MapScene, look: Look, window: MapWindow, sheet: int = 0) -> tuple[Line, ...]:
    letters = {party.id: party.letter for party in look.glyphs.parties}
    if _is_difference(scene):
        cells = draw_difference(
            scene, window, look.style, marked=look.marked, party_letters=letters
        )
    else:
        cells = draw_map(
            scene, window, look.style, sheet=sheet, marked=look.marked, party_letters=letters
        )
    return tuple(tuple((text, KIND_ROLES[kind]) for text, kind in line) for line in cells)


def _half(
    scene: MapScene, look: Look, window: MapWindow, sheet: int, lines: int
) -> tuple[Line, ...]:
    """One of two maps below its own caption, or why it is not there; exactly so many lines."""
    glyphs, width = look.glyphs, window.columns
    if sheet >= len(scene.sheets):
        said = _notice(scene, glyphs, width)[:lines]
        return (*said, *(BLANK for _ in range(lines - len(said))))
    title = fitted(caption(scene.sheets[sheet], glyphs), width, glyphs.ellipsis)
    return (*((title,) if lines > window.rows else ()), *_drawn(scene, look, window, sheet))


def _side_by_side(
    left: tuple[Line, ...], right: tuple[Line, ...], glyphs: Glyphs, width: int
) -> tuple[Line, ...]:
    # An even width leaves a column over: blank, it would read as "outside" of the right map.
    wall = ("|" if glyphs.plain else "│") * (2 - width % 2)
    columns = max(map(line_width, left))
    return tuple(
        (*one, (" " * (columns - line_width(one)), Role.TEXT), (wall, Role.MUTED), *other)
        for one, other in zip(left, right, strict=True)
    )
