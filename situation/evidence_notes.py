"""What is noted beside the bodies that are kept, as small JSON files."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from situation.model import Document
from situation.record import Instant

N = TypeVar("N", bound=Struct)


class Arrival(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One time that a body came."""

    at: Instant
    url: str
    headers: Mapping[str, str] = {}
    """Names in lower case."""


class Kept(Struct, frozen=True, kw_only=True):
    """What is known of a body."""

    document: Document
    """As it was when the body first came."""
    arrivals: tuple[Arrival, ...]
    """The first, then the last ones, in the order in which they came."""

    @property
    def last_came(self) -> datetime | None:
        """When it came last."""
        return self.arrivals[-1].at if self.arrivals else None


class Remembered(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an address last gave, and what its server knows that by."""

    url: str
    document: str
    etag: str = ""
    last_modified: str = ""


def noted(note: Struct) -> bytes:
    """A note as it is written."""
    return msgspec.json.format(msgspec.json.encode(note), indent=1) + b"\n"


def note_in(file: Path, kind: type[N]) -> N | None:
    """The note in a file; None where there is none or it cannot be read as one.

    A lost note costs a repeated fetch or the times of earlier ones, never a body.

    Raises:
        OSError: the file is there and cannot be read.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeError):
        return None
