"""The whole application on the bundled situation: a store of its own and a clock that stands still.

Nothing here needs pytest: the pictures of `tests.screens.draw` are made by the same means.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from situation.opening import Opened, open_situation
from situation.pack_header import load_header
from situation.periods import Clock, Viewpoint, end_of_day
from situation.views import PlaceDetail, Snapshot
from tests.conftest import NOW
from tests.waiting import until
from tui.app import SitmonApp
from widgets.city_list import CityList
from widgets.control_status import ControlStatus
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.pane import Pane
from widgets.pane_states import Loading
from widgets.status_line import StatusLine

PACK_DAY = Viewpoint(valid_at=end_of_day(load_header().opens_on))
REFERENCE = (80, 24)
TITLE_FRAME = 20
"""Cells of a title line that a city's name cannot use."""
W = TypeVar("W", bound=Widget)


class World:
    """The application while it runs, and what a reader sees of it.

    Args:
        app: the application.
        pilot: presses its keys.
    """

    def __init__(self, app: SitmonApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> Screen[object]:
        """The screen on top."""
        return self.app.screen

    @property
    def text(self) -> str:
        """Everything that stands on the screen."""
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def snapshot(self) -> Snapshot:
        """The state that the screens show."""
        assert self.app.snapshot is not None
        return self.app.snapshot

    @property
    def detail(self) -> PlaceDetail:
        """The place that was read last."""
        assert self.app.detail is not None
        return self.app.detail

    @property
    def cursor(self) -> str | None:
        """Id of the city under the cursor."""
        row = self.pane(CityList).highlighted
        return row.place.id if row else None

    @property
    def city_ids(self) -> list[str]:
        """Ids of the cities listed, in order."""
        return [row.place.id for row in self.pane(CityList).rows.items]

    def pane(self, kind: type[W]) -> W:
        """A pane, or another widget, of the screen on top."""
        return self.screen.query_one(kind)

    def title(self, kind: type[Pane]) -> str:
        """What the frame of a pane says at its top."""
        return str(self.pane(kind).border_title)

    @property
    def visible(self) -> set[type[Pane]]:
        """The panes that have room on the screen."""
        return {type(pane) for pane in self.screen.query(Pane) if pane.region.area}

    @property
    def focused(self) -> type[Pane] | None:
        """The pane that keys act on."""
        panes = (type(pane) for pane in self.screen.query(Pane) if pane.has_focus_within)
        return next(panes, None)

    def pane_text(self, kind: type[Pane]) -> str:
        """What stands inside a pane, its heading first."""
        pane = self.pane(kind)
        heading = f"{body_text(pane.heading)}\n" if pane.heading is not None else ""
        return heading + body_text(pane.body)

    @property
    def top_line(self) -> str:
        """The line at the top of the screen."""
        return body_text(self.pane(StatusLine))

    async def press(self, *keys: str) -> None:
        """Type keys."""
        await self.pilot.press(*keys)

    async def write(self, words: str) -> None:
        """Type words, a key for each character."""
        await self.pilot.press(*("space" if character == " " else character for character in words))

    async def until(self, holds: Callable[[], object], what: str) -> None:
        """Let the application work until a condition holds."""
        await until(self.pilot, holds, what)

    async def until_in_title(self, kind: type[Pane], words: str) -> None:
        """Wait until the frame of a pane says something at its top."""
        await self.until(lambda: words in self.title(kind), f"“{words}” in the title")

    async def until_focused(self, kind: type[Pane]) -> None:
        """Wait until keys act on a pane."""
        await self.until(lambda: self.focused is kind, f"keys act on {kind.__name__}")

    async def until_visible(self, *kinds: type[Pane]) -> None:
        """Wait until these panes and no others have room on the screen."""
        names = ", ".join(kind.__name__ for kind in kinds)
        await self.until(lambda: self.visible == set(kinds), f"only {names} shown")

    async def until_cursor(self, place_id: str) -> None:
        """Wait until the cursor of the list stands on a city."""
        await self.until(lambda: self.cursor == place_id, f"the cursor is on {place_id}")

    async def until_on(self, kind: type[Screen[Any]]) -> None:
        """Wait until a screen of this kind is on top."""
        await self.until(lambda: isinstance(self.screen, kind), f"{kind.__name__} is on top")

    @property
    def cursor_line(self) -> str:
        """The line of the list that the cursor stands on."""
        lines = self.pane_text(CityList).splitlines()
        return next(line for line in lines if line.startswith(UNICODE[Mark.CURSOR]))

    async def until_shown(self, place_id: str) -> None:
        """Wait until the panes of the screen on top show what is said of a city."""

        def is_shown() -> bool:
            read = self.detail.viewpoint.valid_at == self.app.viewpoint.valid_at
            panes = [pane for pane in self.screen.query(Pane) if not isinstance(pane, CityList)]
            return (
                self.detail.row.place.id == place_id
                and (read or self.snapshot.live)
                and all(self._is_named(pane) for pane in panes)
                and not any(isinstance(pane.state, Loading) for pane in panes)
            )

        await self.until(is_shown, f"the panes show {place_id}")

    def _is_named(self, pane: Pane) -> bool:
        """Whether a pane's title names the city that was read; one out of sight has no title."""
        name = self.detail.row.place.name
        is_titled = isinstance(pane, ControlStatus) and pane.region.width > len(name) + TITLE_FRAME
        return not is_titled or name in str(pane.border_title)


def body_text(widget: Widget) -> str:
    """What stands on the lines of a widget, without trailing blanks."""
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(widget.size.height))


async def second_start(path: Path) -> Opened:
    """Open the bundled situation as on every start but the first.

    A first start takes less than a tenth of a second: a store per test needs no copying.
    """
    first = await open_situation(str(path), clock=lambda: NOW)
    await first.store.close()
    return await open_situation(str(path), clock=lambda: NOW)


@asynccontextmanager
async def open_world(
    folder: Path,
    size: tuple[int, int] = REFERENCE,
    *,
    opened: Opened | None = None,
    viewpoint: Viewpoint | None = PACK_DAY,
    place: str | None = None,
    theme: str = "dark",
    glyphs: Glyphs = UNICODE,
    visits_file: Path | None = None,
    clock: Clock = lambda: NOW,
) -> AsyncIterator[World]:
    """Run the application until the block ends.

    Args:
        folder: where its store is made.
        size: columns and rows of the terminal.
        opened: another situation in place of the bundled one; the caller closes it.
        viewpoint: where to look from; None: now, live.
        place: id of the city to open at once.
        theme: dark, light, ansi or mono.
        glyphs: the marks to draw with.
        visits_file: where the last visit is kept.
        clock: gives the application its present; here it stands still.
    """
    situation = opened or await second_start(folder / "world.db")
    app = SitmonApp(
        situation,
        clock=clock,
        viewpoint=viewpoint,
        place=place,
        theme=theme,
        glyphs=glyphs,
        visits_file=visits_file,
    )
    try:
        async with app.run_test(size=size) as pilot:
            yield World(app, pilot)
    finally:
        if opened is None:
            await situation.store.close()
