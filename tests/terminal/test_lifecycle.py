"""The ends that no reader chooses, on a real terminal: signals, a lost one, one that reads no more.

Whatever happens, the monitor ends or goes on within two seconds and gives the terminal back.
"""

import json
import os
import shlex
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.terminal.harness import PtyProgram

SITMON = str(Path(sys.executable).with_name("sitmon"))
LEFT_SCREEN = b"\x1b[?1049l"
ENTERED_SCREEN = b"\x1b[?1049h"
MOUSE_OFF = b"\x1b[?1003l"
CUT_OFF = b"\x18"
"""Sent only where there was no orderly end."""
ALLOWED = 2.0 + 1.0
"""Seconds: the two that are promised, and one for a machine with other work."""


class Droppable(PtyProgram):
    """A terminal that can go away, as the one of an SSH session does."""

    first_modes: Sequence[int] = ()
    """The terminal's settings before the program changed them."""

    def hang_up(self) -> None:
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    return {"HOME": str(tmp_path)} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


def start(environ: Mapping[str, str], *words: str) -> Droppable:
    sitmon = Droppable([SITMON, *words], environ=environ)
    sitmon.first_modes = sitmon.terminal_modes
    sitmon.wait_for("DeepState map")
    sitmon.wait_for("1 Cities")
    return sitmon


def keep_only(sitmon: PtyProgram, words: str) -> None:
    sitmon.press("/")
    sitmon.wait_for("city or region")
    sitmon.press(words)
    sitmon.wait_for(f"“{words}”")
    sitmon.press("enter")


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def threads(pid: int) -> list[str]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sorted((task / "comm").read_text() for task in tasks)


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_file(path: Path, seconds: float) -> str:
    """The text of a file that another process writes, as soon as there is some."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if path.exists() and (text := path.read_text()):
            return text
    raise AssertionError(f"{path.name} was not written in {seconds} s")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM])
def test_a_signal_ends_it_and_gives_the_terminal_back(
    environ: Mapping[str, str], number: signal.Signals
) -> None:
    with start(environ) as sitmon:
        sitmon.send_signal(number)
        began = time.monotonic()
        assert sitmon.wait_exit() == 128 + number
        assert time.monotonic() - began < ALLOWED
        assert LEFT_SCREEN in sitmon.raw
        assert MOUSE_OFF in sitmon.raw
        assert CUT_OFF not in sitmon.raw, "the end was an orderly one"
        assert sitmon.terminal_modes == sitmon.first_modes
        assert sitmon.raw.rindex(b"\x1b[?25h") > sitmon.raw.rindex(b"\x1b[?25l")


def test_a_dropped_connection_ends_it_and_keeps_where_the_reader_was(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    with start(environ) as sitmon:
        keep_only(sitmon, "kramatorsk")
        sitmon.wait_for("Control · Kramatorsk")
        sitmon.hang_up()
        assert sitmon.wait_exit(ALLOWED) == 128 + signal.SIGHUP
    left = json.loads((tmp_path / "state" / "sitmon" / "left.json").read_bytes())
    assert [note["words"] for note in left.values()] == ["kramatorsk"]
    with start(environ) as again:
        again.wait_for("“kramatorsk”")
        again.wait_for("Control · Kramatorsk")
        again.press("q")
        assert again.wait_exit() == 0


@pytest.mark.parametrize("around", ["{}", "setsid -w {}"], ids=["ignored", "no-controlling-tty"])
def test_a_dropped_connection_ends_it_where_nobody_is_told(
    environ: Mapping[str, str], tmp_path: Path, around: str
) -> None:
    code = tmp_path / "code"
    inner = around.format(shlex.quote(SITMON))
    script = f"trap '' HUP; {inner}; echo $? > {shlex.quote(str(code))}"
    with Droppable(["/bin/sh", "-c", script], environ=environ) as shell:
        shell.wait_for("DeepState map")
        shell.hang_up()
        assert wait_until_file(code, ALLOWED).strip() == str(128 + signal.SIGHUP)


def test_a_terminal_that_reads_no_more_keeps_nobody_from_ending_it(
    environ: Mapping[str, str],
) -> None:
    with start(environ) as sitmon:
        # Far more than fits between the two; nobody takes it.
        for turn in range(200):
            sitmon.resize(300 - turn % 2, 100)
            sitmon.press("j")
            time.sleep(0.02)
        sitmon.send_signal(signal.SIGTERM)
        began = time.monotonic()
        while not gone(sitmon.pid) and time.monotonic() - began < 10:
            pass
        assert time.monotonic() - began < ALLOWED
        assert sitmon.wait_exit() == 128 + signal.SIGTERM
        assert CUT_OFF in sitmon.raw
        assert LEFT_SCREEN in sitmon.raw[sitmon.raw.rindex(CUT_OFF) :]
        assert sitmon.terminal_modes == sitmon.first_modes


def test_it_goes_on_when_the_terminal_reads_again(environ: Mapping[str, str]) -> None:
    with start(environ) as sitmon:
        for turn in range(120):
            sitmon.resize(300 - turn % 2, 100)
            time.sleep(0.02)
        idle = cpu_seconds(sitmon.pid)
        time.sleep(1)
        assert cpu_seconds(sitmon.pid) - idle < 0.5, "it waits without a busy loop"
        sitmon.resize(80, 24)
        sitmon.press("?")
        sitmon.wait_for("esc closes", timeout=30)
        sitmon.press("escape")
        sitmon.wait_for(lambda: "esc closes" not in sitmon.text)
        sitmon.press("q")
        assert sitmon.wait_exit() == 0


def test_waking_what_does_not_sleep_leaves_no_threads(environ: Mapping[str, str]) -> None:
    with start(environ) as sitmon:
        sitmon.press("?")
        sitmon.wait_for("esc closes")
        before = threads(sitmon.pid)
        for _ in range(5):
            sitmon.send_signal(signal.SIGCONT)
        sitmon.press("escape")
        sitmon.wait_for(lambda: "esc closes" not in sitmon.text)
        assert threads(sitmon.pid).count("textual-input\n") == before.count("textual-input\n")
        assert len(threads(sitmon.pid)) <= len(before) + 1, "the store's own pool may have grown"
        sitmon.press("q")
        assert sitmon.wait_exit() == 0


def test_it_stops_for_a_shell_and_comes_back(environ: Mapping[str, str]) -> None:
    script = f"set -m; {shlex.quote(SITMON)}; echo STOPPED; fg; echo ENDED $?"
    with PtyProgram(["/bin/sh", "-c", script], environ=environ) as shell:
        shell.wait_for("DeepState map")
        (child,) = children(shell.pid)
        os.kill(child, signal.SIGTSTP)
        shell.wait_for(lambda: b"STOPPED" in shell.raw)
        assert LEFT_SCREEN in shell.raw
        shell.wait_for("DeepState map")
        shell.press("?")
        shell.wait_for("esc closes")
        os.kill(child, signal.SIGTERM)
        shell.wait_for(f"ENDED {128 + signal.SIGTERM}")


@pytest.mark.parametrize("options", [(), ("--slow-link",)], ids=" ".join)
def test_the_key_of_every_shell_stops_it_and_fg_brings_it_back(
    environ: Mapping[str, str], options: tuple[str, ...]
) -> None:
    stops = 3
    rounds = " ".join(f"echo STOPPED-{number}; fg;" for number in range(stops))
    script = f"set -m; {shlex.join([SITMON, *options])}; {rounds} echo END $?"
    with PtyProgram(["/bin/sh", "-c", script], environ=environ) as shell:
        shell.wait_for("DeepState map")
        (child,) = children(shell.pid)
        before = len(threads(child))
        for number in range(stops):
            shell.press("/" if number else "2", "ctrl+z")
            shell.wait_for(partial(_is_back, shell, number))
            shell.wait_for("DeepState map")
        shell.press("escape", "?")
        shell.wait_for("esc closes")
        assert len(threads(child)) <= before + 1, "the store's own pool may have grown"
        os.kill(child, signal.SIGTERM)
        shell.wait_for(f"END {128 + signal.SIGTERM}")


def _is_back(shell: PtyProgram, number: int) -> bool:
    said = f"STOPPED-{number}".encode() in shell.raw
    return said and shell.raw.count(ENTERED_SCREEN) == number + 2


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize(
    "redirection",
    ["</dev/null", "<&-", ">/dev/null", ">&-", "2>/dev/null", "2>&-", "</dev/null >&- 2>&-"],
)
def test_a_start_without_its_streams_ends_by_itself(
    environ: Mapping[str, str], redirection: str
) -> None:
    script = f"exec {shlex.quote(SITMON)} {redirection}"
    with PtyProgram(["/bin/sh", "-c", script], environ=environ) as sitmon:
        assert sitmon.wait_exit() in (0, 2)
        assert b"\x1b" not in sitmon.raw
        assert b"Traceback" not in sitmon.raw


MOVING_CLOCK = """
import sys
from datetime import UTC, datetime, timedelta
from tui.cli import main
from tui.commandline.console import process_console

calls = 0

def clock():
    global calls
    calls += 1
    return datetime(2025, 10, 26, 1, 30, tzinfo=UTC) - timedelta(hours=3) * (calls > 60)

console = process_console()
console.clock = clock
sys.exit(main(["--as-of", "now"], console))
"""


def test_a_clock_set_back_in_the_night_summer_time_ends_stops_nothing(
    environ: Mapping[str, str],
) -> None:
    root = str(Path(__file__).resolve().parents[2])
    variables = {**environ, "TZ": "Europe/Kyiv", "PYTHONPATH": root}
    with PtyProgram([sys.executable, "-c", MOVING_CLOCK], environ=variables) as sitmon:
        sitmon.wait_for("1 Cities")
        for _ in range(6):
            for key, day in (("[", "25 Oct"), ("=", "LIVE")):
                sitmon.press(key)
                sitmon.wait_for(day)
        sitmon.press("?")
        sitmon.wait_for("esc closes")
        sitmon.press("escape")
        sitmon.wait_for(lambda: "esc closes" not in sitmon.text)
        used = cpu_seconds(sitmon.pid)
        assert sitmon.read_until_silent(1) >= 0
        assert cpu_seconds(sitmon.pid) - used < 0.5
        sitmon.press("q")
        assert sitmon.wait_exit() == 0
