"""Scenes for tests: a square of land with a front through its middle city."""

from datetime import UTC, datetime
from typing import Any

from situation.maps.prepare import prepared_ring
from situation.maps.scene import (
    DrawnArea,
    MapCity,
    MapMode,
    MapRequest,
    MapScene,
    MapSheet,
    MeasuredSectors,
    Ring,
)
from situation.measures import Sectors
from situation.model import Place, Source
from situation.periods import end_of_day
from situation.vocabulary import (
    AreaStatus,
    ControlStatus,
    LicenceClass,
    PlaceKind,
    SourceKind,
)

LAND = (-200_000.0, -150_000.0, 200_000.0, 150_000.0)
TODAY = end_of_day(datetime(2025, 11, 5, tzinfo=UTC).date())
BEFORE = end_of_day(datetime(2025, 10, 6, tzinfo=UTC).date())
MIRROR = Source(
    id="mirror",
    name="Mirror map",
    kind=SourceKind.MAPPING_PROJECT,
    licence=LicenceClass.NO_REDISTRIBUTION,
    credit="Maps of Mirror",
    terms="Ask before you pass it on.",
)
ATLAS = Source(
    id="atlas",
    name="Atlas",
    kind=SourceKind.THINK_TANK,
    licence=LicenceClass.ATTRIBUTION,
    credit="The Atlas Project",
)
SECTORS = Sectors(**dict.fromkeys(Sectors.__struct_fields__, 0.25))
MEASURED = MeasuredSectors(sectors=SECTORS, source=MIRROR, day=TODAY)


def city(name: str, x: float, y: float, **fields: Any) -> MapCity:
    """A city of 800,000 people, contested, without sectors."""
    place = Place(id=name.lower(), name=name, kind=PlaceKind.CITY, country="UA", population=800_000)
    values: dict[str, Any] = {
        "status": ControlStatus.CONTESTED,
        "holder": None,
        "disputed": False,
        "radius": 2_800.0,
        "measured": None,
    }
    return MapCity(place=place, x=x, y=y, **(values | fields))


CITIES = (
    city("Pokrovsk", 0, 0, disputed=True, measured=MEASURED),
    city("Myrnohrad", 7_000, 3_000, status=ControlStatus.OUTSIDE),
    city("Kramatorsk", 20_000, 60_000, status=ControlStatus.HELD, holder="UA"),
    city("Donetsk", 60_000, -30_000, status=ControlStatus.OCCUPIED, holder="RU"),
)


def rectangle(west: float, south: float, east: float, north: float) -> Ring:
    """A ring round a rectangle, in metres."""
    return prepared_ring((west, east, east, west, west), (south, south, north, north, south))


def sheet(*rings: Ring, source: Source = MIRROR, **fields: Any) -> MapSheet:
    """A map that draws these rings as occupied, each a polygon; by default the south-west."""
    polygons = tuple((ring,) for ring in rings or (rectangle(*LAND[:2], -500, -500),))
    values: dict[str, Any] = {
        "valid_from": TODAY.replace(hour=3),
        "said_at": TODAY.replace(hour=3),
        "wanted": TODAY,
        "statuses": (AreaStatus.OCCUPIED,),
        "areas": (DrawnArea(status=AreaStatus.OCCUPIED, polygons=polygons),),
    }
    return MapSheet(source=source, **(values | fields))


def sheet_before(*rings: Ring, **fields: Any) -> MapSheet:
    """The map of 6 October, by default with less of the south-west."""
    smaller = rectangle(*LAND[:2], -3_000, -1_500)
    return sheet(*(rings or (smaller,)), valid_from=BEFORE, wanted=BEFORE, **fields)


def scene(*sheets: MapSheet, mode: MapMode = MapMode.SINGLE, **fields: Any) -> MapScene:
    """A scene of these maps; without any, one that says so."""
    values: dict[str, Any] = {
        "request": MapRequest(mode=mode),
        "bounds": LAND,
        "occupier": "RU",
        "cities": CITIES,
        "choices": (MIRROR, ATLAS),
        "missing": "" if sheets else "no map is stored; sitmon import MAPS… reads them",
    }
    return MapScene(sheets=sheets, **(values | fields))
