"""How each source is doing, as a store and the setup tell it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace

from situation.asked_here import NOT_SET_UP
from situation.attempt_records import Outcome
from situation.cast import read_cast
from situation.freshness import Freshness
from situation.periods import Viewpoint
from situation.settings_model import ChannelSettings, FeedSettings, Settings
from situation.source_access import SourceSetup
from situation.source_overview import SourceOverview, SourceState
from situation.source_views import build_sources
from situation.source_words import facts_of
from situation.store import open_store
from situation.store.base import Store, StoreInfo
from tests.situation.records import DAY, Clock, make_cast, make_claim, make_coverage, make_reading
from tests.situation.source_world import (
    HOUR,
    NOTICE,
    SETUP,
    STATES,
    FakeConnector,
    make_attempt,
    source_store,
)

NOW = Viewpoint(valid_at=DAY)


class FedElsewhere:
    """A store that says other things of itself."""

    def __init__(self, store: Store, told: dict[str, Any]) -> None:
        self._store = store
        self._told = told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def info(self) -> StoreInfo:
        return replace(await self._store.info(), **self._told)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = await source_store(tmp_path, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def bare(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """Two sources that nobody ever fetched."""
    opened = open_store(tmp_path / "bare.db", clock=clock, create=True)
    await opened.append(make_cast(), author="test")
    yield opened
    await opened.close()


async def overview(
    store: Store, clock: Clock, setup: SourceSetup | None = SETUP, at: Viewpoint = NOW
) -> SourceOverview:
    return await build_sources(store, at, await read_cast(store, at), setup, now=clock())


def named(found: SourceOverview, source: str) -> SourceState:
    (state,) = (state for state in found.states if state.source.id == source)
    return state


async def test_every_state_in_the_order_asked_off_and_no_feed(store: Store, clock: Clock) -> None:
    found = await overview(store, clock)
    assert [(state.source.id, state.word.value) for state in found.states] == list(STATES.items())
    assert (found.judged_at, found.is_now) == (DAY, True)


async def test_a_state_has_everything_that_is_to_be_told(store: Store, clock: Clock) -> None:
    found = await overview(store, clock)
    good = named(found, "fresh-map")
    assert good.made_from == ("deepstate", "nyt")
    assert (good.interval, good.data_at, good.next_try) == (HOUR, DAY, DAY + HOUR)
    assert good.attempt is not None
    assert (good.attempt.seen, good.attempt.new) == (9, 2)
    licensed = named(found, "licensed-map")
    assert (licensed.notice, licensed.is_accepted) == (NOTICE, False)
    assert licensed.off == "its terms are not accepted"
    assert licensed.next_try is None


async def test_without_the_next_try_of_an_attempt_its_interval_counts(
    store: Store, clock: Clock
) -> None:
    assert named(await overview(store, clock), "partial-list").next_try == DAY + HOUR


async def test_days_without_any_fetching_leave_nothing_fresh(store: Store, clock: Clock) -> None:
    clock.move(days=2)
    words = {state.word for state in (await overview(store, clock)).states}
    assert Freshness.FRESH not in words


async def test_a_store_that_others_fill_is_told_by_its_attempts(store: Store, clock: Clock) -> None:
    found = await overview(store, clock, setup=None)
    fed = {state.source.id: state.word.value for state in found.states if state.connector}
    tried = ("fresh-map", "broken-feed", "partial-list", "silent-feed", "stale-map")
    assert fed == {source: STATES[source] for source in tried}
    assert named(found, "new-feed").word is Freshness.NOT_A_FEED
    assert named(found, "fresh-map").interval is None


async def test_what_was_known_then_is_judged_then(store: Store, clock: Clock) -> None:
    before = clock()
    clock.move(hours=1)
    again = make_attempt("down", "broken-feed", tried_at=clock(), succeeded_at=clock())
    await store.append([again], author="sync")
    clock.move(days=30)
    then = Viewpoint(valid_at=clock(), known_at=before)
    found = await overview(store, clock, at=then)
    assert (found.judged_at, found.is_now) == (before, False)
    assert named(found, "broken-feed").word is Freshness.FAILED
    assert named(found, "fresh-map").word is Freshness.FRESH


async def test_the_day_that_is_looked_from_does_not_matter(store: Store, clock: Clock) -> None:
    long_ago = Viewpoint(valid_at=DAY - timedelta(days=300))
    assert await overview(store, clock, at=long_ago) == await overview(store, clock)


async def test_a_time_to_come_is_judged_now(store: Store, clock: Clock) -> None:
    to_come = Viewpoint(valid_at=DAY, known_at=DAY + timedelta(days=300))
    assert await overview(store, clock, at=to_come) == await overview(store, clock)


async def test_two_connectors_of_one_source_have_a_state_each(bare: Store, clock: Clock) -> None:
    await bare.append([make_attempt("control"), make_attempt("gone")], author="sync")
    setup = SourceSetup(connectors=(FakeConnector("control"), FakeConnector("events")))
    found = await overview(bare, clock, setup)
    assert [(state.connector, state.word.value) for state in found.states] == [
        ("control", "fresh"),
        ("events", "never fetched"),
        ("gone", "off"),
        ("", "not a feed"),
    ]
    assert len({state.key for state in found.states}) == 4


async def test_what_the_settings_have_no_more_is_not_asked(bare: Store, clock: Clock) -> None:
    failed = make_attempt("gone", outcome=Outcome.FAILED, why="404", next_try=DAY + HOUR)
    await bare.append([failed], author="sync")
    state = named(await overview(bare, clock, SourceSetup()), "nyt")
    assert (state.word, state.off) == (Freshness.OFF, NOT_SET_UP)
    assert (state.next_try, state.attempt) == (None, failed)


@pytest.mark.parametrize(
    "fed_elsewhere",
    [{"url": "https://desk.example"}, {"url": "postgresql://db/sitmon"}, {"writable": False}],
)
async def test_what_others_feed_is_told_as_they_tried_it(
    bare: Store, clock: Clock, fed_elsewhere: dict[str, Any]
) -> None:
    failed = make_attempt("theirs", outcome=Outcome.FAILED, why="404", next_try=DAY + HOUR)
    await bare.append([failed], author="sync")
    store = FedElsewhere(bare, fed_elsewhere)
    state = named(await overview(cast("Store", store), clock, SourceSetup()), "nyt")
    assert (state.word, state.off) == (Freshness.FAILED, "")
    assert (state.next_try, state.interval) == (DAY + HOUR, None)
    asked = next(fact.text for fact in facts_of(state, DAY) if fact.label == "asked")
    assert asked.startswith("not from here")


async def test_a_connector_whose_source_is_not_in_the_store_says_so(
    bare: Store, clock: Clock
) -> None:
    setup = SourceSetup(connectors=(FakeConnector("feed", "nobody-knows-it"),))
    state = named(await overview(bare, clock, setup), "nobody-knows-it")
    assert state.word is Freshness.OFF
    assert state.off == "the store has no source nobody-knows-it: add it to the pack"


async def test_a_feed_that_is_new_in_the_settings_was_never_fetched(
    bare: Store, clock: Clock
) -> None:
    settings = Settings(
        feeds={"feed": FeedSettings(url="https://p.example/rss", source="a-paper")},
        channels={"chan": ChannelSettings(channel="Channel", source="a-channel")},
    )
    made = (FakeConnector("feed", "a-paper"), FakeConnector("chan", "a-channel"))
    found = await overview(bare, clock, SourceSetup(connectors=made, settings=settings))
    for source in ("a-paper", "a-channel"):
        assert named(found, source).word is Freshness.NEVER_FETCHED
        assert named(found, source).off == ""


async def test_without_an_attempt_the_newest_item_dates_the_data(bare: Store, clock: Clock) -> None:
    mapped, said = DAY - timedelta(days=2), DAY - timedelta(days=200)
    reading = make_reading(source="deepstate", valid_from=said, said_at=said)
    await bare.append(
        [
            reading,
            make_coverage(mapped, "deepstate"),
            make_claim(said_at=said),
        ],
        author="test",
    )
    found = await overview(bare, clock, None)
    assert named(found, "deepstate").data_at == mapped
    assert named(found, "nyt").data_at == said


async def test_silence_is_that_of_the_hand_over(bare: Store, clock: Clock) -> None:
    days = (DAY - timedelta(days=days) for days in (8, 7, 6, 4))
    claims = [make_claim(f"claim-{day:%d}", said_at=day) for day in days]
    await bare.append(claims, author="test")
    assert Freshness.SILENT in _words(await overview(bare, clock, None), "nyt")
    await bare.append([make_claim("last", said_at=DAY - timedelta(days=3))], author="test")
    assert Freshness.SILENT not in _words(await overview(bare, clock, None), "nyt")


def _words(found: SourceOverview, source: str) -> set[Freshness]:
    return {condition.word for condition in named(found, source).conditions}
