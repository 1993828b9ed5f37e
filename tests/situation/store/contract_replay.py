"""The part of the stores' contract that compares every answer with a replay in plain Python."""

from datetime import timedelta
from itertools import count

import msgspec
from hypothesis import HealthCheck, given, settings

from situation.periods import Viewpoint
from situation.store.base import ClaimQuery, Store
from tests.situation.records import Clock, make_cast
from tests.situation.store.contract_basis import ContractBasis, StoreFactory
from tests.situation.store.replay import Replay
from tests.situation.store.situations import BATCHES, QUERIES, VIEWPOINTS, Batch

_names = (f"example-{number}" for number in count())


class ReplayContract(ContractBasis):
    """Random appends, random questions."""

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(batches=BATCHES, viewpoints=VIEWPOINTS, queries=QUERIES)
    async def test_every_answer_equals_a_replay(
        self,
        store_factory: StoreFactory,
        batches: list[Batch],
        viewpoints: list[Viewpoint],
        queries: list[ClaimQuery],
    ) -> None:
        clock, replay = Clock(), Replay()
        store = await store_factory(clock, next(_names))
        for batch in (Batch(0, make_cast()), *batches):
            now = clock.move(hours=batch.hours)
            report = await store.append(batch.records, author="test")
            assert report.appended == replay.append(batch.records, now)
            assert report.revision == len(replay.log)
        for at in viewpoints:
            found = await store.readings(at)
            assert [(r.entry, r.confirmed_at) for r in found] == replay.readings(at)
            since = at.valid_at - timedelta(days=2)
            history = await store.reading_history(at, since=since)
            assert [each.entry for each in history] == replay.history(at, since)
        for asked in queries:
            assert await self._all_pages(store, asked) == replay.claims(asked)
            counts = await store.claim_counts(
                asked.viewpoint,
                recorded_after=asked.recorded_after or 0,
                said_since=asked.said_since,
            )
            assert dict(counts) == replay.claim_counts(asked)
        await store.close()

    async def _all_pages(self, store: Store, asked: ClaimQuery) -> list[int]:
        page = await store.claims(asked)
        entries = [each.entry for each in page.claims]
        while page.cursor:
            page = await store.claims(msgspec.structs.replace(asked, cursor=page.cursor))
            entries += [each.entry for each in page.claims]
        return entries
