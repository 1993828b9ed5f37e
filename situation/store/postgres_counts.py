"""How many claims a PostgreSQL store has of each place.

As in an SQLite store, the claims of all places are counted by said second alone, and the few that
do not stand at the viewpoint are taken off again.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from situation.periods import Viewpoint
from situation.store.postgres_claims import walk_values
from situation.store.postgres_connect import Link
from situation.store.postgres_log import query, rows
from situation.store.times import claim_number, last_claim_number

_BY_SECOND: Final = """
SELECT p.id, n.many FROM (
    SELECT place, count(*) AS many FROM claim_place
    WHERE claim BETWEEN %(lowest)s AND %(highest)s GROUP BY place
) AS n JOIN place AS p ON p.num = n.place
"""
_NOT_STANDING: Final = """
SELECT p.id, count(*)
FROM (
    SELECT num FROM claim WHERE seq > %(horizon)s
    UNION SELECT c.num FROM superseded AS s JOIN claim AS c ON c.seq = s.seq
        WHERE s.by_seq <= %(horizon)s
    UNION SELECT num FROM claim WHERE withdrawn AND seq <= %(horizon)s
    UNION SELECT num FROM claim WHERE valid_to <= %(valid_at)s
    UNION SELECT num FROM claim WHERE num BETWEEN %(first_of_second)s AND %(highest)s
        AND said_at > %(valid_at)s
    UNION SELECT num FROM claim WHERE num BETWEEN %(lowest)s AND %(last_of_second)s
        AND said_at < %(since)s
) AS excepted
JOIN claim_place AS cp ON cp.claim = excepted.num
JOIN place AS p ON p.num = cp.place
WHERE excepted.num BETWEEN %(lowest)s AND %(highest)s
GROUP BY p.id
"""
_NEW: Final = query("""
SELECT p.id, count(*)
FROM claim AS c
JOIN claim_place AS cp ON cp.claim = c.num
JOIN place AS p ON p.num = cp.place
WHERE c.seq > %(after)s AND c.first > %(after)s AND c.num BETWEEN %(lowest)s AND %(highest)s
    AND c.said_at BETWEEN %(since)s AND %(valid_at)s
    AND (c.valid_to IS NULL OR c.valid_to > %(valid_at)s) AND CURRENT(c) AND NOT c.withdrawn
GROUP BY p.id
""")
_BEGINNING: Final = -(2**62)
_LARGEST: Final = 2**62


def claim_counts(
    link: Link, viewpoint: Viewpoint, recorded_after: int, said_since: datetime | None
) -> Mapping[str, int]:
    """`Store.claim_counts`: a claim must pass both conditions where both are given."""
    values = walk_values(link, viewpoint, said_since)
    values.setdefault("since", _BEGINNING)
    if recorded_after > 0:
        values["after"] = min(recorded_after, _LARGEST)
        return dict(rows(link, _NEW, values))
    values["first_of_second"] = claim_number(values["valid_at"], 0)
    values["last_of_second"] = last_claim_number(values["since"])
    counts = Counter[str](dict(rows(link, _BY_SECOND, values)))
    counts.subtract(dict(rows(link, _NOT_STANDING, values)))
    return {place: number for place, number in counts.items() if number}
