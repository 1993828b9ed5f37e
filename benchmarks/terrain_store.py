"""What it costs to keep the maps themselves, and how soon one day of them is back.

Imports the maps twice into a fresh store of the bundled situation, once without keeping what they
draw, and prints the size of both files. The floor beside the difference is the same outlines as
bare well-known binary, each once. Then the milliseconds to read one day back from the open store:
its map, its polygons and their rings, for every day in turn. Wanted: at most 12 MB for 129 days.

    python -m benchmarks.terrain_store DIRECTORY

DIRECTORY holds files `deepstatemap_data_YYYYMMDD.geojson`.
"""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from situation.importing import import_paths
from situation.mapframe import MapFrame
from situation.maps.wkb import polygon_rings
from situation.model import AnyRecord
from situation.pack import load_pack
from situation.periods import LATEST, Viewpoint, utc_now
from situation.store.base import AppendReport, Store
from situation.store.sqlite import SqliteStore
from situation.store.sqlite_session import Session
from situation.terrain_records import Polygon, Terrain
from situation.vocabulary import Act

EVERYTHING = Viewpoint(valid_at=LATEST)


class _WithoutMaps(SqliteStore):
    """A store that forgets what a map draws, as if only readings were wanted."""

    async def append(
        self, records: Iterable[AnyRecord], *, author: str, act: Act | None = None
    ) -> AppendReport:
        kept = (record for record in records if not isinstance(record, Polygon | Terrain))
        return await super().append(kept, author=author, act=act)


def main() -> None:
    """Measure and print."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.terrain_store DIRECTORY")
    files = sorted(Path(sys.argv[1]).glob("deepstatemap_data_*.geojson"))
    with TemporaryDirectory() as scratch:
        whole, bare = Path(scratch, "whole.db"), Path(scratch, "bare.db")
        asyncio.run(_import(bare, files, _WithoutMaps))
        asyncio.run(_import(whole, files, SqliteStore))
        maps_bytes = whole.stat().st_size - bare.stat().st_size
        print(f"{len(files)} maps; the whole store {_mb(whole.stat().st_size)}")
        asyncio.run(_print_days(whole, maps_bytes))


async def _import(path: Path, files: list[Path], kind: type[SqliteStore]) -> None:
    pack = load_pack()
    store = _opened(path, kind)
    await store.append(pack.all_records(), author="benchmark")
    frame = MapFrame(centre=pack.centre, bounds=pack.bounds, occupier=pack.occupier)
    await import_paths(store, frame, files, clock=utc_now)
    await store.close()


def _opened(path: Path, kind: type[SqliteStore]) -> SqliteStore:
    session = Session(path, url=str(path), clock=utc_now, create=True, busy_timeout=5.0)
    return kind(session, clock=utc_now, poll_interval=1.0)


async def _print_days(path: Path, maps_bytes: int) -> None:
    store = _opened(path, SqliteStore)
    terrains = [found.record for found in await store.terrain(EVERYTHING)]
    polygons = await store.polygons({area.polygon for day in terrains for area in day.areas})
    floor = sum(len(polygon.wkb) for polygon in polygons)
    drawn = sum(len(day.areas) for day in terrains)
    print(f"maps alone {_mb(maps_bytes)}, bare outlines {_mb(floor)}, {maps_bytes / floor:.2f}")
    print(f"{len(polygons):,} distinct polygons of {drawn:,} drawn")
    spent = [await _one_day(store, day) for day in terrains]
    slow = quantiles(spent, n=100)[98]
    print(f"one day read back: {median(spent):.1f} ms, p99 {slow:.1f} ms")
    await store.close()


async def _one_day(store: Store, day: Terrain) -> float:
    begun = perf_counter()
    at = Viewpoint(valid_at=day.said_at)
    (found,) = await store.terrain(at, since=at.valid_at, sources=[day.source])
    for polygon in await store.polygons([area.polygon for area in found.record.areas]):
        polygon_rings(polygon.wkb)
    return 1000 * (perf_counter() - begun)


def _mb(size: int) -> str:
    return f"{size / 1e6:.2f} MB"


if __name__ == "__main__":
    main()
