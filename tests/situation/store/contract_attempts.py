"""What every store answers about attempts to bring sources up to date."""

import pytest

from situation.attempt_records import Attempt, Outcome
from situation.errors import StoreError
from tests.situation.records import DAY, Clock, make_source
from tests.situation.store.contract_basis import ContractBasis, StoreFactory


def make_attempt(connector: str = "mirror", **fields: object) -> Attempt:
    """An attempt that brought something new."""
    values = {
        "id": f"attempt:{connector}",
        "connector": connector,
        "source": "nyt",
        "tried_at": DAY,
        "outcome": Outcome.NEW,
    }
    return Attempt(**(values | fields))  # type: ignore[arg-type] # a builder of any field


class AttemptsContract(ContractBasis):
    """The last attempt of each connector, as known at a time."""

    async def test_the_last_attempt_of_each_connector(self, store_factory: StoreFactory) -> None:
        clock = Clock()
        store = await store_factory(clock)
        first = [make_attempt("b"), make_attempt("a")]
        await store.append([make_source(), *first], author="sync")
        before = clock()
        clock.move(hours=1)
        failed = make_attempt("a", outcome=Outcome.FAILED, why="it did not answer", failures=1)
        await store.append([failed], author="sync")
        assert [item.record for item in await store.attempts()] == [failed, make_attempt("b")]
        known = await store.attempts(before)
        assert [item.record for item in known] == [make_attempt("a"), make_attempt("b")]

    async def test_an_attempt_needs_its_source(self, store_factory: StoreFactory) -> None:
        store = await store_factory(Clock())
        with pytest.raises(StoreError):
            await store.append([make_attempt()], author="sync")
