"""The shared store keeps the contract, and what only a PostgreSQL server can get wrong."""

import asyncio
import re
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace
from psycopg import sql

from situation.errors import StoreBusy, StoreReadOnly
from situation.periods import Clock as AnyClock
from situation.store import open_store, postgres_ways
from situation.store.claim_query import ClaimQuery
from situation.store.postgres import PostgresStore, open_postgres
from tests.servers.postgres import shared_cluster
from tests.situation.records import (
    DAY,
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


@pytest.fixture
async def store_factory() -> AsyncIterator[StoreFactory]:
    cluster = shared_cluster()
    opened: list[PostgresStore] = []
    own = uuid.uuid4().hex[:12]

    async def open_one(clock: AnyClock, name: str = "store") -> PostgresStore:
        schema = re.sub("[^a-z0-9]", "_", f"t{own}_{name}")
        store = open_postgres(cluster.url(schema=schema), clock=clock, create=True)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        await store.close()


class TestPostgresStore(StoreContract):
    """The contract, for a schema of a PostgreSQL database."""


@pytest.fixture
async def store(store_factory: StoreFactory) -> PostgresStore:
    store = await store_factory(Clock())
    assert isinstance(store, PostgresStore)
    await store.append(make_cast(), author="test")
    return store


@pytest.fixture
def schema(store: PostgresStore) -> str:
    return store.url.rpartition("=")[2]


def connected(schema: str, user: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
    """Somebody with `psql`, in the schema of a store."""
    link = psycopg.connect(shared_cluster().url(user=user), autocommit=True)
    link.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(schema)))
    return link


async def fill(store: PostgresStore) -> None:
    """Put something into every table."""
    control = (make_reading(), make_reading(part="north"), make_coverage(), make_terrain())
    words = (make_statistic(), make_claim(), make_link("l", "a", "b"), make_note())
    await store.append((*control, *words), author="test")


async def test_every_table_refuses_update_delete_and_truncate(
    store: PostgresStore, schema: str
) -> None:
    await fill(store)
    with connected(schema) as link:
        tables = link.execute(
            "SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a"
            " ON a.attrelid = c.oid AND a.attnum = 1 WHERE c.relkind IN ('r', 'p')"
            " AND c.relnamespace = %s::regnamespace",
            (schema,),
        ).fetchall()
        assert len(tables) == 18
        for table, column in tables:
            for statement in (
                "UPDATE {table} SET {column} = {column}",
                "DELETE FROM {table}",
                "TRUNCATE {table} CASCADE",
            ):
                named = sql.SQL(statement).format(
                    table=sql.Identifier(table), column=sql.Identifier(column)
                )
                with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
                    link.execute(named)


@pytest.mark.parametrize("numbers", ["3", "9", "7, 9", "7, 7"])
async def test_the_log_only_grows_at_its_end(
    store: PostgresStore, schema: str, numbers: str
) -> None:
    with (
        connected(schema) as link,
        pytest.raises(psycopg.errors.RestrictViolation, match="grows at its end"),
    ):
        link.execute(
            "INSERT INTO entry SELECT n, recorded_at + o, author, act, kind, id, seal, body"
            " FROM entry, unnest(string_to_array(%s, ', ')::int[]) WITH ORDINALITY AS u (n, o)"
            " WHERE seq = 1",
            (numbers,),
        )
    assert await store.broken_seal() == ""


async def test_a_new_month_of_the_log_is_made_when_its_first_entry_comes(
    store_factory: StoreFactory,
) -> None:
    clock = Clock(DAY)
    store = await store_factory(clock)
    assert isinstance(store, PostgresStore)
    await store.append(make_cast(), author="test")
    for _ in range(2):
        clock.move(days=30)
        await store.append([make_claim(text=f"said {clock.now}")], author="test")
    with connected(store.url.rpartition("=")[2]) as link:
        found = link.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'entry'::regclass"
            " ORDER BY 1"
        )
        assert [name for (name,) in found] == ["entry_2025_11", "entry_2025_12", "entry_2026_01"]
    assert [entry.entry for entry in await store.entries(5, 9)] == [6, 7, 8]
    assert await store.broken_seal() == ""
    assert await store.quick_check() == ()


async def test_writers_append_and_readers_read_and_neither_can_change_anything(
    store: PostgresStore, schema: str
) -> None:
    for role in ("reader", "writer"):
        name = f"{role}_{schema}"
        shared_cluster().execute(f"CREATE ROLE {name} LOGIN IN ROLE sitmon_{role}")
    opened = {
        role: open_postgres(shared_cluster().url(user=f"{role}_{schema}", schema=schema))
        for role in ("reader", "writer")
    }
    report = await opened["writer"].append([make_claim()], author="w")
    assert report.appended == 1
    assert (await opened["writer"].info()).writable
    assert not (await opened["reader"].info()).writable
    assert await opened["reader"].claim("claim") is not None
    with pytest.raises(StoreReadOnly, match="may not do that"):
        await opened["reader"].append([make_claim("b")], author="r")
    for role, each in opened.items():
        await each.close()
        with connected(schema, f"{role}_{schema}") as link:
            for statement in (
                "UPDATE entry SET author = 'x'",
                "DELETE FROM entry_2025_11",
                "DROP TABLE entry_2025_11",
                "ALTER TABLE entry DISABLE TRIGGER ALL",
                "INSERT INTO migration VALUES (9, 'x', 'x', 0)",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    link.execute(statement.encode())


async def test_somebody_without_a_role_is_told_so(store: PostgresStore, schema: str) -> None:
    shared_cluster().execute(f"CREATE ROLE nobody_{schema} LOGIN")
    with pytest.raises(StoreReadOnly, match="member of sitmon_reader"):
        open_postgres(shared_cluster().url(user=f"nobody_{schema}", schema=schema))


async def test_reading_goes_on_while_an_append_waits_for_another_writer(
    store: PostgresStore, schema: str
) -> None:
    with connected(schema) as other:
        with other.transaction():
            other.execute(
                "SELECT pg_advisory_xact_lock(hashtext('sitmon'), hashtext(current_schema()))"
            )
            appending = asyncio.ensure_future(store.append([make_claim()], author="test"))
            assert (await store.info()).revision == 6
            assert not appending.done()
        assert (await appending).revision == 7


async def test_a_writer_that_does_not_let_go(store: PostgresStore, schema: str) -> None:
    impatient = open_postgres(shared_cluster().url(schema=schema), busy_timeout=0.05)
    with connected(schema) as other, other.transaction():
        other.execute(
            "SELECT pg_advisory_xact_lock(hashtext('sitmon'), hashtext(current_schema()))"
        )
        with pytest.raises(StoreBusy, match="another process is writing"):
            await impatient.append([make_claim()], author="test")
    assert (await impatient.append([make_claim()], author="test")).appended == 1
    await impatient.close()


async def test_two_writers_at_once_make_one_log(store: PostgresStore, schema: str) -> None:
    other = open_postgres(shared_cluster().url(schema=schema))
    batches = [[make_claim(f"c{n}-{m}") for m in range(50)] for n in range(8)]
    appends = [
        (store if n % 2 else other).append(batch, author=f"a{n}") for n, batch in enumerate(batches)
    ]
    await asyncio.gather(*appends)
    assert (await store.info()).revision == 6 + 400
    assert await store.broken_seal() == ""
    await other.close()


@pytest.mark.parametrize(("few", "short_walk"), [(0, 0), (10**9, 0), (0, 10**9)])
async def test_every_way_of_a_search_finds_the_same(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch, few: int, short_walk: int
) -> None:
    """Month by month and then the rest, all from the index, and back in time."""
    monkeypatch.setattr(postgres_ways, "_FEW", few)
    monkeypatch.setattr(postgres_ways, "_UNKNOWN_SHARE", 0)
    monkeypatch.setattr(postgres_ways, "_SHORT_WALK", short_walk)
    said = [DAY - timedelta(days=days) for days in (0, 1, 29, 31, 59, 200, 201, 239, 400, 900)]
    every = [
        make_claim(f"c{n}", said_at=at, text="A red car." if n % 2 else "A red lorry.")
        for n, at in enumerate(said)
    ]
    await store.append(every, author="test")
    for search, step in (("red", 1), ("car", 2), ('"red car"', 2)):
        for since in (None, DAY - timedelta(days=220)):
            chosen = range(step - 1, 10, step)
            expected = [f"c{n}" for n in chosen if since is None or said[n] >= since]
            asked = ClaimQuery(viewpoint=NOW, search=search, said_since=since, limit=3)
            found: list[str] = []
            page = await store.claims(asked)
            found += [item.record.id for item in page.claims]
            while page.cursor:
                page = await store.claims(replace(asked, cursor=page.cursor))
                found += [item.record.id for item in page.claims]
            assert found == expected
            assert await store.claim_total(asked) == len(expected)


async def test_connections_that_the_server_broke_are_made_anew(
    store: PostgresStore, schema: str
) -> None:
    await asyncio.gather(*(store.info() for _ in range(4)))
    with connected(schema) as link:
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'sitmon' AND pid <> pg_backend_pid()"
        )
    assert (await store.info()).revision == 6
    assert (await store.append([make_claim()], author="test")).revision == 7


async def test_growth_is_told_and_not_only_looked_for(store: PostgresStore, schema: str) -> None:
    patient = open_postgres(shared_cluster().url(schema=schema), poll_interval=600)
    changes = patient.changes(after=0)
    assert await anext(changes) == 6
    waiting = asyncio.ensure_future(anext(changes))
    with connected(schema) as link:
        # Anybody may tell; what is told of must be there.
        link.execute(sql.SQL("NOTIFY {}, 'nonsense'").format(sql.Identifier(f"sitmon_{schema}")))
    await store.append([make_claim()], author="test")
    assert await asyncio.wait_for(waiting, 10) == 7
    await changes.aclose()
    await patient.close()


async def test_a_body_that_cannot_be_read_costs_only_itself(
    store: PostgresStore, schema: str
) -> None:
    await store.append([make_claim("a"), make_claim("b")], author="test")
    with connected(schema) as link:
        link.execute("ALTER TABLE entry DISABLE TRIGGER no_change")
        link.execute("UPDATE entry SET body = '{\"record\":\"claim\"}' WHERE id = 'a'")
        link.execute("UPDATE entry SET author = E'x\\x1b[2J' WHERE id = 'b'")
    (found,) = (await store.claims(ClaimQuery(viewpoint=NOW))).claims
    assert (found.record.id, found.author) == ("b", "x^[[2J")
    assert store.damaged == 1
    assert await store.quick_check() == ("entry 7 cannot be read: claim a",)
    assert (await store.broken_seal()).startswith("entry 7 (claim a) is not as it was recorded")


async def test_seals_are_those_of_an_embedded_store(store: PostgresStore, tmp_path: Path) -> None:
    await fill(store)
    embedded = open_store(tmp_path / "store", clock=Clock(), create=True)
    revision = await embedded.replicate(await store.entries(0, 100))
    assert await embedded.seal(revision) == await store.seal(revision)
    await embedded.close()
