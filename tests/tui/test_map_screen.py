"""The map screen in the real application; the scenes are made by hand, not read from its store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from situation.importing import import_paths
from situation.maps.scene import ChangeOfHands, MapMode, MapRequest, MapScene
from tests.conftest import NOW
from tests.screens.world import World, open_world, second_start
from tests.situation.sources.map_bytes import box, mirror_file
from tests.widgets.map_scenes import ATLAS, LAND, MIRROR, rectangle, scene, sheet, sheet_before
from tui.app import SitmonApp
from tui.command import Scope
from tui.commands import COMMANDS, bindings
from tui.screens.city import CityScreen
from tui.screens.feed import FeedScreen
from tui.screens.help import HelpScreen
from tui.screens.map import MapScreen
from tui.screens.monitor import MonitorScreen
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.map_legend import KIND_ROLES
from widgets.pane_states import Failed, Loading, Ready, Stale
from widgets.terrain_map import CITY_HALF_WIDTH, TerrainMap


class MapWorld:
    """The map screen while it is shown, and what it asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.requests: list[MapRequest | None] = []
        self.opened: list[str] = []

    @property
    def pane(self) -> TerrainMap:
        return self.world.pane(TerrainMap)

    @property
    def half_width(self) -> float:
        assert self.pane.window is not None
        return self.pane.window.half_width_m

    @property
    def middle(self) -> tuple[float, float]:
        assert self.pane.window is not None
        return self.pane.window.x, self.pane.window.y

    @property
    def asked(self) -> MapRequest:
        """What was asked for last."""
        assert self.requests
        assert self.requests[-1] is not None
        return self.requests[-1]

    def answer(self, map_scene: MapScene) -> None:
        """Let a scene arrive."""
        self.world.app.map_scene = map_scene

    async def press(self, *keys: str) -> None:
        await self.world.press(*keys)

    @property
    def notices(self) -> list[str]:
        return [notice.message for notice in self.world.app._notifications]


MONITOR_WITHOUT_MAP = 120
"""Columns up to which the monitor shows no map of its own."""


@asynccontextmanager
async def map_world(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    size: tuple[int, int] = (80, 24),
    glyphs: Glyphs = UNICODE,
    first: MapScene | None = None,
) -> AsyncIterator[MapWorld]:
    async with open_world(folder, size, glyphs=glyphs) as world:
        told = MapWorld(world)
        await world.until(lambda: world.app.snapshot, "the situation is there")
        if size[0] > MONITOR_WITHOUT_MAP:
            # The monitor's own would come in between.
            await world.until(lambda: world.app.map_scene, "the monitor's own map is there")
        monkeypatch.setattr(world.app, "read_map", told.requests.append)
        monkeypatch.setattr(world.app, "open_city", told.opened.append)
        world.app.open_map("pokrovsk")
        await world.until_on(MapScreen)
        await world.until(lambda: told.requests[-1], "the map is asked for")
        if first is not None:
            told.answer(first)
            await world.until(lambda: told.pane.window is not None, "the map is drawn")
        yield told


async def test_it_asks_for_the_map_and_loads_until_it_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch) as told:
        assert told.asked == MapRequest()
        assert isinstance(told.pane.state, Loading)
        told.answer(scene(sheet()))
        await told.world.until(lambda: "Mirror map" in told.world.text, "the map is drawn")
        assert isinstance(told.pane.state, Ready)
        assert CITY_HALF_WIDTH <= told.half_width < 2 * CITY_HALF_WIDTH
        assert "Pokrovsk" in told.world.title(TerrainMap)


async def test_it_asks_again_after_another_screen_and_no_more_when_it_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("question_mark")
        await told.world.until_on(HelpScreen)
        await told.press("escape")
        await told.world.until_on(MapScreen)
        await told.world.until(lambda: told.requests[-1] == MapRequest(), "it asks again")
        told.requests.clear()
        await told.press("escape")
        await told.world.until(lambda: told.requests and told.requests[-1] is None, "no more")
        assert not isinstance(told.world.screen, MapScreen)


async def test_keys_pan_zoom_and_centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("plus")
        assert told.half_width == pytest.approx(CITY_HALF_WIDTH)
        await told.press("l", "right", "h")
        assert told.middle == pytest.approx((CITY_HALF_WIDTH / 4, 0))
        await told.press("full_stop", "L")
        assert told.middle == pytest.approx((CITY_HALF_WIDTH, 0))
        await told.press("full_stop", "K", "down", "J", "up")
        assert told.middle == pytest.approx((0, 0))
        await told.press("plus")
        assert told.half_width == pytest.approx(CITY_HALF_WIDTH / 2)
        await told.press("underscore", "pagedown", "pageup", "underscore")
        assert told.half_width == pytest.approx(CITY_HALF_WIDTH * 2)
        await told.press("0")
        assert told.half_width >= LAND[2]
        await told.press("n")
        assert told.half_width >= LAND[2]
        assert "Myrnohrad" in told.world.title(TerrainMap)


async def test_keys_go_through_the_cities_and_open_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("n")
        assert told.middle == pytest.approx((7_000, 3_000))
        await told.press("n", "N", "enter")
        assert told.opened == ["myrnohrad"]
        assert "Myrnohrad" in told.world.title(TerrainMap)


async def test_sources_take_turns_and_stand_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("v")
        assert told.asked == MapRequest(source=ATLAS.id)
        await told.press("v")
        assert told.asked == MapRequest(source=MIRROR.id)
        await told.press("vertical_line")
        beside = MapRequest(mode=MapMode.SPLIT, source=MIRROR.id, other_source=ATLAS.id)
        assert told.asked == beside
        both = scene(sheet(), sheet(rectangle(0, 0, 900, 900), source=ATLAS), request=beside)
        told.answer(both)
        await told.world.until(lambda: "Atlas · map of" in told.world.text, "both are drawn")
        await told.press("vertical_line")
        assert told.asked == MapRequest(source=MIRROR.id)


async def test_with_one_source_it_says_that_there_is_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = scene(sheet(), choices=(MIRROR,))
    async with map_world(tmp_path, monkeypatch, first=lone) as told:
        told.requests.clear()
        await told.press("v", "vertical_line")
        assert told.requests == []
        # One message at a time: several would cover scale and credit.
        assert told.notices == ["no second source has a map at this time"]


async def test_days_are_compared_and_the_other_one_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("left_parenthesis")
        assert told.notices[-1].startswith("d or D first")
        await told.press("D")
        assert told.asked == MapRequest(mode=MapMode.DIFFERENCE, earlier=timedelta(days=30))
        change = ChangeOfHands(newly_occupied_km2=12, no_longer_occupied_km2=0)
        told.answer(scene(sheet(), sheet_before(), request=told.asked, change=change))
        await told.world.until(lambda: "whole map +12.0 km²" in told.world.text, "it is drawn")
        await told.press("left_parenthesis")
        assert told.asked.earlier == timedelta(days=31)
        await told.press("d")
        assert told.asked == MapRequest(mode=MapMode.SPLIT, earlier=timedelta(days=31))
        await told.press("d")
        assert told.asked == MapRequest()


async def test_the_other_day_stays_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("D", *["right_parenthesis"] * 40)
        assert told.asked.earlier == timedelta(days=1)
        assert told.notices == ["the two days stand next to each other already"]


async def test_a_comparison_is_not_overdrawn_by_another_screen_s_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("D")
        compared = scene(sheet(), sheet_before(), request=told.asked)
        told.answer(compared)
        await told.world.until(lambda: told.pane.scene is compared, "the change is drawn")
        told.answer(scene(sheet()))
        await told.world.pilot.pause()
        assert told.pane.scene is compared


@pytest.mark.parametrize("on_city_screen", [False, True])
async def test_a_comparison_that_comes_late_is_drawn_on_no_other_screen(
    tmp_path: Path, *, on_city_screen: bool
) -> None:
    async with open_world(tmp_path, (200, 50)) as world:
        await world.until_shown("pokrovsk")
        if on_city_screen:
            await world.press("enter")
            await world.until_on(CityScreen)
        await world.until(lambda: world.pane(TerrainMap).scene, "its own map is drawn")
        request = MapRequest(mode=MapMode.DIFFERENCE, earlier=timedelta(days=30))
        world.app.map_scene = scene(sheet(), sheet_before(), request=request)
        await world.pilot.pause()
        # Its own may have been read again meanwhile.
        shown = world.pane(TerrainMap).scene
        assert shown is not None
        assert shown.request.mode is MapMode.SINGLE


MONTHS = {"20250825": (37.0, 48.0, 37.3, 48.2), "20250922": (37.0, 48.0, 37.4, 48.2)}
"""Days of maps with what each draws as occupied."""


async def test_looking_from_before_the_compared_day_reverses_no_change(tmp_path: Path) -> None:
    opened = await second_start(tmp_path / "world.db")
    files = [tmp_path / f"deepstatemap_data_{day}.geojson" for day in (*MONTHS, "20251101")]
    for file, edges in zip(files, (*MONTHS.values(), (37.0, 48.0, 37.2, 48.2)), strict=True):
        file.write_bytes(mirror_file(box(*edges)))
    await import_paths(opened.store, opened.frame, files, clock=lambda: NOW)
    async with open_world(tmp_path, (120, 40), opened=opened) as world:
        await world.until(lambda: world.app.snapshot, "the situation is there")
        await world.press("m", "D")
        await world.until(lambda: "22 Sep → 1 Nov 2025" in world.text, "the change is drawn")
        await world.press(*["left_curly_bracket"] * 5)
        await world.until(lambda: "→ 22 Sep 2025" in world.text, "an earlier change is drawn")
        assert "25 Aug → 22 Sep 2025" in world.text
        assert "whole map +165.8 km² −0.2 km²" in world.text
    await opened.store.close()


async def test_the_foot_offers_no_way_between_panes_where_there_is_one(tmp_path: Path) -> None:
    async with open_world(tmp_path, (200, 50)) as world:
        await world.until(lambda: "tab pane" in world.text, "the monitor's foot")
        assert "z zoom" in world.text
        for key, kind in (("m", MapScreen), ("c", FeedScreen)):
            await world.press(key)
            await world.until_on(kind)
            await world.until(lambda: "esc back" in world.text, "the foot is drawn")
            assert "tab pane" not in world.text
            assert "z zoom" not in world.text
            await world.press("escape")
            await world.until_on(MonitorScreen)


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (30, 8)])
async def test_the_map_has_the_screen_at_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with map_world(tmp_path, monkeypatch, size=size, first=scene(sheet())) as told:
        assert told.pane.outer_size == (size[0], size[1] - 2)
        assert "Pokrovsk" in told.world.text
        assert "Maps of Mir" in told.world.text
        await told.world.pilot.resize_terminal(60, 12)
        await told.world.pilot.resize_terminal(*size)
        await told.world.until(lambda: told.pane.outer_size.width == size[0], "it is drawn anew")
        assert "Maps of Mir" in told.world.text


async def test_it_changes_its_drawing_or_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(sheet())) as told:
        await told.press("b")
        await told.world.until(lambda: "▓▓ occupied" in told.world.text, "half blocks")
    async with map_world(
        tmp_path / "ascii", monkeypatch, glyphs=ASCII, first=scene(sheet())
    ) as told:
        await told.press("b")
        assert told.notices == ["here the map is drawn in letters only"]


async def test_a_store_that_fails_is_told_on_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch) as told:
        told.world.app.failure = "the store is busy"
        await told.world.until(lambda: isinstance(told.pane.state, Failed), "it failed")
        told.answer(scene(sheet()))
        await told.world.until(lambda: isinstance(told.pane.state, Ready), "it came")
        told.world.app.failure = "the store is busy again"
        await told.world.until(lambda: isinstance(told.pane.state, Stale), "it is stale")
        assert "Mirror map" in told.world.text
        assert "stale since" in told.world.title(TerrainMap)


async def test_the_situation_without_map_files_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene()) as told:
        assert "sitmon import MAPS…" in told.world.text
        await told.press("vertical_line")
        assert told.asked.mode is MapMode.SPLIT, "a source that has a map can be chosen still"


async def test_where_no_source_has_a_map_nothing_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with map_world(tmp_path, monkeypatch, first=scene(choices=())) as told:
        told.requests.clear()
        await told.press("D", "d", "left_parenthesis", "D")
        assert told.requests == []
        assert told.notices == ["there are no maps to compare: sitmon import MAPS… reads them"]
        title = told.world.title(TerrainMap)
        assert "what changed" not in title
        assert "side by side" not in title


def test_every_key_of_the_map_has_one_meaning_and_an_action() -> None:
    commands = [command for command in COMMANDS if command.scope is Scope.MAP]
    assert len(bindings(Scope.MAP)) == len(commands)
    for command in commands:
        host = SitmonApp if command.of_app else MapScreen
        assert hasattr(host, f"action_{command.name.partition('(')[0]}")
    keys = [
        key
        for command in COMMANDS
        if command.scope in (Scope.MAP, Scope.EVERYWHERE)
        for key in command.keys.split(",")
    ]
    assert len(keys) == len(set(keys))


def test_every_kind_of_cell_has_a_role() -> None:
    kinds = type(next(iter(KIND_ROLES)))
    assert set(KIND_ROLES) == set(kinds)
