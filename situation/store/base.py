"""What every store can do: one protocol and one contract suite for all backends.

A store is a log of entries. An entry is one version of one record with the time it was recorded
and who recorded it; nothing is ever changed or removed. Every question is asked at a `Viewpoint`:
of the entries recorded up to `known_at`, the newest version of each record (by order of entry),
then those said by and valid at `valid_at`.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from situation.attempt_records import Attempt
from situation.model import (
    AnyRecord,
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
from situation.store.claim_query import ClaimQuery
from situation.terrain_records import Polygon, Terrain
from situation.vocabulary import Act

R_co = TypeVar("R_co", covariant=True)


class Recorded(Struct, Generic[R_co], frozen=True, kw_only=True):
    """One version of a record, with the third of its times."""

    record: R_co
    recorded_at: datetime
    entry: int
    """Place in the store's log; later entries have larger numbers."""
    author: str = ""
    """Who recorded it."""
    act: Act = Act.ASSERT
    """What this version did."""


class ReadingInForce(Struct, frozen=True, kw_only=True):
    """A control reading that holds at a viewpoint."""

    reading: ControlReading
    recorded_at: datetime
    entry: int
    confirmed_at: datetime
    """The last day, up to the viewpoint, on which its source said the same."""


class StoreInfo(Struct, frozen=True, kw_only=True):
    """What a store says of itself."""

    url: str
    schema: int
    revision: int
    """Number of the newest entry; 0 when empty."""
    created_at: datetime
    """When the first entry was recorded, the same in every copy; that of the file while empty."""
    recorded_at: datetime | None
    """When the newest entry was recorded."""
    said_at: datetime | None
    """The newest said time of a reading, coverage, statistic or claim."""
    counts: Mapping[str, int]
    """Entries by kind of record, the kind as in the record's tag."""
    writable: bool


class ClaimPage(Struct, frozen=True, kw_only=True):
    """One page of claims, newest said first."""

    claims: tuple[Recorded[Claim], ...]
    cursor: str = ""
    """Where the next page begins; empty after the last."""


class AppendReport(Struct, frozen=True, kw_only=True):
    """What an append did."""

    appended: int
    unchanged: int
    """Records that the store already had, word for word."""
    revision: int


class Store(Protocol):
    """A store of one situation.

    All methods raise `StoreError` and nothing else for what goes wrong in the store, and
    `UsageError` for a search text that cannot be read. Reads are bounded by what they return.
    """

    @property
    def url(self) -> str:
        """The address this store was opened with, safe to show."""
        ...

    async def info(self) -> StoreInfo:
        """What the store holds, counted."""
        ...

    async def parties(self, known_at: datetime | None = None) -> tuple[Recorded[Party], ...]:
        """All parties, newest versions, by id."""
        ...

    async def sources(self, known_at: datetime | None = None) -> tuple[Recorded[Source], ...]:
        """All sources, newest versions, by id."""
        ...

    async def attempts(self, known_at: datetime | None = None) -> tuple[Recorded[Attempt], ...]:
        """The last attempt of each connector, by id."""
        ...

    async def places(self, known_at: datetime | None = None) -> tuple[Recorded[Place], ...]:
        """All places, newest versions, by id."""
        ...

    async def readings(
        self,
        viewpoint: Viewpoint,
        *,
        places: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[ReadingInForce, ...]:
        """The readings in force: of each place, source, extent and part the newest by valid time.

        Ordered by place, source, extent, part. None for `places` or `sources` means all.
        """
        ...

    async def reading_history(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        places: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[ControlReading], ...]:
        """Every reading from `since` to the viewpoint, with the one in force at `since`.

        Ordered by place, source, extent, part, valid time. None for `since`: the whole history.
        """
        ...

    async def coverage(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[Coverage], ...]:
        """The days on which whole maps were read, by source and day."""
        ...

    async def terrain(
        self,
        viewpoint: Viewpoint,
        *,
        since: datetime | None = None,
        sources: Collection[str] | None = None,
    ) -> tuple[Recorded[Terrain], ...]:
        """The maps drawn from `since` to the viewpoint, with those in force at `since`.

        Ordered by source and day. None for `since`: every day from the first.
        """
        ...

    async def polygons(self, ids: Collection[str]) -> tuple[Polygon, ...]:
        """The polygons of these ids that the store has, by id."""
        ...

    async def statistics(
        self,
        viewpoint: Viewpoint,
        *,
        places: Collection[str] | None = None,
        derived_since: datetime | None = None,
    ) -> tuple[Recorded[Statistic], ...]:
        """Figures said by the viewpoint, by place, metric and as-of, newest as-of first.

        `derived_since`: of the derived ones, only those as of then or later, and the one before.
        """
        ...

    async def claims(self, query: ClaimQuery) -> ClaimPage:
        """Claims by said time, newest first."""
        ...

    async def claim_counts(
        self, viewpoint: Viewpoint, *, recorded_after: int = 0, said_since: datetime | None = None
    ) -> Mapping[str, int]:
        """Number of claims by place id, of those first recorded after an entry, or said since."""
        ...

    async def claim(
        self, claim_id: str, known_at: datetime | None = None
    ) -> Recorded[Claim] | None:
        """One claim by id, its newest version."""
        ...

    async def claim_total(self, query: ClaimQuery, *, most: int = 10_000) -> int:
        """How many claims a query finds, without its limit and cursor; counts up to `most`."""
        ...

    async def claim_history(
        self, claim_id: str, known_at: datetime | None = None
    ) -> tuple[Recorded[Claim], ...]:
        """Every version of a claim that was recorded, oldest first, retractions included."""
        ...

    async def assessments(
        self, claims: Collection[str], known_at: datetime | None = None
    ) -> tuple[Recorded[Assessment], ...]:
        """Newest versions of the assessments of any of these claims, oldest first."""
        ...

    async def notes(
        self, claims: Collection[str], known_at: datetime | None = None
    ) -> tuple[Recorded[Note], ...]:
        """Newest versions of the notes beside any of these claims, oldest first."""
        ...

    async def seal(self, entry: int) -> str:
        """The hash that ends the chain at an entry, 64 hex digits.

        Each entry's hash covers its own content and the hash before it, so that two stores with
        the same seal hold the same entries up to there.

        Raises:
            StoreError: there is no such entry.
        """
        ...

    async def broken_seal(self) -> str:
        """The first entry that does not fit the chain, in words; empty when all fit."""
        ...

    async def links(
        self, claims: Collection[str] | None = None, known_at: datetime | None = None
    ) -> tuple[Recorded[Link], ...]:
        """Links from or to any of these claims, by id. None: all links."""
        ...

    async def append(
        self, records: Iterable[AnyRecord], *, author: str, act: Act | None = None
    ) -> AppendReport:
        """Record new records and new versions, all or none.

        Args:
            records: what is recorded.
            author: who records it.
            act: what new versions of claims do; None: `REVISE`. A first version asserts; links,
                assessments and notes link, assess and annotate, whatever is given here.
                `RETRACT` is recorded even where the record itself is as before.

        A record equal to the newest version of its id is counted and not stored. Places, sources
        and parties that a record names must be in the store or earlier in the same call.
        """
        ...

    def changes(self, after: int) -> AsyncIterator[int]:
        """Yield the store's revision each time it has grown beyond `after`, whoever appended."""
        ...

    async def close(self) -> None:
        """Let go of the store; may be called twice."""
        ...
