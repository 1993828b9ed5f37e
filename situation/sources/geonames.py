"""GeoNames: the settlements of a country with points, names and old populations (CC BY 4.0).

One zip a country, `UA.zip` with `UA.txt` in it. Populations carry no date and are from before the
war. Places that the store has are kept under their ids and only completed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

from situation.connector import MEGABYTE, Batch, Body, Connector, Known, Wanted
from situation.errors import InputError
from situation.mapframe import Bounds
from situation.model import Place
from situation.periods import start_of_day
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.sources.faults import Faults
from situation.sources.gazetteer_merge import KnownPlaces
from situation.sources.geonames_places import completed, new_place
from situation.sources.geonames_rows import GeoRow, division_names, settlement_rows
from situation.sources.many_bodies import read_each
from situation.sources.zip_member import MAX_LINE, is_zip, member_lines
from situation.vocabulary import PlaceKind

SOURCE: Final = "geonames"
URL: Final = "https://download.geonames.org/export/dump/{}.zip"
MAX_ZIP_BYTES: Final = 100 * MEGABYTE
MAX_TEXT_BYTES: Final = 600 * MEGABYTE

_NAME: Final = re.compile(r"([A-Z]{2})\.(?:zip|txt)\Z", re.ASCII)


def detect(name: str) -> bool:
    """Whether a file is a GeoNames country file by its name: `UA.zip` or `UA.txt`."""
    return _NAME.match(name) is not None


def read_country(
    content: bytes,
    *,
    name: str,
    places: PlaceMatcher,
    bounds: Bounds,
    source_ids: Collection[str],
) -> Batch:
    """Read a country file.

    Args:
        content: `UA.zip` as it was fetched, or the `UA.txt` in it.
        name: the file's name, which says the country.
        places: those of the store.
        bounds: where the situation lies; settlements outside are left out.
        source_ids: sources of the store; a population is given with its source or not at all.

    Returns:
        New places, and new versions of those that a row completes; regions are never touched.

    Raises:
        InputError: it is no such file, damaged, or holds no settlement.
    """
    match = _NAME.match(name)
    if match is None:
        raise InputError("it is not named as a GeoNames country file", where=name, do="UA.zip")
    faults = Faults(name)
    reader = _Reader(places, match[1], SOURCE if SOURCE in source_ids else None, bounds)
    reader.learn_divisions(division_names(_lines(content, match[1], name)))
    for row in settlement_rows(_lines(content, match[1], name), faults):
        reader.take(row, faults)
    if not reader.seen:
        raise InputError("it holds no settlement", where=name, do="fetch it again")
    return Batch(
        records=tuple(reader.records),
        seen=reader.seen,
        rejected=faults.skipped,
        data_until=reader.changed,
    )


class GeoNames(Connector):
    """The settlements of one country.

    Args:
        country: two letters.
        url: of the zip, in place of GeoNames' own.
    """

    key: Id = "geonames"
    source: Id = SOURCE
    every: timedelta = timedelta(days=30)
    on_by_default: bool = False
    notice: str = ""
    brings_places: bool = True

    def __init__(self, country: str = "UA", url: str | None = None) -> None:
        self._name = f"{country}.zip"
        self._url = url or URL.format(country)

    def wanted(self, known: Known) -> tuple[Wanted, ...]:  # noqa: ARG002 - asked the same always
        """The country's zip."""
        return (Wanted(url=self._url, name=self._name, max_bytes=MAX_ZIP_BYTES),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Places; see `read_country`.

        Raises:
            InputError: nothing of it can be used.
        """
        return read_each(
            bodies,
            lambda body: read_country(
                body.content,
                name=self._name,
                places=known.places,
                bounds=known.frame.bounds,
                source_ids=known.source_ids,
            ),
        )


class _Reader:
    """One reading of a country file."""

    def __init__(
        self, places: PlaceMatcher, country: str, population_source: Id | None, bounds: Bounds
    ) -> None:
        self._matcher = places
        self._known = KnownPlaces(places, country)
        self._country = country
        self._population_source = population_source
        self._bounds = bounds
        self._regions: dict[str, Id] = {}
        self._taken: set[Id] = set()
        self._whole = next(
            (
                place.id
                for place in places.places.values()
                if place.kind is PlaceKind.COUNTRY and place.country == country
            ),
            None,
        )
        self.records: list[Place] = []
        self.seen = 0
        self.changed: datetime | None = None

    def learn_divisions(self, divisions: dict[str, tuple[str, ...]]) -> None:
        """Match the file's divisions with the store's regions by name."""
        for code, names in divisions.items():
            named = (self._matcher.region_named(name) for name in names if name)
            region = next((region for region in named if region is not None), None)
            if region is not None:
                self._regions[code] = region

    def take(self, row: GeoRow, faults: Faults) -> None:
        """Make a place of a row, or complete one with it."""
        self.seen += 1
        west, south, east, north = self._bounds
        if row.country != self._country:
            faults.count("a place of another country")
            return
        if not (west <= row.lon <= east and south <= row.lat <= north):
            faults.count("a place outside the situation")
            return
        region = self._regions.get(row.division)
        parent = region or self._whole
        place = self._same(row, region)
        if place is None:
            self.records.append(new_place(row, parent, self._population_source))
        else:
            self._taken.add(place.id)
            after = completed(place, row, parent, self._population_source)
            if after != place:
                self.records.append(after)
        if row.changed is not None:
            changed = start_of_day(row.changed)
            self.changed = max(self.changed or changed, changed)

    def _same(self, row: GeoRow, region: Id | None) -> Place | None:
        place = self._known.with_geonames(row.geonames)
        if place is None:
            place = self._known.nearest((row.name, *row.others), region, row.lat, row.lon)
            if place is not None and (place.geonames is not None or place.id in self._taken):
                return None
        return place


def _lines(content: bytes, country: str, name: str) -> Iterator[bytes]:
    if is_zip(content):
        return member_lines(content, f"{country}.txt", limit=MAX_TEXT_BYTES, where=name)
    stream = BytesIO(content)
    return iter(lambda: stream.readline(MAX_LINE), b"")
