"""The monitor on a real pty beside a blank Textual application: start, idle minute, bytes per key.

Start is given as wall and CPU seconds until the text is on the screen, both programs in turn
(A B A B …), and as the ratio of the medians; only the ratio can be compared between machines.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.terminal.harness import PtyProgram

RUNS = 9
SILENCE = 0.5
IDLE_SECONDS = 60
STEPS = 10
ROOT = Path(__file__).parents[1]
MONITOR = (sys.executable, "-m", "tui")
BLANK = (sys.executable, "-m", "benchmarks.blank_app")
LISTED = "Zelensky"
"""On the screen only when the snapshot and the detail of the first city have been drawn."""


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as directory:
        environ = {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "XDG_DATA_HOME": directory,
            "XDG_STATE_HOME": directory,
        }
        _started(MONITOR, LISTED, environ, (120, 40))
        _print_start(environ)
        _print_bytes(environ)
        _print_idle(environ)


def _started(
    command: Sequence[str], text: str, environ: Mapping[str, str], size: tuple[int, int]
) -> tuple[float, float]:
    """Wall and CPU seconds until a text is on the screen."""
    begin = time.perf_counter()
    with PtyProgram(command, columns=size[0], rows=size[1], environ=environ) as program:
        program.wait_for(text, timeout=60)
        wall = time.perf_counter() - begin
        ticks = Path(f"/proc/{program.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return wall, sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _print_start(environ: Mapping[str, str]) -> None:
    for size in ((80, 24), (120, 40)):
        text = "Pokrovsk" if size[0] == 80 else LISTED
        pairs = [
            (_started(MONITOR, text, environ, size), _started(BLANK, "READY", environ, size))
            for _ in range(RUNS)
        ]
        for index, kind in enumerate(("wall", "CPU")):
            ours = statistics.median(pair[0][index] for pair in pairs)
            blank = statistics.median(pair[1][index] for pair in pairs)
            print(
                f"start to data on screen, {size[0]}x{size[1]}, {kind}: "
                f"{ours:.3f} s, blank {blank:.3f} s, ratio {ours / blank:.2f}"
            )


def _print_bytes(environ: Mapping[str, str]) -> None:
    for columns, rows in ((80, 24), (120, 40)):
        with PtyProgram(MONITOR, columns=columns, rows=rows, environ=environ) as program:
            program.wait_for("Pokrovsk", timeout=60)
            program.read_until_silent(SILENCE)
            resting = [_bytes_of(program, "down", "up") for _ in range(STEPS)]
            moving = _bytes_of(program, *(["down"] * STEPS)) / STEPS
            print(
                f"cursor steps at {columns}x{rows}: {moving:.0f} bytes each while moving on "
                f"(detail included once), {statistics.median(resting):.0f} bytes for two steps and "
                "the panes that follow"
            )


def _bytes_of(program: PtyProgram, *keys: str) -> int:
    program.press(*keys)
    return program.read_until_silent(SILENCE)


def _print_idle(environ: Mapping[str, str]) -> None:
    with PtyProgram(MONITOR, columns=80, rows=24, environ=environ) as program:
        program.wait_for("Pokrovsk", timeout=60)
        program.read_until_silent(SILENCE)
        before = len(program.raw)
        deadline = time.monotonic() + IDLE_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            program.read_until_silent(left)
        print(f"idle for {IDLE_SECONDS} s: {len(program.raw) - before} bytes")


if __name__ == "__main__":
    main()
