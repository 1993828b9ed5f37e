"""From a source's map to what a store lacks of it: the one way that imports and syncs share."""

import asyncio
from collections.abc import Iterable, Mapping

from msgspec import Struct

from situation.analysis.runs import MapRuns
from situation.analysis.terrain import Gauge
from situation.errors import InputError
from situation.map_history import load_kept_maps, load_runs
from situation.mapday import MapDay, Skipped
from situation.mapframe import MapFrame
from situation.maps.keeping import KeptMaps
from situation.model import AnyRecord, Coverage
from situation.store.base import Store


class TakenMap(Struct, frozen=True, kw_only=True):
    """What came of one map."""

    records: tuple[AnyRecord, ...] = ()
    """What the store lacks, its document first; empty: nothing."""
    readings: int = 0
    days: int = 0
    """1 where the map was not covered before."""
    polygons: int = 0
    skipped: tuple[Skipped, ...] = ()
    """Parts of the map that were left out."""
    repaired: int = 0
    """Polygons whose rings crossed and that were measured as repaired."""


class _History(Struct, frozen=True):
    """What the store has of one source's maps."""

    runs: MapRuns
    kept: KeptMaps


class MapIntake:
    """Takes maps in, one at a time, in any order.

    Args:
        gauge: prepared for the places of the store.
        histories: by source id.
    """

    def __init__(self, gauge: Gauge, histories: Mapping[str, _History]) -> None:
        self._gauge = gauge
        self._histories = histories

    def require(self, source: str) -> None:
        """Make sure that the store has a source.

        Raises:
            InputError: it has not.
        """
        if source not in self._histories:
            raise InputError(
                f"the store has no source “{source}”",
                do="load the situation's pack into the store first",
            )

    def take(self, day: MapDay) -> TakenMap:
        """Measure a map; it counts as taken from now on, whether or not it is stored.

        Raises:
            InputError: it cannot be measured, or its source is not in the store.
        """
        self.require(day.source)
        history = self._histories[day.source]
        measurement = self._gauge.measure(day)
        lacking = history.kept.add(day)
        changes = history.runs.add(measurement)
        days = sum(isinstance(record, Coverage) for record in changes)
        terrain = () if lacking.terrain is None else (lacking.terrain,)
        news = (*lacking.polygons, *terrain, *changes)
        return TakenMap(
            records=(day.document, *news) if news else (),
            readings=len(changes) - days,
            days=days,
            polygons=len(lacking.polygons),
            skipped=(*day.skipped, *lacking.skipped),
            repaired=measurement.repaired,
        )


async def open_intake(store: Store, frame: MapFrame, sources: Iterable[str]) -> MapIntake:
    """Make ready to take in maps of these sources; those that the store lacks are passed over.

    Args:
        store: its places are those that are measured.
        frame: where the situation lies and who occupies.
        sources: ids.

    Raises:
        StoreError: the store could not be read.
    """
    places = [recorded.record for recorded in await store.places()]
    gauge = await asyncio.to_thread(Gauge, places, centre=frame.centre, occupier=frame.occupier)
    known = {recorded.record.id for recorded in await store.sources()}
    histories = {
        source: _History(await load_runs(store, source), await load_kept_maps(store, source))
        for source in sorted(set(sources) & known)
    }
    return MapIntake(gauge, histories)
