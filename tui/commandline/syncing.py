"""`sitmon sync [SOURCE…]`: public sources into the store, once or every so often."""

import asyncio
import os
import signal
import threading
from datetime import date, timedelta
from typing import Final

from situation.durations import parse_duration
from situation.errors import ExitCode
from situation.opening import default_store
from situation.periods import parse_moment
from situation.settings import load_settings
from situation.sync_lock import beside_store, only_sync
from situation.sync_schedule import repeat, until_stopped
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.opening import open_chosen
from tui.commandline.sync_turn import Turns

LAST_GRACE: Final = 1.5
"""Seconds from a signal to the end, whatever is under way: no moment is a bad one, as what was
stored is stored whole."""


def run_sync(options: Options, console: Console) -> ExitCode:
    """Ask the sources that are named, or that are due, and print what came of it.

    Returns:
        FAILED when no source could be asked with success, PARTLY when some could not, or not all
        of one; INTERRUPTED after SIGINT, and after SIGTERM too where it was to end by itself.

    Raises:
        SitmonError: settings, store or options cannot be used, or another sync is under way.
    """
    every = parse_duration(options.every) if options.every else None
    address = options.store or default_store(options.pack_path)
    with only_sync(address, clock=console.clock):
        return asyncio.run(_run(options, console, address, every))


async def _run(
    options: Options, console: Console, address: str, every: timedelta | None
) -> ExitCode:
    ending = _Ending(is_endless=every is not None)
    settings, since = load_settings(console.environ), _since(options, console)
    opened = await open_chosen(options, console)
    try:
        if opened.created:
            console.say(f"made the store {opened.store.url} from the situation's pack")
        folder = beside_store(address, ".evidence")
        turns = Turns(opened, settings, folder, options=options, console=console, since=since)
        if every is not None:
            await repeat(turns.take_another, every, ending.is_due)
            return ending.code
        code = await until_stopped(turns.take(), ending.is_due)
        return ending.code if code is None else code
    finally:
        await opened.store.close()


def _since(options: Options, console: Console) -> date | None:
    return parse_moment(options.since, console.clock, start=True).date() if options.since else None


class _Ending:
    """What SIGTERM and SIGINT do: end the command, soon and with a code of its own.

    Args:
        is_endless: SIGTERM is how it is meant to end.
    """

    def __init__(self, *, is_endless: bool) -> None:
        self.is_due = asyncio.Event()
        self.code = ExitCode.INTERRUPTED
        self._is_endless = is_endless
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._begin, number)

    def _begin(self, number: signal.Signals) -> None:
        if number is signal.SIGTERM and self._is_endless:
            self.code = ExitCode.OK
        self.is_due.set()
        # A thread that reads a large table cannot be told to stop.
        last_resort = threading.Timer(LAST_GRACE, os._exit, [int(self.code)])
        last_resort.daemon = True
        last_resort.start()
