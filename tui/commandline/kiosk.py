"""`sitmon --kiosk`: the monitor for an account that many share, as the command that sshd forces.

What the reader's side could have chosen is left out: of the environment only what describes the
terminal is kept, the settings file is not read, and the store is named on the command line.
"""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import Final, TypeVar

from situation.errors import ExitCode, StoreError, StoreReadOnly, UsageError
from situation.lookup import find_place
from situation.opening import Opened
from situation.pack_header import PackHeader, load_header, pack_folder
from situation.periods import Clock, Viewpoint
from situation.store.base import Store
from situation.store.migrations import pending_migrations
from situation.store.sqlite import SqliteStore
from situation.store.sqlite_errors import translated
from situation.store.sqlite_files import connect_reader
from situation.store.sqlite_session import Session
from tui.commandline.arguments import Options, parse
from tui.commandline.console import Console
from tui.commandline.viewpoints import asked_viewpoint
from tui.preflight import DRAWING, prepare

T = TypeVar("T")

STORE_NAME: Final = "the store of this kiosk"
"""What errors call the store: where it lies is nothing that its readers have to know."""
BUSY_TIMEOUT: Final = 5.0
POLL_INTERVAL: Final = 0.25
_KEPT_VARIABLES: Final = frozenset(
    {"PATH", "HOME", "USER", "LOGNAME", "LANG", "TERM", "COLORTERM", "NO_COLOR"}
)


class ReadingSession(Session):
    """A store's file that this process can ask and not change, whatever the account may do."""

    @property
    def writable(self) -> bool:
        """Never."""
        return False

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Refuse.

        Raises:
            StoreReadOnly: always; nothing was written.
        """
        del work
        raise StoreReadOnly("a kiosk only reads", where=self.url, do="use your own account")


def run_kiosk(words: Sequence[str], console: Console) -> int:
    """Open the monitor for reading alone, or say why not; there is no plain table here.

    Returns:
        The exit code.

    Raises:
        SitmonError: the words, the store, the city or a time is not what it should be.
    """
    options = parse(words, kept_variables(console.environ))
    if isinstance(options, str):
        console.data(options)
        return ExitCode.OK
    if not options.kiosk:
        raise UsageError("a kiosk is the monitor and no other command", do="leave out --kiosk")
    refusal = console.check_screen()
    if refusal is not None:
        console.say(f"no screen here: {refusal.reason}")
        return ExitCode.USAGE
    _forget_variables()
    drawing = DRAWING.set(options.drawing)
    try:
        return asyncio.run(_run(options, console))
    finally:
        DRAWING.reset(drawing)


async def _run(options: Options, console: Console) -> int:
    opened, viewpoint, place = await _start(options, console.clock)
    try:
        # Textual reads the environment while it is imported: only now is it fit to be read.
        from tui.run import run_app  # noqa: PLC0415

        return await run_app(
            opened,
            clock=console.clock,
            viewpoint=viewpoint,
            place=place,
            theme=options.theme,
            ascii_only=options.ascii,
            kiosk=True,
        )
    finally:
        await opened.store.close()


def kept_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """Those that say where home is and what the terminal can do; none that steers a program."""
    return {
        name: value
        for name, value in environ.items()
        if name in _KEPT_VARIABLES or name.startswith("LC_")
    }


def open_for_reading(url: str, *, clock: Clock) -> SqliteStore:
    """Open a store that is there and up to date; nothing is made, filled or migrated.

    Args:
        url: the path of a store's file.
        clock: gives the present.

    Raises:
        UsageError: it is not the path of a file.
        StoreError: the kind says why it cannot be opened.
    """
    if "://" in url:
        raise UsageError(
            "a kiosk reads a store in a file", do="give its path; `sitmon copy` makes such a store"
        )
    path = Path(url)
    with translated(STORE_NAME), closing(connect_reader(path, BUSY_TIMEOUT)) as connection:
        pending = pending_migrations(connection, STORE_NAME)
    if pending:
        raise StoreError(
            "the store must be brought up to date first",
            where=STORE_NAME,
            do="open it once with the account that keeps it",
        )
    session = ReadingSession(
        path, url=STORE_NAME, clock=clock, create=False, busy_timeout=BUSY_TIMEOUT
    )
    return SqliteStore(session, clock=clock, poll_interval=POLL_INTERVAL)


def _forget_variables() -> None:
    for name in set(os.environ) - set(kept_variables(os.environ)):
        del os.environ[name]
    prepare(os.environ)


async def _start(options: Options, clock: Clock) -> tuple[Opened, Viewpoint | None, str | None]:
    """What is opened, where to look from and the place to open at."""
    if options.store is None:
        raise UsageError("a kiosk needs to be told its store", do="give its path with --store")
    pack_path = pack_folder(options.pack) if options.pack else None
    pack = load_header(pack_path)
    store = open_for_reading(options.store, clock=clock)
    try:
        await _check_situation(store, pack)
        opened = Opened(store=store, pack=pack, created=False, pack_path=pack_path)
        places = {item.record.id: item.record for item in await store.places()}
        place = find_place(places, options.city).id if options.city is not None else None
        return opened, await asked_viewpoint(options, opened, await store.info(), clock), place
    except BaseException:
        await store.close()
        raise


async def _check_situation(store: Store, pack: PackHeader) -> None:
    if pack.occupier not in {item.record.id for item in await store.parties()}:
        raise StoreError(
            f"this store does not hold the situation “{pack.title}”",
            where=STORE_NAME,
            do="name its pack with --pack",
        )
