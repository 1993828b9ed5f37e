"""Stores: one protocol in `base`, one module per backend."""

from pathlib import Path
from typing import Final

from situation.errors import UsageError
from situation.periods import Clock, utc_now
from situation.store.log import LoggedStore
from situation.store.sqlite import SqliteStore
from situation.store.sqlite_session import Session

__all__ = ["open_sqlite", "open_store", "store_file"]

_SQLITE: Final = "sqlite:///"
_SERVERS: Final = frozenset({"https", "http", "insecure+http"})
_POSTGRES: Final = frozenset({"postgresql", "postgres"})


def open_store(
    url: str | Path, *, clock: Clock = utc_now, create: bool = False, ca_file: str = ""
) -> LoggedStore:
    """Open a store, wherever it is; does what it must at once, in the calling thread.

    Args:
        url: a path, `sqlite:///` and a path, `https://…` for a sitmon server, `postgresql://…`.
        clock: gives the time of recording.
        create: make the store where there is none; a server makes its own.
        ca_file: PEM file of further certificate authorities for a server; empty: the public ones.

    Raises:
        UsageError: the address is of a kind that there is not.
        StoreError: the kind says why the store cannot be opened.
    """
    address = str(url)
    scheme, separator, _ = address.partition("://")
    if separator and scheme in _SERVERS:
        # A local store needs no network library.
        from situation.store.http import open_http  # noqa: PLC0415

        return open_http(address, clock=clock, ca_file=ca_file)
    if separator and scheme in _POSTGRES:
        return _open_postgres(address, clock, create=create)
    return open_sqlite(address, clock=clock, create=create)


def _open_postgres(address: str, clock: Clock, *, create: bool) -> LoggedStore:
    try:
        # It comes with the extra `server` only.
        from situation.store.postgres import open_postgres  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError(
            f"this installation has no {error.name}",
            do="install sitmon with the extra “server” for postgresql://",
        ) from None
    return open_postgres(address, clock=clock, create=create)


def open_sqlite(
    url: str | Path,
    *,
    clock: Clock = utc_now,
    create: bool = False,
    busy_timeout: float = 5.0,
    poll_interval: float = 0.25,
) -> SqliteStore:
    """Open a store in a file; does its file work at once, in the calling thread.

    Args:
        url: a path, or `sqlite:///` and a path (a fourth slash makes it absolute); `~` is the home.
        clock: gives the time of recording.
        create: make the store where there is none, readable for this user alone.
        busy_timeout: seconds to wait for another process that is writing.
        poll_interval: seconds between two looks for what others appended.

    Raises:
        UsageError: the address is of a kind that this version does not have.
        StoreError: the kind says why the store cannot be opened.
    """
    address = str(url)
    session = Session(
        _sqlite_path(address), url=address, clock=clock, create=create, busy_timeout=busy_timeout
    )
    return SqliteStore(session, clock=clock, poll_interval=poll_interval)


def store_file(address: str) -> Path | None:
    """The file of a store; None for one that a server keeps.

    Raises:
        UsageError: the address is of a kind that there is not.
    """
    scheme, separator, _ = address.partition("://")
    return None if separator and scheme in _SERVERS | _POSTGRES else _sqlite_path(address)


def _sqlite_path(address: str) -> Path:
    scheme, separator, _ = address.partition("://")
    name = address.removeprefix(_SQLITE)
    if separator and not address.startswith(_SQLITE):
        raise UsageError(f"this version has no stores at {scheme}://", do="give the path of a file")
    if not name or "\0" in name:
        raise UsageError("that is not the path of a store", do="give the path of a file")
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise UsageError(f"“{name}” names an unknown home directory", do="write it out") from None
