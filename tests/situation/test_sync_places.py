"""Places that come later: what was read without them is read again, and gazetteers go first."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from situation.connector import Batch, Body, Known, Wanted
from situation.periods import LATEST, Viewpoint
from situation.store.claim_query import ClaimQuery
from tests.servers.replay import ReplayServer, conditional
from tests.situation.records import make_place
from tests.situation.sources.items import item
from tests.situation.sources.items import rss as feed_of
from tests.situation.sync_world import RSS, StubConnector, World, one_feed, world_in

LATER = make_place("hryshyne", name="Hryshyne", lat=48.3, lon=37.07)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with world_in(tmp_path) as made:
        yield made


@pytest.fixture
async def host() -> AsyncIterator[ReplayServer]:
    async with ReplayServer() as server:
        feed = feed_of(
            item("A school in Hryshyne burned down", date="Tue, 04 Nov 2025 07:00:00 GMT")
        )
        server.play("/feed.xml", conditional(feed.encode(), etag='"1"', headers=RSS))
        yield server


async def placed(world: World) -> list[tuple[str, ...]]:
    page = await world.store.claims(ClaimQuery(viewpoint=Viewpoint(valid_at=LATEST), limit=10))
    return [item.record.places for item in page.claims]


async def test_an_unchanged_feed_is_placed_anew_once_there_are_more_places(
    world: World, host: ReplayServer
) -> None:
    feed = one_feed(world, host)
    await world.sync(feed)
    await world.sync(feed)
    assert await placed(world) == [()]
    await world.store.append([LATER], author="pack")
    await world.sync(feed)
    assert await placed(world) == [("hryshyne",)]


async def test_gazetteers_go_first(world: World, host: ReplayServer) -> None:
    def read(bodies: Sequence[Body], known: Known) -> Batch:
        return Batch(records=(LATER,), seen=1)

    host.answer("/places", b"x")
    feed = one_feed(world, host)
    world.own = (host.url("/"),)
    gazetteer = StubConnector(
        "gazetteer",
        wanted=lambda known: (Wanted(url=host.url("/places")),),
        read=read,
        brings_places=True,
    )
    report = await world.sync(feed, gazetteer)
    assert len(report.sources) == 2
    assert await placed(world) == [("hryshyne",)]
