"""What went wrong, as RFC 9457 puts it: for programs and people, and without our insides."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from situation.errors import (
    InputError,
    SitmonError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    UnknownName,
    UsageError,
)
from situation.serving.wire import PROBLEM_JSON, Problem
from situation.text import clean

_STATUSES: Final[tuple[tuple[type[SitmonError], HTTPStatus], ...]] = (
    (UnknownName, HTTPStatus.NOT_FOUND),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (InputError, HTTPStatus.BAD_REQUEST),
    (StoreReadOnly, HTTPStatus.CONFLICT),
    (StoreBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreUnreachable, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreMissing, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (StoreDamaged, HTTPStatus.INTERNAL_SERVER_ERROR),
    (StoreTooNew, HTTPStatus.INTERNAL_SERVER_ERROR),
)
_RETRY: Final = {"Retry-After": "5"}
_DO: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.UNAUTHORIZED: "ask the keeper of this server for a token; one that expired or was "
    "revoked opens nothing",
    HTTPStatus.FORBIDDEN: "ask the keeper of this server for a token of another role",
    HTTPStatus.NOT_FOUND: "/openapi.json lists all paths and what they take",
    HTTPStatus.METHOD_NOT_ALLOWED: "/openapi.json lists the methods of each path",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "set Content-Type to that, and send no Content-Encoding",
}
"""What to do about what is refused, where its reason does not say so already."""


def refused(status: int, what: str, *, retry_after: float | None = None) -> HTTPException:
    """A refusal with a reason; to be raised."""
    headers = None if retry_after is None else {"Retry-After": str(max(1, round(retry_after)))}
    return HTTPException(status, what, headers)


def problem_of_refusal(error: HTTPException) -> Response:
    """What the router or `refused` raised."""
    known = HTTPStatus(error.status_code)
    detail = known.description if error.detail == known.phrase else error.detail
    return _response(
        Problem(
            status=known,
            title=known.phrase,
            detail=clean(detail) or known.phrase,
            do=_DO.get(known, ""),
        ),
        error.headers,
    )


def problem_of_error(error: SitmonError, *, writing: bool, own_address: str) -> Response:
    """An error of sitmon's.

    Args:
        error: what was raised.
        writing: the request was to record something; what a store says then is about that.
        own_address: where the store lies, which is nobody else's business.
    """
    status = _status(error, writing=writing)
    return _response(
        Problem(
            status=status,
            title=status.phrase,
            detail=_without(own_address, error.what),
            error=type(error).__name__,
            where=_without(own_address, error.where),
            do=_without(own_address, error.do),
        ),
        _RETRY if status is HTTPStatus.SERVICE_UNAVAILABLE else None,
    )


def _status(error: SitmonError, *, writing: bool) -> HTTPStatus:
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            return status
    if isinstance(error, StoreError):
        return HTTPStatus.UNPROCESSABLE_ENTITY if writing else HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def problem_of_ours() -> Response:
    """A fault of the server itself; what it was stands in its log."""
    known = HTTPStatus.INTERNAL_SERVER_ERROR
    detail = "an error of the server itself; its log has the details"
    return _response(Problem(status=known, title=known.phrase, detail=detail), None)


def problem_of_delay() -> Response:
    """The request took longer than the server gives one."""
    known = HTTPStatus.SERVICE_UNAVAILABLE
    detail = "the answer took too long; ask for less, or later"
    return _response(Problem(status=known, title=known.phrase, detail=detail), _RETRY)


def _without(own_address: str, text: str) -> str:
    return text.replace(own_address, "the store") if own_address else text


def _response(problem: Problem, headers: Mapping[str, str] | None) -> Response:
    return Response(
        msgspec.json.encode(problem),
        status_code=problem.status,
        media_type=PROBLEM_JSON,
        headers=headers,
    )
