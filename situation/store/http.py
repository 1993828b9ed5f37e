"""A store on a sitmon server: asked here, in a copy of its log, and written there.

The copy is an ordinary SQLite store that holds the server's log entry by entry, each checked
against its seal. Every question is answered by it at once, as of any time and known at any time,
with the server or without.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from situation.errors import FetchError, FetchFailure, StoreError
from situation.link import LinkState
from situation.model import AnyRecord
from situation.periods import Clock, utc_now
from situation.store.base import AppendReport, StoreInfo
from situation.store.bodies import encoded
from situation.store.http_address import copy_path, server_address
from situation.store.http_copy import ServerCopy
from situation.store.http_errors import as_store_error
from situation.store.http_follow import Follower, Retry
from situation.store.http_session import CopySession
from situation.store.http_token import Tokens, process_tokens
from situation.store.http_wire import Wire
from situation.store.log import Entry
from situation.store.log_intake import portions
from situation.store.sqlite import SqliteStore
from situation.vocabulary import Act

_POSTED_BYTES: Final = 2_000_000
"""Of entries at a time: a server waits a minute for them."""
_READER: Final = "reader"
"""The role that writes nothing."""
_RETRY: Final = Retry()


class HttpStore(SqliteStore):
    """`LoggedStore` and `Linked` over HTTP, for one event loop.

    What the questions are answered from is up to date as far as `link_state` says; after
    `catch_up`, and after an append of this store, it is.

    Args:
        session: the copy's file.
        wire: to the server.
        clock: gives the present, for the state of the connection.
        retry: the pauses while the server is away.
        is_encrypted: whether nobody on the way can listen.
    """

    def __init__(
        self, session: CopySession, wire: Wire, *, clock: Clock, retry: Retry, is_encrypted: bool
    ) -> None:
        # Nobody asks SQLite for changes: they are heard of from the server.
        super().__init__(session, clock=clock, poll_interval=1.0)
        self._wire = wire
        copy = SqliteStore(session, clock=clock, poll_interval=1.0)
        self._follower = Follower(
            ServerCopy(session, copy, wire),
            wire,
            known=session.newest(),
            clock=clock,
            retry=retry,
            is_encrypted=is_encrypted,
        )

    @property
    def link_state(self) -> LinkState:
        """How the copy is connected."""
        return self._follower.state

    def label(self, now: datetime) -> str:
        """The same in a few words, safe to show."""
        return self._follower.state.label(now)

    async def link_changes(self) -> AsyncIterator[LinkState]:
        """Yield how the copy is connected, now and each time that changes, until it is closed."""
        async for state in self._follower.states():
            yield state

    async def catch_up(self) -> int:
        """Bring the copy up to date now; returns its revision.

        Raises:
            StoreError: it could not be; what is here can still be asked.
        """
        try:
            return await self._follower.catch_up()
        except FetchError as error:
            raise as_store_error(error) from None

    async def info(self) -> StoreInfo:
        """What the copy holds, counted; the first time ever it waits until something has come.

        Raises:
            StoreError: there is no copy yet and the server cannot be asked.
        """
        found = await super().info()
        if found.revision == 0:
            await self._follower.meet()
            found = await super().info()
            error = self._follower.error
            if found.revision == 0 and error is not None:
                raise as_store_error(error) if isinstance(error, FetchError) else error
        # Before the server was asked, nothing speaks against it.
        return replace(found, writable=self._wire.role != _READER)

    async def append(
        self, records: Iterable[AnyRecord], *, author: str, act: Act | None = None
    ) -> AppendReport:
        """Have the server record them, all or none; `records` is read in a thread.

        The server may set another author than the one given: only an admin's token records for
        others. The report is right even where the connection is lost before the copy has the new
        entries.
        """
        request = await asyncio.to_thread(_request, records, author, act)
        try:
            answer = await self._wire.append(request)
        except FetchError as error:
            raise _unsent(error) from None
        await self._follow_up(answer.revision)
        return AppendReport(
            appended=answer.appended, unchanged=answer.unchanged, revision=answer.revision
        )

    async def replicate(self, entries: Sequence[Entry]) -> int:
        """Have the server take entries over as they are; returns its revision after it.

        Many are sent in portions, of which those before a failure stay.
        """
        revision = 0
        for portion in portions(entries, _POSTED_BYTES):
            lines = await asyncio.to_thread(_lines, portion)
            try:
                revision = await self._wire.replicate(lines)
            except FetchError as error:
                raise _unsent(error) from None
        await self._follow_up(revision)
        return revision

    async def changes(self, after: int) -> AsyncIterator[int]:
        """Yield the revision each time the copy has grown beyond `after`, until it is closed."""
        async for revision in self._follower.revisions(after):
            yield revision

    async def close(self) -> None:
        """Let go of server and copy; may be called twice."""
        await self._follower.close()
        await self._wire.close()
        await super().close()

    async def _follow_up(self, revision: int) -> None:
        try:
            await self._follower.catch_up(revision)
        except (FetchError, StoreError):
            # It is recorded, whatever becomes of the copy; the state says how that stands.
            return


def open_http(
    url: str,
    *,
    clock: Clock = utc_now,
    ca_file: str = "",
    tokens: Tokens | None = None,
    copy: Path | None = None,
    retry: Retry = _RETRY,
) -> HttpStore:
    """Open a store on a server; makes or opens its copy at once, asks the server nothing yet.

    Args:
        url: `https://host[:port][/path]`; http:// for this machine, insecure+http:// for another.
        clock: gives the present.
        ca_file: PEM file of further certificate authorities; empty: the public ones only.
        tokens: those of the reader; None: the ones of this process.
        copy: file of the copy; None: one for each address, in the platform's cache directory.
        retry: the pauses while the server is away.

    Raises:
        UsageError: the address or `ca_file` cannot be used.
        StoreError: the token's file cannot be used, or the copy cannot be opened.
    """
    address = server_address(url)
    token = (tokens or process_tokens()).token_for(address.host)
    wire = Wire(address, token, ca_file=ca_file)
    session = CopySession(address, copy or copy_path(address), clock)
    return HttpStore(session, wire, clock=clock, retry=retry, is_encrypted=address.is_encrypted)


def _request(records: Iterable[AnyRecord], author: str, act: Act | None) -> bytes:
    """An `AppendRequest` as JSON; every record is checked here as a local store would."""
    bodies = [msgspec.Raw(encoded(record)) for record in records]
    return msgspec.json.encode({"records": bodies, "act": act, "author": author})


def _lines(entries: Sequence[Entry]) -> bytes:
    return b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)


def _unsent(error: FetchError) -> StoreError:
    if error.kind in (FetchFailure.UNREACHABLE, FetchFailure.TIMED_OUT, FetchFailure.SERVER_ERROR):
        return StoreError(
            f"nothing is recorded without the server, as far as is known: {error.what}",
            where=error.where,
            do="try again when it is back; what it has already is not recorded twice",
        )
    return as_store_error(error)
