"""What sources and places name of each other, so that a log can be cut between two entries.

Both may name one that comes later in the same append: a store checks them at its end. Where none
does, the entries before it can be taken over without those behind it.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct

from situation.store.log import Entry

Key = tuple[str, str]
"""Kind and id."""

NAMING_KINDS: Final = frozenset({"source", "place"})
"""Kinds of record that may name one which comes later in the same append."""


class _Source(Struct):
    depends_on: tuple[str, ...] = ()


class _Place(Struct):
    parent: str | None = None


def key_of(entry: Entry) -> Key:
    """Which record an entry is a version of."""
    return entry.kind, entry.id


def named_by(entry: Entry) -> Iterable[Key]:
    """The sources or places that the record of an entry names, of its own kind."""
    try:
        if entry.kind == "source":
            source = msgspec.json.decode(entry.body, type=_Source)
            return [("source", each) for each in source.depends_on]
        if entry.kind == "place":
            parent = msgspec.json.decode(entry.body, type=_Place).parent
            return [("place", parent)] if parent is not None else []
    except (msgspec.MsgspecError, UnicodeError):
        # A store that is to take it over says what is wrong with it.
        return []
    return []
