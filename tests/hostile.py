"""The project's shared collection of hostile inputs, for tests; absent on most machines.

Only data: nothing here runs a payload. Tests that use it are skipped without it, and each kind of
attack is covered by small inputs of the tests' own as well.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "../shared/hostile"

needs_hostile = pytest.mark.skipif(
    not (FOLDER / "index.json").exists(), reason="the shared hostile inputs are not on this machine"
)


class HostileCase(NamedTuple):
    """One hostile input and what must hold when it is read or shown."""

    id: str
    kind: str
    must: frozenset[str]
    recipe: dict[str, Any]

    def payload(self) -> bytes:
        """The input as bytes; very large ones are made here."""
        if (made := self.recipe.get("generate")) is not None:
            times = int(made["times"])
            opened, closed = str(made["unit"]) * times, str(made.get("tail_unit", "")) * times
            return f"{made.get('head', '')}{opened}{closed}{made.get('tail', '')}".encode()
        return (FOLDER / str(self.recipe["file"])).read_bytes()

    def text(self) -> str:
        """The input as text, which may hold lone surrogates; for text, markup and markdown."""
        if self.recipe["encoding"] == "json-string":
            decoded: str = json.loads(self.payload())
            return decoded
        return self.payload().decode()


def hostile_cases(*kinds: str) -> list[HostileCase]:
    """The cases of these kinds, in the order of the index; none where the collection is absent."""
    index = FOLDER / "index.json"
    if not index.exists():
        return []
    cases = json.loads(index.read_bytes())["cases"]
    return [
        HostileCase(case["id"], case["kind"], frozenset(case["must"]), case)
        for case in cases
        if case["kind"] in kinds
    ]


@cache
def hostile_server() -> int:
    """The port of the collection's misbehaving server, in threads that end with the tests."""
    spec = importlib.util.spec_from_file_location("hostile_http", FOLDER / "http_server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    port: int = module.serve(0).getsockname()[1]
    return port
