"""What somebody changed in the file behind the store's back is found and named."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from situation.store import open_sqlite, sqlite_chain
from situation.store.sqlite import SqliteStore
from situation.vocabulary import Act
from tests.situation.records import Clock, make_assessment, make_cast, make_claim, make_note

ENTRIES = 10


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks the log in several parts, as a long one is."""
    monkeypatch.setattr(sqlite_chain, "_AT_ONCE", 4)


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = open_sqlite(path, create=True, clock=Clock())
    await store.append([*make_cast(), make_claim(), make_assessment()], author="test")
    await store.append([make_claim()], author="test", act=Act.RETRACT)
    await store.append([make_note()], author="test")
    yield store
    await store.close()


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in ("entry_no_update", "entry_no_delete", "entry_grows"):
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


async def test_a_sound_chain(store: SqliteStore) -> None:
    assert (await store.info()).revision == ENTRIES
    assert await store.broken_seal() == ""


@pytest.mark.parametrize("entry", [1, 4, 5, 9, ENTRIES])
@pytest.mark.parametrize(
    "change",
    [
        "recorded_at = recorded_at - 1",
        "author = author || ' '",
        "author = CAST(x'ff' AS TEXT)",
        "act = 'update'",
        "kind = 'place' || kind",
        "id = id || '2'",
        "id = CAST(id || x'00' AS TEXT)",
        'body = replace(body, \'"id":"\', \'"id":"x\')',
        "body = CAST(x'ff22' AS TEXT)",
        "seal = zeroblob(32)",
        "author = substr(author, 1, 3), act = 't' || act",
    ],
)
async def test_a_changed_column_is_named(
    store: SqliteStore, path: Path, entry: int, change: str
) -> None:
    tamper(path, f"UPDATE entry SET {change} WHERE seq = {entry}")  # noqa: S608 - both are written above
    found = await store.broken_seal()
    assert found.startswith(f"entry {entry} (")
    assert found.isprintable()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM entry WHERE seq = 1", "entry 1 is missing"),
        ("DELETE FROM entry WHERE seq = 6", "entry 6 is missing"),
        ("DELETE FROM entry WHERE seq = 10", "entry 10 is missing"),
        ("UPDATE entry SET seq = 99 WHERE seq = 7", "entry 7 is missing"),
        (
            "INSERT INTO entry SELECT 11, 0, author, act, kind, id, seal, body FROM entry LIMIT 1",
            "entry 11 (party UA) is not",
        ),
    ],
)
async def test_a_missing_or_foreign_entry_is_named(
    store: SqliteStore, path: Path, statement: str, found: str
) -> None:
    tamper(path, statement)
    assert (await store.broken_seal()).startswith(found)


async def test_nonsense_in_a_column_never_crashes_a_question(
    store: SqliteStore, path: Path
) -> None:
    tamper(
        path,
        "UPDATE entry SET recorded_at = 9223372036854775807 WHERE seq = 1",
        "UPDATE entry SET author = CAST(x'1b5b324aff' AS TEXT) WHERE seq = 2",
        "UPDATE entry SET act = CAST(x'ff' AS TEXT) WHERE seq = 7",
    )
    parties = await store.parties()
    assert [party.recorded_at.year for party in parties] == [2025, 9999]
    assert parties[0].author == "^[[2J\ufffd"
    assert [each.act for each in await store.claim_history("claim")] == [Act.RETRACT]
    assert store.damaged == 1


async def test_what_is_appended_behind_a_broken_entry_does_not_hide_it(
    store: SqliteStore, path: Path
) -> None:
    tamper(path, "UPDATE entry SET author = 'x' WHERE seq = 3")
    await store.append([make_claim("more")], author="test")
    assert (await store.broken_seal()).startswith("entry 3 (")
