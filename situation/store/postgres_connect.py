"""One connection to a PostgreSQL server, set up as the store needs it."""

from typing import Any, Final, TypeAlias

import psycopg

Link: TypeAlias = psycopg.Connection[tuple[Any, ...]]

_READ_SECONDS: Final = 30
_WRITE_SECONDS: Final = 300
_IDLE_SECONDS: Final = 300
"""A client that stopped in the middle of an append must not keep the others out for ever."""

_SET: Final = (
    b"SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS s(name, value)"
)


def connect(address: str) -> Link:
    """A connection that nothing has been set on yet.

    Args:
        address: what libpq needs, with its secrets.

    Raises:
        psycopg.OperationalError: no server answers there, or it refuses.
    """
    return psycopg.connect(address)


def settle_reader(link: Link, schema: str) -> None:
    """Make a connection one that can only read, each transaction of it one state of the store."""
    _settle(link, schema, {"statement_timeout": f"{_READ_SECONDS}s"})
    link.read_only = True
    link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ


def settle_writer(link: Link, schema: str, busy_timeout: float) -> None:
    """Make a connection one that appends, waiting so many seconds for others that do."""
    _settle(
        link,
        schema,
        {
            "statement_timeout": f"{_WRITE_SECONDS}s",
            "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS}s",
            "lock_timeout": f"{max(round(busy_timeout * 1000), 1)}ms",
        },
    )


def _settle(link: Link, schema: str, settings: dict[str, str]) -> None:
    # Temporary tables come last, so that nobody can put one in the place of the store's own.
    # Compiling a plan takes longer than any of these questions.
    every = {"search_path": f'"{schema}", pg_temp', "jit": "off"} | settings
    # A plan that was made for any word at all knows nothing of how frequent this one is.
    link.prepare_threshold = None
    link.execute(_SET, (list(every), list(every.values())))
    link.commit()
