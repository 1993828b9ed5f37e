"""A store asked for one place's whole story: a lane a source, claims as ticks, who was when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from situation.analysis.lags import lags_of
from situation.analysis.lanes import clipped, lane_of
from situation.cast import Cast, read_cast
from situation.errors import UsageError
from situation.lookup import find_place
from situation.model import ControlReading, Coverage, Place, Source
from situation.periods import Viewpoint, start_of_day
from situation.store.base import Recorded, Store
from situation.store.claim_query import ClaimQuery
from situation.timeline_view import ClaimTick, Lane, Timeline
from situation.vocabulary import Extent

MOST_TICKS: Final = 500
MOST_DAYS: Final = 10_000


async def build_timeline(
    store: Store,
    place_name: str,
    viewpoint: Viewpoint,
    *,
    days: int | None = None,
    cast: Cast | None = None,
) -> Timeline:
    """Read what each source said of a place over time.

    Args:
        store: where from.
        place_name: an id or a name in any language.
        viewpoint: the two times; nothing said, valid or recorded later is in it.
        days: how many days it covers, the viewpoint's day the last of them, 1 to `MOST_DAYS`;
            None: from the first word of any source on.
        cast: who and where at this viewpoint, if that has been read.

    Returns:
        The timeline, with at most `MOST_TICKS` claims, the newest ones.

    Raises:
        UnknownName: no such place; carries the nearest names.
        UsageError: the number of days is none.
        StoreError: the store cannot be read.
    """
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise UsageError(f"a timeline has 1 to {MOST_DAYS} days", where="days")
    cast = cast or await read_cast(store, viewpoint)
    place = find_place(cast.places, place_name)
    end = viewpoint.valid_at
    since = None if days is None else start_of_day(end.date()) - timedelta(days=days - 1)
    lanes = await _lanes(store, place, viewpoint, cast.sources)
    ticks, more_ticks = await _ticks(store, place, viewpoint, cast.sources, since)
    start = since or _first_day(lanes, ticks, end)
    shown = (clipped(lane, start) for lane in lanes)
    return Timeline(
        place=place,
        start=start,
        end=end,
        lanes=tuple(sorted((lane for lane in shown if lane.periods), key=_measured_then_newest)),
        ticks=ticks,
        more_ticks=more_ticks,
        lags=lags_of(lanes, start),
    )


async def _lanes(
    store: Store, place: Place, viewpoint: Viewpoint, sources: Mapping[str, Source]
) -> list[Lane]:
    """The whole history of each source that spoke of the whole place."""
    said: dict[str, list[ControlReading]] = {}
    history = await store.reading_history(viewpoint, places=[place.id])
    for item in history:
        reading = item.record
        if reading.extent is Extent.WHOLE and not reading.part and reading.source in sources:
            said.setdefault(reading.source, []).append(reading)
    if not said:
        return []
    read = await store.coverage(viewpoint, sources=list(said))
    known_from = await _known_from(store, place, viewpoint, history)
    maps: dict[str, list[Coverage]] = {}
    for day in read:
        if day.entry > known_from:
            maps.setdefault(day.record.source, []).append(day.record)
    return [
        lane_of(sources[source], readings, maps.get(source, ()), viewpoint.valid_at)
        for source, readings in said.items()
    ]


async def _known_from(
    store: Store, place: Place, viewpoint: Viewpoint, history: Iterable[Recorded[ControlReading]]
) -> int:
    """The first entry that shows that the store had the place.

    A map that was read before that says nothing of the place by saying nothing.
    """
    versions = [
        item.entry for item in await store.places(viewpoint.known_at) if item.record.id == place.id
    ]
    # A place may have been revised since; then what was said of it is the older witness.
    return min([*versions, *(item.entry for item in history)])


async def _ticks(
    store: Store,
    place: Place,
    viewpoint: Viewpoint,
    sources: Mapping[str, Source],
    since: datetime | None,
) -> tuple[tuple[ClaimTick, ...], bool]:
    """The newest claims about the place, oldest first, and whether there are more."""
    page = await store.claims(
        ClaimQuery(viewpoint=viewpoint, places=(place.id,), said_since=since, limit=MOST_TICKS)
    )
    ticks = [
        ClaimTick(
            claim=item.record.id,
            at=item.record.said_at,
            kind=item.record.kind,
            source=sources[item.record.source],
            text=item.record.text,
        )
        for item in reversed(page.claims)
        if item.record.source in sources
    ]
    return tuple(ticks), bool(page.cursor)


def _first_day(lanes: Iterable[Lane], ticks: Sequence[ClaimTick], end: datetime) -> datetime:
    """The day of the first word; the viewpoint's day where nothing was said."""
    begun = [lane.periods[0].start for lane in lanes if lane.periods]
    moment = min([*begun, *(tick.at for tick in ticks[:1])], default=end)
    return start_of_day(moment.date())


def _measured_then_newest(lane: Lane) -> tuple[bool, float, str]:
    measured = any(period.share is not None for period in lane.periods)
    return not measured, -lane.periods[-1].start.timestamp(), lane.source.name
