"""Back where the reader was, on a real terminal; and a terminal that never reads again."""

import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.harness import PtyProgram

SITMON = str(Path(sys.executable).with_name("sitmon"))
IMPATIENT = """
import sys
from tui import lifecycle
from tui.cli import main

lifecycle.BEAT_SECONDS, lifecycle.UNANSWERED_BEATS = 0.1, 10
sys.exit(main([]))
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    root = str(Path(__file__).resolve().parents[2])
    return {"HOME": str(tmp_path), "PYTHONPATH": root} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


def leave(sitmon: PtyProgram) -> None:
    sitmon.press("q")
    assert sitmon.wait_exit() == 0


def test_order_city_and_day_are_back_and_fresh_begins_anew(environ: Mapping[str, str]) -> None:
    with PtyProgram([SITMON], environ=environ) as sitmon:
        sitmon.wait_for("Control · Pokrovsk")
        sitmon.press("s")
        sitmon.wait_for("by occupied share")
        sitmon.press("[")
        sitmon.wait_for("4 Nov 2025")
        sitmon.press("j")
        sitmon.wait_for(lambda: "Control · Pokrovsk" not in sitmon.text)
        sitmon.wait_for("Control · ")
        city = sitmon.text.partition("Control · ")[2].split()[0]
        leave(sitmon)
    with PtyProgram([SITMON], environ=environ) as again:
        again.wait_for(f"Control · {city}")
        again.wait_for("by occupied share")
        again.wait_for("4 Nov 2025")
        again.send_signal(signal.SIGTERM)
        assert again.wait_exit() == 128 + signal.SIGTERM
    with PtyProgram([SITMON, "--as-of", "2025-11-03"], environ=environ) as asked:
        asked.wait_for("3 Nov 2025")
        asked.wait_for("by occupied share")
        asked.press("=")
        asked.wait_for(lambda: "NOT LIVE" not in asked.text)
        leave(asked)
    with PtyProgram([SITMON], environ=environ) as live:
        live.wait_for("by occupied share")
        assert "NOT LIVE" not in live.text
        leave(live)
    with PtyProgram([SITMON, "--fresh"], environ=environ) as fresh:
        fresh.wait_for("Control · Pokrovsk")
        fresh.wait_for("by distance to the edge")
        fresh.wait_for("NOT LIVE")
        leave(fresh)


def test_a_terminal_that_never_reads_again_ends_it_and_one_that_reads_does_not(
    environ: Mapping[str, str],
) -> None:
    with PtyProgram([sys.executable, "-c", IMPATIENT], environ=environ) as sitmon:
        sitmon.wait_for("DeepState map")
        # Three times as long as it would wait for an answer.
        sitmon.read_until_silent(3)
        sitmon.press("?")
        sitmon.wait_for("esc closes")
        sitmon.press("escape")
        sitmon.wait_for(lambda: "esc closes" not in sitmon.text)
        for turn in range(200):
            sitmon.resize(300 - turn % 2, 100)
            time.sleep(0.02)
        assert sitmon.wait_exit() == 128 + signal.SIGHUP
