"""The OpenAPI document, and the server under whatever schemathesis can think of."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from situation.serving.endpoints import Action, Question
from situation.serving.routes import ENDPOINTS
from situation.serving.tokens import Role
from situation.serving.wire import CHANGES_PATH
from tests.servers.served import listening
from tests.situation.store.contract_terrain import make_polygon, make_terrain

EXAMPLES = 12


@schemathesis.serializer("application/jsonl")
def _json_line(_context: Any, value: Any) -> bytes:
    return json.dumps(value).encode()


STRANGE_PLACE = (
    b'{"record":"place","id":"p","name":"\\u0000","kind":"city","country":"UA","lat":1e400}'
)
STRANGE_TIMES = (
    b'{"record":"coverage","id":"c","source":"map","valid_from":"0001-01-01T00:00:00+23:59",'
    b'"said_at":"9999-12-31T23:59:59-23:59"}'
)
STRANGE_ENTRY = (
    b'{"entry":1,"recorded_at":"9999-12-31T23:59:59Z","author":"","act":"","kind":"","id":"",'
    b'"body":"","seal":""}'
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """An address and the headers of an admin; the server has a thread of its own."""
    directory = tmp_path_factory.mktemp("served")
    up = threading.Event()
    found: dict[str, Any] = {}

    async def serve() -> None:
        polygon = make_polygon()
        async with listening(directory, polygon, make_terrain(source="map")) as (served, address):
            found["address"], found["token"] = address, served.token(Role.ADMIN)
            found["loop"], found["end"] = asyncio.get_running_loop(), asyncio.Event()
            up.set()
            await found["end"].wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert up.wait(30)
    yield found["address"], {"Authorization": f"Bearer {found['token']}"}
    found["loop"].call_soon_threadsafe(found["end"].set)
    thread.join(30)


@pytest.fixture(scope="module")
def document(server: tuple[str, dict[str, str]]) -> dict[str, Any]:
    address, headers = server
    response = httpx.get(f"{address}/openapi.json", headers=headers, trust_env=False)
    found: dict[str, Any] = response.json()
    return found


def test_every_route_is_documented(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    for endpoint in ENDPOINTS:
        method = endpoint.method.lower() if isinstance(endpoint, Action) else "get"
        operation = document["paths"][endpoint.path][method]
        assert operation["summary"]
        (done,) = (found for code, found in operation["responses"].items() if code == "200")
        assert endpoint.media_type in done["content"]
        assert ("security" in operation) is (endpoint.role is None)
        assert ("304" in operation["responses"]) is isinstance(endpoint, Question)
        if endpoint.role is not None:
            assert {"400", "401", "403", "429"} <= set(operation["responses"])
        documented = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
        assert documented == set(endpoint.query.__struct_encode_fields__)
    names = [
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
    ]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "$ref":
                    yield value
                else:
                    yield from references(value)
        elif isinstance(node, list):
            for value in node:
                yield from references(value)

    found = set(references(document))
    assert found
    for reference in found:
        node: Any = document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]


ROUTES = sorted(
    (endpoint.method if isinstance(endpoint, Action) else "GET", endpoint.path)
    for endpoint in ENDPOINTS
    # A stream has no end that could be waited for; test_serving_changes has it.
    if endpoint.path != CHANGES_PATH
)


@pytest.fixture(scope="module")
def schema(server: tuple[str, dict[str, str]]) -> Any:
    address, headers = server
    return schemathesis.openapi.from_url(f"{address}/openapi.json", headers=headers)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nothing_breaks_the_server(
    schema: Any, server: tuple[str, dict[str, str]], method: str, path: str
) -> None:
    _, headers = server

    @seed(20251105)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][method].as_strategy())
    def attempt(case: Any) -> None:
        case.call_and_validate(
            headers=headers,
            checks=(not_a_server_error, response_schema_conformance, status_code_conformance),
        )

    attempt()


@pytest.mark.parametrize("path", ["/v1/append", "/v1/log"])
def test_no_body_breaks_the_server(server: tuple[str, dict[str, str]], path: str) -> None:
    address, headers = server
    kind = "application/json" if path == "/v1/append" else "application/jsonl"
    bodies = [
        b"", b"\x00", b"null", b"[]", b"{}\n{}", b'{"records":[]}', b"[" * 100_000,
        b'{"records":[{"record":"note","id":"\\ud800","claims":[],"text":"x"}]}',
        b'{"records":[%b]}' % STRANGE_PLACE, b'{"records":[%b]}' % STRANGE_TIMES, STRANGE_ENTRY,
    ]  # fmt: skip
    with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
        for body in bodies:
            response = client.post(path, content=body, headers={"Content-Type": kind})
            assert response.status_code < 500, (body[:80], response.text)


def test_the_documented_server_is_this_one(document: dict[str, Any], tmp_path: Path) -> None:
    (server,) = document["servers"]
    assert server["url"].startswith("http://127.0.0.1:")
    assert str(tmp_path.parent) not in str(document)
