import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from situation.attempt_records import Outcome
from situation.connector import Batch, Body, Known, Wanted
from situation.errors import ExitCode, InputError
from situation.mapday import Skipped
from situation.settings_model import Settings
from situation.sources.feeds import Feed
from situation.sync_report import exit_code
from tests.servers.replay import ReplayServer, conditional, hang, plain
from tests.situation.records import make_claim
from tests.situation.sync_world import (
    NOW,
    RSS,
    StubConnector,
    World,
    attempt,
    feed_settings,
    one_feed,
    rss,
    servers,
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


async def test_nothing_counts_as_seen_that_was_not_stored(world: World, host: ReplayServer) -> None:
    host.play("/feed.xml", conditional(b"<html>no feed", etag='"1"', headers=RSS))
    feed = one_feed(world, host)
    for _ in range(2):
        await world.sync(feed)
    assert [request.headers.get("if-none-match") for request in host.requests] == [None, None]
    assert (await attempt(world)).failures == 2


async def test_eight_feeds_with_one_that_hangs(world: World) -> None:
    async with servers(8) as hosts:
        for number, host in enumerate(hosts):
            host.answer("/feed.xml", rss(str(number)), headers=RSS)
        hosts[3].play("/feed.xml", hang(b"HTTP/1.1 200 OK\r\n"))
        feeds = feed_settings(hosts)
        world.settings = Settings(feeds=feeds)
        others_stored = asyncio.Event()

        def told(line: str) -> None:
            world.told.append(line)
            if sum("stored" in said for said in world.told) == 7:
                others_stored.set()

        running = asyncio.create_task(
            world.sync(*(Feed(key, given) for key, given in feeds.items()), progress=told)
        )
        await others_stored.wait()
        # The eighth is still being waited for.
        assert not running.done()
        assert len(await world.claims()) == 35
        report = await running
    failed = [one.attempt for one in report.sources if one.attempt.outcome is Outcome.FAILED]
    assert [one.connector for one in failed] == ["feed-3"]
    assert "in time" in failed[0].why
    assert exit_code(report) is ExitCode.PARTLY


async def test_a_reader_that_breaks_costs_no_other(world: World, host: ReplayServer) -> None:
    def breaks(known: Known) -> tuple[Wanted, ...]:
        raise KeyError("[bold]x\x1b")

    host.answer("/feed.xml", rss("a"), headers=RSS)
    report = await world.sync(StubConnector("broken", wanted=breaks), one_feed(world, host))
    broken, _ = report.sources
    assert broken.attempt.outcome is Outcome.FAILED
    assert "an error of sitmon itself" in broken.attempt.why
    assert "\x1b" not in broken.attempt.why
    assert len(await world.claims()) == 5


async def test_a_record_that_the_store_cannot_take_costs_no_other(
    world: World, host: ReplayServer
) -> None:
    host.answer("/x", b"x")
    claims = (make_claim("a"), make_claim("b", source="nobody-knows"), make_claim("c"))
    stub = StubConnector(
        wanted=lambda known: (Wanted(url=host.url("/x")),),
        read=lambda bodies, known: Batch(records=claims, seen=3),
    )
    world.own = (host.url("/"),)
    report = await world.sync(stub)
    assert set(await world.claims()) == {"a", "c"}
    (one,) = report.sources
    assert (one.attempt.outcome, one.attempt.new, one.attempt.rejected) == (Outcome.NEW, 2, 1)
    assert "nobody-knows" in one.attempt.reasons[0]
    assert exit_code(report) is ExitCode.OK


async def test_a_host_in_trouble_is_not_asked_for_the_rest(
    world: World, host: ReplayServer
) -> None:
    host.answer("/1", b"x")
    host.answer("/2", status=403)
    host.answer("/3", b"x")
    world.own = (host.url("/"),)
    stub = StubConnector(
        wanted=lambda known: tuple(Wanted(url=host.url(f"/{number}")) for number in (1, 2, 3)),
        read=lambda bodies, known: Batch(seen=len(bodies), data_until=NOW),
    )
    report = await world.sync(stub)
    assert host.asked("/3") == 0
    (one,) = report.sources
    assert (one.attempt.outcome, one.attempt.seen) == (Outcome.PARTLY, 1)
    assert len(one.attempt.reasons) == 1
    # What is missing lies before what came: it must be asked for again.
    assert one.attempt.data_until is None
    assert exit_code(report) is ExitCode.PARTLY


async def test_what_is_not_there_yet_is_no_failure(world: World, host: ReplayServer) -> None:
    world.own = (host.url("/"),)
    wish = Wanted(url=host.url("/x"), may_be_missing=True)
    report = await world.sync(StubConnector(wanted=lambda known: (wish,)))
    assert report.sources[0].attempt.outcome is Outcome.NOTHING_NEW


async def test_a_failing_source_is_left_alone_ever_longer(world: World, host: ReplayServer) -> None:
    host.answer("/feed.xml", status=429, headers={"Retry-After": "7200"})
    feed = one_feed(world, host)
    await world.sync(feed)
    first = await attempt(world)
    assert first.next_try is not None
    assert first.next_try >= NOW + timedelta(hours=2)
    assert (first.succeeded_at, first.failures) == (None, 1)


async def test_a_locked_interface_says_what_is_shown_instead(
    world: World, host: ReplayServer
) -> None:
    host.answer("/x", status=403)
    world.own = (host.url("/"),)
    stub = StubConnector(
        wanted=lambda known: (Wanted(url=host.url("/x")),),
        when_forbidden=lambda known: "degraded: showing the mirror of 4 Nov 2025",
    )
    report = await world.sync(stub)
    assert report.sources[0].attempt.why == "degraded: showing the mirror of 4 Nov 2025"


async def test_rejected_items_are_told_with_their_reasons(world: World, host: ReplayServer) -> None:
    host.answer("/x", b"x")
    world.own = (host.url("/"),)
    rejected = tuple(Skipped(where=f"item {number}", why="no date") for number in range(30))
    stub = StubConnector(
        wanted=lambda known: (Wanted(url=host.url("/x")),),
        read=lambda bodies, known: Batch(records=(make_claim(),), seen=31, rejected=rejected),
    )
    report = await world.sync(stub)
    done = report.sources[0].attempt
    assert (done.outcome, done.rejected, len(done.reasons)) == (Outcome.NEW, 30, 20)
    assert done.reasons[0] == "item 0: no date"


async def test_a_body_nobody_can_use_fails_the_source(world: World, host: ReplayServer) -> None:
    host.answer("/x", b"x")
    world.own = (host.url("/"),)

    def read(bodies: Sequence[Body], known: Known) -> Batch:
        raise InputError("it has no column “status”", where="x.csv", do="tell us")

    stub = StubConnector(wanted=lambda known: (Wanted(url=host.url("/x")),), read=read)
    report = await world.sync(stub)
    assert report.sources[0].attempt.why == "x.csv: it has no column “status” (tell us)"
    assert exit_code(report) is ExitCode.FAILED


async def test_plain_answers_of_one_host_in_turn(world: World, host: ReplayServer) -> None:
    host.play("/feed.xml", plain(status=503), plain(rss("a"), headers=RSS))
    await world.sync(one_feed(world, host))
    assert (await attempt(world)).outcome is Outcome.NEW
