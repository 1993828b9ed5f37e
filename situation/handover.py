"""The hand-over: what changed in each place between two moments.

What was *said* in the period and what was said before but *recorded* in it are told apart: the
first is news of the war, the second news to this desk. Both ends are read with the knowledge of
the end, so that a late record is never taken for a change on the ground.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from situation.cast import Cast, read_cast
from situation.handover_claims import ClaimDispute, ClaimNews, ClaimReader
from situation.handover_figures import moved_figures
from situation.handover_silence import SilentSource, silent_sources
from situation.lookup import folded
from situation.moved_figures import MovedFigure
from situation.periods import Viewpoint
from situation.snapshot import build_snapshot
from situation.store.base import Store
from situation.views import PlaceRow, Summary


class StatusChange(Struct, frozen=True, kw_only=True):
    """The summary of a place at both ends, both as known at the end of the period."""

    before: Summary
    after: Summary
    shown_then: Summary | None = None
    """What this store showed at the beginning, where later records changed that; else None."""

    @property
    def on_the_ground(self) -> bool:
        """The sources say something else of the end than of the beginning."""
        return _says(self.before) != _says(self.after)


class PlaceChanges(Struct, frozen=True, kw_only=True):
    """What changed in one place; every part of it may be empty, but not all."""

    id: str
    name: str
    region: str
    status: StatusChange | None = None
    newly_disputed: bool = False
    claims: tuple[ClaimNews, ...] = ()
    """Newest said first."""
    disputes: tuple[ClaimDispute, ...] = ()
    figures: tuple[MovedFigure, ...] = ()


class Handover(Struct, frozen=True, kw_only=True):
    """What changed between two moments; empty lists where nothing did."""

    since: datetime
    until: Viewpoint
    places: tuple[PlaceChanges, ...]
    """By name, only those in which something changed."""
    silent: tuple[SilentSource, ...]
    """By id; those that are silent at the end, whenever that began."""
    store_is_younger: bool
    """The log begins within the period or after it: nothing of it can have been learned late."""


async def build_handover(
    store: Store, since: datetime, until: Viewpoint, *, place_id: str | None = None
) -> Handover:
    """Compare a store at two moments.

    Args:
        store: where from.
        since: the beginning of the period, itself part of it.
        until: its end; `known_at` bounds what had been recorded.
        place_id: only this place; None: all places.

    Raises:
        StoreError: the store cannot be read.
    """
    cast = await read_cast(store, until)
    info = await store.info()
    # What is said of a day is said at its first instant: a period from that day on has it.
    eve = since - timedelta(microseconds=1)
    records_late = info.created_at <= since <= (until.known_at or since)
    before = await _rows(store, replace(until, valid_at=eve), cast)
    after = await _rows(store, until, cast)
    then = Viewpoint(valid_at=eve, known_at=eve)
    shown = await _rows(store, then, cast) if records_late else {}
    reader = ClaimReader(store, cast, eve, until, records_late=records_late)
    scanned = await reader.scan()
    news = await reader.news(scanned)
    disputes = await reader.disputes(scanned)
    figures = await moved_figures(store, cast, (eve, until), (before, after))
    changes = [
        PlaceChanges(
            id=place.id,
            name=place.name,
            region=cast.region_of(place),
            status=_status_change(before[place.id], after[place.id], shown.get(place.id))
            if place.id in after
            else None,
            newly_disputed=place.id in after
            and after[place.id].summary.disputed
            and not before[place.id].summary.disputed,
            claims=tuple(item for item in news if place.id in item.view.claim.places),
            disputes=tuple(item for item in disputes if place.id in item.claim.claim.places),
            figures=figures.get(place.id, ()),
        )
        for place in sorted(cast.places.values(), key=lambda place: (folded(place.name), place.id))
        if place_id in (None, place.id)
    ]
    return Handover(
        since=since,
        until=until,
        places=tuple(place for place in changes if _has_changes(place)),
        silent=await silent_sources(store, cast.sources, until, [item.record for item in scanned]),
        store_is_younger=info.created_at > since,
    )


def _has_changes(place: PlaceChanges) -> bool:
    parts = (place.status, place.newly_disputed, place.claims, place.disputes, place.figures)
    return any(parts)


def _says(summary: Summary) -> tuple[object, ...]:
    return summary.status, summary.holder


def _status_change(
    before: PlaceRow, after: PlaceRow, shown: PlaceRow | None
) -> StatusChange | None:
    relearned = shown is not None and _says(shown.summary) != _says(before.summary)
    change = StatusChange(
        before=before.summary,
        after=after.summary,
        shown_then=shown.summary if shown is not None and relearned else None,
    )
    return change if relearned or change.on_the_ground else None


async def _rows(store: Store, viewpoint: Viewpoint, cast: Cast) -> Mapping[str, PlaceRow]:
    """Each city's row, by place id."""
    snapshot = await build_snapshot(
        store, viewpoint, title="", live=False, taken_at=viewpoint.valid_at, cast=cast
    )
    return {row.place.id: row for row in snapshot.rows}
