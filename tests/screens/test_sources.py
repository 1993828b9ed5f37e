"""The sources' screen: the way there and back, the list, the sheet and what its keys do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from situation.asked_here import NOT_SET_UP
from situation.attempt_records import Outcome
from situation.cast import read_cast
from situation.freshness import Freshness
from situation.opening import Opened
from situation.pack_header import load_header
from situation.source_views import build_sources
from situation.store.base import Store
from tests.screens.world import REFERENCE, World, open_world
from tests.situation.records import Clock
from tests.situation.source_world import HOSTILE, NOTICE, SETUP, STATES, make_attempt, source_store
from tui.app import SitmonApp
from tui.clipboard import CopiedText
from tui.screens.city import CityScreen
from tui.screens.claim import ClaimScreen
from tui.screens.map import MapScreen
from tui.screens.monitor import MonitorScreen
from tui.screens.sources import SourcesScreen
from tui.screens.terms import TermsScreen
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.pane import Pane
from widgets.pane_states import Failed, Loading, Ready, Stale
from widgets.source_list import SourceList
from widgets.source_sheet import SourceSheet

ALL_PANES = (SourceList, SourceSheet)
SOUND = "[sources.acled]\non = false\n"


class Desk:
    """Takes what the screen asks of the application; the sources are read with `SETUP`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.synced: list[str | None] = []
        self.accepted: list[tuple[str, str]] = []
        self.followed: list[bool] = []

    async def deliver(self, app: SitmonApp) -> None:
        cast = await read_cast(self.store, app.viewpoint)
        app.source_overview = await build_sources(
            self.store, app.viewpoint, cast, SETUP, now=self.clock()
        )

    def stand_in(self, patch: pytest.MonkeyPatch) -> None:
        """Answer in the application's place."""

        def follow(app: SitmonApp, *, shown: bool) -> None:
            self.followed.append(shown)
            if shown:
                app.run_worker(self.deliver(app))

        patch.setattr(SitmonApp, "follow_sources", follow)
        patch.setattr(SitmonApp, "sync_now", lambda _app, key: self.synced.append(key))
        patch.setattr(SitmonApp, "accept_terms", lambda _app, *terms: self.accepted.append(terms))


@asynccontextmanager
async def open_sources(
    folder: Path,
    size: tuple[int, int] = REFERENCE,
    *,
    theme: str = "dark",
    glyphs: Glyphs = UNICODE,
) -> AsyncIterator[tuple[World, Desk]]:
    """The sources' screen, read."""
    clock = Clock()
    store = await source_store(folder, clock)
    opened = Opened(store=store, pack=load_header(), created=False)
    desk = Desk(store, clock)
    given: dict[str, Any] = {"theme": theme, "glyphs": glyphs, "clock": clock, "opened": opened}
    with pytest.MonkeyPatch.context() as patch:
        desk.stand_in(patch)
        async with open_world(folder, size, viewpoint=None, **given) as world:
            await world.until(lambda: world.app.snapshot, "the store was read")
            await world.press("S")
            await world.until_on(SourcesScreen)
            await world.until_in_title(SourceList, f"{len(STATES)}")
            yield world, desk
    await store.close()


async def go_to(world: World, source: str) -> None:
    await world.press("1", "g", *("j",) * list(STATES).index(source))
    await world.until(lambda: under_cursor(world) == source, f"the cursor is on {source}")
    await world.until(lambda: source in world.title(SourceSheet), f"the sheet shows {source}")


def under_cursor(world: World) -> str:
    state = world.pane(SourceList).highlighted
    return state.source.id if state else ""


def said(world: World) -> str:
    return "\n".join(notification.message for notification in world.app._notifications)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (190, 46)])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
async def test_every_state_has_room_in_every_layout(
    tmp_path: Path, size: tuple[int, int], glyphs: Glyphs
) -> None:
    async with open_sources(tmp_path, size, theme="mono", glyphs=glyphs) as (world, _):
        await world.until_visible(*ALL_PANES)
        seen = world.text
        await world.press("G")
        await world.until(lambda: under_cursor(world) == "nyt", "the last source is reached")
        await world.pilot.pause()
        seen += world.text
        for word in set(STATES.values()):
            assert word in seen
        if glyphs.plain:
            assert [char for char in seen if not char.isascii()] == []


async def test_a_tiny_terminal_shows_the_list_and_the_sheet_when_asked(tmp_path: Path) -> None:
    async with open_sources(tmp_path, (50, 12)) as (world, _):
        await world.until_visible(SourceList)
        await world.press("enter")
        await world.until_focused(SourceSheet)
        await world.until(lambda: SourceSheet in world.visible, "the sheet has room")
        assert "state" in world.pane_text(SourceSheet)


async def test_from_city_and_monitor_and_back_again(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40), place="pokrovsk") as world:
        for key, screen in (("escape", CityScreen), ("q", MonitorScreen)):
            await world.until_on(screen)
            await world.press("S")
            await world.until_on(SourcesScreen)
            await world.until(
                lambda: isinstance(world.pane(SourceList).state, Ready), "the sources were read"
            )
            await world.press(key)
            await world.until_on(screen)
            if screen is CityScreen:
                await world.press("escape")


@pytest.mark.parametrize(
    ("keys", "screen"), [(("m",), MapScreen), (("enter", "4", "enter"), ClaimScreen)]
)
async def test_from_map_and_claim_and_back(
    tmp_path: Path, keys: tuple[str, ...], screen: type[Screen[None]]
) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown("pokrovsk")
        for key in keys:
            await world.press(key)
            await world.pilot.pause()
        await world.until_on(screen)
        await world.press("S")
        await world.until_on(SourcesScreen)
        await world.press("escape")
        await world.until_on(screen)


async def test_the_sheet_follows_the_cursor_and_enter_reads_it(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, _):
        await go_to(world, "partial-list")
        assert "partial: 4 of 169 items could not be used" in world.pane_text(SourceSheet)
        await world.press("enter")
        await world.until_focused(SourceSheet)
        await world.press("ctrl+d")
        await world.until(
            lambda: HOSTILE in world.pane_text(SourceSheet), "the rejected items are in view"
        )
        await world.press("escape")
        await world.until_focused(SourceList)
        assert under_cursor(world) == "partial-list"


async def test_what_a_source_is_made_from_is_told_in_words(tmp_path: Path) -> None:
    async with open_sources(tmp_path, (190, 46)) as (world, _):
        await go_to(world, "fresh-map")
        told = " ".join(world.pane_text(SourceSheet).split())
        assert "made from deepstate, nyt: agreement with these is not independent" in told


async def test_sync_is_of_all_and_trying_of_one(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, desk):
        await world.press("R")
        await go_to(world, "broken-feed")
        await world.press("t")
        await world.until(lambda: desk.synced == [None, "down"], "both were asked for")


@pytest.mark.parametrize(
    ("source", "why"),
    [("unwanted-feed", "off in the settings"), ("nyt", "nothing here fetches it")],
)
async def test_what_is_not_asked_is_not_tried_and_says_why(
    tmp_path: Path, source: str, why: str
) -> None:
    async with open_sources(tmp_path) as (world, desk):
        await go_to(world, source)
        await world.press("t")
        await world.until(lambda: why in said(world), "the reason is said")
        assert desk.synced == []


@pytest.mark.parametrize(
    ("key", "accepted"), [("Y", [("licensed", NOTICE)]), ("escape", []), ("q", [])]
)
async def test_terms_are_shown_whole_and_accepted_by_one_key_only(
    tmp_path: Path, key: str, accepted: list[tuple[str, str]]
) -> None:
    async with open_sources(tmp_path) as (world, desk):
        await go_to(world, "licensed-map")
        await world.press("A")
        await world.until_on(TermsScreen)
        await world.pilot.pause()
        assert NOTICE in world.text
        await world.press("enter", key)
        await world.until_on(SourcesScreen)
        assert desk.accepted == accepted


async def test_without_terms_there_is_nothing_to_accept(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, desk):
        await go_to(world, "broken-feed")
        await world.press("A")
        await world.until(lambda: "no terms" in said(world), "that is said")
        assert desk.accepted == []


async def test_the_address_is_shown_and_copied_as_text(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, _):
        await go_to(world, "fresh-map")
        await world.press("o")
        await world.until_on(CopiedText)
        assert world.app.clipboard == "https://example.org/map"
        await world.press("escape")
        await world.until_on(SourcesScreen)
        await world.press("y")
        await world.until(lambda: "clipboard" in said(world), "copying is said")
        await go_to(world, "nyt")
        await world.press("y")
        await world.until(lambda: "no link" in said(world), "a source without a link says so")


async def test_zoom_gives_one_pane_the_screen_and_esc_takes_it_back(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, _):
        await world.press("z")
        await world.until_visible(SourceList)
        await world.press("2")
        await world.until_visible(SourceSheet)
        await world.press("escape")
        await world.until_visible(*ALL_PANES)


async def test_other_pane_keys_say_where_those_panes_are(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, _):
        await world.press("5")
        await world.until(lambda: "esc goes back" in said(world), "that is said")


async def test_a_failing_store_leaves_what_was_read_and_marks_it(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, _):
        before = world.pane_text(SourceList)
        world.app.failure = "the store is busy"
        await world.until(
            lambda: all(isinstance(world.pane(kind).state, Stale) for kind in ALL_PANES),
            "both panes are marked",
        )
        assert world.pane_text(SourceList) == before
        for pane in map(world.pane, ALL_PANES):
            pane.set_loading()
        world.app.failure = "the store is gone"
        await world.until(
            lambda: all(isinstance(world.pane(kind).state, Failed) for kind in ALL_PANES),
            "both panes have failed",
        )
        assert "the store is gone" in world.text


async def test_until_they_are_read_the_panes_say_loading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SitmonApp, "follow_sources", lambda _app, *, shown: None)
    async with open_world(tmp_path) as world:
        await world.until(lambda: world.app.snapshot, "the store was read")
        await world.press("S")
        await world.until_on(SourcesScreen)
        assert all(isinstance(world.pane(kind).state, Loading) for kind in ALL_PANES)
        await world.press("o", "t", "A")
        await world.until(lambda: "no source is under" in said(world), "nothing is acted on")


async def test_newer_attempts_are_drawn_where_they_stand(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, desk):
        await go_to(world, "silent-feed")
        desk.clock.move(days=2)
        await desk.deliver(world.app)
        await world.until(lambda: "stale" in world.title(SourceList), "two days are told")
        assert under_cursor(world) == "silent-feed"
        assert "fresh  " not in world.pane_text(SourceList)


async def test_the_screen_says_when_it_opens_and_when_it_closes(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, desk):
        assert desk.followed == [True]
        await world.press("escape")
        await world.until_on(MonitorScreen)
        await world.until(lambda: desk.followed == [True, False], "nobody looks any more")


async def test_the_sources_are_followed_again_after_they_were_closed_above(tmp_path: Path) -> None:
    async with open_sources(tmp_path) as (world, desk):
        first = world.screen
        world.app.open_city("pokrovsk")
        await world.until_on(CityScreen)
        await world.press("S")
        await world.until_on(SourcesScreen)
        await world.press("escape")
        await world.until_on(CityScreen)
        await world.until(lambda: not desk.followed[-1], "nobody looks any more")
        await world.press("escape")
        await world.until(lambda: world.screen is first, "the first is shown again")
        await world.until(lambda: desk.followed[-1], "and followed")


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of settings that the monitor reads."""
    file = tmp_path / "config.toml"
    put(file, SOUND)
    monkeypatch.setenv("SITMON_CONFIG", str(file))
    return file


async def test_settings_that_become_faulty_are_told_above_the_list_they_gave(
    tmp_path: Path, own_settings: Path
) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await world.press("S")
        await world.until_on(SourcesScreen)
        await world.until(lambda: world.pane(SourceList).rows.items, "the sources are listed")
        before = world.pane(SourceList).rows.items
        assert not tells(world, "cannot be used")
        put(own_settings, f"{SOUND}bad = = 1\n")
        await world.press("r")
        await world.until(lambda: tells(world, f"{own_settings}:3: this is not TOML"), "why")
        assert tells(world, "sitmon config check")
        assert tells(world, "what was set up before")
        assert world.pane(SourceList).rows.items == before
        put(own_settings, SOUND)
        await world.press("r")
        await world.until(lambda: not tells(world, "cannot be used"), "all is well again")


async def test_settings_that_were_never_sound_leave_nothing_to_be_told(
    tmp_path: Path, own_settings: Path
) -> None:
    put(own_settings, "bad = = 1\n")
    async with open_world(tmp_path, (120, 40)) as world:
        await world.press("S")
        await world.until_on(SourcesScreen)
        await world.until(
            lambda: all(isinstance(world.pane(kind).state, Failed) for kind in ALL_PANES),
            "both panes have failed",
        )
        assert world.title(SourceList).endswith("1 Sources")
        for kind in ALL_PANES:
            assert tells(world, f"{own_settings}:1: this is not TOML", kind)
        assert "not a feed" not in world.text
        put(own_settings, SOUND)
        await world.press("r")
        await world.until(lambda: world.pane(SourceList).rows.items, "the sources are listed")
        assert all(isinstance(world.pane(kind).state, Ready) for kind in ALL_PANES)


async def test_a_feed_that_is_taken_out_of_the_settings_is_not_asked_and_not_failing(
    tmp_path: Path, own_settings: Path
) -> None:
    put(own_settings, '[feeds.down]\nurl = "https://a.example/rss"\nsource = "reuters"\n')
    async with open_world(tmp_path, (120, 40)) as world:
        failed = make_attempt("down", "reuters", outcome=Outcome.FAILED, why="404")
        await world.app._opened.store.append([failed], author="sync")
        await world.until(lambda: "1 failing" in world.top_line, "the failure is told")
        put(own_settings, SOUND)
        await world.press("r")
        await world.until(lambda: "failing" not in world.top_line, "it is asked no more")
        await world.press("S")
        await world.until_on(SourcesScreen)
        await world.until(lambda: world.pane(SourceList).rows.items, "the sources are listed")
        (state,) = (one for one in world.pane(SourceList).rows.items if one.connector == "down")
        assert (state.word, state.off) == (Freshness.OFF, NOT_SET_UP)
        assert "failed" not in world.title(SourceList)


def put(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def tells(world: World, words: str, pane: type[Pane] = SourceList) -> bool:
    """Whether words stand in a pane, wherever its lines are broken."""
    return "".join(words.split()) in "".join(world.pane_text(pane).split())
