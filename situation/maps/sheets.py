"""Which stored maps a request means, and why one is not there."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from situation.cast import Cast
from situation.maps.scene import DrawnArea, MapMode, MapRequest, MapSheet
from situation.maps.shelf import Rings, size
from situation.model import Source
from situation.periods import LATEST, Viewpoint, format_day, format_minute, format_short_day
from situation.store.base import Store
from situation.terrain_records import Terrain
from situation.vocabulary import AreaStatus

MOST_RINGS: Final = 2_000
"""On one map: to look for those in sight takes a millisecond. Real maps have some hundred."""
_IMPORT = "read map files into the store with: sitmon import MAPS…"


class StoredMap(Struct, frozen=True, kw_only=True):
    """The newest map of a source at or before a moment."""

    source: Source
    terrain: Terrain
    wanted: datetime


class FoundMaps(Struct, frozen=True, kw_only=True):
    """What a request comes to."""

    choices: tuple[Source, ...]
    """The sources that have a map at the viewpoint, by id."""
    maps: tuple[StoredMap, ...]
    """The one asked for, then the one beside or before it; the second never without the first."""
    missing: str = ""


async def find_maps(
    store: Store, viewpoint: Viewpoint, cast: Cast, request: MapRequest
) -> FoundMaps:
    """Look for the maps of a request.

    Raises:
        StoreError: the store cannot be read.
    """
    in_force = await _maps_in_force(store, viewpoint, cast)
    choices = tuple(found.source for found in in_force.values())
    first = in_force.get(request.source or _newest(in_force))
    if first is None:
        why = await _why_missing(store, viewpoint, cast, request.source)
        return FoundMaps(choices=choices, maps=(), missing=why)
    if request.mode is MapMode.SINGLE:
        return FoundMaps(choices=choices, maps=(first,))
    other_source = request.other_source or first.source.id
    moment = Viewpoint(valid_at=viewpoint.valid_at - request.earlier, known_at=viewpoint.known_at)
    other = (await _maps_in_force(store, moment, cast, (other_source,))).get(other_source)
    if other is None:
        why = await _why_missing(store, moment, cast, other_source)
        return FoundMaps(choices=choices, maps=(first,), missing=why)
    if other.terrain.id == first.terrain.id:
        return FoundMaps(choices=choices, maps=(first,), missing=_why_alone(first, other))
    return FoundMaps(choices=choices, maps=(first, other))


class DrawnSheet(Struct, frozen=True, kw_only=True):
    """A map with its polygons on the plane, and what of it there is not."""

    sheet: MapSheet
    lacking: int
    """Polygons that the store lacks, or that have no place on the plane."""
    too_many: int
    """Polygons after the first `MOST_RINGS` rings."""


def drawn_sheet(stored: StoredMap, polygons: Mapping[str, Rings]) -> DrawnSheet:
    """Put a map on the plane.

    Args:
        stored: the map.
        polygons: the first `MOST_RINGS` of its polygons by id; those that lack, or have no rings,
            are left out.
    """
    by_status: dict[AreaStatus, dict[str, Rings]] = {}
    lacking, rings_drawn = 0, 0
    too_many = len(stored.terrain.areas[MOST_RINGS:])
    for area in stored.terrain.areas[:MOST_RINGS]:
        rings = polygons.get(area.polygon, ())
        if not rings:
            lacking += 1
        elif rings_drawn + len(rings) > MOST_RINGS:
            too_many += 1
        else:
            rings_drawn += len(rings)
            by_status.setdefault(area.status, {})[area.polygon] = rings
    terrain = stored.terrain
    sheet = MapSheet(
        source=stored.source,
        valid_from=terrain.valid_from,
        said_at=terrain.said_at,
        wanted=stored.wanted,
        statuses=terrain.statuses,
        areas=tuple(
            # The simplest first: an intricate one then costs no other.
            DrawnArea(status=status, polygons=tuple(sorted(by_status[status].values(), key=size)))
            for status in AreaStatus
            if status in by_status
        ),
    )
    return DrawnSheet(sheet=sheet, lacking=lacking, too_many=too_many)


async def _maps_in_force(
    store: Store, viewpoint: Viewpoint, cast: Cast, sources: Collection[str] | None = None
) -> dict[str, StoredMap]:
    """The newest map of each source at the viewpoint, by source id."""
    found = await store.terrain(viewpoint, since=viewpoint.valid_at, sources=sources)
    return {
        item.record.source: StoredMap(
            source=cast.sources[item.record.source],
            terrain=item.record,
            wanted=viewpoint.valid_at,
        )
        for item in found
        if item.record.source in cast.sources
    }


def _newest(in_force: Mapping[str, StoredMap]) -> str:
    if not in_force:
        return ""
    return max(in_force, key=lambda key: in_force[key].terrain.valid_from)


def _why_alone(first: StoredMap, other: StoredMap) -> str:
    """Say why a map is not compared with itself: that nothing changed is not known."""
    if other.wanted == first.wanted:
        return f"both maps asked for are the one of {first.source.name}: name another source"
    since = format_short_day(other.wanted, first.wanted)
    return (
        f"{first.source.name} has no other map from {since} to {format_day(first.wanted)}: "
        "go to other days, or import more map files"
    )


async def _why_missing(store: Store, viewpoint: Viewpoint, cast: Cast, source: str) -> str:
    """Say why there is no map at a viewpoint, and what to do; `source` may be empty: any."""
    named = cast.sources.get(source)
    whose = named.name if named else source
    day = format_day(viewpoint.valid_at)
    whole = Viewpoint(valid_at=LATEST, known_at=viewpoint.known_at)
    stored = await store.terrain(whole, sources=[source] if source else None)
    if stored:
        first = format_day(min(item.record.valid_from for item in stored))
        lack = f"{whose} has no map for {day}" if whose else f"there is no map for {day}"
        return f"{lack}: the first stored is of {first}; go there, or import older map files"
    if viewpoint.known_at is not None:
        had = f"{whose} had no map" if whose else "there was no map"
        moment = format_minute(viewpoint.known_at)
        return f"{had} in this store at {moment}; look as known at a later time"
    return f"no map{f' of {whose}' if whose else ''} is stored; {_IMPORT}"
