"""What can be seen on a map, in words: its textures, its lines, its scale."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from msgspec import Struct

from situation.maps.canvas import occupier_letter
from situation.maps.scene import MapCity, MapMode, MapScene
from situation.maps.sectors import sector_steps
from situation.maps.textures import CellKind, CellStyle, sample
from situation.maps.window import MapWindow
from situation.vocabulary import AreaStatus
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line, between, line_width
from widgets.map_caption import plain, sector_captions
from widgets.theme import Role

KIND_ROLES: Final = {
    CellKind.BEYOND: Role.MUTED,
    CellKind.OUTSIDE: Role.TEXT,
    CellKind.OCCUPIED: Role.OCCUPIED,
    CellKind.CONTESTED: Role.CONTESTED,
    CellKind.LIBERATED: Role.LIBERATED,
    CellKind.NEWLY_OCCUPIED: Role.NEWLY_OCCUPIED,
    CellKind.NO_LONGER_OCCUPIED: Role.NO_LONGER_OCCUPIED,
    CellKind.BORDER: Role.MUTED,
    CellKind.RING: Role.HEADING,
    CellKind.SECTOR: Role.OCCUPIED,
    CellKind.SECTOR_FREE: Role.MUTED,
    CellKind.CITY_OCCUPIED: Role.OCCUPIED,
    CellKind.CITY_HELD: Role.HELD,
    CellKind.CITY_CONTESTED: Role.CONTESTED,
    CellKind.CITY_OTHER: Role.TEXT,
    CellKind.LABEL: Role.TEXT,
    CellKind.MARKED: Role.STRONG,
}

_SCALE_CELLS: Final = 20
"""What scale and north take of a line, with the gap before them."""
_BAR_CELLS: Final = 9
_GAP: Final = "  "
_WORDS: Final = {
    AreaStatus.OCCUPIED: (CellKind.OCCUPIED, "occupied"),
    AreaStatus.CONTESTED: (CellKind.CONTESTED, "grey zone"),
    AreaStatus.LIBERATED: (CellKind.LIBERATED, "liberated"),
}
_DIFFERENCE_WORDS: Final = (
    (CellKind.NEWLY_OCCUPIED, "newly occupied"),
    (CellKind.NO_LONGER_OCCUPIED, "no longer"),
    (CellKind.OCCUPIED, "on both days"),
)


class OnPage(Struct, frozen=True, kw_only=True):
    """What the maps of a page show."""

    kinds: Collection[CellKind]
    measured: Collection[MapCity]
    """The cities whose sectors are shown."""
    left_out: int
    """Polygons that are too intricate to be drawn here."""


class Legend:
    """The words for one scene.

    Args:
        scene: what is drawn.
        style: how it is drawn.
        marked: the city whose footprint may be drawn.
        glyphs: the marks to draw with.
    """

    def __init__(
        self, scene: MapScene, style: CellStyle, marked: MapCity | None, glyphs: Glyphs
    ) -> None:
        self._scene, self._style, self._marked, self._glyphs = scene, style, marked, glyphs
        letters = {party.id: party.letter for party in glyphs.parties}
        self._occupier = occupier_letter(scene, letters)

    def lines_needed(self, width: int, most: int) -> int:
        """How many lines take whatever these maps can show, wherever they are looked at.

        Of what is seen the number does not depend: the map keeps its height while it is moved.
        """
        everything = OnPage(kinds=tuple(CellKind), measured=self._scene.cities[:1], left_out=0)
        entries = tuple(self._entries(everything))
        fitting = (lines for lines in range(1, most) if _flowed(entries, width, lines)[1])
        return next(fitting, most)

    def lines(self, seen: OnPage, window: MapWindow, width: int, lines: int) -> tuple[Line, ...]:
        """What is seen, on exactly so many lines, with the scale at the end of the last one."""
        told, _ = _flowed(self._entries(seen), width, lines)
        told += [BLANK] * (lines - len(told))
        last = between(told[-1], _scale(window, self._glyphs), width, self._glyphs.ellipsis)
        return (*told[:-1], last)

    def _entries(self, seen: OnPage) -> Iterator[Line]:
        """The most needed first."""
        if seen.left_out:
            are = "s are" if seen.left_out > 1 else " is"
            words = f"{seen.left_out} area{are} too intricate to be drawn at this scale"
            yield ((words, Role.STALE),)
        if self._scene.sheets:
            yield from self._areas(seen)
        elif seen.measured:
            yield from self._sectors(seen)
        if CellKind.BEYOND in seen.kinds:
            yield self._entry(CellKind.BEYOND, self._beyond(seen))
        if CellKind.BORDER in seen.kinds:
            yield self._entry(CellKind.BORDER, "region border")
        if CellKind.RING in seen.kinds and self._marked is not None:
            disc = f"ring: {self._marked.radius / 1_000:.1f} km disc"
            yield self._entry(CellKind.RING, disc)
        if CellKind.OUTSIDE in seen.kinds and (words := self._blank(seen)):
            yield ((plain(f"blank: {words}", self._glyphs), Role.MUTED),)

    def _beyond(self, seen: OnPage) -> str:
        # Without a map the land inside is no more mapped than that outside.
        is_all = not self._scene.sheets and CellKind.OUTSIDE in seen.kinds
        return "and blank: not mapped" if is_all else "not mapped"

    def _blank(self, seen: OnPage) -> str:
        """What it means that nothing is drawn; empty where that has been said."""
        if not self._scene.sheets:
            return "" if CellKind.BEYOND in seen.kinds else "not mapped"
        return "on neither day" if self._is_difference else "outside its areas, not “held”"

    def _areas(self, seen: OnPage) -> Iterator[Line]:
        """The textures of areas, and the statuses that these maps do not draw at all."""
        if self._is_difference:
            words: tuple[tuple[CellKind, str], ...] = _DIFFERENCE_WORDS
            absent: list[str] = []
        else:
            known = {status for sheet in self._scene.sheets for status in sheet.statuses}
            words = tuple(_WORDS[status] for status in AreaStatus if status in known)
            absent = [_WORDS[status][1] for status in AreaStatus if status not in known]
        yield from (self._entry(kind, word) for kind, word in words if kind in seen.kinds)
        if absent:
            yield ((f"not drawn: {', '.join(absent)}", Role.MUTED),)

    def _sectors(self, seen: OnPage) -> Iterator[Line]:
        yield from (((words, Role.TEXT),) for words in sector_captions(seen.measured))
        steps, words = sector_steps(self._style), "quarters"
        if self._style is CellStyle.LETTERS:
            steps, words = f" {steps[0]}-{steps[-1]}", "tenths"
        yield (
            (steps[0].strip(), KIND_ROLES[CellKind.SECTOR_FREE]),
            (steps[1:], KIND_ROLES[CellKind.SECTOR]),
            (f" occupied, in {words}", Role.TEXT),
        )

    def _entry(self, kind: CellKind, words: str) -> Line:
        texture = sample(kind, self._style, self._occupier) * 2
        return (texture, KIND_ROLES[kind]), (f" {words}", Role.TEXT)

    @property
    def _is_difference(self) -> bool:
        scene = self._scene
        return scene.request.mode is MapMode.DIFFERENCE and len(scene.sheets) > 1


def _flowed(entries: Iterable[Line], width: int, most: int) -> tuple[list[Line], bool]:
    """The entries on at most `most` lines, each on the first with room, and whether all found it.

    The last of these lines leaves room for the scale.
    """
    lines: list[Line] = []
    is_whole = True
    for entry in entries:
        for number in range(most):
            before = (*lines[number], (_GAP, Role.TEXT)) if number < len(lines) else BLANK
            if line_width(before) + line_width(entry) <= _room(width, number + 1, most):
                lines[number : number + 1] = [(*before, *entry)]
                break
        else:
            is_whole = False
    return lines, is_whole


def _room(width: int, line: int, most: int) -> int:
    """Cells for words on a line, counted from 1."""
    return max(1, width - _SCALE_CELLS) if line == most else width


def _scale(window: MapWindow, glyphs: Glyphs) -> Line:
    """A bar of a round length, and where north is; at most `_SCALE_CELLS` less a blank wide."""
    bar = window.scale_bar(_BAR_CELLS)
    first, line, last, north = "|-|^" if glyphs.plain else "├─┤↑"
    middle = line * (bar.cells - 2)
    return ((f"{first}{middle}{last} {bar.words} N{north}", Role.TEXT),)
