"""What every request passes: rates, token, and the headers of every answer."""

import logging
import time
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from situation.serving.keyring import Grant
from situation.serving.limits import client_key
from situation.serving.problems import problem_of_ours, problem_of_refusal, refused
from situation.serving.service import Service
from situation.serving.wire import EVENT_STREAM, REVISION_HEADER, ROLE_HEADER

GRANT: Final = "sitmon.grant"
ROUTE: Final = "sitmon.route"
OPEN_PATHS: Final = frozenset({"/healthz"})
"""Answered without a token: whoever watches over the server need not be able to read it."""

_LOG: Final = logging.getLogger("sitmon.serving")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Gate:
    """Lets those in who may come, counts them, and answers for what fails behind it.

    Args:
        app: what is behind it.
        service: whose limits and tokens are asked.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; anything but HTTP is turned away."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        if scope["type"] != "http":
            return
        passage = _Passage(scope, send, self._service)
        try:
            self._admit(scope)
            await self._app(scope, receive, passage.send)
        except HTTPException as refusal:
            await problem_of_refusal(refusal)(scope, receive, passage.send)
        except Exception:  # noqa: BLE001 - the last line of defence: told to the log alone
            _LOG.exception("%s %s failed", scope["method"], scope.get(ROUTE, "?"))
            if not passage.status:
                await problem_of_ours()(scope, receive, passage.send)
        finally:
            passage.ended()

    def _admit(self, scope: Scope) -> None:
        if _head_bytes(scope) > self._service.limits.header:
            raise refused(431, "the request line and the headers are too long")
        if scope["path"] in OPEN_PATHS:
            return
        service, request = self._service, Request(scope)
        address = client_key(request.client.host if request.client else "")
        if wait := service.address_buckets.take(address):
            raise refused(429, "too many requests from this address", retry_after=wait)
        grant = service.keyring.grant(request.headers.get("authorization", ""))
        if grant is None:
            if wait := service.failure_buckets.take(address):
                raise refused(429, "too many requests without a valid token", retry_after=wait)
            raise HTTPException(
                HTTPStatus.UNAUTHORIZED,
                "a valid token is needed: Authorization: Bearer sm_…",
                {"WWW-Authenticate": 'Bearer realm="sitmon"'},
            )
        if wait := service.token_buckets.take(grant.token):
            raise refused(429, "too many requests with this token", retry_after=wait)
        scope[GRANT] = grant


def _head_bytes(scope: Scope) -> int:
    # What arrives in one piece, the server's own cap lets through.
    fields = sum(len(name) + len(value) for name, value in scope["headers"])
    return fields + len(scope["path"]) + len(scope["query_string"])


class _Passage:
    """One request on its way through: what it was answered, and how long that took."""

    def __init__(self, scope: Scope, send: Send, service: Service) -> None:
        self._scope = scope
        self._send = send
        self._service = service
        self._begun = time.monotonic()
        self._is_stream = False
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass a message on, the first one with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message["headers"], *self._headers(message)]}
        await self._send(message)

    def ended(self) -> None:
        """Count the request."""
        scope, route = self._scope, self._scope.get(ROUTE, "other")
        seconds = time.monotonic() - self._begun
        method = scope["method"] if scope["method"] in _METHODS else "other"
        counted = None if self._is_stream else seconds
        self._service.metrics.observe(route, method, self.status, counted)
        grant: Grant | None = scope.get(GRANT)
        # Neither the path nor the query as it was sent: whoever puts a token there is not helped
        # by a log that keeps it.
        who = grant.token if grant else "-"
        _LOG.info("%s %s %d %.0f ms %s", method, route, self.status, 1000 * seconds, who)

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        given = {name.lower(): value for name, value in message["headers"]}
        self._is_stream = given.get(b"content-type", b"").startswith(EVENT_STREAM.encode())
        added = [(b"x-content-type-options", b"nosniff")]
        if b"cache-control" not in given:
            added.append((b"cache-control", b"no-store"))
        if GRANT in self._scope:
            revision = str(self._service.watcher.revision).encode()
            added.append((REVISION_HEADER.lower().encode(), revision))
            grant: Grant = self._scope[GRANT]
            added.append((ROLE_HEADER.lower().encode(), grant.role.value.encode()))
        return added
