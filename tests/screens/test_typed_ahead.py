"""Keys that come faster than what they open: none is lost, none is taken for another."""

from pathlib import Path

import pytest
from rich.style import Style
from textual.command import CommandList
from textual.events import AppBlur, AppFocus, Click, Key, Paste
from textual.screen import Screen
from textual.widgets import Input

from tests.screens.world import World, open_world
from tests.test_seams import modules_of
from tui.screens.city import CityScreen
from tui.screens.command_palette import Palette
from tui.screens.feed import FeedScreen
from tui.screens.leaving import LeftOnce
from tui.screens.monitor import MonitorScreen
from tui.screens.sources import SourcesScreen
from widgets.city_list import CityList
from widgets.feed_list import FeedList

POKROVSK = "pokrovsk"


def type_at_once(world: World, *keys: str) -> None:
    """Let all keys wait before the first is looked at."""
    for key in keys:
        world.app.post_message(Key(key, " " if key == "space" else key if len(key) == 1 else None))


def click_on_row(commands: CommandList, row: int) -> None:
    """Let a click wait that was made on a row as it was drawn."""
    x, y = commands.region.offset
    style = Style(meta={"option": row})
    click = Click(commands, 1, 1, 0, 0, 1, False, False, False, x + 1, y + 1, style)
    commands.post_message(click)


@pytest.mark.parametrize("opening", ["S", "c", "m", "question_mark", "enter", "ctrl+p"])
@pytest.mark.parametrize("closing", ["escape", "q"])
async def test_a_screen_is_left_before_it_stands(
    tmp_path: Path, opening: str, closing: str
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        for _ in range(3):
            type_at_once(world, opening, *([closing] if opening != "ctrl+p" else ["escape"]))
        await world.until_on(MonitorScreen)
        await world.until_focused(CityList)
        await world.press("j")
        await world.until(lambda: world.cursor != POKROVSK, "keys act on the list again")


async def test_a_word_is_typed_before_its_line_is_open(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        type_at_once(world, "slash", *"chasz", "backspace", "enter", "enter", "q", "escape")
        await world.until(lambda: world.cursor == "chasiv-yar", "the filter was typed")
        await world.until_on(MonitorScreen)


async def test_input_after_the_last_screen_is_gone_does_nothing(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
    assert world.app.screen_stack == []
    for late in (Key("j", "j"), Paste("word"), AppBlur(), AppFocus()):
        await world.app.on_event(late)
    assert world.app.exit_line == ""


async def test_a_search_is_typed_before_the_feed_is_open(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        type_at_once(world, "c", "slash", *"qquiet", "enter")
        await world.until_on(FeedScreen)
        await world.until_in_title(FeedList, "qquiet")


async def test_the_claims_of_a_city_are_asked_for_before_it_is_read(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown(POKROVSK)
        second = world.city_ids[1]
        type_at_once(world, "j", "enter", "c")
        await world.until_on(FeedScreen)
        await world.until_in_title(FeedList, f"place:{second}")
        await world.press("escape")
        await world.until_on(CityScreen)
        await world.until_shown(second)
        world.app.open_city(POKROVSK)
        type_at_once(world, "c")
        await world.until_on(FeedScreen)
        await world.until_in_title(FeedList, f"place:{POKROVSK}")


async def test_a_city_is_named_before_the_palette_is_open(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        type_at_once(world, "ctrl+p", *"asof", "space", *"2025-11-03")
        await world.until_on(Palette)
        line = world.screen.query_one(Input)
        await world.until(lambda: line.value == "asof 2025-11-03", "every letter is in the line")


async def test_what_is_closed_twice_closes_nothing_else(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("S")
        await world.until_on(SourcesScreen)
        await world.press("question_mark")
        await world.until(lambda: not isinstance(world.screen, SourcesScreen), "help is open")
        top = world.screen
        top.dismiss()
        top.dismiss()
        await world.until_on(SourcesScreen)


async def test_the_palette_is_opened_while_it_is_being_taken_away(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        type_at_once(world, "ctrl+p", "escape", "ctrl+p", "escape", "ctrl+p", "ctrl+p")
        await world.until_on(Palette)
        await world.press("escape")
        await world.until_on(MonitorScreen)


async def test_a_click_on_a_command_that_has_gone_since_chooses_nothing(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("ctrl+p")
        await world.until_on(Palette)
        commands = world.screen.query_one(CommandList)
        await world.until(lambda: commands.option_count > 1, "commands are listed")
        click_on_row(commands, 999)
        await world.write("asof 2025-11-03")
        await world.until(lambda: commands.option_count == 1, "the palette goes on")
        click_on_row(commands, 1)
        click_on_row(commands, 0)
        await world.until_on(MonitorScreen)
        await world.until(lambda: "3 Nov" in world.text, "a click on one that is there chooses it")


def test_every_screen_closes_only_itself() -> None:
    for name in modules_of("tui/screens"):
        __import__(name)
    ours = [kind for kind in _kinds_of(Screen) if kind.__module__.startswith("tui.")]
    assert len(ours) > 8
    assert [kind.__name__ for kind in ours if not issubclass(kind, LeftOnce)] == []


def _kinds_of(kind: type) -> list[type]:
    direct: list[type] = kind.__subclasses__()
    return [below for sub in direct for below in (sub, *_kinds_of(sub))]


@pytest.mark.parametrize("keys", [("slash",), ("ctrl+p",), ("colon",), ("c", "slash"), ("c", "a")])
async def test_a_line_that_waits_for_words_sends_nothing(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press(*keys)
        await world.until(lambda: world.screen.query(Input), "a line is open")
        assert not any(line.cursor_blink for line in world.screen.query(Input))
