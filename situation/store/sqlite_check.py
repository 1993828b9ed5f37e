"""The health of an SQLite store, for `sitmon doctor`."""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Final

from situation.errors import StoreError
from situation.store.bodies import TYPE_OF, BodyReader
from situation.store.sqlite_log import newest_mark
from situation.text import clean

_MOST_FINDINGS: Final = 50
_BODIES: Final = "SELECT seq, kind, CAST(id AS BLOB), CAST(body AS BLOB) FROM entry ORDER BY seq"
_TOTALS: Final = "SELECT kind, count(*) FROM entry GROUP BY kind"


def findings(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What is wrong with the store, one line each, at most fifty; empty when all is well.

    Looks at the pages of the file, at the references between tables, at every body and at the
    totals. Reads the whole store.
    """
    return tuple(clean(line) for line in islice(_all_findings(connection), _MOST_FINDINGS))


def check_text_index(connection: sqlite3.Connection) -> None:
    """Check the text index against itself, in a write transaction that the caller ends.

    Raises:
        sqlite3.Error: it is damaged.
    """
    connection.execute("INSERT INTO claim_text (claim_text) VALUES ('integrity-check')")


def _all_findings(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA quick_check"):
        if line != "ok":
            yield f"damaged page: {line}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} refers to something missing in {parent}"
    bodies = BodyReader()
    for entry, kind, record_id, body in connection.execute(_BODIES):
        record_type = TYPE_OF.get(kind)
        if record_type is None or bodies.read(record_type, entry, body) is None:
            name = clean((record_id or b"-").decode(errors="replace"))
            yield f"entry {entry} cannot be read: {kind} {name}"
    yield from _wrong_totals(connection)


def _wrong_totals(connection: sqlite3.Connection) -> Iterator[str]:
    counted = dict(connection.execute(_TOTALS))
    try:
        said = newest_mark(connection).counts()
    except StoreError as error:
        yield error.line
        return
    if counted != said:
        yield f"the log holds {counted} and its last append says {said}"
