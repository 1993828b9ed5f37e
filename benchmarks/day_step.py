"""What a step of one day costs on a terminal: bytes, and milliseconds until the screen rests.

The monitor, the city screen and the map screen on a real pty in 256 colours, at 80×24 and 200×50,
each stepped through the same days with `]`; beside the bytes of one step (median, most) stand those
of painting the whole screen again, when help is closed above it. The time is taken from the key to
the last byte (median, most); wanted for the bundled situation: at most 100 ms on an idle machine.

    python -m benchmarks.day_step [DIRECTORY]

With a DIRECTORY of files `deepstatemap_data_YYYYMMDD.geojson`, a store with the maps of these days
is measured as well; without one, the bundled situation alone, which has no maps.
"""

import asyncio
import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.undrawn import UndrawnProgram
from situation.importing import import_paths
from situation.opening import open_situation
from situation.periods import utc_now
from situation.region_figures import measure_regions

ROOT: Final = Path(__file__).parents[1]
FIRST_DAY: Final = date(2025, 10, 30)
STEPS: Final = 11
SIZES: Final = ((80, 24), (200, 50))
SCREENS: Final[Mapping[str, str]] = {"monitor": "", "city": "enter", "map": "m"}
"""The key that leads from the monitor to each screen."""
SILENCE: Final = 0.6
"""Seconds without a byte after which a screen is taken to rest."""


def main() -> None:
    """Measure and print."""
    print(f"{STEPS} steps from {FIRST_DAY:%-d %B %Y}; load average {os.getloadavg()[0]:.2f}")
    print(f"{'':<30}{'bytes of a step':>16}{'most':>8}{'whole':>8}{'ms':>8}{'most':>6}")
    with TemporaryDirectory() as home:
        _print_store("bundled", Path(home, "bundled.db"), ())
        if len(sys.argv) > 1:
            _print_store("with maps", Path(home, "maps.db"), _files(Path(sys.argv[1])))
    print(f"load average at the end {os.getloadavg()[0]:.2f}")


def _files(directory: Path) -> list[Path]:
    days = [FIRST_DAY + timedelta(days=number) for number in range(STEPS + 1)]
    names = [directory / f"deepstatemap_data_{day:%Y%m%d}.geojson" for day in days]
    files = [name for name in names if name.exists()]
    if not files:
        sys.exit(f"{directory} has no map of {days[0]} to {days[-1]}")
    return files


def _print_store(name: str, store: Path, files: Sequence[Path]) -> None:
    asyncio.run(_fill(store, files))
    for columns, rows in SIZES:
        for screen, key in SCREENS.items():
            steps, whole = _measured(store, key, (columns, rows))
            sent = [step[0] for step in steps]
            spent = [step[1] for step in steps]
            print(
                f"{f'{name}, {screen}, {columns}×{rows}':<30}{median(sent):>16,.0f}"
                f"{max(sent):>8,}{whole:>8,}{median(spent):>8.0f}{max(spent):>6.0f}"
            )


async def _fill(store: Path, files: Sequence[Path]) -> None:
    opened = await open_situation(str(store), clock=utc_now)
    if files:
        await import_paths(opened.store, opened.frame, files, clock=utc_now)
        await measure_regions(opened.store, opened.frame, clock=utc_now)
    await opened.store.close()


def _measured(store: Path, key: str, size: tuple[int, int]) -> tuple[list[tuple[int, float]], int]:
    """Bytes and milliseconds of each step, and the bytes of the whole screen."""
    command = (sys.executable, "-m", "tui", "--store", str(store), "--as-of", str(FIRST_DAY))
    home = str(store.parent)
    environ = {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": home, "XDG_STATE_HOME": home}
    with UndrawnProgram(command, columns=size[0], rows=size[1], environ=environ) as program:
        program.wait_for("Pokrovsk", timeout=60)
        program.read_until_silent(SILENCE)
        if key:
            program.press(key)
            program.read_until_silent(SILENCE)
        steps = [_step(program, FIRST_DAY + timedelta(days=n + 1)) for n in range(STEPS)]
        program.press("?")
        program.wait_for("On this screen")
        program.read_until_silent(SILENCE)
        program.press("escape")
        return steps, program.read_until_silent(SILENCE)


def _step(program: UndrawnProgram, day: date) -> tuple[int, float]:
    pressed_at = time.perf_counter()
    program.press("]")
    sent = program.read_until_silent(SILENCE)
    program.wait_for(f"as of {day:%a %-d %b %Y}")
    return sent, 1000 * (program.arrived_at - pressed_at)


if __name__ == "__main__":
    main()
