"""What a PostgreSQL store answers about claims.

The number of a claim is its place in time order. PostgreSQL either walks backwards by number and
stops when the page is full, or takes all that match from the index of words and sorts them: it
knows how frequent the words are and chooses. Bodies are only read of the claims on the page.
"""

from datetime import datetime
from typing import Final

from situation.errors import UsageError
from situation.model import Claim
from situation.periods import Viewpoint, as_utc
from situation.store.base import ClaimPage, ClaimQuery
from situation.store.bodies import BodyReader
from situation.store.postgres_connect import Link
from situation.store.postgres_facets import facet_values
from situation.store.postgres_log import Values, mark_known_at, query, records, rows
from situation.store.sqlite_times import claim_number, last_claim_number, micros

_FOUND: Final = query("""
FROM claim AS c
WHERE c.num BETWEEN %(lowest)s AND %(highest)s
    AND c.said_at <= %(valid_at)s AND (c.valid_to IS NULL OR c.valid_to > %(valid_at)s)
    AND CURRENT(c) <filters>
""")
_PAGE: Final = query("""
SELECT COLUMNS, f.num
FROM (SELECT c.num, c.seq, c.recorded_at <found> ORDER BY c.num DESC LIMIT %(rows)s) AS f
JOIN ENTRY(f)
ORDER BY f.num DESC
""")
_TOTAL: Final = "SELECT count(*) FROM (SELECT <found> LIMIT %(rows)s) AS f"
_MATCHING: Final = " AND c.words @@ %(match)s::tsquery"
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
    found, values = question
    limit = min(max(asked.limit, 1), _LARGEST_PAGE)
    values["rows"] = limit + 1
    if asked.cursor:
        values["highest"] = min(values["highest"], _before(asked.cursor))
    found_rows = rows(link, _PAGE.replace("<found>", found), values)
    page = records((row[:-1] for row in found_rows[:limit]), Claim, bodies)
    cursor = str(found_rows[limit - 1][-1]) if len(found_rows) > limit else ""
    return ClaimPage(claims=page, cursor=cursor)


def claim_total(link: Link, bodies: BodyReader, asked: ClaimQuery, most: int) -> int:
    """`Store.claim_total`."""
    question = _question(link, bodies, asked)
    if question is None:
        return 0
    found, values = question
    values["rows"] = min(max(most, 0), _LARGEST)
    return int(rows(link, _TOTAL.replace("<found>", found), values)[0][0])


def _question(link: Link, bodies: BodyReader, asked: ClaimQuery) -> tuple[str, Values] | None:
    """The SQL that finds the claims of a query, and its values; None when it can find none."""
    facets = facet_values(link, bodies, asked)
    if facets is None:
        return None
    values = walk_values(link, asked.viewpoint, asked.said_since) | facets
    filters = "" if asked.withdrawn else _NOT_WITHDRAWN
    if "match" in values:
        filters += _MATCHING
    if "sources" in values:
        filters += _OF_SOURCES
    if asked.said_since is not None:
        filters += _SAID_SINCE
    if asked.recorded_after:
        values["after"] = min(asked.recorded_after, _LARGEST)
        values["lowest"] = max(values["lowest"], _lowest_new(link, values["after"]))
        filters += _FIRST_AFTER
    return _FOUND.replace("<filters>", filters), values


def walk_values(link: Link, viewpoint: Viewpoint, said_since: datetime | None) -> Values:
    """The values of the conditions of a viewpoint, and the ends of the walk."""
    mark = mark_known_at(link, viewpoint.known_at)
    valid_at = micros(as_utc(viewpoint.valid_at))
    values: Values = {
        "valid_at": valid_at,
        "horizon": mark.last_entry,
        "highest": min(last_claim_number(valid_at), mark.newest_claim),
        "lowest": 0,
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
