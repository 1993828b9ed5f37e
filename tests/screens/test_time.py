"""Looking from another day: every pane follows, and what is old says so."""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from situation.periods import Viewpoint
from situation.vocabulary import ControlStatus
from tests.conftest import NOW
from tests.screens.test_typed_ahead import type_at_once
from tests.screens.world import PACK_DAY, World, open_world
from tui.screens.city import CityScreen
from tui.screens.monitor import MonitorScreen
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus as Control
from widgets.pane import Pane
from widgets.pane_states import Empty
from widgets.timeline import Timeline

POKROVSK = "pokrovsk"
MUCH_LATER = NOW + timedelta(days=300)
STEPS = {
    "left_square_bracket": -1,
    "right_square_bracket": 1,
    "left_curly_bracket": -7,
    "right_curly_bracket": 7,
}


async def until_all_at(world: World, days: int) -> None:
    """Wait until snapshot and detail are read some days from the pack's own."""
    wanted = PACK_DAY.valid_at + timedelta(days=days)
    await world.until(lambda: world.snapshot.viewpoint.valid_at == wanted, f"the list at {wanted}")
    await world.until(lambda: world.detail.viewpoint.valid_at == wanted, f"the panes at {wanted}")


async def test_brackets_and_braces_step_by_days_and_weeks(tmp_path: Path) -> None:
    async with open_world(tmp_path, clock=lambda: MUCH_LATER) as world:
        await world.until_shown(POKROVSK)
        here = 0
        for key in (*STEPS, *reversed(STEPS)):
            await world.press(key)
            here += STEPS[key]
            await until_all_at(world, here)
            day = PACK_DAY.valid_at + timedelta(days=here)
            assert f"{day.day} {day:%b} {day.year}" in world.top_line
            assert "NOT LIVE" in world.top_line


async def test_every_pane_follows_the_day(tmp_path: Path) -> None:
    async with open_world(tmp_path, (190, 46)) as world:
        await world.until_shown(POKROVSK)
        seen = {kind: world.pane_text(kind) for kind in (CityList, Control, ClaimFeed)}
        assert "south-western edge" in world.pane_text(Control)
        await world.press("left_curly_bracket")
        await until_all_at(world, -7)
        await world.until_shown(POKROVSK)
        for kind, before in seen.items():
            assert world.pane_text(kind) != before
        assert "south-western edge" not in world.pane_text(Control)
        assert all(
            view.claim.said_at <= world.detail.viewpoint.valid_at for view in world.detail.claims
        )


async def test_a_day_without_claims_says_so_in_every_pane(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        world.app.look_from(Viewpoint(valid_at=PACK_DAY.valid_at - timedelta(days=400)))
        await until_all_at(world, -400)
        await world.press("4")
        await world.until(lambda: "nobody claims" in world.pane_text(ClaimFeed), "no claims then")


async def test_now_is_live_and_every_bundled_reading_is_stale(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40), clock=lambda: MUCH_LATER) as world:
        await world.until_shown(POKROVSK)
        await world.press("equals_sign")
        await world.until(lambda: world.snapshot.live, "live")
        await world.until(lambda: world.detail.viewpoint.valid_at == MUCH_LATER, "the panes too")
        assert "NOT LIVE" not in world.top_line
        assert "live" in world.top_line
        summaries = [row.summary for row in world.snapshot.rows]
        assert {summary.status for summary in summaries} == {ControlStatus.UNKNOWN}
        assert any(summary.stale for summary in summaries)
        assert not any(summary.disputed or summary.agree for summary in summaries)
        assert all(view.stale and not view.counts for view in world.detail.readings)
        await world.until(lambda: "stale" in world.pane_text(Control), "control says so")
        assert "~" in world.cursor_line


async def test_a_step_beyond_today_is_live(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("right_square_bracket")
        await world.until(lambda: world.snapshot.live, "tomorrow is not known yet")
        await world.press("left_square_bracket")
        await until_all_at(world, -1)


async def test_the_city_screen_follows_the_day_and_so_does_the_monitor_below(
    tmp_path: Path,
) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown(POKROVSK)
        await world.press("enter")
        await world.until_on(CityScreen)
        await world.until_shown(POKROVSK)
        await world.press("left_curly_bracket")
        await until_all_at(world, -7)
        await world.until(
            lambda: "south-western edge" not in world.pane_text(Control), "the city follows"
        )
        await world.press("escape")
        await world.until_on(MonitorScreen)
        assert "29 Oct 2025" in world.top_line
        await world.until(
            lambda: "south-western edge" not in world.pane_text(Control), "the monitor too"
        )


async def test_the_monitor_s_panes_follow_what_happened_under_another_city(
    tmp_path: Path,
) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown(POKROVSK)
        world.app.open_city("kramatorsk")
        await world.until_on(CityScreen)
        await world.until_shown("kramatorsk")
        await world.press("left_curly_bracket")
        await until_all_at(world, -7)
        await world.press("escape")
        await world.until_on(MonitorScreen)
        await world.until(
            lambda: "south-western edge" not in world.pane_text(Control),
            "the monitor's city is shown as of the day of the top line",
        )


async def test_the_monitor_s_panes_follow_after_a_city_that_was_left_unread(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown(POKROVSK)
        world.app.open_city("kramatorsk")
        type_at_once(world, "escape")
        await world.until_on(MonitorScreen)
        await world.press("left_curly_bracket")
        await until_all_at(world, -7)
        await world.until_shown(POKROVSK)


async def test_nothing_known_yet_is_no_failure(tmp_path: Path) -> None:
    before_the_store = Viewpoint(valid_at=PACK_DAY.valid_at, known_at=NOW - timedelta(days=9))
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        world.app.look_from(before_the_store)
        await world.until(lambda: not world.snapshot.rows, "no city was known")
        await world.until(lambda: world.app.detail is None, "nor what is said of one")
        assert world.app.failure == ""
        assert "known" in world.top_line
        assert "Pokrovsk" not in world.pane_text(CityList)
        assert "DeepState map" not in world.pane_text(Control), "not known then"
        await world.press("equals_sign")
        await world.until_shown(POKROVSK)


@pytest.mark.parametrize("key", ["right_square_bracket", "left_square_bracket"])
async def test_a_step_keeps_what_was_known_when(tmp_path: Path, key: str) -> None:
    known = Viewpoint(valid_at=PACK_DAY.valid_at - timedelta(days=3), known_at=NOW)
    async with open_world(tmp_path, viewpoint=known) as world:
        await world.until_shown(POKROVSK)
        await world.press(key)
        await until_all_at(world, -3 + STEPS[key])
        assert world.snapshot.viewpoint.known_at == NOW


async def test_another_day_is_nothing_new_since_the_last_visit(tmp_path: Path) -> None:
    visits, wide = tmp_path / "visits.json", (200, 24)

    def start() -> AbstractAsyncContextManager[World]:
        return open_world(
            tmp_path, wide, viewpoint=None, visits_file=visits, clock=lambda: MUCH_LATER
        )

    async with start() as world:
        await world.until_shown(POKROVSK)
        world.app.remember_visit()
    async with start() as world:
        await world.until(lambda: "nothing new" in world.top_line, "nothing was recorded")
        world.app.look_from(PACK_DAY)
        await until_all_at(world, 0)
        await world.until(lambda: "NOT LIVE" in world.top_line, "the day is shown")
        assert "since last visit: nothing new" in world.top_line
        world.app.remember_visit()
    async with start() as world:
        await world.until(lambda: "last visit" in world.top_line, "the top line is drawn")
        assert "since last visit: nothing new" in world.top_line


@pytest.mark.parametrize("on_city_screen", [False, True])
async def test_no_pane_tells_what_was_recorded_after_the_chosen_time(
    tmp_path: Path, *, on_city_screen: bool
) -> None:
    before_the_store = Viewpoint(valid_at=PACK_DAY.valid_at, known_at=NOW - timedelta(days=9))
    async with open_world(tmp_path, (200, 50)) as world:
        await world.until_shown(POKROVSK)
        if on_city_screen:
            world.app.open_city(POKROVSK)
            await world.until_on(CityScreen)
            await world.until_shown(POKROVSK)
            await world.until(lambda: "DeepState map" in world.pane_text(Timeline), "its story")
        assert "Pokrovsk · 25" in world.title(ClaimFeed)
        world.app.look_from(before_the_store)
        await world.until(lambda: world.app.detail is None, "the place was not known")
        await world.until(lambda: "did not know" in world.pane_text(ClaimFeed), "it is said")
        await world.until(lambda: world.app.timeline is None, "nor its story")
        for pane in world.screen.query(Pane):
            assert isinstance(pane.state, Empty), pane
            assert "Pokrovsk" not in str(pane.border_title)
        assert "Pokrovsk" not in world.text
        await world.press("equals_sign")
        await world.until_shown(POKROVSK)
        await world.until(lambda: "Pokrovsk · 25" in world.title(ClaimFeed), "it is known again")
        await world.until(
            lambda: all(not isinstance(pane.state, Empty) for pane in world.screen.query(Pane)),
            "and every pane shows it",
        )


async def test_a_slow_start_before_the_store_was_made_ends_in_words_not_in_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.FIRST_PAINT_WAITS", 0)
    before = Viewpoint(valid_at=PACK_DAY.valid_at, known_at=NOW - timedelta(days=9))
    async with open_world(tmp_path, (120, 40), viewpoint=before) as world:
        await world.until(
            lambda: all("did not know" in world.pane_text(kind) for kind in (Control, ClaimFeed)),
            "the panes say that nothing was known",
        )
