"""A record as rows of the tables that can be searched."""

import sqlite3
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from situation.attempt_records import Attempt
from situation.errors import StoreError
from situation.maps.wkb import polygon_id
from situation.model import (
    AnyRecord,
    Assessment,
    Claim,
    ControlReading,
    Coverage,
    Document,
    Link,
    Note,
    Party,
    Place,
    Source,
    Statistic,
)
from situation.store.bodies import KIND_OF
from situation.store.sqlite_facets import claim_tags
from situation.store.sqlite_numbers import Numbers
from situation.store.times import claim_number, micros
from situation.terrain_records import Polygon, Terrain

Row = tuple[Any, ...]

INSERTS: Final = {
    "entry": "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "superseded": "INSERT INTO superseded VALUES (?, ?)",
    "party": "INSERT INTO party VALUES (?, ?, ?)",
    "source": "INSERT INTO source VALUES (?, ?, ?)",
    "place": "INSERT INTO place VALUES (?, ?, ?)",
    "lane": "INSERT INTO lane VALUES (?, ?, ?, ?, ?)",
    "reading": "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?)",
    "coverage": "INSERT INTO coverage VALUES (?, ?, ?, ?)",
    "terrain": "INSERT INTO terrain VALUES (?, ?, ?, ?)",
    "statistic": "INSERT INTO statistic VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "claim": "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?)",
    "claim_place": "INSERT INTO claim_place VALUES (?, ?)",
    "claim_text": "INSERT INTO claim_text (rowid, text, original, tags) VALUES (?, ?, ?, ?)",
    "link": "INSERT INTO link VALUES (?, ?, ?)",
    "remark": "INSERT INTO remark VALUES (?, ?)",
}
"""Statement by table, in the order in which foreign keys allow them."""

_LANE: Final = "SELECT num FROM lane WHERE place = ? AND source = ? AND extent = ? AND part = ?"


class Version(NamedTuple):
    """Where a version of a record stands in the log."""

    entry: int
    first: int
    """The number of the first version of the same record."""
    withdrawn: bool = False


class RowBuilder:
    """Collects the rows of records; keeps what it learned about identities for a whole append."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.rows: dict[str, list[Row]] = {table: [] for table in INSERTS}
        self.newest_claim = 0
        self.newest_said: int | None = None
        self._parties = Numbers(connection, "party")
        self._sources = Numbers(connection, "source")
        self._places = Numbers(connection, "place")
        self._lanes: dict[Row, int] = {}
        self._connection = connection
        self._last_lane: int = connection.execute(
            "SELECT coalesce(max(num), 0) FROM lane"
        ).fetchone()[0]
        self._siblings: list[tuple[AnyRecord, Numbers, str]] = []
        self._builders: dict[type, Callable[[Any, Version], None]] = {
            Party: self._party,
            Source: self._source,
            Place: self._place,
            Document: self._document,
            ControlReading: self._reading,
            Coverage: self._coverage,
            Statistic: self._statistic,
            Claim: self._claim,
            Link: self._link,
            Assessment: self._remark,
            Note: self._remark,
            Polygon: self._polygon,
            Terrain: self._terrain,
            Attempt: self._attempt,
        }

    def add(self, record: AnyRecord, version: Version) -> None:
        """Collect the rows of one version of a record, but for the log's own.

        Raises:
            StoreError: it names a place, source or party that the store does not have, or is a
                polygon under another id than that of its bytes.
        """
        self._builders[type(record)](record, version)

    def check_siblings(self) -> None:
        """Check what places and sources say of other places and sources, at the end of an append.

        They arrive as one set, in which an entry may name a later one.

        Raises:
            StoreError: one of them is missing.
        """
        for record, numbers, record_id in self._siblings:
            self._number(numbers, record_id, record)
        self._siblings.clear()

    def _number(self, numbers: Numbers, record_id: str, record: AnyRecord) -> int:
        try:
            return numbers[record_id]
        except KeyError:
            raise StoreError(
                f"the {numbers.table} “{record_id}” that it names is not in the store",
                where=f"{KIND_OF[type(record)]} {record.id}",
                do=f"append the {numbers.table} first; nothing of this append was stored",
            ) from None

    def _said(self, moment: int) -> int:
        if self.newest_said is None or moment > self.newest_said:
            self.newest_said = moment
        return moment

    def _party(self, party: Party, version: Version) -> None:
        if version.entry == version.first:
            self.rows["party"].append((self._parties.add(party.id), party.id, version.entry))

    def _source(self, source: Source, version: Version) -> None:
        if version.entry == version.first:
            self.rows["source"].append((self._sources.add(source.id), source.id, version.entry))
        if source.affiliation.side is not None:
            self._number(self._parties, source.affiliation.side, source)
        self._siblings.extend((source, self._sources, other) for other in source.depends_on)

    def _place(self, place: Place, version: Version) -> None:
        if version.entry == version.first:
            self.rows["place"].append((self._places.add(place.id), place.id, version.entry))
        for name in place.names:
            if name.side is not None:
                self._number(self._parties, name.side, place)
        if place.population_source is not None:
            self._number(self._sources, place.population_source, place)
        if place.parent is not None:
            self._siblings.append((place, self._places, place.parent))

    def _document(self, document: Document, _version: Version) -> None:
        if document.publisher is not None:
            self._number(self._sources, document.publisher, document)

    def _reading(self, reading: ControlReading, version: Version) -> None:
        place = self._number(self._places, reading.place, reading)
        source = self._number(self._sources, reading.source, reading)
        for via in reading.via:
            self._number(self._sources, via, reading)
        if reading.holder is not None:
            self._number(self._parties, reading.holder, reading)
        lane = self._lane((place, source, reading.extent.value, reading.part))
        valid_to = None if reading.valid_to is None else micros(reading.valid_to)
        said_at = self._said(micros(reading.said_at))
        self.rows["reading"].append(
            (version.entry, lane, micros(reading.valid_from), valid_to, said_at, reading.claim)
        )

    def _lane(self, key: Row) -> int:
        number = self._lanes.get(key)
        if number is None:
            row = self._connection.execute(_LANE, key).fetchone()
            if row is None:
                self._last_lane += 1
                self.rows["lane"].append((self._last_lane, *key))
            number = self._lanes[key] = int(row[0]) if row else self._last_lane
        return number

    def _coverage(self, coverage: Coverage, version: Version) -> None:
        source = self._number(self._sources, coverage.source, coverage)
        said_at = self._said(micros(coverage.said_at))
        self.rows["coverage"].append((version.entry, source, micros(coverage.valid_from), said_at))

    def _attempt(self, attempt: Attempt, _version: Version) -> None:
        self._number(self._sources, attempt.source, attempt)

    def _polygon(self, polygon: Polygon, _version: Version) -> None:
        # Were it possible to revise a polygon, the maps of all days that draw it would change.
        if polygon.id != polygon_id(polygon.wkb):
            raise StoreError(
                "its id is not that of its bytes",
                where=f"polygon {polygon.id}",
                do="make the id with `polygon_id`; nothing of this append was stored",
            )

    def _terrain(self, terrain: Terrain, version: Version) -> None:
        source = self._number(self._sources, terrain.source, terrain)
        valid_from, said_at = micros(terrain.valid_from), micros(terrain.said_at)
        self.rows["terrain"].append((version.entry, source, valid_from, said_at))

    def _statistic(self, statistic: Statistic, version: Version) -> None:
        place = self._number(self._places, statistic.place, statistic)
        source = self._number(self._sources, statistic.source, statistic)
        for via in statistic.via:
            self._number(self._sources, via, statistic)
        self.rows["statistic"].append(
            (
                version.entry, place, source, statistic.metric, micros(statistic.as_of),
                self._said(micros(statistic.said_at)), statistic.claim, statistic.derived,
            )
        )  # fmt: skip

    def _claim(self, claim: Claim, version: Version) -> None:
        source = self._number(self._sources, claim.source, claim)
        for via in claim.via:
            self._number(self._sources, via, claim)
        if claim.verification_by is not None:
            self._number(self._sources, claim.verification_by, claim)
        places = [self._number(self._places, p, claim) for p in dict.fromkeys(claim.places)]
        said_at = self._said(micros(claim.said_at))
        number = claim_number(said_at, version.entry)
        self.newest_claim = max(self.newest_claim, number)
        valid_to = None if claim.valid_to is None else micros(claim.valid_to)
        entry, first, withdrawn = version
        self.rows["claim"].append((number, entry, first, source, said_at, valid_to, withdrawn))
        self.rows["claim_place"].extend((number, place) for place in places)
        tags = " ".join(claim_tags(claim, source, places))
        self.rows["claim_text"].append((number, claim.text, claim.original, tags))

    def _link(self, link: Link, version: Version) -> None:
        self.rows["link"].append((version.entry, link.subject, link.object))

    def _remark(self, remark: Assessment | Note, version: Version) -> None:
        claims = dict.fromkeys(remark.claims)
        self.rows["remark"].extend((claim, version.entry) for claim in claims)
