"""A bare app around widgets, and a look at what they draw; run it to see every pane at once."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot
from textual.widget import Widget

from tests.widgets import views
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.glyphs import ASCII, UNICODE
from widgets.key_line import KeyLine
from widgets.painted import Painted
from widgets.statistics import Statistics
from widgets.status_line import StatusLine
from widgets.theme import THEMES

WAIT_TURNS = 200


class Host(App[None]):
    """Shows the widgets given to it."""

    def __init__(self, *widgets: Widget, theme: str = "dark") -> None:
        super().__init__()
        self._widgets = widgets
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield from self._widgets


def lines_of(widget: Painted) -> list[str]:
    """What stands on the widget's lines, without trailing blanks."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


async def wait_for(pilot: Pilot[None], condition: Callable[[], bool], what: str) -> None:
    """Let the app work until the condition holds."""
    for _ in range(WAIT_TURNS):
        if condition():
            return
        await pilot.pause()
    raise AssertionError(f"never happened: {what}")


async def shown(pilot: Pilot[None]) -> None:
    """Wait until everything that was asked for is on the screen."""
    await pilot.app.wait_for_refresh()
    await pilot.pause()


async def picture(theme: str, size: tuple[int, int]) -> str:
    """An SVG of all panes."""
    glyphs = ASCII if theme == "ascii" else UNICODE
    cities, control = CityList(glyphs=glyphs), ControlStatus(glyphs=glyphs)
    figures, feed = Statistics(glyphs=glyphs), ClaimFeed(glyphs=glyphs)
    status, keys = StatusLine(glyphs=glyphs), KeyLine(glyphs=glyphs)
    upper, lower = Horizontal(cities, control), Horizontal(figures, feed)
    app = Host(status, upper, lower, keys, theme="dark" if theme == "ascii" else theme)
    async with app.run_test(size=size) as pilot:
        for pane in (cities, control, figures, feed):
            pane.set_parties(views.PARTIES)
        cities.show(views.cities(), views.NOW)
        for detail_pane in (control, figures, feed):
            detail_pane.show(views.detail())
        status.show(views.snapshot(), now=views.NOW)
        keys.show((("enter", "open"), ("/", "filter"), ("s", "sort"), ("?", "help"), ("q", "quit")))
        cities.focus_body()
        await shown(pilot)
        await pilot.press("j", "j")
        await shown(pilot)
        return app.export_screenshot(title="panes", simplify=True)


if __name__ == "__main__":
    width, height = (int(text) for text in sys.argv[3].split("x"))
    svg = asyncio.run(picture(sys.argv[2], (width, height)))
    Path(sys.argv[1]).write_text(svg, encoding="utf-8")
