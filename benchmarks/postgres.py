"""What a shared store costs beside an embedded one: the same records and questions in one run.

Starts a PostgreSQL of its own on a Unix socket of this machine, every commit on the disk, and fills
it and an SQLite store through `Store.append`. Figures are wall-clock times of whole calls, decoded:
the middle and the 99th of a hundred. The floor of an append is COPY of the same bodies into a bare
table; that of a question is the embedded store beside it.
"""

import argparse
import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Final

import psycopg

from benchmarks.bulk_append import _basis as _reading_basis
from benchmarks.bulk_append import _reading
from benchmarks.claim_search import _NOW, Ask, _claims, _fill, _questions
from situation.model import AnyRecord
from situation.store import open_store
from situation.store.bodies import encoded
from situation.store.claim_query import ClaimQuery
from situation.store.log import LoggedStore
from situation.store.postgres import open_postgres
from tests.servers.postgres import Cluster, server_directory

_READINGS: Final = 100_000
_TIMES: Final = 100
_SETTINGS: Final = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "1GB"}
_SHOWN: Final = frozenset(
    {
        "common alone", "common + city", "medium alone", "medium + city", "medium + side",
        "rare alone", "no word + city", "two words", "phrase", "prefix of 3",
    }
)  # fmt: skip

Calls = Iterator[tuple[str, Callable[[], Awaitable[object]]]]


async def _seconds(call: Awaitable[object]) -> float:
    begun = time.perf_counter()
    await call
    return time.perf_counter() - begun


async def _timed(call: Callable[[], Awaitable[object]], times: int) -> str:
    spent = [1000 * await _seconds(call()) for _ in range(times)]
    cuts = quantiles(spent, n=100)
    return f"{cuts[49]:>9.2f}{cuts[98]:>9.2f}"


def _floor(url: str, records: list[AnyRecord]) -> float:
    """Seconds of COPY of the bodies alone, encoded before the clock starts."""
    bodies = [(number, encoded(record).decode()) for number, record in enumerate(records)]
    with psycopg.connect(url) as link:
        link.execute("CREATE TABLE bare (seq bigint PRIMARY KEY, body text)")
        link.commit()
        begun = time.perf_counter()
        with link.cursor().copy("COPY bare FROM STDIN") as copy:
            for body in bodies:
                copy.write_row(body)
        link.commit()
        spent = time.perf_counter() - begun
        link.execute("DROP TABLE bare")
    return spent


def _size(url: str, schema: str) -> int:
    """Bytes of a store's tables and indexes."""
    with psycopg.connect(url) as link:
        found = link.execute(
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = %s::regnamespace",
            (schema,),
        ).fetchone()
    return int(found[0]) if found else 0


async def _append_readings(store: LoggedStore) -> float:
    await store.append(_reading_basis(), author="bench")
    readings = [_reading(number) for number in range(_READINGS)]
    return await _seconds(store.append(readings, author="bench"))


async def _ask(store: LoggedStore, ask: Ask, chance: random.Random) -> None:
    await store.claims(ClaimQuery(viewpoint=_NOW, limit=50, **ask(chance)))


def _claim_calls(store: LoggedStore) -> Calls:
    """What is asked, by name; every call draws another word and another place."""
    for name, ask in _questions():
        if name in _SHOWN:
            chance = random.Random(5)  # noqa: S311 - nothing secret: the same questions for both
            yield name, partial(_ask, store, ask, chance)
    yield "newest claims", lambda: store.claims(ClaimQuery(viewpoint=_NOW, limit=50))
    yield "one claim", partial(store.claim, "claim-77")
    yield "claim_counts", partial(store.claim_counts, _NOW)
    yield "1,000 entries of the log", partial(store.entries, 50_000, 1_000)


def _reading_calls(store: LoggedStore) -> Calls:
    places = [f"place-{number}" for number in range(20)]
    yield "readings in force, all", partial(store.readings, _NOW)
    yield "readings of 20 places", partial(store.readings, _NOW, places=places)


async def _report(embedded: Calls, shared: Calls) -> None:
    print(f"{'ms':<26}{'SQLite p50':>9}{'p99':>9}  {'PostgreSQL p50':>9}{'p99':>7}")
    for (name, ask_embedded), (_, ask_shared) in zip(embedded, shared, strict=True):
        figures = [await _timed(ask, _TIMES) for ask in (ask_embedded, ask_shared)]
        print(f"{name:<26}{'  '.join(figures)}")


async def _run(claims: int, directory: Path) -> None:
    cluster = Cluster(server_directory() / "bench")
    cluster.make()
    cluster.start(**_SETTINGS)
    print(cluster.execute("SELECT version()")[0][0].partition(" on ")[0])
    for name, fill, number, calls in (
        ("readings", _append_readings, _READINGS, _reading_calls),
        ("claims", lambda store: _seconds(_fill(store, claims)), claims, _claim_calls),
    ):
        schema = f"bench_{name}"
        embedded = open_store(directory / name, create=True)
        shared = open_postgres(cluster.url(schema=schema), create=True)
        records: list[AnyRecord] = [_reading(n) for n in range(number)]
        if name == "claims":
            records = list(_claims(number))
        floor = _floor(cluster.url(), records)
        spent = [await fill(store) for store in (embedded, shared)]
        cluster.execute("VACUUM ANALYZE")
        sizes = ((directory / name).stat().st_size >> 20, _size(cluster.url(), schema) >> 20)
        rates = " ".join(f"{number / each:>10,.0f}" for each in (*spent, floor))
        print(f"{name} appended a second: SQLite, PostgreSQL, bare COPY {rates}")
        print("MiB: SQLite, PostgreSQL {:,} {:,}".format(*sizes))
        await _report(calls(embedded), calls(shared))
        await embedded.close()
        await shared.close()
    cluster.stop("fast")


def main(claims: int = 100_000) -> None:
    """Measure with so many claims."""
    with TemporaryDirectory() as directory:
        asyncio.run(_run(claims, Path(directory)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    main(parser.parse_args().claims)
