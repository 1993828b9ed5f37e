"""The screens as pictures; every state, theme and layout once.

`pytest tests/screens/test_pictures.py --update-screens` draws them anew: look at what changed.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import Struct

from situation.errors import StoreBusy
from situation.periods import Viewpoint
from tests.screens.conftest import Compare
from tests.screens.world import PACK_DAY, World, open_world
from tui.screens.city import CityScreen
from tui.screens.help import HelpScreen
from widgets.glyphs import ASCII, UNICODE
from widgets.pane import Pane

POKROVSK = "pokrovsk"
WHY = StoreBusy("another process is writing", do="wait, or stop it").line
MEDIUM = (120, 40)
KEPT_BYTES = 1_200_000


class Shot(Struct, frozen=True):
    """A picture of a screen: the terminal's size, what to press, how it is drawn."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    theme: str = "dark"


SHOTS = (
    Shot("monitor-80x24", (80, 24)),
    Shot("monitor-120x40", MEDIUM),
    Shot("monitor-190x46", (190, 46)),
    Shot("city-80x24", (80, 24), ("enter",)),
    Shot("city-120x40", MEDIUM, ("enter",)),
    Shot("help-80x24", (80, 24), ("question_mark",)),
    Shot("light-80x24", (80, 24), theme="light"),
    Shot("ansi-80x24", (80, 24), theme="ansi"),
    Shot("mono-80x24", (80, 24), theme="mono"),
    Shot("ascii-80x24", (80, 24), theme="ascii"),
)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_a_screen_looks_as_before(tmp_path: Path, same_picture: Compare, shot: Shot) -> None:
    theme = "dark" if shot.theme == "ascii" else shot.theme
    glyphs = ASCII if shot.theme == "ascii" else UNICODE
    async with open_world(tmp_path, shot.size, theme=theme, glyphs=glyphs) as world:
        await world.until_shown(POKROVSK)
        await world.press(*shot.keys)
        if "enter" in shot.keys:
            await world.until_on(CityScreen)
            await world.until_shown(POKROVSK)
        elif shot.keys:
            await world.until_on(HelpScreen)
        await compare_settled(world, same_picture, shot.name)


@pytest.mark.parametrize("state", ["loading", "empty", "stale", "failed"])
async def test_a_state_of_the_panes_looks_as_before(
    tmp_path: Path, same_picture: Compare, state: str
) -> None:
    long_ago = Viewpoint(valid_at=PACK_DAY.valid_at - timedelta(days=400))
    viewpoint = long_ago if state == "empty" else PACK_DAY
    async with open_world(tmp_path, MEDIUM, viewpoint=viewpoint) as world:
        await world.until_shown(world.detail.row.place.id)
        for pane in world.screen.query(Pane):
            if state == "loading":
                pane.set_loading()
            elif state == "stale":
                pane.set_stale(world.snapshot.taken_at, WHY)
            elif state == "failed":
                pane.set_failed(WHY, world.snapshot.taken_at + timedelta(minutes=1))
        await compare_settled(world, same_picture, f"{state}-120x40")


async def compare_settled(world: World, same_picture: Compare, name: str) -> None:
    """Compare once nothing is left to be drawn."""
    await world.app.wait_for_refresh()
    await world.pilot.pause()
    same_picture(world.app, name)


def test_the_pictures_are_no_burden_and_name_no_machine() -> None:
    kept = [
        path
        for path in Path(__file__).with_name("pictures").glob("*.svg")
        if not path.name.endswith(".now.svg")
    ]
    assert len(kept) == len(SHOTS) + 4
    assert sum(path.stat().st_size for path in kept) < KEPT_BYTES
    texts = [path.read_text(encoding="utf-8") for path in kept]
    home = str(Path.home())
    assert not [text for text in texts if home in text]
