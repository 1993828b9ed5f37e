"""The connections of a PostgreSQL store: a few that read, one that writes."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import psycopg

from situation.errors import StoreError
from situation.store.postgres_address import Address
from situation.store.postgres_connect import Link, settle_reader, settle_writer
from situation.store.postgres_errors import is_lost, translated
from situation.store.postgres_pool import Pool

T = TypeVar("T")

_READERS: Final = 4
_OWN_WRITES_WAIT: Final = 1.0
"""Seconds that a replica may take to show a client what that client has just written."""
_LOOK_AGAIN: Final = 0.01
_REVISION: Final = b"SELECT coalesce(max(last_entry), 0) FROM batch"
_LOCK: Final = b"SELECT pg_advisory_xact_lock(hashtext('sitmon'), hashtext(current_schema()))"
_MAY_APPEND: Final = b"SELECT has_table_privilege('entry', 'INSERT')"


class Session:
    """Asks and writes in threads of its own, so that a slow server keeps nobody else waiting.

    Args:
        address: where the store is.
        busy_timeout: seconds to wait for another process that is writing.
    """

    def __init__(self, address: Address, *, busy_timeout: float) -> None:
        self.address = address
        self.url = address.shown
        self._closed = False
        self._written = 0
        self._seen = 0
        self._closing = threading.Lock()
        schema = address.schema
        self._readers = Pool(address.for_reading, lambda link: settle_reader(link, schema))
        self._writers = Pool(
            address.for_writing, lambda link: settle_writer(link, schema, busy_timeout)
        )
        self._reading = ThreadPoolExecutor(_READERS, "sitmon-postgres-read")
        self._writing = ThreadPoolExecutor(1, "sitmon-postgres-write")

    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def wrote(self, revision: int) -> None:
        """Remember what this client has written: its next questions must find it."""
        self._written = max(self._written, revision)

    async def ask(self, question: Callable[[Link], T]) -> T:
        """Answer a question in one read transaction: all its statements see the same state.

        Raises:
            StoreError: the kind says what went wrong.
        """
        self._require_open()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, self._ask, question)

    async def write(self, work: Callable[[Link], T]) -> T:
        """Do work in one write transaction, committed when the work returns.

        Raises:
            StoreError: the kind says what went wrong. Unless the way to the server broke while it
                was committing, nothing was written.
        """
        self._require_open()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writing, self._write, work)

    async def close(self) -> None:
        """Wait for what is under way and let go of the server; may be called twice."""
        self._closed = True
        await asyncio.to_thread(self._close)

    def _ask(self, question: Callable[[Link], T]) -> T:
        with translated(self.url):
            try:
                return self._ask_once(question)
            except psycopg.OperationalError as error:
                # A question changes nothing: it may be asked again, of whichever server is left.
                if not is_lost(error):
                    raise
                return self._ask_once(question)

    def _ask_once(self, question: Callable[[Link], T]) -> T:
        self._require_open()
        with self._readers.link() as link:
            if self.address.has_several_hosts and self._seen < self._written:
                self._await_own_writes(link)
            with link.transaction():
                return question(link)

    def _write(self, work: Callable[[Link], T]) -> T:
        self._require_open()
        with translated(self.url), self._writers.link() as link, link.transaction():
            link.execute(_LOCK)
            return work(link)

    def _await_own_writes(self, link: Link) -> None:
        """Wait until the replica has what was written here, but not for ever.

        With the primary lost it may never come; what is there is then better than nothing.
        """
        written = self._written
        deadline = time.monotonic() + _OWN_WRITES_WAIT
        while revision_of(link) < written and time.monotonic() < deadline:
            link.rollback()
            time.sleep(_LOOK_AGAIN)
        link.rollback()
        self._seen = written

    def _require_open(self) -> None:
        if self._closed:
            raise StoreError("the store has been closed", where=self.url, do="open it again")

    def _close(self) -> None:
        with self._closing:
            self._reading.shutdown()
            self._writing.shutdown()
            self._readers.close()
            self._writers.close()


def revision_of(link: Link) -> int:
    """Number of the newest entry; 0 when the store is empty."""
    return int(one(link, _REVISION)[0])


def may_append(link: Link) -> bool:
    """Whether this user has the right to append."""
    return bool(one(link, _MAY_APPEND)[0])


def one(link: Link, sql: bytes, values: tuple[str, ...] = ()) -> tuple[Any, ...]:
    """The only row of a question that always has one."""
    row = link.execute(sql, values).fetchone()
    if row is None:
        raise psycopg.DataError("the server gave no row where there is always one")
    return row
