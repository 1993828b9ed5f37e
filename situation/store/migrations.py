"""The schema of an SQLite store: numbered scripts, each run once, whole or not at all.

The ledger keeps the hash of every script that made the store, so that a store from a newer sitmon,
or one that was altered, is recognised before anything is read from it.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Final

from msgspec import Struct

from situation.errors import StoreDamaged, StoreMissing, StoreTooNew
from situation.periods import Clock
from situation.store.times import micros

APPLICATION_ID: Final = 0x5369744D
"""`SitM` in the file header, so that no other program's database is taken for a store."""

_LEDGER: Final = """
CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT
"""


class Migration(Struct, frozen=True, kw_only=True):
    """One script of the schema directory, `NNN_name.sql`."""

    number: int
    name: str
    script: str

    @property
    def sha256(self) -> str:
        """Hash of the script, hexadecimal."""
        return hashlib.sha256(self.script.encode()).hexdigest()


@lru_cache(maxsize=1)
def known_migrations() -> tuple[Migration, ...]:
    """All scripts that come with this sitmon, by number."""
    files = resources.files("situation.store").joinpath("schema").iterdir()
    scripts = sorted((file for file in files if file.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(
        Migration(
            number=int(script.name[:3]),
            name=script.name[4:].removesuffix(".sql"),
            script=script.read_text(encoding="utf-8"),
        )
        for script in scripts
    )


def schema_number() -> int:
    """The schema this sitmon writes."""
    return known_migrations()[-1].number


def pending_migrations(connection: sqlite3.Connection, where: str) -> tuple[Migration, ...]:
    """The scripts a store still lacks; all of them for an empty database.

    Raises:
        StoreMissing: the database belongs to another program.
        StoreTooNew: a newer sitmon wrote it.
        StoreDamaged: its ledger does not fit the scripts of this sitmon.
    """
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables == 0 and application in (0, APPLICATION_ID):
        return known_migrations()
    if application != APPLICATION_ID:
        raise StoreMissing(
            "the file is a database of another program, not a sitmon store",
            where=where,
            do="name another file with --store",
        )
    applied = dict(connection.execute("SELECT number, sha256 FROM migration ORDER BY number"))
    _check_ledger(applied, where)
    return tuple(known for known in known_migrations() if known.number not in applied)


def _check_ledger(applied: dict[int, str], where: str) -> None:
    if applied and max(applied) > schema_number():
        raise StoreTooNew(
            f"the store has schema {max(applied)}, this sitmon knows up to {schema_number()}",
            where=where,
            do="open it with a newer sitmon",
        )
    expected = {known.number: known.sha256 for known in known_migrations()}
    for number, sha256 in applied.items():
        if expected.get(number) != sha256:
            raise StoreDamaged(
                f"migration {number} of the store is not the one this sitmon has",
                where=where,
                do="open it with the sitmon that made it and export it from there",
            )


def migrate(connection: sqlite3.Connection, clock: Clock, where: str) -> None:
    """Bring a store to the newest schema; another process may be doing the same.

    Args:
        connection: writable, in autocommit mode.
        clock: gives the time for the ledger.
        where: the store, as errors name it.

    Raises:
        StoreMissing, StoreTooNew, StoreDamaged: as `pending_migrations`.
        sqlite3.Error: a script failed; nothing of it remains.
    """
    for number in [migration.number for migration in pending_migrations(connection, where)]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked again behind the lock, as another process may have come first.
            for migration in pending_migrations(connection, where):
                if migration.number == number:
                    _apply(connection, migration, clock)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _apply(connection: sqlite3.Connection, migration: Migration, clock: Clock) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute(_LEDGER)
    for statement in _statements(migration.script):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration VALUES (?, ?, ?, ?)",
        (migration.number, migration.name, migration.sha256, micros(clock())),
    )


def _statements(script: str) -> Iterator[str]:
    """The statements one by one: `executescript` would end the transaction around them."""
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        text = "\n".join(lines)
        if sqlite3.complete_statement(text):
            yield text
            lines.clear()
