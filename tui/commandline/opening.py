"""Opening the situation that a command is about."""

from situation.opening import Opened, open_situation
from tui.commandline.arguments import Options
from tui.commandline.console import Console


async def open_chosen(options: Options, console: Console, *, to_read: bool = False) -> Opened:
    """Open the store and pack of a command line; `open_situation` says what it raises.

    Args:
        options: name both.
        console: has the clock.
        to_read: nothing is to be recorded; no directory is made for a store that is not there.
    """
    return await open_situation(
        options.store,
        clock=console.clock,
        pack_path=options.pack_path,
        ca_file=options.ca_file,
        makes_directory=not to_read,
    )
