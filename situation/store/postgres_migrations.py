"""The schema of a PostgreSQL store: numbered scripts, each run once, whole or not at all.

As in an SQLite store, the ledger keeps the hash of every script that made it, so that a store from
a newer sitmon, or one that was altered, is recognised before anything is read from it.
"""

import time
from contextlib import closing
from functools import lru_cache
from importlib import resources
from typing import Final

from psycopg import sql

from situation.errors import StoreDamaged, StoreError, StoreMissing, StoreTooNew
from situation.periods import Clock
from situation.store.migrations import Migration
from situation.store.postgres_address import Address
from situation.store.postgres_connect import Link, connect, settle_reader, settle_writer
from situation.store.postgres_errors import translated
from situation.store.postgres_session import one
from situation.store.times import micros

_MAKE_ONE: Final = "`sitmon import` makes one; or name another with --store"
_LOOK_AGAIN: Final = 0.05
_TABLES: Final = b"""
SELECT count(*), count(*) FILTER (WHERE relname IN ('migration', 'entry', 'batch'))
FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)
"""
_LEDGER: Final = b"""
CREATE TABLE IF NOT EXISTS migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at bigint NOT NULL
)
"""
# Named with its schema: without the right to look into that, the table would seem not to be there.
_APPLIED: Final = sql.SQL("SELECT number, sha256 FROM {}.migration ORDER BY number")
_LOCK: Final = b"SELECT pg_advisory_xact_lock(hashtext('sitmon'), hashtext(%s))"


@lru_cache(maxsize=1)
def postgres_migrations() -> tuple[Migration, ...]:
    """All scripts for PostgreSQL that come with this sitmon, by number."""
    files = resources.files("situation.store").joinpath("schema_postgres").iterdir()
    scripts = sorted((file for file in files if file.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(
        Migration(
            number=int(script.name[:3]),
            name=script.name[4:].removesuffix(".sql"),
            script=script.read_text(encoding="utf-8"),
        )
        for script in scripts
    )


def prepare(address: Address, clock: Clock, busy_timeout: float, *, create: bool) -> None:
    """Make sure that a store of the newest schema is at the address.

    A store that is up to date needs nobody who may write: a replica will do.

    Args:
        address: where the store is.
        clock: gives the time for the ledger.
        busy_timeout: how long to wait for another writer, in seconds.
        create: make the store where there is none.

    Raises:
        StoreError: the kind says what is wrong there.
    """
    with translated(address.shown):
        with closing(connect(address.for_reading)) as link:
            settle_reader(link, address.schema)
            _require_unicode(link, address)
            applied = _applied(link, address)
        if applied is None and not create:
            raise StoreMissing("there is no store", where=address.shown, do=_MAKE_ONE)
        if not _pending(applied, address):
            return
        with closing(connect(address.for_writing)) as link:
            settle_writer(link, address.schema, busy_timeout)
            with link.transaction():
                _migrate(link, clock, address)
        _await_replica(address, busy_timeout)


def _await_replica(address: Address, seconds: float) -> None:
    """Wait until whoever answers the store's readers has the new schema, but not for ever."""
    deadline = time.monotonic() + seconds
    with closing(connect(address.for_reading)) as link:
        settle_reader(link, address.schema)
        while _pending(_applied(link, address), address) and time.monotonic() < deadline:
            link.rollback()
            time.sleep(_LOOK_AGAIN)


def _migrate(link: Link, clock: Clock, address: Address) -> None:
    """Run what is pending, behind the lock: another process may be doing the same."""
    link.execute(_LOCK, (address.schema,))
    pending = _pending(_applied(link, address), address)
    schema = sql.Identifier(address.schema)
    if pending and pending[0].number == postgres_migrations()[0].number:
        link.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema))
        link.execute(_LEDGER)
    for migration in pending:
        link.execute(migration.script.encode())
        link.execute(
            b"INSERT INTO migration VALUES (%s, %s, %s, %s)",
            (migration.number, migration.name, migration.sha256, micros(clock())),
        )


def _applied(link: Link, address: Address) -> dict[int, str] | None:
    """The ledger: hashes by number; None where there is nothing at all.

    Raises:
        StoreMissing: the schema belongs to another program.
    """
    tables, own = one(link, _TABLES, (address.schema,))
    if tables == 0:
        return None
    if own < 3:
        raise StoreMissing(
            f"the schema “{address.schema}” belongs to another program",
            where=address.shown,
            do="name another one: ?schema=NAME",
        )
    return dict(link.execute(_APPLIED.format(sql.Identifier(address.schema))).fetchall())


def _pending(applied: dict[int, str] | None, address: Address) -> tuple[Migration, ...]:
    known = {migration.number: migration for migration in postgres_migrations()}
    done = applied or {}
    if done and max(done) > max(known):
        raise StoreTooNew(
            f"the store has schema {max(done)}, this sitmon knows up to {max(known)}",
            where=address.shown,
            do="open it with a newer sitmon",
        )
    for number, sha256 in done.items():
        if number not in known or known[number].sha256 != sha256:
            raise StoreDamaged(
                f"migration {number} of the store is not the one this sitmon has",
                where=address.shown,
                do="open it with the sitmon that made it and copy it from there",
            )
    return tuple(migration for number, migration in known.items() if number not in done)


def _require_unicode(link: Link, address: Address) -> None:
    (encoding,) = one(link, b"SELECT current_setting('server_encoding')")
    if encoding != "UTF8":
        raise StoreError(
            f"the database is encoded in {encoding}, which cannot hold every text",
            where=address.shown,
            do="make it with `createdb --encoding=UTF8 --template=template0`",
        )
