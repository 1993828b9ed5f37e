"""What importing a year of daily maps costs, beside the plain way of measuring them.

Prints CPU seconds of `import_paths` into a store that holds only places (parsing, repairing,
measuring shares, nine sectors and distance, and storing) and of two plain ways, which store nothing
and measure no sectors: *plain* is `from_geojson`, then for each place one `intersection` and one
`distance` to the edge; *plain, signed* first repairs and unites the polygons (`make_valid`,
`union_all`) and asks `contains` too, as signed distances need. All run in turn on the same files
and places; only the ratios, taken of the medians, say something.

    python -m benchmarks.terrain_import DIRECTORY [PLACES]

DIRECTORY holds files `deepstatemap_data_YYYYMMDD.geojson`; without one, maps drawn by this program.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import msgspec
import numpy as np
import shapely
from pyproj import Transformer

from situation.footprint_radius import radius_km
from situation.importing import import_paths
from situation.mapframe import MapFrame
from situation.model import Place
from situation.pack import Pack, load_pack
from situation.periods import utc_now
from situation.store import open_store
from situation.store.base import Store
from situation.vocabulary import SETTLEMENT_KINDS

ROUNDS = 3
PLACES = 120
DRAWN_MAPS = 129
DRAWN_VERTICES = 3_000
FIRST_DAY = date(2025, 1, 1)


def main() -> None:
    """Measure and print."""
    arguments = sys.argv[1:]
    with TemporaryDirectory() as scratch:
        pack = load_pack()
        settlements = [place for place in pack.places if place.kind in SETTLEMENT_KINDS]
        places = settlements[: int(arguments[1]) if len(arguments) > 1 else PLACES]
        directory = Path(arguments[0]) if arguments else _drawn(Path(scratch))
        files = sorted(directory.glob("deepstatemap_data_*.geojson"))
        ours, plain, signed = [], [], []
        for number in range(ROUNDS):
            store = asyncio.run(_new_store(Path(scratch, f"{number}.db"), pack, places))
            ours.append(_seconds(partial(_import, store, files, pack)))
            plain.append(_seconds(partial(_measure_plainly, files, pack, places, signed=False)))
            signed.append(_seconds(partial(_measure_plainly, files, pack, places, signed=True)))
    print(f"{len(files)} maps, {len(places)} places, median CPU seconds of {ROUNDS} rounds")
    print(f"import_paths  {median(ours):7.2f}")
    for name, seconds in (("plain", plain), ("plain, signed", signed)):
        print(f"{name:<13} {median(seconds):7.2f}  ratio {median(ours) / median(seconds):.2f}")


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


async def _new_store(path: Path, pack: Pack, places: Sequence[Place]) -> Store:
    store = open_store(path, create=True)
    regions = [place for place in pack.places if place.kind not in SETTLEMENT_KINDS]
    await store.append([*pack.parties, *pack.sources, *regions, *places], author="benchmark")
    return store


def _import(store: Store, files: Sequence[Path], pack: Pack) -> None:
    frame = MapFrame(centre=pack.centre, bounds=pack.bounds, occupier=pack.occupier)

    async def run() -> None:
        await import_paths(store, frame, files, clock=utc_now)
        await store.close()

    asyncio.run(run())


def _measure_plainly(
    files: Sequence[Path], pack: Pack, places: Sequence[Place], *, signed: bool
) -> float:
    """Shares and distances of every map and place, added up."""
    to_plane = Transformer.from_crs(
        "EPSG:4326",
        f"+proj=laea +lon_0={pack.centre[0]} +lat_0={pack.centre[1]} +datum=WGS84",
        always_xy=True,
    )
    points = [shapely.Point(to_plane.transform(place.lon, place.lat)) for place in places]
    discs = [
        point.buffer(1000 * radius_km(place.population), quad_segs=32)
        for point, place in zip(points, places, strict=True)
    ]
    total = 0.0
    for file in files:
        (degrees,) = shapely.get_parts(shapely.from_geojson(file.read_text("utf-8")))
        if signed:
            degrees = shapely.union_all(shapely.make_valid(shapely.get_parts(degrees)))
        ground = shapely.transform(degrees, to_plane.transform, interleaved=False)
        edge = ground.boundary
        for point, disc in zip(points, discs, strict=True):
            total += ground.intersection(disc).area / disc.area
            inside = signed and ground.contains(point)
            total += edge.distance(point) * (-1 if inside else 1)
    return total


def _drawn(directory: Path) -> Path:
    """Maps of one wavy area of as many vertices as the real ones, of which a piece moves daily."""
    angles = np.linspace(0, 2 * np.pi, DRAWN_VERTICES, endpoint=False)
    reach = 1.5 + 0.1 * np.sin(40 * angles)
    for number in range(DRAWN_MAPS):
        moved = slice(20 * number, 20 * number + 20)
        reach[moved] += 0.02
        ring = np.column_stack((38.5 + 1.2 * reach * np.cos(angles), 48 + reach * np.sin(angles)))
        closed = np.vstack((ring, ring[:1])).round(6).tolist()
        geometry = {"type": "MultiPolygon", "coordinates": [[closed]]}
        feature = {"type": "Feature", "properties": {}, "geometry": geometry}
        data = msgspec.json.encode({"type": "FeatureCollection", "features": [feature]})
        day = FIRST_DAY + timedelta(days=number)
        Path(directory, f"deepstatemap_data_{day:%Y%m%d}.geojson").write_bytes(data)
    return directory


if __name__ == "__main__":
    main()
