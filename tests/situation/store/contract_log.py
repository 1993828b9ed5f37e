"""What every store with a log must do when its log is copied."""

from typing import cast

import pytest
from msgspec.structs import replace

from situation.errors import StoreError
from situation.store.log import Entry, LoggedStore
from situation.vocabulary import Act
from tests.situation.records import Clock, make_cast, make_claim, make_coverage, make_reading
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
