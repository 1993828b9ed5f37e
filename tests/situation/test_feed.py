"""The feed: pages that add up, echoes folded, new claims that wait."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from situation.cast import read_cast
from situation.feed import PAGE_CLAIMS, build_feed
from situation.feed_rows import FeedRow, feed_rows
from situation.feed_view import Feed, FeedRequest
from situation.model import Claim
from situation.periods import Viewpoint
from situation.store import open_store
from situation.store.base import Store
from situation.views import ClaimView
from situation.vocabulary import Act, LinkKind
from tests.situation.records import DAY, Clock, make_cast, make_claim, make_link, make_source

HERE = Viewpoint(valid_at=DAY + timedelta(days=1))
SAID = "Two drones hit the railway depot of the city before dawn and nobody was hurt there."


def numbered(number: int, **fields: object) -> Claim:
    said_at = DAY - timedelta(hours=number)
    return make_claim(f"c{number}", text=f"Event number {number}.", said_at=said_at, **fields)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(tmp_path / "feed.db", clock=Clock(), create=True)
    await opened.append([*make_cast(), make_source("reuters")], author="test")
    yield opened
    await opened.close()


async def read(store: Store, line: str = "", before: Feed | None = None, **wanted: Any) -> Feed:
    request = FeedRequest(line=line, before=before, **wanted)
    return await build_feed(store, request, HERE, await read_cast(store, HERE))


def ids(feed: Feed) -> list[str]:
    return [view.claim.id for view in feed.claims]


def rows(feed: Feed, *opened: str) -> tuple[FeedRow, ...]:
    return feed_rows(feed, opened=opened, is_unread=lambda view: view.claim.id != "c0")


async def test_pages_add_up_to_the_whole_list_each_claim_once(store: Store) -> None:
    await store.append([numbered(n) for n in range(2 * PAGE_CLAIMS + 7)], author="test")
    feed = await read(store)
    assert len(feed.claims) == PAGE_CLAIMS
    assert feed.total == 2 * PAGE_CLAIMS + 7
    while feed.cursor:
        before = ids(feed)
        feed = await read(store, before=feed, more=True)
        assert ids(feed)[: len(before)] == before
    assert ids(feed) == [f"c{n}" for n in range(2 * PAGE_CLAIMS + 7)]


async def test_new_claims_wait_and_the_list_stays_as_it_is(store: Store) -> None:
    await store.append([numbered(n) for n in range(5)], author="test")
    feed = await read(store)
    late = make_claim("late", text="Later.", said_at=DAY + timedelta(hours=1))
    await store.append([late, numbered(9)], author="test")
    again = await read(store, before=feed)
    assert ids(again) == ids(feed)
    assert (again.waiting, again.total) == (2, 7)
    assert all(old is new for old, new in zip(feed.claims, again.claims, strict=True))
    assert ids(await read(store))[0] == "late"


async def test_a_revised_claim_is_shown_as_it_is_now_and_a_withdrawn_one_goes(
    store: Store,
) -> None:
    await store.append([numbered(n) for n in range(3)], author="test")
    feed = await read(store)
    await store.append([make_claim("c1", said_at=numbered(1).said_at)], author="test")
    await store.append([numbered(2)], author="test", act=Act.RETRACT)
    again = await read(store, before=feed)
    assert ids(again) == ["c0", "c1"]
    assert again.claims[1].claim.text == "Fighting goes on in the city."
    assert again.waiting == 0
    assert ids(await read(store, "withdrawn:yes")) == ["c0", "c1", "c2"]


async def test_only_what_was_recorded_after_an_entry(store: Store) -> None:
    await store.append([numbered(0)], author="test")
    revision = (await store.info()).revision
    await store.append([numbered(1)], author="test")
    feed = await read(store, recorded_after=revision)
    assert ids(feed) == ["c1"]
    assert feed.total == 1


@pytest.mark.parametrize("line", ["kind:rumour", '"open', "NOT"])
async def test_a_search_that_cannot_be_read_is_told(store: Store, line: str) -> None:
    feed = await read(store, line)
    assert feed.problem
    assert feed.claims == ()


async def test_echoes_are_folded_into_their_origin(store: Store) -> None:
    origin = make_claim("origin", text=SAID, said_at=DAY - timedelta(hours=5))
    echo = make_claim("echo", text=SAID, via=("reuters",), said_at=DAY)
    await store.append([origin, echo, numbered(2)], author="test")
    feed = await read(store)
    statement, other = rows(feed)
    # It stands where its newest report stands and shows its origin.
    assert statement.view.claim.id == "origin"
    assert (statement.reports, statement.origins) == (2, 1)
    assert other.view.claim.id == "c2"
    opened = rows(feed, statement.key)
    assert [row.view.claim.id for row in opened] == ["origin", "echo", "c2"]
    assert opened[1].rule
    assert len({row.key for row in opened}) == 3


async def test_a_stated_duplicate_of_another_source_is_a_second_origin(store: Store) -> None:
    other = make_claim("other", source="reuters", text="The depot was struck.", said_at=DAY)
    same = make_link("same", "other", "c1", kind=LinkKind.DUPLICATES)
    await store.append([numbered(1), other, same], author="test")
    (statement,) = rows(await read(store))
    assert (statement.reports, statement.origins) == (2, 2)


async def test_unread_is_told_by_row_and_what_is_read_can_be_left_out(store: Store) -> None:
    await store.append([numbered(0), numbered(1)], author="test")
    feed = await read(store)
    assert [row.unread for row in rows(feed)] == [False, True]

    def is_listed(view: ClaimView) -> bool:
        return view.claim.id == "c1"

    left = feed_rows(feed, opened=(), is_unread=is_listed, is_listed=is_listed)
    assert [row.view.claim.id for row in left] == ["c1"]
