"""What drawing a map costs, beside drawing one without any polygon.

Prints CPU milliseconds of `draw_map` for 120×45 cells in braille: from prepared rings of one day of
the daily mirror, with all settlements and all outlines of regions of the bundled situation, at four
scales; the same windows without polygons (the floor); and with rings that were made to be slow: a
smooth one of a million vertices and zigzags at random over the whole window. What has to be done
once for a polygon, projecting and preparing it, stands below.

    python -m benchmarks.map_draw [FILE]

FILE is a `deepstatemap_data_YYYYMMDD.geojson`; without one, a ring drawn by this program stands for
it.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from math import cos, pi, sin
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TypeAlias

from situation.maps.canvas import CellStyle, draw_map
from situation.maps.prepare import prepared_ring
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import DrawnArea, MapCity, MapRequest, MapScene, MapSheet, Ring
from situation.maps.shelf import prepared_polygons
from situation.maps.window import MapWindow
from situation.pack import Pack, load_pack
from situation.periods import start_of_day, utc_now
from situation.sources.deepstate import read_mirror
from situation.vocabulary import SETTLEMENT_KINDS, AreaStatus, ControlStatus

COLUMNS, ROWS = 120, 45
ROUNDS = 25
HALF_WIDTHS = {"region": 750_000.0, "half": 250_000.0, "oblast": 100_000.0, "city": 5_000.0}
DRAWN_VERTICES = 3_000
HUGE = 1_000_000
ZIGZAGS = (2_000, 20_000, 1_000_000)
SEED = 7

Polygons: TypeAlias = tuple[tuple[Ring, ...], ...]


def main() -> None:
    """Measure and print."""
    pack = load_pack()
    plane = EqualAreaPlane(pack.centre)
    degrees = _read(Path(sys.argv[1]), pack) if len(sys.argv) > 1 else [[_wavy(DRAWN_VERTICES)]]
    day, seconds = _prepared(degrees, plane)
    huge, seconds_of_huge = _prepared([[_wavy(HUGE)]], plane)
    maps = {"one day": (day,), "without polygons": (), "a million vertices": (huge,)}
    for edges in ZIGZAGS:
        maps[f"zigzag of {edges:,}"] = (((_zigzag(edges),),),)
    print(f"{COLUMNS}×{ROWS} cells, CPU ms, median of {ROUNDS}")
    print(f"{'':<22}" + "".join(f"{name:>10}" for name in HALF_WIDTHS))
    for name, polygons in maps.items():
        scene = _scene(pack, plane, polygons)
        figures = [_milliseconds(partial(_draw, scene, width)) for width in HALF_WIDTHS.values()]
        print(f"{name:<22}" + "".join(f"{figure:10.1f}" for figure in figures))
    vertices = sum(len(ring.xs) for polygon in day for ring in polygon)
    print(f"project and prepare  {vertices:,} vertices {1000 * seconds:.1f} ms", end="; ")
    print(f"{HUGE:,} vertices {1000 * seconds_of_huge:,.0f} ms")


def _read(file: Path, pack: Pack) -> list[list[Sequence[tuple[float, float]]]]:
    found = read_mirror(file.read_bytes(), name=file.name, now=utc_now(), bounds=pack.bounds)
    return [list(area.rings) for area in found.areas]


def _wavy(vertices: int) -> list[tuple[float, float]]:
    """A closed ring in degrees, as long as the real one and as winding."""
    angles = [2 * pi * step / vertices for step in range(vertices + 1)]
    reach = [1.5 + 0.1 * sin(40 * angle) + 0.004 * sin(900 * angle) for angle in angles]
    return [
        (37.4 + 1.5 * (r - 1.5) + 1.5 * r * (cos(angle) + 1) / 2, 47.6 + r * sin(angle))
        for r, angle in zip(reach, angles, strict=True)
    ]


def _zigzag(edges: int) -> Ring:
    """A ring over the whole situation, each of whose edges goes anywhere."""
    chance = Random(SEED)  # noqa: S311 - the same ring in every run
    reach = HALF_WIDTHS["region"]
    xs, ys = ([chance.uniform(-reach, reach) for _ in range(edges)] for _ in range(2))
    return prepared_ring(xs, ys)


def _prepared(
    polygons: Sequence[Sequence[Sequence[tuple[float, float]]]], plane: EqualAreaPlane
) -> tuple[Polygons, float]:
    """Polygons ready to be drawn, and the CPU seconds that took."""
    start = process_time()
    prepared = tuple(
        tuple(prepared_ring(*plane.forward(*zip(*ring, strict=True))) for ring in rings)
        for rings in polygons
    )
    return prepared, process_time() - start


def _scene(pack: Pack, plane: EqualAreaPlane, maps: Sequence[Polygons]) -> MapScene:
    west, south, east, north = pack.bounds
    xs, ys = plane.forward([west, east, west, east], [south, south, north, north])
    day = start_of_day(pack.opens_on)
    sheets = tuple(
        MapSheet(
            source=pack.sources[0],
            valid_from=day,
            said_at=day,
            wanted=day,
            statuses=(AreaStatus.OCCUPIED,),
            areas=(DrawnArea(status=AreaStatus.OCCUPIED, polygons=polygons),),
        )
        for polygons in maps
    )
    return MapScene(
        request=MapRequest(),
        bounds=(min(xs), min(ys), max(xs), max(ys)),
        occupier="RU",
        cities=_cities(pack, plane),
        borders=tuple(prepared_polygons(pack.polygons, plane).values()),
        is_outlined=True,
        sheets=sheets,
    )


def _cities(pack: Pack, plane: EqualAreaPlane) -> tuple[MapCity, ...]:
    cities: list[MapCity] = []
    for place in sorted(pack.places, key=lambda place: -(place.population or 0)):
        if place.kind in SETTLEMENT_KINDS and place.lon is not None and place.lat is not None:
            (x,), (y,) = plane.forward([place.lon], [place.lat])
            city = MapCity(
                place=place,
                x=x,
                y=y,
                status=ControlStatus.OUTSIDE,
                holder=None,
                disputed=False,
                radius=2800.0,
            )
            cities.append(city)
    return tuple(cities)


def _draw(scene: MapScene, half_width: float) -> None:
    city = next(city for city in scene.cities if city.place.id == "pokrovsk")
    window = MapWindow.around(city.x, city.y, half_width, COLUMNS, ROWS)
    letters = {"RU": "R", "UA": "U"}
    draw_map(scene, window, CellStyle.BRAILLE, marked=city.place.id, party_letters=letters)


def _milliseconds(work: Callable[[], None]) -> float:
    figures: list[float] = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        figures.append(1000 * (process_time() - start))
    return median(figures)


if __name__ == "__main__":
    main()
