"""What is not whole is not called new, and what was wrong with it stays told while it is so."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from situation.attempt_records import Outcome
from situation.connector import Batch, Body, Known, Wanted
from situation.errors import ExitCode
from situation.freshness import Freshness, SourceFacts, conditions_of
from situation.mapday import Skipped
from situation.settings_model import ChannelSettings, Settings
from situation.sources.telegram import TelegramChannel
from situation.sync_report import exit_code
from tests.servers.replay import ReplayServer, conditional, plain
from tests.situation.records import make_claim, make_source
from tests.situation.sources.items import item
from tests.situation.sources.items import rss as feed_of
from tests.situation.sync_world import (
    NOW,
    RSS,
    StubConnector,
    World,
    attempt,
    one_feed,
    rss,
    world_in,
)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with world_in(tmp_path) as made:
        yield made


@pytest.fixture
async def host() -> AsyncIterator[ReplayServer]:
    async with ReplayServer() as server:
        yield server


async def state(world: World, key: str = "feed-0") -> Freshness:
    facts = SourceFacts(source=make_source("x"), attempt=await attempt(world, key))
    return conditions_of(facts, NOW)[0].word


async def test_an_empty_feed_has_not_answered(world: World, host: ReplayServer) -> None:
    host.answer("/feed.xml", feed_of().encode(), headers=RSS)
    report = await world.sync(one_feed(world, host))
    done = await attempt(world)
    assert done.outcome is Outcome.FAILED
    assert "no items" in done.why
    assert done.succeeded_at is None
    assert await state(world) is Freshness.FAILED
    assert exit_code(report) is ExitCode.FAILED


async def test_a_channel_without_preview_has_not_answered(
    world: World, host: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = b'<html><div class="tgme_page">Contact @Channel</div></html>'
    host.answer("/s/Channel", page, headers={"Content-Type": "text/html"})
    monkeypatch.setattr("situation.sources.telegram._ADDRESS", host.url("/s/{}"))
    settings = ChannelSettings(channel="Channel", source="channel")
    world.settings = Settings(channels={"chan": settings})
    world.own = (host.url("/"),)
    await world.sync(TelegramChannel("chan", settings))
    done = await attempt(world, "chan")
    assert done.outcome is Outcome.FAILED
    assert done.why.startswith("preview off")


async def test_of_ten_thousand_items_most_are_said_to_be_unread(
    world: World, host: ReplayServer
) -> None:
    host.answer("/feed.xml", rss("a", 2_000), headers=RSS)
    report = await world.sync(one_feed(world, host))
    done = await attempt(world)
    assert (done.outcome, done.new) == (Outcome.PARTLY, 1_000)
    assert "2,000 items" in done.reasons[0]
    assert done.data_until is not None
    assert await state(world) is Freshness.PARTIAL
    assert exit_code(report) is ExitCode.PARTLY


@pytest.mark.parametrize("tries", [1, 2])
async def test_an_unchanged_body_is_as_bad_as_it_was(
    world: World, host: ReplayServer, tries: int
) -> None:
    feed = feed_of(item("Good"), item("Undated", date=""), item("Drones heading for Poltava"))
    host.play("/feed.xml", conditional(feed.encode(), etag='"1"', headers=RSS))
    await world.sync(one_feed(world, host))
    first = await attempt(world)
    for _ in range(tries):
        world.clock.move(hours=1)
        await world.sync(one_feed(world, host))
    again = await attempt(world)
    assert again.outcome is Outcome.NOTHING_NEW
    assert again.succeeded_at == world.clock.now
    assert (again.rejected, again.seen) == (first.rejected, first.seen) == (2, 3)
    assert (again.reasons, again.warnings) == (first.reasons, first.warnings)


async def test_what_is_partial_stays_so_while_it_is_unchanged(
    world: World, host: ReplayServer
) -> None:
    host.play("/feed.xml", conditional(rss("a", 1_100), etag='"1"', headers=RSS))
    await world.sync(one_feed(world, host))
    report = await world.sync(one_feed(world, host))
    assert (await attempt(world)).outcome is Outcome.PARTLY
    assert "1,100 items" in (await attempt(world)).reasons[0]
    assert exit_code(report) is ExitCode.PARTLY


async def test_after_a_failure_the_whole_is_asked_for_again(
    world: World, host: ReplayServer
) -> None:
    feed = feed_of(item("Good"), item("Undated", date="")).encode()
    whole = conditional(feed, etag='"1"', headers=RSS)
    host.play("/feed.xml", whole, plain(status=403), whole)
    outcomes = []
    for _ in range(3):
        await world.sync(one_feed(world, host))
        outcomes.append((await attempt(world)).outcome)
    assert outcomes == [Outcome.NEW, Outcome.FAILED, Outcome.NOTHING_NEW]
    assert (await attempt(world)).rejected == 1


async def test_word_and_exit_code_agree(world: World, host: ReplayServer) -> None:
    """Rejected items make neither; what was not read makes both."""
    host.answer("/x", b"x")
    world.own = (host.url("/"),)

    def stub(batch: Batch) -> StubConnector:
        def read(bodies: Sequence[Body], known: Known) -> Batch:
            return batch

        return StubConnector(wanted=lambda known: (Wanted(url=host.url("/x")),), read=read)

    some = Batch(records=(make_claim(),), seen=2, rejected=(Skipped(where="1", why="no date"),))
    report = await world.sync(stub(some))
    assert report.sources[0].attempt.outcome is Outcome.NEW
    assert exit_code(report) is ExitCode.OK
    report = await world.sync(stub(Batch(seen=2, incomplete=("a page is missing",))))
    assert report.sources[0].attempt.outcome is Outcome.PARTLY
    assert exit_code(report) is ExitCode.PARTLY
