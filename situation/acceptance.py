"""Which terms the user has accepted, and when: kept beside the state, not in the settings.

A file of JSON that nobody else may read: by connector key, the version of the notice (the first 16
hex digits of its text's SHA-256) and the time. A notice that has changed must be accepted anew.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from platformdirs import user_state_path

from situation.errors import InputError
from situation.record import Id, Instant

FILE_NAME: Final = "accepted-terms.json"


class Accepted(Struct, frozen=True, kw_only=True):
    """That a notice was accepted."""

    version: str
    accepted_at: Instant


_DECODER: Final = msgspec.json.Decoder(dict[Id, Accepted])


def notice_version(notice: str) -> str:
    """What tells one text of a notice from another."""
    return hashlib.sha256(notice.encode()).hexdigest()[:16]


class Acceptance:
    """The terms that were accepted.

    Args:
        file: where they are kept; None: in the platform's place.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or user_state_path("sitmon", appauthor=False) / FILE_NAME

    def accepted_at(self, key: str, notice: str) -> datetime | None:
        """When this very notice was accepted; None: it was not.

        Raises:
            InputError: the file is damaged or cannot be read.
        """
        entry = self._entries().get(key)
        is_this = entry is not None and entry.version == notice_version(notice)
        return entry.accepted_at if entry is not None and is_this else None

    def may_ask(self, key: str, notice: str) -> bool:
        """Whether a connector may be asked as far as its terms go: it has none, or they stand.

        Raises:
            InputError: as `accepted_at`.
        """
        return not notice or self.accepted_at(key, notice) is not None

    def accept(self, key: Id, notice: str, now: datetime) -> None:
        """Keep that the notice was accepted.

        Raises:
            InputError: the file cannot be read or written.
        """
        entry = Accepted(version=notice_version(notice), accepted_at=now)
        content = msgspec.json.encode({**self._entries(), key: entry})
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._file, content)
        except OSError as error:
            what = f"that the terms were accepted cannot be kept: {error.strerror}"
            raise InputError(what, where=str(self._file)) from None

    def _entries(self) -> Mapping[str, Accepted]:
        try:
            return _DECODER.decode(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            what = f"the accepted terms cannot be read: {error.strerror}"
            raise InputError(what, where=str(self._file)) from None
        except (msgspec.DecodeError, RecursionError):
            do = "delete it, and accept the terms again"
            raise InputError("this file is damaged", where=str(self._file), do=do) from None


def _replace(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; temporary files are made for their owner only."""
    descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
