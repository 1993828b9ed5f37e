"""What `sitmon doctor` finds out: about the program, the terminal and the store."""

import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from situation.errors import SitmonError, StoreDamaged
from situation.link import Linked
from situation.opening import default_store
from situation.periods import Clock
from situation.store import open_store
from situation.store.base import Store, StoreInfo
from situation.store.sqlite import SqliteStore
from situation.text import clean
from tui.commandline.console import Console

TERMINAL_VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL")


@runtime_checkable
class Checkable(Protocol):
    """A store that can look for damage in itself."""

    async def quick_check(self) -> tuple[str, ...]:
        """What is wrong, one line each; empty when all is well."""
        ...


class ProgramFacts(Struct, frozen=True, kw_only=True):
    """Versions, and whether SQLite has what the store needs."""

    sitmon: str
    python: str
    textual: str
    sqlite: str
    fts5: bool


class TerminalFacts(Struct, frozen=True, kw_only=True):
    """What the screen would be drawn on. `size` is columns and lines."""

    size: tuple[int, int]
    encoding: str
    variables: Mapping[str, str]
    refusal: str
    """Why the monitor cannot be drawn here; empty when it can."""


class StoreFacts(Struct, frozen=True, kw_only=True):
    """A store's address and, where it could be opened, what it says of itself.

    `size` is in bytes, with the files that SQLite keeps beside the store.
    """

    url: str
    size: int | None = None
    info: StoreInfo | None = None
    seal: str = ""
    """The hash that ends the chain of entries; empty for an empty store and for a broken chain."""
    server: str = ""
    """How the copy of a server's store is connected; empty: the store is none."""
    unreached: tuple[str, ...] = ()
    """Why its server cannot be asked."""
    damage: tuple[str, ...] = ()
    """What is wrong with it, or with the copy."""
    repairable: bool = False
    """It is a damaged store in a file, of which something may be saved."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that is wrong, one line each."""
        return (*self.unreached, *self.damage)


def program_facts() -> ProgramFacts:
    """Read the versions without importing what they are of."""
    return ProgramFacts(
        sitmon=version("sitmon"),
        python=".".join(map(str, sys.version_info[:3])),
        textual=version("textual"),
        sqlite=sqlite3.sqlite_version,
        fts5=_has_fts5(),
    )


def _has_fts5() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        rows = connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchall()
    return rows == [(1,)]


def terminal_facts(console: Console) -> TerminalFacts:
    """Look at the terminal around a command."""
    refusal = console.check_screen()
    size = shutil.get_terminal_size()
    return TerminalFacts(
        size=(size.columns, size.lines),
        encoding=clean(console.encoding),
        variables={
            name: clean(console.environ[name])
            for name in TERMINAL_VARIABLES
            if name in console.environ
        },
        refusal=refusal.reason if refusal else "",
    )


async def store_facts(url: str | None, clock: Clock, ca_file: str = "") -> StoreFacts:
    """Open a store, without making one, and let it check itself."""
    address = url or default_store()
    try:
        store = open_store(address, clock=clock, ca_file=ca_file)
    except SitmonError as error:
        return StoreFacts(
            url=clean(address),
            size=_size(address),
            damage=(error.line,),
            repairable=isinstance(error, StoreDamaged),
        )
    try:
        return await _open_store_facts(store, address, clock)
    except SitmonError as error:
        return StoreFacts(
            url=store.url,
            size=_size(address),
            damage=(error.line,),
            repairable=isinstance(error, StoreDamaged) and isinstance(store, SqliteStore),
        )
    finally:
        await store.close()


async def _open_store_facts(store: Store, address: str, clock: Clock) -> StoreFacts:
    server, unreached = "", tuple[str, ...]()
    if isinstance(store, Linked):
        unreached = await _unreached(store)
        server = store.label(clock())
    info = await store.info()
    damage = list(await store.quick_check()) if isinstance(store, Checkable) else []
    seal = ""
    try:
        if broken := await store.broken_seal():
            damage.append(broken)
        elif info.revision:
            seal = await store.seal(info.revision)
    except SitmonError as error:
        damage.append(error.line)
    return StoreFacts(
        url=store.url,
        size=_size(address),
        info=info,
        seal=seal,
        server=server,
        unreached=unreached,
        # The pages and the chain are checked apart, and may meet the same damage.
        damage=tuple(dict.fromkeys(damage)),
        # A copy that is damaged is fetched anew.
        repairable=bool(damage) and isinstance(store, SqliteStore) and not server,
    )


async def _unreached(store: Linked) -> tuple[str, ...]:
    """Why the server cannot be asked; its copy here can be looked at all the same."""
    try:
        await store.catch_up()
    except SitmonError as error:
        return (error.line,)
    return ()


def _size(address: str) -> int | None:
    path = Path(address.removeprefix("sqlite:///")).expanduser()
    files = [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))]
    try:
        return sum(file.stat().st_size for file in files if file.is_file()) or None
    except (OSError, ValueError):
        return None
