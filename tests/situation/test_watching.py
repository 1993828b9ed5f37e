"""A watch tells every change once, at the look after it, whatever the clocks say."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from situation.attempt_records import Attempt, Outcome
from situation.errors import StoreError
from situation.handover_claims import News
from situation.store import open_store
from situation.store.base import Store
from situation.vocabulary import Act, Basis, ControlStatus, Standing
from situation.watch_view import Changes
from situation.watching import SILENCE_EVERY, Watcher, wait_for_growth
from tests.situation.records import (
    DAY,
    Clock,
    make_cast,
    make_claim,
    make_coverage,
    make_link,
    make_place,
    make_reading,
    make_statistic,
)

BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(DAY - timedelta(days=30))


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """A cast and one claim, known before the watch begins."""
    opened = open_store(tmp_path / "s.db", clock=clock, create=True)
    place = make_place("pokrovsk", lat=48.28, lon=37.18)
    await opened.append((*make_cast(), place, make_claim("old", said_at=BEFORE)), author="test")
    clock.now = DAY + timedelta(hours=6)
    yield opened
    await opened.close()


@pytest.fixture
async def watcher(store: Store, clock: Clock) -> Watcher:
    watcher = Watcher(store, clock)
    assert await watcher.begin() is None
    return watcher


def _is_empty(changes: Changes) -> bool:
    parts = (
        changes.claims, changes.disputes, changes.statuses, changes.figures,
        changes.maps, changes.attempts, changes.silent, changes.heard,
    )  # fmt: skip
    return not any(parts)


async def test_what_was_there_is_not_told_and_what_came_is_told_once(
    store: Store, watcher: Watcher
) -> None:
    assert _is_empty(await watcher.look())
    await store.append([make_claim("new")], author="x")
    (told,) = (await watcher.look()).claims
    assert (told.view.claim.id, told.news) == ("new", News.SAID)
    assert _is_empty(await watcher.look())


async def test_claims_of_any_date_are_told_when_they_are_recorded(
    store: Store, watcher: Watcher
) -> None:
    dated = (DAY - timedelta(days=900), DAY + timedelta(days=1))
    await store.append([make_claim(f"c{n}", said_at=at) for n, at in enumerate(dated)], author="x")
    assert [item.view.claim.id for item in (await watcher.look()).claims] == ["c0", "c1"]


async def test_a_recorder_whose_clock_is_behind_is_not_missed(
    store: Store, clock: Clock, watcher: Watcher
) -> None:
    await watcher.look()
    clock.move(seconds=-30)
    await store.append([make_claim("behind")], author="x")
    clock.move(seconds=31)
    assert [item.view.claim.id for item in (await watcher.look()).claims] == ["behind"]


async def test_new_versions_and_withdrawals_are_told_apart(store: Store, watcher: Watcher) -> None:
    await store.append([make_claim("other", said_at=DAY)], author="x")
    await store.append(
        [make_claim("old", said_at=BEFORE, text="More.")], author="x", act=Act.UPDATE
    )
    told = {item.view.claim.id: (item.news, item.act) for item in (await watcher.look()).claims}
    assert told == {"old": (News.REVISED, Act.UPDATE), "other": (News.SAID, Act.ASSERT)}
    withdrawn = make_claim("old", said_at=BEFORE, text="More.")
    await store.append([withdrawn], author="x", act=Act.RETRACT)
    (item,) = (await watcher.look()).claims
    assert item.news is News.WITHDRAWN


async def test_a_status_and_a_dispute_about_it_are_told_with_who_votes(
    store: Store, watcher: Watcher
) -> None:
    held = make_reading("held", status=ControlStatus.HELD, holder="UA")
    await store.append([held], author="x")
    (status,) = (await watcher.look()).statuses
    assert (status.before.status, status.after.status) == (
        ControlStatus.UNKNOWN,
        ControlStatus.HELD,
    )
    assert [vote.sources for vote in status.after.votes] == [("nyt",)]
    taken = make_reading(
        "taken", source="deepstate", status=ControlStatus.OCCUPIED, holder="RU",
        basis=Basis.ASSESSED,
    )  # fmt: skip
    await store.append([taken], author="x")
    (status,) = (await watcher.look()).statuses
    assert status.after.status is ControlStatus.CONTESTED


async def test_a_new_dispute_is_told_and_a_rejected_one_is_not(
    store: Store, watcher: Watcher
) -> None:
    await store.append(
        (
            make_claim("answer", source="deepstate"),
            make_link("l1", "answer", "old"),
            make_link("l2", "old", "answer", standing=Standing.REJECTED),
        ),
        author="x",
    )
    (dispute,) = (await watcher.look()).disputes
    assert (dispute.claim.claim.id, dispute.against.id) == ("answer", "old")
    assert _is_empty(await watcher.look())


async def test_figures_and_map_days(store: Store, watcher: Watcher) -> None:
    days = [make_coverage(DAY - timedelta(days=n), "deepstate") for n in (0, 1)]
    await store.append((make_statistic("s1"), *days), author="x")
    changes = await watcher.look()
    (new,) = changes.figures
    assert (new.name, new.figure.before, new.figure.after.words) == (
        "pokrovsk", None, "1,300 people",
    )  # fmt: skip
    (map_days,) = changes.maps
    assert (map_days.days, map_days.first, map_days.last) == (2, DAY - timedelta(days=1), DAY)
    later = make_statistic("s2", value=1200.0, as_of=DAY + timedelta(hours=1))
    await store.append([later], author="x")
    (figure,) = (await watcher.look()).figures
    assert figure.figure.before is not None
    assert (figure.figure.before.words, figure.figure.after.words) == (
        "1,300 people", "1,200 people",
    )  # fmt: skip


async def test_a_source_is_told_when_it_begins_to_fail_and_when_it_answers(
    store: Store, watcher: Watcher
) -> None:
    told: list[list[Outcome]] = []
    for outcome in (Outcome.NEW, Outcome.FAILED, Outcome.FAILED, Outcome.NOTHING_NEW):
        attempt = Attempt(
            id="attempt:a", connector="a", source="nyt", outcome=outcome,
            tried_at=DAY + timedelta(minutes=len(told)), why="no answer",
        )  # fmt: skip
        await store.append([attempt], author="x")
        told.append([item.outcome for item in (await watcher.look()).attempts])
    assert told == [[], [Outcome.FAILED], [], [Outcome.NOTHING_NEW]]


async def test_silence_begins_and_ends_without_and_with_an_entry(
    store: Store, clock: Clock, watcher: Watcher
) -> None:
    days = [make_coverage(DAY - timedelta(days=n), "deepstate") for n in range(4)]
    await store.append(days, author="x")
    assert (await watcher.look()).silent == ()
    clock.move(days=3)
    (silent,) = (await watcher.look()).silent
    assert silent.source.id == "deepstate"
    await store.append([make_coverage(DAY + timedelta(days=3), "deepstate")], author="x")
    clock.move(seconds=SILENCE_EVERY.total_seconds())
    assert [source.id for source in (await watcher.look()).heard] == ["deepstate"]


async def test_one_place_alone(store: Store, clock: Clock) -> None:
    watcher = Watcher(store, clock, "myrnohrad")
    await watcher.begin()
    await store.append(
        (
            make_claim("here", places=("myrnohrad", "pokrovsk")),
            make_claim("there"),
            make_reading("r", status=ControlStatus.HELD, holder="UA"),
            make_statistic("s"),
        ),
        author="x",
    )
    changes = await watcher.look()
    assert [item.view.claim.id for item in changes.claims] == ["here"]
    assert (changes.statuses, changes.figures) == ((), ())


async def test_since_tells_what_changed_before_and_nothing_of_it_again(
    store: Store, clock: Clock
) -> None:
    since = DAY + timedelta(hours=1)
    both = make_claim("both", places=("pokrovsk", "myrnohrad"), said_at=since)
    held = make_reading("held", status=ControlStatus.HELD, holder="UA", said_at=since)
    await store.append((both, held), author="x")
    watcher = Watcher(store, clock)
    first = await watcher.begin(since)
    assert first is not None
    assert [item.view.claim.id for item in first.claims] == ["both"]
    assert [item.after.status for item in first.statuses] == [ControlStatus.HELD]
    assert _is_empty(await watcher.look())


async def test_a_look_that_fails_loses_nothing(
    store: Store, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.append([make_claim("new")], author="x")

    async def fail(*_: object, **__: object) -> None:
        raise StoreError("locked")

    with monkeypatch.context() as patched:
        patched.setattr(store, "claims", fail)
        with pytest.raises(StoreError):
            await watcher.look()
    assert [item.view.claim.id for item in (await watcher.look()).claims] == ["new"]


async def test_waiting_ends_when_somebody_appends(store: Store, watcher: Watcher) -> None:
    waiting = asyncio.ensure_future(wait_for_growth(store, watcher.revision))
    await store.append([make_claim("new")], author="x")
    await asyncio.wait_for(waiting, 10)
