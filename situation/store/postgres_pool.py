"""Connections to PostgreSQL that are kept for the next question.

psycopg_pool is not used: it pauses a second and more after each connection that it finds broken,
and then says that it has none, but not why. Here whoever needs a connection makes it, at once, and
hears what the server says; as many are kept as there are threads that ask.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

from situation.store.postgres_connect import Link, connect

_LIFETIME: Final = 600.0
"""Seconds after which a connection is not kept: a replica that came back is found again."""


class Pool:
    """Connections to whichever server an address leads to.

    Args:
        address: what libpq needs, with its secrets.
        settle: sets a new connection up.
    """

    def __init__(self, address: str, settle: Callable[[Link], None]) -> None:
        self._address = address
        self._settle = settle
        self._idle: deque[tuple[float, Link]] = deque()

    @contextmanager
    def link(self) -> Iterator[Link]:
        """A connection that works, until the end of the block.

        Raises:
            psycopg.OperationalError: no server can be reached, or it refuses.
        """
        made_at, link = self._taken() or (time.monotonic(), self._made())
        try:
            yield link
        finally:
            is_idle = link.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
            if is_idle and time.monotonic() - made_at < _LIFETIME:
                self._idle.append((made_at, link))
            else:
                link.close()

    def close(self) -> None:
        """Close what is kept; call it when nobody uses a connection any more."""
        while self._idle:
            self._idle.popleft()[1].close()

    def _taken(self) -> tuple[float, Link] | None:
        """A kept connection whose server still answers, if there is one."""
        while self._idle:
            try:
                made_at, link = self._idle.pop()
            except IndexError:
                return None
            if _answers(link):
                return made_at, link
            link.close()
        return None

    def _made(self) -> Link:
        link = connect(self._address)
        try:
            self._settle(link)
        except BaseException:
            link.close()
            raise
        return link


def _answers(link: Link) -> bool:
    try:
        # Without a transaction around it, it is one way there and back.
        link.autocommit = True
        link.execute(b"")
        link.autocommit = False
    except psycopg.Error:
        return False
    return True
