"""Draws `screenshots/` from the running application: `python -m tests.screens.draw [FOLDER]`."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from situation.importing import import_paths
from situation.opening import Opened
from tests.conftest import NOW
from tests.screens.world import World, open_world, second_start
from tests.situation.sources.map_bytes import SHARED
from tui.screens.map import MapScreen
from widgets.city_list import CityList
from widgets.terrain_map import TerrainMap

SCREENSHOTS: Final = Path(__file__).resolve().parents[2] / "screenshots"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
BROWSER_SECONDS: Final = 60
CHROMIUM: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)
PNG_WIDTH: Final = 1_700
"""Pixels; a wider drawing is made smaller, or its file would be a burden to the repository."""
PLACE: Final = "pokrovsk"
MIRROR: Final = SHARED / "data/deepstate-mirror"
DAY: Final = "20251105"
MONTH_BEFORE: Final = "20251005"


class Picture(Struct, frozen=True):
    """One screenshot: what its file is called, the terminal's size, the keys that lead to it."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    """Days of the real maps that it needs; it is drawn only where these are."""

    @property
    def files(self) -> list[Path]:
        """Where these maps are."""
        return [MIRROR / f"deepstatemap_data_{day}.geojson" for day in self.maps]


PICTURES: Final = (
    Picture("monitor-80x24", (80, 24)),
    Picture("monitor-120x40", (120, 40)),
    Picture("monitor-190x46", (190, 46)),
    Picture("city-120x40", (120, 40), ("enter",)),
    Picture("city-190x50", (190, 50), ("enter",)),
    Picture("timeline-120x40", (120, 40), ("enter", "7", "z")),
    Picture("map-80x24", (80, 24), ("m",), (DAY,)),
    Picture("map-120x40", (120, 40), ("m",), (DAY,)),
    Picture("map-190x50", (190, 50), ("m",), (DAY,)),
    # D compares with the day 30 days before; ( goes one further back.
    Picture("difference-120x40", (120, 40), ("m", "D", "left_parenthesis"), (MONTH_BEFORE, DAY)),
    Picture("help-80x24", (80, 24), ("question_mark",)),
)


async def drawn(picture: Picture, folder: Path) -> str:
    """The screen as SVG, of the bundled situation on its own day."""
    opened = await _opened(folder, picture.files)
    try:
        async with open_world(folder, picture.size, opened=opened) as world:
            await world.until_shown(PLACE)
            assert world.pane(CityList).has_focus_within
            before = world.screen
            await world.press(*picture.keys)
            if picture.keys:
                await world.until(lambda: world.screen is not before, "the other screen is open")
            await world.until_shown(PLACE)
            await world.until(lambda: _shows_what_it_asked_for(world), "the map is drawn")
            await world.pilot.pause()
            return portable(world.app.export_screenshot(title=picture.name, simplify=True))
    finally:
        await opened.store.close()


async def _opened(folder: Path, maps: Sequence[Path]) -> Opened:
    opened = await second_start(folder / "world.db")
    if maps:
        await import_paths(opened.store, opened.frame, maps, clock=lambda: NOW)
    return opened


def _shows_what_it_asked_for(world: World) -> bool:
    """Whether a map screen, where one is on top, has drawn the map that was chosen last."""
    if not isinstance(world.screen, MapScreen):
        return True
    scene = world.pane(TerrainMap).scene
    return scene is not None and scene.request == world.screen.request


def portable(svg: str) -> str:
    """The same picture on every run, and without fonts from the network."""
    without_fonts = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", without_fonts) + "\n"


def write_png(browser: str, svg: str, target: Path) -> None:
    """Let a browser draw an SVG: it alone keeps every blank where it belongs.

    Raises:
        OSError: it drew nothing.
    """
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found, "the drawing has no size"
    width, height = (float(length) for length in found.groups())
    scale = min(1.0, PNG_WIDTH / width)
    window = f"{ceil(width * scale)},{ceil(height * scale)}"
    # Without a page around it, the browser would stretch the drawing to the window's shape.
    style = f"body{{margin:0}}svg{{display:block;width:{width * scale}px}}"
    page = f"<!doctype html><meta charset=utf-8><style>{style}</style>{svg}"
    with TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                browser,
                *CHROMIUM,
                f"--user-data-dir={folder}/profile",
                f"--window-size={window}",
                f"--screenshot={target}",
                source.as_uri(),
            ],
            check=False,
            capture_output=True,
            timeout=BROWSER_SECONDS,
        )
    if not target.exists():
        raise OSError(f"{browser} drew nothing for {target.name}")


def draw_all(folder: Path) -> None:
    """Write every picture as SVG and, where a browser is installed, as PNG.

    A picture of maps that are not on this machine stays as it was.
    """
    folder.mkdir(exist_ok=True)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    for picture in PICTURES:
        if not all(file.exists() for file in picture.files):
            print(f"kept {picture.name}: its maps are not here")
            continue
        _draw(picture, folder, browser)
        print(f"drew {picture.name}")
    if browser is None:
        print("no chromium is installed: the SVG files were written, the PNG files were not")


def _draw(picture: Picture, folder: Path, browser: str | None) -> None:
    with TemporaryDirectory() as home:
        os.environ["XDG_STATE_HOME"] = home
        svg = asyncio.run(drawn(picture, Path(home)))
    (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
    if browser is not None:
        target = folder / f"{picture.name}.png"
        target.unlink(missing_ok=True)
        write_png(browser, svg, target)


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]) if len(sys.argv) > 1 else SCREENSHOTS)
