"""Which store a reader's note is about, by whatever name it was opened."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from situation.store import store_file

N = TypeVar("N")


def store_key(address: str) -> str:
    """The name that a store's notes are kept under: the real path of a file, else the address.

    Args:
        address: the path or address that the store was opened by.
    """
    file = store_file(address)
    return address if file is None else str(file.resolve())


def note_of(notes: Mapping[str, N], address: str) -> N | None:
    """The note of a store among those of all stores; None: there is none."""
    key = store_key(address)
    if key in notes:
        return notes[key]
    # An earlier sitmon kept them as typed: of a whole path it is certain which store was meant.
    return notes.get(address) if Path(address).is_absolute() else None
