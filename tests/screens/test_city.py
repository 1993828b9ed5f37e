"""The city screen: everything about one place, and the ways back."""

from pathlib import Path

import pytest

from tests.screens.world import World, open_world
from tui.screens.city import CityScreen
from tui.screens.monitor import MonitorScreen
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.statistics import Statistics
from widgets.terrain_map import TerrainMap
from widgets.timeline import Timeline

POKROVSK = "pokrovsk"


async def open_first_city(world: World) -> None:
    await world.until_shown(POKROVSK)
    await world.press("enter")
    await world.until_on(CityScreen)
    await world.until_shown(POKROVSK)


async def test_enter_opens_a_city_with_control_figures_and_claims(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await open_first_city(world)
        assert world.visible == {ControlStatus, Statistics, TerrainMap, ClaimFeed, Timeline}
        assert world.focused is ControlStatus
        assert "DeepState map" in world.text
        assert "no status has most votes" in world.text, "the rule behind the summary"
        assert "1,300" in world.pane_text(Statistics)
        assert "New York Times" in world.pane_text(ClaimFeed)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_esc_and_q_go_back_to_the_monitor_as_it_was(tmp_path: Path, key: str) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("j")
        second = world.city_ids[1]
        await world.until_shown(second)
        await world.press("enter")
        await world.until_on(CityScreen)
        await world.until_shown(second)
        await world.press(key)
        await world.until_on(MonitorScreen)
        assert world.cursor == second
        assert world.focused is CityList
        assert world.app.is_running


async def test_80x24_shows_one_pane_at_a_time(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_first_city(world)
        assert world.visible == {ControlStatus}
        for key, pane in (("tab", Statistics), ("4", ClaimFeed), ("2", ControlStatus)):
            await world.press(key)
            await world.until_visible(pane)
            await world.until_focused(pane)


async def test_1_says_how_to_get_to_the_cities(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_first_city(world)
        await world.press("1")
        await world.until(lambda: world.app._notifications, "it is said")
        assert isinstance(world.screen, CityScreen)


async def test_zoom_and_back(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await open_first_city(world)
        await world.press("4", "z")
        await world.until_visible(ClaimFeed)
        await world.press("escape")
        await world.until_visible(ControlStatus, Statistics, TerrainMap, ClaimFeed, Timeline)
        assert isinstance(world.screen, CityScreen)
        await world.press("escape")
        await world.until_on(MonitorScreen)


async def test_another_city_takes_its_place(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await open_first_city(world)
        world.app.open_city("sloviansk")
        await world.until(lambda: "Sloviansk" in world.title(ControlStatus), "the other city")
        await world.until_shown("sloviansk")
        await world.press("escape")
        await world.until_on(MonitorScreen)
        assert world.cursor == POKROVSK
        await world.until_shown(POKROVSK)


async def test_a_city_nobody_speaks_of_says_so(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown(POKROVSK)
        quiet = next(row.place.id for row in world.snapshot.rows if not row.claims)
        world.app.open_city(quiet)
        await world.until_on(CityScreen)
        await world.until(lambda: world.detail.row.place.id == quiet, "it was read")
        assert not any("0 people" in line for line in world.text.splitlines())
