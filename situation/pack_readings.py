"""`readings.csv` of a pack: a mirrored map's measured readings in a compact form.

One line is one reading that differs from the one before it; a line with a day and nothing else says
that the whole map of that day was read (`Coverage`). Only what this form can give back exactly is
written: readings and coverage of the source `deepstate-mirror`, whose file of a day was fetched at
03:00 UTC of that day.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from situation.errors import InputError
from situation.measures import Sectors, Shares
from situation.model import ControlReading, Coverage
from situation.pack_files import Located, Problems, read_csv
from situation.periods import start_of_day
from situation.record import Fraction, Id, Line
from situation.text import clean
from situation.vocabulary import Basis, ControlStatus

SOURCE: Final = "deepstate-mirror"
FETCHED_AFTER: Final = timedelta(hours=3)
"""The mirror fetches the map at 03:00 UTC of the day its file is named after."""

_SECTORS: Final = tuple(f.encode_name for f in msgspec.structs.fields(Sectors))
COLUMNS: Final = (
    *("valid_from", "place", "status", "holder", "label", "occupied", "distance_km"),
    *_SECTORS,
    "footprint_km",
)

_Kilometres = Annotated[float, Meta(ge=-20_000, le=20_000)]


class _Line(Struct, frozen=True):
    valid_from: date
    place: Id
    status: ControlStatus
    label: Line
    holder: Id | None = None
    occupied: Fraction | None = None
    distance_km: _Kilometres | None = None
    footprint_km: Annotated[float, Meta(gt=0, le=100)] | None = None


def read_readings_csv(
    folder: Path, name: str, problems: Problems
) -> list[Located[ControlReading | Coverage]]:
    """The readings and coverage of a file, in its order; faulty lines are noted.

    Raises:
        PackError: the file, its header or the number of fields of a line is wrong.
    """
    records: list[Located[ControlReading | Coverage]] = []
    for number, fields in read_csv(folder, name, COLUMNS):
        where = f"{name}:{number}"
        try:
            records.append((where, _record(fields)))
        except msgspec.ValidationError as error:
            problems.add(where, str(error).replace("`$.", "`"))
    return records


def write_readings_csv(readings: Iterable[ControlReading], coverage: Iterable[Coverage]) -> str:
    """The text of a `readings.csv`, by day, the day's coverage first, then by place.

    Raises:
        InputError: a record holds what this form has no column for.
    """
    records: list[ControlReading | Coverage] = [*coverage, *readings]
    lines = sorted(((record, _fields(record)) for record in records), key=lambda line: line[1])
    for record, fields in lines:
        if _record(fields) != record:
            raise InputError("readings.csv has no form for this record", where=record.id)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(fields for _, fields in lines)
    return text.getvalue()


def _record(fields: list[str]) -> ControlReading | Coverage:
    given = {column: field for column, field in zip(COLUMNS, fields, strict=True) if field}
    if given.keys() == {"valid_from"}:
        return _coverage(msgspec.convert(given["valid_from"], date, strict=False))
    line = msgspec.convert(given, _Line, strict=False)
    day = start_of_day(line.valid_from)
    return ControlReading(
        id=f"{SOURCE}:{line.place}:{line.valid_from}",
        place=line.place,
        source=SOURCE,
        label=_cleaned(line.label),
        status=line.status,
        holder=line.holder,
        basis=Basis.ASSESSED,
        shares=None if line.occupied is None else Shares(occupied=line.occupied),
        sectors=_sectors(given),
        distance_km=line.distance_km,
        footprint_km=line.footprint_km,
        valid_from=day,
        said_at=day + FETCHED_AFTER,
    )


def _coverage(day: date) -> Coverage:
    midnight = start_of_day(day)
    return Coverage(
        id=f"{SOURCE}:{day}",
        source=SOURCE,
        valid_from=midnight,
        said_at=midnight + FETCHED_AFTER,
    )


def _sectors(given: dict[str, str]) -> Sectors | None:
    cells = {column: given[column] for column in _SECTORS if column in given}
    return msgspec.convert(cells, Sectors, strict=False) if cells else None


def _fields(record: ControlReading | Coverage) -> list[str]:
    day = record.valid_from.date().isoformat()
    if isinstance(record, Coverage):
        return [day] + [""] * (len(COLUMNS) - 1)
    sectors = record.sectors
    cells = [""] * 9 if sectors is None else [_number(x) for x in msgspec.structs.astuple(sectors)]
    occupied = record.shares.occupied if record.shares else None
    return [
        day,
        record.place,
        record.status,
        record.holder or "",
        record.label,
        _number(occupied),
        _number(record.distance_km),
        *cells,
        _number(record.footprint_km),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0")


@lru_cache(maxsize=64)
def _cleaned(label: str) -> str:
    return clean(label)
