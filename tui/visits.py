"""Where a reader left each store: kept beside the stores, never in one."""

import os
from pathlib import Path

import msgspec

from situation.errors import InputError
from situation.snapshot import Visit
from situation.text import clean


def read_visit(file: Path | None, store_url: str) -> Visit | None:
    """The reader's last visit to a store; None when there was none or it cannot be read."""
    if file is None:
        return None
    try:
        visits = msgspec.json.decode(file.read_bytes(), type=dict[str, Visit])
    except (OSError, msgspec.DecodeError):
        # A lost note of the last visit costs the reader a hint and no data.
        return None
    return visits.get(store_url)


def write_visit(file: Path | None, store_url: str, visit: Visit) -> None:
    """Keep a visit; the file is replaced whole, so that a crash leaves the old or the new one.

    Raises:
        InputError: the file cannot be written.
    """
    if file is None:
        return
    visits: dict[str, Visit] = {}
    try:
        visits = msgspec.json.decode(file.read_bytes(), type=dict[str, Visit])
    except (OSError, msgspec.DecodeError):
        visits = {}
    visits[store_url] = visit
    waiting = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        waiting.write_bytes(msgspec.json.encode(visits))
        waiting.replace(file)
    except OSError as error:
        raise InputError(
            f"the last visit could not be kept: {clean(error.strerror or error)}",
            where=str(file),
            do="make the directory writable; nothing else is lost",
        ) from error
