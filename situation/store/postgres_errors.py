"""PostgreSQL's error codes as sitmon's errors: what happened, to which store, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import unquote, urlsplit

import psycopg

from situation.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)

_Meaning = tuple[type[StoreError], str, str]

_TRY_AGAIN: Final = "try again: what was recorded before is not recorded twice"
_BY_STATE: Final[dict[str, _Meaning]] = {
    "25006": (
        StoreReadOnly,
        "this server is a replica: it may be read but not written",
        "name the primary's host in the address as well",
    ),
    "42501": (
        StoreReadOnly,
        "this user may not do that to the store",
        "ask its owner to make you a member of sitmon_reader or sitmon_writer",
    ),
    "55P03": (
        StoreBusy,
        "another process is writing to the store and did not finish in time",
        "try again when its import or sync is done",
    ),
    "57014": (
        StoreBusy,
        "the store's server took too long over it",
        "try again, or ask for less",
    ),
    "40001": (
        StoreBusy,
        "the replica had to break off the question to keep up with the primary",
        "try again",
    ),
    "53100": (
        StoreFull,
        "the disk of the store's server is full; what was stored before is intact",
        "free some space there and try again",
    ),
    "53300": (
        StoreUnreachable,
        "the store's server has no connection left",
        "try again; else raise its max_connections",
    ),
    "XX001": (
        StoreDamaged,
        "the store's data is damaged",
        "see the server's log; restore a backup",
    ),
}
_BY_STATE["XX002"] = _BY_STATE["XX001"]
_TURNED_AWAY: Final = (
    (
        "no password supplied",
        "no password for {place} is known",
        "put it into ~/.pgpass, which nobody else may read: chmod 600 ~/.pgpass",
    ),
    (
        "password authentication failed",
        "the password for {place} is not accepted",
        "check it in ~/.pgpass, and the user in the address",
    ),
    (
        "failed to resolve host",
        "the host of {place} is not known",
        "check its name in the address, or try again when the network is back",
    ),
    (
        "Connection refused",
        "no server answers at {place}: the connection is refused",
        "check host and port in the address, or try again when the server runs",
    ),
)
"""How libpq says it, by whatever server; what that means; what to do. One that asks for a password
is there: that comes before another that is not."""
_LOST: Final = ("08", "57P")


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn what psycopg raises in the block into a `StoreError`.

    Args:
        where: the address of the store, safe to show, named in the error.

    Raises:
        StoreError: one of its kinds, by SQLSTATE (PostgreSQL's manual, appendix A).
    """
    try:
        yield
    except (psycopg.Error, UnicodeError) as error:
        raise as_store_error(error, where) from error


def as_store_error(error: psycopg.Error | UnicodeError, where: str) -> StoreError:
    """The sitmon error that stands for an error of PostgreSQL, libpq or psycopg."""
    state = (error.sqlstate or "") if isinstance(error, psycopg.Error) else ""
    if known := _BY_STATE.get(state):
        error_type, what, do = known
        return error_type(what, where=where, do=do)
    said = str(error).strip()
    if not is_lost(error):
        return StoreError(f"the store failed: {said}", where=where, do="see the server's log")
    for sign, what, do in _TURNED_AWAY:
        if not state and sign in said:
            return StoreUnreachable(what.format(place=_place(where)), where=where, do=do)
    # A server that turns somebody away gives no code, only its word for it.
    _, refused, reason = said.rpartition("FATAL:")
    if refused and not state:
        return StoreUnreachable(
            f"the store's server refused: {reason.strip()}",
            where=where,
            do="check user and database in the address, and the password in ~/.pgpass",
        )
    # What follows in further lines is libpq's advice, and what each of several servers said.
    reason = said.partition("\n")[0].rpartition(" failed: ")[2]
    return StoreUnreachable(
        f"the store's server cannot be reached: {reason}", where=where, do=_TRY_AGAIN
    )


def _place(where: str) -> str:
    """`user@host:port` of an address; the user is left out where the address does."""
    return unquote(urlsplit(where).netloc)


def is_lost(error: BaseException) -> bool:
    """Whether the server, or the way to it, went away: another attempt may find another server."""
    if not isinstance(error, psycopg.OperationalError):
        return False
    state = error.sqlstate
    # What libpq itself says of a connection, or of an attempt at one, has no SQLSTATE.
    return state is None or state.startswith(_LOST)
