"""The places of a pack and their names, from `places.csv` and `aliases.csv`.

Each line of `places.csv` has the columns `PLACE_COLUMNS`, then any of `geonames`, `katottg` (ids in
these gazetteers), `namesakes`, `namesake_population` and `name_` with a language, as in `name_ar`,
as often as the pack needs them.

Those of the Ukraine pack are counted in the KATOTTG codifier of 16 May 2025, by the Ukrainian name,
and the populations are those of GeoNames (CC BY 4.0), which lists places of 200 people and more.
"""

import re
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, Struct

from situation.errors import PackError
from situation.model import Place, PlaceName
from situation.pack_files import (
    Located,
    Problems,
    Row,
    decoded,
    read_csv_header,
    read_csv_rows,
)
from situation.pack_header import Bounds
from situation.record import Id, Line

PLACE_COLUMNS: Final = (
    *("id", "name", "kind", "parent", "country", "lat", "lon"),
    *("population", "population_as_of", "population_source"),
)
ALIAS_COLUMNS: Final = ("place", "name", "language", "side", "note")

_PLACES_FILE: Final = "places.csv"
_NAME: Final = "name_"
_MORE_COLUMNS: Final = re.compile(
    rf"geonames|katottg|namesakes|namesake_population|{_NAME}[a-z]{{2,3}}"
)


class _Alias(Struct, frozen=True, forbid_unknown_fields=True):
    place: Id
    name: Line
    language: Annotated[str, Meta(pattern=r"\A[a-z]{2,3}\Z")]
    side: Id | None = None
    note: Line = ""
    """For the pack's editors: why the name is there."""


def read_places(folder: Path, bounds: Bounds, problems: Problems) -> list[Located[Place]]:
    """The places of `places.csv` with their names from `aliases.csv`; faults are noted.

    Raises:
        PackError: a file is missing, is no CSV or has other columns.
    """
    aliases = decoded(
        read_csv_rows(folder, "aliases.csv", ALIAS_COLUMNS), _Alias, problems, from_text=True
    )
    rows = read_csv_rows(folder, _PLACES_FILE, _place_columns(folder))
    if not rows:
        raise PackError("no place stands here", where=_PLACES_FILE)
    known = {row.values.get("id") for row in rows}
    names: dict[str, list[PlaceName]] = {}
    for where, alias in aliases:
        if alias.place not in known:
            problems.add(f"{where}: place", f"no place has the id “{alias.place}”")
        name = PlaceName(name=alias.name, language=alias.language, side=alias.side)
        names.setdefault(alias.place, []).append(name)
    places = decoded((_place_row(row, names) for row in rows), Place, problems, from_text=True)
    for where, place in places:
        _check_point(where, place, bounds, problems)
    return places


def _place_columns(folder: Path) -> tuple[str, ...]:
    """The columns that the file itself names.

    Raises:
        PackError: one of `PLACE_COLUMNS` is not in its place, or another is none that there is.
    """
    columns = read_csv_header(folder, _PLACES_FILE)
    first, more = columns[: len(PLACE_COLUMNS)], columns[len(PLACE_COLUMNS) :]
    is_known = all(_MORE_COLUMNS.fullmatch(column) for column in more)
    if first != PLACE_COLUMNS or not is_known or len(set(more)) < len(more):
        others = "geonames, katottg, namesakes, namesake_population or name_…"
        what = f"the columns must be {','.join(PLACE_COLUMNS)}, then {others}"
        raise PackError(what, where=f"{_PLACES_FILE}:1")
    return columns


def _place_row(row: Row, names: dict[str, list[PlaceName]]) -> Row:
    values = dict(row.values)
    own = [
        PlaceName(name=values.pop(column), language=column.removeprefix(_NAME))
        for column in row.values
        if column.startswith(_NAME)
    ]
    values["names"] = [*own, *names.get(values.get("id", ""), ())]
    return Row(row.where, values)


def _check_point(where: str, place: Place, bounds: Bounds, problems: Problems) -> None:
    if place.lat is None or place.lon is None:
        if place.lat is not None or place.lon is not None:
            problems.add(f"{where}: lat", "lat and lon must stand together")
        return
    west, south, east, north = bounds
    if not (west <= place.lon <= east and south <= place.lat <= north):
        problems.add(f"{where}: lat", f"{place.lat}, {place.lon} lies outside the pack's bounds")
