"""A fingerprint names one state of one store, exactly and for good."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.errors import UsageError
from situation.fingerprint import canonical, fingerprint, pinned, resolve
from situation.periods import EARLIEST, LATEST, Viewpoint, end_of_day
from situation.store import open_store
from situation.store.base import ClaimPage, Store
from situation.store.claim_query import ClaimQuery
from situation.vocabulary import Act
from tests.situation.records import DAY, Clock, make_cast, make_claim, make_reading

EVENING = Viewpoint(valid_at=end_of_day(DAY.date()))


@pytest.fixture
def clock() -> Clock:
    return Clock(DAY + timedelta(hours=3))


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = open_store(tmp_path / "s.db", clock=clock, create=True)
    clock.move(seconds=1)
    await opened.append((*make_cast(), make_claim("a"), make_reading()), author="test")
    clock.move(minutes=1)
    yield opened
    await opened.close()


async def _shown(store: Store, viewpoint: Viewpoint) -> object:
    return (
        await store.claims(ClaimQuery(viewpoint=viewpoint)),
        await store.readings(viewpoint),
        await store.places(viewpoint.known_at),
    )


async def test_a_fingerprint_is_short_and_shows_the_same_after_later_appends(
    store: Store, clock: Clock
) -> None:
    text = await fingerprint(store, EVENING)
    before = await _shown(store, EVENING)
    assert len(text) < 30
    clock.move(seconds=1)
    await store.append([make_claim("b"), make_claim("a", text="Other words.")], author="x")
    await store.append([make_claim("a")], author="x", act=Act.RETRACT)
    viewpoint = await resolve(store, text)
    assert viewpoint.valid_at == EVENING.valid_at
    assert await _shown(store, viewpoint) == before
    assert await _shown(store, EVENING) != before


async def test_equal_states_have_one_fingerprint_and_other_states_another(
    store: Store, clock: Clock
) -> None:
    text = await fingerprint(store, EVENING)
    later = Viewpoint(valid_at=EVENING.valid_at, known_at=clock.move(days=1))
    assert await fingerprint(store, later) == text
    assert await fingerprint(store, Viewpoint(valid_at=DAY)) != text
    await store.append([make_claim("b")], author="x")
    assert await fingerprint(store, EVENING) != text


@pytest.mark.parametrize("known_at", [None, DAY, DAY + timedelta(hours=2), LATEST])
async def test_both_times_come_back_to_the_microsecond(
    store: Store, known_at: datetime | None
) -> None:
    moment = DAY + timedelta(hours=1, microseconds=17)
    viewpoint = Viewpoint(valid_at=moment, known_at=known_at)
    found = await resolve(store, await fingerprint(store, viewpoint))
    assert found.valid_at == moment
    assert await _shown(store, found) == await _shown(store, viewpoint)


async def test_case_and_look_alike_letters_do_not_matter(store: Store) -> None:
    text = await fingerprint(store, EVENING)
    sloppy = f" {text.lower().replace('0', 'o').replace('1', 'l')} "
    assert canonical(sloppy) == text
    assert await resolve(store, sloppy) == await resolve(store, text)


async def test_a_fingerprint_keeps_its_text_when_it_is_looked_from(
    store: Store, clock: Clock
) -> None:
    text = await fingerprint(store, EVENING)
    clock.move(seconds=1)
    await store.append([make_claim("b")], author="x")
    assert await pinned(store, await resolve(store, text), text) == (
        text,
        await resolve(store, text),
    )


async def test_another_store_and_a_slip_are_told(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    text = await fingerprint(store, EVENING)
    other = open_store(tmp_path / "other.db", clock=clock, create=True)
    try:
        await other.append(
            (*make_cast(), make_claim("z"), make_reading(label="else")), author="test"
        )
        with pytest.raises(UsageError, match="not one of the store"):
            await resolve(other, text)
    finally:
        await other.close()
    entry, valid, known, check = text.split("-")
    slips = (
        f"{entry}-{valid}-{known}-{check[:-1]}{'0' if check[-1] != '0' else '1'}",
        f"{entry}-{valid[:-1]}{'0' if valid[-1] != '0' else '1'}-{known}-{check}",
        f"ZZZZ-{valid}-{known}-{check}",
    )
    for slip in slips:
        with pytest.raises(UsageError, match="not one of the store"):
            await resolve(store, slip)


@given(st.text(max_size=40) | st.from_regex(r"[0-9A-Z]{0,15}(-[0-9A-Z]{0,15}){0,4}"))
def test_anything_else_is_no_fingerprint_or_reads_back(text: str) -> None:
    with suppress(UsageError):
        assert canonical(canonical(text)) == canonical(text)


async def test_an_empty_store_and_the_ends_of_time_have_fingerprints(
    tmp_path: Path, clock: Clock
) -> None:
    empty = open_store(tmp_path / "empty.db", clock=clock, create=True)
    try:
        for moment in (EARLIEST, LATEST):
            viewpoint = Viewpoint(valid_at=moment)
            text = await fingerprint(empty, viewpoint)
            assert (await resolve(empty, text)).valid_at == moment
        clock.move(days=1)
        await empty.append((*make_cast(), make_claim("a")), author="test")
        assert await _shown(empty, await resolve(empty, text)) == (ClaimPage(claims=()), (), ())
    finally:
        await empty.close()
