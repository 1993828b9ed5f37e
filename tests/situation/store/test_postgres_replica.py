"""The primary is lost, its replica promoted: readers go on, writers fail clearly and then go on."""

import asyncio
import uuid
from collections.abc import Iterator

import pytest

from situation.errors import StoreError, StoreMissing, StoreUnreachable
from situation.store.postgres import PostgresStore, open_postgres
from situation.store.postgres_connect import Link
from situation.store.postgres_session import one
from tests.servers.postgres import Cluster, server_directory
from tests.situation.records import Clock, make_cast, make_claim


@pytest.fixture
def primary() -> Iterator[Cluster]:
    cluster = Cluster(server_directory() / f"p{uuid.uuid4().hex[:8]}")
    cluster.make()
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def replica(primary: Cluster) -> Iterator[Cluster]:
    cluster = Cluster(server_directory() / f"r{uuid.uuid4().hex[:8]}")
    cluster.copy_of(primary)
    cluster.start()
    yield cluster
    cluster.stop()


async def serving(store: PostgresStore) -> tuple[str, bool]:
    """Which server answers a question: its directory, and whether it is a replica."""

    def ask(link: Link) -> tuple[str, bool]:
        directory, is_replica = one(
            link, b"SELECT current_setting('unix_socket_directories'), pg_is_in_recovery()"
        )
        return directory, is_replica

    return await store._session.ask(ask)


async def test_a_lost_primary(primary: Cluster, replica: Cluster) -> None:
    url = primary.url(replica)
    store = open_postgres(url, clock=Clock(), create=True, busy_timeout=2.0, poll_interval=0.1)
    await store.append(make_cast(), author="test")
    # What was just written is found, though a replica answers.
    for number in range(20):
        await store.append([make_claim(f"c{number}")], author="test")
        assert await store.claim(f"c{number}") is not None
    assert await serving(store) == (str(replica.directory), True)
    changes = store.changes(after=0)
    assert await anext(changes) == 26

    primary.stop("immediate")
    assert (await store.info()).revision == 26
    assert (await store.info()).writable
    with pytest.raises(StoreUnreachable, match="cannot be reached") as lost:
        await store.append([make_claim("lost")], author="test")
    assert "try again" in lost.value.do
    late = open_postgres(url)
    assert (await late.info()).revision == 26
    await late.close()

    waiting = asyncio.ensure_future(anext(changes))
    replica.promote()
    report = await store.append([make_claim("after")], author="test")
    assert report.revision == 27
    assert await asyncio.wait_for(waiting, 20) == 27
    assert await store.broken_seal() == ""
    await changes.aclose()
    await store.close()


async def test_a_lost_replica(primary: Cluster, replica: Cluster) -> None:
    store = open_postgres(primary.url(replica), clock=Clock(), create=True)
    await store.append(make_cast(), author="test")
    assert await serving(store) == (str(replica.directory), True)
    replica.stop("immediate")
    assert (await store.info()).revision == 6
    assert await serving(store) == (str(primary.directory), False)
    await store.close()


async def opened_once_there(url: str) -> PostgresStore:
    """The store of a replica, as soon as the replica has heard of it."""
    async with asyncio.timeout(30):
        while True:
            try:
                return open_postgres(url, poll_interval=0.1, busy_timeout=1.0)
            except StoreMissing:
                await asyncio.sleep(0.02)


async def test_a_replica_alone_is_read_and_not_written(primary: Cluster, replica: Cluster) -> None:
    first = open_postgres(primary.url(), clock=Clock(), create=True)
    report = await first.append(make_cast(), author="test")
    lone = await opened_once_there(replica.url())
    # Nobody tells a replica's clients anything: they look.
    seen = 0
    async for seen in lone.changes(after=0):
        if seen == report.revision:
            break
    assert len(await lone.places()) == 2
    with pytest.raises(StoreError, match="read-only"):
        await lone.append([make_claim()], author="test")
    await first.close()
    await lone.close()


async def test_a_replica_that_lags_does_not_hold_up_for_ever(
    primary: Cluster, replica: Cluster
) -> None:
    store = open_postgres(primary.url(replica), clock=Clock(), create=True)
    await store.append(make_cast(), author="test")
    assert (await store.info()).revision == 6
    replica.execute("SELECT pg_wal_replay_pause()")
    await store.append([make_claim()], author="test")
    assert (await store.info()).revision == 6
    replica.execute("SELECT pg_wal_replay_resume()")
    async for revision in store.changes(after=6):
        assert revision == 7
        break
    await store.close()
