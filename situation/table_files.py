"""Files of places and of official lists, from disk into a store: what `sync` fetches, by hand."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from situation.connector import Batch
from situation.errors import InputError
from situation.mapday import Skipped
from situation.mapframe import MapFrame
from situation.periods import Clock
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.sources import geonames, katottg, official_list
from situation.store.base import Store
from situation.text import clean

AUTHOR: Final = "import"
MOST_BYTES: Final = 256_000_000


class TableFile(Struct, frozen=True, kw_only=True):
    """What one file brought."""

    path: Path
    items: int
    """Rows or entries that it holds."""
    new: int
    """Records that the store lacked, and new versions."""
    left_out: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


class _Ground(Struct, frozen=True, kw_only=True):
    """What a reader has to know of the store and of the present."""

    places: PlaceMatcher
    frame: MapFrame
    source_ids: Collection[Id]
    now: datetime


_Reader = Callable[[bytes, str, _Ground], Batch]

_READERS: Final[tuple[tuple[Callable[[str], bool], _Reader], ...]] = (
    (
        geonames.detect,
        lambda content, name, ground: geonames.read_country(
            content,
            name=name,
            places=ground.places,
            bounds=ground.frame.bounds,
            source_ids=ground.source_ids,
        ),
    ),
    (
        katottg.detect,
        lambda content, name, ground: katottg.read_codifier(
            content, name=name, places=ground.places
        ),
    ),
    (
        official_list.detect,
        lambda content, name, ground: official_list.read_list(
            content, name=name, places=ground.places, now=ground.now
        ),
    ),
)
"""In the order in which they are read: places before their codes, codes before what names them."""


def is_table(path: Path) -> bool:
    """Whether a file is one of these by its name."""
    return any(detect(path.name) for detect, _ in _READERS)


async def import_tables(
    store: Store, frame: MapFrame, country: str, paths: Iterable[Path], *, clock: Clock
) -> tuple[tuple[TableFile, ...], tuple[Skipped, ...]]:
    """Read files, places first; one that cannot be read costs no other.

    Args:
        store: holds the places and sources already.
        frame: where the situation lies.
        country: that its places lie in, two letters.
        paths: files for which `is_table` holds.
        clock: gives the present.

    Returns:
        What each file brought, and the files that could not be used.

    Raises:
        StoreError: the store could not be read or written; what was appended before stays.
    """
    files = sorted(set(paths))
    wanted = [(path, read) for detect, read in _READERS for path in files if detect(path.name)]
    done: list[TableFile] = []
    failed: list[Skipped] = []
    for path, read in wanted:
        ground = await _ground(store, frame, country, clock())
        try:
            batch = await asyncio.to_thread(_read, path, read, ground)
        except InputError as error:
            failed.append(Skipped(where=clean(path), why=clean(error.line, 500)))
            continue
        report = await store.append(batch.records, author=AUTHOR)
        done.append(
            TableFile(
                path=path,
                items=batch.seen,
                new=report.appended,
                left_out=batch.rejected,
                warnings=batch.warnings,
            )
        )
    return tuple(done), tuple(failed)


async def _ground(store: Store, frame: MapFrame, country: str, now: datetime) -> _Ground:
    # A file before may have brought the very places that this one speaks of.
    places = [item.record for item in await store.places()]
    sources = frozenset(item.record.id for item in await store.sources())
    matcher = PlaceMatcher(places, country=country)
    return _Ground(places=matcher, frame=frame, source_ids=sources, now=now)


def _read(path: Path, read: _Reader, ground: _Ground) -> Batch:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", where=path.name) from None
    if len(content) > MOST_BYTES:
        raise InputError(f"it is larger than {MOST_BYTES:,} bytes", where=path.name)
    return read(content, path.name, ground)
