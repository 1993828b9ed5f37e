"""The server's OpenAPI document (version 3.1), made from the table of its routes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from situation import __version__
from situation.serving.endpoints import Action, Endpoint, Question
from situation.serving.queries import Query
from situation.serving.tokens import Role
from situation.serving.wire import PROBLEM_JSON, REVISION_HEADER, ROLE_HEADER, Problem

_TEMPLATE: Final = "#/components/schemas/{name}"
_IN_PATH: Final = re.compile(r"\{(\w+)\}")
_SCHEME: Final = "token"
_REFUSALS: Final[Mapping[int, str]] = {
    400: "The request cannot be understood.",
    401: "There is no valid token.",
    403: "The token may not do this.",
    404: "What it names is not known.",
    409: "The store may be read, not written.",
    413: "Too much is sent at once.",
    415: "What is sent is of another kind.",
    422: "The store cannot record this.",
    429: "Too many requests; Retry-After says when to come back.",
    503: "The store cannot answer now; Retry-After says when to come back.",
}
_OF_ALL: Final = (400, 401, 403, 429, 503)
_OF_WRITES: Final = (409, 413, 415, 422)

Node = dict[str, Any]


def document(endpoints: Iterable[Endpoint], *, title: str, base: str) -> Node:
    """The document.

    Args:
        endpoints: every route.
        title: the situation's name.
        base: the address of the server, without a slash at its end.
    """
    routes = tuple(endpoints)
    schemas = _Schemas(routes)
    paths: dict[str, Node] = {}
    for endpoint in routes:
        paths.setdefault(endpoint.path, {})[_method(endpoint)] = _operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"sitmon: {title}",
            "version": __version__,
            "description": "Who controls the cities of a war, according to whom. Data are for "
            "the house that holds the token: the licence of each source says what may be "
            "passed on.",
        },
        "servers": [{"url": base}],
        "security": [{_SCHEME: []}],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "responses": {f"Refusal{code}": _refusal(code, schemas) for code in _REFUSALS},
            "securitySchemes": {_SCHEME: {"type": "http", "scheme": "bearer"}},
        },
    }


class _Schemas:
    """The schemas of all types that routes take and give."""

    def __init__(self, endpoints: tuple[Endpoint, ...]) -> None:
        kinds = dict.fromkeys(_types_of(endpoints))
        found, components = msgspec.json.schema_components(kinds, ref_template=_TEMPLATE)
        queries = {endpoint.query.__name__ for endpoint in endpoints}
        self._of = dict(zip(kinds, found, strict=True))
        self._queries = {name: components[name] for name in queries}
        self.components = {
            name: schema for name, schema in components.items() if name not in queries
        }

    def of(self, kind: object) -> Node:
        """The schema of a type, mostly a reference."""
        schema: Node = self._of[kind]
        return schema

    def properties(self, query: type[Query]) -> Mapping[str, Node]:
        """The schemas of the parameters of a route, by name."""
        properties: Mapping[str, Node] = self._queries[query.__name__]["properties"]
        return properties


def _types_of(endpoints: Iterable[Endpoint]) -> Iterator[Any]:
    yield Problem
    for endpoint in endpoints:
        yield endpoint.query
        if endpoint.answer is not None:
            yield endpoint.answer
        if isinstance(endpoint, Action) and endpoint.body is not None:
            yield endpoint.body


def _method(endpoint: Endpoint) -> str:
    return endpoint.method.lower() if isinstance(endpoint, Action) else "get"


def _operation(endpoint: Endpoint, schemas: _Schemas) -> Node:
    words = re.sub(r"\W+", "_", endpoint.path).strip("_")
    slash = "_with_slash" if endpoint.path.endswith("/") else ""
    operation: Node = {
        "operationId": f"{_method(endpoint)}_{words}{slash}",
        "summary": endpoint.about,
        "parameters": [*_path_parameters(endpoint), *_query_parameters(endpoint, schemas)],
        "responses": _responses(endpoint, schemas),
    }
    if endpoint.role is None:
        operation["security"] = []
    elif endpoint.role is not Role.READER:
        operation["description"] = f"Needs an {endpoint.role} token or one that may do more."
    if isinstance(endpoint, Action) and endpoint.body is not None:
        operation["requestBody"] = {
            "required": True,
            "description": f"At most {endpoint.largest_body}, not compressed.",
            "content": {endpoint.body_media_type: {"schema": schemas.of(endpoint.body)}},
        }
    return operation


def _path_parameters(endpoint: Endpoint) -> Iterator[Node]:
    for name in _IN_PATH.findall(endpoint.path):
        schema: Node = {"type": "string", "minLength": 1}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(endpoint: Endpoint, schemas: _Schemas) -> Iterator[Node]:
    for name, found in schemas.properties(endpoint.query).items():
        # In a URL there is no null: what is not given is left out.
        schema = dict(found["anyOf"][0] if "anyOf" in found else found)
        about = schema.pop("description", "")
        parameter: Node = {"name": name, "in": "query", "required": False, "schema": schema}
        yield {**parameter, "description": about} if about else parameter
    if endpoint.path.endswith("/changes"):
        yield {
            "name": "Last-Event-ID",
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": "the revision that is known",
        }


def _responses(endpoint: Endpoint, schemas: _Schemas) -> Node:
    content: Node = {}
    if endpoint.answer is not None:
        content["schema"] = schemas.of(endpoint.answer)
    done: Node = {
        "description": "The answer.",
        "content": {endpoint.media_type: content},
    }
    if endpoint.role is not None:
        about = "number of the newest entry of the log"
        roles = {"type": "string", "enum": [role.value for role in Role]}
        done["headers"] = {
            REVISION_HEADER: {"description": about, "schema": {"type": "integer", "minimum": 0}},
            ROLE_HEADER: {"description": "what the token is for", "schema": roles},
        }
    responses: Node = {"200": done}
    if isinstance(endpoint, Question):
        responses["304"] = {"description": "It is as the entity tag in If-None-Match says."}
    codes = set(_OF_ALL) if endpoint.role is not None else {503}
    if endpoint.may_miss:
        codes.add(404)
    if isinstance(endpoint, Action) and endpoint.body is not None:
        codes.update(_OF_WRITES)
    for code in sorted(codes):
        responses[str(code)] = {"$ref": f"#/components/responses/Refusal{code}"}
    return responses


def _refusal(code: int, schemas: _Schemas) -> Node:
    return {
        "description": _REFUSALS[code],
        "content": {PROBLEM_JSON: {"schema": schemas.of(Problem)}},
    }
