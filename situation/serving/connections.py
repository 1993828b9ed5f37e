"""Connections before they have asked anything: they may neither stay for long nor crowd others out.

A connection costs a place until its request has a token that can be judged. Without this, whoever
opens enough of them and sends half a request on each would shut the server to everybody.
"""

import asyncio
from collections import Counter
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from situation.serving.limits import Limits, client_key
from situation.serving.listening import is_loopback

_WAITING_SHARE: Final = 4
"""One in so many connections may be without a whole request; the one that waits longest goes."""


class Door:
    """Counts the connections of one server.

    Args:
        limits: how many it bears.
    """

    def __init__(self, limits: Limits) -> None:
        self.deadline = limits.head_deadline
        self._most_of_one = limits.connections_per_address
        self._most_waiting = max(limits.connections // _WAITING_SHARE, 1)
        self._by_client: Counter[str] = Counter()
        self._waiting: dict[Connection, None] = {}

    def entered(self, address: str) -> bool:
        """Count a connection; says whether it may stay. A proxy on this machine speaks for many."""
        client = client_key(address)
        self._by_client[client] += 1
        return is_loopback(address) or self._by_client[client] <= self._most_of_one

    def left(self, address: str) -> None:
        """Count a connection no more."""
        client = client_key(address)
        self._by_client[client] -= 1
        if self._by_client[client] <= 0:
            del self._by_client[client]

    def waits(self, connection: "Connection") -> None:
        """Take note of one without a whole request; sends the oldest away where there are many."""
        self._waiting[connection] = None
        if len(self._waiting) > self._most_waiting:
            oldest = next(iter(self._waiting))
            self.waits_no_more(oldest)
            oldest.give_up()

    def waits_no_more(self, connection: "Connection") -> None:
        """Take note that it has asked, or is gone."""
        self._waiting.pop(connection, None)


class Connection(H11Protocol):
    """uvicorn's connection, given up when its request line and headers do not come in time."""

    door: Door
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, unless its client has too many connections."""
        super().connection_made(transport)
        self._wait()
        if not self.door.entered(self._address):
            self.give_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self._wait_no_more()
        self.door.left(self._address)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; a further request that has begun has as long as the first."""
        super().data_received(data)
        if self._is_answering():
            self._wait_no_more()
        elif self._patience is None and not self.transport.is_closing():
            self._wait()

    def on_response_complete(self) -> None:
        """Wait no more: from here on uvicorn's own patience counts, until more comes."""
        self._wait_no_more()
        super().on_response_complete()

    def give_up(self) -> None:
        """Cut it off without a word: nobody is there who would read it."""
        self._wait_no_more()
        self.transport.abort()

    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""

    def _wait(self) -> None:
        self._patience = self.loop.call_later(self.door.deadline, self.give_up)
        self.door.waits(self)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        self.door.waits_no_more(self)


def connections_through(door: Door) -> type[Connection]:
    """The connections of a server with this door: uvicorn makes them itself, one by one."""
    return type("Connection", (Connection,), {"door": door})
