"""What a backend answers, question by question, on a connection of its own kind.

A module satisfies `Questions`: its functions are the questions. They work in the calling thread,
inside a read transaction that the caller holds, and say what the methods of `Store` say.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from situation.model import (
    Assessment,
    ControlReading,
    Coverage,
    Link,
    Note,
    Statistic,
)
from situation.periods import Viewpoint
from situation.record import Record
from situation.store.base import ClaimPage, ReadingInForce, Recorded
from situation.store.bodies import BodyReader
from situation.store.claim_query import ClaimQuery
from situation.store.log import Entry
from situation.store.seals import ChainCheck
from situation.terrain_records import Polygon, Terrain

T = TypeVar("T")
R = TypeVar("R", bound=Record)
Remark = TypeVar("Remark", Assessment, Note)
C_co = TypeVar("C_co", covariant=True)
C_contra = TypeVar("C_contra", contravariant=True)

Ids = Collection[str] | None
Moment = datetime | None


class Asks(Protocol[C_co]):
    """Who lends a connection."""

    async def ask(self, question: Callable[[C_co], T]) -> T:
        """Answer a question in one read transaction, in a thread."""
        ...


class LogQuestions(Protocol[C_contra]):
    """About the log and the records in it."""

    def newest_of_kind(
        self, c: C_contra, bodies: BodyReader, kind: type[R], known_at: Moment, /
    ) -> tuple[Recorded[R], ...]:
        """All records of a kind, newest versions, by id."""
        ...

    def newest_of_id(
        self, c: C_contra, bodies: BodyReader, kind: type[R], record_id: str, known_at: Moment, /
    ) -> Recorded[R] | None:
        """One record, its newest version; None when it is not known."""
        ...

    def versions_of_id(
        self, c: C_contra, bodies: BodyReader, kind: type[R], record_id: str, known_at: Moment, /
    ) -> tuple[Recorded[R], ...]:
        """Every version of one record, oldest first."""
        ...

    def entries_after(self, c: C_contra, after: int, limit: int, /) -> tuple[Entry, ...]:
        """`LoggedStore.entries`."""
        ...

    def seal_of(self, c: C_contra, entry: int, /) -> str:
        """`Store.seal`."""
        ...

    def checked_further(self, c: C_contra, /, before: ChainCheck) -> ChainCheck:
        """Check some thousand entries behind those that were checked before."""
        ...


class ControlQuestions(Protocol[C_contra]):
    """About control, map days, maps and figures."""

    def readings_in_force(
        self, c: C_contra, bodies: BodyReader, at: Viewpoint, /, *, places: Ids, sources: Ids
    ) -> tuple[ReadingInForce, ...]:
        """`Store.readings`."""
        ...

    def reading_history(
        self,
        c: C_contra,
        bodies: BodyReader,
        at: Viewpoint,
        /,
        *,
        since: Moment,
        places: Ids,
        sources: Ids,
    ) -> tuple[Recorded[ControlReading], ...]:
        """`Store.reading_history`."""
        ...

    def coverage_days(
        self, c: C_contra, bodies: BodyReader, at: Viewpoint, /, *, since: Moment, sources: Ids
    ) -> tuple[Recorded[Coverage], ...]:
        """`Store.coverage`."""
        ...

    def terrain_drawn(
        self, c: C_contra, bodies: BodyReader, at: Viewpoint, /, *, since: Moment, sources: Ids
    ) -> tuple[Recorded[Terrain], ...]:
        """`Store.terrain`."""
        ...

    def polygons_of(
        self, c: C_contra, bodies: BodyReader, ids: Collection[str], /
    ) -> tuple[Polygon, ...]:
        """`Store.polygons`."""
        ...

    def statistics_said(
        self,
        c: C_contra,
        bodies: BodyReader,
        at: Viewpoint,
        /,
        *,
        places: Ids,
        derived_since: Moment,
    ) -> tuple[Recorded[Statistic], ...]:
        """`Store.statistics`."""
        ...


class ClaimQuestions(Protocol[C_contra]):
    """About claims and what stands beside them."""

    def claim_page(self, c: C_contra, bodies: BodyReader, asked: ClaimQuery, /) -> ClaimPage:
        """`Store.claims`."""
        ...

    def claim_total(self, c: C_contra, bodies: BodyReader, asked: ClaimQuery, most: int, /) -> int:
        """`Store.claim_total`."""
        ...

    def claim_counts(
        self, c: C_contra, at: Viewpoint, recorded_after: int, said_since: Moment, /
    ) -> Mapping[str, int]:
        """`Store.claim_counts`."""
        ...

    def links_between(
        self, c: C_contra, bodies: BodyReader, claims: Ids, known_at: Moment, /
    ) -> tuple[Recorded[Link], ...]:
        """`Store.links`."""
        ...

    def remarks_on(
        self,
        c: C_contra,
        bodies: BodyReader,
        kind: type[Remark],
        claims: Collection[str],
        known_at: Moment,
        /,
    ) -> tuple[Recorded[Remark], ...]:
        """`Store.assessments` and `Store.notes`."""
        ...


class Questions(
    LogQuestions[C_contra], ControlQuestions[C_contra], ClaimQuestions[C_contra], Protocol[C_contra]
):
    """Everything that is asked of a backend."""
