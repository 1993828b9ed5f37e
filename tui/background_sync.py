"""`sitmon sync` beside the monitor, in a process of its own: no key ever waits for it."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import situation
from situation.text import clean

GRACE: Final = 2.0
"""Seconds that a sync has to end in when it is told to."""
_PREFIX: Final = "sitmon: "


class BackgroundSync:
    """Runs one sync at a time.

    Args:
        store: the address of the store.
        pack: the directory of its pack; None: the bundled one.
        told: called on the event loop with each sentence that the sync says; cleaned.
    """

    def __init__(self, store: str, pack: Path | None, told: Callable[[str], None]) -> None:
        self._store = store
        self._pack = pack
        self._told = told
        self._process: Process | None = None
        self._is_busy = False

    async def run(self, sources: Sequence[str] = ()) -> int | None:
        """Sync, and end with it; being cancelled ends it as well.

        Args:
            sources: keys of the connectors to ask now; none: all that are due.

        Returns:
            The exit code of the command; None: another one is under way, and nothing was done.
        """
        if self._is_busy:
            return None
        self._is_busy = True
        try:
            process = await self._started(sources)
            async for line in _lines(process):
                self._told(line)
            return await process.wait()
        finally:
            await self._end()
            self._is_busy = False

    async def _started(self, sources: Sequence[str]) -> Process:
        root = str(Path(situation.__file__).parents[1])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        pack = ("--pack", str(self._pack)) if self._pack is not None else ()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "tui", "sync", "--store", self._store, *pack),
            *("--", *sources),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
            env={**os.environ, "PYTHONPATH": path},
            # The keyboard's signals are the monitor's to answer.
            start_new_session=True,
        )
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), GRACE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _lines(process: Process) -> AsyncIterator[str]:
    """What the process says, sentence by sentence."""
    stream = process.stderr
    while stream is not None:
        try:
            line = await stream.readline()
        except ValueError:
            # A line beyond all measure; the stream has let go of it.
            continue
        if not line:
            return
        yield clean(line.decode(errors="replace").rstrip("\n").removeprefix(_PREFIX))
