"""The connection under a fetch: dialled to checked addresses only, and counting what comes."""

import re
import ssl
from collections.abc import Iterable
from typing import Any, Final

import httpcore

from situation.sources.guard import Guard

_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_INTERIM: Final = re.compile(rb"HTTP/1\.[01] 1")

SocketOptions = Iterable[httpcore.SOCKET_OPTION]


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name once, has the guard judge the addresses, and dials one of these.

    TLS and the Host header keep the name; between the check and the dialling nothing is resolved
    again.

    Args:
        guard: of this fetch.
        dial: makes the connections, to addresses only.
    """

    def __init__(self, guard: Guard, dial: httpcore.AsyncNetworkBackend) -> None:
        self._guard = guard
        self._dial = dial

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in await self._guard.addresses(host, port):
            try:
                stream = await self._dial.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return CountedStream(stream)
        raise failure


class CountedStream(httpcore.AsyncNetworkStream):
    """A connection for one answer that knows how many bytes came after its head.

    The HTTP library stops at the announced length and drops what follows; an answer that is longer
    than announced has been cut, and only the bytes tell.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._head = b""
        self._is_past_head = False
        self.body_bytes = 0
        """Bytes after the head."""

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> bytes:
        """Read and count."""
        data = await self._stream.read(max_bytes, timeout)
        if self._is_past_head:
            self.body_bytes += len(data)
        else:
            self._look_for_body(self._head + data)
        return data

    def _look_for_body(self, start: bytes) -> None:
        while end := _HEAD_END.search(start):
            is_interim = _INTERIM.match(start)
            start = start[end.end() :]
            if not is_interim:
                self._is_past_head = True
                self.body_bytes = len(start)
                start = b""
        self._head = start

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> None:
        """Pass on."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Pass on."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> httpcore.AsyncNetworkStream:
        """The same over TLS; counts what was encrypted."""
        return CountedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the signature is httpcore's
        """Pass on."""
        return self._stream.get_extra_info(info)
