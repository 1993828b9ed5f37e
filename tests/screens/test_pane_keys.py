"""Every pane that has a number can be gone to and is then seen, however large the terminal is."""

from pathlib import Path

import pytest

from tests.screens.world import open_world
from tui.screens.city import CityScreen
from widgets.pane import Pane

POKROVSK = "pokrovsk"
SIZES = ((60, 16), (80, 24), (100, 30), (120, 40), (159, 45), (160, 33), (200, 50))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_pane_of_a_city_is_seen_when_it_is_gone_to(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_world(tmp_path, size, place=POKROVSK) as world:
        await world.until_on(CityScreen)
        await world.until_shown(POKROVSK)
        for number in sorted(pane.number for pane in world.screen.query(Pane)):
            await world.press(str(number))
            (chosen,) = [pane for pane in world.screen.query(Pane) if pane.number == number]
            await world.until_focused(type(chosen))
            assert chosen.region.area, f"pane {number} has room"
            assert chosen.body.region.height > 0


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_pane_of_the_monitor_is_seen_when_it_is_gone_to(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_world(tmp_path, size) as world:
        await world.until_shown(POKROVSK)
        for kind in (type(pane) for pane in list(world.screen.query(Pane))):
            chosen = world.pane(kind)
            await world.press(str(chosen.number))
            await world.until_focused(kind)
            assert chosen.region.area, f"pane {chosen.number} has room"
