"""How a PostgreSQL store's growth is noticed: by LISTEN, and by looking where nobody can listen."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, Final

import psycopg
from psycopg import sql

from situation.errors import StoreError
from situation.store.postgres_session import Session, revision_of

_REPLICA_WAIT: Final = 0.02
"""Seconds between two looks at a replica that does not show yet what was told of."""

_LOOKS: Final = 250


async def revisions(
    session: Session, after: int, poll_interval: float
) -> AsyncGenerator[int, None]:
    """`Store.changes`: each revision beyond `after` as soon as readers can see it.

    Args:
        session: the store, opened.
        after: the last revision that is known.
        poll_interval: seconds after which to look even though nothing was told, as while there is
            no primary: no other server tells.
    """
    ear = Ear(session)
    try:
        while not session.is_closed():
            await ear.open()
            try:
                revision = await session.ask(revision_of)
            except StoreError:
                if session.is_closed():
                    return
                raise
            if revision > after:
                after = revision
                yield revision
            elif ear.told > after and ear.looks_left:
                ear.looks_left -= 1
                await asyncio.sleep(_REPLICA_WAIT)
            else:
                await ear.wait(poll_interval)
    finally:
        await ear.close()


class Ear:
    """Listens to what the primary tells of its log."""

    def __init__(self, session: Session) -> None:
        self.told = 0
        """The newest revision that was told of."""
        self.looks_left = 0
        """How often to look for it before waiting on: anybody can tell of what is not there."""
        self._session = session
        self._link: psycopg.AsyncConnection[tuple[Any, ...]] | None = None

    async def open(self) -> None:
        """Begin to listen, unless that is done or no primary can be reached."""
        if self._link is not None:
            return
        address = self._session.address
        channel = sql.Identifier(f"sitmon_{address.schema}")
        try:
            self._link = await psycopg.AsyncConnection.connect(address.for_writing, autocommit=True)
            await self._link.execute(sql.SQL("LISTEN {}").format(channel))
        except psycopg.Error:
            await self.close()

    async def wait(self, seconds: float) -> None:
        """Wait until something is told of, but not longer than this."""
        if self._link is None:
            await asyncio.sleep(seconds)
            return
        try:
            async for notice in self._link.notifies(timeout=seconds, stop_after=1):
                self.told = max(self.told, int(notice.payload))
                self.looks_left = _LOOKS
        except (psycopg.Error, ValueError):
            await self.close()

    async def close(self) -> None:
        """Stop listening; may be called twice."""
        link, self._link = self._link, None
        if link is not None:
            await link.close()
