"""The connections of an SQLite store: one reads, one writes, each in one thread at a time."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from situation.errors import StoreError
from situation.periods import Clock
from situation.store.sqlite_errors import translated
from situation.store.sqlite_files import (
    connect_reader,
    connect_writer,
    is_writable,
    prepare,
    readable_errors,
)
from situation.store.sqlite_identity import FileIdentity
from situation.text import clean

T = TypeVar("T")


class Session:
    """Asks and writes in threads, so that the event loop never waits for the disk.

    Args:
        path: the file.
        url: the address it was opened with.
        clock: gives the time for the ledger of migrations.
        create: make the file where there is none.
        busy_timeout: seconds to wait for another process that is writing.

    Raises:
        StoreError: the kind says why it cannot be opened.
    """

    def __init__(
        self, path: Path, *, url: str, clock: Clock, create: bool, busy_timeout: float
    ) -> None:
        self.url = clean(url)
        self._closed = False
        self._path = path
        self._busy_timeout = busy_timeout
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        prepare(path, self.url, clock, busy_timeout, create=create)
        with translated(self.url), readable_errors(self.url):
            self._identity = FileIdentity(path, self.url)
            self._reader = connect_reader(path, busy_timeout)

    @property
    def writable(self) -> bool:
        """Whether this user may append."""
        return is_writable(self._path)

    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Answer a question in one read transaction: all its statements see the same state.

        Raises:
            StoreError: the kind says what went wrong.
        """
        return await asyncio.to_thread(self._ask, question)

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in one write transaction, committed when the work returns.

        Raises:
            StoreError: the kind says what went wrong; nothing was written.
        """
        return await asyncio.to_thread(self._write, work)

    async def close(self) -> None:
        """Wait for what is under way and let go of the file; may be called twice."""
        self._closed = True
        await asyncio.to_thread(self._close)

    def _ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        with self._reading, translated(self.url):
            self._require_open()
            self._identity.require_same()
            self._reader.execute("BEGIN")
            try:
                return question(self._reader)
            finally:
                _roll_back(self._reader)

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._writing, translated(self.url):
            self._require_open()
            self._identity.require_same()
            if self._writer is None:
                self._writer = connect_writer(self._path, self.url, self._busy_timeout)
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                result = work(self._writer)
                self._writer.execute("COMMIT")
            finally:
                _roll_back(self._writer)
            # What went into a file that is no longer the store was not stored.
            self._identity.require_same()
            return result

    def _require_open(self) -> None:
        if self._closed:
            raise StoreError("the store has been closed", where=self.url, do="open it again")

    def _close(self) -> None:
        # The reader goes first: the last connection to go tidies up, and only a writer can.
        with self._reading:
            self._reader.close()
        with self._writing:
            if self._writer is not None:
                self._writer.close()


def _roll_back(connection: sqlite3.Connection) -> None:
    """End the transaction unless it was committed or the failure before has ended it."""
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")
