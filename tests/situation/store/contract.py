"""What every store must do. A backend's tests inherit `StoreContract` and give it `store_factory`.

`await store_factory(clock, name)` opens the store of that name, making it when it is not there: two
calls with one name are two clients of one store. The fixture closes what it opened.
"""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from situation.errors import StoreError
from situation.model import Affiliation, Claim, Statistic
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from situation.vocabulary import ControlStatus, Extent
from tests.situation.records import (
    DAY,
    Clock,
    make_assessment,
    make_claim,
    make_coverage,
    make_document,
    make_link,
    make_place,
    make_reading,
    make_source,
    make_statistic,
)
from tests.situation.store.contract_attempts import AttemptsContract
from tests.situation.store.contract_basis import NOW, StoreFactory, claim_ids
from tests.situation.store.contract_claims import ClaimsContract
from tests.situation.store.contract_facets import FacetsContract
from tests.situation.store.contract_history import HistoryContract
from tests.situation.store.contract_log import LogContract
from tests.situation.store.contract_replay import ReplayContract
from tests.situation.store.contract_terrain import TerrainContract


class StoreContract(
    AttemptsContract,
    ClaimsContract,
    FacetsContract,
    HistoryContract,
    LogContract,
    ReplayContract,
    TerrainContract,
):
    """Tests of any store through its public surface."""

    async def test_an_empty_store_answers_everything(self, store_factory: StoreFactory) -> None:
        store = await store_factory(Clock())
        info = await store.info()
        assert (info.revision, info.recorded_at, info.said_at) == (0, None, None)
        assert (dict(info.counts), info.writable) == ({}, True)
        assert await store.places() == ()
        assert await store.readings(NOW) == ()
        assert await store.coverage(NOW) == ()
        assert (await store.claims(ClaimQuery(viewpoint=NOW, search="city"))).claims == ()
        assert await store.claim("nothing") is None
        assert dict(await store.claim_counts(NOW)) == {}

    async def test_records_come_back_as_they_were(self, store: Store) -> None:
        claim, figure = make_claim(text="“Held”, he said.\nЧасткова."), make_statistic()
        link = make_link("l", "claim", "other")
        records = (make_document(), make_reading(), make_coverage(), claim, figure, link)
        report = await store.append((*records, make_assessment()), author="test")
        assert (report.appended, report.unchanged, report.revision) == (7, 0, 13)
        assert [found.record for found in await store.statistics(NOW)] == [figure]
        assert [found.record for found in await store.links(["other"])] == [link]
        assert [found.record for found in await store.coverage(NOW)] == [make_coverage()]
        assert [found.reading for found in await store.readings(NOW)] == [make_reading()]
        found = await store.claim("claim")
        assert found is not None
        assert (found.record, found.recorded_at, found.entry) == (claim, DAY, 10)
        info = await store.info()
        assert (info.counts["claim"], info.counts["place"], info.said_at) == (1, 2, DAY)

    async def test_lists_are_ordered_by_id_and_newest_versions(self, store: Store) -> None:
        await store.append([make_place("pokrovsk", population=60_127)], author="test")
        places = [found.record for found in await store.places()]
        assert [(place.id, place.population) for place in places] == [
            ("myrnohrad", None),
            ("pokrovsk", 60_127),
        ]
        assert [found.record.id for found in await store.sources()] == ["deepstate", "nyt"]
        assert [found.record.id for found in await store.parties()] == ["RU", "UA"]

    async def test_a_record_equal_to_the_newest_version_is_not_stored(self, store: Store) -> None:
        first, second = make_claim(text="one"), make_claim(text="two")
        report = await store.append([first, first, second, second, first], author="test")
        assert (report.appended, report.unchanged) == (3, 2)
        report = await store.append([first], author="test")
        assert (report.appended, report.unchanged, report.revision) == (0, 1, 9)

    async def test_a_default_spelled_out_is_no_new_version(self, store: Store) -> None:
        again = make_source("nyt", affiliation=Affiliation())
        assert (await store.append([again], author="test")).unchanged == 1

    async def test_as_known_at_answers_with_the_version_of_that_time(
        self, store: Store, clock: Clock
    ) -> None:
        await store.append([make_claim(text="said first")], author="test")
        known_first = clock.now
        clock.move(days=1)
        await store.append([make_claim(text="corrected")], author="test")
        old = await store.claim("claim", known_at=known_first)
        new = await store.claim("claim")
        assert old is not None
        assert new is not None
        assert (old.record.text, new.record.text) == ("said first", "corrected")
        assert await store.claim("claim", known_at=known_first - timedelta(seconds=1)) is None
        early = Viewpoint(valid_at=NOW.valid_at, known_at=known_first)
        assert await claim_ids(store, viewpoint=early, search="corrected") == []
        assert await claim_ids(store, search="first") == []

    async def test_a_clock_set_back_does_not_change_what_was_known(
        self, store: Store, clock: Clock
    ) -> None:
        known = clock.now
        clock.move(days=-3)
        await store.append([make_claim()], author="test")
        found = await store.claim("claim")
        assert found is not None
        assert found.recorded_at == known
        before = known - timedelta(days=2)
        assert await store.claim("claim", known_at=before) is None

    async def test_a_reading_that_ended_does_not_let_an_older_one_return(
        self, store: Store
    ) -> None:
        later = DAY + timedelta(days=2)
        bounded = make_reading("b", valid_from=later, valid_to=later + timedelta(days=1))
        await store.append([make_reading("a"), bounded], author="test")
        days = (DAY + timedelta(days=1), later, later + timedelta(days=1))
        answers = [await store.readings(Viewpoint(valid_at=day)) for day in days]
        ids = [[found.reading.id for found in answer] for answer in answers]
        assert ids == [["a"], ["b"], []]

    async def test_a_corrected_validity_hides_the_wider_one(self, store: Store) -> None:
        ended = make_reading(valid_to=DAY + timedelta(days=1))
        await store.append([make_reading(), ended], author="test")
        assert await store.readings(NOW) == ()

    async def test_readings_of_a_part_stand_beside_the_whole(self, store: Store) -> None:
        part = make_reading("p", extent=Extent.PART, part="the station")
        other = make_reading("o", source="deepstate", status=ControlStatus.OUTSIDE)
        await store.append([make_reading("w"), part, other], author="test")
        found = await store.readings(NOW, places=["pokrovsk", "nowhere"])
        assert [each.reading.id for each in found] == ["o", "p", "w"]
        found = await store.readings(NOW, sources=["deepstate"])
        assert [each.reading.id for each in found] == ["o"]
        assert await store.readings(NOW, places=[]) == ()

    async def test_a_map_day_confirms_places_recorded_before_it(self, store: Store) -> None:
        covered = DAY + timedelta(days=2)
        new_place = make_place("rodynske")
        reading = make_reading("n", place="rodynske")
        await store.append(
            [make_reading(), make_coverage(covered), new_place, reading], author="test"
        )
        confirmed = {r.reading.place: r.confirmed_at for r in await store.readings(NOW)}
        assert confirmed == {"pokrovsk": covered, "rodynske": DAY}

    async def test_derived_figures_of_a_period_begin_with_the_one_before(
        self, store: Store
    ) -> None:
        def figure(day: int, **fields: Any) -> Statistic:
            as_of = DAY - timedelta(days=day)
            return make_statistic(str(day), as_of=as_of, said_at=as_of, **fields)

        derived = [figure(day, metric="area", derived=True) for day in (9, 7, 5, 2)]
        await store.append([*derived, figure(8)], author="test")
        found = await store.statistics(NOW, derived_since=DAY - timedelta(days=4))
        assert [item.record.id for item in found] == ["2", "5", "8"]
        exactly = await store.statistics(NOW, derived_since=DAY - timedelta(days=7))
        assert [item.record.id for item in exactly] == ["2", "5", "7", "8"]

    async def test_statistics_are_newest_first(self, store: Store) -> None:
        old = make_statistic("old", as_of=DAY - timedelta(days=900))
        future = make_statistic("future", said_at=DAY + timedelta(seconds=1))
        other = make_statistic("other", place="myrnohrad")
        await store.append([old, make_statistic("new"), future, other], author="test")
        found = await store.statistics(Viewpoint(valid_at=DAY))
        assert [each.record.id for each in found] == ["other", "new", "old"]
        found = await store.statistics(Viewpoint(valid_at=DAY), places=["pokrovsk"])
        assert [each.record.id for each in found] == ["new", "old"]

    async def test_all_or_none_is_recorded(self, store: Store) -> None:
        before = await store.info()
        for bad in (
            make_claim("bad", places=("atlantis",)),
            make_claim("bad", via=("nobody",)),
            make_reading("bad", holder="XX"),
            make_source("bad", depends_on=("nobody",)),
            make_claim("bad", text="\ud800"),
            make_claim("bad", said_at=DAY.replace(tzinfo=None)),
            make_claim("not an id"),
        ):
            with pytest.raises(StoreError, match=r"bad|not an id"):
                await store.append([make_claim("good"), bad], author="test")
        assert await store.info() == before

    async def test_sources_may_name_sources_later_in_the_call(self, store: Store) -> None:
        report = await store.append(
            [make_source("viina", depends_on=("isw",)), make_source("isw")], author="test"
        )
        assert report.appended == 2

    async def test_an_input_that_fails_midway_leaves_nothing(self, store: Store) -> None:
        def failing() -> Iterator[Claim]:
            yield make_claim()
            raise RuntimeError("the reader broke")

        with pytest.raises(RuntimeError, match="the reader broke"):
            await store.append(failing(), author="test")
        assert await store.claim("claim") is None

    async def test_changes_tells_of_every_client(
        self, store: Store, store_factory: StoreFactory, clock: Clock
    ) -> None:
        other = await store_factory(clock)
        changes = store.changes(after=0)
        assert await anext(changes) == 6
        await other.append([make_claim()], author="other")
        assert await asyncio.wait_for(anext(changes), 10) == 7
        await store.append([make_claim("own")], author="test")
        assert await asyncio.wait_for(anext(changes), 10) == 8

    async def test_changes_ends_when_cancelled_or_closed(self, store: Store) -> None:
        waiting = asyncio.ensure_future(anext(store.changes(after=6)))
        await store.info()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        last = asyncio.ensure_future(anext(store.changes(after=6), "ended"))
        await store.info()
        await store.close()
        await store.close()
        assert await asyncio.wait_for(last, 10) == "ended"
        with pytest.raises(StoreError, match="closed"):
            await store.info()
