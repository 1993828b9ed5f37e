"""Whole maps that a source gave, into the store: measured, then appended day by day."""

import asyncio
from collections.abc import Sequence

from msgspec import Struct

from situation.errors import InputError
from situation.mapday import MapDay, Skipped
from situation.mapframe import MapFrame
from situation.store.base import Store
from situation.sync_storing import AUTHOR
from situation.text import clean


class StoredMaps(Struct, frozen=True, kw_only=True):
    """What came of storing some maps."""

    new: int = 0
    """Maps that brought something new."""
    revision: int = 0
    rejected: tuple[Skipped, ...] = ()
    """Maps that cannot be measured, and parts that were left out."""


async def append_maps(store: Store, frame: MapFrame, days: Sequence[MapDay]) -> StoredMaps:
    """Measure maps at the places of the store and append what it lacks, a map at a time.

    Raises:
        StoreError: the store could not be read or written; what was appended before stays.
    """
    # Numpy and shapely are loaded by those runs only that have a map to measure.
    from situation.map_intake import open_intake  # noqa: PLC0415

    intake = await open_intake(store, frame, {day.source for day in days})
    new = revision = 0
    rejected: list[Skipped] = []
    for day in sorted(days, key=lambda day: day.valid_from):
        try:
            taken = await asyncio.to_thread(intake.take, day)
        except InputError as error:
            where = clean(day.document.name or day.source)
            rejected.append(Skipped(where=where, why=error.what))
            continue
        rejected += taken.skipped
        if taken.records:
            report = await store.append(taken.records, author=AUTHOR)
            new += 1
            revision = report.revision
    return StoredMaps(new=new, revision=revision, rejected=tuple(rejected))
