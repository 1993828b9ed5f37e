"""Live changes as server-sent events (HTML standard, 9.2).

An event says how far the log goes and from where; it holds no record. So what a client missed while
it was away is one event, and a slow client has no queue to fill: it is told the newest revision
when it reads again, and cut off when it leaves a few bytes unread for too long.
"""

import asyncio
from functools import lru_cache
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from situation.errors import UsageError
from situation.serving.keyring import Grant
from situation.serving.problems import refused
from situation.serving.queries import ChangesAsked, query_of
from situation.serving.service import Service
from situation.serving.wire import CHANGE_EVENT, EVENT_STREAM, ChangeEvent
from situation.text import clean

_RECONNECT: Final = b"retry: 2000\n\n"
_HEARTBEAT: Final = b":\n\n"
_LONGEST_ID: Final = 15


async def changes(service: Service, request: Request, grant: Grant | None) -> Response:
    """Open a stream for a token that has not too many of them."""
    if grant is None:
        raise refused(401, "a token is needed")
    if service.streams.is_full(grant.token):
        most = service.limits.streams_per_token
        # By then a stream whose client has left without a word is known to be free.
        raise refused(
            429,
            f"no more than {most} streams for one token",
            retry_after=service.limits.heartbeat,
        )
    query = query_of(request.query_params.multi_items(), ChangesAsked)
    seen = request.headers.get("last-event-id", "")
    return ChangeStream(service, grant, _revision(seen) if seen else query.after)


def _revision(seen: str) -> int:
    if seen.isascii() and seen.isdecimal() and len(seen) <= _LONGEST_ID:
        return int(seen)
    raise UsageError(
        f"“{clean(seen, 40)}” is the id of no event",
        where="Last-Event-ID",
        do="send the id of the last event that came, or leave the header out",
    )


class ChangeStream(Response):
    """The stream of one client, from what it knows on.

    Args:
        service: whose changes.
        grant: ends with it.
        after: the revision that the client knows; None, or one that this store never had: it is
            told where the log stands now.
    """

    def __init__(self, service: Service, grant: Grant, after: int | None) -> None:
        super().__init__(media_type=EVENT_STREAM)
        # Proxies hold back what they would pack or store.
        self.headers["Cache-Control"] = "no-store, no-transform"
        self.headers["X-Accel-Buffering"] = "no"
        del self.headers["content-length"]
        self._service = service
        self._grant = grant
        self._after = after

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the client leaves, is too slow, loses its token, or the server ends."""
        if scope["method"] == "HEAD":
            await self._start(send)
            await send({"type": "http.response.body"})
            return
        with self._service.streams.opened(self._grant.token):
            gone = asyncio.create_task(_gone(receive))
            telling = asyncio.create_task(self._tell(send))
            try:
                await asyncio.wait((gone, telling), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (gone, telling):
                    task.cancel()
                await asyncio.gather(gone, telling, return_exceptions=True)
                if self._service.stalls.was_cut(telling):
                    self._service.metrics.cut("slow")

    async def _tell(self, send: Send) -> None:
        watcher = self._service.watcher
        await self._start(send)
        told = watcher.revision
        after = told if self._after is None else min(self._after, told)
        await self._send(send, _RECONNECT + _event(after, told))
        while not watcher.closed:
            revision = await watcher.news(told)
            if not self._service.keyring.stands(self._grant):
                self._service.metrics.cut("token")
                break
            await self._send(send, _event(told, revision) if revision > told else _HEARTBEAT)
            told = revision
        await self._send(send, b"", more=False)

    async def _start(self, send: Send) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": HTTPStatus.OK,
                "headers": self.raw_headers,
            }
        )

    async def _send(self, send: Send, body: bytes, *, more: bool = True) -> None:
        task, stalls = asyncio.current_task(), self._service.stalls
        if task is not None:
            stalls.begins(task)
            await send({"type": "http.response.body", "body": body, "more_body": more})
            stalls.ends(task)


# Most streams were told of the same revision last, and are now told of the same one.
@lru_cache(maxsize=8)
def _event(after: int, revision: int) -> bytes:
    data = msgspec.json.encode(ChangeEvent(after=after, revision=revision))
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (revision, CHANGE_EVENT.encode(), data)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
