"""What an SQLite store answers about claims.

The number of a claim is its place in time order, in the table and in the text index alike. So every
page is a walk backwards that stops as soon as it is full, and a facet is one more word to match.
"""

import sqlite3
from datetime import datetime
from typing import Final

from situation.errors import UsageError
from situation.model import Claim
from situation.periods import Viewpoint, as_utc
from situation.store.base import ClaimPage
from situation.store.bodies import BodyReader, recorded
from situation.store.claim_query import ClaimQuery
from situation.store.sqlite_facets import match_expression
from situation.store.sqlite_log import mark_known_at, query
from situation.store.times import claim_number, last_claim_number, micros

_PAGE: Final = query("""
SELECT COLUMNS(e), c.num
FROM claim AS c
CROSS JOIN entry AS e ON e.seq = c.seq
WHERE c.num BETWEEN :lowest AND :highest
    AND c.said_at <= :valid_at AND (c.valid_to IS NULL OR c.valid_to > :valid_at)
    AND CURRENT(c) <filters>
ORDER BY c.num DESC LIMIT :rows
""")
_MATCHING_PAGE: Final = query("""
SELECT COLUMNS(e), c.num
FROM claim_text AS t
CROSS JOIN claim AS c ON c.num = t.rowid
CROSS JOIN entry AS e ON e.seq = c.seq
WHERE claim_text MATCH :match AND t.rowid BETWEEN :lowest AND :highest
    AND c.said_at <= :valid_at AND (c.valid_to IS NULL OR c.valid_to > :valid_at)
    AND CURRENT(c) <filters>
ORDER BY t.rowid DESC LIMIT :rows
""")
_TOTAL: Final = query("""
SELECT count(*) FROM (
    SELECT 1 FROM claim AS c
    WHERE c.num BETWEEN :lowest AND :highest
        AND c.said_at <= :valid_at AND (c.valid_to IS NULL OR c.valid_to > :valid_at)
        AND CURRENT(c) <filters>
    LIMIT :rows
)
""")
_MATCHING_TOTAL: Final = query("""
SELECT count(*) FROM (
    SELECT 1 FROM claim_text AS t
    CROSS JOIN claim AS c ON c.num = t.rowid
    WHERE claim_text MATCH :match AND t.rowid BETWEEN :lowest AND :highest
        AND c.said_at <= :valid_at AND (c.valid_to IS NULL OR c.valid_to > :valid_at)
        AND CURRENT(c) <filters>
    LIMIT :rows
)
""")
_NOT_WITHDRAWN: Final = " AND c.withdrawn = 0"
_SAID_SINCE: Final = " AND c.said_at >= :since"
_FIRST_AFTER: Final = " AND c.first > :after"
_LOWEST_NEW: Final = """
SELECT min(num), count(*) FROM (SELECT num FROM claim WHERE seq > :after LIMIT :few)
"""
_FEW: Final = 5_000
"""Up to so many new claims, looking for the oldest of them is cheaper than walking past it."""
_LARGEST_PAGE: Final = 10_000
_MOST_COUNTED: Final = 2**62

_Values = dict[str, int | str]


def claim_page(connection: sqlite3.Connection, bodies: BodyReader, asked: ClaimQuery) -> ClaimPage:
    """`Store.claims`."""
    match = match_expression(connection, bodies, asked)
    if match is None:
        return ClaimPage(claims=())
    limit = min(max(asked.limit, 1), _LARGEST_PAGE)
    values, filters = _conditions(connection, asked)
    if asked.cursor:
        values["highest"] = min(int(values["highest"]), _before(asked.cursor))
    sql = (_MATCHING_PAGE if match else _PAGE).replace("<filters>", filters)
    rows = connection.execute(sql, values | {"match": match, "rows": limit + 1}).fetchall()
    page = recorded((row[:-1] for row in rows[:limit]), Claim, bodies)
    return ClaimPage(claims=page, cursor=str(rows[limit - 1][-1]) if len(rows) > limit else "")


def claim_total(
    connection: sqlite3.Connection, bodies: BodyReader, asked: ClaimQuery, most: int
) -> int:
    """`Store.claim_total`."""
    match = match_expression(connection, bodies, asked)
    if match is None:
        return 0
    values, filters = _conditions(connection, asked)
    sql = (_MATCHING_TOTAL if match else _TOTAL).replace("<filters>", filters)
    named = values | {"match": match, "rows": min(max(most, 0), _MOST_COUNTED)}
    return int(connection.execute(sql, named).fetchone()[0])


def _conditions(connection: sqlite3.Connection, asked: ClaimQuery) -> tuple[_Values, str]:
    """What a query asks for beside words and facets: the values, and the SQL for them."""
    values = walk_values(connection, asked.viewpoint, asked.said_since)
    filters = "" if asked.withdrawn else _NOT_WITHDRAWN
    if asked.said_since is not None:
        filters += _SAID_SINCE
    if asked.recorded_after:
        values["after"] = asked.recorded_after
        values["lowest"] = max(values["lowest"], _lowest_new(connection, asked.recorded_after))
        filters += _FIRST_AFTER
    return {**values}, filters


def walk_values(
    connection: sqlite3.Connection, viewpoint: Viewpoint, said_since: datetime | None
) -> dict[str, int]:
    """The values of the conditions of a viewpoint, and the ends of the walk."""
    mark = mark_known_at(connection, viewpoint.known_at)
    valid_at = micros(as_utc(viewpoint.valid_at))
    values = {
        "valid_at": valid_at,
        "horizon": mark.last_entry,
        "highest": min(last_claim_number(valid_at), mark.newest_claim),
        "lowest": 0,
    }
    if said_since is not None:
        values["since"] = micros(as_utc(said_since))
        values["lowest"] = claim_number(values["since"], 0)
    return values


def _lowest_new(connection: sqlite3.Connection, after: int) -> int:
    lowest, count = connection.execute(_LOWEST_NEW, {"after": after, "few": _FEW}).fetchone()
    return int(lowest) if 0 < count < _FEW else 0


def _before(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 20):
        raise UsageError(f"“{cursor}” is not where a page of claims ended", do="begin anew")
    return int(cursor) - 1
