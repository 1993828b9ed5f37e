"""What can be seen on a map, in words: its textures, its lines, its scale."""

from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct

from situation.maps.canvas import occupier_letter
from situation.maps.scene import MapCity, MapMode, MapScene
from situation.maps.sectors import sector_steps
from situation.maps.textures import CellKind, CellStyle, sample
from situation.maps.window import MapWindow
from situation.vocabulary import AreaStatus
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line, between
from widgets.map_caption import plain, sector_captions
from widgets.map_legend_lines import flowed, scale
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

    def lines_needed(self, width: int, most: int, at_worst: int) -> int:
        """How many lines take whatever these maps can show, wherever they are looked at.

        Of what is seen the number does not depend: the map keeps its height while it is moved.

        Args:
            width: of a line, in cells.
            most: how many there may be for all words.
            at_worst: how many for those without which the map would be misread.
        """
        everything = OnPage(kinds=tuple(CellKind), measured=self._scene.cities[:1], left_out=0)
        entries = tuple(self._entries(everything))
        fitting = (lines for lines in range(1, most) if flowed(entries, width, lines)[1])
        if (lines := next(fitting, most)) < most:
            return lines
        needed = (*self._areas(everything), *self._blank(everything, in_brief=True))
        enough = (n for n in range(most, at_worst + 1) if flowed(needed, width, n)[1])
        return next(enough, most)

    def lines(self, seen: OnPage, window: MapWindow, width: int, lines: int) -> tuple[Line, ...]:
        """What is seen, on exactly so many lines, with the scale at the end of the last one."""
        told, is_whole = flowed(self._entries(seen), width, lines)
        if not is_whole and self._scene.sheets:
            told, _ = flowed(self._entries(seen, in_brief=True), width, lines)
        told += [BLANK] * (lines - len(told))
        last = between(told[-1], scale(window, self._glyphs), width, self._glyphs.ellipsis)
        return (*told[:-1], last)

    def _entries(self, seen: OnPage, *, in_brief: bool = False) -> Iterator[Line]:
        """The most needed first; in brief what blank is not comes before the lesser ones."""
        if seen.left_out:
            are = "s are" if seen.left_out > 1 else " is"
            words = f"{seen.left_out} area{are} too intricate to be drawn at this scale"
            yield ((words, Role.STALE),)
        if self._scene.sheets:
            yield from self._areas(seen)
        elif seen.measured:
            yield from self._sectors(seen)
        if in_brief:
            yield from self._blank(seen, in_brief=True)
        yield from self._absent()
        if CellKind.BEYOND in seen.kinds:
            yield self._entry(CellKind.BEYOND, self._beyond(seen))
        if CellKind.BORDER in seen.kinds:
            yield self._entry(CellKind.BORDER, "region border")
        if CellKind.RING in seen.kinds and self._marked is not None:
            disc = f"ring: {self._marked.radius / 1_000:.1f} km disc"
            yield self._entry(CellKind.RING, disc)
        if not in_brief:
            yield from self._blank(seen)

    def _beyond(self, seen: OnPage) -> str:
        # Without a map the land inside is no more mapped than that outside.
        is_all = not self._scene.sheets and CellKind.OUTSIDE in seen.kinds
        return "and blank: not mapped" if is_all else "not mapped"

    def _blank(self, seen: OnPage, *, in_brief: bool = False) -> Iterator[Line]:
        """What it means that nothing is drawn, where that has not been said."""
        if CellKind.OUTSIDE not in seen.kinds:
            return
        if self._is_difference:
            words = "on neither day"
        elif self._scene.sheets:
            words = "not “held”" if in_brief else "outside its areas, not “held”"
        elif CellKind.BEYOND in seen.kinds:
            return
        else:
            words = "not mapped"
        yield ((plain(f"blank: {words}", self._glyphs), Role.MUTED),)

    def _areas(self, seen: OnPage) -> Iterator[Line]:
        """The textures of areas."""
        words: tuple[tuple[CellKind, str], ...] = _DIFFERENCE_WORDS
        if not self._is_difference:
            known = self._known_statuses
            words = tuple(_WORDS[status] for status in AreaStatus if status in known)
        yield from (self._entry(kind, word) for kind, word in words if kind in seen.kinds)

    def _absent(self) -> Iterator[Line]:
        """The statuses that these maps do not draw at all."""
        if self._scene.sheets and not self._is_difference:
            known = self._known_statuses
            absent = [_WORDS[status][1] for status in AreaStatus if status not in known]
            if absent:
                yield ((f"not drawn: {', '.join(absent)}", Role.MUTED),)

    @property
    def _known_statuses(self) -> frozenset[AreaStatus]:
        return frozenset(status for sheet in self._scene.sheets for status in sheet.statuses)

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
