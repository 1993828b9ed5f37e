"""How fast VIINA is taken in, beside a bare insert of the rows that are stored of it.

*Timeline*: readings and days are made of change points and appended to an empty store; rows are
the records stored. *Table*: the rows of a year's zip are streamed by, of which the known places are
kept; rows are those of the file, and the floor is `csv.reader` over the same lines alone. The bare
insert is an `executemany` of the very same rows into the same tables. All figures are rows per
second of CPU.

    python -m benchmarks.viina [TIMELINE.json]

Without a file, change points drawn by this program.
"""

import asyncio
import csv
import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import msgspec

from situation.connector import Batch, Body, Known, Wanted
from situation.mapframe import MapFrame
from situation.model import AnyRecord, Document, Party, Place, Source
from situation.place_matching import PlaceMatcher
from situation.sources.viina_control import ViinaControl
from situation.sources.viina_table import COLUMNS
from situation.store import open_store
from situation.store.bodies import KIND_OF, encoded
from situation.store.seals import NO_SEAL
from situation.store.sqlite_append import write_rows
from situation.store.sqlite_files import connect_writer
from situation.store.sqlite_rows import RowBuilder, Version
from situation.vocabulary import PlaceKind, SourceKind

ROUNDS = 3
DRAWN_PLACES = 11_754
DRAWN_CHANGES = 5
TABLE_PLACES = 2_000
TABLE_DAYS = 300
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    content = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else _drawn_timeline()
    numbers = [int(number) for number in msgspec.json.decode(content, type=dict[str, msgspec.Raw])]
    basis: list[AnyRecord] = [
        Party(id="UA", name="Ukraine", letter="U", colour="blue"),
        Party(id="RU", name="Russia", letter="R", colour="orange"),
        Source(id="viina", name="VIINA", kind=SourceKind.RESEARCH),
        *(_place(number) for number in numbers),
    ]
    known = _known([_place(number) for number in numbers])
    with TemporaryDirectory() as scratch:
        imports, bares, rows = [], [], 0
        for number in range(ROUNDS):
            store = Path(scratch, f"{number}.db")
            asyncio.run(_append(store, basis))
            begun = process_time()
            batch = _read(content, "timeline.json", known)
            asyncio.run(_append(store, batch.records))
            imports.append(process_time() - begun)
            bares.append(_bare(Path(scratch, f"bare{number}.db"), basis, batch.records))
            rows = len(batch.records)
    _print("timeline import", rows, min(imports), "bare insert", min(bares))
    packed = _drawn_table()
    few = _known([_place(number) for number in range(0, TABLE_PLACES, 8)])
    streamed = min(_cpu(lambda: _read(packed, "control_latest_2025.zip", few)) for _ in range(3))
    plain = min(_cpu(lambda: _parse(packed)) for _ in range(3))
    _print("table streamed", TABLE_PLACES * TABLE_DAYS, streamed, "csv.reader alone", plain)


def _print(name: str, rows: int, spent: float, floor_name: str, floor: float) -> None:
    print(
        f"{name:<16} {rows:>9,} rows {rows / spent:>11,.0f} rows/s"
        f"   {floor_name:<16} {rows / floor:>11,.0f} rows/s   ratio {floor / spent:.2f}"
    )


def _cpu(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def _read(content: bytes, name: str, known: Known) -> Batch:
    wanted = Wanted(url=f"https://example.org/{name}", name=name)
    document = Document(id="sha256:0", media_type="application/octet-stream")
    body = Body(wanted=wanted, document=document, content=content, final_url=wanted.url)
    return ViinaControl().read([body], known)


def _parse(packed: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, archive.open("control.csv") as member:
        return sum(1 for _ in csv.reader(io.TextIOWrapper(member, encoding="utf-8", newline="")))


async def _append(path: Path, records: "list[AnyRecord] | tuple[AnyRecord, ...]") -> None:
    store = open_store(path, create=True)
    await store.append(records, author="bench")
    await store.close()


def _bare(path: Path, basis: list[AnyRecord], records: tuple[AnyRecord, ...]) -> float:
    """CPU seconds of `executemany` alone, over rows made before the clock starts."""
    asyncio.run(_append(path, basis))
    with closing(connect_writer(path, str(path), 5.0)) as connection:
        builder = RowBuilder(connection)
        for entry, record in enumerate(records, start=len(basis) + 1):
            kind, text = KIND_OF[type(record)], encoded(record).decode()
            builder.rows["entry"].append(
                (entry, 0, "bench", "assert", kind, record.id, NO_SEAL, text)
            )
            builder.add(record, Version(entry, entry))
        begun = process_time()
        connection.execute("BEGIN IMMEDIATE")
        write_rows(connection, builder)
        connection.execute("COMMIT")
        return process_time() - begun


def _place(number: int) -> Place:
    name = f"place-{number}"
    return Place(id=name, name=name, kind=PlaceKind.VILLAGE, country="UA", geonames=number)


def _known(places: list[Place]) -> Known:
    frame = MapFrame(centre=(36.0, 48.5), bounds=(22.0, 44.0, 40.5, 52.6), occupier="RU")
    matcher = PlaceMatcher(places, country="UA")
    return Known(now=NOW, frame=frame, places=matcher, source_ids=frozenset(), map_days={})


def _drawn_timeline() -> bytes:
    first = date(2022, 2, 24)
    words = ("RU", "CONTESTED", "LIBERATED")
    points = {
        str(number): [
            (int(f"{first + timedelta(days=number % 200 + 50 * turn):%Y%m%d}"), words[turn % 3])
            for turn in range(DRAWN_CHANGES)
        ]
        for number in range(DRAWN_PLACES)
    }
    return msgspec.json.encode(points)


def _drawn_table() -> bytes:
    days = [f"{date(2025, 1, 1) + timedelta(days=day):%Y%m%d}" for day in range(TABLE_DAYS)]
    lines = [",".join(COLUMNS)]
    for number in range(TABLE_PLACES):
        status = ("UA", "RU", "CONTESTED")[number % 3]
        votes = ",".join((status,) * 5)
        lines.extend(f"{number}.0,{day},{votes}" for day in days)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("control.csv", "\n".join(lines))
    return packed.getvalue()


if __name__ == "__main__":
    main()
