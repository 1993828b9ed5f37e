"""The kiosk: what it withholds, that nothing is written or started, and what it starts from."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from situation.errors import ExitCode, StoreError, StoreReadOnly
from situation.opening import Opened
from situation.pack_header import load_header
from situation.source_overview import SourceOverview
from situation.store import open_sqlite
from situation.store.base import Store
from situation.store.migrations import known_migrations
from tests.conftest import NOW
from tests.screens.world import PACK_DAY, World
from tests.situation.records import make_claim
from tests.situation.reports.samples import CLAIMS, filled_store
from tests.tui.consoles import run
from tui.command import Scope
from tui.commandline.kiosk import STORE_NAME, kept_variables, open_for_reading
from tui.commands import COMMANDS
from tui.kiosk import NOT_HERE, WITHHELD, KioskApp
from tui.screens.city import CityScreen
from tui.screens.claim import ClaimScreen
from tui.screens.feed import FeedScreen
from tui.screens.map import MapScreen
from tui.screens.monitor import MonitorScreen
from tui.screens.sources import SourcesScreen

CLAIM = CLAIMS[0].id
BESIDE_STORE = ("kiosk.db-wal", "kiosk.db-shm")
POKROVSK = "pokrovsk"
SCREENS: Mapping[Scope, type[Screen[None]]] = {
    Scope.MONITOR: MonitorScreen,
    Scope.CITY: CityScreen,
    Scope.CLAIM: ClaimScreen,
    Scope.FEED: FeedScreen,
    Scope.SOURCES: SourcesScreen,
    Scope.MAP: MapScreen,
    Scope.EVERYWHERE: MonitorScreen,
}
READING = frozenset(
    {
        "back", "beside_day", "beside_source", "centre", "cite", "command_palette", "copy_url",
        "difference", "echoes", "facets", "feed", "filter", "follow", "help", "last_place",
        "leave", "map", "mark_all_read", "mark_read", "next_city", "next_match", "next_pane",
        "next_source", "next_style", "now", "only_unread", "open_city", "open_marked", "pan",
        "pane", "pause", "play", "previous_match", "previous_pane", "read_source", "refresh",
        "search", "show_url", "sort", "sources", "step", "step_other_day", "unfold", "whole",
        "window", "zoom", "zoom_in", "zoom_out",
    }
)  # fmt: skip
"""The commands that are known to write nothing but the marks of this session."""
STARTING = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"})


class Deeds:
    """What Python is about to do, as far as it would leave the program; heard while it listens."""

    def __init__(self) -> None:
        self.listening = False
        self.heard: list[str] = []
        # An audit hook cannot be taken off again: this one is asked for every test and is quiet.
        sys.addaudithook(self._hear)

    def _hear(self, event: str, words: tuple[Any, ...]) -> None:
        if not self.listening:
            return
        if event in STARTING:
            self.heard.append(f"{event} {words[0]!r}")
        elif event == "open" and words[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self.heard.append(f"open {words[0]!r}")


DEEDS = Deeds()


@pytest.fixture
def deeds() -> Iterator[list[str]]:
    DEEDS.heard.clear()
    DEEDS.listening = True
    yield DEEDS.heard
    DEEDS.listening = False


@asynccontextmanager
async def open_kiosk(path: Path) -> AsyncIterator[World]:
    store = open_for_reading(str(path), clock=lambda: NOW)
    opened = Opened(store=store, pack=load_header(), created=False)
    app = KioskApp(opened, clock=lambda: NOW, viewpoint=PACK_DAY)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            world = World(app, pilot)
            await world.until(lambda: app.snapshot is not None, "the store is read")
            yield world
    finally:
        await store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(filled_store(tmp_path / "kiosk.db"))


async def open_screen(world: World, screen: type[Screen[None]]) -> None:
    app = world.app
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    match screen.__name__:
        case CityScreen.__name__:
            app.open_city(POKROVSK)
        case FeedScreen.__name__:
            app.open_feed("")
        case ClaimScreen.__name__:
            app.open_claim(CLAIM)
        case SourcesScreen.__name__:
            app.action_sources()
        case MapScreen.__name__:
            app.open_map(POKROVSK)
    await world.until_on(screen)


async def sources_read(world: World) -> SourceOverview:
    await world.until(lambda: world.app.source_overview, "the sources are read")
    assert world.app.source_overview is not None
    return world.app.source_overview


async def until_said(world: World, times: int) -> None:
    def said() -> list[str]:
        return [note.message for note in world.app._notifications]

    await world.until(lambda: said() == [NOT_HERE] * times, f"{times} times: {NOT_HERE}")


def test_every_command_is_known_to_read_or_is_withheld() -> None:
    names = {command.name.partition("(")[0] for command in COMMANDS}
    undecided = names - READING - WITHHELD
    assert not undecided, "say in tests/tui/test_kiosk.py or tui/kiosk.py what these do"


async def test_a_withheld_command_says_so_and_opens_no_form(path: Path) -> None:
    async with open_kiosk(path) as world:
        for number, action in enumerate(sorted(WITHHELD), start=1):
            assert await world.app.run_action(f"app.{action}")
            await until_said(world, number)
        assert isinstance(world.screen, MonitorScreen)


@pytest.mark.parametrize(
    ("screen", "keys"),
    [(MonitorScreen, "R"), (FeedScreen, "SEa"), (ClaimScreen, "vcXi"), (SourcesScreen, "RtA")],
)
async def test_its_key_says_so(path: Path, screen: type[Screen[None]], keys: str) -> None:
    async with open_kiosk(path) as world:
        await open_screen(world, screen)
        for number, key in enumerate(keys, start=1):
            await world.press(key)
            await until_said(world, number)
        assert isinstance(world.screen, screen)


async def test_no_settings_have_an_effect(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = path.with_name("config.toml")
    own.write_text('[feeds.html]\nurl = "https://example.org/"\nsource = "kyiv-independent"\n')
    monkeypatch.setenv("SITMON_CONFIG", str(own))
    async with open_kiosk(path) as world:
        await open_screen(world, SourcesScreen)
        overview = await sources_read(world)
        assert {state.connector for state in overview.states} == {""}
        own.write_text("bad = [")
        await world.press("r")
        await world.until(lambda: world.app.source_overview is not overview, "it was read again")
        assert world.app.source_overview == overview
        assert not list(world.app._notifications)


async def test_the_doors_behind_the_commands_are_shut(path: Path) -> None:
    async def act(store: Store) -> None:
        await store.append([make_claim("t:1")], author="test")

    async with open_kiosk(path) as world:
        app = world.app
        app.record(act, "recorded")
        app.export_view("", str(path.with_name("out.csv")))
        app.sync_now(None)
        app.accept_terms("deepstate-history", "terms")
        app.action_suspend_process()
        await until_said(world, 5)
    assert {file.name for file in path.parent.iterdir()} <= {path.name, *BESIDE_STORE}


async def test_no_command_writes_a_file_or_starts_a_program(path: Path, deeds: list[str]) -> None:
    async with open_kiosk(path) as world:
        for scope, screen in SCREENS.items():
            for command in COMMANDS:
                if command.scope is scope and command.name != "leave":
                    if not isinstance(world.screen, screen):
                        await open_screen(world, screen)
                    await world.screen.run_action(command.action)
                    await world.pilot.pause()
    assert not deeds


async def test_the_store_takes_nothing(path: Path) -> None:
    store = open_for_reading(str(path), clock=lambda: NOW)
    try:
        before = await store.info()
        assert (before.writable, before.url) == (False, STORE_NAME)
        with pytest.raises(StoreReadOnly, match="a kiosk only reads"):
            await store.append([make_claim("t:1")], author="test")
        assert await store.info() == before
    finally:
        await store.close()


def test_an_older_store_is_not_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "older.db"
    older = known_migrations()[:-1]
    with monkeypatch.context() as patched:
        patched.setattr("situation.store.migrations.known_migrations", lambda: older)
        asyncio.run(open_sqlite(path, create=True).close())
    before = path.read_bytes()
    with pytest.raises(StoreError, match="brought up to date") as refused:
        open_for_reading(str(path), clock=lambda: NOW)
    assert str(path) not in refused.value.line
    assert path.read_bytes() == before


def test_a_missing_store_is_not_made(tmp_path: Path) -> None:
    ran = run("--kiosk", "--store", str(tmp_path / "none.db"), refusal=None)
    assert ran.code == ExitCode.FAILED
    assert str(tmp_path) not in ran.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--store", "https://example.org"),
        ("--store", "s.db", "--version"),
        ("--store", "s.db", "status"),
        ("--store", "s.db", "serve"),
    ],
)
def test_what_a_kiosk_is_not(words: tuple[str, ...]) -> None:
    ran = run("--kiosk", *words, refusal=None, environ={"SITMON_STORE": "s.db"})
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")


def test_without_a_terminal_it_ends(path: Path) -> None:
    ran = run("--kiosk", "--store", str(path))
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "no screen here" in ran.err


def test_what_steers_programs_is_dropped() -> None:
    steering = ("SITMON_STORE", "SITMON_TOKEN", "TEXTUAL_DRIVER", "XDG_DATA_HOME", "EDITOR", "TZ")
    kept = {"TERM": "linux", "LC_ALL": "C.UTF-8", "HOME": "/home"}
    assert kept_variables({**dict.fromkeys(steering, "x"), **kept}) == kept


def test_the_line_s_options_are_obeyed_and_the_environment_s_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    async def run_app(opened: Opened, **options: object) -> int:
        seen.update(options, opened=opened, names=set(os.environ))
        return ExitCode.OK

    monkeypatch.setattr("tui.run.run_app", run_app)
    monkeypatch.setattr("os.environ", dict(os.environ) | {"SITMON_TOKEN": "x", "TEXTUAL_LOG": "x"})
    environ = {"SITMON_THEME": "light", "SITMON_PACK": "sudan", "SITMON_STORE": "other.db"}
    ran = run("--kiosk", "--store", str(path), "Pokrovsk", refusal=None, environ=environ)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert (seen["kiosk"], seen["theme"], seen["place"]) == (True, "dark", POKROVSK)
    assert seen["opened"].store.url == STORE_NAME
    assert not seen["names"] & {"SITMON_TOKEN", "TEXTUAL_LOG"}
