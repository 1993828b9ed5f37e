"""The lines of the map: repaints only the cells that have changed."""

from typing import Final

from msgspec.structs import replace
from rich.cells import cell_len
from textual.geometry import Offset, Region, Size
from textual.theme import Theme

from situation.maps.scene import MapScene
from situation.maps.textures import CellStyle
from situation.maps.window import MapWindow
from widgets.glyphs import Glyphs
from widgets.lines import BLANK, Line
from widgets.map_page import Look, Page, lay_out
from widgets.painted import Painted
from widgets.theme import MONO, Emphasis, Role, palette_of

_NEAR: Final = 8
"""Cells between two changes on a line that are sent with them: to move past them costs as much."""
_NO_TEXT: Final = (" ", Role.TEXT)
_NOTHING: Final = Page(lines=(), window=None)


class MapBody(Painted, can_focus=True):
    """A scene as it is looked at.

    Args:
        glyphs: the marks to draw with.
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._scene: MapScene | None = None
        self._look = Look(window=None, style=CellStyle.BRAILLE, marked="", glyphs=glyphs)
        self._page = _NOTHING
        self._page_of: tuple[Look, Size] | tuple[()] = ()

    @property
    def scene(self) -> MapScene | None:
        """What is drawn; None: nothing has arrived yet."""
        return self._scene

    @property
    def look(self) -> Look:
        """How it is looked at."""
        return self._look

    @property
    def window(self) -> MapWindow | None:
        """What each map shows now; None where there is no map to be seen."""
        return self._current_page().window

    @property
    def is_lettered(self) -> bool:
        """Whether this terminal or this theme has only letters to tell areas apart."""
        return self._look.glyphs.plain or palette_of(self.app.current_theme) is MONO

    def show(self, scene: MapScene) -> None:
        """Draw another scene, looked at in the same way."""
        self._scene = scene
        self._page_of = ()
        self.repaint()

    def look_at(self, look: Look) -> None:
        """Look at the scene in another way."""
        self._look = look
        self.repaint()

    def line_at(self, y: int) -> tuple[Line, Emphasis]:
        """A line of the page."""
        lines = self._current_page().lines
        return (lines[y] if y < len(lines) else BLANK), Emphasis.NONE

    def repaint(self) -> None:
        """Refresh the cells that no longer show what they should."""
        if not self.is_mounted:
            return
        before = [line for line, _ in self._painted]
        self._painted = [self._current_line(y) for y in range(self.size.height)]
        changed = [
            Region(start, y, end - start, 1)
            for y, (line, _) in enumerate(self._painted)
            for start, end in changed_spans(
                before[y] if y < len(before) else BLANK, line, self.size.width
            )
        ]
        if changed:
            self.refresh(*changed)

    def on_mount(self) -> None:
        """Follow changes of the theme."""
        self.app.theme_changed_signal.subscribe(self, self._follow_theme)

    def on_unmount(self) -> None:
        """Follow it no more."""
        self.app.theme_changed_signal.unsubscribe(self)

    def on_focus(self) -> None:
        """Screen readers follow the terminal's own cursor."""
        self.app.cursor_position = self.content_region.offset + Offset(0, 0)

    def _current_page(self) -> Page:
        if self._scene is None:
            return _NOTHING
        style = CellStyle.LETTERS if self.is_lettered else self._look.style
        look = replace(self._look, style=style)
        if self._page_of != (look, self.size):
            self._page = lay_out(self._scene, look, *self.size)
            self._page_of = (look, self.size)
        return self._page

    def _follow_theme(self, _theme: Theme) -> None:
        # A theme without colours has other characters, not only other styles.
        self.repaint()


def changed_spans(before: Line, now: Line, width: int) -> tuple[tuple[int, int], ...]:
    """Where two lines differ: first column and the column after the last, of each stretch."""
    spans: list[tuple[int, int]] = []
    if before == now:
        return ()
    old, new = _cells(before, width), _cells(now, width)
    for column in range(width):
        if old[column] == new[column]:
            continue
        if spans and column - spans[-1][1] < _NEAR:
            spans[-1] = (spans[-1][0], column + 1)
        else:
            spans.append((column, column + 1))
    return tuple(spans)


def _cells(line: Line, width: int) -> list[tuple[str, Role]]:
    """What each cell of a line shows: a wide character in both of its cells, a blank in no role."""
    cells: list[tuple[str, Role]] = []
    for text, role in line:
        if not text.strip(" "):
            cells += [_NO_TEXT] * len(text)
        elif cell_len(text) == len(text):
            cells += [(character, role) if character != " " else _NO_TEXT for character in text]
        else:
            _add_wide(cells, text, role)
    return [*cells, *[_NO_TEXT] * (width - len(cells))][:width]


def _add_wide(cells: list[tuple[str, Role]], text: str, role: Role) -> None:
    """Add a text whose characters do not take a cell each."""
    for character in text:
        taken = cell_len(character)
        if taken or not cells:
            shown = (character, role) if character != " " else _NO_TEXT
            cells += [shown] * max(1, taken)
        else:
            cells[-1] = (cells[-1][0] + character, role)
