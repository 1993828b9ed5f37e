"""What a PostgreSQL store answers about claims and what stands beside them, as methods."""

from collections.abc import Collection, Mapping
from datetime import datetime

from situation.model import Assessment, Claim, Link, Note
from situation.periods import Viewpoint
from situation.store import postgres_claims
from situation.store.base import ClaimPage, ClaimQuery, Recorded
from situation.store.bodies import BodyReader
from situation.store.postgres_counts import claim_counts
from situation.store.postgres_log import newest_of_id, versions_of_id
from situation.store.postgres_remarks import links_between, remarks_on
from situation.store.postgres_session import Session


class ClaimAnswers:
    """The part of `Store` that is about claims.

    Args:
        session: the connections.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._bodies = BodyReader()

    async def claims(self, query: ClaimQuery) -> ClaimPage:
        """Claims newest said first, to the second; of the same second, later entries first."""
        return await self._session.ask(lambda c: postgres_claims.claim_page(c, self._bodies, query))

    async def claim_total(self, query: ClaimQuery, *, most: int = 10_000) -> int:
        """How many claims a query finds; counts no further than `most`."""
        return await self._session.ask(
            lambda c: postgres_claims.claim_total(c, self._bodies, query, most)
        )

    async def claim_counts(
        self, viewpoint: Viewpoint, *, recorded_after: int = 0, said_since: datetime | None = None
    ) -> Mapping[str, int]:
        """Number of claims by place id; with both conditions, of those that meet both."""
        return await self._session.ask(
            lambda c: claim_counts(c, viewpoint, recorded_after, said_since)
        )

    async def claim(
        self, claim_id: str, known_at: datetime | None = None
    ) -> Recorded[Claim] | None:
        """One claim by id, its newest version; a retracted one too, as its `act` says."""
        return await self._session.ask(
            lambda c: newest_of_id(c, self._bodies, Claim, claim_id, known_at)
        )

    async def claim_history(
        self, claim_id: str, known_at: datetime | None = None
    ) -> tuple[Recorded[Claim], ...]:
        """Every version of a claim that was recorded, oldest first, retractions included."""
        return await self._session.ask(
            lambda c: versions_of_id(c, self._bodies, Claim, claim_id, known_at)
        )

    async def assessments(
        self, claims: Collection[str], known_at: datetime | None = None
    ) -> tuple[Recorded[Assessment], ...]:
        """Newest versions of the assessments of any of these claims, oldest first."""
        return await self._session.ask(
            lambda c: remarks_on(c, self._bodies, Assessment, claims, known_at)
        )

    async def notes(
        self, claims: Collection[str], known_at: datetime | None = None
    ) -> tuple[Recorded[Note], ...]:
        """Newest versions of the notes beside any of these claims, oldest first."""
        return await self._session.ask(
            lambda c: remarks_on(c, self._bodies, Note, claims, known_at)
        )

    async def links(
        self, claims: Collection[str] | None = None, known_at: datetime | None = None
    ) -> tuple[Recorded[Link], ...]:
        """Links from or to any of these claims, by id. None: all links."""
        return await self._session.ask(lambda c: links_between(c, self._bodies, claims, known_at))
