"""A situation pack: the parties, sources, places and first records of one war, as files.

A pack is a directory:

    pack.toml       id, title, country, the day it opens on, frame of the map
    parties.toml    [[party]] entries
    sources.toml    [[source]] entries
    places.csv      one place a line, columns as in `situation.pack_places`
    aliases.csv     more names of places, in any language
    records.jsonl   documents, claims, statistics, readings, coverage, links, assessments, notes
    readings.csv    optional: readings measured on a map (`situation.pack_readings`)
    figures.csv     optional: area and front measured on the same maps (`situation.pack_figures`)
    regions.geojson optional: outlines of the regions (`situation.pack_outlines`)

A pack is loaded whole or not at all: one fault in it is an error, with file, line and field.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec import to_builtins

from situation.model import (
    UNTOLD,
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
from situation.pack_figures import FIGURES_FILE, read_figures_csv
from situation.pack_files import (
    Located,
    Problems,
    Row,
    decoded,
    read_json_lines,
    read_tables,
)
from situation.pack_header import BUNDLED, PackHeader, load_header
from situation.pack_outlines import OUTLINES_FILE, read_outlines
from situation.pack_places import read_places
from situation.pack_readings import read_readings_csv
from situation.pack_references import check_references, parents_first
from situation.periods import end_of_day
from situation.terrain_records import Polygon

PackRecord = Document | Claim | Statistic | ControlReading | Coverage | Link | Assessment | Note
"""What `records.jsonl` may hold; the order is that in which a store can take them."""

_ORDER: Final = (Document, Claim, Statistic, ControlReading, Coverage, Link, Assessment, Note)
_KINDS: Final[dict[str, type[PackRecord]]] = {
    str(kind.__struct_config__.tag): kind for kind in _ORDER
}


class Pack(PackHeader, frozen=True, kw_only=True):
    """A whole pack, checked: every reference leads to a record in it."""

    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    """Each behind the sources it is made from."""
    places: tuple[Place, ...]
    """Each behind its parent."""
    polygons: tuple[Polygon, ...]
    """What the outlines of the places are."""
    records: tuple[PackRecord, ...]

    def all_records(self) -> tuple[AnyRecord, ...]:
        """Everything, in an order in which a store can take it."""
        return (*self.parties, *self.sources, *self.polygons, *self.places, *self.records)


def load_pack(path: Path | None = None) -> Pack:
    """Read and check a pack's directory; None: the bundled pack.

    Raises:
        PackError: a file is missing or damaged; `where` names file, line and field.
    """
    folder = path or BUNDLED
    header = load_header(folder)
    problems = Problems()
    parties = decoded(read_tables(folder, "parties.toml", "party"), Party, problems)
    sources = _sources(folder, problems)
    places, polygons = _places(folder, header, problems)
    records = _records(folder, problems)
    problems.raise_any()
    sources = parents_first(sources, lambda source: source.depends_on, problems)
    places = parents_first(places, lambda place: (place.parent,) if place.parent else (), problems)
    check_references([*parties, *sources, *polygons, *places, *records], problems)
    _check_header(header, parties, places, problems)
    _check_said(records, header, problems)
    problems.raise_any()
    return Pack(
        **{field: getattr(header, field) for field in header.__struct_fields__},
        parties=tuple(record for _, record in parties),
        sources=tuple(record for _, record in sources),
        polygons=tuple(record for _, record in polygons),
        places=tuple(record for _, record in places),
        records=tuple(record for _, record in records),
    )


def _sources(folder: Path, problems: Problems) -> list[Located[Source]]:
    rows = read_tables(folder, "sources.toml", "source")
    # Nobody is independent for want of a word about it.
    told = [Row(row.where, {"affiliation": to_builtins(UNTOLD), **row.values}) for row in rows]
    return decoded(told, Source, problems)


def _places(
    folder: Path, header: PackHeader, problems: Problems
) -> tuple[list[Located[Place]], list[Located[Polygon]]]:
    places = read_places(folder, header.bounds, problems)
    if not (folder / OUTLINES_FILE).exists():
        return places, []
    return read_outlines(folder, header.bounds, places, problems)


def _records(folder: Path, problems: Problems) -> list[Located[PackRecord]]:
    rows = read_json_lines(folder, "records.jsonl", problems)
    records: list[Located[PackRecord]] = []
    for row in rows:
        kind = _KINDS.get(str(row.values.get("record")))
        if kind is None:
            problems.add(f"{row.where}: record", f"it must be one of {', '.join(_KINDS)}")
        else:
            records += decoded([row], kind, problems)
    if (folder / "readings.csv").exists():
        records += read_readings_csv(folder, "readings.csv", problems)
    if (folder / FIGURES_FILE).exists():
        records += read_figures_csv(folder, problems)
    return sorted(records, key=lambda entry: _ORDER.index(type(entry[1])))


def _check_header(
    header: PackHeader,
    parties: Iterable[Located[Party]],
    places: Iterable[Located[Place]],
    problems: Problems,
) -> None:
    known_parties = {party.id for _, party in parties}
    if header.occupier not in known_parties:
        problems.add("pack.toml: occupier", f"no party has the id “{header.occupier}”")
    if header.opens_at not in {place.id for _, place in places}:
        problems.add("pack.toml: opens_at", f"no place has the id “{header.opens_at}”")


def _check_said(
    records: Iterable[Located[PackRecord]], header: PackHeader, problems: Problems
) -> None:
    last = end_of_day(header.data_until)
    for where, record in records:
        said_at = None if isinstance(record, Document | Link) else record.said_at
        if said_at is not None and said_at > last:
            problems.add(f"{where}: said_at", "it lies after data_until of pack.toml")
