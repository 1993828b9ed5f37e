"""The maps that a store keeps, measured again at the places it has by now.

A place that was added after a map was imported has no reading of it. The outlines are in the store,
so the source's files are not needed: every map is measured at every place, and what is lacking is
appended by the same rule as in an import, changes only.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, TypeAlias

from msgspec.structs import replace

from situation.analysis.runs import MapRuns
from situation.analysis.terrain import Gauge
from situation.errors import InputError
from situation.import_report import MeasureReport
from situation.map_history import load_runs
from situation.mapday import Area, MapDay, Skipped
from situation.mapframe import MapFrame
from situation.maps.wkb import polygon_rings
from situation.model import ControlReading, Coverage, Document
from situation.periods import LATEST, Viewpoint
from situation.store.base import Store
from situation.terrain_records import Polygon, Terrain

AUTHOR: Final = "measure"
BATCH: Final = 32
"""Maps of one append."""

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called on the event loop after each map: maps done, of how many, its source and day."""

_Rings: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]

_NO_DOCUMENT: Final = Document(id="none", media_type="")
"""Stands in for that of a map which names none."""


class _Measuring:
    """One source's maps, taken in order of time."""

    def __init__(self, gauge: Gauge, runs: MapRuns) -> None:
        self._gauge = gauge
        self._runs = runs
        self._rings: dict[str, _Rings] = {}
        self.measured: list[Terrain] = []
        self.unchanged = 0
        self.readings = 0
        self.repaired = 0
        self.failed: list[Skipped] = []

    def lacking(self, terrain: Terrain) -> list[str]:
        """The polygons of a map that the map before it did not draw."""
        return [area.polygon for area in terrain.areas if area.polygon not in self._rings]

    def take(
        self, terrain: Terrain, polygons: Iterable[Polygon]
    ) -> list[ControlReading | Coverage]:
        """Measure a map; what the store lacks of it. A map that cannot be measured is noted."""
        try:
            self._rings = self._rings_of(terrain, polygons)
            measurement = self._gauge.measure(_map_day(terrain, self._rings))
        except InputError as error:
            self.failed.append(Skipped(where=terrain.id, why=error.line))
            return []
        changes = [_named_rightly(change) for change in self._runs.add(measurement)]
        self.measured.append(terrain)
        self.unchanged += not changes
        self.readings += sum(isinstance(change, ControlReading) for change in changes)
        self.repaired += measurement.repaired
        return changes

    def _rings_of(self, terrain: Terrain, polygons: Iterable[Polygon]) -> dict[str, _Rings]:
        """The rings of all polygons of a map, by id; those of the map before are at hand."""
        at_hand = self._rings | {polygon.id: _rings(polygon) for polygon in polygons}
        wanted = {area.polygon for area in terrain.areas}
        missing = wanted - at_hand.keys()
        if missing:
            # Measured without them, the ground they cover would read as free.
            raise InputError(
                f"the store lacks outlines of it: {len(missing):,} of {len(wanted):,}",
                do="import its file again",
            )
        return {polygon: at_hand[polygon] for polygon in wanted}


async def remeasure(
    store: Store,
    frame: MapFrame,
    *,
    sources: Collection[str] | None = None,
    progress: Progress | None = None,
) -> MeasureReport:
    """Measure the maps that a store keeps at all its places; append the readings it lacks.

    Args:
        store: holds maps and places.
        frame: where the situation lies and who occupies.
        sources: ids of those whose maps are measured; None: all that have some.
        progress: told of every map.

    Raises:
        StoreError: the store could not be read or written; what was appended before stays.
    """
    found = await store.terrain(Viewpoint(valid_at=LATEST), sources=sources)
    maps: dict[str, list[Terrain]] = {}
    for recorded in found:
        maps.setdefault(recorded.record.source, []).append(recorded.record)
    places = [recorded.record for recorded in await store.places()]
    gauge = await asyncio.to_thread(Gauge, places, centre=frame.centre, occupier=frame.occupier)
    parts: list[_Measuring] = []
    done = 0

    def tell(terrain: Terrain) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, len(found), f"{terrain.source} {terrain.valid_from:%Y-%m-%d}")

    for source, terrains in maps.items():
        part = _Measuring(gauge, await load_runs(store, source))
        await _measure(store, part, terrains, tell)
        parts.append(part)
    return _report(parts, _without_maps(store, sources, maps))


async def _measure(
    store: Store, part: _Measuring, terrains: Sequence[Terrain], tell: Callable[[Terrain], None]
) -> None:
    records: list[ControlReading | Coverage] = []
    for number, terrain in enumerate(terrains, start=1):
        polygons = await store.polygons(part.lacking(terrain))
        records += await asyncio.to_thread(part.take, terrain, polygons)
        if records and (number % BATCH == 0 or number == len(terrains)):
            await store.append(records, author=AUTHOR)
            records.clear()
        tell(terrain)


def _rings(polygon: Polygon) -> _Rings:
    return tuple(tuple(zip(*ring, strict=True)) for ring in polygon_rings(polygon.wkb))


def _map_day(terrain: Terrain, rings: dict[str, _Rings]) -> MapDay:
    document = _NO_DOCUMENT
    if terrain.document is not None:
        document = Document(id=terrain.document, media_type="")
    return MapDay(
        source=terrain.source,
        valid_from=terrain.valid_from,
        said_at=terrain.said_at,
        document=replace(document, url=terrain.url),
        statuses=frozenset(terrain.statuses),
        areas=tuple(
            Area(status=area.status, label=area.label, rings=rings[area.polygon])
            for area in terrain.areas
        ),
    )


def _named_rightly(change: ControlReading | Coverage) -> ControlReading | Coverage:
    return replace(change, document=None) if change.document == _NO_DOCUMENT.id else change


def _without_maps(
    store: Store, sources: Collection[str] | None, maps: Collection[str]
) -> list[Skipped]:
    if sources is None:
        why = "the store keeps no maps (import their files first)"
        return [] if maps else [Skipped(where=store.url, why=why)]
    why = "the store keeps no map of it (import its files first)"
    return [Skipped(where=source, why=why) for source in sources if source not in maps]


def _report(parts: Sequence[_Measuring], without_maps: Sequence[Skipped]) -> MeasureReport:
    days = [terrain.valid_from.date() for part in parts for terrain in part.measured]
    failed = [item for part in parts for item in part.failed]
    return MeasureReport(
        maps_measured=len(days),
        maps_unchanged=sum(part.unchanged for part in parts),
        maps_failed=len(failed),
        readings_added=sum(part.readings for part in parts),
        failed=(*without_maps, *failed),
        repaired=sum(part.repaired for part in parts),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
    )
