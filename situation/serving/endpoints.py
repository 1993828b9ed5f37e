"""What a route is: one record that both answers requests and documents itself."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from situation.serving.keyring import Grant
from situation.serving.queries import Query
from situation.serving.service import Service
from situation.serving.tokens import Role
from situation.serving.wire import JSON

Q_co = TypeVar("Q_co", bound=Query, covariant=True)


class Asked(Struct, Generic[Q_co], frozen=True, kw_only=True):
    """One question, checked."""

    query: Q_co
    path: Mapping[str, str]
    """What stands in the path for each name in braces."""
    base: str
    """The address by which the client reached the server, without a slash at its end."""


class Endpoint(Struct, frozen=True, kw_only=True):
    """A path and what it is for."""

    path: str
    about: str
    """One sentence for the documentation."""
    query: type[Query] = Query
    role: Role | None = Role.READER
    """The least that a token must be; None: no token is asked for."""
    answer: Any = None
    """The type of the answer; None: the media type says it all."""
    media_type: str = JSON
    may_miss: bool = False
    """Answers 404 where what the path or a parameter names is not known."""


class Question(Endpoint, frozen=True, kw_only=True):
    """A route whose answer depends on nothing but the question, the store and the minute."""

    ask: Callable[[Service, Asked[Any]], Awaitable[object]]
    """Gives bytes as they are sent, or what is encoded as JSON; or a `Passing` of it."""


class Action(Endpoint, frozen=True, kw_only=True):
    """A route that writes, or whose answer is never the same twice."""

    act: Callable[[Service, Request, Grant | None], Awaitable[Response]]
    method: str = "GET"
    body: Any = None
    """The type of what is sent; None: nothing."""
    body_media_type: str = JSON
    largest_body: str = ""
    """In words."""
