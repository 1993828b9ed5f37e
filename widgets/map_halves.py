"""Two maps beside each other or one above the other, each below its own caption."""

from collections.abc import Sequence

from situation.maps.canvas import Drawing
from situation.maps.scene import MapScene
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line, fitted, line_width
from widgets.map_caption import caption
from widgets.map_legend import KIND_ROLES
from widgets.map_words import notice
from widgets.theme import Role


def drawn_lines(drawing: Drawing) -> tuple[Line, ...]:
    """A map in the roles of its cells."""
    return tuple(tuple((text, KIND_ROLES[kind]) for text, kind in line) for line in drawing.lines)


def side_by_side(
    scene: MapScene, glyphs: Glyphs, drawings: Sequence[Drawing], width: int, lines: int
) -> tuple[Line, ...]:
    """The maps with a wall between them.

    Args:
        scene: of two maps, or of one and why the other one is not there.
        glyphs: the marks to draw with.
        drawings: of the maps that there are.
        width: of both together, in cells.
        lines: of each with its caption.
    """
    half = (width - 1) // 2
    left, right = _halves(scene, glyphs, drawings, half, lines)
    # An even width leaves a column over: blank, it would read as "outside" of the right map.
    wall = ("|" if glyphs.plain else "│") * (2 - width % 2)
    return tuple(
        (*one, (" " * (half - line_width(one)), Role.TEXT), (wall, Role.MUTED), *other)
        for one, other in zip(left, right, strict=True)
    )


def one_above_the_other(
    scene: MapScene, glyphs: Glyphs, drawings: Sequence[Drawing], width: int, lines: int
) -> tuple[Line, ...]:
    """The maps, each on so many lines; the arguments are those of `side_by_side`."""
    upper, lower = _halves(scene, glyphs, drawings, width, lines)
    return (*upper, *lower)


def _halves(
    scene: MapScene, glyphs: Glyphs, drawings: Sequence[Drawing], width: int, lines: int
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Both maps below their captions, or why one is not there; exactly so many lines each."""
    halves: list[tuple[Line, ...]] = []
    for sheet, drawing in zip(scene.sheets, drawings, strict=False):
        drawn = drawn_lines(drawing)
        title = fitted(caption(sheet, glyphs), width, glyphs.ellipsis)
        halves.append((*((title,) if lines > len(drawn) else ()), *drawn))
    while len(halves) < 2:
        said = notice(scene, glyphs, width)[:lines]
        halves.append((*said, *(BLANK for _ in range(lines - len(said)))))
    return halves[0], halves[1]
