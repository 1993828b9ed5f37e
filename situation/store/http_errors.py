"""What goes wrong between here and a server, as sitmon's errors."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import httpx
import msgspec

from situation.errors import (
    FetchError,
    FetchFailure,
    SitmonError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
)
from situation.serving.wire import Problem
from situation.sources.fetch_manners import silence_asked

_PASSING: Final = frozenset({408, 500, 502, 503, 504})
"""Answers that another try may not get; a proxy in front of the server gives some of them."""
_STORE_ERRORS: Final[dict[str, type[StoreError]]] = {
    kind.__name__: kind for kind in (StoreBusy, StoreDamaged, StoreFull, StoreReadOnly)
}


@contextmanager
def in_our_words(url: str) -> Iterator[None]:
    """Turn what httpx raises in the block into a `FetchError`; none of them repeats its text.

    Args:
        url: the server, named in the error.
    """
    try:
        yield
    except (httpx.TimeoutException, TimeoutError):
        raise FetchError(
            FetchFailure.TIMED_OUT, "the server did not answer in time", where=url
        ) from None
    except httpx.RemoteProtocolError:
        raise FetchError(
            FetchFailure.UNREACHABLE, "the server broke off, or speaks no HTTP", where=url
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise _not_reached(error, url) from None


def refusal(status: int, headers: httpx.Headers, body: bytes, url: str) -> SitmonError:
    """The error that stands for an answer which is none.

    Args:
        status: of HTTP.
        headers: of the answer.
        body: its beginning; a `Problem` where the server itself refuses.
        url: the server.
    """
    problem = _problem_in(body)
    said = problem.detail if problem else ""
    silence = silence_asked(headers.get("retry-after", ""), datetime.now(UTC))
    if status == 401:
        return FetchError(
            FetchFailure.FORBIDDEN,
            "the token is not valid there, or none was given",
            where=url,
            do="ask its keeper for one; it goes into the file `token` of sitmon's settings, mode "
            "600, or into SITMON_TOKEN",
        )
    if status == 429:
        return FetchError(
            FetchFailure.RATE_LIMITED,
            said or "the server asks for fewer requests",
            where=url,
            retry_after=silence,
        )
    if problem and (status < 500 or problem.error in _STORE_ERRORS):
        kind = StoreReadOnly if status == 403 else _STORE_ERRORS.get(problem.error, StoreError)
        return kind(problem.detail, where=problem.where or url, do=problem.do)
    if status in _PASSING:
        return FetchError(
            FetchFailure.SERVER_ERROR,
            f"the server failed: {said or f'HTTP {status}'}",
            where=url,
            retry_after=silence,
        )
    return FetchError(
        FetchFailure.BAD_ANSWER,
        f"that is no sitmon server, or not its address (HTTP {status})",
        where=url,
        do="check the address; redirects are not followed",
    )


def as_store_error(error: FetchError) -> StoreError:
    """The same as a store says it."""
    return StoreError(error.what, where=error.where, do=error.do)


def _problem_in(body: bytes) -> Problem | None:
    try:
        return msgspec.json.decode(body, type=Problem)
    except (msgspec.MsgspecError, UnicodeError):
        return None


def _not_reached(error: Exception, url: str) -> FetchError:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if cause is None:
        return FetchError(FetchFailure.UNREACHABLE, "the server cannot be reached", where=url)
    why = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else cause.reason
    return FetchError(
        FetchFailure.UNTRUSTED,
        f"the server cannot prove that it is the one: {why or 'TLS failed'}",
        where=url,
        do="check the clock, and name its authority in ca_file if that is your own",
    )
