"""What is asked of a sitmon server, and what it answers: HTTP, and nothing that is kept.

The routes and their shapes are those of `situation.serving.wire`. What goes wrong on the way is a
`FetchError`, whose kind says whether waiting helps; what the server refuses is a `StoreError`.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Final, NamedTuple, TypeVar

import httpx
import msgspec

from situation import __version__
from situation.errors import FetchError, FetchFailure
from situation.serving.wire import (
    APPEND_PATH,
    CHANGES_PATH,
    EVENT_STREAM,
    JSON,
    JSON_LINES,
    LOG_PATH,
    REVISION_HEADER,
    ROLE_HEADER,
    AppendAnswer,
    ReplicationAnswer,
)
from situation.store.http_address import ServerAddress
from situation.store.http_body import whole_body
from situation.store.http_errors import in_our_words, refusal
from situation.store.http_events import RevisionInflow
from situation.store.http_pages import EntryInflow
from situation.store.http_token import Token
from situation.store.http_trust import tls_context
from situation.store.log import Entry

T = TypeVar("T")

_CONNECT: Final = 10.0
_READ: Final = 30.0
_RECORDING: Final = 300.0
"""Seconds that a server may take to record what was sent."""
_SILENCE: Final = 50.0
"""Seconds after which a stream is given up; its server gives a sign of life every 15."""
_LONGEST_ROLE: Final = 20
_PORTION_SECONDS: Final = 1.0
_GRACE: Final = 60.0
_SLOWEST: Final = 200.0
"""Bytes per second: what is slower for a minute is no line any more, or a server that stalls."""


class Portion(NamedTuple):
    """Some entries of the server's log, in order; none where it has no more."""

    entries: Sequence[Entry]
    total: int
    """The number of the server's newest entry when it was asked."""


class Wire:
    """The connections to one server, for one event loop.

    Args:
        address: of the server.
        token: what it knows the reader by; None: it is asked without.
        ca_file: PEM file of further certificate authorities; empty: the public ones only.

    Raises:
        UsageError: the file of authorities cannot be used.
    """

    def __init__(self, address: ServerAddress, token: Token | None, *, ca_file: str = "") -> None:
        self.role = ""
        """What the token is for, as the server said last; empty before that."""
        self._url = address.url
        self._base = address.base
        self._headers = {"Accept-Encoding": "gzip"}
        if token is not None:
            self._headers["Authorization"] = token.header
        self._client = httpx.AsyncClient(
            verify=tls_context(address.base, ca_file),
            trust_env=False,
            follow_redirects=False,
            headers={"User-Agent": f"sitmon/{__version__}"},
        )

    async def log(self, after: int, limit: int) -> AsyncGenerator[Portion, None]:
        """The entries behind a number, as they come; what came before a failure is given first.

        Args:
            after: number of the last entry that is known.
            limit: at most so many; the server may send fewer.

        Raises:
            FetchError: not all of them came.
            StoreError: the server refuses, or what it sends are no entries.
        """
        asked = {"after": str(after), "limit": str(limit)}
        async with self._asked("GET", LOG_PATH, params=asked, read=_READ) as response:
            total = self._revision_of(response)
            inflow = EntryInflow(response.headers.get("content-encoding", ""), self._url)
            loop = asyncio.get_running_loop()
            given_at = loop.time()
            entries: list[Entry] = []
            try:
                async with aclosing(self._pieces(response)) as pieces:
                    async for piece in pieces:
                        entries += inflow.take(piece)
                        if entries and loop.time() > given_at + _PORTION_SECONDS:
                            yield Portion(entries, total)
                            entries, given_at = [], loop.time()
                inflow.end()
            except FetchError:
                if entries:
                    yield Portion(entries, total)
                raise
            yield Portion(entries, total)

    async def append(self, request: bytes) -> AppendAnswer:
        """Have records recorded.

        Args:
            request: an `AppendRequest` as JSON.

        Raises:
            FetchError: whether they were recorded is not known, unless its kind says so.
            StoreError: they were not.
        """
        return await self._posted(APPEND_PATH, request, JSON, AppendAnswer)

    async def replicate(self, lines: bytes) -> int:
        """Have entries taken over as they are; returns the revision of the server after it.

        Args:
            lines: entries as JSON lines.

        Raises:
            FetchError: whether they were is not known, unless its kind says so.
            StoreError: they were not.
        """
        return (await self._posted(LOG_PATH, lines, JSON_LINES, ReplicationAnswer)).revision

    async def changes(self, after: int) -> AsyncGenerator[Sequence[int], None]:
        """The revisions that the server's log comes to; nothing in a sign of life.

        Args:
            after: the revision that is known; what came since is told of at once.

        Raises:
            FetchError: the stream ended or broke.
            StoreError: the server refuses.
        """
        headers = {
            "Accept": EVENT_STREAM,
            "Last-Event-ID": str(after),
            "Accept-Encoding": "identity",
        }
        async with self._asked("GET", CHANGES_PATH, headers=headers, read=_SILENCE) as response:
            self._require_stream(response)
            inflow = RevisionInflow(self._url)
            async with aclosing(self._pieces(response, is_endless=True)) as pieces:
                async for piece in pieces:
                    yield inflow.take(piece)
        raise FetchError(FetchFailure.UNREACHABLE, "the server ended the stream", where=self._url)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._client.aclose()

    async def _posted(self, path: str, body: bytes, media_type: str, kind: type[T]) -> T:
        headers = {"Content-Type": media_type}
        async with self._asked(
            "POST", path, headers=headers, content=body, read=_RECORDING
        ) as response:
            answer = await whole_body(response, self._pieces(response), self._url)
        try:
            return msgspec.json.decode(answer, type=kind)
        except (msgspec.MsgspecError, UnicodeError):
            raise self._no_server_of_ours() from None

    @asynccontextmanager
    async def _asked(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        read: float,
    ) -> AsyncIterator[httpx.Response]:
        """The head of a good answer; its body is still to come."""
        request = self._client.build_request(
            method,
            self._base + path,
            params=params,
            headers={**self._headers, **(headers or {})},
            content=content,
            timeout=httpx.Timeout(read, connect=_CONNECT),
        )
        longest = _CONNECT + read + len(content or b"") / _SLOWEST
        with in_our_words(self._url):
            async with asyncio.timeout(longest):
                response = await self._client.send(request, stream=True)
        try:
            self.role = response.headers.get(ROLE_HEADER, self.role)[:_LONGEST_ROLE]
            if response.status_code != 200:
                body = await whole_body(response, self._pieces(response), self._url)
                raise refusal(response.status_code, response.headers, body, self._url)
            yield response
        finally:
            await response.aclose()

    async def _pieces(
        self, response: httpx.Response, *, is_endless: bool = False
    ) -> AsyncGenerator[bytes, None]:
        loop = asyncio.get_running_loop()
        begun_at, came = loop.time(), 0
        with in_our_words(self._url):
            async for piece in response.aiter_raw():
                yield piece
                came += len(piece)
                spent = loop.time() - begun_at
                if not is_endless and spent > _GRACE and came < _SLOWEST * spent:
                    raise FetchError(
                        FetchFailure.TIMED_OUT, "the server's answer stalls", where=self._url
                    )

    def _revision_of(self, response: httpx.Response) -> int:
        told = response.headers.get(REVISION_HEADER, "")
        if not (told.isascii() and told.isdecimal() and len(told) <= 15):
            raise self._no_server_of_ours()
        return int(told)

    def _require_stream(self, response: httpx.Response) -> None:
        media_type, _, _ = response.headers.get("content-type", "").partition(";")
        is_stream = media_type.strip().lower() == EVENT_STREAM
        if not is_stream or response.headers.get("content-encoding", "identity") != "identity":
            raise self._no_server_of_ours()

    def _no_server_of_ours(self) -> FetchError:
        return FetchError(
            FetchFailure.BAD_ANSWER,
            "that is no sitmon server, or not its address",
            where=self._url,
            do="check the address",
        )
