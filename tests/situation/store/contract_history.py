"""The part of the stores' contract that is about acts, withdrawal, remarks and seals."""

from datetime import timedelta

import pytest

from situation.errors import StoreError
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.vocabulary import Act, Standing
from tests.situation.records import (
    DAY,
    Clock,
    make_assessment,
    make_cast,
    make_claim,
    make_coverage,
    make_link,
    make_note,
    make_place,
    make_reading,
    make_statistic,
)
from tests.situation.store.contract_basis import NOW, ContractBasis, StoreFactory, claim_ids


class HistoryContract(ContractBasis):
    """A claim's history is never shorter than it was."""

    async def test_each_version_says_what_it_did_and_who_did_it(
        self, store: Store, clock: Clock
    ) -> None:
        acts = (Act.CORRECT, None, Act.UPDATE, Act.REFILE, Act.RETRACT)
        await store.append([make_claim(text="0")], author="first", act=Act.CORRECT)
        for number, act in enumerate(acts, start=1):
            clock.move(hours=1)
            await store.append([make_claim(text=str(number))], author=f"a{number}", act=act)
        history = await store.claim_history("claim")
        assert [version.act for version in history] == [
            Act.ASSERT, Act.CORRECT, Act.REVISE, Act.UPDATE, Act.REFILE, Act.RETRACT,
        ]  # fmt: skip
        assert [version.author for version in history] == ["first", "a1", "a2", "a3", "a4", "a5"]
        assert [version.record.text for version in history] == list("012345")
        assert [version.recorded_at for version in history] == [
            DAY + timedelta(hours=hour) for hour in range(6)
        ]
        early = await store.claim_history("claim", known_at=DAY + timedelta(hours=2))
        assert early == history[:3]
        newest = await store.claim("claim")
        assert newest == history[-1]
        assert await store.claim_history("nothing") == ()
        assert await store.claim_history("\ud800") == ()

    async def test_other_records_have_their_own_acts(self, store: Store) -> None:
        confirmed = make_link("l", "claim", "b", standing=Standing.CONFIRMED)
        records = (make_link("l", "claim", "b"), confirmed, make_assessment(), make_note())
        report = await store.append(records, author="analyst", act=Act.RETRACT)
        assert report.appended == 4
        (link,) = await store.links()
        assert (link.act, link.record.standing) == (Act.LINK, Standing.CONFIRMED)
        assert [each.act for each in await store.assessments(["claim"])] == [Act.ASSESS]
        assert [each.act for each in await store.notes(["claim"])] == [Act.ANNOTATE]
        places = [make_place("pokrovsk", population=1), make_place("new")]
        await store.append(places, author="test", act=Act.CORRECT)
        acts = {found.record.id: found.act for found in await store.places()}
        assert acts == {"pokrovsk": Act.REVISE, "new": Act.ASSERT, "myrnohrad": Act.ASSERT}

    async def test_acts_that_a_claim_cannot_have(self, store: Store) -> None:
        await store.append([make_claim()], author="test")
        for act in (Act.LINK, Act.ASSESS, Act.ANNOTATE):
            with pytest.raises(StoreError, match="claim"):
                await store.append([make_claim(text="new")], author="test", act=act)
        with pytest.raises(StoreError, match="unknown"):
            await store.append([make_claim("unknown"), make_note()], author="test", act=Act.RETRACT)
        assert len(await store.claim_history("claim")) == 1
        assert await store.notes(["claim"]) == ()

    async def test_a_withdrawn_claim_stays_in_history_and_never_counts(
        self, store: Store, clock: Clock
    ) -> None:
        claim = make_claim()
        await store.append([claim, make_claim("other")], author="test")
        known = clock.now
        clock.move(hours=1)
        for expected in ((1, 0), (0, 1)):
            report = await store.append([claim], author="test", act=Act.RETRACT)
            assert (report.appended, report.unchanged) == expected
        assert await claim_ids(store) == ["other"]
        assert await claim_ids(store, search="city") == ["other"]
        assert await claim_ids(store, search="city", withdrawn=True) == ["claim", "other"]
        assert dict(await store.claim_counts(NOW)) == {"pokrovsk": 1}
        assert dict(await store.claim_counts(NOW, recorded_after=6)) == {"pokrovsk": 1}
        before = Viewpoint(valid_at=NOW.valid_at, known_at=known)
        assert await claim_ids(store, viewpoint=before) == ["other", "claim"]
        assert dict(await store.claim_counts(before)) == {"pokrovsk": 2}
        found = await store.claim("claim")
        assert found is not None
        assert (found.act, found.record) == (Act.RETRACT, claim)

    async def test_an_import_does_not_bring_a_withdrawn_claim_back_but_a_new_version_does(
        self, store: Store
    ) -> None:
        await store.append([make_claim()], author="test")
        await store.append([make_claim()], author="test", act=Act.RETRACT)
        assert (await store.append([make_claim()], author="pack")).unchanged == 1
        assert await claim_ids(store) == []
        await store.append([make_claim(text="said again")], author="test", act=Act.UPDATE)
        assert await claim_ids(store) == ["claim"]
        history = await store.claim_history("claim")
        assert [each.act for each in history] == [Act.ASSERT, Act.RETRACT, Act.UPDATE]

    async def test_what_rests_on_a_withdrawn_claim_is_not_in_force(
        self, store: Store, clock: Clock
    ) -> None:
        later = DAY + timedelta(days=1)
        figures = (make_statistic("free"), make_statistic("tied", claim="claim"))
        readings = (make_reading("old"), make_reading("new", valid_from=later, claim="claim"))
        unknown = make_reading(
            "u", place="myrnohrad", claim="not in the store yet".replace(" ", "-")
        )
        await store.append([make_claim(), *figures, *readings, unknown], author="test")
        known = clock.now
        clock.move(hours=1)

        async def listed(at: Viewpoint) -> list[str]:
            in_force = [found.reading.id for found in await store.readings(at)]
            history = [found.record.id for found in await store.reading_history(at)]
            statistics = [found.record.id for found in await store.statistics(at)]
            return [*in_force, "|", *history, "|", *statistics]

        everything = ["u", "new", "|", "u", "old", "new", "|", "tied", "free"]
        assert await listed(NOW) == everything
        await store.append([make_claim()], author="test", act=Act.RETRACT)
        assert await listed(NOW) == ["u", "old", "|", "u", "old", "|", "free"]
        assert await listed(Viewpoint(valid_at=NOW.valid_at, known_at=known)) == everything
        clock.move(hours=1)
        await store.append([make_claim(text="said again")], author="test")
        assert await listed(NOW) == everything

    async def test_remarks_are_found_by_claim_oldest_first(
        self, store: Store, clock: Clock
    ) -> None:
        both = make_assessment("both", claims=("a", "b", "a"))
        await store.append([both, make_note("n1", claims=("b",))], author="test")
        known = clock.now
        clock.move(hours=1)
        moved = make_note("n1", claims=("c",))
        await store.append([make_assessment("one", claims=("b",)), moved], author="test")
        assert [each.record.id for each in await store.assessments(["b", "a"])] == ["both", "one"]
        assert [each.record.id for each in await store.assessments(["a"])] == ["both"]
        assert await store.assessments([]) == ()
        assert await store.notes(["b"]) == ()
        assert [each.record for each in await store.notes(["c", "\ud800"])] == [moved]
        assert [each.record.id for each in await store.notes(["b"], known)] == ["n1"]
        assert len(await store.assessments(["b"], known)) == 1

    async def test_the_same_entries_have_the_same_seals(self, store_factory: StoreFactory) -> None:
        seals: list[list[str]] = []
        for name, author, text in (
            ("x", "a", "t"),
            ("y", "a", "t"),
            ("z", "b", "t"),
            ("w", "a", "u"),
        ):
            store = await store_factory(Clock(), name)
            await store.append([*make_cast(), make_coverage()], author="test")
            await store.append([make_claim(text=text), make_note()], author=author)
            seals.append([await store.seal(entry) for entry in range(1, 10)])
            assert await store.broken_seal() == ""
        first, same, other_author, other_text = seals
        assert len(set(first)) == 9
        assert {len(seal) for seal in first} == {64}
        assert first == same
        for other in (other_author, other_text):
            assert other[:7] == first[:7]
            assert set(other[7:]).isdisjoint(first[7:])

    async def test_there_is_no_seal_of_no_entry(self, store: Store) -> None:
        for entry in (0, -1, 7, 2**70):
            with pytest.raises(StoreError, match="no entry"):
                await store.seal(entry)
