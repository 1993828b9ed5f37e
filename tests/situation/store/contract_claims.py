"""The part of the stores' contract that is about claims and the search in them."""

from datetime import timedelta

import pytest

from situation.errors import UsageError
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from tests.situation.records import DAY, make_claim
from tests.situation.store.contract_basis import NOW, ContractBasis, claim_ids


class ClaimsContract(ContractBasis):
    """Lists, pages, counts and search."""

    async def test_claims_come_in_pages_that_do_not_shift(self, store: Store) -> None:
        said = [DAY + timedelta(minutes=n) for n in (3, 1, 2, 2, 0)]
        await store.append(
            [make_claim(f"c{n}", said_at=moment) for n, moment in enumerate(said)], author="test"
        )
        first = await store.claims(ClaimQuery(viewpoint=NOW, limit=2))
        await store.append([make_claim("new", said_at=DAY + timedelta(hours=1))], author="test")
        second = await store.claims(ClaimQuery(viewpoint=NOW, limit=9, cursor=first.cursor))
        pages = (first.claims, second.claims)
        assert [[c.record.id for c in page] for page in pages] == [["c0", "c3"], ["c2", "c1", "c4"]]
        assert (bool(first.cursor), second.cursor) == (True, "")
        with pytest.raises(UsageError):
            await store.claims(ClaimQuery(viewpoint=NOW, cursor="; drop"))

    async def test_a_claim_about_the_past_is_listed_until_it_ends(self, store: Store) -> None:
        past = make_claim("past", valid_from=DAY - timedelta(days=90))
        ended = make_claim("ended", valid_to=DAY + timedelta(days=1))
        unsaid = make_claim("unsaid", said_at=DAY + timedelta(days=2))
        await store.append([past, ended, unsaid], author="test")
        at_once = Viewpoint(valid_at=DAY + timedelta(hours=1))
        assert await claim_ids(store, viewpoint=at_once) == ["ended", "past"]
        assert await claim_ids(store) == ["unsaid", "past"]

    async def test_claims_are_counted_by_place(self, store: Store) -> None:
        both = make_claim("both", places=("pokrovsk", "myrnohrad", "pokrovsk"))
        await store.append(
            [make_claim("old", said_at=DAY - timedelta(days=9)), both], author="test"
        )
        revision = (await store.info()).revision
        await store.append([make_claim("old", text="corrected"), make_claim("new")], author="test")
        assert dict(await store.claim_counts(NOW)) == {"pokrovsk": 3, "myrnohrad": 1}
        assert dict(await store.claim_counts(NOW, recorded_after=revision)) == {"pokrovsk": 1}
        since = DAY - timedelta(hours=1)
        assert await store.claim_counts(NOW, said_since=since) == {"pokrovsk": 3, "myrnohrad": 1}

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("drone station", ["both"]),
            ("STATION drone", ["both"]),
            ('"near the station"', ["both"]),
            ('"the near station"', []),
            ("stat*", ["both", "one"]),
            ("drone OR вокзал", ["both", "original"]),
            ("station NOT drone", ["one"]),
            ("station AND NOT drone", ["one"]),
            ("cafe", ["one"]),
            ("nothing", []),
            ("nyt", []),
            ("(drone OR café) station", ["both", "one"]),
            ("station NOT (drone OR strike)", ["one"]),
            ("station (drone", None),
            ("station) drone", None),
            ("() station", None),
            ("(NOT drone) station", None),
            ("station AND OR drone", None),
            ("drone OR", None),
            ("NOT drone", None),
            ('"near the', None),
            ("– …", None),
        ],
    )
    async def test_search_words(self, store: Store, search: str, found: list[str] | None) -> None:
        await store.append(
            [
                make_claim("original", text="A strike", original="Удар по вокзалу і вокзал"),
                make_claim("one", text="The station and the café"),
                make_claim("both", text="A drone near the station"),
            ],
            author="test",
        )
        if found is None:
            with pytest.raises(UsageError, match=r"power plant"):
                await claim_ids(store, search=search)
        else:
            assert await claim_ids(store, search=search) == found

    @pytest.mark.parametrize(
        "search",
        ['"', "*", '"*"', "a AND", "OR", "NOT a", "a OR NOT b", "(", "tags : p1", "a\0b", "^a",
         "NEAR(a b)", "-a", "{text}:a", "\ud800", "a" * 10_000, "a " * 400, "'; --", '""a""', "🚀",
         "(" * 500 + "x", "(" * 59, "(a" * 30 + ")" * 30, ")", "()", "a ( ) b", "a NOT NOT b"],
    )  # fmt: skip
    async def test_no_search_text_breaks_a_store(self, store: Store, search: str) -> None:
        await store.append([make_claim()], author="test")
        try:
            found = await claim_ids(store, search=search)
        except UsageError:
            return
        assert found == []
