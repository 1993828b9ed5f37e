"""Finding a city: the filter takes any spelling, keeps or drops what it found, and goes round."""

from pathlib import Path

from tests.screens.world import World, open_world
from tui.screens.filter_line import FilterLine
from widgets.city_list import CityList

POKROVSK = "pokrovsk"


async def filter_for(world: World, words: str) -> None:
    await world.until_shown(POKROVSK)
    await world.press("slash")
    await world.until(lambda: world.screen.query_one(FilterLine).has_focus, "the line takes keys")
    await world.write(words)


async def test_any_spelling_finds_a_city_and_enter_keeps_what_was_found(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "krasnoarm")
        await world.until(lambda: world.city_ids == [POKROVSK], "only Pokrovsk is listed")
        await world.press("enter")
        await world.until(lambda: not world.screen.query(FilterLine), "the line is gone")
        assert world.city_ids == [POKROVSK]
        assert world.focused is CityList
        assert "krasnoarm" in world.title(CityList)


async def test_cyrillic_words_are_typed_as_well(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "красноармійськ")
        await world.until(lambda: world.city_ids == [POKROVSK], "only Pokrovsk is listed")


async def test_n_goes_round_the_matches(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "pokrov")
        await world.press("enter")
        await world.until(lambda: 1 < len(world.city_ids) < 9, "some match")
        matches = world.city_ids
        await world.until_cursor(POKROVSK)
        start = matches.index(POKROVSK)
        round_trip = [*matches[start + 1 :], *matches[: start + 1]]
        for wanted in round_trip:
            await world.press("n")
            await world.until_cursor(wanted)
        await world.press("N")
        await world.until_cursor(round_trip[-2])


async def test_escape_drops_the_filter_and_keeps_the_cursor(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "kramatorsk")
        await world.until(lambda: world.city_ids == ["kramatorsk"], "only Kramatorsk is listed")
        await world.press("escape")
        await world.until(lambda: len(world.city_ids) == len(world.snapshot.rows), "all again")
        assert not world.screen.query(FilterLine)
        assert world.focused is CityList
        await world.until_shown("kramatorsk")
        assert world.cursor == "kramatorsk"


async def test_escape_drops_a_filter_that_was_kept(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "kramatorsk")
        await world.press("enter")
        await world.until_focused(CityList)
        await world.press("escape")
        await world.until(lambda: len(world.city_ids) == len(world.snapshot.rows), "all again")


async def test_no_match_says_so_and_how_to_go_on(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "[b]nowhere")
        await world.until(lambda: not world.city_ids, "no city matches")
        shown = world.pane_text(CityList)
        assert "[b]nowhere" in shown
        assert "esc" in shown
        await world.press("enter", "enter", "n", "minus", "j")
        await world.press("escape")
        await world.until(lambda: len(world.city_ids) == len(world.snapshot.rows), "all again")
        await world.until_shown(POKROVSK)


async def test_the_filter_holds_while_the_day_changes(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "kramatorsk")
        await world.press("enter", "left_square_bracket")
        await world.until(lambda: world.snapshot.viewpoint.valid_at.day == 4, "a day back")
        assert world.city_ids == ["kramatorsk"]


async def test_keys_of_commands_are_letters_while_typing(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await filter_for(world, "qszn")
        await world.until(lambda: world.screen.query_one(FilterLine).value == "qszn", "as typed")
        assert world.app.is_running
