"""The file of an SQLite store: telling what is there, making it, connecting to it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from situation.errors import StoreError, StoreMissing, StoreReadOnly
from situation.periods import Clock
from situation.store.migrations import migrate, pending_migrations
from situation.store.sqlite_errors import translated

_HEADER: Final = b"SQLite format 3\0"
_MAKE_ONE: Final = "`sitmon import` makes one; or name another with --store"
# A store file may come from somebody else: its schema gets no functions with side effects, and a
# page that lies about its cells is an error instead of a wild read.
_COMMON_PRAGMAS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)
_WRITER_PRAGMAS: Final = (
    *_COMMON_PRAGMAS,
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA synchronous = NORMAL",
)


def prepare(path: Path, where: str, clock: Clock, busy_timeout: float, *, create: bool) -> None:
    """Make sure that a store of the newest schema is at the path.

    Args:
        path: the file.
        where: the store, as errors name it.
        clock: gives the time for the ledger of migrations.
        busy_timeout: how long to wait for another writer, in seconds.
        create: make file and directories where there are none, for this user alone.

    Raises:
        StoreError: the kind says what is wrong there.
    """
    with translated(where), readable_errors(where):
        if not _holds_something(path, where):
            if not create:
                raise StoreMissing("there is no store", where=where, do=_MAKE_ONE)
            _make_private_file(path)
        elif _is_up_to_date(path, where, busy_timeout):
            return
        with closing(connect_writer(path, where, busy_timeout)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, clock, where)


@contextmanager
def readable_errors(where: str) -> Iterator[None]:
    """Turn what the file system raises in the block into a `StoreError`.

    Raises:
        StoreError: says what the system said.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the store cannot be opened: {error.strerror or error}",
            where=where,
            do="check the path and its permissions",
        ) from error


def connect_reader(path: Path, busy_timeout: float) -> sqlite3.Connection:
    """A connection that cannot write, usable from any thread (one at a time).

    Raises:
        sqlite3.Error: as SQLite says.
    """
    return _connect(path, "ro", busy_timeout, (*_COMMON_PRAGMAS, "PRAGMA query_only = ON"))


def connect_writer(path: Path, where: str, busy_timeout: float) -> sqlite3.Connection:
    """A connection for appending, usable from any thread (one at a time).

    Raises:
        StoreReadOnly: this user may not write there.
        sqlite3.Error: as SQLite says.
    """
    if not is_writable(path):
        raise StoreReadOnly(
            "the store may be read but not written",
            where=where,
            do="check the permissions of the file and of its directory",
        )
    return _connect(path, "rw", busy_timeout, _WRITER_PRAGMAS)


def is_writable(path: Path) -> bool:
    """Whether this user may write the file and make the files that SQLite keeps beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _connect(
    path: Path, mode: str, busy_timeout: float, pragmas: tuple[str, ...]
) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=busy_timeout,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _holds_something(path: Path, where: str) -> bool:
    """Whether there is a file with something in it, which then looks like an SQLite database."""
    if path.is_dir():
        raise StoreMissing("that is a directory, not a store", where=where, do=_MAKE_ONE)
    if not path.exists():
        return False
    if not path.is_file():
        raise StoreMissing("that is not a regular file", where=where, do=_MAKE_ONE)
    with path.open("rb") as file:
        header = file.read(len(_HEADER))
    if header and header != _HEADER:
        raise StoreMissing("the file is not a sitmon store", where=where, do=_MAKE_ONE)
    return bool(header)


def _make_private_file(path: Path) -> None:
    missing = [each for each in path.absolute().parents if not each.exists()]
    for directory in reversed(missing):
        directory.mkdir(mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def _is_up_to_date(path: Path, where: str, busy_timeout: float) -> bool:
    with closing(connect_reader(path, busy_timeout)) as connection:
        pending = pending_migrations(connection, where)
    if pending and not is_writable(path):
        raise StoreError(
            "the store was made by an older sitmon and must be brought up to date first",
            where=where,
            do="open it once as a user who may write it",
        )
    return not pending
