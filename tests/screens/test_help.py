"""The help lists what works where it was called; the palette runs it."""

from pathlib import Path

from textual.command import CommandList, CommandPalette
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from situation.vocabulary import ControlStatus
from tests.screens.world import PACK_DAY, World, open_world
from tui.command import Scope
from tui.commands import COMMANDS
from tui.screens.city import CityScreen
from tui.screens.help import HelpScreen
from tui.screens.monitor import MonitorScreen
from widgets.glyphs import ASCII, UNICODE, Glyphs

POKROVSK = "pokrovsk"


async def open_help(world: World) -> str:
    """The whole sheet, what is scrolled out of sight as well."""
    await world.press("question_mark")
    await world.until_on(HelpScreen)
    return str(world.screen.query_one("#sheet Static", Static).content)


def missing(sheet: str, *scopes: Scope) -> list[str]:
    commands = [command for command in COMMANDS if command.scope in scopes]
    return [command.name for command in commands if command.help not in sheet]


async def test_the_help_lists_the_keys_of_the_monitor(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        sheet = await open_help(world)
        hidden = missing(sheet, Scope.EVERYWHERE, Scope.MONITOR)
        # The list's own enter stands before the screen's.
        assert set(hidden) <= {"open_city"}
        for command in COMMANDS:
            if command.name not in hidden and command.scope in (Scope.EVERYWHERE, Scope.MONITOR):
                assert command.shown in sheet
        await world.press("escape")
        await world.until_on(MonitorScreen)


async def test_the_help_of_a_city_has_no_keys_of_the_monitor(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("enter")
        await world.until_on(CityScreen)
        sheet = await open_help(world)
        assert missing(sheet, Scope.EVERYWHERE, Scope.CITY) == []
        assert "sort the cities" not in sheet
        await world.press("q")
        await world.until_on(CityScreen)


async def sheet_with(tmp_path: Path, glyphs: Glyphs) -> str:
    async with open_world(tmp_path, glyphs=glyphs) as world:
        await world.until_shown(POKROVSK)
        return await open_help(world)


async def test_the_help_explains_every_mark(tmp_path: Path) -> None:
    for glyphs, name in ((UNICODE, "unicode"), (ASCII, "ascii")):
        folder = tmp_path / name
        folder.mkdir()
        sheet = await sheet_with(folder, glyphs)
        assert all(glyphs.status(status).text in sheet for status in ControlStatus)
        assert "not measured" in sheet


async def test_ascii_help_is_ascii(tmp_path: Path) -> None:
    assert (await sheet_with(tmp_path, ASCII)).isascii()


async def test_the_lines_at_the_top_and_the_foot_are_ascii_as_well(tmp_path: Path) -> None:
    async with open_world(tmp_path, glyphs=ASCII) as world:
        await world.until_shown(POKROVSK)
        lines = world.text.splitlines()
        assert lines[0].isascii()
        assert lines[-1].isascii()


async def test_the_help_scrolls_to_its_end(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await open_help(world)
        sheet = world.screen.query_one("#sheet", VerticalScroll)
        assert "eighths" not in world.text
        await world.press("j", "k", *["ctrl+d"] * (1 + int(sheet.max_scroll_y) // 10))
        await world.until(lambda: sheet.scroll_offset.y == sheet.max_scroll_y, "it scrolls")
        await world.until(lambda: "eighths" in world.text, "the last line is in sight")


async def test_keys_of_the_program_do_no_harm_in_the_help(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await open_help(world)
        await world.press("ctrl+p", "colon", "tab", "1", "z", "enter", "slash", "equals_sign")
        await world.until(lambda: world.app.is_running, "it goes on")
        assert not world.app.exit_line


async def test_the_palette_finds_a_command(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await run_in_palette(world, "zoom", "zoom")
        await world.until(lambda: len(world.visible) == 1, "zoomed")


async def test_the_palette_finds_a_city_in_any_spelling(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await run_in_palette(world, "slavyansk", "Sloviansk")
        await world.until_on(CityScreen)
        await world.until_shown("sloviansk")
        await run_in_palette(world, "краматорськ", "Kramatorsk", shown="sloviansk")
        await world.until_shown("kramatorsk")
        await world.press("escape")
        await world.until_on(MonitorScreen)


async def test_the_palette_goes_to_a_day_and_to_what_was_known(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await run_in_palette(world, "asof 2025-11-03", "3 Nov 2025")
        await world.until(lambda: world.snapshot.viewpoint.valid_at.day == 3, "as of 3 November")
        await run_in_palette(world, "known 2025-11-05", "5 Nov 2025")
        await world.until(lambda: world.snapshot.viewpoint.known_at, "as known on the 5th")
        viewpoint = world.snapshot.viewpoint
        assert viewpoint.known_at is not None
        assert (viewpoint.valid_at.day, viewpoint.known_at.day) == (3, 5)
        assert "known" in world.top_line


async def test_the_palette_reads_times_by_the_program_s_clock(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await run_in_palette(world, "asof yesterday", "as of")
        await world.until(
            lambda: str(world.snapshot.viewpoint.valid_at.date()) == "2025-11-04",
            "the day before the clock's",
        )


async def test_a_time_that_cannot_be_read_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await open_palette(world, "asof [b]never")
        await world.until(lambda: "not a time: [b]never" in first_offer(world), "it is refused")
        await world.press("enter", "escape", "escape")
        await world.until_on(MonitorScreen)
        assert world.app.viewpoint == PACK_DAY


async def run_in_palette(world: World, words: str, offered: str, *, shown: str = POKROVSK) -> None:
    """Type words into the palette and take what it offers first."""
    await world.until_shown(shown)
    await open_palette(world, words)
    await world.until(lambda: offered in first_offer(world), f"{offered} is offered first")
    await world.press("enter")


async def open_palette(world: World, words: str) -> None:
    await world.press("colon")
    await world.until_on(CommandPalette)
    await world.write(words)
    await world.until(lambda: world.screen.query_one(Input).value == words, "as typed")


def first_offer(world: World) -> str:
    return str(world.screen.query_one(CommandList).get_option_at_index(0).prompt)
