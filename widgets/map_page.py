"""How maps, captions, legend and credit share the lines of a pane."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from situation.maps.canvas import Drawing, draw_difference, draw_map
from situation.maps.scene import MapMode, MapScene
from situation.maps.textures import CellStyle
from situation.maps.window import MapWindow
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line
from widgets.map_halves import drawn_lines, one_above_the_other, side_by_side
from widgets.map_legend import Legend, OnPage
from widgets.map_words import credit_lines, head, head_lines, is_difference, low_foot
from widgets.theme import Role

LEAST_COLUMNS: Final = 12
_LOW: Final = 8
"""Under so many lines one has to do for all words."""
_MIDDLING: Final = 12
"""From so many lines on the credit of one map may have two."""
_HIGH: Final = 16
"""From so many lines on head, legend and credit may have two each."""
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
    disc_m: float = 0.0
    """Radius of a disc round the window's middle that is to be seen whole at every size."""


class Page(Struct, frozen=True, kw_only=True):
    """The lines of a pane and what each map on it shows."""

    lines: tuple[Line, ...]
    window: MapWindow | None
    """None where there is no room for a map."""


class _Room(Struct, frozen=True, kw_only=True):
    """How many lines of a pane there are for what."""

    head: int
    maps: int
    """All of them with the captions that each has of its own."""
    legend: int
    foot: tuple[Line, ...]
    rows: int
    """Of each map."""
    is_beside: bool
    """Two maps stand side by side."""


def lay_out(scene: MapScene, look: Look, width: int, height: int) -> Page:
    """Put a scene on a pane of `width` cells and `height` lines."""
    marked = next((city for city in scene.cities if city.place.id == look.marked), None)
    legend = Legend(scene, look.style, marked, look.glyphs)
    room = _shared_out(scene, look.glyphs, legend, width, height)
    if width < LEAST_COLUMNS or room.rows < 1:
        return Page(lines=_NO_ROOM, window=None)
    window = _window(scene, look, (width - 1) // 2 if room.is_beside else width, room.rows)
    drawings = _drawings(scene, look, window, has_words=room.legend > 0)
    if not _is_split(scene):
        maps = drawn_lines(drawings[0])
    elif room.is_beside:
        maps = side_by_side(scene, look.glyphs, drawings, width, room.maps)
    else:
        maps = one_above_the_other(scene, look.glyphs, drawings, width, room.maps // 2)
    rest = (BLANK for _ in range(room.maps - len(maps)))
    over = head(scene, look.glyphs, window, width, room.head) if room.head else ()
    told = legend.lines(_on_page(drawings), window, width, room.legend) if room.legend else ()
    return Page(lines=(*over, *maps, *rest, *told, *room.foot), window=window)


def _shared_out(scene: MapScene, glyphs: Glyphs, legend: Legend, width: int, height: int) -> _Room:
    """How the lines are shared out: it does not depend on what part of the land is seen."""
    is_low, is_split = height < _LOW, _is_split(scene)
    is_beside = is_split and width >= _BESIDE
    most = 2 if height >= _HIGH or not scene.sheets else 1
    over = 0 if is_low or is_split else head_lines(scene, glyphs, width, most)
    # Two maps on few lines have none to spare for words.
    told = 0 if is_low else legend.lines_needed(width, most, at_worst=most if is_split else 2)
    named = 2 if height >= _MIDDLING and not is_split else most
    foot = low_foot(scene, glyphs, width) if is_low else credit_lines(scene, glyphs, width, named)
    free = max(height - over - told - len(foot), 0)
    lines = free // 2 if is_split and not is_beside else free
    return _Room(
        head=over,
        maps=free,
        legend=told,
        foot=foot,
        rows=lines - (1 if is_split and not is_low else 0),
        is_beside=is_beside,
    )


def _is_split(scene: MapScene) -> bool:
    return scene.request.mode is MapMode.SPLIT and bool(scene.sheets)


def _window(scene: MapScene, look: Look, columns: int, rows: int) -> MapWindow:
    if look.window is None:
        return MapWindow.fitting(scene.bounds, columns, rows)
    return look.window.resized(columns, rows).showing(look.disc_m)


def _drawings(
    scene: MapScene, look: Look, window: MapWindow, *, has_words: bool
) -> tuple[Drawing, ...]:
    """The maps that there are; sectors only where there are words that say what they are."""
    letters = {party.id: party.letter for party in look.glyphs.parties}
    if is_difference(scene):
        return (
            draw_difference(scene, window, look.style, marked=look.marked, party_letters=letters),
        )
    sheets = min(len(scene.sheets), 2) if _is_split(scene) else 1
    return tuple(
        draw_map(
            scene,
            window,
            look.style,
            sheet=sheet,
            marked=look.marked,
            party_letters=letters,
            with_sectors=has_words,
        )
        for sheet in range(sheets)
    )


def _on_page(drawings: Sequence[Drawing]) -> OnPage:
    return OnPage(
        kinds=frozenset().union(*(drawing.kinds for drawing in drawings)),
        measured=tuple(city for drawing in drawings for city in drawing.measured),
        left_out=sum(drawing.left_out for drawing in drawings),
    )
