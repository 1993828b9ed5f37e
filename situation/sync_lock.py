"""One sync at a time for each store.

The system takes the lock back when its holder ends, however it ends: a lock is never left behind.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from platformdirs import user_state_path

from situation.errors import SitmonError
from situation.opening import APPLICATION
from situation.periods import Clock, format_minute
from situation.text import clean

_SQLITE: Final = "sqlite:///"
_MOST_WORDS: Final = 200


def beside_store(address: str, suffix: str) -> Path:
    """Where something that belongs to a store is kept on this machine.

    Args:
        address: the store's path or address.
        suffix: added to the name of its file.

    Returns:
        A path beside the store's file, the same under whatever name it is reached; for a remote
        store one in the user's state directory.

    Raises:
        SitmonError: the path names an unknown home directory.
    """
    if "://" in address and not address.startswith(_SQLITE):
        name = hashlib.sha256(address.encode()).hexdigest()[:20]
        return user_state_path(APPLICATION, appauthor=False) / f"{name}{suffix}"
    try:
        file = Path(address.removeprefix(_SQLITE)).expanduser().resolve()
    except (RuntimeError, OSError):
        raise SitmonError("the store's path cannot be followed", where=address) from None
    return file.with_name(file.name + suffix)


@contextmanager
def only_sync(address: str, *, clock: Clock) -> Iterator[None]:
    """Keep every other sync of this machine from a store.

    Args:
        address: the store's path or address.
        clock: says since when.

    Raises:
        SitmonError: another sync of the store is under way, or the lock cannot be made.
    """
    path = beside_store(address, ".sync-lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise SitmonError(
            f"the lock of the sync cannot be made: {error.strerror}",
            where=str(path),
            do="check the permissions of the directory",
        ) from None
    try:
        _hold(descriptor, path)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()} since {format_minute(clock())}".encode())
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _hold(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        told = clean(os.pread(descriptor, _MOST_WORDS, 0).decode(errors="replace"))
        holder = f": {told}" if told else ""
        raise SitmonError(
            f"another sync of this store is under way{holder}",
            where=str(path),
            do="wait for its end, or stop it",
        ) from None
