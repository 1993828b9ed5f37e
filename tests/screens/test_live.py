"""What others record appears by itself, waits while paused, and never moves the cursor."""

import asyncio
from asyncio import Event
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from situation.model import Claim
from situation.store import open_store
from situation.store.base import Store
from tests.conftest import NOW
from tests.screens.world import World, open_world
from tests.situation.records import Clock, make_claim
from tui.messages import StoreGrew
from tui.screens.city import CityScreen
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.statistics import Statistics

POKROVSK = "pokrovsk"
LIVES_ON = (120, 40)


def new_claim(claim_id: str = "t:new", text: str = "") -> Claim:
    words = text or f"Said as {claim_id}."
    return make_claim(claim_id, source="nyt", text=words, said_at=NOW)


async def append_elsewhere(folder: Path, *claims: Claim) -> None:
    """Record claims by another connection to the store that the application has open."""
    store = open_store(folder / "world.db", clock=lambda: NOW + timedelta(minutes=1))
    try:
        await store.append(claims, author="test")
    finally:
        await store.close()


def listed(world: World) -> list[str]:
    return [view.claim.id for view in world.pane(ClaimFeed).rows.items]


async def until_listed(world: World, claim_id: str) -> None:
    await world.until(lambda: claim_id in listed(world), f"{claim_id} is listed by itself")


async def test_what_another_appends_appears_by_itself(tmp_path: Path) -> None:
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        before = len(listed(world))
        await append_elsewhere(tmp_path, new_claim())
        await until_listed(world, "t:new")
        assert len(listed(world)) == before + 1
        assert f" {before + 1} " in world.title(ClaimFeed)
        assert world.cursor == POKROVSK
        assert world.focused is CityList


async def test_an_append_moves_neither_cursor_nor_view(tmp_path: Path) -> None:
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        await world.press("4")
        await world.until_focused(ClaimFeed)
        await world.press(*"jjjjj")
        feed = world.pane(ClaimFeed)
        held, line = feed.rows.highlighted_key, cursor_line_number(feed)
        await append_elsewhere(tmp_path, *(new_claim(f"t:{number}") for number in range(9)))
        await until_listed(world, "t:8")
        assert listed(world).index("t:8") < listed(world).index(held or ""), "it came above"
        assert feed.rows.highlighted_key == held
        assert cursor_line_number(feed) == line
        assert world.cursor == POKROVSK


def cursor_line_number(feed: ClaimFeed) -> int:
    lines = [feed.rows.render_line(y).text for y in range(feed.rows.size.height)]
    return next(number for number, line in enumerate(lines) if line.startswith("▌"))


async def test_pause_holds_back_and_lets_through(tmp_path: Path) -> None:
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        revision = world.snapshot.info.revision
        await world.press("space")
        await world.until(lambda: "paused" in world.top_line, "it says that it is paused")
        said = world.top_line
        await append_elsewhere(tmp_path, new_claim())
        await world.until(lambda: world.top_line != said, "it says that something waits")
        assert world.snapshot.info.revision == revision
        assert "t:new" not in listed(world)
        await world.press("space")
        await until_listed(world, "t:new")
        assert "paused" not in world.top_line


async def test_a_paused_monitor_answers_the_reader_and_says_that_it_is_paused(
    tmp_path: Path,
) -> None:
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        await world.press("space", "j")
        await world.until_shown(world.city_ids[1])
        assert "paused" in world.top_line
        await world.press("left_square_bracket")
        await world.until(lambda: world.snapshot.viewpoint.valid_at.day == 4, "a day back")
        await world.until(lambda: "paused" in world.top_line, "still paused, and says so")


async def test_a_paused_reader_who_moves_sees_nothing_that_waits_and_is_still_live(
    tmp_path: Path,
) -> None:
    async with open_world(tmp_path, LIVES_ON, viewpoint=None) as world:
        await world.until(lambda: world.snapshot.live and listed(world), "live")
        await world.press("space")
        await append_elsewhere(tmp_path, new_claim())
        await world.until(lambda: "(something does)" in world.top_line, "something waits")
        said, before = world.top_line, world.snapshot
        first, second = world.cursor, world.city_ids[world.city_ids.index(world.cursor or "") + 1]
        await world.press("j")
        await world.until_shown(second)
        await world.press("r", "k")
        await world.until(lambda: world.detail.row.place.id == first, "back again")
        assert world.snapshot == before
        assert "t:new" not in listed(world)
        assert world.top_line == said
        await world.press("space")
        await until_listed(world, "t:new")


async def test_what_is_recorded_while_paused_is_said_to_wait_as_well(tmp_path: Path) -> None:
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        await world.press("space")

        async def act(store: Store) -> object:
            return await store.append([new_claim()], author="me")

        world.app.record(act, "recorded")
        waits = "recorded (seen when it is no longer paused: space)"
        await world.until(
            lambda: waits in {told.message for told in world.app._notifications}, "it says so"
        )


async def test_a_sync_leaves_standing_that_it_is_paused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_ended = asyncio.Event()

    class Sync:
        def __init__(self, _store: str, _pack: object, told: Callable[[str], None]) -> None:
            self._told = told

        async def run(self, _connectors: object) -> int:
            self._told("one source")
            await is_ended.wait()
            return 0

    monkeypatch.setattr("tui.background_sync.BackgroundSync", Sync)
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        await world.press("space")
        await append_elsewhere(tmp_path, new_claim())
        await world.until(lambda: "(something does)" in world.top_line, "something waits")
        said = world.top_line
        world.app.sync_now(None)
        await world.until(lambda: "one source" in world.top_line, "the sync has begun")
        is_ended.set()
        await world.until(lambda: "one source" not in world.top_line, "it has ended")
        assert world.top_line == said


async def test_word_of_growth_that_comes_late_marks_no_view_that_was_let_through(
    tmp_path: Path,
) -> None:
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        world.app.action_pause()
        world.app.post_message(StoreGrew())
        world.app.action_pause()
        await world.press("j")
        await world.until_shown(world.city_ids[1])
        assert "paused" not in world.top_line


async def test_r_reads_the_store_again(tmp_path: Path) -> None:
    clock = Clock(NOW)
    async with open_world(tmp_path, clock=clock) as world:
        await world.until_shown(POKROVSK)
        later = clock.move(minutes=5)
        await world.press("r")
        await world.until(lambda: world.snapshot.taken_at == later, "it was read again")
        assert world.cursor == POKROVSK


async def test_an_open_city_follows_as_well(tmp_path: Path) -> None:
    async with open_world(tmp_path, LIVES_ON) as world:
        await world.until_shown(POKROVSK)
        await world.press("enter")
        await world.until_on(CityScreen)
        await world.until_shown(POKROVSK)
        await append_elsewhere(tmp_path, new_claim())
        await until_listed(world, "t:new")


# Markup, an action, a link, a template, control sequences, a change of direction; and how each
# must look: as it was written.
HOSTILE = {
    "closing": ("[/red] closes nothing", "[/red] closes nothing"),
    "action": ("[@click=app.bell]press[/]", "[@click=app.bell]press[/]"),
    "link": ("[link=https://example.org]here[/link]", "[link=https://example.org]here[/link]"),
    "loud": ("[bold red on white]loud[/]", "[bold red on white]loud[/]"),
    "template": ("$accent {0} %s \\[b]", "$accent {0} %s \\[b]"),
    "title": ("\x1b]0;PWNED\x07 title", "^[]0;PWNED^G title"),
    "screen": ("\x1b[2J\x9b31m screen", "^[[2J›31m screen"),
    "direction": ("\u202egnp.exe", "gnp.exe"),
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_claim_is_shown_as_it_is_written(tmp_path: Path, kind: str) -> None:
    written, shown = HOSTILE[kind]
    async with open_world(tmp_path, (190, 46)) as world:
        await world.until_shown(POKROVSK)
        await append_elsewhere(tmp_path, new_claim(text=written))
        await until_listed(world, "t:new")
        world.pane(ClaimFeed).select("t:new")
        await world.until(lambda: shown in world.text, "it is shown as it is written")
        strips = world.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {190}
        drawn = world.app.export_screenshot()
        assert not [character for character in drawn if ord(character) < 32 and character != "\n"]
        assert "\u202e" not in drawn


async def test_figures_nobody_gave_are_not_shown_as_0(tmp_path: Path) -> None:
    async with open_world(tmp_path, (190, 46)) as world:
        await world.until_shown(POKROVSK)
        await world.press("G")
        await world.until_shown(world.city_ids[-1])
        figures = world.pane_text(Statistics).splitlines()
        assert not [line for line in figures if " 0 " in line]


async def test_a_refresh_with_nothing_new_draws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered: list[object] = []
    drawn: list[object] = []
    clock = Clock(NOW)
    async with open_world(tmp_path, clock=clock) as world:
        await world.until_shown(POKROVSK)
        await world.pilot.pause()
        clock.move(seconds=30)
        display, deliver = world.app._display, world.app._refresher._deliver
        monkeypatch.setattr(world.app._refresher, "_deliver", _noted(delivered, deliver))
        monkeypatch.setattr(world.app, "_display", _noted(drawn, display))
        await world.press("r")
        await world.until(lambda: len(delivered) > 1, "list and city were read again")
        taken = Event()
        world.app.call_later(taken.set)
        await world.until(taken.is_set, "both were taken")
        await world.pilot.pause()
        assert [what for what in drawn if what is not None] == []


def _noted(notes: list[object], act: Callable[..., object]) -> Callable[..., object]:
    """The same act, whose last argument is noted."""

    def noting(*given: object) -> object:
        notes.append(given[-1])
        return act(*given)

    return noting
