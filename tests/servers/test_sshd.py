"""The kiosk behind a real OpenSSH server: logging in, driving the monitor, trying to get out.

The restrictions are the block of docs/kiosk.md, taken from there.
"""

import asyncio
import hashlib
import os
import select
import shlex
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from situation.opening import open_situation
from situation.periods import utc_now
from tests.servers.sshd import Sshd, login, manual_lines, serving, why_not
from tests.terminal.harness import PtyProgram

SITMON = str(Path(sys.executable).with_name("sitmon"))
NOT_HERE = "not in a kiosk"
KEPT_BACK = "of no business of the reader"
USAGE = 2
REFUSED = 255
"""What ssh ends with when the connection, not the command, failed."""

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "sshd is here")


def make_store(path: Path) -> None:
    opened = asyncio.run(open_situation(str(path), clock=utc_now))
    asyncio.run(opened.store.close())


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.db"
    make_store(path)
    return path


@pytest.fixture
def server(tmp_path: Path, store: Path) -> Iterator[Sshd]:
    folder = tmp_path / "sshd"
    folder.mkdir()
    words = [
        "exec /usr/bin/env -i",
        "PATH=/usr/bin:/bin",
        f"HOME={shlex.quote(str(tmp_path))}",
        'LANG=C.UTF-8 TERM="$TERM"',
        f"{shlex.quote(SITMON)} --kiosk --store {shlex.quote(str(store))}",
    ]
    with serving(folder, " ".join(words)) as running:
        yield running


def log_in(server: Sshd, *words: str) -> PtyProgram:
    return PtyProgram(server.client("ssh", "-tt", *words, login()), columns=100, rows=30)


def kiosks(store: Path) -> list[int]:
    """The processes of sitmon that have this store on their command line."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0") if folder.name.isdigit() else []
            if str(store).encode() in words and b"--kiosk" in words:
                found.append(int(folder.name))
    return found


def children(pid: int) -> str:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return "".join((task / "children").read_text("ascii") for task in tasks)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_monitor_is_driven_and_left(server: Sshd, store: Path) -> None:
    with log_in(server) as reader:
        reader.wait_for("DeepState map")
        reader.press("j")
        reader.wait_for(lambda: "Control · Pokrovsk" not in reader.text)
        reader.press("k")
        reader.wait_for("Control · Pokrovsk")
        reader.press("enter")
        reader.wait_for("no status has most votes")
        reader.press("escape")
        reader.wait_for("1 Cities")
        reader.press(":")
        reader.wait_for("Search for commands")
        reader.press("kramatorsk")
        reader.wait_for("open this city")
        reader.press("enter")
        reader.wait_for("Control · Kramatorsk")
        reader.press("escape")
        reader.wait_for("1 Cities")
        reader.press("q")
        assert reader.wait_exit() == 0
    assert not kiosks(store)


def test_no_key_leads_out(server: Sshd, store: Path, tmp_path: Path) -> None:
    before = digest(store)
    with log_in(server) as reader:
        reader.wait_for("DeepState map")
        (pid,) = kiosks(store)
        reader.press("ctrl+z", "!", "|", "\x1c", "ctrl+c", "ctrl+s", "ctrl+o", "R")
        reader.wait_for(NOT_HERE)
        assert "State:\tT" not in Path(f"/proc/{pid}/status").read_text("utf-8")
        reader.press("c")
        reader.wait_for("4 Feed")
        reader.press("E", "a", "S")
        reader.wait_for(lambda: reader.text.count(NOT_HERE) > 1)
        reader.press("escape")
        reader.wait_for("1 Cities")
        reader.press(":")
        reader.wait_for("Search for commands")
        reader.press("!sh")
        reader.wait_for("!sh")
        reader.press("enter", "escape")
        reader.wait_for(lambda: "!sh" not in reader.text and "1 Cities" in reader.text)
        assert kiosks(store) == [pid]
        assert not children(pid)
    assert digest(store) == before
    kept = {path.name for path in tmp_path.iterdir()} - {"kiosk.db-wal", "kiosk.db-shm"}
    assert kept == {"kiosk.db", "sshd"}


def test_another_command_is_not_run(server: Sshd, store: Path, tmp_path: Path) -> None:
    secret = tmp_path / "sshd" / "secret"
    secret.write_text(KEPT_BACK, "utf-8")
    ran = server.run("ssh", login(), f"cat {secret}")
    assert ran.returncode == USAGE
    assert (ran.stdout, b"no screen here" in ran.stderr) == (b"", True)
    command = server.client("ssh", "-tt", login(), f"cat {secret}; exec sh")
    with PtyProgram(command, columns=100, rows=30) as reader:
        reader.wait_for("DeepState map")
        assert KEPT_BACK.encode() not in reader.raw
        reader.press("q")
        assert reader.wait_exit() == 0
    assert not kiosks(store)


@pytest.mark.parametrize("words", [("scp",), ("scp", "-O"), ("sftp",)])
def test_no_file_is_fetched(
    server: Sshd, store: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    fetched = tmp_path / "sshd" / "fetched"
    ran = server.run(*words, f"{login()}:{store}", str(fetched))
    assert ran.returncode != 0
    assert not fetched.exists()
    assert not kiosks(store)


def test_no_file_is_put(server: Sshd, tmp_path: Path) -> None:
    sent = tmp_path / "sshd" / "known_hosts"
    target = tmp_path / "sshd" / "put"
    assert server.run("scp", str(sent), f"{login()}:{target}").returncode != 0
    assert not target.exists()


def test_no_port_is_forwarded(server: Sshd) -> None:
    with socket.create_server(("127.0.0.1", 0)) as inside:
        inside.setblocking(False)
        port = inside.getsockname()[1]
        there = server.run("ssh", "-W", f"127.0.0.1:{port}", login())
        assert there.returncode == REFUSED
        assert b"prohibited" in there.stderr
        back = server.run("ssh", "-N", "-R", f"0:127.0.0.1:{port}", login())
        assert back.returncode == REFUSED
        assert b"forwarding" in back.stderr
        with pytest.raises(BlockingIOError):
            inside.accept()


def test_nothing_of_the_client_s_environment_arrives(server: Sshd, store: Path) -> None:
    given = ("SITMON_STORE=/x", "SITMON_THEME=light", "TEXTUAL_LOG=/x", "PYTHONPATH=/x", "LANG=xx")
    set_there = [word for value in given for word in ("-o", f"SetEnv={value}")]
    with log_in(server, *set_there) as reader:
        reader.wait_for("DeepState map")
        (pid,) = kiosks(store)
        environ = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        names = {value.partition(b"=")[0].decode() for value in environ if value}
        assert names == {"PATH", "HOME", "LANG", "TERM"}
        assert b"LANG=C.UTF-8" in environ
        reader.press("q")
        assert reader.wait_exit() == 0


def test_a_lost_connection_ends_it(server: Sshd, store: Path) -> None:
    with log_in(server) as reader:
        reader.wait_for("DeepState map")
        (pid,) = kiosks(store)
        watched = os.pidfd_open(pid)
        reader.send_signal(signal.SIGKILL)
        reader.wait_exit()
        ended, _, _ = select.select([watched], [], [], 15)
        os.close(watched)
    assert ended


def test_the_manual_forbids_each_kind_of_forwarding() -> None:
    lines = {line.strip() for line in manual_lines("true").splitlines()}
    kinds = ("AllowTcp", "AllowStreamLocal", "AllowAgent", "X11")
    assert {f"{kind}Forwarding no" for kind in kinds} | {"DisableForwarding yes"} <= lines
