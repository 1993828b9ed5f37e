"""`sitmon [CITY]`: the monitor where it can be drawn, its table in plain text where it cannot."""

import asyncio
import os
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from situation.errors import StoreError
from situation.link import Linked
from situation.lookup import find_place
from situation.opening import Opened
from situation.periods import Viewpoint
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.opening import open_chosen
from tui.commandline.viewpoints import asked_viewpoint
from tui.preflight import prepare


class _Start(Struct, frozen=True, kw_only=True):
    opened: Opened
    viewpoint: Viewpoint | None
    viewpoint_is_chosen: bool
    place: str | None


def run_monitor(options: Options, console: Console) -> int:
    """Open the monitor, or print the table and say why.

    Raises:
        SitmonError: the store, the city or a time is not what it should be.
    """
    refusal = console.check_screen()
    if refusal is not None:
        console.talk(f"{refusal.line}\n")
        if not refusal.can_print:
            return refusal.exit_code
        # The screen is drawn without the reports.
        from tui.commandline.reading import run_reading  # noqa: PLC0415

        return run_reading(replace(options, command="status"), console)
    # One loop from opening to closing: connections and what follows a server belong to theirs.
    return asyncio.run(_run(options, console))


async def _run(options: Options, console: Console) -> int:
    start = await _start(options, console)
    prepare(os.environ)
    try:
        # Textual costs a third of a second that no other command may pay, and it reads the
        # environment while it is imported: only now is that environment fit to be read.
        from tui.run import run_app  # noqa: PLC0415

        return await run_app(
            start.opened,
            clock=console.clock,
            viewpoint=start.viewpoint,
            place=start.place,
            theme=options.theme,
            ascii_only=options.ascii,
            fresh=options.fresh,
            viewpoint_is_chosen=start.viewpoint_is_chosen,
        )
    finally:
        await start.opened.store.close()


async def _start(options: Options, console: Console) -> _Start:
    opened = await open_chosen(options, console)
    try:
        info = await opened.store.info()
        place = None
        if options.city is not None:
            if isinstance(opened.store, Linked):
                # A city that has not come yet could not be told from one that there is not.
                with suppress(StoreError):
                    await opened.store.catch_up()
            places = {item.record.id: item.record for item in await opened.store.places()}
            place = find_place(places, options.city).id
        return _Start(
            opened=opened,
            viewpoint=await asked_viewpoint(options, opened, info, console.clock),
            viewpoint_is_chosen=any((options.as_of, options.known_at, options.at)),
            place=place,
        )
    except BaseException:
        await opened.store.close()
        raise
