"""Where a reader left each store: kept beside the stores, never in one."""

import os
from pathlib import Path
from typing import Annotated, Final, TypeVar

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from situation.errors import InputError
from situation.listing import Order
from situation.periods import EARLIEST, LATEST, Viewpoint
from situation.snapshot import Visit
from situation.text import clean
from tui.store_key import note_of, store_key

N = TypeVar("N")

WORDS_LIMIT: Final = 200


class Left(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was on the screen when its reader left."""

    place: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._:-]*$")] = ""
    """Id of the city that was looked at last; empty: none."""
    words: str = ""
    """The filter of the cities; clean."""
    order: Order = Order.DISTANCE
    is_live: bool = False
    viewpoint: Viewpoint | None = None
    """The chosen point in time; None: the present, or where the situation is opened at."""


_VISITS: Final = msgspec.json.Decoder(dict[str, Visit])
_LEFT: Final = msgspec.json.Decoder(dict[str, Left])


def read_visit(file: Path | None, store_url: str) -> Visit | None:
    """The reader's last visit to a store; None when there was none or it cannot be read."""
    return note_of(_read_all(file, _VISITS), store_url)


def write_visit(file: Path | None, store_url: str, visit: Visit) -> None:
    """Keep a visit; the file is replaced whole, so that a crash leaves the old or the new one.

    Raises:
        InputError: the file cannot be written.
    """
    _write(file, store_url, visit, _VISITS)


def read_left(file: Path | None, store_url: str) -> Left | None:
    """Where the reader left a store; None when there is no note of it or it cannot be read."""
    left = note_of(_read_all(file, _LEFT), store_url)
    if left is None:
        return None
    # Anybody may have changed the file.
    viewpoint = left.viewpoint if left.viewpoint and _can_be(left.viewpoint) else None
    return replace(left, words=clean(left.words, WORDS_LIMIT), viewpoint=viewpoint)


def write_left(file: Path | None, store_url: str, left: Left) -> None:
    """Keep where the reader leaves a store; the file is replaced whole.

    Raises:
        InputError: the file cannot be written.
    """
    _write(file, store_url, left, _LEFT)


def _can_be(viewpoint: Viewpoint) -> bool:
    """Whether one can look from there: from a time with a zone, in a year that can be asked for."""
    times = (viewpoint.valid_at, viewpoint.known_at)
    return all(
        time is None or (time.tzinfo is not None and EARLIEST <= time <= LATEST) for time in times
    )


def _read_all(file: Path | None, decoder: msgspec.json.Decoder[dict[str, N]]) -> dict[str, N]:
    if file is None:
        return {}
    try:
        return decoder.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeError):
        # A lost note costs the reader a hint and no data.
        return {}


def _write(
    file: Path | None, store_url: str, note: N, decoder: msgspec.json.Decoder[dict[str, N]]
) -> None:
    if file is None:
        return
    waiting = file.with_suffix(f".{os.getpid()}")
    try:
        notes = {**_read_all(file, decoder), store_key(store_url): note}
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        waiting.write_bytes(msgspec.json.encode(notes))
        waiting.replace(file)
    except OSError as error:
        raise InputError(
            f"the last visit could not be kept: {clean(error.strerror or error)}",
            where=str(file),
            do="make the directory writable; nothing else is lost",
        ) from error
