"""How fast `Store.append` is beside a bare `executemany` of the very same rows.

Both write the same rows into the same tables of an empty store, in one transaction each. The
figure is rows of the log per second of CPU; the ratio is what encoding, checking, sealing and
looking up older versions leave of the bare speed. Target: at least 0.4.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from situation.model import AnyRecord, Claim, ControlReading, Party, Place, Source
from situation.store import open_store
from situation.store.bodies import KIND_OF, encoded
from situation.store.seals import NO_SEAL
from situation.store.sqlite_append import write_rows
from situation.store.sqlite_files import connect_writer
from situation.store.sqlite_rows import RowBuilder, Version
from situation.vocabulary import Basis, ClaimKind, ControlStatus, PlaceKind, SourceKind

_START = datetime(2024, 1, 1, tzinfo=UTC)
_RECORDS = 100_000
_PLACES = 300
_SOURCES = 5
_TEXT = (
    "drone strike near the station assault repelled north of the village city center shelling "
    "бої за місто обстріл удар росіяни українські сили просунулися захід"
)
_WORDS = _TEXT.split()


def _basis() -> list[AnyRecord]:
    party = Party(id="RU", name="Russia", letter="R", colour="occupied")
    sources = [
        Source(id=f"source-{n}", name=f"Source {n}", kind=SourceKind.MAPPING_PROJECT)
        for n in range(_SOURCES)
    ]
    places = [
        Place(id=f"place-{n}", name=f"Place {n}", kind=PlaceKind.TOWN, country="UA")
        for n in range(_PLACES)
    ]
    return [party, *sources, *places]


def _reading(number: int) -> ControlReading:
    day = _START + timedelta(days=number // (_PLACES * _SOURCES))
    place, source = number % _PLACES, number // _PLACES % _SOURCES
    return ControlReading(
        id=f"source-{source}:place-{place}:{day:%Y-%m-%d}",
        place=f"place-{place}",
        source=f"source-{source}",
        label="partly inside the occupied area",
        status=ControlStatus.CONTESTED,
        holder="RU",
        basis=Basis.ASSESSED,
        distance_km=number % 400 / 10,
        footprint_km=3.0,
        valid_from=day,
        said_at=day + timedelta(hours=3),
    )


def _claim(number: int) -> Claim:
    words = [_WORDS[number * step % len(_WORDS)] for step in range(1, 22)]
    return Claim(
        id=f"claim-{number}",
        source=f"source-{number % _SOURCES}",
        places=(f"place-{number * 7 % _PLACES}",),
        kind=ClaimKind.EVENT,
        text=" ".join(words),
        said_at=_START + timedelta(seconds=number * 61),
    )


def _bare_cpu(directory: Path, records: list[AnyRecord]) -> float:
    """CPU seconds of `executemany` alone, over rows made before the clock starts."""
    path = directory / "bare.sqlite"
    asyncio.run(_append(path, _basis()))
    with closing(connect_writer(path, str(path), 5.0)) as connection:
        builder = RowBuilder(connection)
        offset = 1 + _SOURCES + _PLACES
        for entry, record in enumerate(records, start=offset + 1):
            kind = KIND_OF[type(record)]
            body = encoded(record).decode()
            builder.rows["entry"].append(
                (entry, 0, "bench", "assert", kind, record.id, NO_SEAL, body)
            )
            builder.add(record, Version(entry, entry))
        begun = time.process_time()
        connection.execute("BEGIN IMMEDIATE")
        write_rows(connection, builder)
        connection.execute("COMMIT")
        return time.process_time() - begun


async def _append(path: Path, records: list[AnyRecord]) -> float:
    store = open_store(path, create=True)
    begun = time.process_time()
    await store.append(records, author="bench")
    spent = time.process_time() - begun
    await store.close()
    return spent


def _measure(name: str, make: Callable[[int], AnyRecord], count: int) -> None:
    records = [make(number) for number in range(count)]
    with TemporaryDirectory() as temporary:
        directory = Path(temporary)
        bare = _bare_cpu(directory, records)
        path = directory / "store.sqlite"
        asyncio.run(_append(path, _basis()))
        spent = asyncio.run(_append(path, records))
    print(
        f"{name:<10} {count:>9,}   append {count / spent:>9,.0f} rows/s"
        f"   bare executemany {count / bare:>9,.0f} rows/s   ratio {bare / spent:.2f}"
    )


def main() -> None:
    """Measure readings and claims."""
    _measure("readings", _reading, _RECORDS)
    _measure("claims", _claim, _RECORDS)


if __name__ == "__main__":
    main()
