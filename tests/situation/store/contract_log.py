"""What every store with a log must do when its log is copied."""

from datetime import timedelta
from typing import cast

import pytest
from msgspec.structs import replace

from situation.errors import StoreError, UsageError
from situation.fingerprint import fingerprint, resolve
from situation.periods import Viewpoint
from situation.store.claim_query import ClaimQuery
from situation.store.log import Entry, LoggedStore
from situation.vocabulary import Act
from tests.situation.records import DAY, Clock, make_cast, make_claim, make_coverage, make_reading
from tests.situation.store.contract_basis import NOW, ContractBasis, StoreFactory


async def _filled(store_factory: StoreFactory, clock: Clock) -> LoggedStore:
    """A log of three appends with a new version and a withdrawal."""
    store = cast("LoggedStore", await store_factory(clock, "first"))
    await store.append([*make_cast(), make_claim(), make_reading()], author="pack")
    clock.move(hours=1)
    await store.append([make_claim(text="corrected"), make_coverage()], author="analyst")
    clock.move(hours=1)
    await store.append([make_claim(text="corrected")], author="analyst", act=Act.RETRACT)
    return store


async def _copied(store_factory: StoreFactory, first: LoggedStore, clock: Clock) -> LoggedStore:
    second = cast("LoggedStore", await store_factory(clock, "second"))
    await second.replicate(await first.entries(0, 100))
    return second


class LogContract(ContractBasis):
    """A copied log is the same log: numbers, times, authors, seals and every answer."""

    async def test_a_copy_answers_as_the_original(self, store_factory: StoreFactory) -> None:
        clock = Clock()
        first = await _filled(store_factory, clock)
        second = cast("LoggedStore", await store_factory(Clock(), "second"))
        total = (await first.info()).revision
        after = 0
        while entries := await first.entries(after, 3):
            after = await second.replicate(entries)
        assert after == total
        assert await second.seal(total) == await first.seal(total)
        assert await second.broken_seal() == ""
        assert await second.claim_history("claim") == await first.claim_history("claim")
        assert await second.readings(NOW) == await first.readings(NOW)
        assert await second.places() == await first.places()
        assert (await second.info()).counts == (await first.info()).counts
        clock.move(hours=1)
        both = [await store.append([make_claim("later")], author="a") for store in (first, second)]
        assert both[0].revision == both[1].revision

    async def test_a_store_is_as_old_as_its_log(self, store_factory: StoreFactory) -> None:
        clock = Clock()
        first = cast("LoggedStore", await store_factory(clock, "first"))
        assert (await first.info()).created_at == DAY
        began = clock.move(hours=1)
        await first.append(make_cast(), author="pack")
        clock.move(hours=1)
        await first.append([make_claim()], author="analyst")
        second = await _copied(store_factory, first, Clock(DAY + timedelta(days=9)))
        assert [(await store.info()).created_at for store in (first, second)] == [began, began]

    async def test_a_fingerprint_shows_the_same_on_every_copy(
        self, store_factory: StoreFactory
    ) -> None:
        clock = Clock()
        first = await _filled(store_factory, clock)
        second = await _copied(store_factory, first, Clock(DAY + timedelta(days=9)))
        for known_at in (None, DAY - timedelta(days=1), DAY, DAY + timedelta(hours=1)):
            viewpoint = Viewpoint(valid_at=NOW.valid_at, known_at=known_at)
            text = await fingerprint(first, viewpoint)
            assert await fingerprint(second, viewpoint) == text
            seen = await resolve(first, text)
            assert await resolve(second, text) == seen
            asked = ClaimQuery(viewpoint=viewpoint, withdrawn=True)
            found = ClaimQuery(viewpoint=seen, withdrawn=True)
            assert await second.claims(found) == await first.claims(asked)

    async def test_a_fingerprint_of_another_log_is_refused(
        self, store_factory: StoreFactory
    ) -> None:
        clock = Clock()
        text = await fingerprint(await _filled(store_factory, clock), NOW)
        other = cast("LoggedStore", await store_factory(Clock(DAY + timedelta(days=9)), "second"))
        await other.append([*make_cast(), make_claim(), make_reading()], author="pack")
        await other.append([make_claim(text="corrected"), make_coverage()], author="analyst")
        await other.append([make_claim("b"), make_claim("c")], author="analyst")
        with pytest.raises(UsageError, match="not one of the store"):
            await resolve(other, text)

    async def test_what_does_not_continue_the_log_is_refused(
        self, store_factory: StoreFactory
    ) -> None:
        first = await _filled(store_factory, Clock())
        second = cast("LoggedStore", await store_factory(Clock(), "second"))
        entries = await first.entries(0, 100)
        forged = replace(entries[-1], body=entries[-1].body.replace("corrected", "forged"))
        wrong: list[tuple[Entry, ...]] = [
            entries[1:],
            (*entries, entries[-1]),
            (*entries[:-1], forged),
            (replace(entries[0], kind="nonsense"), *entries[1:]),
        ]
        for sequence in wrong:
            with pytest.raises(StoreError):
                await second.replicate(sequence)
            assert (await second.info()).revision == 0
