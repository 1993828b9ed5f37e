"""A loopback HTTP(S) server that answers what a test tells it to, misbehaviour included.

    async with ReplayServer() as server:               # or plain `with`, in a test without a loop
        server.answer("/feed.xml", body=b"<rss/>", headers={"Content-Type": "application/rss+xml"})
        server.answer("/gone", status=410)
        server.play("/slow", drip(b"x" * 100, gap=0.1))
        server.play("/flaky", plain(status=503), plain(b"{}"))    # one after the other, last stays
        ... fetch server.url("/feed.xml") ...
        server.requests[0].path, server.requests[0].headers["user-agent"]

Answers: `plain`, `conditional` (304 when the client has it), `redirect`, `static` (a file),
`drip`, `hang`, `cut`, `raw` (any bytes: wrong lengths, broken heads), `gzip_bomb`, `generated`
(2 GB without holding them), `reset`. A path that was not announced answers 404. Queries belong to
the path.

It lives in a thread of its own, so that a test may block while it serves, and it listens on
127.0.0.1 only. Each connection carries one request. TLS: `ReplayServer(tls_name="feeds.example")`
makes a certificate for that name alone; `server.ca_pem` is its authority, to be written to a file.
"""

import asyncio
import gzip
import ssl
import threading
import time
import warnings
import zlib
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple, Self

HOST: Final = "127.0.0.1"
_BLOCK: Final = bytes(1 << 16)


class Received(NamedTuple):
    """One request as it came."""

    method: str
    path: str
    """With the query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    at: float
    """`time.monotonic()` when the head was complete."""


Answer = Callable[[Received, StreamReader, StreamWriter], Awaitable[None]]
"""Writes the bytes of one answer; the connection is closed after it."""


def _head(status: int, headers: Mapping[str, str], length: int | None) -> bytes:
    reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    lines = [f"HTTP/1.1 {status} {reason}", "Connection: close"]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def plain(
    body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """A well-behaved answer with its length."""

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        length = None if status in (204, 304) else len(body)
        writer.write(_head(status, headers or {}, length) + (b"" if length is None else body))

    return write


def conditional(
    body: bytes,
    *,
    etag: str = "",
    last_modified: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The body with its validators; 304 to a client that names one of them."""
    validators = {"ETag": etag, "Last-Modified": last_modified}
    told = {name: value for name, value in validators.items() if value}

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        asked = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        is_known = (etag and asked[0] == etag) or (last_modified and asked[1] == last_modified)
        answer = plain(
            b"" if is_known else body,
            status=304 if is_known else 200,
            headers={**(headers or {}), **told},
        )
        await answer(request, reader, writer)

    return write


def redirect(location: str, *, status: int = 302) -> Answer:
    """To any address, allowed or not; non-ASCII goes out as UTF-8."""
    as_latin = location.encode().decode("latin-1")
    return plain(status=status, headers={"Location": as_latin})


def static(file: Path, media_type: str) -> Answer:
    """A file as it is on the disk."""
    return plain(file.read_bytes(), headers={"Content-Type": media_type})


def raw(data: bytes) -> Answer:
    """These bytes, head included, and nothing else."""

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(data)

    return write


def cut(body: bytes, after: int, *, headers: Mapping[str, str] | None = None) -> Answer:
    """Announces the whole body and closes after some bytes of it."""
    return raw(_head(200, headers or {}, len(body)) + body[:after])


def drip(body: bytes, *, gap: float, headers: Mapping[str, str] | None = None) -> Answer:
    """One byte of the body at a time, `gap` seconds apart."""

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(_head(200, headers or {}, len(body)))
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(gap)

    return write


def hang(start: bytes = b"") -> Answer:
    """Sends `start`, a part of an answer, and then nothing until the client goes away."""

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(start)
        await reader.read()

    return write


def generated(size: int, *, announced: bool = True) -> Answer:
    """A body of zeros of any size that is never held in memory."""

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(_head(200, {}, size if announced else None))
        for start in range(0, size, len(_BLOCK)):
            writer.write(_BLOCK[: size - start])
            await writer.drain()

    return write


def gzip_bomb(megabytes: int, *, layers: int = 1) -> Answer:
    """Zeros that unpack to this many megabytes, packed once or several times over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body)
    return plain(body, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})


def reset() -> Answer:
    """Breaks the connection off without a word."""

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        writer.transport.abort()

    return write


class ReplayServer:
    """The server; see the module.

    Args:
        tls_name: the one name that its certificate is for; empty: plain HTTP.
        tls_version: the newest version of TLS that it speaks.
    """

    def __init__(
        self, *, tls_name: str = "", tls_version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    ) -> None:
        self.requests: list[Received] = []
        self.connections = 0
        """How often anybody connected, with or without a request."""
        self._answers: dict[str, list[Answer]] = {}
        self._tls: ssl.SSLContext | None = None
        self.ca_pem = b""
        if tls_name:
            self._tls, self.ca_pem = _certified(tls_name, tls_version)
        self.port = 0
        self._stop: Callable[[], object] = bool
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._conversations: set[asyncio.Task[None]] = set()

    def answer(
        self,
        path: str,
        body: bytes = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """From now on the path answers this, well-behaved."""
        self.play(path, plain(body, status=status, headers=headers))

    def play(self, path: str, *answers: Answer) -> None:
        """From now on the path answers these, one after the other; the last one stays."""
        self._answers[path] = list(answers)

    def url(self, path: str, host: str = HOST) -> str:
        """The address of a path, under another name of the host if one is given."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.requests)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop()
        self._thread.join()

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(self, *_error: object) -> None:
        self.__exit__()

    async def _serve(self) -> None:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        # A handshake that a client leaves hanging must not hold up the end of the test.
        patience = 5.0 if self._tls else None
        server = await asyncio.start_server(
            self._connected, HOST, 0, ssl=self._tls, ssl_handshake_timeout=patience
        )
        self.port = server.sockets[0].getsockname()[1]
        self._stop = partial(loop.call_soon_threadsafe, done.set)
        self._ready.set()
        await done.wait()
        server.close()
        for conversation in self._conversations:
            conversation.cancel()
        await asyncio.gather(*self._conversations, return_exceptions=True)

    def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        conversation = asyncio.create_task(self._converse(reader, writer))
        self._conversations.add(conversation)
        conversation.add_done_callback(self._conversations.discard)

    async def _converse(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            request = _parsed(await reader.readuntil(b"\r\n\r\n"))
            self.requests.append(request)
            await self._next_answer(request.path)(request, reader, writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # The client went away: that is often what the test is about.
        finally:
            writer.close()

    def _next_answer(self, path: str) -> Answer:
        script = self._answers.get(path) or [plain(status=404)]
        return script.pop(0) if len(script) > 1 else script[0]


def _certified(name: str, newest: ssl.TLSVersion) -> tuple[ssl.SSLContext, bytes]:
    """A context with a certificate for a name, and its authority as PEM."""
    import trustme

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with warnings.catch_warnings():
        # Python warns of the old versions that clients must refuse.
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = min(newest, ssl.TLSVersion.TLSv1_2)
        context.maximum_version = newest
    authority.issue_cert(name).configure_cert(context)
    return context, authority.cert_pem.bytes()


def _parsed(head: bytes) -> Received:
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = [line.split(":", 1) for line in lines]
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    return Received(method, path, headers, time.monotonic())
