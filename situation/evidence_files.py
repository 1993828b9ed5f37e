"""Files that appear whole or not at all, for this user alone."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from situation.errors import EvidenceError

UNFINISHED: Final = ".new-"
"""What the name of a file begins with until it is whole."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place in one step, over an older one if there is one.

    The directories above it are made where they lack. It is on the disk when this returns.

    Raises:
        OSError: it cannot be written; what was there before still is.
    """
    make_private(path.parent)
    unfinished = path.with_name(f"{UNFINISHED}{uuid4().hex}")
    try:
        _write_and_sync(unfinished, data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_directory(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Add a line, without its end, to a file; it is on the disk when this returns.

    Raises:
        OSError: it cannot be written.
    """
    make_private(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def make_private(folder: Path) -> None:
    """Make a directory and those above it that lack, each for this user alone."""
    if folder.is_dir():
        return
    # `mkdir(parents=True)` gives its mode to the last directory only.
    make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def in_our_words(where: Path) -> Iterator[None]:
    """Turn what the disk says into an error of our own.

    Raises:
        EvidenceError: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        is_full = error.errno in _FULL
        raise EvidenceError(
            "the disk is full" if is_full else f"fetched files cannot be kept: {error.strerror}",
            where=str(where),
            do="make room" if is_full else "check the directory and its permissions",
        ) from None


def _write_and_sync(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
