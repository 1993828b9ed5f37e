"""KATOTTG, the official codifier of Ukraine's units: codes, kinds, names and what lies where.

It has Ukrainian names only and no coordinates. Its raions and communities become places; its
settlements are matched with those of the store, which get their code. One is matched where its
name is the only one in its region, in the codifier and in the store: nothing here tells namesakes
apart.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.lookup import folded
from situation.model import Place, PlaceName
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.sources.faults import Faults
from situation.sources.gazetteer_merge import KnownPlaces
from situation.sources.katottg_rows import Category, Unit, units
from situation.sources.many_bodies import read_each
from situation.sources.romanised import romanised
from situation.vocabulary import PlaceKind

SOURCE: Final = "katottg"
MAX_BYTES: Final = 64 * MEGABYTE
COUNTRY: Final = "UA"

_NAME: Final = re.compile(
    r"(?:kodifikator|kodyfikator|katottg)[\w.-]*\.(?:csv|zip)\Z", re.IGNORECASE
)
_SETTLEMENTS: Final = {
    Category.CITY_REGION: PlaceKind.CITY,
    Category.CITY: PlaceKind.CITY,
    Category.SELYSHCHE: PlaceKind.TOWN,
    Category.VILLAGE: PlaceKind.VILLAGE,
}
_AREAS: Final = {
    Category.RAION: (PlaceKind.DISTRICT, "район", "raion"),
    Category.HROMADA: (PlaceKind.AREA, "громада", "hromada"),
}


def detect(name: str) -> bool:
    """Whether a file is the codifier by its name: `kodifikator-16-05-2025.csv`."""
    return _NAME.match(name) is not None


def read_codifier(content: bytes, *, name: str, places: PlaceMatcher) -> Batch:
    """Read a codifier file.

    Args:
        content: the CSV, or a zip with nothing else in it.
        name: what to call it in errors.
        places: those of the store.

    Returns:
        Raions and communities, each behind what it lies in, then the settlements of the store that
        get a code. How many of the codifier's settlements found no place is a warning.

    Raises:
        InputError: it is no such file.
    """
    faults = Faults(name)
    read = list(units(content, where=name, faults=faults))
    regions = _regions(read, places)
    areas, areas_left = _areas(read, regions, places)
    matched, lost = _matched(read, regions, KnownPlaces(places, COUNTRY))
    warnings = []
    if areas_left:
        warnings.append(
            f"{areas_left:,} raions and communities lie in regions unknown to the store"
        )
    if lost:
        warnings.append(f"{lost:,} settlements fit no one place of the store and were left out")
    return Batch(
        records=(*areas, *matched),
        seen=len(read),
        rejected=faults.skipped,
        warnings=tuple(warnings),
    )


class Katottg(Connector):
    """The codifier, where the settings say at which address: each edition has its own.

    Args:
        url: of the CSV file, or of a zip with nothing else in it.
    """

    key: Id = "katottg"
    source: Id = SOURCE
    every: timedelta = timedelta(days=30)
    on_by_default: bool = False
    notice: str = ""
    brings_places: bool = True

    def __init__(self, url: str | None = None) -> None:
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:  # noqa: ARG002 - asked the same always
        """The file; nothing without an address."""
        if self._url is None:
            return ()
        return (Wanted(url=self._url, name="katottg.csv", max_bytes=MAX_BYTES),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Places; see `read_codifier`.

        Raises:
            InputError: nothing of it can be used.
        """
        return read_each(
            bodies,
            lambda body: read_codifier(
                body.content, name=body.wanted.name or "katottg.csv", places=known.places
            ),
        )


def _regions(read: Sequence[Unit], places: PlaceMatcher) -> dict[str, Id]:
    """The store's regions by code, found by code or by name."""
    known = {
        place.katottg: place.id
        for place in places.places.values()
        if place.kind is PlaceKind.REGION and place.katottg is not None
    }
    for unit in read:
        if unit.category is Category.REGION and unit.code not in known:
            region = places.region_named(f"{unit.name} область") or places.region_named(unit.name)
            if region is not None:
                known[unit.code] = region
    return known


def _areas(
    read: Sequence[Unit], regions: dict[str, Id], places: PlaceMatcher
) -> tuple[list[Place], int]:
    """The raions and communities that the store lacks or has otherwise; how many have no region."""
    areas: list[Place] = []
    ids = dict(regions)
    left = 0
    for unit in read:
        if unit.category not in _AREAS:
            continue
        parent = ids.get(unit.above[-1]) if unit.above else None
        if parent is None:
            left += 1
            continue
        kept = places.places.get(places.by_katottg.get(unit.code, ""))
        area = kept or _area(unit, parent)
        if area.id.startswith("katottg:"):
            area = replace(_area(unit, parent), outline=area.outline)
        ids[unit.code] = area.id
        if area != kept:
            areas.append(area)
    return areas, left


def _area(unit: Unit, parent: Id) -> Place:
    kind, word, latin_word = _AREAS[unit.category]
    return Place(
        id=f"katottg:{unit.code}",
        name=f"{romanised(unit.name)} {latin_word}",
        kind=kind,
        names=(PlaceName(name=f"{unit.name} {word}", language="uk"),),
        parent=parent,
        country=COUNTRY,
        katottg=unit.code,
    )


def _matched(
    read: Sequence[Unit], regions: dict[str, Id], known: KnownPlaces
) -> tuple[list[Place], int]:
    """The store's settlements that get something new; how many of the codifier's found none."""
    settlements = [unit for unit in read if unit.category in _SETTLEMENTS]
    bearers = Counter((unit.region, folded(unit.name)) for unit in settlements)
    changed: list[Place] = []
    lost = 0
    for unit in settlements:
        place = known.with_katottg(unit.code)
        if place is None and bearers[unit.region, folded(unit.name)] == 1:
            place = _namesake(unit, regions.get(unit.region), known)
        if place is None or place.kind is PlaceKind.REGION:
            lost += 1
            continue
        after = _with_code(place, unit)
        if after != place:
            changed.append(after)
    return changed, lost


def _namesake(unit: Unit, region: Id | None, known: KnownPlaces) -> Place | None:
    if region is None:
        return None
    found = known.named((unit.name, romanised(unit.name)), region)
    return found[0] if len(found) == 1 and found[0].katottg is None else None


def _with_code(place: Place, unit: Unit) -> Place:
    """The place with its code; one that came from GeoNames takes kind and Ukrainian name too."""
    if not place.id.startswith("geonames:"):
        return replace(place, katottg=unit.code)
    names = place.names
    if folded(unit.name) not in {folded(name.name) for name in names}:
        names = (*names, PlaceName(name=unit.name, language="uk"))
    return replace(place, katottg=unit.code, kind=_SETTLEMENTS[unit.category], names=names)
