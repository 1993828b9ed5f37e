"""The places of a situation as marks on its plane."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from msgspec.structs import replace

from situation.analysis.control import is_stale, summarise
from situation.cast import Cast
from situation.errors import InputError
from situation.footprint_radius import radius_km
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import MapCity, MeasuredSectors
from situation.model import Source
from situation.periods import Viewpoint
from situation.store.base import ReadingInForce, Store
from situation.views import PlaceRow
from situation.vocabulary import Extent

METRES_PER_KM = 1_000


async def measured_by_map(
    store: Store, viewpoint: Viewpoint, source: str
) -> dict[str, ReadingInForce]:
    """The readings of whole places by the map that is drawn, by place.

    However old: they are of the map that is seen, whose age is shown.

    Raises:
        StoreError: the store cannot be read.
    """
    return {
        item.reading.place: item
        for item in await store.readings(viewpoint, sources=[source])
        if item.reading.extent is Extent.WHOLE
    }


async def measured_lately(
    store: Store, viewpoint: Viewpoint, sources: Mapping[str, Source]
) -> dict[str, ReadingInForce]:
    """Where no map is drawn: of each place the fresh reading with sectors confirmed last.

    Raises:
        StoreError: the store cannot be read.
    """
    fresh = [
        item
        for item in await store.readings(viewpoint, sources=list(sources))
        if item.reading.extent is Extent.WHOLE
        and item.reading.sectors is not None
        and not is_stale(item, sources[item.reading.source], viewpoint.valid_at)
    ]
    fresh.sort(key=lambda item: item.confirmed_at)
    return {item.reading.place: item for item in fresh}


def map_cities(
    rows: Iterable[PlaceRow],
    measured: Mapping[str, ReadingInForce],
    sources: Mapping[str, Source],
    plane: EqualAreaPlane,
) -> tuple[MapCity, ...]:
    """Put the places that have coordinates on the plane, the largest first, the unknown last.

    Args:
        rows: the places with what is said of them.
        measured: what a map measured, by place.
        sources: who these are of, by id.
        plane: metres east and north of the situation's centre.
    """
    largest_first = sorted(rows, key=_by_size)
    marks = (_mark(row, measured.get(row.place.id), sources, plane) for row in largest_first)
    return tuple(mark for mark in marks if mark is not None)


def _by_size(row: PlaceRow) -> tuple[bool, int, str]:
    population = row.place.population
    return population is None, -(population or 0), row.place.id


async def cities_as_of(
    store: Store, viewpoint: Viewpoint, cast: Cast, cities: Iterable[MapCity]
) -> tuple[MapCity, ...]:
    """The same places with what is said of them at another viewpoint.

    Raises:
        StoreError: the store cannot be read.
    """
    in_force = await store.readings(viewpoint)
    by_place = {
        place: tuple(items) for place, items in groupby(in_force, key=lambda r: r.reading.place)
    }

    def as_of(city: MapCity) -> MapCity:
        said = by_place.get(city.place.id, ())
        then = summarise(said, cast.sources, cast.groups, viewpoint.valid_at)
        return replace(city, status=then.status, holder=then.holder, disputed=then.disputed)

    return tuple(as_of(city) for city in cities)


def _mark(
    row: PlaceRow,
    found: ReadingInForce | None,
    sources: Mapping[str, Source],
    plane: EqualAreaPlane,
) -> MapCity | None:
    place = row.place
    if place.lat is None or place.lon is None:
        return None
    try:
        xs, ys = plane.forward([place.lon], [place.lat])
    except InputError:
        # It lies on the other side of the earth: no map of this situation can show it.
        return None
    footprint_km = found.reading.footprint_km if found else None
    return MapCity(
        place=place,
        x=xs[0],
        y=ys[0],
        status=row.summary.status,
        holder=row.summary.holder,
        disputed=row.summary.disputed,
        radius=METRES_PER_KM * (footprint_km or radius_km(place.population)),
        measured=_sectors(found, sources),
    )


def _sectors(found: ReadingInForce | None, sources: Mapping[str, Source]) -> MeasuredSectors | None:
    if found is None or found.reading.sectors is None or found.reading.source not in sources:
        return None
    return MeasuredSectors(
        sectors=found.reading.sectors,
        source=sources[found.reading.source],
        day=found.confirmed_at,
    )
