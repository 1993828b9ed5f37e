"""A store asked at a viewpoint → the scene that a map screen draws."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from situation.cast import Cast
from situation.mapframe import Bounds, MapFrame
from situation.maps.cities import cities_as_of, map_cities, measured_by_map, measured_lately
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import ChangeOfHands, MapCity, MapMode, MapRequest, MapScene, MapSheet
from situation.maps.sheets import MOST_RINGS, DrawnSheet, FoundMaps, drawn_sheet, find_maps
from situation.maps.shelf import Rings, Shelf
from situation.model import Place, Source
from situation.periods import Viewpoint, format_day
from situation.store.base import ReadingInForce, Store
from situation.views import PlaceRow
from situation.vocabulary import AreaStatus, PlaceKind

__all__ = ["Shelf", "build_scene"]

_STEPS_OF_AN_EDGE: Final = 64
"""A parallel is a curve on the plane: its northernmost point is found to within a metre or so."""


async def build_scene(  # noqa: PLR0917 - where, when, who and what is said, then what is wanted
    store: Store,
    viewpoint: Viewpoint,
    frame: MapFrame,
    cast: Cast,
    rows: Sequence[PlaceRow],
    request: MapRequest,
    *,
    shelf: Shelf,
) -> MapScene:
    """Read what a map of the situation shows at a viewpoint.

    Args:
        store: where from.
        viewpoint: the two times; nothing that was recorded later is on the map.
        frame: where the situation lies.
        cast: who and where at this viewpoint.
        rows: the places of a snapshot at this viewpoint.
        request: which maps.
        shelf: polygons prepared before; takes up the new ones.

    Raises:
        StoreError: the store cannot be read.
    """
    found = await find_maps(store, viewpoint, cast, request)
    outlines, is_outlined = _outlines(cast.places.values())
    areas = [area.polygon for stored in found.maps for area in stored.terrain.areas[:MOST_RINGS]]
    polygons = await shelf.take(store, [*areas, *outlines])
    drawn = [await asyncio.to_thread(drawn_sheet, stored, polygons) for stored in found.maps]
    sheets = tuple(made.sheet for made in drawn)
    measured = await _measured(store, viewpoint, cast, request, sheets)
    bounds, cities = await asyncio.to_thread(_placed, frame, rows, measured, cast.sources)
    then = _other_moment(viewpoint, request, sheets)
    borders = tuple(rings for key in outlines if (rings := polygons.get(key)))
    return MapScene(
        request=request,
        bounds=bounds,
        occupier=frame.occupier,
        cities=cities,
        cities_before=await cities_as_of(store, then, cast, cities) if then else (),
        borders=borders,
        is_outlined=is_outlined and len(borders) == len(outlines),
        choices=found.choices,
        sheets=sheets,
        missing=found.missing or _left_out(found, drawn),
        change=await _change(request, sheets),
    )


def _other_moment(
    viewpoint: Viewpoint, request: MapRequest, sheets: tuple[MapSheet, ...]
) -> Viewpoint | None:
    """Where the second of two days side by side is looked at from; None where there is none."""
    if request.mode is not MapMode.SPLIT or not request.earlier or len(sheets) < 2:
        return None
    return Viewpoint(valid_at=sheets[1].wanted, known_at=viewpoint.known_at)


def _outlines(places: Collection[Place]) -> tuple[tuple[str, ...], bool]:
    """The outlines of the regions, and whether every region in which a place lies has one."""
    regions = [place for place in places if place.kind is PlaceKind.REGION]
    parents = {place.parent for place in places}
    keys = tuple(dict.fromkeys(key for region in regions for key in region.outline))
    has_gaps = any(region.id in parents and not region.outline for region in regions)
    return keys, bool(keys) and not has_gaps


async def _measured(
    store: Store,
    viewpoint: Viewpoint,
    cast: Cast,
    request: MapRequest,
    sheets: tuple[MapSheet, ...],
) -> dict[str, ReadingInForce]:
    if sheets:
        return await measured_by_map(store, viewpoint, sheets[0].source.id)
    asked = request.source
    sources = {key: source for key, source in cast.sources.items() if asked in ("", key)}
    return await measured_lately(store, viewpoint, sources)


def _placed(
    frame: MapFrame,
    rows: Sequence[PlaceRow],
    measured: Mapping[str, ReadingInForce],
    sources: Mapping[str, Source],
) -> tuple[Bounds, tuple[MapCity, ...]]:
    plane = EqualAreaPlane(frame.centre)
    return _bounds_on_plane(frame.bounds, plane), map_cities(rows, measured, sources, plane)


def _bounds_on_plane(bounds: Bounds, plane: EqualAreaPlane) -> Bounds:
    """The box in metres round a box in degrees, whose edges are curves on the plane."""
    west, south, east, north = bounds
    steps = [step / _STEPS_OF_AN_EDGE for step in range(_STEPS_OF_AN_EDGE + 1)]
    across = [west + step * (east - west) for step in steps]
    along = [south + step * (north - south) for step in steps]
    lons = [*across, *across, *(west for _ in along), *(east for _ in along)]
    lats = [*(south for _ in across), *(north for _ in across), *along, *along]
    xs, ys = plane.forward(lons, lats)
    return min(xs), min(ys), max(xs), max(ys)


def _left_out(found: FoundMaps, drawn: Sequence[DrawnSheet]) -> str:
    """Which maps are drawn without some of their polygons; empty when all are whole."""
    words: list[str] = []
    for stored, made in zip(found.maps, drawn, strict=True):
        areas = f"of the {len(stored.terrain.areas):,} areas of {stored.source.name}'s map of "
        areas += format_day(stored.terrain.valid_from)
        if made.lacking:
            words.append(f"{made.lacking:,} {areas} cannot be drawn: import its file again")
        if made.too_many:
            words.append(f"{made.too_many:,} {areas} are not drawn: they are too many")
    return "; ".join(words)


async def _change(request: MapRequest, sheets: tuple[MapSheet, ...]) -> ChangeOfHands | None:
    if request.mode is not MapMode.DIFFERENCE or len(sheets) < 2:
        return None
    first, second = sheets
    return await asyncio.to_thread(_measured_change, _occupied(first), _occupied(second))


def _occupied(sheet: MapSheet) -> tuple[Rings, ...]:
    return tuple(
        polygon
        for area in sheet.areas
        if area.status is AreaStatus.OCCUPIED
        for polygon in area.polygons
    )


def _measured_change(first: Sequence[Rings], second: Sequence[Rings]) -> ChangeOfHands:
    # Only a difference needs shapely: a monitor that shows one map never loads it.
    from situation.maps.difference import change_of_hands  # noqa: PLC0415

    return change_of_hands(first, second)
