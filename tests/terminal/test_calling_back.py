"""Bell, window title and notification on a real terminal: only where asked for, and taken back."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.harness import PtyProgram
from tests.terminal.test_hostile_routes import environ

__all__ = ["environ"]

SITMON = str(Path(sys.executable).with_name("sitmon"))
CLAIM = (
    *("claim", "add", "--place", "Pokrovsk", "--source", "nyt", "--kind", "event"),
    *("--said", "1d", "--text", "A \x07new\x1b] word."),
)
WAYS = (b"\x07", b"\x1b]2;sitmon: Ukraine, live", b"\x1b]9;sitmon: Pokrovsk: 1 new claim\x07")
SAVED, RESTORED = b"\x1b[22;2t", b"\x1b[23;2t"


def say_something_new(environ: Mapping[str, str]) -> None:
    subprocess.run(
        [SITMON, *CLAIM],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environ},
        check=True,
        capture_output=True,
        timeout=60,
    )


def live_monitor(environ: Mapping[str, str], *options: str) -> PtyProgram:
    sitmon = PtyProgram([SITMON, "Pokrovsk", *options], environ=environ)
    sitmon.wait_for("Control")
    sitmon.press("=")
    sitmon.wait_for("live")
    return sitmon


def test_a_reader_who_asked_is_called_back(environ: Mapping[str, str]) -> None:
    with live_monitor(environ, "--bell", "--window-title", "--notify") as sitmon:
        say_something_new(environ)
        sitmon.wait_for(lambda: all(way in sitmon.raw for way in WAYS))
        sitmon.wait_for(lambda: b"live - Pokrovsk: 1 new claim\x07" in sitmon.raw)
        sitmon.press("q", "q")
        assert sitmon.wait_exit() == 0
        assert sitmon.raw.count(SAVED) == sitmon.raw.count(RESTORED) == 1


def test_nobody_else_is(environ: Mapping[str, str]) -> None:
    with live_monitor(environ) as sitmon:
        sitmon.press("4")
        say_something_new(environ)
        sitmon.wait_for("Claims · Pokrovsk · 26")
        sitmon.press("q", "q")
        assert sitmon.wait_exit() == 0
        pointer_shapes = sitmon.raw.count(b"\x1b]22;")
        assert sitmon.raw.count(b"\x07") == pointer_shapes
        assert sitmon.raw.count(b"\x1b]") == pointer_shapes
        assert SAVED not in sitmon.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_title_comes_back_after_a_signal(
    environ: Mapping[str, str], number: signal.Signals
) -> None:
    with live_monitor(environ, "--window-title") as sitmon:
        sitmon.send_signal(number)
        assert sitmon.wait_exit() == 128 + number
        assert sitmon.raw.count(SAVED) == sitmon.raw.count(RESTORED) == 1
