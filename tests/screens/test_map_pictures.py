"""The map screen as pictures: of the bundled situation, which has no maps, and of a small map.

`pytest tests/screens/test_map_pictures.py --update-screens` draws them anew: look at what changed.
"""

from pathlib import Path

import pytest
from msgspec import Struct

from situation.importing import import_paths
from tests.conftest import NOW
from tests.screens.conftest import Compare
from tests.screens.world import open_world, second_start
from tests.situation.sources.map_bytes import box, mirror_file
from tui.screens.map import MapScreen
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.terrain_map import TerrainMap

POKROVSK = "pokrovsk"
SOUTH = box(37.0, 48.0, 37.4, 48.267)
EAST = box(37.22, 48.2, 37.4, 48.31)
COLUMN = [[37.15, 48.25], [37.185, 48.25], [37.17, 48.29], [37.162, 48.29], [37.15, 48.25]]
FOLDED = [[37.2, 48.276], [37.215, 48.294], [37.215, 48.276], [37.2, 48.294], [37.2, 48.276]]
"""Crosses itself, as outlines drawn by hand do."""
EARLIER = (SOUTH, EAST)
LATER = (SOUTH, COLUMN, FOLDED)
DAYS = {"20251006": EARLIER, "20251105": LATER}
KEPT_BYTES = 400_000


class Shot(Struct, frozen=True):
    """A picture of the map screen: the terminal's size, what to press on it, how it is drawn."""

    name: str
    size: tuple[int, int] = (80, 24)
    keys: tuple[str, ...] = ()
    has_maps: bool = True
    theme: str = "dark"
    glyphs: Glyphs = UNICODE


SHOTS = (
    Shot("without-maps-80x24", has_maps=False),
    Shot("without-maps-whole-80x24", keys=("0",), has_maps=False),
    Shot("one-80x24"),
    Shot("whole-80x24", keys=("0",)),
    Shot("one-60x16", size=(60, 16)),
    Shot("ascii-80x24", glyphs=ASCII),
    Shot("mono-80x24", theme="mono"),
    Shot("two-days-80x24", keys=("d",)),
    Shot("difference-80x24", keys=("D",)),
)


@pytest.fixture
def map_files(tmp_path: Path) -> list[Path]:
    """A map of two days, as the daily mirror writes them."""
    paths = {tmp_path / f"deepstatemap_data_{day}.geojson": rings for day, rings in DAYS.items()}
    for path, rings in paths.items():
        path.write_bytes(mirror_file(*rings))
    return list(paths)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_a_map_looks_as_before(
    tmp_path: Path, map_files: list[Path], same_picture: Compare, shot: Shot
) -> None:
    opened = await second_start(tmp_path / "world.db")
    if shot.has_maps:
        report = await import_paths(opened.store, opened.frame, map_files, clock=lambda: NOW)
        assert (report.files_read, report.failed) == (len(DAYS), ())
    async with open_world(
        tmp_path, shot.size, opened=opened, theme=shot.theme, glyphs=shot.glyphs
    ) as world:
        await world.until_shown(POKROVSK)
        await world.press("m", *shot.keys)
        await world.until_on(MapScreen)
        screen = world.screen
        assert isinstance(screen, MapScreen)

        def is_drawn() -> bool:
            scene = world.pane(TerrainMap).scene
            return scene is not None and scene.request == screen.request

        await world.until(is_drawn, "the map is drawn")
        await world.until_shown(POKROVSK)
        await world.app.wait_for_refresh()
        await world.pilot.pause()
        same_picture(world.app, f"map/{shot.name}")
    await opened.store.close()


def test_the_pictures_are_no_burden_and_name_no_machine() -> None:
    kept = [
        path
        for path in Path(__file__).with_name("pictures").glob("map/*.svg")
        if not path.name.endswith(".now.svg")
    ]
    assert {path.stem for path in kept} == {shot.name for shot in SHOTS}
    assert sum(path.stat().st_size for path in kept) < KEPT_BYTES
    home = str(Path.home())
    assert not [path.name for path in kept if home in path.read_text(encoding="utf-8")]
