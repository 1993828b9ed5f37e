"""The part of the stores' contract that compares every answer with a replay in plain Python."""

from datetime import timedelta
from itertools import count

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from situation.errors import StoreError
from situation.model import Assessment, Note
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from tests.situation.records import DAY, Clock, make_cast
from tests.situation.store.contract_basis import ContractBasis, StoreFactory
from tests.situation.store.replay import Replay
from tests.situation.store.situations import BATCHES, QUERIES, VIEWPOINTS, Batch

# Each backend's class runs the same test with its own stores, and every example opens a new one.
_ONE_CONTRACT_FOR_ALL = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
_names = (f"example-{number}" for number in count())


class ReplayContract(ContractBasis):
    """Random appends, random questions."""

    @settings(max_examples=60, deadline=None, suppress_health_check=_ONE_CONTRACT_FOR_ALL)
    @given(batches=BATCHES, viewpoints=VIEWPOINTS, queries=QUERIES)
    async def test_every_answer_equals_a_replay(
        self,
        store_factory: StoreFactory,
        batches: list[Batch],
        viewpoints: list[Viewpoint],
        queries: list[ClaimQuery],
    ) -> None:
        store, replay = await self._replayed(store_factory, batches)
        for at in viewpoints:
            found = await store.readings(at)
            assert [(r.entry, r.confirmed_at) for r in found] == replay.readings(at)
            since = at.valid_at - timedelta(days=2)
            history = await store.reading_history(at, since=since)
            assert [each.entry for each in history] == replay.history(at, since)
            maps = await store.terrain(at, since=since)
            assert [each.entry for each in maps] == replay.terrain(at, since)
            figures = await store.statistics(at)
            assert sorted(each.entry for each in figures) == replay.statistics(at)
        for asked in queries:
            assert await self._all_pages(store, asked) == replay.claims(asked)
            assert await store.claim_total(asked, most=3) == min(3, len(replay.claims(asked)))
            counts = await store.claim_counts(
                asked.viewpoint,
                recorded_after=asked.recorded_after or 0,
                said_since=asked.said_since,
            )
            assert dict(counts) == replay.claim_counts(asked)
        await store.close()

    @settings(max_examples=60, deadline=None, suppress_health_check=_ONE_CONTRACT_FOR_ALL)
    @given(batches=BATCHES, viewpoints=VIEWPOINTS)
    async def test_no_act_loses_or_changes_an_earlier_entry(
        self, store_factory: StoreFactory, batches: list[Batch], viewpoints: list[Viewpoint]
    ) -> None:
        store, replay = await self._replayed(store_factory, batches)
        seals = replay.seals()
        assert [await store.seal(number + 1) for number in range(len(seals))] == seals
        assert await store.broken_seal() == ""
        for known_at in (None, *(at.known_at for at in viewpoints)):
            for claim_id in ("c0", "c1", "c2", "c3"):
                history = await store.claim_history(claim_id, known_at)
                assert [
                    (each.entry, each.recorded_at, each.author, each.act, each.record)
                    for each in history
                ] == replay.versions(claim_id, known_at)
            assessments = await store.assessments(["c0", "c1"], known_at)
            notes = await store.notes(["c1"], known_at)
            assert [a.entry for a in assessments] == replay.remarks(
                Assessment, ("c0", "c1"), known_at
            )
            assert [n.entry for n in notes] == replay.remarks(Note, ("c1",), known_at)
        await store.close()

    async def _replayed(
        self, store_factory: StoreFactory, batches: list[Batch]
    ) -> tuple[Store, Replay]:
        """A store and a replay of the same appends; the seals so far never change on the way."""
        clock, replay = Clock(DAY + timedelta(days=7)), Replay()
        store = await store_factory(clock, next(_names))
        for hours, records, author, act in (Batch(0, make_cast()), *batches):
            now = clock.move(hours=hours)
            before = replay.seals()
            try:
                appended = replay.append(records, now, author, act)
            except StoreError:
                with pytest.raises(StoreError, match="retract"):
                    await store.append(records, author=author, act=act)
            else:
                report = await store.append(records, author=author, act=act)
                assert (report.appended, report.revision) == (appended, len(replay.log))
            if before:
                assert await store.seal(len(before)) == before[-1]
        return store, replay

    async def _all_pages(self, store: Store, asked: ClaimQuery) -> list[int]:
        page = await store.claims(asked)
        entries = [each.entry for each in page.claims]
        while page.cursor:
            page = await store.claims(msgspec.structs.replace(asked, cursor=page.cursor))
            entries += [each.entry for each in page.claims]
        return entries
