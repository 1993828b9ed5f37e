"""What changed in a store from one look at it to the next, for whoever watches it line by line.

Every look is pinned to the newest entry that the store then had, and what is told is the
difference of two looks, so nothing is told twice or lost between them, whatever the clocks say.
What had changed before the first look is told by the hand-over.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.attempt_records import Attempt, Outcome
from situation.cast import Cast, read_cast
from situation.handover import build_handover
from situation.handover_claims import ClaimDispute, ClaimNews, ClaimReader
from situation.handover_silence import SilentSource, silent_sources
from situation.model import Link, Party, Source, Statistic
from situation.moved_figures import FigureKey, PlaceFigure, moved, newest_figures
from situation.periods import Clock, Viewpoint
from situation.snapshot import build_snapshot
from situation.store.base import Store
from situation.views import PlaceRow
from situation.watch_claims import disputes_of, disputing_links, new_versions
from situation.watch_handover import changes_of
from situation.watch_view import Changes, MapDays, PlaceStatus

SILENCE_EVERY: Final = timedelta(minutes=10)
"""Who fell silent is looked for so often at most: it takes reading 90 days of claims."""


class _Look(Struct, frozen=True, kw_only=True):
    """All that is compared of a store with what it was before."""

    viewpoint: Viewpoint
    revision: int
    counts: Mapping[str, int]
    cast: Cast
    parties: tuple[Party, ...]
    rows: Mapping[str, PlaceRow]
    figures: Mapping[FigureKey, Statistic]
    attempts: Mapping[str, Attempt]
    disputes: Mapping[str, Link]


class Watcher:
    """Looks at a store again and again and tells what changed.

    Args:
        store: what is watched.
        clock: gives the present.
        place_id: only what concerns this place, and how the sources are doing; None: everything.
    """

    def __init__(self, store: Store, clock: Clock, place_id: str | None = None) -> None:
        self._store = store
        self._clock = clock
        self._place_id = place_id
        self._last: _Look | None = None
        self._silent: Mapping[str, SilentSource] = {}
        self._silence_read: datetime | None = None

    @property
    def revision(self) -> int:
        """The newest entry at the last look; 0 before the first."""
        return self._last.revision if self._last else 0

    async def begin(self, since: datetime | None = None) -> Changes | None:
        """Look for the first time.

        Args:
            since: tell what changed since then; None: only what changes from now on.

        Raises:
            StoreError: the store cannot be read.
        """
        look = await self._read()
        await self._newly_silent(look)
        self._last = look
        if since is None:
            return None
        handover = await build_handover(self._store, since, look.viewpoint, place_id=self._place_id)
        return changes_of(handover, look.rows, look.cast.sources, look.parties)

    async def look(self) -> Changes:
        """What changed since the last look; without one, since now.

        A look that fails changes nothing: the next one tells what this one would have.

        Raises:
            StoreError: the store cannot be read.
        """
        look = await self._read()
        before = self._last or look
        claims, disputes = await self._claims(before, look)
        maps = await self._maps(before, look)
        silent, heard = await self._newly_silent(look)
        self._last = look
        return Changes(
            viewpoint=look.viewpoint,
            sources=look.cast.sources,
            parties=look.parties,
            claims=claims,
            disputes=disputes,
            statuses=tuple(self._statuses(before, look)),
            figures=tuple(self._figures(before, look)),
            maps=maps,
            attempts=tuple(_turned(before.attempts, look.attempts)),
            silent=silent,
            heard=heard,
        )

    async def _read(self) -> _Look:
        store = self._store
        info = await store.info()
        at = Viewpoint(valid_at=self._clock(), known_at=info.recorded_at)
        cast = await read_cast(store, at)
        snapshot = await build_snapshot(
            store, at, title="", live=True, taken_at=at.valid_at, cast=cast
        )
        figures = await store.statistics(at, derived_since=at.valid_at)
        return _Look(
            viewpoint=at,
            revision=info.revision,
            counts=info.counts,
            cast=cast,
            parties=snapshot.parties,
            rows={row.place.id: row for row in snapshot.rows},
            figures=newest_figures(item.record for item in figures),
            attempts={
                item.record.connector: item.record for item in await store.attempts(at.known_at)
            },
            disputes=await self._links(info.counts, at),
        )

    async def _links(self, counts: Mapping[str, int], at: Viewpoint) -> Mapping[str, Link]:
        if self._last is not None and counts.get("link") == self._last.counts.get("link"):
            return self._last.disputes
        return await disputing_links(self._store, at)

    async def _claims(
        self, before: _Look, look: _Look
    ) -> tuple[tuple[ClaimNews, ...], tuple[ClaimDispute, ...]]:
        claims: tuple[ClaimNews, ...] = ()
        disputes: tuple[ClaimDispute, ...] = ()
        grown = look.counts.get("claim", 0) - before.counts.get("claim", 0)
        if grown > 0:
            claims = await new_versions(
                self._store, look.cast, before.revision, look.viewpoint, grown
            )
        new_links = [link for key, link in look.disputes.items() if key not in before.disputes]
        if new_links:
            disputes = await disputes_of(self._store, look.cast, new_links, look.viewpoint)
        return (
            tuple(item for item in claims if self._concerns(item.view.claim.places)),
            tuple(item for item in disputes if self._concerns(item.claim.claim.places)),
        )

    def _concerns(self, places: tuple[str, ...]) -> bool:
        return self._place_id is None or self._place_id in places

    def _statuses(self, before: _Look, look: _Look) -> Iterable[PlaceStatus]:
        for place_id, row in look.rows.items():
            then = before.rows.get(place_id)
            if then is None or not self._concerns((place_id,)):
                continue
            status = PlaceStatus(
                id=place_id,
                name=row.place.name,
                region=row.region,
                before=then.summary,
                after=row.summary,
            )
            if status.differs or status.dispute_turned:
                yield status

    def _figures(self, before: _Look, look: _Look) -> Iterable[PlaceFigure]:
        figures = moved((before.figures, look.figures), (before.rows, look.rows), look.cast)
        return (figure for figure in figures if self._concerns((figure.place,)))

    async def _maps(self, before: _Look, look: _Look) -> tuple[MapDays, ...]:
        if look.counts.get("coverage", 0) <= before.counts.get("coverage", 0):
            return ()
        days: dict[str, list[datetime]] = {}
        for item in await self._store.coverage(look.viewpoint):
            if item.entry > before.revision and item.record.source in look.cast.sources:
                days.setdefault(item.record.source, []).append(item.record.valid_from)
        return tuple(
            MapDays(
                source=look.cast.sources[source],
                days=len(drawn),
                first=min(drawn),
                last=max(drawn),
            )
            for source, drawn in sorted(days.items())
        )

    async def _newly_silent(
        self, look: _Look
    ) -> tuple[tuple[SilentSource, ...], tuple[Source, ...]]:
        """Who fell silent since this was last looked for, and who is heard again."""
        at = look.viewpoint
        read = self._silence_read
        if read is not None and abs(at.valid_at - read) < SILENCE_EVERY:
            return (), ()
        reader = ClaimReader(self._store, look.cast, at.valid_at, at, records_late=False)
        claims = [item.record for item in await reader.scan()]
        found = await silent_sources(self._store, look.cast.sources, at, claims)
        before, self._silent = self._silent, {item.source.id: item for item in found}
        self._silence_read = at.valid_at
        return (
            tuple(item for item in found if item.source.id not in before),
            tuple(item.source for key, item in before.items() if key not in self._silent),
        )


def _turned(before: Mapping[str, Attempt], after: Mapping[str, Attempt]) -> Iterable[Attempt]:
    """The last attempts that failed where the one before had not, or the other way round.

    A source that was never tried before is told of only if it failed.
    """
    for connector, attempt in sorted(after.items()):
        earlier = before.get(connector)
        failed_before = earlier is not None and earlier.outcome is Outcome.FAILED
        if failed_before != (attempt.outcome is Outcome.FAILED):
            yield attempt


async def wait_for_growth(store: Store, after: int) -> None:
    """Wait until a store has grown beyond an entry, whoever appended.

    Raises:
        StoreError: the store cannot be read.
    """
    changes = store.changes(after)
    try:
        async for _ in changes:
            return
    finally:
        if isinstance(changes, AsyncGenerator):
            await changes.aclose()
