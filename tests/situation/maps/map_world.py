"""A small situation with maps: two cities, a region, two maps of several days."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from situation.cast import read_cast
from situation.mapframe import MapFrame
from situation.maps.reading import build_scene
from situation.maps.scene import MapRequest, MapScene
from situation.maps.shelf import Shelf
from situation.maps.wkb import polygon_id, polygon_wkb
from situation.measures import Sectors
from situation.model import AnyRecord
from situation.periods import Viewpoint, end_of_day, start_of_day
from situation.snapshot import build_snapshot
from situation.store.base import Store
from situation.terrain_records import MapArea, Polygon, Terrain
from situation.vocabulary import AreaStatus, ControlStatus, PlaceKind
from tests.situation.records import DAY, make_party, make_place, make_reading, make_source

FRAME = MapFrame(centre=(37.0, 48.0), bounds=(36.0, 47.0, 38.0, 49.0), occupier="RU")
SECTORS = Sectors(
    centre=0.5,
    north=0,
    north_east=0,
    east=1,
    south_east=1,
    south=1,
    south_west=0,
    west=0,
    north_west=0,
)


def square(west: float, south: float, east: float, north: float) -> Polygon:
    """A polygon of four corners in degrees."""
    wkb = polygon_wkb([[(west, south), (east, south), (east, north), (west, north)]])
    return Polygon(id=polygon_id(wkb), wkb=wkb)


EAST = square(37.5, 47.5, 38.0, 48.5)
SALIENT = square(37.3, 47.9, 37.6, 48.1)
"""West of `EAST` and reaching into it."""
GREY = square(37.2, 47.9, 37.3, 48.1)
REGION = square(36.5, 47.2, 37.9, 48.8)


def terrain(
    day: datetime,
    *areas: Polygon,
    source: str = "map",
    grey: Sequence[Polygon] = (),
    statuses: tuple[AreaStatus, ...] = (AreaStatus.OCCUPIED,),
) -> Terrain:
    """A map of a day that draws these areas as occupied."""
    drawn = [
        *(MapArea(polygon=item.id, status=AreaStatus.OCCUPIED) for item in areas),
        *(MapArea(polygon=item.id, status=AreaStatus.CONTESTED) for item in grey),
    ]
    return Terrain(
        id=f"terrain:{source}:{day:%Y-%m-%d}",
        source=source,
        valid_from=day,
        said_at=day,
        statuses=statuses,
        areas=tuple(drawn),
    )


def days(number: int) -> datetime:
    """So many days after 5 November 2025."""
    return DAY + timedelta(days=number)


CAST: tuple[AnyRecord, ...] = (
    make_party("UA"),
    make_party("RU"),
    make_source("map", name="The map", terms="cite it", credit="Mapmakers"),
    make_source("other", name="The other map"),
    make_place("oblast", name="Donetsk oblast", kind=PlaceKind.REGION, outline=(REGION.id,)),
    make_place("pokrovsk", name="Pokrovsk", parent="oblast", lat=48.0, lon=37.4, population=60_127),
    make_place("bakhmut", name="Bakhmut", parent="oblast", lat=48.2, lon=37.7),
    make_place("kyiv", name="Kyiv", lat=48.9, lon=36.1, population=2_000_000),
    make_place("nowhere", name="Nowhere"),
    REGION,
    make_reading(
        "map:pokrovsk",
        source="map",
        status=ControlStatus.CONTESTED,
        sectors=SECTORS,
        footprint_km=2.5,
    ),
)
MAPS: tuple[AnyRecord, ...] = (
    EAST,
    SALIENT,
    GREY,
    terrain(days(-10), EAST),
    terrain(days(0), EAST, SALIENT),
    terrain(
        days(-3),
        EAST,
        source="other",
        grey=[GREY],
        statuses=(AreaStatus.OCCUPIED, AreaStatus.CONTESTED),
    ),
)


def at(number: int, known_at: datetime | None = None) -> Viewpoint:
    """The end of the day so many days after 5 November 2025."""
    return Viewpoint(valid_at=end_of_day(days(number).date()), known_at=known_at)


def beginning(number: int) -> Viewpoint:
    """The first moment of a day."""
    return Viewpoint(valid_at=start_of_day(days(number).date()))


async def scene_of(
    store: Store,
    viewpoint: Viewpoint,
    request: MapRequest | None = None,
    *,
    frame: MapFrame = FRAME,
    shelf: Shelf | None = None,
) -> MapScene:
    """Build the scene as the monitor does."""
    cast = await read_cast(store, viewpoint)
    snapshot = await build_snapshot(
        store, viewpoint, title="", live=False, taken_at=viewpoint.valid_at, cast=cast
    )
    return await build_scene(
        store,
        viewpoint,
        frame,
        cast,
        snapshot.rows,
        request or MapRequest(),
        shelf=shelf or Shelf(frame),
    )
