"""A terminal that changes its size keeps the city, the focus and the zoom."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.screens.world import World, open_world
from tui.screens.city import CityScreen
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus

POKROVSK = "pokrovsk"
SIZES = ((190, 46), (80, 24), (50, 12), (120, 40), (30, 5), (10, 2), (190, 46))


async def resize(world: World, size: tuple[int, int]) -> None:
    await world.pilot.resize_terminal(*size)
    await world.until(lambda: world.screen.size == size, f"the screen is {size}")
    await world.until(lambda: world.text.count("\n") + 1 == size[1], f"{size[1]} lines are drawn")


async def test_the_monitor_takes_every_size(tmp_path: Path) -> None:
    async with open_world(tmp_path, SIZES[0]) as world:
        await world.until_shown(POKROVSK)
        third = world.city_ids[2]
        await world.press("j", "j")
        await world.until_shown(third)
        control = world.pane_text(ControlStatus)
        for size in SIZES[1:]:
            await resize(world, size)
            assert world.cursor == third
            assert world.focused is CityList
            assert all(len(line) <= size[0] for line in world.text.splitlines())
        await world.until(lambda: world.pane_text(ControlStatus) == control, "it looks as before")
        assert world.detail.row.place.name in world.cursor_line


@pytest.mark.parametrize(("before", "after"), list(pairwise(SIZES)))
async def test_a_started_size_and_a_resized_one_look_the_same(
    tmp_path: Path, before: tuple[int, int], after: tuple[int, int]
) -> None:
    async with open_world(tmp_path, after) as world:
        await world.until_shown(POKROVSK)
        started = world.text
    async with open_world(tmp_path, before) as world:
        await world.until_shown(POKROVSK)
        await resize(world, after)
        await world.until(lambda: world.text == started, "it looks as if started so")


async def test_the_city_screen_takes_every_size(tmp_path: Path) -> None:
    async with open_world(tmp_path, SIZES[0]) as world:
        await world.until_shown(POKROVSK)
        await world.press("enter")
        await world.until_on(CityScreen)
        await world.until_shown(POKROVSK)
        await world.press("4")
        await world.until_focused(ClaimFeed)
        for size in SIZES[1:]:
            await resize(world, size)
            assert world.focused is ClaimFeed
            if size[0] >= 60:
                assert ClaimFeed in world.visible


async def test_a_zoomed_pane_stays_zoomed(tmp_path: Path) -> None:
    async with open_world(tmp_path, (190, 46)) as world:
        await world.until_shown(POKROVSK)
        await world.press("4", "z")
        await world.until_visible(ClaimFeed)
        for size in ((80, 24), (120, 40), (190, 46)):
            await resize(world, size)
            await world.until_visible(ClaimFeed)


async def test_sixty_by_sixteen_is_the_plain_list(tmp_path: Path) -> None:
    async with open_world(tmp_path, (60, 16)) as world:
        await world.until_shown(POKROVSK)
        assert world.visible == {CityList}
        assert world.pane(CityList).outer_size == (60, 14)
        assert "enter open" in world.text
        await world.press("2")
        await world.until_visible(ControlStatus)
        await world.press("escape")
        await world.until_visible(CityList)


@pytest.mark.parametrize(
    ("size", "said", "is_listed"),
    [
        ((59, 16), "too small: 59 of 60 columns;", True),
        ((60, 15), "too small: 15 of 16 lines;", True),
        ((190, 10), "too small: 10 of 16 lines;", True),
        ((40, 10), "too small: 40 of 60 columns, 10 of 16", True),
        ((29, 20), "too small: 29 of 60 columns;", False),
        ((60, 7), "too small: 7 of 16 lines;", False),
        ((20, 6), "too small: 20 of 60", False),
    ],
)
async def test_below_that_it_says_that_there_is_too_little_room(
    tmp_path: Path, size: tuple[int, int], said: str, *, is_listed: bool
) -> None:
    async with open_world(tmp_path, size) as world:
        await world.until_shown(POKROVSK)
        await world.until(lambda: said in world.text, said)
        assert ("Pokrovsk" in world.text) is is_listed
        await resize(world, (80, 24))
        assert "too small" not in world.text
        assert world.focused is CityList


async def test_the_city_screen_has_something_on_it_where_there_is_little_room(
    tmp_path: Path,
) -> None:
    async with open_world(tmp_path, (50, 12)) as world:
        await world.until_shown(POKROVSK)
        await world.press("enter")
        await world.until_on(CityScreen)
        await world.until_shown(POKROVSK)
        await world.until(lambda: "contested" in world.text, "who holds it is told")
