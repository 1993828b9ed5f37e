"""From map files on disk to readings in a store, and to the maps themselves.

Files are read and measured one at a time in a thread; only what changed of them is appended, a
batch of files at a time, so that neither memory nor the event loop feels how many there are. A file
that cannot be used is listed with its reason and costs no other file.
"""

import asyncio
import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from situation.errors import InputError
from situation.import_report import ImportReport
from situation.map_files import FoundFiles, MapFile, find_map_files, read_map_file
from situation.map_intake import MapIntake, open_intake
from situation.mapday import MapDay, Skipped
from situation.mapframe import MapFrame
from situation.model import AnyRecord, Document
from situation.periods import Clock
from situation.store.base import Store
from situation.terrain_records import Polygon
from situation.text import clean

AUTHOR: Final = "import"
BATCH: Final = 32
"""Files of one append: few transactions, and little of a long history in memory at once."""

BATCH_BYTES: Final = 32_000_000
"""Outlines of one append, whatever the files: theirs may be long."""

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called on the event loop after each file: files done, of how many, the file's name."""


class _Import:
    """One import on its way."""

    def __init__(self, intake: MapIntake, frame: MapFrame, now: datetime) -> None:
        self._intake = intake
        self._frame = frame
        self._now = now
        self._read: dict[tuple[str, datetime], Document] = {}
        self._unchanged = 0
        self._readings = 0
        self._days = 0
        self._polygons = 0
        self._repaired = 0
        self._skipped: list[Skipped] = []
        self._failed: list[Skipped] = []
        self._failed_files = 0

    def take(self, file: MapFile) -> tuple[AnyRecord, ...]:
        """Read and measure a file; what the store lacks of it. What is left out is noted."""
        try:
            day = self._map_day(file)
            if day is None:
                return ()
            taken = self._intake.take(day)
        except InputError as error:
            self._failed_files += 1
            advice = f" ({error.do})" if error.do else ""
            self._failed.append(
                Skipped(where=clean(file.path), why=clean(f"{error.what}{advice}", 500))
            )
            return ()
        self._skipped.extend(taken.skipped)
        self._repaired += taken.repaired
        self._read[day.source, day.valid_from] = day.document
        self._days += taken.days
        self._readings += taken.readings
        self._polygons += taken.polygons
        self._unchanged += not taken.records
        return taken.records

    def _map_day(self, file: MapFile) -> MapDay | None:
        """The file's map; None when the very same file was read already."""
        self._intake.require(file.kind.value)
        day = read_map_file(file, now=self._now, bounds=self._frame.bounds)
        first = self._read.get((day.source, day.valid_from))
        if first is None:
            return day
        if first.id != day.document.id:
            raise InputError(
                "another file of the same day was read before it and kept",
                do="import the one that counts by itself",
            )
        self._skipped.append(Skipped(where=clean(file.path), why="the same file was read already"))
        return None

    def report(self, found: FoundFiles) -> ImportReport:
        """What came of it."""
        days = [moment.date() for _, moment in self._read]
        return ImportReport(
            files_read=len(self._read),
            files_unchanged=self._unchanged,
            files_failed=self._failed_files + len(found.failed),
            readings_added=self._readings,
            days_added=self._days,
            polygons_added=self._polygons,
            skipped=(*found.skipped, *self._skipped),
            failed=(*found.failed, *self._failed),
            repaired=self._repaired,
            first_day=min(days, default=None),
            last_day=max(days, default=None),
        )


async def import_paths(
    store: Store,
    frame: MapFrame,
    paths: Iterable[Path],
    *,
    clock: Clock,
    progress: Progress | None = None,
) -> ImportReport:
    """Import map files into a store.

    Importing a file again adds nothing, but for what the store did not keep yet; importing another
    file of a day that is covered adds new versions of the readings that differ and of the map. The
    places measured are those of the store.

    Args:
        store: holds the places and the sources already.
        frame: where the situation lies and who occupies.
        paths: files, and directories to search for `.geojson` files.
        clock: gives the present; maps of the future are refused.
        progress: told of every file.

    Raises:
        StoreError: the store could not be read or written; what was appended before stays.
    """
    found = await asyncio.to_thread(find_map_files, list(paths))
    intake = await open_intake(store, frame, {file.kind.value for file in found.files})
    work = _Import(intake, frame, clock())
    records: list[AnyRecord] = []
    with _collector_paused():
        for done, file in enumerate(found.files, start=1):
            records += await asyncio.to_thread(work.take, file)
            is_full = done % BATCH == 0 or _outline_bytes(records) > BATCH_BYTES
            if records and (is_full or done == len(found.files)):
                await store.append(records, author=AUTHOR)
                records.clear()
            if progress is not None:
                progress(done, len(found.files), clean(file.path.name))
    return work.report(found)


def _outline_bytes(records: Iterable[AnyRecord]) -> int:
    return sum(len(record.wkb) for record in records if isinstance(record, Polygon))


@contextmanager
def _collector_paused() -> Iterator[None]:
    # Maps are millions of pairs of numbers and no cycle: the collector would only walk them again
    # and again, for a tenth of the time of an import.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
