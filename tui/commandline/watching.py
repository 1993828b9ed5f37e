"""`sitmon watch [CITY]`: what changes as sentences, one a line, until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from situation.durations import parse_duration
from situation.errors import ExitCode, StoreError, UsageError
from situation.link import Linked, LinkPhase
from situation.periods import format_minute
from situation.reports.watch_text import told
from situation.store.base import Store
from situation.sync_schedule import until_stopped
from situation.watch_view import Changes
from situation.watching import Watcher, wait_for_growth
from tui.commandline.arguments import Options
from tui.commandline.claims import since_moment
from tui.commandline.console import Console
from tui.commandline.question import Question, asked
from tui.commandline.viewpoints import known_place
from tui.commandline.watch_ending import listening

LOOK_AGAIN: Final = timedelta(minutes=10)
"""A look is taken at least so often: what falls silent or grows stale appends nothing."""
RETRY: Final = timedelta(seconds=10)
"""After a look that failed."""
_PASSING: Final = frozenset({LinkPhase.CONNECTING, LinkPhase.CATCHING_UP})


def run_watch(options: Options, console: Console) -> ExitCode:
    """Print what changed since `--since`, then what changes, line by line, until stopped.

    Returns:
        OK after SIGTERM or when whoever reads has gone, INTERRUPTED after SIGINT.

    Raises:
        SitmonError: the store, a name or a time is not what it should be.
    """
    if options.plain and options.json:
        raise UsageError("--plain and --json are two formats", do="give one")
    every = parse_duration(options.every) if options.every else None
    return asyncio.run(_run(options, console, every))


async def _run(options: Options, console: Console, every: timedelta | None) -> ExitCode:
    with listening() as ending:
        async with asked(options, console) as question:
            if question.opened.created:
                console.say(question.notes[0])
            watch = _Watch(question, console, every)
            speaking = asyncio.ensure_future(_tell_link(question.store, console))
            try:
                await until_stopped(watch.run(), ending.is_due)
            finally:
                speaking.cancel()
                with suppress(asyncio.CancelledError):
                    await speaking
    return ending.code


class _Watch:
    """One watch of one store.

    Args:
        question: the store, its clock and the options.
        console: where to.
        every: how often to look; None: as soon as the store has grown.
    """

    def __init__(self, question: Question, console: Console, every: timedelta | None) -> None:
        self._question = question
        self._console = console
        self._every = every
        self._said = ""

    async def run(self) -> None:
        """Tell what changed, and what changes, without end.

        Raises:
            SitmonError: a name or a time cannot be understood, or the first look failed.
            BrokenPipeError: whoever reads has gone.
        """
        question = self._question
        since, now = since_moment(question), question.clock()
        if since is not None and since > now:
            what = f"{format_minute(since)} is still to come"
            raise UsageError(what, where="--since", do="give an earlier time")
        city = question.options.city
        viewpoint = question.viewpoint
        place = await known_place(question.store, city, viewpoint) if city else None
        watcher = Watcher(question.store, question.clock, place.id if place else None)
        first = await watcher.begin(since)
        about = place.name if place else "every place"
        self._console.say(f"watching {about} since {format_minute(since or now)}; ctrl+c ends it")
        if first is not None:
            self._tell(first)
        while True:
            await self._attempt(lambda: self._next(watcher))

    async def _next(self, watcher: Watcher) -> None:
        if self._every is not None:
            await asyncio.sleep(self._every.total_seconds())
        else:
            with suppress(TimeoutError):
                growth = wait_for_growth(self._question.store, watcher.revision)
                await asyncio.wait_for(growth, LOOK_AGAIN.total_seconds())
        self._tell(await watcher.look())
        self._said = ""

    async def _attempt(self, act: Callable[[], Awaitable[None]]) -> None:
        """A store that is locked or away for a while ends no watch; it is said once."""
        try:
            await act()
        except StoreError as error:
            if error.line != self._said:
                self._console.say(f"{error.line}; trying again")
            self._said = error.line
            await asyncio.sleep(RETRY.total_seconds())

    def _tell(self, changes: Changes) -> None:
        console = self._console
        for item in told(changes):
            as_json = self._question.options.json
            line = item.json_line(ascii_only=console.ascii_only) if as_json else item.sentence
            console.data(line)


async def _tell_link(store: Store, console: Console) -> None:
    """Say when the server of a store is lost and found."""
    if not isinstance(store, Linked):
        return
    phase = LinkPhase.LIVE
    async for state in store.link_changes():
        if state.phase is not phase and state.phase not in _PASSING:
            console.say(f"server {state.label(console.clock())}")
            phase = state.phase
