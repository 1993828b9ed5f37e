"""What crosses an SSH link: the bytes that each action sends, on a pty in 256 colours.

The monitor as it is and with `--slow-link`, newsboat (Debian's, if it is installed) with a feed of
its own, and two bare Textual applications, one with a list: an idle minute, one cursor step and the
panes that follow, a new claim from another process, a refresh with nothing new, a step of one day,
the whole screen.
An action counts from its key to a second without a byte; of steps and days the median is given.
Keys that a program does not have are a dash.

    python -m benchmarks.bytes [IDLE_SECONDS]
"""

import asyncio
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from situation.store import open_store
from tests.situation.records import make_claim
from tests.terminal.harness import PtyProgram

ROOT: Final = Path(__file__).parents[1]
SILENCE: Final = 1.0
"""Seconds without a byte after which a screen is taken to rest; a slow link draws more seldom."""
STEPS: Final = 7
SEEN_AT: Final = datetime(2025, 11, 5, 18, tzinfo=UTC)
"""Within the day that sitmon opens at."""
IDLE_SECONDS: Final = 60.0
ACTIONS: Final = ("idle", "step", "new", "refresh", "day", "whole")
BUDGETS: Final = {(80, 24): (0, 1_200, 400, 0, 2_500, 7_000),
                  (200, 50): (0, 6_500, 1_000, 0, 12_000, 35_000)}  # fmt: skip
"""Bytes that sitmon may send for each action, by the terminal's size."""


class Subject(Struct, frozen=True, kw_only=True):
    """A program to measure, and the keys of each action; empty where it lacks one."""

    name: str
    command: tuple[str, ...]
    ready: str
    """On the screen when it has started."""
    opening: tuple[str, ...] = ()
    """Keys that lead to the list."""
    step: str = ""
    back: str = ""
    """Leads back to where what is new can be seen."""
    refresh: str = ""
    day: str = ""
    whole: tuple[str, ...] = ()
    """Keys after which the whole screen is painted by the last one."""
    grow: Callable[[int], None] | None = None
    """Lets another process bring something new, the n-th time; shown by itself or by `refresh`."""
    shows_growth_itself: bool = True
    has_budget: bool = False


def main() -> bool:
    """Measure and print, one line for each program and size; whether a budget was kept to."""
    idle_seconds = float(sys.argv[1]) if len(sys.argv) > 1 else IDLE_SECONDS
    print(f"{'':<28}" + "".join(f"{action:>9}" for action in ACTIONS))
    is_kept = True
    for (columns, rows), budget in BUDGETS.items():
        allowed = dict(zip(ACTIONS, budget, strict=True))
        print(_line(f"budget, {columns}×{rows}", allowed))
        with TemporaryDirectory() as home:
            for subject in _subjects(Path(home)):
                figures = _measured(subject, (columns, rows), Path(home), idle_seconds)
                print(_line(f"{subject.name}, {columns}×{rows}", figures), flush=True)
                if subject.has_budget:
                    is_kept &= all(figures[action] <= most for action, most in allowed.items())
    print("every budget was kept to" if is_kept else "OVER BUDGET")
    return is_kept


def _line(name: str, figures: Mapping[str, float]) -> str:
    return f"{name:<28}" + "".join(f"{_cell(figures.get(action)):>9}" for action in ACTIONS)


def _cell(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:,.0f}"


def _subjects(home: Path) -> Iterator[Subject]:
    yield _sitmon("sitmon", home / "plain.db", ())
    yield _sitmon("sitmon --slow-link", home / "slow.db", ("--slow-link",))
    yield Subject(
        name="bare Textual",
        command=(sys.executable, "-m", "benchmarks.blank_app"),
        ready="READY",
    )
    yield Subject(
        name="Textual's list",
        command=(sys.executable, "-m", "benchmarks.list_app"),
        ready="READY",
        step="j",
        whole=("r",),
    )
    if shutil.which("newsboat"):
        yield _newsboat(home)
    else:
        print("newsboat is not installed: no figures of it")


def _sitmon(name: str, store: Path, options: tuple[str, ...]) -> Subject:
    return Subject(
        name=name,
        command=(sys.executable, "-m", "tui", "--store", str(store), *options),
        ready="Pokrovsk",
        step="j",
        back="g",
        refresh="r",
        day="[",
        whole=("?", "escape"),
        grow=partial(_append_claim, store),
        has_budget=True,
    )


def _append_claim(path: Path, number: int) -> None:
    async def append() -> None:
        store = open_store(path)
        try:
            text = f"Event number {number}."
            claim = make_claim(f"bytes:{number}", text=text, said_at=SEEN_AT)
            await store.append([claim], author="benchmark")
        finally:
            await store.close()

    asyncio.run(append())


def _newsboat(home: Path) -> Subject:
    feed, urls, config = home / "feed.xml", home / "urls", home / "config"
    _write_feed(feed, 0)
    urls.write_text(f"file://{feed}\n")
    config.write_text("confirm-exit no\nprepopulate-query-feeds no\n")
    files = ("-u", str(urls), "-C", str(config), "-c", str(home / "cache.db"))
    return Subject(
        name="newsboat",
        command=("newsboat", *files),
        ready="Your feeds",
        opening=("r", "enter"),
        step="j",
        refresh="r",
        whole=("ctrl+l",),
        grow=partial(_write_feed, feed),
        shows_growth_itself=False,
    )


def _write_feed(path: Path, added: int) -> None:
    """A feed of 60 items and some more, as it would come from the network."""
    items = "".join(
        f"<item><title>Event number {number}: fighting goes on in the city</title>"
        f"<guid>{number}</guid>"
        f"<pubDate>Wed, 05 Nov 2025 {number % 24:02}:00:00 GMT</pubDate></item>"
        for number in range(60 + added)
    )
    path.write_text(f'<rss version="2.0"><channel><title>Events</title>{items}</channel></rss>')


def _measured(
    subject: Subject, size: tuple[int, int], home: Path, idle_seconds: float
) -> dict[str, float]:
    """Bytes of each action that the program has."""
    environ = {"PYTHONPATH": str(ROOT), "HOME": str(home)} | {
        f"XDG_{kind}_HOME": str(home) for kind in ("DATA", "STATE", "CONFIG", "CACHE")
    }
    with PtyProgram(subject.command, columns=size[0], rows=size[1], environ=environ) as program:
        program.wait_for(subject.ready, timeout=60)
        program.read_until_silent(SILENCE)
        for key in subject.opening:
            _sent(program, key)
        figures: dict[str, float | None] = {"step": _each(program, subject.step, STEPS)}
        figures["refresh"] = _each(program, subject.refresh, 3)
        if subject.back:
            _sent(program, subject.back)
        if subject.grow:
            figures["new"] = median(_growth(program, subject, number) for number in (1, 2, 3))
        figures["idle"] = _idle(program, idle_seconds)
        figures["day"] = _each(program, subject.day, STEPS)
        if subject.whole:
            figures["whole"] = [_sent(program, key) for key in subject.whole][-1]
        return {action: figure for action, figure in figures.items() if figure is not None}


def _each(program: PtyProgram, key: str, times: int) -> float | None:
    return median(_sent(program, key) for _ in range(times)) if key else None


def _growth(program: PtyProgram, subject: Subject, number: int) -> int:
    if subject.grow:
        subject.grow(number)
    if not subject.shows_growth_itself:
        return _sent(program, subject.refresh)
    before = len(program.raw)
    program.wait_for(lambda: len(program.raw) > before)
    program.read_until_silent(SILENCE)
    return len(program.raw) - before


def _sent(program: PtyProgram, key: str) -> int:
    program.press(key)
    return program.read_until_silent(SILENCE)


def _idle(program: PtyProgram, seconds: float) -> int:
    before = len(program.raw)
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        program.read_until_silent(left)
    return len(program.raw) - before


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
