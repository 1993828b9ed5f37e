"""A session on the monitor: what it opens on, how a reader moves, sorts, zooms and leaves."""

from pathlib import Path

import pytest
from rich.color import ColorType
from textual.color import Color

from situation.listing import Order, ordered
from situation.vocabulary import ControlStatus
from tests.screens.world import PACK_DAY, open_world
from tui.screens.city import CityScreen
from tui.screens.monitor import MonitorScreen
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus as Control
from widgets.glyphs import UNICODE, Mark
from widgets.pane import Pane
from widgets.statistics import Statistics
from widgets.terrain_map import TerrainMap
from widgets.theme import THEMES

POKROVSK = "pokrovsk"
MEDIUM, WIDE = (120, 40), (190, 46)


async def test_it_opens_on_the_pack_s_day_and_place_and_says_that_it_is_not_live(
    tmp_path: Path,
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        assert isinstance(world.screen, MonitorScreen)
        assert world.snapshot.viewpoint == PACK_DAY
        assert "NOT LIVE" in world.top_line
        assert "5 Nov 2025" in world.top_line
        assert world.cursor == POKROVSK
        assert world.focused is CityList
        assert "DeepState map" in world.pane_text(Control)
        await world.press("3")
        await world.until(lambda: "1,300" in world.pane_text(Statistics), "the figures are there")


async def test_the_first_paint_is_a_full_one(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        assert world.app.snapshot is not None
        await world.until(lambda: "Pokrovsk" in world.text, "the city stands on the screen")


async def test_the_panes_follow_when_the_cursor_rests(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        first, second, third = world.city_ids[:3]
        assert first == POKROVSK
        await world.press("j", "j")
        await world.until_shown(third)
        assert world.cursor == third
        await world.press("k")
        await world.until_shown(second)
        await world.press("G")
        await world.until_shown(world.city_ids[-1])
        await world.press("g")
        await world.until_shown(POKROVSK)


async def test_sorting_goes_through_every_order_and_keeps_the_cursor(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        for order in (*list(Order)[1:], next(iter(Order))):
            await world.press("s")
            await world.until_in_title(CityList, order)
            wanted = [row.place.id for row in ordered(world.snapshot.rows, order)]
            assert world.city_ids == wanted
            assert world.cursor == POKROVSK
            assert "Pokrovsk" in world.pane_text(CityList)


PANES: list[type[Pane]] = [CityList, Control, Statistics, ClaimFeed]


def panes_at(size: tuple[int, int]) -> list[type[Pane]]:
    """With the map, where there is room for one."""
    return [*PANES, TerrainMap] if size == WIDE else PANES


@pytest.mark.parametrize("size", [(80, 24), MEDIUM, WIDE])
async def test_tab_and_numbers_go_through_the_panes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_world(tmp_path, size) as world:
        await world.until_shown(POKROVSK)
        panes = panes_at(size)
        for wanted in panes[1:] + panes[:1]:
            await world.press("tab")
            await world.until_focused(wanted)
        await world.press("shift+tab")
        await world.until_focused(panes[-1])
        for number, wanted in enumerate(panes, start=1):
            await world.press(str(number))
            await world.until_focused(wanted)
            assert wanted in world.visible
            assert UNICODE[Mark.FOCUS] in world.title(wanted)
        if size != (80, 24):
            assert world.visible == set(panes)


async def test_80x24_shows_the_list_and_the_detail_pane_last_used(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        assert world.visible == {CityList, Control}
        for key, pane in (("3", Statistics), ("4", ClaimFeed), ("2", Control), ("tab", Statistics)):
            await world.press(key)
            await world.until_visible(CityList, pane)
        await world.press("1")
        await world.until_focused(CityList)
        assert world.visible == {CityList, Statistics}


async def test_a_terminal_too_small_for_panes_shows_the_list(tmp_path: Path) -> None:
    async with open_world(tmp_path, (50, 12)) as world:
        await world.until(lambda: "Pokrovsk" in world.pane_text(CityList), "the list is there")
        assert world.visible == {CityList}
        assert "NOT LIVE" in world.text


@pytest.mark.parametrize("size", [(80, 24), MEDIUM, WIDE])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
async def test_zoom_gives_the_screen_to_one_pane_and_takes_it_back(
    tmp_path: Path, size: tuple[int, int], number: int
) -> None:
    async with open_world(tmp_path, size) as world:
        await world.until_shown(POKROVSK)
        await world.press(str(number))
        pane = PANES[number - 1]
        await world.until_focused(pane)
        before = world.visible
        await world.press("z")
        await world.until_visible(pane)
        await world.until(lambda: world.pane(pane).size.width >= size[0] - 4, "as wide as can be")
        await world.press("z")
        await world.until_visible(*before)
        await world.press("z")
        await world.until_visible(pane)
        await world.press("escape")
        await world.until_visible(*before)
        assert world.focused is pane


async def test_minus_goes_to_the_city_looked_at_before(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        second = world.city_ids[1]
        await world.press("j")
        await world.until_shown(second)
        await world.press("minus")
        await world.until_shown(POKROVSK)
        await world.press("minus")
        await world.until_shown(second)


async def test_minus_says_that_no_other_city_was_looked_at(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("minus")
        await world.until(lambda: world.app._notifications, "it is said")
        assert world.cursor == POKROVSK


async def test_escape_leaves_a_pane_for_the_list(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("4")
        await world.until_focused(ClaimFeed)
        await world.press("escape")
        await world.until_focused(CityList)


async def test_q_quits_with_exit_code_0(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("q")
        await world.until(lambda: not world.app.is_running, "it ended")
    assert world.app.return_code == 0
    assert world.app.return_value == 0


async def test_a_city_named_at_the_start_is_opened_over_the_monitor(tmp_path: Path) -> None:
    async with open_world(tmp_path, place="kramatorsk") as world:
        await world.until_on(CityScreen)
        await world.until_shown("kramatorsk")
        await world.press("escape")
        await world.until_on(MonitorScreen)
        await world.until_cursor("kramatorsk")


@pytest.mark.parametrize("theme", ["mono", "ansi"])
async def test_a_status_is_found_by_its_letter_where_there_is_no_colour(
    tmp_path: Path, theme: str
) -> None:
    async with open_world(tmp_path, MEDIUM, theme=theme) as world:
        await world.until_shown(POKROVSK)
        seen = set()
        for row in world.snapshot.rows:
            status = row.summary.status
            if status in seen:
                continue
            seen.add(status)
            world.pane(CityList).select(row.place.id)
            await world.until_cursor(row.place.id)
            mark = UNICODE.status(status, row.summary.holder).text
            letter = mark[1] if row.summary.holder is None else row.summary.holder[0]
            assert mark[0] + letter in world.cursor_line
        assert seen >= {
            ControlStatus.OCCUPIED,
            ControlStatus.CONTESTED,
            ControlStatus.OUTSIDE,
            ControlStatus.HELD,
        }


async def test_what_is_unknown_is_never_shown_as_0(tmp_path: Path) -> None:
    async with open_world(tmp_path, WIDE) as world:
        await world.until_shown(POKROVSK)
        for row in world.snapshot.rows:
            world.pane(CityList).select(row.place.id)
            line = world.cursor_line
            if row.share is None:
                assert "%" not in line
            elif row.share == 0:
                assert " 0%" in line
            else:
                assert " 0%" not in line


@pytest.mark.parametrize("theme", ["dark", "light", "ansi", "mono"])
async def test_a_theme_reaches_the_frames_as_well_as_the_text(tmp_path: Path, theme: str) -> None:
    async with open_world(tmp_path, theme=theme) as world:
        await world.until_shown(POKROVSK)
        wanted = next(known for known in THEMES if known.name == theme)
        background, border = wanted.background or "", wanted.variables["border"]
        for pane in world.screen.query(Pane):
            assert pane.styles.background == Color.parse(background)
            assert pane.styles.border_title_background == Color.parse(background)
        assert world.pane(CityList).styles.border_top[1] == Color.parse(border)


async def test_a_city_that_was_never_looked_at_is_not_the_last_place(tmp_path: Path) -> None:
    async with open_world(tmp_path, place="kramatorsk") as world:
        await world.until_on(CityScreen)
        await world.press("escape")
        await world.until_on(MonitorScreen)
        await world.until_shown("kramatorsk")
        await world.press("minus")
        await world.until(lambda: world.app._notifications, "there is no last place yet")
        assert world.cursor == "kramatorsk"


@pytest.mark.parametrize("theme", ["ansi", "mono"])
async def test_a_theme_for_slow_links_sends_the_terminal_s_own_colours(
    tmp_path: Path, theme: str
) -> None:
    async with open_world(tmp_path, MEDIUM, theme=theme) as world:
        await world.until_shown(POKROVSK)
        segments = [part for strip in world.screen._compositor.render_strips() for part in strip]
        styles = [part.style for part in segments if part.style is not None]
        colours = {colour for style in styles for colour in (style.color, style.bgcolor) if colour}
        assert styles
        assert {colour.type for colour in colours} <= {ColorType.DEFAULT, ColorType.STANDARD}
        if theme == "mono":
            assert all(colour.is_default for colour in colours)
