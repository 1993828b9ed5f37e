"""Rows of GeoNames as places, new ones and those that complete what the store has."""

import re
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from situation.model import Place, PlaceName
from situation.place_forms import folded_name
from situation.record import Id
from situation.sources.geonames_rows import GeoRow
from situation.vocabulary import PlaceKind

MOST_NAMES: Final = 12
_SEATS: Final = frozenset({"PPLC", "PPLA"})
_CITY: Final = 10_000
_TOWN: Final = 2_000
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f '’`.-]+\Z")
_CYRILLIC: Final = re.compile(r"[\u0400-\u052f '’ʼ.-]+\Z")
_UKRAINIAN: Final = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN: Final = re.compile("[ыэёъЫЭЁЪ]")
_UNDETERMINED: Final = "und"
"""ISO 639-2 for a name whose language is not known."""


def new_place(row: GeoRow, parent: Id | None, population_source: Id | None) -> Place:
    """The place of a row.

    Args:
        row: a settlement.
        parent: the region it lies in.
        population_source: the source record to name with the population, where there is one.
    """
    return Place(
        id=f"geonames:{row.geonames}",
        name=row.name,
        kind=_kind(row),
        names=_names(row),
        parent=parent,
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        population=row.population,
        population_source=population_source if row.population is not None else None,
        geonames=row.geonames,
    )


def completed(place: Place, row: GeoRow, parent: Id | None, population_source: Id | None) -> Place:
    """A place of the store with what the row adds.

    A place that came from GeoNames follows its row, but for what the codifier gave it. Of others
    only the GeoNames id, the point and the population are filled in where they are missing.
    """
    fresh = new_place(row, parent, population_source)
    if place.id == fresh.id:
        return replace(
            fresh,
            kind=place.kind if place.katottg else fresh.kind,
            names=tuple(dict.fromkeys((*fresh.names, *place.names))),
            katottg=place.katottg,
            outline=place.outline,
        )
    if place.lat is None or place.lon is None:
        place = replace(place, lat=row.lat, lon=row.lon)
    if place.population is None and row.population is not None:
        place = replace(place, population=row.population, population_source=fresh.population_source)
    return replace(place, geonames=row.geonames)


def _kind(row: GeoRow) -> PlaceKind:
    people = row.population or 0
    if row.code in _SEATS or people >= _CITY:
        return PlaceKind.CITY
    return PlaceKind.TOWN if people >= _TOWN else PlaceKind.VILLAGE


def _names(row: GeoRow) -> tuple[PlaceName, ...]:
    """The other names in Latin and Cyrillic letters, Cyrillic ones first."""
    kept: dict[str, PlaceName] = {}
    own = folded_name(row.name)
    for name in _by_script(row.others):
        spelling = folded_name(name)
        if spelling and spelling != own and spelling not in kept:
            kept[spelling] = PlaceName(name=name, language=_language(name))
        if len(kept) == MOST_NAMES:
            break
    return tuple(kept.values())


def _by_script(names: Iterable[str]) -> list[str]:
    cyrillic = [name for name in names if _CYRILLIC.match(name)]
    return [*cyrillic, *(name for name in names if _LATIN.match(name) and len(name) > 2)]


def _language(name: str) -> str:
    if _UKRAINIAN.search(name):
        return "uk"
    return "ru" if _RUSSIAN.search(name) else _UNDETERMINED
