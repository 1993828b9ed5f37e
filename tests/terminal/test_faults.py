"""Faults of the machine: little memory, no processor, a full disk, other zones and other clocks.

What a terminal, a network or another program does is in the files beside this one.
"""

import asyncio
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from situation.errors import EvidenceError, ExitCode
from situation.evidence import document_of
from situation.opening import open_situation
from situation.settings_model import SyncSettings
from situation.store import open_sqlite
from situation.sync_setup import due_at
from tests.conftest import NOW
from tests.screens.world import PACK_DAY, open_world
from tests.servers.replay import ReplayServer
from tests.situation.records import make_claim
from tests.situation.sync_world import NOW as SYNCED
from tests.situation.sync_world import RSS, attempt, one_feed, rss, world_in
from tests.terminal.harness import PtyProgram
from tests.terminal.test_lifecycle import children
from tests.terminal.test_store_faults import CLAIM, SITMON, environ, leave, monitor, run, store

__all__ = ["environ", "store"]

MEMORY: Final = 160
"""MiB of data and stacks: a quarter more than the monitor ever has on a tour of a large store.

Each of its six to eight threads counts with the whole 8 MiB that its stack may grow to.
"""
CHATHAM: Final = "CHAST-12:45CHADT,M9.5.0/2:45,M4.1.0/3:45"
KYIV: Final = "EET-2EEST,M3.5.0/3,M10.5.0/4"
ZONES: Final = ("UTC", CHATHAM, KYIV)
"""As POSIX writes them: no database of zones is needed."""
TEN_YEARS: Final = timedelta(days=3653)
TOUR: Final = (("m", "0 whole"), ("S", "R sync"), ("c", "f facets"), ("enter", "7 Timeline"))
"""Keys of the monitor, and what the screens that they open have at their foot or in a title."""
SHARING_ITS_CORE: Final = """
import os, signal, subprocess, sys
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
busy = subprocess.Popen([sys.executable, "-ISc", "while True: pass"])
os.kill(busy.pid, signal.SIGSTOP)
os.execv(sys.argv[1], sys.argv[1:])
"""


def in_shell(before: str, *words: str) -> list[str]:
    return ["/bin/sh", "-c", f"{before}; exec {shlex.join(words)}"]


def tour(sitmon: PtyProgram, timeout: float = 15) -> None:
    for key, shown in TOUR:
        sitmon.press(key)
        sitmon.wait_for(shown, timeout)
        sitmon.press("escape")
        sitmon.wait_for("q quit", timeout)


def test_a_limit_of_memory_that_just_fits(environ: Mapping[str, str], store: Path) -> None:
    words = in_shell(f"ulimit -d {MEMORY * 1024}", SITMON, "--store", str(store))
    with PtyProgram(words, columns=120, rows=40, environ=environ) as sitmon:
        sitmon.wait_for("DeepState map")
        tour(sitmon)
        leave(sitmon)


async def make_larger_than_the_memory(path: Path) -> None:
    opened = open_sqlite(path)
    text = "word town fell " * 500
    claims = (make_claim(f"c{n}", text=f"{n} {text}", said_at=NOW) for n in range(17_000))
    await opened.append(claims, author="test")
    await opened.close()


def test_a_store_larger_than_the_memory_is_read_and_not_held(
    environ: Mapping[str, str], store: Path
) -> None:
    asyncio.run(make_larger_than_the_memory(store))
    assert store.stat().st_size > MEMORY * 2**20
    limit, place = f"ulimit -d {MEMORY * 1024}", ("--store", str(store))
    with PtyProgram(
        in_shell(limit, SITMON, *place), columns=120, rows=40, environ=environ
    ) as sitmon:
        sitmon.wait_for("DeepState map")
        tour(sitmon)
        leave(sitmon)
    ran = subprocess.run(
        in_shell(limit, SITMON, "export", "--format", "jsonl", "--as-of", "2025-11-06", *place),
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    # It ends by itself and says what it lacks; better would be not to hold everything.
    if ran.returncode != ExitCode.OK:
        assert ran.returncode in {ExitCode.FAILED, ExitCode.CRASHED}
        assert re.search("sitmon: .*(memory|thread)", ran.stderr.splitlines()[-1], re.IGNORECASE)


def test_keys_are_answered_where_there_is_next_to_no_processor(
    environ: Mapping[str, str], store: Path
) -> None:
    words = [sys.executable, "-c", SHARING_ITS_CORE, SITMON, "--store", str(store)]
    with PtyProgram(words, columns=120, rows=40, environ=environ) as sitmon:
        sitmon.wait_for("DeepState map")
        (busy,) = children(sitmon.pid)
        for thread in Path(f"/proc/{sitmon.pid}/task").iterdir():
            os.setpriority(os.PRIO_PROCESS, int(thread.name), 19)
        os.kill(busy, signal.SIGCONT)
        sitmon.press("?")
        sitmon.wait_for("esc closes", timeout=60)
        sitmon.press("escape", *"jjjjj")
        sitmon.wait_for("Control · Vovchansk", timeout=60)
        os.kill(busy, signal.SIGKILL)
        leave(sitmon)


def can_mount() -> bool:
    tried = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(tried, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def on_full_disk(environ: Mapping[str, str], folder: Path, *words: str) -> str:
    """What a command says whose store is on a file system without any room."""
    folder.mkdir()
    path = shlex.quote(str(folder))
    script = (
        f"mount -t tmpfs -o size=3m tmpfs {path} && {SITMON} status --store {path}/s.db >/dev/null"
        f" && cat /dev/zero >{path}/rest; {SITMON} {shlex.join(words)} --store {path}/s.db"
        f" && rm {path}/rest && {SITMON} {shlex.join(['claim', 'add', *CLAIM])} --store {path}/s.db"
    )
    ran = subprocess.run(
        ["unshare", "-m", "/bin/sh", "-c", script],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ran.stdout + ran.stderr


@pytest.mark.skipif(not can_mount(), reason="no file system may be mounted here")
@pytest.mark.parametrize("words", [("status", "Pokrovsk"), ("claim", "add", *CLAIM), ("doctor",)])
def test_a_disk_without_any_room_is_called_full(
    environ: Mapping[str, str], tmp_path: Path, words: Sequence[str]
) -> None:
    assert "disk is full" in on_full_disk(environ, tmp_path / "disk", *words)


def test_a_directory_in_place_of_the_store(environ: Mapping[str, str], tmp_path: Path) -> None:
    with monitor(environ, tmp_path) as sitmon:
        assert sitmon.wait_exit() == ExitCode.FAILED
        assert "that is a directory, not a store" in sitmon.text


@pytest.mark.parametrize("said", ["2025-10-26T03:30", "2025-10-26T03:30+02:00"])
def test_the_zone_of_the_machine_changes_nothing_that_is_stored(
    environ: Mapping[str, str], store: Path, said: str
) -> None:
    """Half past three came twice in Kyiv that night, and in Chatham it was another day."""
    typed = [*CLAIM[:-3], said, *CLAIM[-2:]]
    listed = []
    for number, zone in enumerate(ZONES):
        there = {**environ, "TZ": zone}
        words = [word.replace("Nothing", f"Nothing {number}") for word in typed]
        assert run(there, store, "claim", "add", *words).returncode == ExitCode.OK
        listed.append(run(there, store, "claims", "--json", "--as-of", "2025-10-27").stdout)
    found = {
        claim["said_at"] for claim in json.loads(listed[-1])["claims"] if "Nothing" in str(claim)
    }
    assert found == {"2025-10-26T03:30:00Z" if "+" not in said else "2025-10-26T01:30:00Z"}
    for asked in (("export", "--format", "jsonl"), ("claims", "--json", "--as-of", "2025-10-27")):
        assert len({run({**environ, "TZ": zone}, store, *asked).stdout for zone in ZONES}) == 1


def test_the_zone_of_the_machine_changes_nothing_on_the_screen(
    environ: Mapping[str, str], store: Path
) -> None:
    drawn = set()
    for number, zone in enumerate(ZONES):
        # For each reader it is the first visit.
        variables = {**environ, "TZ": zone, "XDG_STATE_HOME": str(store.parent / f"{number}")}
        words = [SITMON, "--store", str(store), "pokrovsk"]
        with PtyProgram(words, columns=120, rows=40, environ=variables) as sitmon:
            sitmon.wait_for("16 claims")
            sitmon.read_until_silent(0.5)
            drawn.add("\n".join(sitmon.lines[1:]))
            sitmon.press("q", "q")
            assert sitmon.wait_exit() == 0
    assert len(drawn) == 1


@pytest.mark.parametrize(
    ("recorded", "looked"), [(TEN_YEARS, timedelta()), (timedelta(), TEN_YEARS)]
)
async def test_no_age_is_negative_where_the_clock_was_ahead_or_is(
    tmp_path: Path, recorded: timedelta, looked: timedelta
) -> None:
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: NOW + recorded)
    seen = ""
    try:
        async with open_world(
            tmp_path, (190, 46), opened=opened, clock=lambda: NOW + looked, viewpoint=PACK_DAY
        ) as world:
            await world.until_shown("pokrovsk")
            for keys in ("enter", "escape", "S", "escape", "c", "enter", "escape", "escape"):
                await world.press(keys)
                await world.until(lambda: "loading" not in world.text, f"{keys} has led somewhere")
                seen += world.text
    finally:
        await opened.store.close()
    assert re.search(r"data (just now|\d+y old)", seen)
    assert re.findall(r"[-−]\d+[mhdwy]\b|in -\d", seen) == []


async def test_ten_years_ahead_nothing_is_pruned_that_a_record_names(tmp_path: Path) -> None:
    async with world_in(tmp_path) as world, ReplayServer() as host:
        host.answer("/feed.xml", rss("a"), headers=RSS)
        await world.sync(one_feed(world, host))
        before = await world.claims()
        other = document_of(b"x", url="https://x.example", media_type="x", fetched_at=SYNCED)
        world.evidence.keep(other, b"x")
        world.clock.move(days=TEN_YEARS.days)
        report = await world.sync(one_feed(world, host))
        assert report.pruned == 1
        assert await world.claims() == before
        (claim, *_) = before
        stored = await world.store.claim(claim)
        assert stored is not None
        assert stored.record.document is not None
        assert world.evidence.load(stored.record.document) == rss("a")
        with pytest.raises(EvidenceError):
            world.evidence.load(other.id)


async def test_a_clock_that_was_ahead_once_does_not_end_the_pruning(tmp_path: Path) -> None:
    async with world_in(tmp_path) as world:
        world.evidence.fit(await world.store.info())
        assert world.evidence.prune_daily(SyncSettings(), SYNCED + TEN_YEARS) is not None
        assert world.evidence.prune_daily(SyncSettings(), SYNCED + timedelta(days=2)) is not None


async def test_a_clock_that_was_ahead_once_does_not_end_the_syncing(tmp_path: Path) -> None:
    async with world_in(tmp_path) as world, ReplayServer() as host:
        host.answer("/feed.xml", rss("a"), headers=RSS)
        feed = one_feed(world, host)
        world.clock.move(days=TEN_YEARS.days)
        await world.sync(feed)
        due = due_at(feed, await attempt(world), world.settings, SYNCED + timedelta(days=2))
        assert due is None or due <= SYNCED + timedelta(days=2)
