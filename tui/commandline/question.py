"""What a reading command is given and what it gives back."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from msgspec import Struct

from situation.errors import StoreError
from situation.link import Linked
from situation.opening import Opened
from situation.periods import Clock, Viewpoint
from situation.reports.jsontext import Json
from situation.store.base import Store
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.opening import open_chosen
from tui.commandline.viewpoints import asked_viewpoint, id_notes, viewpoint_notes


class Question(Struct, frozen=True, kw_only=True):
    """What is asked, whom and from where."""

    options: Options
    opened: Opened
    viewpoint: Viewpoint
    live: bool
    """The viewpoint is the present."""
    clock: Clock
    notes: tuple[str, ...] = ()
    """What a reader must know of the viewpoint and the names to read the answer rightly."""

    @property
    def store(self) -> Store:
        """The store that is asked."""
        return self.opened.store


class Answer(Struct, frozen=True, kw_only=True):
    """What is to be printed."""

    lines: list[str]
    json: Mapping[str, Json]
    legend: tuple[str, ...] = ()
    """Explains the lines; goes to standard error."""
    notes: tuple[str, ...] = ()
    """Said on standard error whatever the format."""


async def _catch_up(store: Linked, console: Console) -> None:
    """A command answers once: from what the server has now, or it says that it does not."""
    try:
        await store.catch_up()
    except StoreError:
        console.say(store.label(console.clock()))


@asynccontextmanager
async def asked(options: Options, console: Console) -> AsyncIterator[Question]:
    """Open the store that a command names and look from where it says; closes the store.

    Raises:
        SitmonError: the store or a time is not what it should be.
    """
    opened = await open_chosen(options, console, to_read=True)
    try:
        if isinstance(opened.store, Linked):
            await _catch_up(opened.store, console)
        info = await opened.store.info()
        chosen = await asked_viewpoint(options, opened, info, console.clock)
        viewpoint = chosen or Viewpoint(valid_at=console.clock())
        notes = viewpoint_notes(options, opened, info, viewpoint, console.clock())
        named = filter(None, (options.city, *options.place))
        yield Question(
            options=options,
            opened=opened,
            viewpoint=viewpoint,
            live=chosen is None,
            clock=console.clock,
            notes=(*notes, *await id_notes(opened.store, named)),
        )
    finally:
        await opened.store.close()
