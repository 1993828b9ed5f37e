"""Hours of work pressed into minutes: does the monitor stay as small as it was?

A real monitor on a pty follows a live store to which another process appends, twice a second, a
claim and a reading (the same hundred of each in turn, so that no more is in force in the end than
in the beginning; only the log grows). Round by round every screen is opened and left, days are
stepped and played, what came is held back and let in, and the terminal changes its size. After
each round, at rest: resident memory, threads and descriptors from /proc, and from inside tasks of
the event loop, and widgets and objects that are not collected yet. Printed are those of the first
round, the last, the most, and the slope of the second half per hour; then what a collection leaves
of the first and of the last round. The floor is a bare Textual application.

    python -m benchmarks.soak [--minutes N]
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import linear_regression
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from benchmarks.undrawn import UndrawnProgram
from situation.opening import open_situation
from situation.periods import utc_now
from situation.store import open_store
from tests.situation.records import make_claim, make_reading
from tests.terminal.harness import PtyProgram

ROOT: Final = Path(__file__).parents[1]
MINUTES: Final = 3.0
IN_TURN: Final = 100
APPENDS_EVERY: Final = 0.5
REST: Final = 0.3
"""Seconds without a byte after which a screen is taken to rest."""
SIZES: Final = ((80, 24), (200, 50), (40, 10), (1, 1), (120, 40))
MONITOR: Final = "enter open"
# Keys with what stands on the screen then; behind a minus: what does not stand there any more.
MOVES: Final = (
    ("1 j j j k", MONITOR), ("2 3 4 tab tab z z s w 1", MONITOR),
    ("/", "city or region"), ("kram enter", "1 of 2"), ("escape", "-1 of 2"),
    ("enter", "7 Timeline"), ("[ [ ] tab tab 5 6 7 8 9 2 =", "-NOT LIVE"), ("escape", MONITOR),
    ("m", "0 whole"), ("+ + _ n D D 0", "0 whole"), ("escape", MONITOR),
    ("S", "not a feed"), ("j j enter escape", "R sync"), ("escape", MONITOR),
    ("c", "f facets"), ("j j / fighting enter", "· fighting"), ("escape", "-· fighting"),
    ("f", "─ Facets"), ("j escape", "-─ Facets"), ("enter", "said by"),
    ("i", "Note beside"), ("escape", "-Note beside"), ("v", "─ Grade"), ("escape", "-─ Grade"),
    ("t j", "v grade"), ("y", "clipboard"), ("escape", "-clipboard"), ("escape", "f facets"),
    ("a", "typed by hand"), ("escape", "-typed by hand"), ("escape", MONITOR),
    ("?", "esc closes"), ("j escape", "-esc closes"),
    (":", "Search for commands"), ("kram", "open this city"), ("escape", "-Search for"),
    ("[ [ { ]", "NOT LIVE"), ("p", "playing"), ("p", "-playing"), ("=", "-NOT LIVE"),
    ("space", "paused"), ("r space", "-paused"),
)  # fmt: skip
START: Final = """
from tui.__main__ import main
import asyncio, gc, json, os, signal, sys
from textual.widget import Widget

def tell(number, _frame):
    if number == signal.SIGUSR2:
        gc.collect()
    objects = gc.get_objects()
    widgets = sum(issubclass(type(each), Widget) for each in objects)
    told = {"tasks": len(asyncio.all_tasks()), "widgets": widgets, "objects": len(objects)}
    with open(sys.argv[1] + "~", "w") as file:
        json.dump(told, file)
    os.replace(sys.argv[1] + "~", sys.argv[1])

for number in (signal.SIGUSR1, signal.SIGUSR2):
    signal.signal(number, tell)
sys.exit(main(["--fresh", "--store", sys.argv[2]]))
"""


class Soaked(UndrawnProgram):
    """A program that is let run for long: what it wrote is forgotten."""

    def _draw(self, text: str) -> None:
        super()._draw(text)
        self.raw = self.raw[-64:]
        self._answered = len(self.raw)

    def until(self, words: str) -> None:
        """Wait until words stand on the screen or, behind a minus, stand there no more."""
        wanted = not words.startswith("-")
        words = words.removeprefix("-")
        try:
            self.wait_for(lambda: (words in self.text) is wanted, timeout=60)
        except AssertionError:
            print(f"in vain: {words!r}", file=sys.stderr)
            raise


def main(minutes: float = MINUTES) -> None:
    """Measure for so long and print."""
    with TemporaryDirectory() as home:
        environ = {"PYTHONPATH": str(ROOT), "HOME": home} | {
            f"XDG_{kind}_HOME": home for kind in ("DATA", "STATE", "CONFIG", "CACHE")
        }
        try:
            _run(Path(home), environ, minutes)
        finally:
            crash_log = Path(home, "sitmon", "crash.log")
            if crash_log.exists():
                print(crash_log.read_text("utf-8"))
        _print_floor(environ)


def _run(home: Path, environ: Mapping[str, str], minutes: float) -> None:
    told, store = home / "told.json", home / "soak.db"
    command = (sys.executable, "-c", START, str(told), str(store))
    with _growing(store), Soaked(command, columns=120, rows=40, environ=environ) as monitor:
        monitor.wait_for("DeepState map", timeout=60)
        _round(monitor)
        collected = [_sample(monitor, told, signal.SIGUSR2)]
        _soak(monitor, told, minutes)
        collected.append(_sample(monitor, told, signal.SIGUSR2))
        for name in collected[0]:
            before, after = (sample[name] for sample in collected)
            print(f"collected, {name}: {before:,.0f} after one round, {after:,.0f} in the end")
        monitor.press("q")
        print("exit code", monitor.wait_exit())


def _soak(monitor: Soaked, told: Path, minutes: float) -> None:
    """Measure after each round; print also where one cannot be ended."""
    samples: list[Mapping[str, float]] = []
    hours: list[float] = []
    began = time.monotonic()
    try:
        while time.monotonic() - began < minutes * 60 or len(samples) < 4:
            _round(monitor)
            samples.append(_sample(monitor, told, signal.SIGUSR1))
            hours.append((time.monotonic() - began) / 3600)
    finally:
        if len(samples) > 3:
            _print(samples, hours)


def _round(monitor: Soaked) -> None:
    for keys, words in MOVES:
        for key in keys.split():
            monitor.press(key)
            # A terminal tells esc from the beginning of a sequence by the pause behind it.
            monitor.read_until_silent(0.15 if key == "escape" else 0.05)
        monitor.until(words)
    for columns, rows in SIZES:
        monitor.resize(columns, rows)
        monitor.read_until_silent(REST)
    monitor.until(MONITOR)


def _sample(monitor: Soaked, told: Path, number: signal.Signals) -> dict[str, float]:
    told.unlink(missing_ok=True)
    monitor.send_signal(number)
    while not told.exists():
        if not monitor.is_running:
            sys.exit(f"the monitor ended:\n{monitor.text}")
        monitor.read_until_silent(0.02)
    here = Path(f"/proc/{monitor.pid}")
    return {
        "MB": _megabytes(monitor.pid),
        "threads": len(list((here / "task").iterdir())),
        "descriptors": len(list((here / "fd").iterdir())),
        **msgspec.json.decode(told.read_bytes(), type=dict[str, float]),
    }


def _megabytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _print(samples: list[Mapping[str, float]], hours: list[float]) -> None:
    half = len(samples) // 2
    print(f"{len(samples)} rounds in {hours[-1] * 60:.1f} minutes, each of {len(MOVES)} moves")
    print(f"{'':<12}{'first':>12}{'last':>12}{'most':>12}{'an hour':>12}")
    for name in samples[0]:
        values = [sample[name] for sample in samples]
        slope = linear_regression(hours[half:], values[half:]).slope
        figures = (values[0], values[-1], max(values), slope)
        print(f"{name:<12}" + "".join(f"{figure:>12,.1f}" for figure in figures), flush=True)


def _print_floor(environ: Mapping[str, str]) -> None:
    command = (sys.executable, "-m", "benchmarks.blank_app")
    with PtyProgram(command, columns=120, rows=40, environ=environ) as blank:
        blank.wait_for("READY", timeout=60)
        blank.read_until_silent(1)
        print(f"floor, a bare Textual application: {_megabytes(blank.pid):.1f} MB")


@contextmanager
def _growing(store: Path) -> Iterator[None]:
    """A store that another process appends to until the block ends."""
    command = (sys.executable, "-m", "benchmarks.soak", "--append", str(store))
    with Popen(command, cwd=ROOT, stdout=PIPE) as appending:
        try:
            if appending.stdout:
                appending.stdout.readline()
            yield
        finally:
            appending.terminate()


async def _append(path: Path) -> None:
    await (await open_situation(str(path), clock=utc_now)).store.close()
    store = open_store(path)
    for number in range(2**31):
        turn, now = number % IN_TURN, utc_now()
        words = f"Fighting goes on, as report {number} has it."
        claim = make_claim(f"soak:{turn}", text=words, said_at=now)
        reading = make_reading(f"soak:{turn}", valid_from=now, said_at=now)
        await store.append([claim, reading], author="benchmark")
        print(number, flush=True) if number == 0 else await asyncio.sleep(APPENDS_EVERY)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--append", type=Path, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.append:
        asyncio.run(_append(words.append))
    else:
        main(words.minutes)
