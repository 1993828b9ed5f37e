from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.attempt_records import Outcome
from situation.connector import Batch, Body, Known, Wanted
from situation.errors import ExitCode
from situation.model import Claim
from situation.periods import LATEST, Viewpoint
from situation.settings_model import Settings, SourceSettings
from situation.sources.deepstate_mirror import DeepStateMirror
from situation.sync_report import exit_code
from situation.sync_words import sync_json
from tests.servers.replay import ReplayServer, conditional
from tests.situation.records import make_claim, make_place, make_reading, make_source
from tests.situation.sources.map_bytes import box, mirror_file
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


async def test_items_become_claims_of_a_source_the_settings_name(
    world: World, host: ReplayServer
) -> None:
    host.answer("/feed.xml", rss("a"), headers=RSS)
    report = await world.sync(one_feed(world, host))
    assert len(await world.claims()) == 5
    done = await attempt(world)
    assert (done.outcome, done.seen, done.new, done.rejected) == (Outcome.NEW, 5, 5, 0)
    assert (done.succeeded_at, done.failures) == (NOW, 0)
    assert done.next_try == NOW + timedelta(minutes=15)
    assert done.data_until is not None
    assert exit_code(report) is ExitCode.OK
    assert world.told == ["feed-0: asking", "feed-0: new, 5 stored of 5 items"]
    made = {item.record.id: item.record for item in await world.store.sources()}["source-0"]
    assert (made.reliability.value, made.url) == ("F", host.url("/feed.xml"))


async def test_claims_name_the_body_that_is_kept(world: World, host: ReplayServer) -> None:
    host.answer("/feed.xml", rss("a", 1), headers=RSS)
    await world.sync(one_feed(world, host))
    (claim_id,) = await world.claims()
    stored = await world.store.claim(claim_id)
    assert stored is not None
    assert stored.record.document is not None
    assert world.evidence.load(stored.record.document) == rss("a", 1)
    assert (await world.store.info()).counts["document"] == 1


async def test_a_feed_with_one_more_item_adds_one_claim(world: World, host: ReplayServer) -> None:
    host.answer("/feed.xml", rss("a", 5), headers=RSS)
    feed = one_feed(world, host)
    await world.sync(feed)
    host.answer("/feed.xml", rss("a", 6), headers=RSS)
    await world.sync(feed)
    assert (await attempt(world)).new == 1
    assert (await world.store.info()).counts["claim"] == 6


async def test_the_same_items_in_another_body_are_unchanged(
    world: World, host: ReplayServer
) -> None:
    host.answer("/feed.xml", rss("a"), headers=RSS)
    feed = one_feed(world, host)
    await world.sync(feed)
    host.answer("/feed.xml", rss("a") + b"<!-- built anew -->", headers=RSS)
    await world.sync(feed)
    done = await attempt(world)
    assert (done.outcome, done.new, done.seen) == (Outcome.NOTHING_NEW, 0, 5)
    assert (await world.store.info()).counts["document"] == 1


async def test_an_item_issued_again_was_said_when_it_first_was(
    world: World, host: ReplayServer
) -> None:
    host.answer("/feed.xml", rss("a", 1), headers=RSS)
    feed = one_feed(world, host)
    await world.sync(feed)
    host.answer("/feed.xml", rss("a", 1).replace(b"Wed, 05 Nov", b"Thu, 06 Nov"), headers=RSS)
    await world.sync(feed)
    (claim_id,) = await world.claims()
    (only,) = await world.store.claim_history(claim_id)
    assert only.record.said_at.day == 5


async def test_an_edited_item_is_a_new_version(world: World, host: ReplayServer) -> None:
    host.answer("/feed.xml", rss("a", 1), headers=RSS)
    feed = one_feed(world, host)
    await world.sync(feed)
    host.answer("/feed.xml", rss("a", 1, words="Calm in the city"), headers=RSS)
    await world.sync(feed)
    (claim_id,) = await world.claims()
    history = await world.store.claim_history(claim_id)
    assert [version.record.text[:4] for version in history] == ["Figh", "Calm"]


async def test_what_a_person_corrected_is_not_overwritten(world: World, host: ReplayServer) -> None:
    host.answer("/feed.xml", rss("a", 1), headers=RSS)
    feed = one_feed(world, host)
    await world.sync(feed)
    (claim_id,) = await world.claims()
    stored = await world.store.claim(claim_id)
    assert stored is not None
    corrected = replace(stored.record, text="Put right by an analyst.")
    await world.store.append([corrected], author="analyst")
    host.answer("/feed.xml", rss("a", 1) + b" ", headers=RSS)
    await world.sync(feed)
    assert (await attempt(world)).warnings == ()
    host.answer("/feed.xml", rss("a", 1, words="Calm in the city"), headers=RSS)
    await world.sync(feed)
    assert (await world.claims())[claim_id] == "Put right by an analyst."
    (warning,) = (await attempt(world)).warnings
    assert claim_id in warning
    assert "by hand" in warning


async def test_it_is_asked_for_only_if_it_changed(world: World, host: ReplayServer) -> None:
    host.play("/feed.xml", conditional(rss("a"), etag='"1"', headers=RSS))
    feed = one_feed(world, host)
    await world.sync(feed)
    await world.sync(feed)
    asked = [request.headers.get("if-none-match") for request in host.requests]
    assert asked == [None, '"1"']
    assert (await attempt(world)).outcome is Outcome.NOTHING_NEW
    assert (await attempt(world)).data_until is not None


async def test_a_store_that_has_not_got_as_far_is_sent_everything(
    world: World, host: ReplayServer, tmp_path: Path
) -> None:
    host.play("/feed.xml", conditional(rss("a"), etag='"1"', headers=RSS))
    await world.sync(one_feed(world, host))
    (tmp_path / "other").mkdir()
    async with world_in(tmp_path / "other") as other:
        other.evidence = type(world.evidence)(world.folder / "evidence")
        await other.sync(one_feed(other, host))
        assert len(await other.claims()) == 5


async def test_follow_ups_end_after_three_rounds(world: World, host: ReplayServer) -> None:
    host.answer("/x", b"x")
    world.own = (host.url("/"),)
    one = (Wanted(url=host.url("/x")),)
    rounds: list[int] = []

    def read(bodies: Sequence[Body], known: Known) -> Batch:
        rounds.append(len(bodies))
        return Batch(follow_up=one)

    report = await world.sync(StubConnector(wanted=lambda known: one, read=read))
    assert rounds == [1, 1, 1, 1]
    assert "left out" in report.sources[0].attempt.reasons[0]


async def test_maps_take_the_way_of_an_import(world: World, host: ReplayServer) -> None:
    await world.store.append(
        [
            make_source("deepstate-mirror"),
            make_place("here", lon=36.0, lat=48.5, population=70_000),
        ],
        author="pack",
    )
    for day, ring in ((4, box(38, 47, 39, 48)), (5, box(35, 47, 39, 50))):
        host.answer(f"/deepstatemap_data_2025110{day}.geojson", mirror_file(ring))
    mirror = DeepStateMirror(url=host.url(""))
    world.own = (host.url("/"),)
    report = await world.sync(mirror, since=date(2025, 11, 4))
    (one,) = report.sources
    assert (report.maps, one.attempt.outcome, one.attempt.rejected) == (2, Outcome.NEW, 0)
    days = await world.store.terrain(Viewpoint(valid_at=LATEST))
    assert [item.record.valid_from.day for item in days] == [4, 5]
    (reading,) = await world.store.readings(Viewpoint(valid_at=LATEST), places=["here"])
    assert reading.reading.status.value == "occupied"
    again = await world.sync(mirror, since=date(2025, 11, 4))
    assert (again.maps, again.sources, len(again.not_asked)) == (0, (), 1)


async def test_how_far_back_the_settings_say(world: World) -> None:
    asked: list[date | None] = []

    def wanted(known: Known) -> tuple[Wanted, ...]:
        asked.append(known.since)
        return ()

    stub = StubConnector(wanted=wanted)
    world.settings = Settings(sources={"stub": SourceSettings(since=date(2025, 1, 1))})
    await world.sync(stub)
    await world.sync(stub, since=date(2024, 1, 1))
    assert asked == [date(2025, 1, 1), date(2024, 1, 1)]


async def test_a_reading_that_differs_in_its_document_only_is_unchanged(
    world: World, host: ReplayServer
) -> None:
    world.own = (host.url("/"),)
    stub = StubConnector(
        wanted=lambda known: (Wanted(url=host.url("/x")),),
        read=lambda bodies, known: Batch(records=(make_reading(),), seen=1),
    )
    for body in (b"one", b"two"):
        host.answer("/x", body)
        await world.sync(stub)
    assert (await world.store.info()).counts["reading"] == 1


async def test_who_has_nothing_to_be_asked_for_has_not_answered(
    world: World, host: ReplayServer
) -> None:
    host.answer("/x", b"x")
    world.own = (host.url("/"),)
    asks = [(Wanted(url=host.url("/x")),), ()]
    stub = StubConnector(wanted=lambda known: asks.pop(0))
    await world.sync(stub)
    world.clock.move(hours=6)
    report = await world.sync(stub)
    assert report.sources == ()
    assert [item.connector for item in report.not_asked] == ["stub"]
    assert world.told[-1] == (
        "stub: not asked: there is nothing to ask for: what it has published by now is stored"
    )
    last = await attempt(world, "stub")
    assert (last.tried_at, last.succeeded_at) == (NOW, NOW)
    assert sync_json(report, (), None)["not_asked"] != []
    assert exit_code(report) is ExitCode.OK


async def test_who_was_never_asked_is_not_said_to_have_answered(world: World) -> None:
    report = await world.sync(StubConnector(wanted=lambda known: ()))
    assert report.sources == ()
    assert await world.store.attempts() == ()


async def test_ten_thousand_items(world: World, host: ReplayServer) -> None:
    host.answer("/x", b"x")
    world.own = (host.url("/"),)
    claims: tuple[Claim, ...] = tuple(make_claim(f"c{number}") for number in range(10_000))
    stub = StubConnector(
        wanted=lambda known: (Wanted(url=host.url("/x")),),
        read=lambda bodies, known: Batch(records=claims, seen=len(claims)),
    )
    await world.sync(stub)
    done = await attempt(world, "stub")
    assert (done.new, done.seen) == (10_000, 10_000)
