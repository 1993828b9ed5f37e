"""A store that cannot be read: what was read stays, marked; why, and when it is tried again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from situation.errors import StoreBusy
from situation.opening import Opened
from tests.screens.world import open_world, second_start
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.pane import Pane
from widgets.pane_states import Failed, Ready, Stale
from widgets.statistics import Statistics

POKROVSK = "pokrovsk"
WHY = "another process holds the write lock [/b]"
ALL_PANES: tuple[type[Pane], ...] = (CityList, ControlStatus, Statistics, ClaimFeed)


async def busy(*_asked: object, **_how: object) -> NoReturn:
    raise StoreBusy(WHY, do="wait")


def lost(*_asked: object) -> NoReturn:
    raise StoreBusy(WHY)


@contextmanager
def failing(opened: Opened) -> Iterator[None]:
    """No question that a snapshot or a detail needs is answered until the block ends."""
    with pytest.MonkeyPatch.context() as patch:
        for question in ("info", "places", "claims"):
            patch.setattr(opened.store, question, busy)
        yield


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.retry.FIRST_RETRY_SECONDS", 0.05)
    monkeypatch.setattr("tui.retry.LAST_RETRY_SECONDS", 0.1)


async def test_what_was_read_stays_and_is_marked(tmp_path: Path) -> None:
    opened = await second_start(tmp_path / "s.db")
    async with open_world(tmp_path, (120, 40), opened=opened) as world:
        await world.until_shown(POKROVSK)
        before = world.pane_text(CityList)
        with failing(opened):
            await world.press("r")
            await world.until(
                lambda: all(isinstance(world.pane(kind).state, Stale) for kind in ALL_PANES),
                "every pane is marked",
            )
            assert world.pane_text(CityList) == before
            for kind in ALL_PANES:
                assert "stale" in world.title(kind)
            assert "another process" in world.text
        await world.press("r")
        await world.until(
            lambda: all(isinstance(world.pane(kind).state, Ready) for kind in ALL_PANES),
            "nothing is marked any more",
        )
        assert "another process" not in world.text
    await opened.store.close()


@pytest.mark.usefixtures("quick_retries")
async def test_a_store_that_cannot_be_read_at_all_says_why_and_when_again(
    tmp_path: Path,
) -> None:
    opened = await second_start(tmp_path / "s.db")
    with failing(opened):
        async with open_world(tmp_path, (120, 40), opened=opened) as world:
            await world.until(
                lambda: all(isinstance(world.pane(kind).state, Failed) for kind in ALL_PANES),
                "every pane says that it failed",
            )
            assert "another process" in world.pane_text(CityList)
            assert "[/b]" in world.pane_text(CityList)
            assert "tried again" in world.pane_text(CityList)
            assert world.top_line.startswith(" sitmon  ! opening failed  ")
            assert "another process" in world.top_line
            assert "opening…" not in world.text
            # A reader's keys must do no harm while nothing is there.
            await world.press("j", "enter", "s", "tab", "slash", "a", "escape", "n", "minus", "z")
            assert world.app.is_running


@pytest.mark.usefixtures("quick_retries")
async def test_it_is_tried_again_until_it_works(tmp_path: Path) -> None:
    opened = await second_start(tmp_path / "s.db")
    patch = pytest.MonkeyPatch()
    patch.setattr(opened.store, "places", busy)
    try:
        async with open_world(tmp_path, (120, 40), opened=opened) as world:
            await world.until(lambda: isinstance(world.pane(CityList).state, Failed), "it failed")
            patch.undo()
            await world.until_shown(POKROVSK)
            assert "failed" not in world.top_line
            for kind in ALL_PANES:
                assert isinstance(world.pane(kind).state, Ready)
    finally:
        patch.undo()
        await opened.store.close()


async def test_the_time_of_the_next_try_is_that_of_the_latest_failure(tmp_path: Path) -> None:
    opened = await second_start(tmp_path / "s.db")
    with failing(opened):
        async with open_world(tmp_path, (120, 40), opened=opened) as world:
            cities = world.pane(CityList)
            await world.until(lambda: isinstance(cities.state, Failed), "it failed")
            first = world.app.next_try
            await world.press("r")
            await world.until(lambda: world.app.next_try != first, "it failed again")
            await world.until(
                lambda: (
                    isinstance(cities.state, Failed) and cities.state.next_try == world.app.next_try
                ),
                "the pane names the new time",
            )
    await opened.store.close()


async def test_a_city_opened_while_the_store_fails_says_why_it_is_empty(tmp_path: Path) -> None:
    opened = await second_start(tmp_path / "s.db")
    async with open_world(tmp_path, (120, 40), opened=opened) as world:
        await world.until_shown(POKROVSK)
        with failing(opened):
            world.app.open_city("sloviansk")
            await world.until(lambda: world.app.failure, "it failed")
            await world.until(
                lambda: "another process" in world.pane_text(ControlStatus),
                "a pane without content says why",
            )
    await opened.store.close()


@pytest.mark.usefixtures("quick_retries")
async def test_panes_are_fresh_again_after_the_store_was_lost_and_found(tmp_path: Path) -> None:
    opened = await second_start(tmp_path / "s.db")
    patch = pytest.MonkeyPatch()
    patch.setattr(opened.store, "changes", lost)
    async with open_world(tmp_path, (120, 40), opened=opened) as world:
        cities = world.pane(CityList)
        await world.until(lambda: isinstance(cities.state, Stale), "the store cannot be followed")
        patch.undo()
        await world.until(lambda: isinstance(cities.state, Ready), "it can be followed again")
    await opened.store.close()
