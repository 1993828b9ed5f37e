"""The kiosk over a line that is slow and late, and for a reader whose machine stands still.

Over the real sshd: its login, its windows and its buffers are what makes such a line what it is.
"""

import asyncio
import os
import select
import shlex
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from situation.periods import utc_now
from situation.store import open_store
from tests.servers import sshd
from tests.servers.sshd import Sshd, login, manual_lines, serving, why_not
from tests.servers.test_sshd import kiosks, store
from tests.servers.throttle import Throttle
from tests.situation.records import make_claim
from tests.terminal.harness import PtyProgram
from tests.terminal.test_lifecycle import cpu_seconds

__all__ = ["store"]

SITMON: Final = str(Path(sys.executable).with_name("sitmon"))
SLOW: Final = {"bytes_per_second": 50_000 / 8, "delay": 0.3}
ROUND_TRIP: Final = 2 * SLOW["delay"]
USABLE: Final = 3.0
"""Seconds that a key may take on such a line."""
SOON: Final = ("ClientAliveInterval 1", "ClientAliveCountMax 3")
"""In place of the manual's two minutes, which are too long for a test."""

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "sshd is here")


@contextmanager
def kiosk_server(folder: Path, store: Path, *options: str) -> Iterator[Sshd]:
    """The manual's server, whose forced command is the kiosk with these options."""
    (folder / "sshd").mkdir()
    words = [SITMON, "--kiosk", "--store", str(store), *options]
    environ = f'PATH=/usr/bin:/bin HOME={shlex.quote(str(folder))} LANG=C.UTF-8 TERM="$TERM"'
    with serving(folder / "sshd", f"exec /usr/bin/env -i {environ} {shlex.join(words)}") as running:
        yield running


@contextmanager
def slow_line(target: int) -> Iterator[Throttle]:
    """The proxy in a thread of its own: a terminal is waited for without an event loop."""
    loop, line = asyncio.new_event_loop(), Throttle(target, **SLOW)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(line.__aenter__(), loop).result()
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(line.__aexit__(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def seconds_until(reader: PtyProgram, key: str, shown: str | Callable[[], bool]) -> float:
    """How long a key takes, pressed when everything before it has arrived."""
    reader.read_until_silent(2 * ROUND_TRIP)
    began = time.monotonic()
    reader.press(key)
    reader.wait_for(shown)
    return time.monotonic() - began


def test_a_slow_and_late_line_is_usable(store: Path, tmp_path: Path) -> None:
    with kiosk_server(tmp_path, store, "--slow-link") as server, slow_line(server.port) as line:
        # The host's key is known by the port that the server itself has.
        known = ("-o", f"HostKeyAlias=[127.0.0.1]:{server.port}")
        command = replace(server, port=line.port).client("ssh", "-tt", *known, login())
        with PtyProgram(command, columns=80, rows=24) as reader:
            reader.wait_for("DeepState map", timeout=60)
            assert seconds_until(reader, "?", "esc closes") < USABLE
            assert seconds_until(reader, "escape", lambda: "esc closes" not in reader.text) < USABLE
            shown = seconds_until(reader, "j", lambda: "Control · Pokrovsk" not in reader.text)
            assert ROUND_TRIP <= shown < USABLE, "it came over the line, and soon"
            began = time.monotonic()
            reader.press("q")
            assert reader.wait_exit() == 0
            assert time.monotonic() - began < USABLE
        assert not kiosks(store)


def append(store: Path, claims: int) -> None:
    """Record so many claims one after the other, as their keeper does: each is drawn."""

    async def recording() -> None:
        owners = open_store(store)
        for number in range(claims):
            claim = make_claim(f"frozen-{number}", said_at=utc_now(), text=f"{number} " * 40)
            await owners.append([claim], author="owner")
        await owners.close()

    asyncio.run(recording())


def log_in(server: Sshd) -> PtyProgram:
    return PtyProgram(server.client("ssh", "-tt", login()), columns=190, rows=46)


def test_a_frozen_reader_costs_nothing_and_finds_everything(store: Path, tmp_path: Path) -> None:
    append(store, 1)
    with kiosk_server(tmp_path, store) as server, log_in(server) as reader:
        reader.wait_for("live")
        (pid,) = kiosks(store)
        reader.send_signal(signal.SIGSTOP)
        append(store, 40)
        used = cpu_seconds(pid)
        assert not gone(pid, 2)
        assert cpu_seconds(pid) - used < 0.5, "it waits without a busy loop"
        reader.send_signal(signal.SIGCONT)
        reader.press("c")
        reader.wait_for("39 39 39")
        reader.press("q", "q")
        assert reader.wait_exit() == 0


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The manual's block, which asks sooner whether anybody is there."""

    def lines(forced_command: str) -> str:
        block = manual_lines(forced_command).splitlines()
        return "\n".join([*(line for line in block if "ClientAlive" not in line), *SOON])

    monkeypatch.setattr(sshd, "manual_lines", lines)


def gone(pid: int, seconds: float) -> bool:
    """Whether a process, which is no child of this one, ends in time."""
    watched = os.pidfd_open(pid)
    ended, _, _ = select.select([watched], [], [], seconds)
    os.close(watched)
    return bool(ended)


@pytest.mark.usefixtures("impatient")
def test_a_frozen_reader_is_let_go(store: Path, tmp_path: Path) -> None:
    with kiosk_server(tmp_path, store) as server, log_in(server) as reader:
        reader.wait_for("DeepState map")
        (pid,) = kiosks(store)
        reader.send_signal(signal.SIGSTOP)
        assert gone(pid, 20)


def test_a_frozen_reader_who_is_killed_leaves_no_kiosk(store: Path, tmp_path: Path) -> None:
    with kiosk_server(tmp_path, store) as server, log_in(server) as reader:
        reader.wait_for("DeepState map")
        (pid,) = kiosks(store)
        reader.send_signal(signal.SIGSTOP)
        append(store, 20)
        reader.send_signal(signal.SIGKILL)
        assert gone(pid, 15)
        assert not kiosks(store)
