"""Scenes to draw, in kilometres round the plane's middle, and what can be read off a drawing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from situation.mapframe import Bounds
from situation.maps.canvas import CellKind, Drawing
from situation.maps.prepare import prepared_ring
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import (
    DrawnArea,
    MapCity,
    MapRequest,
    MapScene,
    MapSheet,
    MeasuredSectors,
    Ring,
)
from situation.measures import Sectors
from situation.pack import Pack, load_pack
from situation.sources.deepstate import read_mirror
from situation.vocabulary import AreaStatus, ControlStatus, PlaceKind
from tests.situation.records import DAY, make_place, make_source

KM = 1000
LETTERS = {"RU": "R", "UA": "U"}
SECTORS = Sectors(
    centre=0.09,
    north=0,
    north_east=0.005,
    east=0,
    south_east=0.02,
    south=0.8,
    south_west=0.98,
    west=0.35,
    north_west=1,
)
Corners = Sequence[tuple[float, float]]
MIRROR = Path(__file__).parents[3] / "../shared/data/deepstate-mirror"


def ring(*corners: tuple[float, float]) -> Ring:
    """A ring of corners in kilometres."""
    return prepared_ring([x * KM for x, _ in corners], [y * KM for _, y in corners])


def box(west: float, south: float, east: float, north: float) -> Ring:
    """A rectangle, in kilometres."""
    return ring((west, south), (east, south), (east, north), (west, north))


def sheet(**polygons: Sequence[Sequence[Ring]]) -> MapSheet:
    """A map; each argument is a status and its polygons."""
    areas = tuple(
        DrawnArea(status=AreaStatus(status), polygons=tuple(map(tuple, given)))
        for status, given in polygons.items()
    )
    return MapSheet(
        source=make_source("map"),
        valid_from=DAY,
        said_at=DAY,
        wanted=DAY,
        statuses=tuple(AreaStatus),
        areas=areas,
    )


def city(name: str, x: float, y: float, **fields: Any) -> MapCity:
    """A city at kilometres east and north; other arguments are fields of it.

    Its `sectors`, where they are given, are those of the map of the day.
    """
    place = make_place(
        name.lower().replace(" ", "-"),
        name=fields.pop("shown", name),
        kind=fields.pop("kind", PlaceKind.CITY),
        population=fields.pop("population", 60_000),
    )
    given = {"status": ControlStatus.OUTSIDE, "holder": None, "disputed": False, "radius": 0.0}
    sectors = fields.pop("sectors", None)
    measured = MeasuredSectors(sectors=sectors, source=make_source("map"), day=DAY)
    return MapCity(
        place=place,
        x=x * KM,
        y=y * KM,
        measured=measured if sectors else None,
        **given | fields,
    )


def scene(*sheets: MapSheet, cities: Sequence[MapCity] = (), **fields: Any) -> MapScene:
    """A scene of 200 km each way, its bounds in kilometres."""
    bounds: Bounds = fields.pop("bounds", (-200, -200, 200, 200))
    west, south, east, north = (KM * edge for edge in bounds)
    return MapScene(
        request=MapRequest(),
        bounds=(west, south, east, north),
        occupier="RU",
        cities=tuple(cities),
        sheets=sheets,
        **fields,
    )


def text_of(drawing: Drawing) -> list[str]:
    """The rows of a map without kinds."""
    return ["".join(text for text, _ in line) for line in drawing.lines]


def kinds_of(drawing: Drawing) -> list[list[CellKind]]:
    """The kind of each character of a map."""
    return [[kind for text, kind in line for _ in text] for line in drawing.lines]


def dots_of(character: str) -> set[tuple[int, int]]:
    """Column and row of each dot of a braille character, as Unicode numbers them."""
    places = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
    raised = 0 if character == " " else ord(character) - 0x2800
    return {place for bit, place in enumerate(places) if raised >> bit & 1}


def mirror_map(day: str, pack: Pack | None = None) -> tuple[list[list[Corners]], EqualAreaPlane]:
    """The rings of the real mirror file of a day in degrees, and the plane of the situation."""
    name = f"deepstatemap_data_{day}.geojson"
    file = MIRROR / name
    if not file.exists():
        pytest.skip("the shared map files are not on this machine")
    pack = pack or load_pack()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    found = read_mirror(file.read_bytes(), name=name, now=now, bounds=pack.bounds)
    return [list(area.rings) for area in found.areas], EqualAreaPlane(pack.centre)


def prepared(polygons: Sequence[Sequence[Corners]], plane: EqualAreaPlane) -> list[list[Ring]]:
    """Rings in degrees made ready to be drawn."""
    return [
        [prepared_ring(*plane.forward(*zip(*corners, strict=True))) for corners in polygon]
        for polygon in polygons
    ]
