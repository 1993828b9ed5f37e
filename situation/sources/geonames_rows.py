"""The rows of a GeoNames country file: 19 columns parted by tabs, without a header, UTF-8.

Columns as in the readme of download.geonames.org/export/dump: 0 geonameid, 1 name, 3 alternate
names parted by commas, 4 latitude, 5 longitude, 6 feature class, 7 feature code, 8 country, 10
first-order division, 14 population (0: not known), 18 date of the last change.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from math import isfinite
from typing import Final, NamedTuple

from situation.sources.faults import Faults
from situation.text import clean

COLUMNS: Final = 19
_MOST_PEOPLE: Final = 100_000_000
_GONE: Final = frozenset({"PPLH", "PPLCH", "PPLX"})
"""Historical places, and parts of places."""
_LONGEST_NAME: Final = 80


class GeoRow(NamedTuple):
    """One settlement or division."""

    geonames: int
    name: str
    others: tuple[str, ...]
    """Alternate names, cleaned, without language."""
    lat: float
    lon: float
    code: str
    country: str
    division: str
    """Code of the first-order division."""
    population: int | None
    changed: date | None


def settlement_rows(lines: Iterable[bytes], faults: Faults) -> Iterator[GeoRow]:
    """The populated places (class P); rows that cannot be read are named in `faults`."""
    for number, line in enumerate(lines, start=1):
        fields = line.decode("utf-8", errors="replace").rstrip("\r\n").split("\t")
        if len(fields) != COLUMNS:
            faults.skip(f"line {number}", f"{len(fields)} columns, not {COLUMNS}")
        elif fields[6] == "P" and fields[7] in _GONE:
            faults.count("a historical place or a part of a place")
        elif fields[6] == "P":
            row = _row(fields)
            if row is None:
                faults.skip(f"line {number}", "its number, name or coordinates cannot be right")
            else:
                yield row


def division_names(lines: Iterable[bytes]) -> dict[str, tuple[str, ...]]:
    """The names of the first-order divisions (code ADM1) by their code."""
    names: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if b"\tADM1\t" in line:
            fields = line.decode("utf-8", errors="replace").rstrip("\r\n").split("\t")
            if len(fields) == COLUMNS and fields[6] == "A":
                names[fields[10]] = (_name(fields[1]), *map(_name, fields[3].split(",")))
    return names


def _row(fields: list[str]) -> GeoRow | None:
    try:
        number, lat, lon = int(fields[0]), float(fields[4]), float(fields[5])
        population = int(fields[14] or 0)
    except ValueError:
        return None
    name = _name(fields[1])
    is_point = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    if not name or not is_point or number <= 0 or not 0 <= population <= _MOST_PEOPLE:
        return None
    others = tuple(filter(None, map(_name, fields[3].split(",")))) if fields[3] else ()
    known = population or None
    return GeoRow(
        number, name, others, lat, lon, fields[7], fields[8], fields[10], known, _day(fields[18])
    )


def _name(text: str) -> str:
    return clean(text, _LONGEST_NAME)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
