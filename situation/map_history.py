"""The history of a source's maps out of a store, ready to take new maps in."""

from collections.abc import Sequence
from datetime import datetime

from situation.analysis.runs import CoveredMap, MapRuns
from situation.maps.keeping import KeptMaps
from situation.model import Coverage
from situation.periods import LATEST, Viewpoint
from situation.store.base import Recorded, Store


async def load_runs(store: Store, source: str) -> MapRuns:
    """Everything the store has of what was measured on one source's maps.

    Raises:
        StoreError: the store could not be read.
    """
    everything = Viewpoint(valid_at=LATEST)
    history = await store.reading_history(everything, sources=(source,))
    coverage = await store.coverage(everything, sources=(source,))
    known = await _places_known_at(store, coverage)
    return MapRuns(
        (recorded.record for recorded in history),
        (
            CoveredMap(coverage=recorded.record, places=known[recorded.recorded_at])
            for recorded in coverage
        ),
    )


async def load_kept_maps(store: Store, source: str) -> KeptMaps:
    """What the store keeps of what one source's maps draw.

    Raises:
        StoreError: the store could not be read.
    """
    terrains = await store.terrain(Viewpoint(valid_at=LATEST), sources=(source,))
    return KeptMaps(recorded.record for recorded in terrains)


async def _places_known_at(
    store: Store, coverage: Sequence[Recorded[Coverage]]
) -> dict[datetime, frozenset[str]]:
    """The ids of the places that were in the store when each coverage was recorded.

    A place is never taken out of a store, so between two times with as many places nothing need be
    asked: a store of a thousand days answers in a handful of questions.
    """
    first_entries: dict[datetime, int] = {}
    for recorded in coverage:
        entry = first_entries.get(recorded.recorded_at, recorded.entry)
        first_entries[recorded.recorded_at] = min(entry, recorded.entry)
    moments = sorted(first_entries)
    known: dict[datetime, frozenset[str]] = {}

    async def ask(moment: datetime) -> frozenset[str]:
        places = await store.places(known_at=moment)
        # A clock that stood still gave the same time to what came after the coverage.
        entry = first_entries[moment]
        return frozenset(place.record.id for place in places if place.entry < entry)

    async def fill(first: int, last: int) -> None:
        if last - first < 2:
            return
        if known[moments[first]] == known[moments[last]]:
            known.update(dict.fromkeys(moments[first + 1 : last], known[moments[first]]))
            return
        middle = (first + last) // 2
        known[moments[middle]] = await ask(moments[middle])
        await fill(first, middle)
        await fill(middle, last)

    if moments:
        known[moments[0]] = await ask(moments[0])
        known[moments[-1]] = await ask(moments[-1])
        await fill(0, len(moments) - 1)
    return known
