"""The monitor inside a real tmux: drawn, copied from, detached, and gone with its server."""

import os
import re
import select
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.terminal.harness import PtyProgram
from tests.terminal.test_hostile_routes import environ

__all__ = ["environ"]

SITMON = str(Path(sys.executable).with_name("sitmon"))
TMUX = shutil.which("tmux")
COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
DETACH = ("ctrl+b", "d")

pytestmark = pytest.mark.skipif(TMUX is None, reason="not installed: tmux (Debian: tmux)")


class Tmux:
    """A tmux server of its own, with sitmon in its one window.

    Args:
        folder: holds its socket and its settings.
        environ: what sitmon gets besides what tmux adds.
        settings: lines of the settings' file.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str], settings: tuple[str, ...]) -> None:
        self._folder = folder
        self._environ = {"LANG": "C.UTF-8", "PATH": os.defpath, **environ}
        configuration = folder / "tmux.conf"
        configuration.write_text("\n".join(settings) + "\n", "utf-8")
        self._words = [str(TMUX), "-S", str(folder / "tmux.sock"), "-f", str(configuration)]

    def attach(self, *words: str, columns: int = 100, rows: int = 30) -> PtyProgram:
        """A client of the server; with words it starts the server and these in it."""
        act = ("new-session", "-s", "it", *words) if words else ("attach", "-t", "it")
        return PtyProgram(
            [*self._words, *act], columns=columns, rows=rows, environ=dict(self._environ)
        )

    def ask(self, *words: str) -> str:
        """What the server answers to a command."""
        done = subprocess.run(
            [*self._words, *words],
            env=self._environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return done.stdout.strip()

    @property
    def pid(self) -> int:
        """The process in the window."""
        return int(self.ask("list-panes", "-t", "it", "-F", "#{pane_pid}"))

    def end(self) -> None:
        """End the server, if it has not ended yet."""
        subprocess.run([*self._words, "kill-server"], env=self._environ, check=False, timeout=30)


@pytest.fixture
def settings() -> tuple[str, ...]:
    return ()


@pytest.fixture
def tmux(tmp_path: Path, environ: Mapping[str, str], settings: tuple[str, ...]) -> Iterator[Tmux]:
    server = Tmux(tmp_path, environ, settings)
    yield server
    server.end()


def start(tmux: Tmux) -> PtyProgram:
    return tmux.attach(SITMON, "--as-of", "2025-11-05", "--fresh")


def test_it_is_drawn_detached_and_attached_again(tmux: Tmux) -> None:
    with start(tmux) as client:
        client.wait_for("DeepState map")
        pid = tmux.pid
        client.press(*DETACH)
        client.wait_exit()
    with tmux.attach(columns=80, rows=24) as client:
        client.wait_for("DeepState map")
        assert tmux.pid == pid
        client.press("q")
        assert client.wait_exit() == 0


def test_it_ends_with_its_server(tmux: Tmux) -> None:
    with start(tmux) as client:
        client.wait_for("DeepState map")
        watched = os.pidfd_open(tmux.pid)
        tmux.end()
        client.wait_exit()
    ended, _, _ = select.select([watched], [], [], 15)
    os.close(watched)
    assert ended


def copy_a_citation(client: PtyProgram) -> None:
    client.press("c")
    client.wait_for("Feed ·")
    client.press("enter")
    client.wait_for("Links ·")
    client.press("y")
    client.wait_for("sent to the terminal's clipboard")


@pytest.mark.parametrize("settings", [("set -s set-clipboard on",)])
def test_tmux_takes_what_is_copied(tmux: Tmux) -> None:
    with start(tmux) as client:
        client.wait_for("DeepState map")
        copy_a_citation(client)
        client.wait_for(lambda: tmux.ask("list-buffers") != "")
        assert "New York Times" in tmux.ask("show-buffer")


@pytest.mark.parametrize("settings", [("set -s set-clipboard off", "set -g allow-passthrough on")])
def test_tmux_passes_on_what_is_copied(tmux: Tmux) -> None:
    with start(tmux) as client:
        client.wait_for("DeepState map")
        copy_a_citation(client)
        client.wait_for(lambda: COPIED.search(client.raw) is not None)
        assert tmux.ask("list-buffers") == ""
        (copied,) = COPIED.findall(client.raw)
        assert b"New York Times" in b64decode(copied)


def test_without_either_setting_the_text_stands_on_the_screen(tmux: Tmux) -> None:
    with start(tmux) as client:
        client.wait_for("DeepState map")
        copy_a_citation(client)
        client.wait_for("select it with shift and the mouse")
        assert not COPIED.search(client.raw)
