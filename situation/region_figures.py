"""Occupied area and front length, of the whole map and of each region, out of a store's terrain.

Only what changed since the day before is recorded. A longer history tells the fixed boundary
better, so that a front length of an earlier day may come out anew: that is a new version of it.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from situation.analysis.front import DayFigures, FrontGauge
from situation.derived_figures import (
    FRONT_LENGTH,
    OCCUPIED_AREA,
    WITHHELD,
    derived_figure,
    left_out,
)
from situation.errors import InputError
from situation.mapday import MapDay, Skipped
from situation.mapframe import MapFrame
from situation.model import Place, Statistic
from situation.periods import FUTURE_ALLOWANCE, Clock, Viewpoint
from situation.store.base import Recorded, Store
from situation.terrain_records import Terrain
from situation.text import clean
from situation.vocabulary import AreaStatus, PlaceKind

AUTHOR: Final = "measure"


class RegionFiguresReport(Struct, frozen=True, kw_only=True):
    """What measuring the regions did."""

    appended: int
    """New figures and new versions."""
    days: int
    """Maps measured."""
    withheld: tuple[str, ...] = ()
    """Ids of the sources whose maps do not reach back far enough for a front length."""
    skipped: tuple[Skipped, ...] = ()
    """Maps that could not be measured, and why."""


async def measure_regions(store: Store, frame: MapFrame, *, clock: Clock) -> RegionFiguresReport:
    """Derive area and front length from every stored map, and record what the store lacks.

    Args:
        store: holds the terrain, and the outlines of the regions where there are any.
        frame: where the situation lies.
        clock: gives the present.

    Raises:
        StoreError: the store could not be read or written.
        InputError: the outline of a region cannot be measured.
    """
    viewpoint = Viewpoint(valid_at=clock() + FUTURE_ALLOWANCE)
    places = [item.record for item in await store.places()]
    outlines = await _outlines(store, places)
    whole = country_of(places)
    wanted = [*outlines, *([whole] if whole else [])]
    known = {
        item.record.id: item.record
        for item in await store.statistics(viewpoint, places=wanted)
        if item.record.derived
    }
    days = 0
    withheld: list[str] = []
    skipped: list[Skipped] = []
    records: list[Statistic] = []
    for source, maps in _by_source(await store.terrain(viewpoint)).items():
        gauge = await asyncio.to_thread(FrontGauge, outlines, centre=frame.centre)
        measured = await _measured(store, gauge, maps, skipped)
        figures = await asyncio.to_thread(gauge.figures)
        days += len(figures)
        if any(figure.lengths is None for figure in figures):
            withheld.append(source)
        records += changed_figures(region_statistics(measured, figures, whole), known)
    report = await store.append(records, author=AUTHOR)
    return RegionFiguresReport(
        appended=report.appended, days=days, withheld=tuple(withheld), skipped=tuple(skipped)
    )


def country_of(places: Iterable[Place]) -> str | None:
    """The country that most regions lie in: the whole map's figures are told of it."""
    parents = Counter(place.parent for place in places if place.kind is PlaceKind.REGION)
    del parents[None]
    return parents.most_common(1)[0][0] if parents else None


def region_statistics(
    maps: Sequence[Terrain | MapDay], figures: Sequence[DayFigures], whole: str | None
) -> Iterator[Statistic]:
    """Every figure of every day as a record, by day.

    Args:
        maps: of one source, by day.
        figures: those of the same days.
        whole: the place that the whole map's figures are told of; None: they are left out.
    """
    for of_day, day in zip(maps, figures, strict=True):
        for region, area_km2 in day.areas_km2.items():
            place = region or whole
            if place is None:
                continue
            front = _front(day, region, maps[0].valid_from)
            for metric, value, words in ((OCCUPIED_AREA, area_km2, ""), (FRONT_LENGTH, *front)):
                yield derived_figure(
                    metric,
                    place,
                    of_day.source,
                    value,
                    moment=of_day.valid_from,
                    said_at=of_day.said_at,
                    words=words,
                )


def _front(day: DayFigures, region: str | None, since: datetime) -> tuple[float | None, str]:
    """Kilometres of front, and what they leave out or why they are withheld."""
    if day.lengths is None:
        return None, WITHHELD
    length = day.lengths[region]
    return length.front_km, left_out(length.unchanged_km, since)


def changed_figures(
    figures: Iterable[Statistic], known: Mapping[str, Statistic] | None = None
) -> Iterator[Statistic]:
    """The figures that differ from the day before, and those that are known to be otherwise."""
    before: dict[tuple[str, str], tuple[float | None, str]] = {}
    for figure in figures:
        series, said = (figure.place, figure.metric), (figure.value, figure.words)
        is_new = before.get(series) != said
        stored = (known or {}).get(figure.id)
        if is_new or (stored is not None and (stored.value, stored.words) != said):
            yield figure
        before[series] = said


async def _outlines(store: Store, places: Iterable[Place]) -> dict[str, list[bytes]]:
    regions = [place for place in places if place.kind is PlaceKind.REGION and place.outline]
    ids = {polygon for region in regions for polygon in region.outline}
    known = {polygon.id: polygon.wkb for polygon in await store.polygons(ids)}
    return {
        region.id: [known[polygon] for polygon in region.outline]
        for region in regions
        if known.keys() >= set(region.outline)
    }


def _by_source(maps: Iterable[Recorded[Terrain]]) -> dict[str, list[Terrain]]:
    """The maps that draw occupied land, by source, each by day."""
    by_source: dict[str, list[Terrain]] = {}
    for item in maps:
        if AreaStatus.OCCUPIED in item.record.statuses:
            by_source.setdefault(item.record.source, []).append(item.record)
    return by_source


async def _measured(
    store: Store, gauge: FrontGauge, maps: Iterable[Terrain], skipped: list[Skipped]
) -> list[Terrain]:
    """Measure maps day by day; those that could be, in their order. The others are noted."""
    measured: list[Terrain] = []
    polygons: dict[str, bytes] = {}
    for terrain in maps:
        drawn = {area.polygon for area in terrain.areas if area.status is AreaStatus.OCCUPIED}
        lacking = await store.polygons(drawn - polygons.keys())
        # From one day to the next few polygons differ; no more than a day's are held.
        known = polygons | {polygon.id: polygon.wkb for polygon in lacking}
        polygons = {polygon: known[polygon] for polygon in sorted(drawn & known.keys())}
        if len(polygons) < len(drawn):
            why = "the store lacks polygons of this map"
            skipped.append(Skipped(where=clean(terrain.id), why=why))
            continue
        try:
            await asyncio.to_thread(gauge.add, terrain.valid_from, tuple(polygons.values()))
        except InputError as error:
            skipped.append(Skipped(where=clean(terrain.id), why=clean(error.what, 500)))
        else:
            measured.append(terrain)
    return measured
