"""The monitor on a situation that is not Ukraine's."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from situation.opening import Opened, first_viewpoint, open_situation
from situation.pack_header import pack_folder
from situation.pack_making import make_pack
from tests.screens.world import open_world
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus

NOW = datetime(2025, 11, 8, 9, tzinfo=UTC)


@pytest.fixture
async def sudan(tmp_path: Path) -> AsyncIterator[Opened]:
    opened = await open_situation(
        str(tmp_path / "sudan.db"), clock=lambda: NOW, pack_path=pack_folder("sudan")
    )
    yield opened
    await opened.store.close()


async def test_sudan_is_shown_with_its_own_parties_and_words(tmp_path: Path, sudan: Opened) -> None:
    viewpoint = first_viewpoint(sudan.pack, await sudan.store.info())
    async with open_world(tmp_path, (120, 40), opened=sudan, viewpoint=viewpoint) as world:
        await world.until_cursor("el-fasher")
        await world.until_shown("el-fasher")
        assert "Sudan" in world.top_line
        assert "7 Nov 2025" in world.top_line
        assert "●S Khartoum" in world.text
        assert "●R Nyala" in world.text
        assert "speaks for RSF" in world.pane_text(ControlStatus)
        assert "famine" in world.pane_text(ClaimFeed)
        for word in ("Ukrain", "Russia", "Pokrovsk", "oblast"):
            assert word not in world.text


async def test_an_arabic_name_filters_the_list(tmp_path: Path, sudan: Opened) -> None:
    viewpoint = first_viewpoint(sudan.pack, await sudan.store.info())
    async with open_world(tmp_path, opened=sudan, viewpoint=viewpoint) as world:
        await world.until_cursor("el-fasher")
        await world.press("slash")
        await world.write("نيالا")
        await world.until(lambda: world.city_ids == ["nyala"], "only Nyala is listed")


async def test_a_pack_that_was_just_made_opens(tmp_path: Path) -> None:
    make_pack(tmp_path / "new", pack_id="new", title="New war", day=NOW.date())
    opened = await open_situation(
        str(tmp_path / "new.db"), clock=lambda: NOW, pack_path=tmp_path / "new"
    )
    async with open_world(tmp_path, (120, 40), opened=opened, viewpoint=None) as world:
        await world.until_cursor("example-city")
        await world.until_shown("example-city")
        assert "New war" in world.top_line
    await opened.store.close()
