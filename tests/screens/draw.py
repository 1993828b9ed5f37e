"""Draws `screenshots/` from the running application: `python -m tests.screens.draw [FOLDER]`."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from tests.screens.world import open_world
from widgets.city_list import CityList

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


class Picture(Struct, frozen=True):
    """One screenshot: what its file is called, the terminal's size, the keys that lead to it."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()


PICTURES: Final = (
    Picture("monitor-80x24", (80, 24)),
    Picture("monitor-120x40", (120, 40)),
    Picture("monitor-190x46", (190, 46)),
    Picture("city-120x40", (120, 40), ("enter",)),
    Picture("help-80x24", (80, 24), ("question_mark",)),
)


async def drawn(picture: Picture, folder: Path) -> str:
    """The screen as SVG, of the bundled situation on its own day."""
    async with open_world(folder, picture.size) as world:
        await world.until_shown(PLACE)
        assert world.pane(CityList).has_focus_within
        before = world.screen
        await world.press(*picture.keys)
        if picture.keys:
            await world.until(lambda: world.screen is not before, "the other screen is open")
        if picture.name.startswith("city"):
            await world.until_shown(PLACE)
        await world.pilot.pause()
        return portable(world.app.export_screenshot(title=picture.name, simplify=True))


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
    """Write every picture as SVG and, where a browser is installed, as PNG."""
    folder.mkdir(exist_ok=True)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    for picture in PICTURES:
        with TemporaryDirectory() as home:
            os.environ["XDG_STATE_HOME"] = home
            svg = asyncio.run(drawn(picture, Path(home)))
        (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
        if browser is not None:
            target = folder / f"{picture.name}.png"
            target.unlink(missing_ok=True)
            write_png(browser, svg, target)
        print(f"drew {picture.name}")
    if browser is None:
        print("no chromium is installed: the SVG files were written, the PNG files were not")


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]) if len(sys.argv) > 1 else SCREENSHOTS)
