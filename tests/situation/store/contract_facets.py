"""The part of the stores' contract that is about the facets of claims and their number."""

from datetime import timedelta

import msgspec
import pytest

from situation.errors import UsageError
from situation.model import Affiliation
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from situation.vocabulary import ClaimKind, Credibility, Relation, Reliability, Verification
from tests.situation.records import DAY, Clock, make_claim, make_source
from tests.situation.store.contract_basis import NOW, ContractBasis, claim_ids


class FacetsContract(ContractBasis):
    """Each facet alone and together."""

    async def _fill(self, store: Store) -> None:
        speaks_for = Affiliation(relation=Relation.SPEAKS_FOR, side="RU")
        tied = Affiliation(relation=Relation.TIES, side="RU")
        await store.append(
            [
                make_source("command", affiliation=speaks_for),
                make_source("blogger", affiliation=tied, reliability=Reliability.D),
                make_source("nyt", reliability=Reliability.B),
                make_claim("a", source="command", credibility=Credibility.DOUBTFUL),
                make_claim("b", source="blogger", kind=ClaimKind.CONTROL),
                make_claim("c", verification=Verification.PARTLY_VERIFIED),
                make_claim("d", source="deepstate", places=("myrnohrad",)),
            ],
            author="test",
        )

    @pytest.mark.parametrize(
        ("facets", "found"),
        [
            ({"sides": ("RU",)}, ["b", "a"]),
            ({"sides": ("RU", "UA"), "reliabilities": (Reliability.D,)}, ["b"]),
            ({"sides": ("UA",)}, []),
            ({"sides": ("XX", "é")}, []),
            ({"sides": ("RU",), "sources": ("command", "nyt")}, ["a"]),
            ({"reliabilities": (Reliability.B, Reliability.D)}, ["c", "b"]),
            ({"reliabilities": (Reliability.F,), "search": "fighting"}, ["d", "a"]),
            ({"verifications": (Verification.PARTLY_VERIFIED,)}, ["c"]),
            ({"verifications": (Verification.VERIFIED,)}, []),
            ({"verifications": (Verification.NOT_STATED,), "sources": ("nyt",)}, []),
            ({"credibilities": (Credibility.DOUBTFUL, Credibility.CONFIRMED)}, ["a"]),
            ({"kinds": (ClaimKind.CONTROL,), "credibilities": (6,)}, ["b"]),
            ({"places": ("myrnohrad",), "search": "city"}, ["d"]),
            ({"places": ("nowhere",)}, []),
            ({"search": "verified"}, []),
        ],
    )
    async def test_facets(self, store: Store, facets: dict[str, object], found: list[str]) -> None:
        await self._fill(store)
        assert await claim_ids(store, **facets) == found
        asked = msgspec.structs.replace(ClaimQuery(viewpoint=NOW), **facets)
        assert await store.claim_total(asked) == len(found)

    async def test_a_source_is_what_was_known_of_it(self, store: Store, clock: Clock) -> None:
        await store.append([make_claim()], author="test")
        known = clock.now
        clock.move(hours=1)
        await store.append([make_source("nyt", reliability=Reliability.A)], author="test")
        graded = {"reliabilities": (Reliability.A,)}
        assert await claim_ids(store, **graded) == ["claim"]
        before = Viewpoint(valid_at=NOW.valid_at, known_at=known)
        assert await claim_ids(store, viewpoint=before, **graded) == []

    async def test_a_facet_looks_at_the_current_version(self, store: Store) -> None:
        await store.append([make_claim(verification=Verification.UNVERIFIED)], author="test")
        await store.append([make_claim(verification=Verification.VERIFIED)], author="test")
        assert await claim_ids(store, verifications=(Verification.UNVERIFIED,)) == []
        assert await claim_ids(store, verifications=(Verification.VERIFIED,)) == ["claim"]

    async def test_many_sources_at_once(self, store: Store) -> None:
        tied = Affiliation(relation=Relation.TIES, side="RU")
        sources = [make_source(f"s{n}", affiliation=tied) for n in range(1_500)]
        await store.append([*sources, make_claim(source="s1499")], author="test")
        assert await claim_ids(store, sides=("RU",), search="fighting") == ["claim"]

    async def test_a_total_looks_past_limit_and_cursor_and_stops_at_most(
        self, store: Store
    ) -> None:
        claims = [make_claim(f"c{n}", said_at=DAY + timedelta(seconds=n)) for n in range(12)]
        await store.append(claims, author="test")
        asked = ClaimQuery(viewpoint=NOW, limit=2)
        page = await store.claims(asked)
        further = msgspec.structs.replace(asked, cursor=page.cursor, search="city")
        assert await store.claim_total(asked) == 12
        assert await store.claim_total(further) == 12
        assert await store.claim_total(asked, most=5) == 5
        assert await store.claim_total(further, most=5) == 5
        assert await store.claim_total(asked, most=0) == 0
        since = msgspec.structs.replace(asked, said_since=DAY + timedelta(seconds=9))
        assert await store.claim_total(since) == 3
        with pytest.raises(UsageError):
            await store.claim_total(msgspec.structs.replace(asked, search="AND"))
