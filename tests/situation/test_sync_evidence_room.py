"""The limit of what is kept holds as far as it can, and it is said where it does not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from situation.settings_model import Settings, SyncSettings
from situation.sync_words import sync_json
from tests.servers.replay import ReplayServer, plain
from tests.situation.sources.items import item
from tests.situation.sources.items import rss as feed_of
from tests.situation.sync_world import RSS, World, one_feed, world_in

TUESDAY = "Tue, 04 Nov 2025 07:00:00 GMT"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with world_in(tmp_path) as made:
        yield made


@pytest.fixture
async def host() -> AsyncIterator[ReplayServer]:
    async with ReplayServer() as server:
        yield server


def story(title: str) -> bytes:
    return feed_of(item(title, guid="same", date=TUESDAY)).encode()


async def test_only_the_first_body_of_a_claim_is_kept_for_ever(
    world: World, host: ReplayServer
) -> None:
    titles = ("A school burned", "A school burned down", "Two schools burned down")
    host.play("/feed.xml", *(plain(story(title), headers=RSS) for title in titles))
    feed = one_feed(world, host)
    for _ in titles:
        await world.sync(feed)
    named = (world.folder / "evidence" / "named.txt").read_text().split()
    assert len(named) == 1
    assert list((await world.claims()).values()) == [titles[-1]]


async def test_a_limit_that_cannot_be_met_is_told(world: World, host: ReplayServer) -> None:
    long = feed_of(*(item(f"Story {n} {'x' * 200}", guid=str(n), date=TUESDAY) for n in range(9)))
    host.answer("/feed.xml", long.encode(), headers=RSS)
    feed = one_feed(world, host)
    world.settings = Settings(feeds=world.settings.feeds, sync=SyncSettings(keep_megabytes=0))
    report = await world.sync(feed)
    assert report.beyond_limit > 0
    assert sync_json(report, (), None)["beyond_limit_bytes"] == report.beyond_limit
    assert any("never pruned" in line for line in world.told)
