"""Finding map files on disk and reading one."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from situation.errors import InputError
from situation.mapday import MapDay, Skipped
from situation.mapframe import Bounds
from situation.sources.deepstate import MapKind, detect, read_answer, read_mirror
from situation.sources.geojson import MAX_BYTES
from situation.text import clean

_SUFFIX: Final = ".geojson"
_READERS: Final = {MapKind.MIRROR: read_mirror, MapKind.ANSWER: read_answer}


class MapFile(Struct, frozen=True, kw_only=True):
    """A file whose name is that of a map."""

    path: Path
    kind: MapKind


class FoundFiles(Struct, frozen=True, kw_only=True):
    """What lies under some paths, in their order, directories by name."""

    files: tuple[MapFile, ...]
    skipped: tuple[Skipped, ...]
    """Files that are no maps by their name."""
    failed: tuple[Skipped, ...]
    """Paths that are not there or cannot be looked into."""


def find_map_files(paths: Iterable[Path]) -> FoundFiles:
    """Look for map files: the paths themselves, and every `.geojson` below directories."""
    failed: list[Skipped] = []
    candidates: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            candidates.update(dict.fromkeys(_below(path, failed)))
        elif path.exists():
            candidates[path] = None
        else:
            failed.append(Skipped(where=clean(path), why="there is no such file or directory"))
    kinds = {path: detect(path.name) for path in candidates}
    return FoundFiles(
        files=tuple(MapFile(path=path, kind=kind) for path, kind in kinds.items() if kind),
        skipped=tuple(
            Skipped(where=clean(path), why="its name is not that of a map sitmon reads")
            for path, kind in kinds.items()
            if not kind
        ),
        failed=tuple(failed),
    )


def read_map_file(file: MapFile, *, now: datetime, bounds: Bounds) -> MapDay:
    """Read one map file.

    Args:
        file: as found.
        now: the present; later maps cannot be.
        bounds: where the situation lies.

    Raises:
        InputError: it cannot be read or used.
    """
    return _READERS[file.kind](_bytes(file.path), name=file.path.name, now=now, bounds=bounds)


def _below(directory: Path, failed: list[Skipped]) -> list[Path]:
    def note(error: OSError) -> None:
        failed.append(Skipped(where=clean(error.filename), why=clean(error.strerror)))

    return sorted(
        Path(folder, name)
        for folder, _, names in os.walk(directory, onerror=note)
        for name in names
        if name.endswith(_SUFFIX)
    )


def _bytes(path: Path) -> bytes:
    """The file's bytes, at most one more than a reader takes."""
    if not path.is_file():
        raise InputError("it is not a file", where=path.name)
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", where=path.name) from None
