"""What the palette offers for the words typed, and that every offer can be taken."""

from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette, DiscoveryHit, Hit
from textual.screen import ModalScreen
from textual.widgets import OptionList

from situation.periods import Viewpoint, end_of_day
from tests.screens.world import World, open_world, second_start
from tests.situation.records import make_place, make_reading
from tui.command import Scope
from tui.commands import COMMANDS
from tui.palette import CommandProvider
from tui.screens.city import CityScreen

POKROVSK = "pokrovsk"
HOSTILE_NAMES = (
    "[/]",
    "[/b] [b]loud",
    "[link=file:///nowhere]here[/link]",
    "[@click=app.quit]press[/]",
    "[ @click=app.quit]press",
)


async def offers(world: World, words: str) -> list[Hit]:
    """The hits for some words, best first."""
    provider = CommandProvider(world.screen)
    found = [hit async for hit in provider.search(words) if isinstance(hit, Hit)]
    return sorted(found, key=lambda hit: -hit.score)


def prompts(hits: list[Any]) -> list[str]:
    return [str(hit.prompt) for hit in hits]


async def test_everything_that_works_here_is_offered_before_a_word(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        provider = CommandProvider(world.screen)
        found = [hit async for hit in provider.discover() if isinstance(hit, DiscoveryHit)]
        offered = " ".join(prompts(found))
        for name in ("filter", "sort", "zoom", "help", "now", "quit"):
            command = next(command for command in COMMANDS if command.label == name)
            assert f"{command.label}  {command.shown}" in offered


async def test_a_city_screen_offers_no_command_of_the_monitor(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        world.app.open_city(POKROVSK)
        await world.until_on(CityScreen)
        here = (Scope.EVERYWHERE, Scope.CITY)
        helps = {command.help for command in COMMANDS if command.scope in here}
        provider = CommandProvider(world.screen)
        found = [hit async for hit in provider.discover() if isinstance(hit, DiscoveryHit)]
        assert found
        assert {hit.help for hit in found} <= helps


@pytest.mark.parametrize("words", ["pokr", "POKROVSK", "krasnoarm", "Красноарм", "покровськ"])
async def test_a_city_is_found_by_any_name(tmp_path: Path, words: str) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        assert any(prompt.startswith("Pokrovsk ") for prompt in prompts(await offers(world, words)))


@pytest.mark.parametrize("words", ["Kamianske", "каменск"])
async def test_both_cities_of_one_name_are_offered_with_their_regions(
    tmp_path: Path, words: str
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        assert {
            "Kamianske  Dnipropetrovsk oblast",
            "Kamianske  Zaporizhzhia oblast",
        } <= set(prompts(await offers(world, words)))


@pytest.mark.parametrize("words", ["Kamianske, Zap", "каменское zaporizhzhia"])
async def test_a_region_behind_a_name_tells_one_of_two_namesakes(
    tmp_path: Path, words: str
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        (only,) = await offers(world, words)
        assert str(only.prompt) == "Kamianske  Zaporizhzhia oblast"


@pytest.mark.parametrize(
    ("words", "day", "is_known"),
    [
        ("asof 2025-11-03", 3, False),
        ("as of 2025-11-03", 3, False),
        ("ASOF 2025-11-03", 3, False),
        ("known 2025-11-04", 4, True),
        ("known at 2025-11-04", 4, True),
    ],
)
async def test_a_time_is_the_first_offer_and_keeps_the_other_time(
    tmp_path: Path, words: str, day: int, *, is_known: bool
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        before = world.app.viewpoint
        wanted = end_of_day(before.valid_at.date().replace(day=day))
        best = (await offers(world, words))[0]
        best.command()
        after = world.app.viewpoint
        assert (after.known_at if is_known else after.valid_at) == wanted
        assert (after.valid_at if is_known else after.known_at) == (
            before.valid_at if is_known else before.known_at
        )


async def test_now_is_a_time_that_moves_on(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)

        async def choose(words: str) -> Viewpoint:
            (await offers(world, words))[0].command()
            return world.app.viewpoint

        day = world.app.viewpoint.valid_at
        assert (await choose("known now")).known_at is None
        held = (await choose("known 2025-11-04")).known_at
        assert held is not None
        assert await choose("known now") == Viewpoint(valid_at=day)
        await choose("known 2025-11-04")
        assert (await choose("asof now")).known_at == held
        await world.until(lambda: "NOT LIVE" in world.top_line, "what is known is held back")
        await choose("known now")
        await world.until(lambda: "live" in world.top_line.split(), "both are now")


@pytest.mark.parametrize("words", ["asof ", "asof never", "known [b]", "asof 2025-13-99"])
async def test_what_is_no_time_is_said_to_be_none_and_nothing_else_is_offered(
    tmp_path: Path, words: str
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        before = world.app.viewpoint
        (only,) = await offers(world, words)
        assert str(only.prompt).startswith("not a time:")
        only.command()
        assert world.app.viewpoint == before
        await world.until(lambda: world.app._notifications, "it is said why")


async def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        for words in ("[/]", "[@click=app.bell]x[/]", "\x1b]0;x\x07", "((((", "\\", "%s{0}$"):
            assert isinstance(await offers(world, words), list)


async def test_cities_with_hostile_names_are_offered_as_they_are_written(tmp_path: Path) -> None:
    opened = await second_start(tmp_path / "hostile.db")
    for number, name in enumerate(HOSTILE_NAMES):
        place = make_place(f"evil-{number}", name=f"{name} evil", lat=48.0, lon=37.0)
        reading = make_reading(f"evil-{number}", place=place.id, source="deepstate")
        await opened.store.append((place, reading), author="test")
    async with open_world(tmp_path, opened=opened, viewpoint=None) as world:
        await world.until(lambda: world.snapshot.rows, "the cities are read")
        await world.press("ctrl+p")
        await world.until_on(CommandPalette)
        await world.write("evil")
        await world.until(
            lambda: all(name in offered_in(world) for name in HOSTILE_NAMES), "all are offered"
        )
    await opened.store.close()


@pytest.mark.parametrize("keys", [["question_mark"], ["c", "f"], ["c", "a"]])
async def test_over_a_question_there_is_no_palette_that_offers_nothing(
    tmp_path: Path, keys: list[str]
) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press(*keys)
        await world.until(lambda: isinstance(world.screen, ModalScreen), "it is open")
        question = world.screen
        await world.press("ctrl+p")
        await world.until(lambda: world.app._notifications, "it is said why not")
        assert world.screen is question


def offered_in(world: World) -> str:
    """What the open palette lists."""
    options = world.screen.query_one(OptionList).options
    return "\n".join(str(option.prompt) for option in options)
