"""The line that says that the terminal is too small for what there is to show."""

from textual.geometry import Size

from widgets.glyphs import UNICODE, Glyphs
from widgets.lines import Line, wrap
from widgets.painted import Lines
from widgets.theme import Role


class RoomLine(Lines):
    """Says how large the terminal is and how large it has to be; shown where it is too small.

    Args:
        needed: the size in cells from which on everything can be shown.
        glyphs: the marks to draw with.
    """

    DEFAULT_CSS = "RoomLine { display: none; }"

    def __init__(self, needed: Size, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(self._draw_line)
        self.glyphs = glyphs
        self._needed = needed

    def _draw_line(self, width: int) -> tuple[Line, ...]:
        here, needed = self.app.size, self._needed
        missing = (
            f"{has} of {needs} {name}"
            for has, needs, name in zip(here, needed, ("columns", "lines"), strict=True)
            if has < needs
        )
        said = f"too small: {', '.join(missing)}; sitmon status is the same as text"
        lines = wrap(said, width - 1, limit=max(1, here.height), ellipsis=self.glyphs.ellipsis)
        return tuple(((" ", Role.TEXT), (line, Role.WARN)) for line in lines)
