"""The places of a pack and their names, from `places.csv` and `aliases.csv`."""

from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta, Struct

from situation.model import Place, PlaceName
from situation.pack_files import Located, Problems, Row, decoded, read_csv_rows
from situation.pack_header import Bounds
from situation.record import Id, Line

PLACE_COLUMNS: Final = (
    *("id", "name", "kind", "parent", "country", "lat", "lon"),
    *("population", "population_as_of", "population_source", "geonames", "katottg"),
    *("name_uk", "name_ru"),
)
ALIAS_COLUMNS: Final = ("place", "name", "language", "side", "note")


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
    rows = read_csv_rows(folder, "places.csv", PLACE_COLUMNS)
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


def _place_row(row: Row, names: dict[str, list[PlaceName]]) -> Row:
    values = dict(row.values)
    own = [
        PlaceName(name=values.pop(f"name_{language}"), language=language)
        for language in ("uk", "ru")
        if f"name_{language}" in values
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
