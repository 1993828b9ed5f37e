"""What a PostgreSQL store answers about claims.

The number of a claim is its place in time order. Claims are either walked backwards by number until
the page is full, or taken from the index of words and sorted: `postgres_ways` chooses. Bodies are
only read of the claims on the page.
"""

from datetime import datetime
from typing import Any, Final

from situation.errors import UsageError
from situation.model import Claim
from situation.periods import Viewpoint, as_utc
from situation.store.base import ClaimPage
from situation.store.bodies import BodyReader
from situation.store.claim_query import ClaimQuery
from situation.store.postgres_connect import Link
from situation.store.postgres_facets import facet_values
from situation.store.postgres_log import Values, mark_known_at, query, records, rows
from situation.store.postgres_ways import MATCHING, way_to_all, ways
from situation.store.times import claim_number, last_claim_number, micros

_CONDITIONS: Final = """c.num BETWEEN %(lowest)s AND %(highest)s
    AND c.said_at <= %(valid_at)s AND (c.valid_to IS NULL OR c.valid_to > %(valid_at)s)
"""
_FOUND: Final = query("FROM claim AS c WHERE <conditions> AND CURRENT(c)")
_PAGE: Final = query("""
SELECT COLUMNS, f.num
FROM (SELECT c.num, c.seq, c.recorded_at <found> ORDER BY <order> DESC LIMIT %(rows)s) AS f
JOIN ENTRY(f)
ORDER BY f.num DESC
""").replace("<found>", _FOUND)
_TOTAL: Final = "SELECT count(*) FROM (SELECT <found> LIMIT %(rows)s) AS f".replace(
    "<found>", _FOUND
)
_OF_SOURCES: Final = " AND c.source = ANY(%(sources)s)"
_NOT_WITHDRAWN: Final = " AND NOT c.withdrawn"
_SAID_SINCE: Final = " AND c.said_at >= %(since)s"
_FIRST_AFTER: Final = " AND c.first > %(after)s"
_LOWEST_NEW: Final = """
SELECT min(num), count(*)
FROM (SELECT num FROM claim WHERE seq > %(after)s ORDER BY seq LIMIT %(few)s) AS n
"""
_FEW: Final = 5_000
"""Up to so many new claims, looking for the oldest of them is cheaper than walking past it."""
_LARGEST_PAGE: Final = 10_000
_LARGEST: Final = 2**62


def claim_page(link: Link, bodies: BodyReader, asked: ClaimQuery) -> ClaimPage:
    """`Store.claims`."""
    question = _question(link, bodies, asked)
    if question is None:
        return ClaimPage(claims=())
    conditions, values = question
    limit = min(max(asked.limit, 1), _LARGEST_PAGE)
    values["rows"] = limit + 1
    if asked.cursor:
        values["highest"] = min(values["highest"], _before(asked.cursor))
    found_rows: list[tuple[Any, ...]] = []
    for way in ways(link, conditions, values, values["claims"]):
        left = {"rows": limit + 1 - len(found_rows)}
        sql = _PAGE.replace("<conditions>", way.conditions).replace("<order>", way.order)
        found_rows += rows(link, sql, way.values | left)
        if len(found_rows) > limit:
            break
    page = records((row[:-1] for row in found_rows[:limit]), Claim, bodies)
    cursor = str(found_rows[limit - 1][-1]) if len(found_rows) > limit else ""
    return ClaimPage(claims=page, cursor=cursor)


def claim_total(link: Link, bodies: BodyReader, asked: ClaimQuery, most: int) -> int:
    """`Store.claim_total`."""
    question = _question(link, bodies, asked)
    if question is None:
        return 0
    conditions, values = question
    values["rows"] = min(max(most, 0), _LARGEST)
    conditions = way_to_all(link, conditions, values, values["claims"])
    return int(rows(link, _TOTAL.replace("<conditions>", conditions), values)[0][0])


def _question(link: Link, bodies: BodyReader, asked: ClaimQuery) -> tuple[str, Values] | None:
    """The conditions that find the claims of a query, and their values; None: it can find none."""
    facets = facet_values(link, bodies, asked)
    if facets is None:
        return None
    values = walk_values(link, asked.viewpoint, asked.said_since) | facets
    filters = MATCHING if asked.withdrawn else MATCHING + _NOT_WITHDRAWN
    if "sources" in values:
        filters += _OF_SOURCES
    if asked.said_since is not None:
        filters += _SAID_SINCE
    if asked.recorded_after:
        values["after"] = min(asked.recorded_after, _LARGEST)
        values["lowest"] = max(values["lowest"], _lowest_new(link, values["after"]))
        filters += _FIRST_AFTER
    return _CONDITIONS + filters, values


def walk_values(link: Link, viewpoint: Viewpoint, said_since: datetime | None) -> Values:
    """The values of the conditions of a viewpoint, and the ends of the walk."""
    mark = mark_known_at(link, viewpoint.known_at)
    valid_at = micros(as_utc(viewpoint.valid_at))
    values: Values = {
        "valid_at": valid_at,
        "horizon": mark.last_entry,
        "highest": min(last_claim_number(valid_at), mark.newest_claim),
        "lowest": 0,
        "claims": mark.counts().get("claim", 0),
    }
    if said_since is not None:
        values["since"] = micros(as_utc(said_since))
        values["lowest"] = claim_number(values["since"], 0)
    return values


def _lowest_new(link: Link, after: int) -> int:
    lowest, count = rows(link, _LOWEST_NEW, {"after": after, "few": _FEW})[0]
    return int(lowest) if 0 < count < _FEW else 0


def _before(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 20):
        raise UsageError(f"“{cursor}” is not where a page of claims ended", do="begin anew")
    return int(cursor) - 1
