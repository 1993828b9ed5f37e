"""An afternoon pressed into seconds: what was opened and left is forgotten, round after round.

The moves are those of `benchmarks.soak`, which measures the same for hours on a real terminal.
"""

import asyncio
import gc
import threading
import time
import tracemalloc
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from textual.dom import DOMNode
from textual.keys import _character_to_key
from textual.signal import Signal
from textual.widget import Widget

from benchmarks.soak import MONITOR, MOVES, SIZES
from situation.store import open_store
from tests.conftest import NOW
from tests.screens.test_typed_ahead import type_at_once
from tests.screens.world import World, open_world
from tests.situation.records import make_claim, make_reading
from tests.terminal.harness import KEYS

SIZE: Final = (120, 40)
WARM: Final = 2
"""Rounds after which everything is there that is made once."""
ROUNDS: Final = 2
GROWTH: Final = 400_000
"""Bytes that one opening of every screen may leave behind: measured were 60,000 to 120,000 at first
and 25,000 later, which is what Textual caches of styles and texts, and bounded. One city screen
that is not forgotten takes 1,500,000."""
LEFT_LAST: Final = 40
"""Widgets of the largest screen: the one that was left last may be remembered."""
# Keys with what stands on the screen then; behind a minus: what does not stand there any more.
SCREENS: Final = (
    ("enter", "7 Timeline"), ("escape", MONITOR), ("m", "0 whole"), ("escape", MONITOR),
    ("S", "not a feed"), ("escape", MONITOR),
    ("c", "f facets"), ("", " of 8: "), ("enter", "said by"), ("escape", "f facets"),
    ("escape", MONITOR),
    ("?", "esc closes"), ("escape", "-esc closes"), (":", "Search for"), ("escape", "-Search for"),
    ("/", "city or region"), ("kram enter", "1 of 2"), ("escape", "-1 of 2"), ("g", "Pokrovsk"),
)  # fmt: skip


class Held(NamedTuple):
    """What the application holds on to while it rests on the monitor."""

    tasks: int
    threads: int
    descriptors: int
    timers: int

    @classmethod
    def by(cls, world: World) -> "Held":
        nodes: list[DOMNode] = [world.app, *world.app.walk_children()]
        return cls(
            tasks=len(asyncio.all_tasks()),
            threads=threading.active_count(),
            descriptors=len(list(Path("/proc/self/fd").iterdir())),
            timers=sum(len(node._timers) for node in nodes),
        )


class Known(NamedTuple):
    """Who is still known to the application, on a screen or not."""

    watchers: int
    """Of the application's views, by screens."""
    subscribers: int
    """To signals of the application and of the monitor, by widgets."""
    widgets: int

    @classmethod
    def to(cls, world: World) -> "Known":
        gc.collect()
        watchers: Mapping[str, list[Any]] = vars(world.app)["__watchers"]
        return cls(
            watchers=sum(map(len, watchers.values())),
            subscribers=sum(len(signal._subscriptions) for signal in signals(world)),
            widgets=sum(issubclass(type(each), Widget) for each in gc.get_objects()),
        )


def signals(world: World) -> Iterator[Signal[Any]]:
    for node in (world.app, world.screen):
        yield from (value for value in vars(node).values() if isinstance(value, Signal))


async def append_elsewhere(folder: Path, world: World, number: int) -> None:
    """New versions of the same records, so that no more is in force than before."""
    revision = world.snapshot.info.revision
    store = open_store(folder / "world.db", clock=lambda: NOW + timedelta(minutes=number))
    claims = [make_claim(f"soak:{n}", text=f"{number} of 8: {n}", said_at=NOW) for n in range(9)]
    await store.append([*claims, make_reading("soak", label=f"{number}")], author="test")
    await store.close()
    await world.until(lambda: world.snapshot.info.revision > revision, "it is seen")


async def go_round(
    folder: Path, world: World, number: int, moves: Iterable[tuple[str, str]]
) -> None:
    """Let another process append, move, and end where it began."""
    await append_elsewhere(folder, world, number)
    for keys, words in moves:
        for key in keys.split():
            type_at_once(world, *([key] if key in KEYS else map(_character_to_key, key)))
        wanted, shown = not words.startswith("-"), words.removeprefix("-")
        await world.until(lambda: (shown in world.text) is wanted, f"{keys}: {words}")  # noqa: B023
    # What was left is being taken away still.
    await world.until(lambda: len(asyncio.all_tasks()) <= most_tasks(world), "only it is left")


def most_tasks(world: World) -> int:
    """One for each node and timer, and the test's own, the refresher's and the store's."""
    nodes = [world.app, *world.app.walk_children()]
    return len(nodes) + sum(len(node._timers) for node in nodes) + 8


async def test_no_tasks_threads_descriptors_or_timers_are_left(tmp_path: Path) -> None:
    async with open_world(tmp_path, SIZE, viewpoint=None) as world:
        await world.until_shown("pokrovsk")
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.05) for _ in range(40)))
        before = None
        for number in range(1 + ROUNDS):
            await go_round(tmp_path, world, number, MOVES)
            for size in (*SIZES, SIZE):
                await world.pilot.resize_terminal(*size)
            before = before or Held.by(world)
            # What is still under way holds more for a moment; what leaks, for ever.
            await world.until(partial(holds_no_more, world, before), f"no more than {before}")


def holds_no_more(world: World, before: Held) -> bool:
    return all(now <= then for now, then in zip(Held.by(world), before, strict=True))


async def test_a_screen_that_was_left_is_forgotten(tmp_path: Path) -> None:
    async with open_world(tmp_path, SIZE, viewpoint=None) as world:
        await world.until_shown("pokrovsk")
        for number in range(WARM):
            await go_round(tmp_path, world, number, SCREENS)
        before = Known.to(world)
        rounds = []
        for number in range(WARM, WARM + ROUNDS):
            await go_round(tmp_path, world, number, SCREENS)
            rounds.append(Known.to(world))
        assert all(now.watchers <= before.watchers for now in rounds)
        assert all(now.subscribers <= before.subscribers for now in rounds)
        # After a single round one more screen may be on its way out; what is kept adds up.
        assert min(now.widgets for now in rounds) <= before.widgets + LEFT_LAST


async def test_opening_every_screen_again_takes_no_more_memory(tmp_path: Path) -> None:
    async with open_world(tmp_path, SIZE, viewpoint=None) as world:
        await world.until_shown("pokrovsk")
        for number in range(WARM):
            await go_round(tmp_path, world, number, SCREENS)
        tracemalloc.start(1)
        try:
            sizes = []
            for number in range(WARM, WARM + 1 + ROUNDS):
                await go_round(tmp_path, world, number, SCREENS)
                gc.collect()
                sizes.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
        assert (sizes[-1] - sizes[0]) / ROUNDS < GROWTH
