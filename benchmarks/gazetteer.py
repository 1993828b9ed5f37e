"""How fast 33,000 places are imported, and how fast texts are placed among them.

Prints rows a second of CPU for reading a GeoNames country file into place records, for appending
these to an empty store, and for a bare `executemany` of the very same bodies into one table, the
floor. Then the two steps that a sync takes with them afterwards: building the alias table and
placing 10,000 short texts. The file is drawn by this program, in the form of `UA.txt`.

    python -m benchmarks.gazetteer [UA.zip]
"""

import asyncio
import random
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from situation.connector import Batch
from situation.model import Place
from situation.pack import Pack, load_pack
from situation.place_matching import PlaceMatcher
from situation.sources.geonames import read_country
from situation.store import open_store
from situation.store.bodies import encoded

_ROWS = 33_000
_TEXTS = 10_000
_DIVISIONS = ("Donetsk Oblast", "Kharkiv Oblast", "Sumy Oblast", "Poltava Oblast", "Lviv Oblast")
_BEGINNINGS = ("Novo", "Staro", "Velyko", "Malo", "Verkhno", "Nyzhno", "Bilo", "Chorno", "Krasno")
_MIDDLES = ("pavl", "petr", "mykola", "oleksandr", "ivan", "mykhail", "andri", "vasyl", "stepan")
_ENDS = ("ivka", "ivske", "opil", "ohrad", "ove", "yne", "ka", "ychi", "hirsk", "pillia")

_Kind = tuple[str, str, str]
"""Feature class and code, and the code of the division."""

T = TypeVar("T")


def main() -> None:
    """Measure and print."""
    pack = load_pack()
    content = Path(sys.argv[1]).read_bytes() if sys.argv[1:] else _drawn()
    known = PlaceMatcher(pack.places, country="UA")
    batch, seconds = _timed(lambda: _read(content, known, pack))
    places = [record for record in batch.records if isinstance(record, Place)]
    print(f"read the file        {batch.seen / seconds:>10,.0f} rows/s of {batch.seen:,}")
    with TemporaryDirectory() as scratch:
        appending = asyncio.run(_append(Path(scratch, "store.db"), pack, places))
        bare = _bare(Path(scratch, "bare.db"), places)
    print(f"append to the store  {len(places) / appending:>10,.0f} rows/s")
    print(f"bare executemany     {len(places) / bare:>10,.0f} rows/s")
    print(f"read and append      {len(places) / (seconds + appending):>10,.0f} rows/s")
    everything = {place.id: place for place in (*pack.places, *places)}
    matcher = PlaceMatcher(everything.values(), country="UA")
    _, seconds = _timed(lambda: matcher.find("Pokrovsk"))
    print(f"build the alias table {seconds:>9.2f} s")
    texts = _texts(places)
    found, seconds = _timed(lambda: sum(bool(matcher.find(text).places) for text in texts))
    print(f"place texts          {len(texts) / seconds:>10,.0f} texts/s, {found:,} of them placed")


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begun = process_time()
    result = work()
    return result, process_time() - begun


def _read(content: bytes, known: PlaceMatcher, pack: Pack) -> Batch:
    sources = frozenset(source.id for source in pack.sources)
    return read_country(
        content, name="UA.zip", places=known, bounds=pack.bounds, source_ids=sources
    )


async def _append(path: Path, pack: Pack, places: list[Place]) -> float:
    store = open_store(path, create=True)
    await store.append([*pack.parties, *pack.sources, *pack.polygons, *pack.places], author="bench")
    begun = process_time()
    await store.append(places, author="bench")
    spent = process_time() - begun
    await store.close()
    return spent


def _bare(path: Path, places: list[Place]) -> float:
    rows = [(place.id, encoded(place).decode()) for place in places]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE place (id TEXT PRIMARY KEY, body TEXT) STRICT")
        begun = process_time()
        connection.executemany("INSERT INTO place VALUES (?, ?)", rows)
        connection.commit()
        return process_time() - begun


def _drawn() -> bytes:
    chance = random.Random(376)  # noqa: S311 - the same file each time
    rows = [
        _row(900_000 + number, name, (48.0, 30.0), ("A", "ADM1", f"{number:02}"), 0)
        for number, name in enumerate(_DIVISIONS)
    ]
    for number in range(_ROWS):
        parts = (chance.choice(_BEGINNINGS), chance.choice(_MIDDLES), chance.choice(_ENDS))
        lat, lon = chance.uniform(45.0, 52.0), chance.uniform(23.0, 39.0)
        people = chance.choice((0, 0, 0, 150, 700, 3_000, 20_000))
        division = f"{chance.randrange(len(_DIVISIONS)):02}"
        name = "".join(parts)
        rows.append(_row(1_000_000 + number, name, (lat, lon), ("P", "PPL", division), people))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("UA.txt", "\n".join(rows))
    return packed.getvalue()


def _row(number: int, name: str, at: tuple[float, float], kind: _Kind, people: int) -> str:
    others = ",".join((name.upper(), f"{name}k", _cyrillic(name), f"{_cyrillic(name)}е"))
    point = (f"{at[0]:.5f}", f"{at[1]:.5f}")
    last = ("", "", "", str(people), "", "120", "Europe/Kyiv", "2025-01-01")
    return "\t".join((str(number), name, name, others, *point, *kind[:2], "UA", "", kind[2], *last))


def _cyrillic(name: str) -> str:
    letters = str.maketrans("abcdefghiklmnoprstuvyzAB", "абцдефгхіклмнопрстувизАБ")
    return name.capitalize().translate(letters)


def _texts(places: list[Place]) -> list[str]:
    chance = random.Random(5)  # noqa: S311 - the same texts each time
    words = ("fighting", "continued", "near", "the", "village", "after", "drones", "struck")
    return [
        " ".join(chance.choices(words, k=30))
        + f" in {chance.choice(places).name}, Donetsk oblast, near Pokrovsk. "
        + " ".join(chance.choices(words, k=20))
        for _ in range(_TEXTS)
    ]


if __name__ == "__main__":
    main()
