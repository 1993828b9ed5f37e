"""VIINA 2.0: who holds a place, day by day, as a majority of four maps (ODbL 1.0).

Zhukov and Ayers (2023). The consensus is made from Wikipedia's map, the same with news events,
DeepState's and ISW's: only it is stored as a reading, the four are named in its label, because
they are no witnesses of their own.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.errors import InputError
from situation.model import ControlReading
from situation.periods import FUTURE_ALLOWANCE, start_of_day
from situation.record import Id
from situation.sources.columns import rows_by_header
from situation.sources.faults import Faults
from situation.sources.many_bodies import read_each
from situation.sources.text_stream import text_lines
from situation.sources.viina_table import COLUMNS, Flip, YearTable
from situation.sources.viina_timeline import Timeline
from situation.sources.viina_words import (
    SOURCE,
    coverage_of,
    flapping,
    label_of,
    mass_flips,
    reading_of,
)
from situation.text import clean

DATA_URL: Final = "https://media.githubusercontent.com/media/zhukovyuri/VIINA/main/Data/"
FIRST_YEAR: Final = 2022
MAX_ZIP_BYTES: Final = 100 * MEGABYTE
"""The file of 2026 had 24 MB in September."""

_YEAR: Final = re.compile(r"_(20\d\d)\.(?:zip|csv)\Z", re.ASCII)


class ViinaControl(Connector):
    """The control tables of VIINA, one file a year; or the change points of a third party.

    Args:
        url: the directory of the yearly files, or a file of change points that ends in `.json`.
    """

    key: Id = "viina-control"
    source: Id = SOURCE
    every: timedelta = timedelta(days=1)
    on_by_default: bool = True
    notice: str = ""
    revises: bool = True

    def __init__(self, url: str = DATA_URL) -> None:
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """The files of the years since `known.since`; of this year without it.

        In January the year before is asked for too, as this one's file may not be there yet.
        """
        if self._url.endswith(".json"):
            name = clean(self._url.rpartition("/")[2])
            return (Wanted(url=self._url, name=name, max_bytes=MAX_ZIP_BYTES),)
        this_year = known.now.year
        first = known.since.year if known.since else (known.now - timedelta(days=31)).year
        return tuple(
            Wanted(
                url=f"{self._url.rstrip('/')}/control_latest_{year}.zip",
                name=f"control_latest_{year}.zip",
                max_bytes=MAX_ZIP_BYTES,
                may_be_missing=year == this_year and known.now.month == 1,
            )
            for year in range(max(first, FIRST_YEAR), this_year + 1)
        )

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Readings of the known places where what VIINA says changes, and the days it covers.

        Each file says its first day's state anew, so that what is read of it never depends on
        which others were there. VIINA corrects past days: what is stored of a day that the file
        spans is told again as the file has it now, also where nothing changes on it any more.

        Raises:
            InputError: no body can be used: damaged, or a column is missing, which it names.
        """
        return read_each(bodies, lambda body: _read(body, known))


class _Told(Struct, frozen=True):
    """What one file says."""

    items: int
    readings: tuple[ControlReading, ...]
    """Of each place by day."""
    days: tuple[date, ...]
    flips: Mapping[Flip, int]


def _read(body: Body, known: Known) -> Batch:
    where = clean(body.wanted.name or body.wanted.url)
    faults = Faults(where)
    told = _told(body, where, known, faults)
    newest = max(told.days, default=None)
    names = {place.id: place.name for place in known.places.places.values()}
    restless = flapping(told.readings, newest, names) if newest else ""
    return Batch(
        records=(*told.readings, *(coverage_of(day, body.wanted.url) for day in told.days)),
        seen=told.items,
        rejected=faults.skipped,
        warnings=(*([restless] if restless else ()), *mass_flips(told.flips)),
        data_until=start_of_day(newest) if newest else None,
    )


def _told(body: Body, where: str, known: Known, faults: Faults) -> _Told:
    newest = (known.now + FUTURE_ALLOWANCE).date()
    places, url = known.places.by_geonames, body.wanted.url
    if where.endswith(".json"):
        timeline = Timeline(body.content, where=where, newest=newest, faults=faults)
        readings = tuple(timeline.readings(places, url, known.reading_days))
        return _Told(timeline.points, readings, timeline.days, timeline.flips)
    table = YearTable(_year_of(where, newest), places, newest, faults)
    lines = text_lines(body.content, where=where, faults=faults)
    table.take(rows_by_header(lines, COLUMNS, where=where, faults=faults))
    readings = tuple(
        reading_of(place, day, votes[0] if votes else "", label_of(votes), url)
        for place, points in table.histories(known.reading_days)
        for day, votes in points
    )
    return _Told(table.rows, readings, table.days, table.flips)


def _year_of(where: str, newest: date) -> int:
    match = _YEAR.search(where)
    year = int(match[1]) if match else 0
    if not FIRST_YEAR <= year <= newest.year:
        raise InputError(
            "its name does not say its year",
            where=where,
            do="keep VIINA's own name, control_latest_YYYY.zip",
        )
    return year
