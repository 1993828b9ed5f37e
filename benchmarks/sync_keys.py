"""How soon a key is answered while eight feeds are fetched, one of which never answers.

The monitor runs on a real pty over a store of its own; each feed gives 300 items. The time goes
from a cursor key to the cursor's being on the next city; the same keys are pressed first while
nothing is fetched, so that only what the fetching adds tells something of the program.

    python -m benchmarks.sync_keys
"""

import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from tests.servers.replay import ReplayServer, conditional, hang
from tests.situation.sync_world import RSS, rss
from tests.terminal.harness import PtyProgram
from tests.terminal.test_sync_live import FEEDS, HANGS, monitor

ITEMS: Final = 300
PRESSES: Final = 60
GAP_SECONDS: Final = 0.1
"""Between two keys: about as fast as somebody steps through a list."""
GOAL_MS: Final = 100


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        feeds = [stack.enter_context(ReplayServer()) for _ in range(FEEDS)]
        for number, host in enumerate(feeds):
            host.play("/feed.xml", conditional(rss(str(number), ITEMS), etag='"1"', headers=RSS))
        feeds[HANGS].play("/feed.xml", hang())
        with monitor(Path(folder), feeds) as sitmon:
            sitmon.wait_for("Bakhmut", timeout=60)
            sitmon.read_until_silent(1)
            _print("nothing is fetched", [_answered(sitmon, n) for n in range(PRESSES)])
            sitmon.press("R")
            _print("eight feeds are fetched", [_answered(sitmon, n) for n in range(PRESSES)])
            sitmon.press("S")
            sitmon.wait_for(lambda: sitmon.text.count("seen · next in") == HANGS)
            print(f"{HANGS} of {FEEDS} feeds are on the screen, the last still hangs")


def _answered(program: PtyProgram, number: int) -> float:
    """Milliseconds until the cursor of the list stands on the other city after a step."""
    _read_for(program, GAP_SECONDS)
    key, city = ("down", "Bakhmut") if number % 2 == 0 else ("up", "Pokrovsk")
    begin = time.perf_counter()
    program.press(key)
    program.wait_for(lambda: any("▌" in line and city in line for line in program.lines))
    return (time.perf_counter() - begin) * 1000


def _read_for(program: PtyProgram, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        program.read_until_silent(left)


def _print(when: str, times: list[float]) -> None:
    print(
        f"while {when}: {len(times)} keys, median {median(times):.0f} ms, "
        f"slowest {max(times):.0f} ms (at most {GOAL_MS})"
    )


if __name__ == "__main__":
    main()
