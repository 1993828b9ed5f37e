"""Opening a store: what may lie at its address, and the one clear line for each."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from situation.errors import (
    StoreDamaged,
    StoreError,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    UsageError,
)
from situation.store import migrations, open_sqlite
from situation.store.claim_query import ClaimQuery
from situation.store.migrations import Migration, known_migrations
from tests.situation.records import make_cast, make_claim
from tests.situation.store.contract_basis import NOW
from tests.situation.store.contract_terrain import make_polygon, make_terrain

NOBODY = 65534


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A store with a little in it, closed."""
    path = tmp_path / "store"
    store = open_sqlite(path, create=True)
    claims = [make_claim(str(number), text="word " * 60) for number in range(300)]
    await store.append([*make_cast(), *claims], author="test")
    await store.close()
    return path


def spoil(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


async def test_a_new_store_is_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "store"
    store = open_sqlite(f"sqlite:///{path}", create=True)
    assert (await store.info()).schema == known_migrations()[-1].number
    await store.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(each.stat().st_mode) for each in path.parents[:2]] == [0o700, 0o700]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/s", "postgresql://db/s", "sqlite://x", "sqlite:///", "", "a\0b"],
)
def test_addresses_that_this_version_does_not_have(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="path of a"):
        open_sqlite(address)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="there is no store"):
        open_sqlite(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="directory"):
        open_sqlite(tmp_path, create=True)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreMissing, match="regular file"):
        open_sqlite(tmp_path / "pipe", create=True)


def test_a_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_sqlite(tmp_path / "file" / "store", create=True)


@pytest.mark.parametrize("content", [b"<html>", b"SQLite format 3\0" + b"x" * 500])
def test_another_kind_of_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(StoreMissing, match="not a sitmon store"):
        open_sqlite(tmp_path / "file", create=True)
    assert (tmp_path / "file").read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other"
    spoil(path, "CREATE TABLE migration (number INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StoreMissing, match="another program"):
        open_sqlite(path, create=True)
    assert path.read_bytes() == before


async def test_an_empty_file_is_no_store_until_it_is_made_one(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    with pytest.raises(StoreMissing):
        open_sqlite(path)
    store = open_sqlite(path, create=True)
    assert (await store.info()).revision == 0
    await store.close()


@pytest.fixture
def truncated(path: Path) -> Path:
    os.truncate(path, path.stat().st_size // 2)
    return path


@pytest.fixture
def overwritten(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8192] = b"\xa5" * 8192
    path.write_bytes(content)
    return path


async def test_a_truncated_file(truncated: Path) -> None:
    with pytest.raises(StoreDamaged, match="damaged"):
        open_sqlite(truncated)


async def test_damaged_pages_are_found(overwritten: Path) -> None:
    store = open_sqlite(overwritten)
    assert await store.quick_check() != ()
    await store.close()


def test_a_newer_schema(path: Path) -> None:
    spoil(path, "INSERT INTO migration VALUES (999, 'later', '', 0)")
    with pytest.raises(StoreTooNew, match="schema 999"):
        open_sqlite(path)


def test_a_changed_ledger(path: Path) -> None:
    spoil(path, "DROP TRIGGER migration_no_update", "UPDATE migration SET sha256 = 'x'")
    with pytest.raises(StoreDamaged, match="migration 1"):
        open_sqlite(path)


async def test_a_later_migration_is_applied_once_and_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = ("CREATE TABLE one (x);\nBROKEN;", "CREATE TABLE one (x);\nCREATE TABLE two (x);")
    first = known_migrations()
    number = len(first) + 1
    broken, sound = (Migration(number=number, name="more", script=script) for script in scripts)
    monkeypatch.setattr(migrations, "known_migrations", lambda: (*first, broken))
    with pytest.raises(StoreError):
        open_sqlite(path)
    monkeypatch.setattr(migrations, "known_migrations", lambda: (*first, sound))
    for _ in range(2):
        store = open_sqlite(path)
        assert (await store.info()).counts["claim"] == 300
        await store.close()
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM migration ORDER BY number").fetchall()
    assert names == [*((each.name,) for each in first), ("more",)]


async def test_a_store_from_before_maps_were_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oldest = known_migrations()[:1]
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "known_migrations", lambda: oldest)
        store = open_sqlite(tmp_path / "old", create=True)
        await store.append([*make_cast(), make_claim()], author="test")
        seal = await store.seal(7)
        assert (await store.info()).schema == 1
        await store.close()
    store = open_sqlite(tmp_path / "old")
    assert await store.terrain(NOW) == ()
    await store.append([make_polygon(), make_terrain()], author="test")
    assert [each.record for each in await store.terrain(NOW)] == [make_terrain()]
    assert (await store.info()).counts["claim"] == 1
    assert await store.seal(7) == seal
    assert await store.quick_check() == ()
    await store.close()


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A directory that any user can reach, unlike `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Root may write everything: become nobody for the test, and root again after it."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    yield
    os.setresuid(0, 0, 0)


def _forbid_writing(directory: Path) -> None:
    for file in directory.iterdir():
        file.chmod(0o444)


@pytest.fixture
async def shared(reachable: Path) -> AsyncIterator[Path]:
    """A store that its owner has open, and that others may read but not write."""
    path = reachable / "store"
    store = open_sqlite(path, create=True)
    await store.append([*make_cast(), make_claim()], author="test")
    _forbid_writing(reachable)
    yield path
    await store.close()


async def test_a_store_that_may_only_be_read(shared: Path, unprivileged: None) -> None:
    store = open_sqlite(shared)
    assert not (await store.info()).writable
    assert len((await store.claims(ClaimQuery(viewpoint=NOW, search="city"))).claims) == 1
    with pytest.raises(StoreReadOnly, match="may be read but not written"):
        await store.append([make_claim("new")], author="test")
    assert await store.quick_check() == ()
    await store.close()


@pytest.fixture
def left_behind(path: Path, reachable: Path) -> Path:
    """A store that nobody has open, in a directory that this user may not write."""
    copy = reachable / "store"
    copy.write_bytes(path.read_bytes())
    copy.chmod(0o444)
    return copy


def test_a_store_beside_which_nothing_can_be_made(left_behind: Path, unprivileged: None) -> None:
    with pytest.raises(StoreError, match="copy the store"):
        open_sqlite(left_behind)


def test_a_directory_that_may_not_be_written(reachable: Path, unprivileged: None) -> None:
    with pytest.raises(StoreError, match="Permission denied"):
        open_sqlite(reachable / "sub" / "store", create=True)
