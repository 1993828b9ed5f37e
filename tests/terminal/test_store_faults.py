"""The installed `sitmon` on a real terminal when its store fails: it says why and goes on.

Each test damages the store of a running monitor the way a disk, an administrator or another program
does, and counts what is stored before and after.
"""

import asyncio
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.store import open_sqlite
from tests.terminal.harness import PtyProgram

ROOT = Path(__file__).parents[2]
SITMON = str(Path(sys.executable).with_name("sitmon"))
CLAIM = (
    "--source", "nyt", "--place", "pokrovsk", "--kind", "event",
    "--text", "Nothing was lost", "--said", "2025-11-05T06:00Z", "--author", "test",
)  # fmt: skip
APPEND_FOR_EVER = """
import asyncio, sys
from situation.store import open_sqlite
from tests.situation.records import make_claim

async def main():
    store = open_sqlite(sys.argv[1])
    for batch in range(1000):
        made = [make_claim(f"{batch}:{number}", source="nyt") for number in range(100)]
        print((await store.append(made, author="test")).revision, flush=True)

asyncio.run(main())
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home of its own for every file the program keeps."""
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    return {"HOME": str(tmp_path)} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


@pytest.fixture
def store(environ: Mapping[str, str], tmp_path: Path) -> Path:
    """A store filled from the bundled pack."""
    path = tmp_path / "own.db"
    run(environ, path, "status", "Pokrovsk")
    return path


def run(
    environ: Mapping[str, str], store: Path, *words: str, grow: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end; no file may grow beyond `grow` bytes."""

    def limit() -> None:
        if grow is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (grow, grow))

    return subprocess.run(
        [SITMON, "--store", str(store), *words],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=limit,
    )


def monitor(environ: Mapping[str, str], store: Path) -> PtyProgram:
    """Wide, so that the path of the store leaves room for what happened to it."""
    return PtyProgram([SITMON, "--store", str(store)], columns=190, rows=46, environ=environ)


def leave(sitmon: PtyProgram) -> None:
    sitmon.press("q")
    assert sitmon.wait_exit() == 0
    assert "Traceback" not in sitmon.raw.decode(errors="replace")


def sound_entries(store: Path) -> int:
    """How many entries a store has, which is whole."""

    async def look() -> int:
        opened = open_sqlite(store)
        try:
            assert await opened.quick_check() == ()
            assert await opened.broken_seal() == ""
            return (await opened.info()).revision
        finally:
            await opened.close()

    return asyncio.run(look())


def overwrite_pages(store: Path) -> None:
    """Overwrite every page but the first, as a dying disk would; keep the file and its inode."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (store.stat().st_size - 4096))


def test_a_damaged_file_is_told_on_the_screen(environ: Mapping[str, str], store: Path) -> None:
    with monitor(environ, store) as sitmon:
        sitmon.wait_for("DeepState map")
        overwrite_pages(store)
        sitmon.press("r")
        sitmon.wait_for("damaged")
        assert "Pokrovsk" in sitmon.text, "what was read before stays"
        leave(sitmon)
    told = run(environ, store, "doctor")
    assert told.returncode == ExitCode.FAILED
    assert "damaged" in told.stderr


def test_a_store_that_is_damaged_from_the_start(environ: Mapping[str, str], store: Path) -> None:
    overwrite_pages(store)
    told = run(environ, store)
    assert told.returncode == ExitCode.FAILED
    assert "damaged" in told.stderr
    with monitor(environ, store) as sitmon:
        assert sitmon.wait_exit() == ExitCode.FAILED
        assert "damaged" in sitmon.text
        assert "Traceback" not in sitmon.text


def test_reading_goes_on_while_another_program_holds_the_lock(
    environ: Mapping[str, str], store: Path
) -> None:
    before = sound_entries(store)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with monitor(environ, store) as sitmon:
            sitmon.wait_for("DeepState map")
            sitmon.press("j", "r")
            sitmon.wait_for(lambda: "Control · Pokrovsk" not in sitmon.text)
            assert "failed" not in sitmon.text
            leave(sitmon)
        waited = run(environ, store, "claim", "add", *CLAIM)
        assert waited.returncode == ExitCode.FAILED
        assert "another process is writing" in waited.stderr
        other.execute("ROLLBACK")
    assert run(environ, store, "claim", "add", *CLAIM).returncode == ExitCode.OK
    assert sound_entries(store) == before + 1


def test_a_full_disk_stores_nothing_of_it_and_loses_nothing(
    environ: Mapping[str, str], store: Path
) -> None:
    before = sound_entries(store)
    with monitor(environ, store) as sitmon:
        sitmon.wait_for("DeepState map")
        resource.prlimit(sitmon.pid, resource.RLIMIT_FSIZE, (1, 1))
        full = run(environ, store, "claim", "add", *CLAIM, grow=1)
        assert full.returncode == ExitCode.FAILED
        assert "what was stored before is intact" in full.stderr
        assert sound_entries(store) == before
        assert run(environ, store, "claim", "add", *CLAIM).returncode == ExitCode.OK
        sitmon.press("j", "r")
        sitmon.wait_for(lambda: "Control · Pokrovsk" not in sitmon.text)
        leave(sitmon)
    assert sound_entries(store) == before + 1


def test_a_home_that_cannot_be_written(environ: Mapping[str, str], store: Path) -> None:
    nowhere = store.with_name("a-file")
    nowhere.touch()
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    homeless = {"HOME": str(nowhere)} | {f"XDG_{kind}_HOME": str(nowhere / "x") for kind in kinds}
    with monitor(homeless, store) as sitmon:
        sitmon.wait_for("DeepState map")
        leave(sitmon)
    told = run(homeless, nowhere / "store.db", "status", "Pokrovsk")
    assert told.returncode == ExitCode.FAILED
    assert "check" in told.stderr


def test_killed_while_it_writes(environ: Mapping[str, str], store: Path) -> None:
    command = [sys.executable, "-c", APPEND_FOR_EVER, str(store)]
    for _ in range(3):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writing:
            assert writing.stdout is not None
            told = [writing.stdout.readline() for _ in range(3)]
            writing.kill()
            told += writing.stdout.readlines()
        stored = sound_entries(store)
        assert stored >= max(map(int, filter(str.strip, told)))
        assert run(environ, store, "status", "Pokrovsk").returncode == ExitCode.OK
        assert sound_entries(store) == stored


def test_a_store_that_is_deleted_or_replaced_while_open(
    environ: Mapping[str, str], store: Path
) -> None:
    away = store.with_name("away.db")
    before = sound_entries(store)
    with monitor(environ, store) as sitmon:
        sitmon.wait_for("DeepState map")
        store.rename(away)
        sitmon.wait_for("deleted")
        assert "Pokrovsk" in sitmon.text, "what was read before stays"
        run(environ, store, "status", "Pokrovsk")
        sitmon.wait_for("took")
        away.replace(store)
        sitmon.wait_for(lambda: "took" not in sitmon.text)
        leave(sitmon)
    assert sound_entries(store) == before
