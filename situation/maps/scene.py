"""What a map screen shows, as frozen values: built by `maps.reading`, drawn by `maps.canvas`.

Lengths are metres on the plane of `maps.projection`: east and north of the situation's centre.
"""

from array import array
from datetime import datetime, timedelta
from enum import Enum

from msgspec import Struct

from situation.mapframe import Bounds
from situation.measures import Sectors
from situation.model import Place, Source
from situation.vocabulary import AreaStatus, ControlStatus


class MapMode(Enum):
    """How many maps are shown, and how."""

    SINGLE = "one map"
    SPLIT = "side by side"
    DIFFERENCE = "what changed hands"


class MapRequest(Struct, frozen=True, kw_only=True):
    """What a reader wants on the map."""

    mode: MapMode = MapMode.SINGLE
    source: str = ""
    """Id of the source; empty: the one with the newest map."""
    other_source: str = ""
    """The source of the map beside it, or before it; empty: the same one."""
    earlier: timedelta = timedelta()
    """By how much the map beside it, or before it, is of an earlier moment than the one looked
    from, wherever that moves to."""


class RingBoxes(Struct, frozen=True, kw_only=True):
    """The bounds of successive pieces of a ring, one entry for each piece."""

    edges: int
    """In each piece; the last one may have fewer."""
    west: "array[float]"
    south: "array[float]"
    east: "array[float]"
    north: "array[float]"


class Ring(Struct, frozen=True, kw_only=True):
    """One closed ring: the last vertex is the first again. Made by `maps.prepare`."""

    xs: "array[float]"
    ys: "array[float]"
    west: float
    south: float
    east: float
    north: float
    boxes: tuple[RingBoxes, ...]
    """From short pieces to long ones, so that drawing skips what is out of sight."""
    simpler: "tuple[SimplerRing, ...]" = ()
    """The finest first."""


class SimplerRing(Struct, frozen=True, kw_only=True):
    """A copy of a ring with fewer vertices, for windows where that makes no difference."""

    metres: float
    """How far from its place an edge of it may be."""
    ring: Ring


class DrawnArea(Struct, frozen=True, kw_only=True):
    """All polygons of one status on one map. What lies in any of them is covered."""

    status: AreaStatus
    polygons: tuple[tuple[Ring, ...], ...]
    """The rings of each; what lies in an even number of its rings is not in a polygon."""


class MapSheet(Struct, frozen=True, kw_only=True):
    """One source's map of one day."""

    source: Source
    valid_from: datetime
    said_at: datetime
    wanted: datetime
    """The moment that was asked for: a map may be days older, and says so."""
    statuses: tuple[AreaStatus, ...]
    """What this kind of map draws at all."""
    areas: tuple[DrawnArea, ...]
    """At most one for each status."""


class MeasuredSectors(Struct, frozen=True, kw_only=True):
    """What a source measured in the sectors of a footprint."""

    sectors: Sectors
    """Occupied part of each."""
    source: Source
    day: datetime
    """On which the source last said the same."""


class MapCity(Struct, frozen=True, kw_only=True):
    """A place on the map, with what is said of it."""

    place: Place
    x: float
    y: float
    status: ControlStatus
    holder: str | None
    disputed: bool
    radius: float
    """Of its footprint."""
    measured: MeasuredSectors | None = None
    """By the map shown; where none is shown, by the source that said so last."""


class ChangeOfHands(Struct, frozen=True, kw_only=True):
    """Occupied area of the first sheet that the second lacks, and the other way round, in km²."""

    newly_occupied_km2: float
    no_longer_occupied_km2: float


class MapScene(Struct, frozen=True, kw_only=True):
    """Everything that can be drawn of the situation at a viewpoint."""

    request: MapRequest
    bounds: Bounds
    """West, south, east and north of the mapped land: in metres, unlike those of `MapFrame`."""
    occupier: str
    """Id of the party that holds what the maps draw as occupied."""
    cities: tuple[MapCity, ...]
    """The largest first, then those whose size is not known."""
    cities_before: tuple[MapCity, ...] = ()
    """The same with what was said of them at the moment of the second sheet; empty where that is
    the moment of the first, or where two days are not side by side."""
    borders: tuple[tuple[Ring, ...], ...] = ()
    """Outlines of the regions: the rings of each polygon."""
    is_outlined: bool = False
    """Whether the outlines are those of all regions: what lies in none of them is not mapped."""
    choices: tuple[Source, ...] = ()
    """The sources that have a map at the viewpoint."""
    sheets: tuple[MapSheet, ...] = ()
    """The map asked for, then the one beside or before it; empty where the store has no map."""
    missing: str = ""
    """Why a sheet that was asked for is not there, and what to do, in words."""
    change: ChangeOfHands | None = None
    """Only in the difference view."""

    def cities_on(self, sheet: int) -> tuple[MapCity, ...]:
        """The places as they are marked on one of the sheets."""
        return self.cities_before or self.cities if sheet else self.cities
