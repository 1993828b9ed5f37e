"""The embedded store keeps the contract, and what only an SQLite file can get wrong."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from situation.errors import StoreBusy
from situation.periods import Clock as AnyClock
from situation.store import open_sqlite
from situation.store.claim_query import ClaimQuery
from situation.store.sqlite import SqliteStore
from tests.situation.records import (
    Clock,
    make_cast,
    make_claim,
    make_coverage,
    make_link,
    make_note,
    make_reading,
    make_statistic,
)
from tests.situation.store.contract import StoreContract
from tests.situation.store.contract_basis import NOW, StoreFactory
from tests.situation.store.contract_terrain import make_terrain

ROOT = Path(__file__).parents[3]
APPEND_ELSEWHERE = """
import asyncio, sys
from situation.store import open_sqlite
from situation.store.base import ClaimQuery
from tests.situation.records import make_claim
async def main():
    store = open_sqlite(sys.argv[1])
    await store.append([make_claim("elsewhere")], author="other process")
    await store.close()
asyncio.run(main())
"""
APPEND_WITHIN_A_SIZE_LIMIT = """
import asyncio, resource, sys
from situation.errors import StoreFull
from situation.store import open_sqlite
from situation.store.base import ClaimQuery
from tests.situation.records import make_claim
async def main():
    store = open_sqlite(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        await store.append([make_claim(str(n)) for n in range(3_000)], author="full")
    except StoreFull as error:
        print(error.line)
    print((await store.info()).revision)
asyncio.run(main())
"""


@pytest.fixture
async def store_factory(tmp_path: Path) -> AsyncIterator[StoreFactory]:
    opened: list[SqliteStore] = []

    async def open_one(clock: AnyClock, name: str = "store") -> SqliteStore:
        store = open_sqlite(tmp_path / name, clock=clock, create=True, poll_interval=0.01)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        await store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
async def store(store_factory: StoreFactory) -> SqliteStore:
    store = await store_factory(Clock())
    assert isinstance(store, SqliteStore)
    await store.append(make_cast(), author="test")
    return store


def run_elsewhere(script: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout


class TestSqliteStore(StoreContract):
    """The contract, for an SQLite file."""


async def test_every_table_refuses_update_and_delete(store: SqliteStore, path: Path) -> None:
    control = (make_reading(), make_reading(part="north"), make_coverage())
    words = (make_statistic(), make_claim(), make_link("l", "a", "b"), make_note())
    await store.append((*control, *words, make_terrain()), author="test")
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c"
            " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.cid = 0"
        ).fetchall()
        assert len(tables) == 16
        for table, column in tables:
            for statement in (f"UPDATE {table} SET {column} = 1", f"DELETE FROM {table}"):  # noqa: S608 - names come from the schema
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    connection.execute(statement)
        with pytest.raises(sqlite3.IntegrityError, match="grows at its end"):
            connection.execute(
                "INSERT OR REPLACE INTO entry VALUES (1, 0, 'x', 'x', 'x', 'x', x'', 'x')"
            )


async def test_a_commit_of_another_process_is_seen(store: SqliteStore, path: Path) -> None:
    changes = store.changes(after=6)
    waiting = asyncio.ensure_future(anext(changes))
    await asyncio.to_thread(run_elsewhere, APPEND_ELSEWHERE, path)
    assert await asyncio.wait_for(waiting, 30) == 7
    assert await store.claim("elsewhere") is not None


async def test_reading_goes_on_while_an_append_waits_for_another_writer(
    store: SqliteStore, path: Path
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        appending = asyncio.ensure_future(store.append([make_claim()], author="test"))
        assert (await store.info()).revision == 6
        assert not appending.done()
        other.execute("ROLLBACK")
        assert (await appending).revision == 7


async def test_a_writer_that_does_not_let_go(path: Path, store: SqliteStore) -> None:
    impatient = open_sqlite(path, busy_timeout=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="another process is writing"):
            await impatient.append([make_claim()], author="test")
    assert (await impatient.append([make_claim()], author="test")).appended == 1
    await impatient.close()


async def test_a_full_disk_leaves_the_store_as_it_was(store: SqliteStore, path: Path) -> None:
    said, revision = (
        await asyncio.to_thread(run_elsewhere, APPEND_WITHIN_A_SIZE_LIMIT, path)
    ).splitlines()
    assert "could not be written" in said
    assert revision == "6"
    assert await store.quick_check() == ()


async def test_a_body_that_cannot_be_read_costs_only_itself(store: SqliteStore, path: Path) -> None:
    await store.append([make_claim("a"), make_claim("b"), make_claim("c")], author="test")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER entry_no_update")
        other.execute("UPDATE entry SET body = '{\"record\":\"claim\"}' WHERE id = 'a'")
        other.execute("UPDATE entry SET body = CAST(x'ff22' AS TEXT) WHERE id = 'b'")
    assert [found.record.id for found in (await store.claims(_everything())).claims] == ["c"]
    assert store.damaged == 2
    assert [line[:22] for line in await store.quick_check()] == [
        "entry 7 cannot be read",
        "entry 8 cannot be read",
    ]


async def test_what_somebody_else_wrote_is_cleaned(store: SqliteStore, path: Path) -> None:
    await store.append([make_claim(text="plain"), make_reading(label="plain")], author="test")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER entry_no_update")
        other.execute("UPDATE entry SET body = replace(body, 'plain', 'a\\u001b[2Jb\u202ec')")
    claim = await store.claim("claim")
    assert claim is not None
    assert claim.record.text == "a^[[2Jbc"
    assert [found.reading.label for found in await store.readings(NOW)] == ["a^[[2Jbc"]


async def test_a_sound_store_has_no_findings(store: SqliteStore) -> None:
    await store.append([make_claim(), make_reading(), make_statistic()], author="test")
    assert await store.quick_check() == ()


def _everything() -> ClaimQuery:
    return ClaimQuery(viewpoint=NOW)
