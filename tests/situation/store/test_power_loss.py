"""What a power cut and a dying disk can leave of a store: a prefix of the log, or clear words.

A kill proves nothing here: the kernel still writes everything. So the files are made as a machine
without power may leave them: SQLite syncs the -wal when it begins to copy it into the database, and
the database before it begins the -wal anew. Of what came since, any part may be on the disk or not.
"""

import asyncio
import random
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from situation.errors import ExitCode, StoreError, StoreMissing
from situation.model import AnyRecord
from situation.opening import open_situation
from situation.store import open_sqlite
from situation.store.migrations import migrate
from situation.store.sqlite_files import connect_writer
from tests.conftest import NOW
from tests.screens.world import PACK_DAY, open_world
from tests.situation.records import Clock, make_cast, make_claim, make_reading
from tests.tui.consoles import run

PAGE: Final = 4096
HEADER: Final = 32
FRAME: Final = 24 + PAGE
SECTOR: Final = 512
APPENDS: Final = 8
DRAWS: Final = 120
FLIPS: Final = 200


class Files(NamedTuple):
    """A database and its -wal, as they lie on the disk."""

    database: bytes
    wal: bytes | None

    @property
    def frames(self) -> int:
        return (len(self.wal or b"") - HEADER) // FRAME

    def commits(self, frames: int) -> int:
        """How many transactions end within so many frames of the -wal."""
        wal = self.wal or b""
        heads = (wal[HEADER + n * FRAME :][:8] for n in range(frames))
        return sum(struct.unpack(">II", head)[1] != 0 for head in heads)

    def cut(self, size: int) -> "Files":
        return self._replace(wal=(self.wal or b"")[:size])


class History(NamedTuple):
    """A store that was appended to: first into one -wal, then, that copied, into another."""

    before: Files
    """Nothing of the -wal is in the database."""
    after: Files
    """Written into the database is all of that -wal, whose place the next one has begun to take."""
    seals: Mapping[int, str]
    """By revision, in order; of the empty store as well."""


def grow(path: Path) -> History:
    """Append again and again; copy the files while they are open."""

    async def growing() -> History:
        seals = {0: ""}
        store = open_sqlite(path, create=True, clock=Clock())

        async def appended(number: int) -> None:
            claims = [make_claim(f"{number}:{n}", text=f"word{n} " * 60) for n in range(6)]
            records: Sequence[AnyRecord] = [make_reading(f"r{number}"), *claims]
            added = await store.append(records if number else make_cast(), author="test")
            revision = added.revision
            seals[revision] = await store.seal(revision)

        for number in range(APPENDS):
            await appended(number)
        before = files_of(path)
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA wal_checkpoint(RESTART)")
        for number in range(APPENDS, APPENDS + 3):
            await appended(number)
        after = files_of(path)
        await store.close()
        return History(before, after, seals)

    return asyncio.run(growing())


def files_of(path: Path) -> Files:
    return Files(path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes())


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    return grow(tmp_path_factory.mktemp("grown") / "store")


@pytest.fixture
def chance() -> random.Random:
    return random.Random(7)  # noqa: S311 - the same losses in every run


def lay(folder: Path, files: Files) -> Path:
    """Put the files where a machine finds them when it has power again."""
    path = folder / "store"
    for ending, content in (("", files.database), ("-wal", files.wal), ("-shm", None)):
        file = folder / f"store{ending}"
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
    return path


def found(folder: Path, files: Files, history: History) -> int:
    """The revision that is left: sound, sealed, and one that the store once had."""
    path = lay(folder, files)

    async def look() -> int:
        store = open_sqlite(path)
        revision = (await store.info()).revision
        assert await store.quick_check() == ()
        assert await store.broken_seal() == ""
        assert history.seals[revision] == (await store.seal(revision) if revision else "")
        await store.close()
        return revision

    revision = asyncio.run(look())
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return revision


def test_a_wal_that_ends_anywhere_leaves_what_was_whole(
    history: History, tmp_path: Path, chance: random.Random
) -> None:
    files, revisions = history.before, list(history.seals)
    ends = [HEADER + n * FRAME for n in range(files.frames + 1)]
    ends += [chance.randrange(ends[-1]) for _ in range(DRAWS // 2)]
    for end in ends:
        whole = max(0, end - HEADER) // FRAME
        assert found(tmp_path, files.cut(end), history) == revisions[files.commits(whole)], end


def test_what_was_never_written_ends_the_log_there(
    history: History, tmp_path: Path, chance: random.Random
) -> None:
    """Writes reach a disk in any order: later ones may be there and earlier ones not."""
    files, revisions = history.before, list(history.seals)
    for _ in range(DRAWS):
        wal = bytearray(files.wal or b"")
        lost = [chance.randrange(files.frames) for _ in range(chance.randint(1, 4))]
        for frame in lost:
            start = HEADER + frame * FRAME
            size = chance.choice((FRAME, SECTOR))
            wal[start : start + size] = bytes(size)
        left = found(tmp_path, files._replace(wal=bytes(wal)), history)
        assert left == revisions[files.commits(min(lost))], lost


def torn(old: bytes, new: bytes, chance: random.Random) -> bytes:
    """A file of which some sectors are as they were and some as they were to become."""
    size = max(len(old), len(new))
    either = (old.ljust(size, b"\0"), new.ljust(size, b"\0"))
    bounds = pairwise([*range(0, size, SECTOR), size])
    return b"".join(chance.choice(either)[start:end] for start, end in bounds)


def test_a_cut_while_the_wal_is_copied_loses_nothing(
    history: History, tmp_path: Path, chance: random.Random
) -> None:
    before, written = history.before, history.after.database
    whole = list(history.seals)[APPENDS]
    for _ in range(DRAWS // 4):
        mixed = before._replace(database=torn(before.database, written, chance))
        assert found(tmp_path, mixed, history) == whole


def test_a_cut_while_the_wal_begins_anew_loses_nothing_of_the_one_before(
    history: History, tmp_path: Path, chance: random.Random
) -> None:
    after = history.after
    kept = list(history.seals)[APPENDS]
    for _ in range(DRAWS // 4):
        wal = bytearray(torn(history.before.wal or b"", after.wal or b"", chance))
        # SQLite syncs the header that begins it anew before it writes a frame.
        wal[:HEADER] = (after.wal or b"")[:HEADER]
        assert found(tmp_path, after._replace(wal=bytes(wal)), history) >= kept
    for lost in (None, b"", (after.wal or b"")[: HEADER // 2]):
        assert found(tmp_path, after._replace(wal=lost), history) == kept


def half_made(folder: Path) -> Iterator[Files]:
    """A store that was being made, cut off behind every frame."""
    path = folder / "made"
    path.touch()
    with closing(connect_writer(path, str(path), 1.0)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, Clock(), str(path))
        whole = files_of(path)
    for frames in range(whole.frames + 1):
        yield whole.cut(HEADER + frames * FRAME)
    yield whole._replace(wal=None)
    yield Files(b"", None)
    yield Files(b"", whole.wal)


def test_a_store_that_was_being_made_is_made_by_the_next_start(
    history: History, tmp_path: Path
) -> None:
    for files in half_made(tmp_path):
        path = lay(tmp_path, files)
        with suppress(StoreMissing):
            asyncio.run(open_sqlite(path).close())
        asyncio.run(open_sqlite(path, create=True).close())
        assert found(tmp_path, Files(path.read_bytes(), None), history) == 0


def flipped(content: bytes, chance: random.Random) -> Files:
    """One bit is not as it was written, which no disk tells of."""
    damaged = bytearray(content)
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return Files(bytes(damaged), None)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The bundled situation as a file, and the seal that ends it."""
    path = tmp_path_factory.mktemp("bundled") / "store"

    async def fill() -> str:
        store = (await open_situation(str(path), clock=lambda: NOW)).store
        seal = await store.seal((await store.info()).revision)
        await store.close()
        return seal

    seal = asyncio.run(fill())
    return path.read_bytes(), seal


def answer(path: Path, *words: str) -> ExitCode:
    """What a command ends with: never with an error of sitmon itself."""
    ran = run(*words, "--store", str(path), clock=lambda: NOW)
    assert ran.code != ExitCode.CRASHED, ran.err
    return ExitCode(ran.code)


def test_the_doctor_tells_of_a_flipped_bit_or_the_log_is_unchanged(
    bundled: tuple[bytes, str], tmp_path: Path, chance: random.Random
) -> None:
    content, seal = bundled
    told = 0
    for _ in range(FLIPS):
        path = lay(tmp_path, flipped(content, chance))
        answer(path, "status", "--as-of", "2025-11-05")
        if answer(path, "doctor") == ExitCode.OK:
            ran = run("doctor", "--store", str(path), clock=lambda: NOW)
            assert seal in ran.out
        else:
            told += 1
    assert told > FLIPS // 3, "most of the file is the log"


async def test_the_monitor_goes_on_where_bits_are_flipped(
    bundled: tuple[bytes, str], tmp_path: Path, chance: random.Random
) -> None:
    shown = 0
    for _ in range(FLIPS // 20):
        path = lay(tmp_path, flipped(bundled[0], chance))
        try:
            opened = await open_situation(str(path), clock=lambda: NOW)
        except StoreError:
            continue
        async with open_world(tmp_path, (120, 40), opened=opened, viewpoint=PACK_DAY) as world:
            await world.until(lambda: world.app.snapshot or world.app.failure, "read, or why not")
            await world.press("j", "enter", "left_square_bracket", "r", "escape")
            assert world.app.is_running
            shown += 1
        await opened.store.close()
    assert shown


def test_a_schema_in_bytes_that_are_no_text(bundled: tuple[bytes, str], tmp_path: Path) -> None:
    damaged = bytearray(bundled[0])
    damaged[damaged.index(b"CREATE TABLE superseded") + 2] = 0xF5
    path = lay(tmp_path, Files(bytes(damaged), None))
    assert answer(path, "doctor") == ExitCode.FAILED
    assert answer(path, "status") == ExitCode.FAILED


def test_a_time_that_its_index_does_not_know(bundled: tuple[bytes, str], tmp_path: Path) -> None:
    path = lay(tmp_path, Files(bundled[0], None))
    index = "type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE name = 'reading_time'"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (row,) = connection.execute(f"SELECT {index}").fetchall()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'reading_time'")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER reading_no_update")
        connection.execute("UPDATE reading SET said_at = said_at + (1 << 58)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)
    answer(path, "status", "--as-of", "2025-11-05")


def test_an_entry_without_an_id(bundled: tuple[bytes, str], tmp_path: Path) -> None:
    path = lay(tmp_path, Files(bundled[0], None))
    anything = "replace(sql, 'id TEXT NOT NULL', 'id TEXT')"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(f"UPDATE sqlite_schema SET sql = {anything} WHERE name = 'entry'")  # noqa: S608
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE entry SET id = NULL, body = '' WHERE seq = 9")
    assert answer(path, "doctor") == ExitCode.FAILED
