"""Every connector that has a capture, through the whole sync: from a host into a store."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from situation.attempt_records import Outcome
from situation.opening import Opened, open_situation
from situation.settings_model import FeedSettings, Settings, SourceSettings
from situation.sources.catalogue import connectors
from situation.store.base import Store
from situation.sync_report import SyncReport
from tests.servers.replay import ReplayServer, static
from tests.situation.records import Clock
from tests.situation.sync_world import World

CAPTURES = Path(__file__).parents[2] / "../shared/data"
NOW = datetime(2025, 11, 11, 12, tzinfo=UTC)
FILES = {
    "/viina.json": ("viina/viina-control-timeline_2022-02-24_2026-04.json", "application/json"),
    "/ucdp.csv": ("ucdp/conflict_data_ukr_hdx_head400.csv", "text/csv"),
    "/geoconfirmed.csv": ("geoconfirmed/geoconfirmed_head_2026-08.csv", "text/csv"),
    "/perelik.csv": ("ua-official/perelik_nakaz376_2025-05-07.csv", "text/csv"),
    "/katottg.csv": ("ua-official/kodifikator-16-05-2025.csv", "text/csv"),
    "/public": ("deepstate-api/history_public.json", "application/json"),
    "/pravda.xml": ("rss/pravda_2020-09.xml", "application/rss+xml"),
    "/reliefweb.xml": ("rss/reliefweb_ukr_2020-09-17.xml", "application/rss+xml"),
    "/atom.xml": ("rss/the-deep_atom_sample.xml", "application/atom+xml"),
    **{
        f"/deepstatemap_data_202511{day:02}.geojson": (
            f"deepstate-mirror/deepstatemap_data_202511{day:02}.geojson",
            "application/geo+json",
        )
        for day in (8, 9, 10)
    },
}
ADDRESSES = {
    "viina-control": "/viina.json",
    "ucdp": "/ucdp.csv",
    "geoconfirmed": "/geoconfirmed.csv",
    "official-list": "/perelik.csv",
    "katottg": "/katottg.csv",
    "deepstate-history": "",
    "deepstate-mirror": "",
}
FEEDS = {
    "pravda": ("/pravda.xml", "uk"),
    "reliefweb": ("/reliefweb.xml", "en"),
    "atom": ("/atom.xml", "en"),
}

pytestmark = pytest.mark.skipif(
    not CAPTURES.exists(), reason="the project's shared captures are not on this machine"
)


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opened]:
    made = await open_situation(str(tmp_path / "s.db"), clock=Clock(NOW))
    yield made
    await made.store.close()


async def run(world: World, store: Store, host: ReplayServer) -> SyncReport:
    sources = [item.record for item in await store.sources()]
    made = connectors(world.settings, sources, country="UA")
    known = {*ADDRESSES, *FEEDS}
    asked = [connector for connector in made if connector.key in known]
    assert {connector.key for connector in asked} == known
    return await world.sync(*asked, since=date(2025, 11, 8))


async def test_captures_come_in_once(opened: Opened, tmp_path: Path) -> None:
    async with ReplayServer() as host:
        for path, (file, media_type) in FILES.items():
            host.play(path, static(CAPTURES / file, media_type))
        world = World(tmp_path, opened.store, Clock(NOW))
        world.own = (host.url("/"),)
        world.settings = Settings(
            sources={key: SourceSettings(url=host.url(path)) for key, path in ADDRESSES.items()},
            feeds={
                key: FeedSettings(url=host.url(path), source=f"feed-{key}", language=language)
                for key, (path, language) in FEEDS.items()
            },
        )
        first = {
            one.attempt.connector: one for one in (await run(world, opened.store, host)).sources
        }
        assert [one.attempt.why for one in first.values() if one.attempt.why] == []
        news = {key: one.attempt.new for key, one in first.items()}
        assert {key for key, new in news.items() if not new} <= {"atom", "geoconfirmed", "ucdp"}
        assert first["deepstate-mirror"].maps == 3
        # What the codifier brought places for is read anew: from then on nothing is new.
        world.clock.move(hours=2)
        await run(world, opened.store, host)
        world.clock.move(hours=2)
        before = (await opened.store.info()).counts
        third = await run(world, opened.store, host)
        assert [one.attempt.connector for one in third.sources if one.attempt.new] == []
        after = (await opened.store.info()).counts
        assert {k: v for k, v in after.items() if before.get(k) != v} == {
            "attempt": before["attempt"] + len(third.sources)
        }
        assert all(one.attempt.outcome is not Outcome.FAILED for one in third.sources)
    assert await opened.store.broken_seal() == ""
