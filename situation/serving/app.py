"""A service as an ASGI application: every route of the table, behind the gate."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from situation.errors import SitmonError
from situation.serving.answers import Prepared, prepared
from situation.serving.endpoints import Action, Asked, Endpoint, Question
from situation.serving.gate import GRANT, ROUTE, Gate
from situation.serving.keyring import Grant
from situation.serving.passing import Passing, is_timeless, passing_texts
from situation.serving.problems import (
    problem_of_delay,
    problem_of_error,
    problem_of_ours,
    problem_of_refusal,
    refused,
)
from situation.serving.queries import ChangesAsked, query_of
from situation.serving.routes import ENDPOINTS
from situation.serving.service import Service

_ENCODER: Final = msgspec.json.Encoder()
_KEPT_BY_CLIENT: Final = "private, no-cache"
"""A client may keep what it was told, for itself, and asks before it uses it again."""

Handler = Callable[[Request], Awaitable[Response]]


def build_app(service: Service) -> ASGIApp:
    """The application of a service that has been entered."""
    app = Starlette(
        routes=[
            Route(endpoint.path, _handler(service, endpoint), methods=[_method(endpoint)])
            for endpoint in ENDPOINTS
        ],
        exception_handlers={
            HTTPException: _on_refusal,
            SitmonError: _on_error(service),
            TimeoutError: _on_delay,
            Exception: _on_fault,
        },
    )
    app.router.redirect_slashes = False
    return Gate(app, service)


def _method(endpoint: Endpoint) -> str:
    return endpoint.method if isinstance(endpoint, Action) else "GET"


def _handler(service: Service, endpoint: Endpoint) -> Handler:
    async def handle(request: Request) -> Response:
        request.scope[ROUTE] = endpoint.path
        grant: Grant | None = request.scope.get(GRANT)
        _check_role(endpoint, grant)
        limits, writes = service.limits, request.method == "POST"
        async with asyncio.timeout(limits.upload_deadline if writes else limits.deadline):
            if isinstance(endpoint, Question):
                return await _answered(service, endpoint, request)
            if isinstance(endpoint, Action):
                if endpoint.query is not ChangesAsked:
                    query_of(request.query_params.multi_items(), endpoint.query)
                return await endpoint.act(service, request, grant)
        raise TypeError(endpoint)

    return handle


def _check_role(endpoint: Endpoint, grant: Grant | None) -> None:
    if endpoint.role is None:
        return
    if grant is None:
        raise refused(401, "a token is needed")
    if not grant.role.includes(endpoint.role):
        raise refused(
            403, f"this takes a token of the role {endpoint.role}; yours has the role {grant.role}"
        )


async def _answered(service: Service, question: Question, request: Request) -> Response:
    pairs = request.query_params.multi_items()
    query = query_of(pairs, question.query)
    base = str(request.base_url).rstrip("/")
    asked = Asked(query=query, path=request.path_params, base=base)

    async def make() -> Prepared:
        answer = await question.ask(service, asked)
        if not isinstance(answer, Passing):
            answer = Passing(answer=answer, texts=passing_texts(query, service.now))
        return await asyncio.to_thread(_prepared, answer)

    path = tuple(sorted(request.path_params.items()))
    minute = None if is_timeless(query) else service.now()
    key = (question.path, path, query, base, service.watcher.revision, minute)
    found = await service.answers.get(key, make)
    accepts = "gzip" in request.headers.get("accept-encoding", "").lower()
    body, tag, is_packed = found.chosen(gzip_accepted=accepts)
    headers = {
        "ETag": tag,
        "Cache-Control": _KEPT_BY_CLIENT,
        "Vary": "Authorization, Accept-Encoding",
    }
    if found.is_known(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=question.media_type, headers=headers)


def _prepared(answer: Passing) -> Prepared:
    said = answer.answer
    return prepared(said if isinstance(said, bytes) else _ENCODER.encode(said), answer.texts)


async def _on_refusal(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return problem_of_refusal(error)


def _on_error(service: Service) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, SitmonError):
            raise error
        return problem_of_error(
            error, writing=request.method == "POST", own_address=service.store.url
        )

    return answer


async def _on_delay(_request: Request, _error: Exception) -> Response:
    return problem_of_delay()


async def _on_fault(_request: Request, _error: Exception) -> Response:
    return problem_of_ours()
