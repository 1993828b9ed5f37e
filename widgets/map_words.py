"""The lines over and under a map: whose it is, what is missing of it, on which terms."""

from typing import Final

from situation.maps.areas import change_in_window
from situation.maps.scene import MapMode, MapScene
from situation.maps.window import MapWindow
from widgets.glyphs import Glyphs
from widgets.lines import Line, fitted, wrap
from widgets.map_caption import (
    caption,
    credit,
    difference_lines,
    licence_first,
    plain,
    short_credit,
)
from widgets.theme import Role

_WIDE: Final = 150
"""From so many columns on the words over a difference have room on one line."""


def is_difference(scene: MapScene) -> bool:
    """Whether what changed between two maps is shown."""
    return scene.request.mode is MapMode.DIFFERENCE and len(scene.sheets) > 1


def head_lines(scene: MapScene, glyphs: Glyphs, width: int, most: int) -> int:
    """How many lines `head` takes, of which at most `most` are for a caption."""
    missing = len(notice(scene, glyphs, width))
    if not scene.sheets:
        return missing
    title = most if is_difference(scene) and width < _WIDE else 1
    return title + min(missing, 1)


def head(
    scene: MapScene, glyphs: Glyphs, window: MapWindow, width: int, lines: int
) -> tuple[Line, ...]:
    """The words over one map or a difference, and what there is to say of what is missing.

    Args:
        scene: what is shown.
        glyphs: the marks to draw with.
        window: what is seen of it.
        width: of a line, in cells.
        lines: as many as `head_lines` says.
    """
    if not scene.sheets:
        return notice(scene, glyphs, width)[:lines]
    missing = notice(scene, glyphs, width, most=1)
    if not is_difference(scene):
        return (fitted(caption(scene.sheets[0], glyphs), width, glyphs.ellipsis), *missing)
    in_view = None if window.shows(scene.bounds) else change_in_window(scene, window)
    told = difference_lines(scene, in_view, glyphs, width, lines - len(missing))
    return (*told, *missing)


def notice(scene: MapScene, glyphs: Glyphs, width: int, most: int = 3) -> tuple[Line, ...]:
    """Why there is no map, or not the whole of it, and what to do, on at most so many lines."""
    pieces = wrap(plain(scene.missing, glyphs), width, limit=most, ellipsis=glyphs.ellipsis)
    return tuple(((piece, Role.STALE),) for piece in pieces)


def credit_lines(scene: MapScene, glyphs: Glyphs, width: int, most: int) -> tuple[Line, ...]:
    """The credit, on more than one line only where it needs that; then as much of the terms.

    Where it has no room, the end of a name is cut and not the licence.
    """
    if not scene.sheets:
        return ()
    named, terms = credit(scene.sheets, glyphs)
    lines = len(wrap(named, width, limit=most + 1, ellipsis=glyphs.ellipsis))
    words = f"{named}{glyphs.separator}{terms}" if terms else named
    if lines > most:
        lines, words = most, licence_first(scene.sheets, glyphs)
    pieces = wrap(words, width, limit=lines, ellipsis=glyphs.ellipsis)
    return tuple(((piece, Role.MUTED),) for piece in pieces)


def low_foot(scene: MapScene, glyphs: Glyphs, width: int) -> tuple[Line, ...]:
    """The day and the credit, or why there is no map, on one line."""
    if not scene.sheets:
        return notice(scene, glyphs, width, most=1)
    return (fitted(short_credit(scene.sheets, glyphs), width, glyphs.ellipsis),)
