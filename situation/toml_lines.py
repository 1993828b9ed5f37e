"""Where each key of a TOML document stands, which `tomllib` does not say."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

KeyPath: TypeAlias = tuple[str, ...]
"""The names of the tables that a key stands in, outermost first, and its own."""


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """The line, from 1, at which each key and table of a sound document is first written.

    Args:
        text: a document that `tomllib` has read without error.
    """
    found: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, statement, values in _statements(text):
        paths = list(_paths(values))
        if statement.lstrip().startswith("["):
            table = paths[-1]
            named = paths
        else:
            named = [table + path for path in paths]
        for path in named:
            found.setdefault(path, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """Each statement with its first line and what it says: no statement ends before it is whole."""
    begun: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        begun.append(line)
        statement = "\n".join(begun)
        try:
            values = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if values:
            yield number - len(begun) + 1, statement, values
        begun.clear()


def _paths(values: Mapping[str, Any], above: KeyPath = ()) -> Iterator[KeyPath]:
    for key, value in values.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _paths(value, (*above, key))
