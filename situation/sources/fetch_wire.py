"""One request and the head of its answer, over a connection of its own.

It stands on httpcore, the layer under httpx: cookies, proxies, `.netrc`, redirects and decoding,
each of which would have to be switched off, are not there.
"""

import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpcore
import httpx

from situation.errors import FetchError, FetchFailure, UsageError
from situation.sources.fetch_network import GuardedBackend
from situation.sources.fetch_target import Target
from situation.sources.fetch_values import Limits
from situation.sources.guard import Guard


class Reply:
    """The head of an answer, and its body as it comes."""

    def __init__(self, response: httpcore.Response, target: Target) -> None:
        self.status = response.status
        self.headers = _joined(response.headers)
        """Names in lower case; a header that came several times is joined with commas."""
        self._response = response
        self._target = target

    @property
    def announced(self) -> int | None:
        """The length that the body should have, bytes; None: it was not said."""
        if "transfer-encoding" in self.headers:
            return None
        # The HTTP library has made sure that it is one plain number.
        return int(self.headers["content-length"]) if "content-length" in self.headers else None

    async def body(self) -> AsyncGenerator[bytes, None]:
        """The body in pieces, as it was sent.

        Raises:
            FetchError: it ended too early, or more came than was announced.
        """
        stream = self._response.extensions["network_stream"]
        with _in_our_words(self._target, FetchFailure.BAD_ANSWER, "its answer was cut or garbled"):
            async for piece in self._response.aiter_stream():
                yield piece
        if self.announced is not None and stream.body_bytes > self.announced:
            raise FetchError(
                FetchFailure.BAD_ANSWER,
                f"it sent more than the {self.announced} bytes that it announced",
                where=self._target.shown,
            )


class Wire:
    """Sends requests.

    Args:
        limits: time limits of each step; the whole is the caller's to limit.
        ca_file: PEM file of further certificate authorities; empty: the public ones only.
        dial: makes the connections; None: the system does.

    Raises:
        UsageError: the file of authorities cannot be used.
    """

    def __init__(
        self, limits: Limits, ca_file: str = "", dial: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self._limits = limits
        self._tls = _tls_context(ca_file)
        self._dial = dial or httpcore.AnyIOBackend()

    @asynccontextmanager
    async def ask(
        self,
        target: Target,
        headers: Mapping[str, str],
        guard: Guard,
        *,
        form: bytes | None = None,
    ) -> AsyncIterator[Reply]:
        """Send a GET request, or POST a form; the connection lives as long as the context.

        Raises:
            FetchError: there is no answer, or what came is not HTTP.
        """
        backend = GuardedBackend(guard, self._dial)
        seconds = {
            "connect": self._limits.connect,
            "read": self._limits.read,
            "write": self._limits.read,
        }
        async with httpcore.AsyncConnectionPool(
            ssl_context=self._tls, network_backend=backend, max_keepalive_connections=0
        ) as pool:
            request = httpcore.Request(
                "GET" if form is None else "POST",
                httpcore.URL(
                    scheme=target.scheme, host=target.host, port=target.port, target=target.path
                ),
                headers=[("Host", target.authority), *headers.items(), *_of_form(form)],
                content=form or b"",
                extensions={"timeout": seconds},
            )
            with _in_our_words(target, FetchFailure.UNREACHABLE, "it gave no answer, or no HTTP"):
                response = await pool.handle_async_request(request)
            try:
                yield Reply(response, target)
            finally:
                await response.aclose()


def _of_form(form: bytes | None) -> list[tuple[str, str]]:
    closing = [("Connection", "close")]
    if form is None:
        return closing
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    return [kind, ("Content-Length", str(len(form))), *closing]


@contextmanager
def _in_our_words(target: Target, broken: FetchFailure, what: str) -> Iterator[None]:
    """Turn what goes wrong below into errors of our own.

    Args:
        target: what was asked.
        broken: what it is called where the rules of HTTP were broken.
        what: the same in words.
    """
    try:
        yield
    except httpcore.TimeoutException:
        raise FetchError(
            FetchFailure.TIMED_OUT,
            "it did not answer in time",
            where=target.shown,
            do="sitmon asks again by itself",
        ) from None
    except httpcore.ProtocolError:
        raise FetchError(broken, what, where=target.shown) from None
    except (httpcore.NetworkError, OSError) as error:
        raise _not_reached(target, error) from None


def _not_reached(target: Target, error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if cause is None:
        return FetchError(
            FetchFailure.UNREACHABLE,
            "it cannot be reached, or broke off",
            where=target.shown,
            do="check the network; sitmon asks again by itself",
        )
    why = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else cause.reason
    return FetchError(
        FetchFailure.UNTRUSTED,
        f"it cannot prove that it is {target.host}: {why or 'TLS failed'}",
        where=target.shown,
        do="check the clock, and ca_file in the settings if the authority is your own",
    )


def _tls_context(ca_file: str) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        try:
            context.load_verify_locations(cafile=Path(ca_file).expanduser())
        except (OSError, ValueError, RuntimeError):
            raise UsageError(
                "the file of certificate authorities cannot be read",
                where=ca_file,
                do="name a PEM file in ca_file of the settings",
            ) from None
    return context


def _joined(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers
