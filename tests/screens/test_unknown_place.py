"""A place that the store did not know at the chosen time, beside those that it did."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from situation.opening import open_situation
from situation.store.base import Store
from tests.conftest import NOW
from tests.screens.world import World, open_world
from tests.situation.records import make_place
from tui.screens.city import CityScreen
from tui.screens.monitor import MonitorScreen
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.pane_states import Loading
from widgets.statistics import Statistics

POKROVSK = "pokrovsk"
NEWTOWN = "newtown"
NOT_KNOWN = "did not know"


@asynccontextmanager
async def before_newtown(folder: Path) -> AsyncIterator[tuple[World, Store]]:
    """The screen of a town, looked at from before it was recorded; the cursor is on Pokrovsk."""
    present = NOW - timedelta(hours=3)
    opened = await open_situation(str(folder / "world.db"), clock=lambda: present)
    present = NOW - timedelta(hours=1)
    await opened.store.append([make_place(NEWTOWN, lat=48.3, lon=37.2)], author="test")
    recorded = {item.record.id: item.recorded_at for item in await opened.store.places()}
    async with open_world(folder, (120, 40), opened=opened) as world:
        await world.until_shown(POKROVSK)
        world.app.open_city(NEWTOWN)
        await world.until_on(CityScreen)
        await world.until_shown(NEWTOWN)
        world.app.look_as_known(recorded[NEWTOWN] - timedelta(minutes=1))
        await world.until(lambda: NOT_KNOWN in world.pane_text(ControlStatus), "it is said")
        assert recorded[POKROVSK] < recorded[NEWTOWN] - timedelta(minutes=1)
        yield world, opened.store
    await opened.store.close()


async def test_what_was_not_known_of_a_place_is_not_said_of_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with before_newtown(tmp_path) as (world, store):
        gate, asked, claims = asyncio.Event(), asyncio.Event(), store.claims

        async def slow(*query: Any, **more: Any) -> Any:
            asked.set()
            await gate.wait()
            return await claims(*query, **more)

        monkeypatch.setattr(store, "claims", slow)
        world.app.open_city(POKROVSK)
        await world.until(asked.is_set, "the next place is being read")
        await world.until(
            lambda: isinstance(world.pane(ControlStatus).state, Loading), "its panes wait"
        )
        assert NOT_KNOWN not in world.text
        gate.set()
        await world.until_shown(POKROVSK)


async def test_the_city_under_the_cursor_is_read_after_one_that_was_not_known(
    tmp_path: Path,
) -> None:
    async with before_newtown(tmp_path) as (world, _store):
        await world.press("escape")
        await world.until_on(MonitorScreen)
        await world.until_shown(POKROVSK)
        for kind in (ControlStatus, Statistics, ClaimFeed):
            assert NOT_KNOWN not in world.pane_text(kind)
