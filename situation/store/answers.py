"""The answers of a store that keeps an index: every question goes to its backend, in a thread."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from situation.attempt_records import Attempt
from situation.model import (
    Assessment,
    Claim,
    ControlReading,
    Coverage,
    Link,
    Note,
    Party,
    Place,
    Source,
    Statistic,
)
from situation.periods import Viewpoint
from situation.record import Record
from situation.store.base import ClaimPage, ReadingInForce, Recorded
from situation.store.bodies import BodyReader
from situation.store.claim_query import ClaimQuery
from situation.store.log import Entry
from situation.store.questions import Asks, Questions
from situation.store.seals import ChainCheck
from situation.terrain_records import Polygon, Terrain

C = TypeVar("C")
R = TypeVar("R", bound=Record)


class Answers(Generic[C]):
    """The part of `LoggedStore` that only reads; `Store` says what each method answers.

    Args:
        session: lends the connections.
        questions: asks on them.
    """

    def __init__(self, session: Asks[C], questions: Questions[C]) -> None:
        self._asked = session
        self._questions = questions
        self._bodies = BodyReader()

    @property
    def damaged(self) -> int:
        """How many entries could not be read, of those asked for since the store was opened."""
        return self._bodies.damaged

    async def parties(self, known_at: datetime | None = None) -> tuple[Recorded[Party], ...]:
        """All parties, newest versions, by id."""
        return await self._newest(Party, known_at)

    async def sources(self, known_at: datetime | None = None) -> tuple[Recorded[Source], ...]:
        """All sources, newest versions, by id."""
        return await self._newest(Source, known_at)

    async def attempts(self, known_at: datetime | None = None) -> tuple[Recorded[Attempt], ...]:
        """The last attempt of each connector to bring its source up to date, by id."""
        return await self._newest(Attempt, known_at)

    async def places(self, known_at: datetime | None = None) -> tuple[Recorded[Place], ...]:
        """All places, newest versions, by id."""
        return await self._newest(Place, known_at)

    async def readings(
        self,
        viewpoint: Viewpoint,
        *,
        places: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[ReadingInForce, ...]:
        """The readings in force, by place, source, extent and part."""
        return await self._asked.ask(
            lambda c: self._questions.readings_in_force(
                c, self._bodies, viewpoint, places=places, sources=sources
            )
        )

    async def reading_history(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        places: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[ControlReading], ...]:
        """Every reading from `since` to the viewpoint, with the one in force at `since`."""
        return await self._asked.ask(
            lambda c: self._questions.reading_history(
                c, self._bodies, viewpoint, since=since, places=places, sources=sources
            )
        )

    async def coverage(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[Coverage], ...]:
        """The days on which whole maps were read, by source and day."""
        return await self._asked.ask(
            lambda c: self._questions.coverage_days(
                c, self._bodies, viewpoint, since=since, sources=sources
            )
        )

    async def terrain(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[Terrain], ...]:
        """The maps drawn from `since` to the viewpoint, with those in force at `since`."""
        return await self._asked.ask(
            lambda c: self._questions.terrain_drawn(
                c, self._bodies, viewpoint, since=since, sources=sources
            )
        )

    async def polygons(self, ids: Collection[str]) -> tuple[Polygon, ...]:
        """The polygons of these ids, by id; those that the store lacks are left out."""
        return await self._asked.ask(lambda c: self._questions.polygons_of(c, self._bodies, ids))

    async def statistics(
        self,
        viewpoint: Viewpoint,
        *,
        places: Collection[str] | None = None,
        derived_since: datetime | None = None,
    ) -> tuple[Recorded[Statistic], ...]:
        """Figures said by the viewpoint, by place, metric and as-of, newest as-of first."""
        return await self._asked.ask(
            lambda c: self._questions.statistics_said(
                c, self._bodies, viewpoint, places=places, derived_since=derived_since
            )
        )

    async def claims(self, query: ClaimQuery) -> ClaimPage:
        """Claims newest said first, to the second; of the same second, later entries first."""
        return await self._asked.ask(lambda c: self._questions.claim_page(c, self._bodies, query))

    async def claim_total(self, query: ClaimQuery, *, most: int = 10_000) -> int:
        """How many claims a query finds; counts no further than `most`."""
        return await self._asked.ask(
            lambda c: self._questions.claim_total(c, self._bodies, query, most)
        )

    async def claim_counts(
        self, viewpoint: Viewpoint, *, recorded_after: int = 0, said_since: datetime | None = None
    ) -> Mapping[str, int]:
        """Number of claims by place id; with both conditions, of those that meet both."""
        return await self._asked.ask(
            lambda c: self._questions.claim_counts(c, viewpoint, recorded_after, said_since)
        )

    async def claim(
        self, claim_id: str, known_at: datetime | None = None
    ) -> Recorded[Claim] | None:
        """One claim by id, its newest version; a retracted one too, as its `act` says."""
        return await self._asked.ask(
            lambda c: self._questions.newest_of_id(c, self._bodies, Claim, claim_id, known_at)
        )

    async def claim_history(
        self, claim_id: str, known_at: datetime | None = None
    ) -> tuple[Recorded[Claim], ...]:
        """Every version of a claim that was recorded, oldest first, retractions included."""
        return await self._asked.ask(
            lambda c: self._questions.versions_of_id(c, self._bodies, Claim, claim_id, known_at)
        )

    async def assessments(
        self, claims: Collection[str], known_at: datetime | None = None
    ) -> tuple[Recorded[Assessment], ...]:
        """Newest versions of the assessments of any of these claims, oldest first."""
        return await self._asked.ask(
            lambda c: self._questions.remarks_on(c, self._bodies, Assessment, claims, known_at)
        )

    async def notes(
        self, claims: Collection[str], known_at: datetime | None = None
    ) -> tuple[Recorded[Note], ...]:
        """Newest versions of the notes beside any of these claims, oldest first."""
        return await self._asked.ask(
            lambda c: self._questions.remarks_on(c, self._bodies, Note, claims, known_at)
        )

    async def links(
        self, claims: Collection[str] | None = None, known_at: datetime | None = None
    ) -> tuple[Recorded[Link], ...]:
        """Links from or to any of these claims, by id. None: all links."""
        return await self._asked.ask(
            lambda c: self._questions.links_between(c, self._bodies, claims, known_at)
        )

    async def entries(self, after: int, limit: int) -> tuple[Entry, ...]:
        """The entries behind a number, in order."""
        return await self._asked.ask(lambda c: self._questions.entries_after(c, after, limit))

    async def seal(self, entry: int) -> str:
        """The hash that ends the chain at an entry, 64 hex digits."""
        return await self._asked.ask(lambda c: self._questions.seal_of(c, entry))

    async def broken_seal(self) -> str:
        """The first entry that does not fit the chain, in words; empty when all fit."""
        check = ChainCheck()
        while not check.done:
            check = await self._asked.ask(partial(self._questions.checked_further, before=check))
        return check.finding

    async def _newest(self, kind: type[R], known_at: datetime | None) -> tuple[Recorded[R], ...]:
        return await self._asked.ask(
            lambda c: self._questions.newest_of_kind(c, self._bodies, kind, known_at)
        )
