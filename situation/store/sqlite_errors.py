"""SQLite's result codes as sitmon's errors: what happened, to which store, what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from situation.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
)

_NO_SIDE_FILES: Final = (
    StoreReadOnly,
    "SQLite can read the store only where it may keep its -wal and -shm files beside it",
    "check the permissions of the directory, or copy the store where you may write",
)
_FULL: Final = (
    StoreFull,
    "the disk is full; what was stored before is intact",
    "free some space and try again",
)
# Quotas and file size limits arrive as a failed write, not as "disk full".
_BY_EXTENDED_CODE: Final[dict[int, tuple[type[StoreError], str, str]]] = {
    sqlite3.SQLITE_IOERR_WRITE: (
        StoreFull,
        "the store could not be written; what was stored before is intact",
        "look for a full disk, a quota or a file size limit",
    ),
    # There is no room for the -shm file, which has to be there even to read.
    sqlite3.SQLITE_IOERR_SHMSIZE: _FULL,
    sqlite3.SQLITE_READONLY_CANTINIT: _NO_SIDE_FILES,
    sqlite3.SQLITE_READONLY_DIRECTORY: _NO_SIDE_FILES,
}
_BY_CODE: Final[dict[int, tuple[type[StoreError], str, str]]] = {
    sqlite3.SQLITE_BUSY: (
        StoreBusy,
        "another process is writing to the store and did not finish in time",
        "try again when its import or sync is done",
    ),
    sqlite3.SQLITE_READONLY: (
        StoreReadOnly,
        "the store may be read but not written",
        "check the permissions of the file and of its directory",
    ),
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: (
        StoreDamaged,
        "the store's file is damaged",
        "save what is sound with `sitmon doctor --repair NEWFILE`, or restore a copy",
    ),
    sqlite3.SQLITE_NOTADB: (
        StoreMissing,
        "the file is not a sitmon store",
        "name another file with --store",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StoreError,
        "the store, or a file that SQLite keeps beside it, cannot be opened",
        "check the permissions of the file and of its directory",
    ),
    sqlite3.SQLITE_PERM: (
        StoreError,
        "the store may not be opened",
        "check the permissions of the file and of its directory",
    ),
}
_BY_CODE[sqlite3.SQLITE_LOCKED] = _BY_CODE[sqlite3.SQLITE_BUSY]


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn what SQLite raises in the block into a `StoreError`.

    Args:
        where: the address of the store, named in the error.

    Raises:
        StoreError: one of its kinds, by SQLite's result code (https://sqlite.org/rescode.html).
    """
    try:
        yield
    except sqlite3.Error as error:
        raise as_store_error(error, where) from error
    except UnicodeDecodeError as error:
        # What Python's sqlite3 raises where even SQLite's own words about a file are damaged.
        error_type, what, do = _BY_CODE[sqlite3.SQLITE_CORRUPT]
        raise error_type(what, where=where, do=do) from error


def as_store_error(error: sqlite3.Error, where: str) -> StoreError:
    """The sitmon error that stands for an error of SQLite."""
    code = getattr(error, "sqlite_errorcode", 0)
    known = _BY_EXTENDED_CODE.get(code) or _BY_CODE.get(code & 0xFF)
    if known is None:
        return StoreError(f"the store failed: {error}", where=where, do="run `sitmon doctor`")
    error_type, what, do = known
    return error_type(what, where=where, do=do)
