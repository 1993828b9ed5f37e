"""What the parts of the stores' contract have in common."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import msgspec
import pytest

from situation.periods import Viewpoint
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from tests.situation.records import DAY, Clock, make_cast

StoreFactory: TypeAlias = Callable[..., Awaitable[Store]]

NOW = Viewpoint(valid_at=DAY + timedelta(days=30))


async def claim_ids(store: Store, **asked: object) -> list[str]:
    """Ids of the first page of a query at the default viewpoint."""
    query = msgspec.structs.replace(ClaimQuery(viewpoint=NOW), **asked)
    return [found.record.id for found in (await store.claims(query)).claims]


class ContractBasis:
    """The fixtures of the contract; a backend adds `store_factory`."""

    @pytest.fixture
    async def clock(self) -> Clock:
        return Clock(DAY)

    @pytest.fixture
    async def store(self, store_factory: StoreFactory, clock: Clock) -> Store:
        store = await store_factory(clock)
        await store.append(make_cast(), author="test")
        return store
