"""`--slow-link`: the monitor with as few bytes as it can be drawn with.

A picture of what the terminal shows is kept, and of an update only the cells that differ from it
are sent, in runs, without the default colours that Textual spells out. A whole screen begins with
a cleared one, so that its blanks are never sent. And what changes by itself is drawn once in a good
half second; only while keys are pressed the screen is drawn ten times a second.

The names with an underscore are Textual's own hooks; tests fail when a release renames one.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, TypeAlias

import textual.screen
from rich.color import Color
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.strip import Strip

HOOK: Final = "render_segments"
"""The method of both kinds of updates that this takes the place of."""
PACE_HOOK: Final = "_on_timer_update"
"""The method of `Screen` that draws what has changed."""
EVENT_HOOK: Final = "on_event"
"""The method of `App` that sees every key first."""
PERIOD_HOOK: Final = "UPDATE_PERIOD"
"""Textual's own seconds between two drawings, in `textual.screen`."""
DRAWING_PERIOD: Final = 0.1
"""Seconds between two drawings while the reader types."""
RESTING_PERIOD: Final = 0.6
"""Seconds between two drawings while nobody types."""
TYPING_SECONDS: Final = 1.5
"""How long after a key what is drawn is taken for its answer."""

_BRIDGE: Final = 6
"""Unchanged cells that cost no more to send again than a movement of the cursor does."""
_CLEAR_SCREEN: Final = "\x1b[0m\x1b[2J"
_PIECE: Final = re.compile(r"\x1b\[([0-9;]*)m|(\x1b\[[0-9;]*H)|([^\x1b]+)|\x1b")
"""A style, a movement of the cursor, text, or the beginning of anything else."""
_NO_STYLE: Final = Style.null()

Cell: TypeAlias = tuple[str, Style]
_BLANK: Final[Cell] = (" ", _NO_STYLE)


class Picture:
    """What the terminal shows, cell by cell, as far as it is known."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], Cell] = {}
        self._elsewhere: Cell | None = None
        """What all other cells show; None: nobody knows."""

    def clear(self) -> str:
        """Begin with an empty screen; return what makes it empty."""
        self._cells.clear()
        self._elsewhere = _BLANK
        return _CLEAR_SCREEN

    def draw(self, x: int, y: int, strip: Strip, console: Console) -> str:
        """Take a strip that begins at a cell; return what makes the terminal show it."""
        if len(strip.text) != strip.cell_length:
            # Beside wide and combining characters no cell can be sent alone.
            self._cells |= dict.fromkeys(((at, y) for at in range(x, x + strip.cell_length)), _NONE)
            return _put(x, y, strip, console)
        cells = dict(enumerate(_cells_of(strip), x))
        changed = [at for at in cells if self._cells.get((at, y), self._elsewhere) != cells[at]]
        self._cells.update({(at, y): cells[at] for at in changed})
        return "".join(
            _put(first, y, _strip_of(cells[at] for at in range(first, end)), console)
            for first, end in _runs(changed)
        )


_NONE: Final[Cell] = ("", _NO_STYLE)
"""Equal to no cell that is ever drawn: what stands there is sent again in any case."""


class Pace:
    """Says when the screen may be drawn.

    Args:
        clock: gives seconds that only go on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._typed_at = self._drawn_at = float("-inf")

    def typed(self) -> None:
        """The reader has pressed a key and waits."""
        self._typed_at = self._clock()

    def may_draw(self) -> bool:
        """Whether it is time; if so the next time is counted from now."""
        now = self._clock()
        if now - self._typed_at > TYPING_SECONDS and now - self._drawn_at < RESTING_PERIOD:
            return False
        self._drawn_at = now
        return True


def install_slow_link(app: App[Any]) -> None:
    """Let an application that does not run yet, and all that this process draws, go easy."""
    app.animation_level = "none"
    install_lean_updates()
    install_pace(Pace())


def install_lean_updates() -> None:
    """Send only cells that differ, in everything that this process draws from now on."""
    picture = Picture()

    def whole(update: LayoutUpdate, console: Console) -> str:
        sent = [picture.clear()]
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                sent.append(picture.draw(x, y, strip, console))
                x += strip.cell_length
        return _lean("".join(sent))

    def partial(update: ChopsUpdate, console: Console) -> str:
        return _lean(
            "".join(picture.draw(x, y, strip, console) for x, y, strip in _refreshed_strips(update))
        )

    setattr(LayoutUpdate, HOOK, whole)
    setattr(ChopsUpdate, HOOK, partial)


def install_pace(pace: Pace) -> None:
    """Draw only when it is time, on every screen that is made from now on."""

    def draw_in_time(screen: Screen[Any]) -> None:
        # Textual's timer goes on asking until it has drawn.
        if pace.may_draw():
            _draw(screen)

    async def notice_keys(app: App[Any], event: Event) -> None:
        if isinstance(event, Key | Paste):
            pace.typed()
        await _take_event(app, event)

    setattr(textual.screen, PERIOD_HOOK, DRAWING_PERIOD)
    setattr(Screen, PACE_HOOK, draw_in_time)
    setattr(App, EVENT_HOOK, notice_keys)


_draw: Final = Screen._on_timer_update  # noqa: SLF001 - Textual's hook, see above
_take_event: Final = App.on_event


def _refreshed_strips(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Column, line and strip of what was refreshed; a strip with wide characters is whole."""
    for y, first, end in update.spans:
        pieces = zip(update.chop_ends[y], update.chops[y].items(), strict=False)
        for strip_end, (start, strip) in pieces:
            left, right = max(start, first), min(strip_end, end)
            if strip is None or left >= right:
                continue
            if len(strip.text) != strip.cell_length:
                yield start, y, strip
            else:
                yield left, y, strip.crop(left - start, right - start)


def _cells_of(strip: Strip) -> Iterator[Cell]:
    for text, style, _ in strip:
        lean = _without_defaults(style or _NO_STYLE)
        blank = _BLANK if _leaves_blanks_blank(lean) else (" ", lean)
        yield from (blank if letter == " " else (letter, lean) for letter in text)


def _strip_of(cells: Iterable[Cell]) -> Strip:
    """The cells in as few pieces as possible: a blank joins the style that stands before it."""
    styled: list[Cell] = []
    for cell in cells:
        before = styled[-1][1] if styled else _NO_STYLE
        joins = cell == _BLANK and _leaves_blanks_blank(before)
        styled.append((" ", before) if joins else cell)
    pieces = groupby(styled, key=lambda cell: cell[1])
    return Strip([Segment("".join(text for text, _ in run), style) for style, run in pieces])


def _put(x: int, y: int, strip: Strip, console: Console) -> str:
    # `Strip.render` is where the render guard stands: nothing may go round it.
    return Control.move_to(x, y).segment.text + strip.render(console)


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    """First column and end of each run; what lies near each other is one."""
    while columns:
        length = 1
        while length < len(columns) and columns[length] - columns[length - 1] <= _BRIDGE:
            length += 1
        yield columns[0], columns[length - 1] + 1
        columns = columns[length:]


@lru_cache(maxsize=1024)
def _without_defaults(style: Style) -> Style:
    """The same look: after a reset, the default colours need not be asked for."""
    attributes: dict[str, Any] = {name: True for name in _ATTRIBUTES if getattr(style, name)}
    return Style(
        color=_unless_default(style.color),
        bgcolor=_unless_default(style.bgcolor),
        link=style.link,
        **attributes,
    )


_ATTRIBUTES: Final = (
    "bold", "dim", "italic", "underline", "blink", "blink2", "reverse", "conceal", "strike",
    "underline2", "frame", "encircle", "overline",
)  # fmt: skip


def _unless_default(color: Color | None) -> Color | None:
    return None if color is None or color.is_default else color


@lru_cache(maxsize=1024)
def _leaves_blanks_blank(style: Style) -> bool:
    shows = (style.reverse, style.underline, style.underline2, style.strike, style.overline)
    return style.bgcolor is None and style.link is None and not any(shows)


def _lean(sent: str) -> str:
    """The same, but a style stays on until a text has another one, wherever the cursor goes.

    Rich puts each style on from nothing and off behind its text; no text has an escape in it, which
    the render guard sees to.
    """
    pieces: list[str] = []
    is_on = wanted = ""
    for piece in _PIECE.finditer(sent):
        style, movement, text = piece.groups()
        if style is not None:
            wanted = "" if style == "0" else style
            continue
        if movement is None and wanted != is_on:
            pieces.append(_change(is_on, wanted))
            is_on = wanted
        pieces.append(movement or text or piece.group())
    return "".join([*pieces, _change(is_on, "")])


def _change(before: str, after: str) -> str:
    if before == after:
        return ""
    return f"\x1b[{'0;' if before and after else ''}{after}m"
