"""How many claims an SQLite store has of each place.

Looking at every claim would take seconds in a large store. So the claims of a place are counted in
an index alone, by said second, and the few that do not stand at the viewpoint are taken off again.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from situation.periods import Viewpoint
from situation.store.sqlite_claims import walk_values
from situation.store.sqlite_log import query
from situation.store.times import claim_number, last_claim_number

_BY_SECOND: Final = """
SELECT p.id, (
    SELECT count(*) FROM claim_place AS cp
    WHERE cp.place = p.num AND cp.claim BETWEEN :lowest AND :highest
) FROM place AS p
"""
_NOT_STANDING: Final = """
SELECT p.id, count(*)
FROM (
    SELECT num FROM claim WHERE seq > :horizon
    UNION SELECT c.num FROM superseded AS s JOIN claim AS c ON c.seq = s.seq
        WHERE s.by_seq <= :horizon
    UNION SELECT c.num FROM entry AS back INDEXED BY entry_retraction
        CROSS JOIN claim AS c ON c.seq = back.seq
        WHERE back.act = 'retract' AND back.seq <= :horizon
    UNION SELECT num FROM claim WHERE valid_to <= :valid_at
    UNION SELECT num FROM claim WHERE num BETWEEN :first_of_second AND :highest
        AND said_at > :valid_at
    UNION SELECT num FROM claim WHERE num BETWEEN :lowest AND :last_of_second AND said_at < :since
) AS excepted
CROSS JOIN claim_place AS cp ON cp.claim = excepted.num
CROSS JOIN place AS p ON p.num = cp.place
WHERE excepted.num BETWEEN :lowest AND :highest
GROUP BY p.num
"""
_NEW: Final = query("""
SELECT p.id, count(*)
FROM claim AS c INDEXED BY claim_entry
CROSS JOIN claim_place AS cp ON cp.claim = c.num
CROSS JOIN place AS p ON p.num = cp.place
WHERE c.seq > :after AND c.first > :after AND c.num BETWEEN :lowest AND :highest
    AND c.said_at BETWEEN :since AND :valid_at
    AND (c.valid_to IS NULL OR c.valid_to > :valid_at) AND CURRENT(c) AND c.withdrawn = 0
GROUP BY p.num
""")
_BEGINNING: Final = -(2**62)


def claim_counts(
    connection: sqlite3.Connection,
    viewpoint: Viewpoint,
    recorded_after: int,
    said_since: datetime | None,
) -> Mapping[str, int]:
    """`Store.claim_counts`: a claim must pass both conditions where both are given."""
    values = walk_values(connection, viewpoint, said_since)
    values.setdefault("since", _BEGINNING)
    if recorded_after > 0:
        values["after"] = recorded_after
        return dict(connection.execute(_NEW, values).fetchall())
    values["first_of_second"] = claim_number(values["valid_at"], 0)
    values["last_of_second"] = last_claim_number(values["since"])
    counts = Counter[str](dict(connection.execute(_BY_SECOND, values).fetchall()))
    counts.subtract(dict(connection.execute(_NOT_STANDING, values).fetchall()))
    return {place: number for place, number in counts.items() if number}
