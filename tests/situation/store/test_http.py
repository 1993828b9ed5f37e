"""The store on a server keeps the contract, and what only a copy of a far log can get wrong."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest

from situation.periods import Clock as AnyClock
from situation.store.http import HttpStore, open_http
from situation.store.http_follow import Retry
from tests.servers.remotes import RemoteServer
from tests.situation.store.contract import StoreContract
from tests.situation.store.contract_basis import StoreFactory

QUICK = Retry(0.01, 0.05)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteServer]:
    with RemoteServer(tmp_path_factory.mktemp("servers")) as server:
        yield server


@pytest.fixture
async def store_factory(
    server: RemoteServer, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[StoreFactory]:
    opened: list[HttpStore] = []
    copies = count()

    async def open_one(clock: AnyClock, name: str = "store") -> HttpStore:
        remote = await server.remote(f"{request.node.name}-{name}".encode().hex()[-80:], clock)
        copy = tmp_path / f"copy-{next(copies)}.db"
        store = open_http(remote.url, clock=clock, tokens=remote.tokens(), copy=copy, retry=QUICK)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        await store.close()


class TestHttpStore(StoreContract):
    """The contract, for a store on a server."""
