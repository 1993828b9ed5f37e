"""Which sources have fallen silent: nothing for three times as long as they usually take."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from msgspec import Struct

from situation.model import Claim, Source
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.vocabulary import SourceKind

SILENT_AFTER: Final = 3
"""Times the usual gap."""
FEWEST_GAPS: Final = 3
"""A source with fewer gaps has no usual one."""
_LISTENED: Final = timedelta(days=90)


class SilentSource(Struct, frozen=True, kw_only=True):
    """A source that has said nothing for longer than it usually does."""

    source: Source
    last: datetime
    """The newest time at which it said, or its map was read."""
    usual_gap: timedelta
    """The median time between two items of the last 90 days."""
    silent_for: timedelta


async def silent_sources(
    store: Store, sources: Mapping[str, Source], at: Viewpoint, claims: Iterable[Claim]
) -> tuple[SilentSource, ...]:
    """The sources that are silent at a viewpoint, by id.

    Args:
        store: asked for the readings and the map days of the last 90 days.
        sources: all sources, by id.
        at: the viewpoint.
        claims: those of the last 90 days before it, at least.

    Raises:
        StoreError: the store cannot be read.
    """
    begin = at.valid_at - _LISTENED
    heard: dict[str, set[datetime]] = {}
    for claim in claims:
        heard.setdefault(claim.source, set()).add(claim.said_at)
    for day in await store.coverage(at, since=begin):
        heard.setdefault(day.record.source, set()).add(day.record.said_at)
    for item in await store.reading_history(at, since=begin):
        heard.setdefault(item.record.source, set()).add(item.record.said_at)
    found = (
        _silence(source, sorted(t for t in heard.get(key, ()) if t >= begin), at.valid_at)
        for key, source in sorted(sources.items())
        if source.kind is not SourceKind.UNNAMED
    )
    return tuple(silence for silence in found if silence is not None)


def _silence(source: Source, times: Sequence[datetime], now: datetime) -> SilentSource | None:
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(gaps) < FEWEST_GAPS:
        return None
    usual_gap = timedelta(seconds=median(gap.total_seconds() for gap in gaps))
    silent_for = now - times[-1]
    if silent_for <= SILENT_AFTER * usual_gap:
        return None
    return SilentSource(source=source, last=times[-1], usual_gap=usual_gap, silent_for=silent_for)
