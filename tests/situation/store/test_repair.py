"""What is sound of a damaged store is saved into a new one; the damaged one stays as it is."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from situation.errors import ExitCode, StoreError, StoreMissing, UsageError
from situation.periods import LATEST, Viewpoint
from situation.repairing import RepairReport, repair
from situation.store import open_sqlite
from situation.store.claim_query import ClaimQuery
from situation.vocabulary import Act
from tests.situation.records import (
    Clock,
    make_assessment,
    make_cast,
    make_claim,
    make_place,
    make_reading,
)
from tests.tui.consoles import run

ROOT = Path(__file__).parents[3]
CLAIMS = 400
CAST = len(make_cast())
KILLED_WITH_EVERYTHING_IN_THE_WAL = """
import asyncio, os, sys
from situation.store import open_sqlite
from tests.situation.records import make_cast, make_claim

async def main():
    store = open_sqlite(sys.argv[1], create=True)
    await store.append([*make_cast(), make_claim("last")], author="test")
    os.kill(os.getpid(), 9)

asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    return tmp_path / "old" / "store.db"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "saved.db"


async def fill(path: Path, claims: int = 3) -> str:
    """A store of three appends; returns the seal that ends it."""
    clock = Clock()
    store = open_sqlite(path, create=True, clock=clock)
    await store.append(make_cast(), author="first")
    clock.move(days=1)
    made = [make_claim(f"claim-{number}", text="word " * 40) for number in range(claims)]
    await store.append(made, author="second")
    clock.move(days=1)
    await store.append([make_claim("claim-1")], author="third", act=Act.RETRACT)
    seal = await store.seal(CAST + claims + 1)
    await store.close()
    return seal


def files(path: Path) -> dict[str, tuple[str, int]]:
    """Everything in a store's directory: hash and time of the last change."""
    return {
        file.name: (sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in path.parent.iterdir()
    }


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in ("entry_no_update", "entry_no_delete"):
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def overwrite_page_with(path: Path, words: bytes) -> None:
    """Overwrite the last page of the file that has these words in it, as a bad block would."""
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    start = data.rindex(words) // size * size
    data[start : start + size] = b"\xa5" * size
    path.write_bytes(data)


async def repaired(path: Path, new: Path) -> RepairReport:
    """Repair; the old directory is the same before and after, and the new store is sound."""
    before = files(path)
    report = await repair(path, new, clock=Clock())
    assert files(path) == before
    assert {file.name for file in new.parent.iterdir()} == {path.parent.name, new.name}
    store = open_sqlite(new)
    assert await store.quick_check() == ()
    assert await store.broken_seal() == ""
    assert (await store.info()).revision == report.saved == sum(report.counts.values())
    await store.close()
    assert report.before == report.saved + len(report.left_out)
    return report


def test_a_sound_store_is_saved_whole_with_its_seals(path: Path, new: Path) -> None:
    seal = asyncio.run(fill(path))
    report = asyncio.run(repaired(path, new))
    assert (report.saved, report.unchanged, report.left_out) == (CAST + 4, CAST + 4, ())
    assert report.seal == seal
    assert new.stat().st_mode & 0o077 == 0


async def test_what_was_changed_is_left_out_and_named(path: Path, new: Path) -> None:
    await fill(path)
    tamper(path, f"UPDATE entry SET author = 'somebody' WHERE seq = {CAST + 1}")  # noqa: S608
    report = await repaired(path, new)
    assert [(each.entry, each.name) for each in report.left_out] == [(CAST + 1, "claim claim-0")]
    assert report.left_out[0].why == "it is not as it was recorded"
    assert report.unchanged == CAST
    store = open_sqlite(new)
    kept = await store.entries(CAST, 10)
    await store.close()
    assert [(each.entry, each.id, each.author, each.act) for each in kept] == [
        (CAST + 1, "claim-1", "second", "assert"),
        (CAST + 2, "claim-2", "second", "assert"),
        (CAST + 3, "claim-1", "third", "retract"),
    ]
    assert [each.recorded_at.day for each in kept] == [6, 6, 7]


async def test_behind_a_missing_entry_one_cannot_be_checked(path: Path, new: Path) -> None:
    await fill(path)
    tamper(path, "PRAGMA foreign_keys = OFF", f"DELETE FROM entry WHERE seq = {CAST + 1}")  # noqa: S608
    report = await repaired(path, new)
    assert [(each.entry, each.name, each.why) for each in report.left_out] == [
        (CAST + 1, "", "it cannot be read"),
        (CAST + 2, "claim claim-1", "its seal cannot be checked without the entry before it"),
    ]


async def test_a_damaged_page_costs_what_is_on_it_and_one_more(path: Path, new: Path) -> None:
    await fill(path, CLAIMS)
    overwrite_page_with(path, b'"id":"claim-200"')
    damaged = open_sqlite(path)
    assert await damaged.quick_check() != ()
    await damaged.close()
    report = await repaired(path, new)
    assert report.before == CAST + CLAIMS + 1
    assert 1 < len(report.left_out) < 40
    assert "claim claim-200" in {each.name for each in report.left_out}
    store = open_sqlite(new)
    query = ClaimQuery(viewpoint=Viewpoint(valid_at=LATEST), limit=CLAIMS, search="word")
    found = {each.record.id for each in (await store.claims(query)).claims}
    await store.close()
    assert {"claim-0", "claim-100", f"claim-{CLAIMS - 1}"} <= found
    assert "claim-1" not in found


async def test_what_names_something_lost_is_left_out_too(path: Path, new: Path) -> None:
    store = open_sqlite(path, create=True, clock=Clock())
    regions = (make_place("city", parent="oblast"), make_place("oblast"))
    await store.append([*make_cast(), *regions, make_reading(place="city")], author="test")
    await store.append([make_claim(), make_assessment()], author="test")
    await store.close()
    tamper(path, "UPDATE entry SET act = 'update' WHERE id = 'oblast'")
    report = await repaired(path, new)
    assert [(each.name, each.why) for each in report.left_out] == [
        ("place city", "the place “oblast” that it names is lost"),
        ("place oblast", "it is not as it was recorded"),
        ("reading reading", "the place “city” that it names is lost"),
    ]
    assert report.saved == CAST + 2


def test_what_a_killed_process_had_stored_is_saved(path: Path, new: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WITH_EVERYTHING_IN_THE_WAL, path], cwd=ROOT, check=False
    )
    assert ended.returncode == -9
    assert path.with_name("store.db-wal").stat().st_size > 0
    report = asyncio.run(repaired(path, new))
    assert (report.saved, report.left_out) == (CAST + 1, ())


@pytest.mark.parametrize("damage", [slice(100, 4096), slice(4096, None)], ids=["schema", "rest"])
def test_nothing_can_be_read(path: Path, new: Path, damage: slice) -> None:
    asyncio.run(fill(path))
    data = bytearray(path.read_bytes())
    data[damage] = b"\xa5" * len(data[damage])
    path.write_bytes(data)
    before = files(path)
    with pytest.raises(StoreError):
        asyncio.run(repair(path, new, clock=Clock()))
    assert files(path) == before
    assert not new.exists()


def test_nothing_is_overwritten(path: Path, new: Path) -> None:
    asyncio.run(fill(path))
    new.write_text("a letter")
    with pytest.raises(UsageError, match="something is there already"):
        asyncio.run(repair(path, new, clock=Clock()))
    with pytest.raises(UsageError, match="something is there already"):
        asyncio.run(repair(path, path, clock=Clock()))
    assert new.read_text() == "a letter"


@pytest.mark.parametrize("words", [b"", b"a letter", b"SQLite format 3\0"])
def test_what_is_no_store(path: Path, new: Path, words: bytes) -> None:
    path.write_bytes(words)
    with pytest.raises(StoreMissing):
        asyncio.run(repair(path, new, clock=Clock()))
    assert not new.exists()


async def test_no_store_and_no_place_for_a_new_one(path: Path, new: Path) -> None:
    with pytest.raises(StoreError, match="cannot be copied"):
        await repair(path, new, clock=Clock())
    await fill(path)
    with pytest.raises(StoreError, match="cannot be made"):
        await repair(path, new / "deeper" / "saved.db", clock=Clock())
    with pytest.raises(UsageError, match="only a store in a file"):
        await repair("https://example.org", new, clock=Clock())


def test_the_command(path: Path, new: Path) -> None:
    asyncio.run(fill(path))
    tamper(path, f"UPDATE entry SET id = id || char(27) WHERE seq = {CAST + 1}")  # noqa: S608
    ran = run("doctor", "--store", str(path))
    assert "sitmon doctor --repair NEWFILE" in ran.err
    ran = run("doctor", "--store", str(path), "--repair", str(new))
    assert ran.code == ExitCode.PARTLY
    assert f"entries before  {CAST + 4}" in ran.out
    assert f"entries saved   {CAST + 3}: 3 claim" in ran.out
    assert f"entry {CAST + 1} (claim claim-0^[): it is not as it was recorded" in ran.out
    assert f"1 of {CAST + 4} entries could not be saved; keep {path}" in ran.err
    again = run("doctor", "--store", str(path), "--repair", str(new))
    assert (again.code, again.out) == (ExitCode.USAGE, "")
    other = new.with_name("other.db")
    ran = run("doctor", "--store", str(new), "--repair", str(other), "--json")
    assert ran.code == ExitCode.OK
    facts = json.loads(ran.out)
    assert (facts["before"], facts["saved"], facts["left_out"]) == (CAST + 3, CAST + 3, [])
    assert {file.name for file in new.parent.iterdir()} == {"old", "other.db", "saved.db"}
