"""A store whose file was deleted or replaced while it is open says so, and never "stored"."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from situation.errors import StoreMissing
from situation.model import Claim
from situation.store import open_sqlite
from situation.store.sqlite import SqliteStore
from tests.situation.records import make_cast, make_claim


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = open_sqlite(path, create=True)
    await store.append(make_cast(), author="test")
    yield store
    await store.close()


async def test_a_deleted_file_takes_nothing_and_tells(store: SqliteStore, path: Path) -> None:
    away = path.with_name("away.db")
    await asyncio.to_thread(path.rename, away)
    with pytest.raises(StoreMissing, match="deleted or moved away"):
        await store.append([make_claim()], author="test")
    with pytest.raises(StoreMissing, match="put it back"):
        await store.info()
    await asyncio.to_thread(away.rename, path)
    assert (await store.append([make_claim()], author="test")).revision == len(make_cast()) + 1


async def test_another_file_in_its_place(store: SqliteStore, path: Path) -> None:
    other = open_sqlite(path.with_name("other.db"), create=True)
    await other.close()
    await asyncio.to_thread(path.with_name("other.db").replace, path)
    with pytest.raises(StoreMissing, match="another file took the place"):
        await store.append([make_claim()], author="test")
    with pytest.raises(StoreMissing, match="another file took the place"):
        await anext(store.changes(0))


async def test_a_file_deleted_while_it_is_written_to(store: SqliteStore, path: Path) -> None:
    def deleting() -> Iterator[Claim]:
        yield make_claim()
        path.unlink()

    with pytest.raises(StoreMissing, match="deleted or moved away"):
        await store.append(deleting(), author="test")
