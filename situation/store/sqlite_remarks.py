"""What an SQLite store answers about what was put beside claims: links, assessments, notes."""

import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import Final, TypeVar

from situation.model import Assessment, Link, Note
from situation.store.base import Recorded
from situation.store.bodies import KIND_OF, BodyReader, recorded
from situation.store.sqlite_log import listed, mark_known_at, query

R = TypeVar("R", Assessment, Note)

_LINKS: Final = query("""
SELECT COLUMNS(e)
FROM link AS k JOIN entry AS e ON e.seq = k.seq
WHERE CURRENT(k) <filters>
ORDER BY e.id
""")
_OF_CLAIMS: Final = """
AND k.seq IN (
    SELECT seq FROM link WHERE subject IN (SELECT value FROM json_each(:claims))
    UNION SELECT seq FROM link WHERE object IN (SELECT value FROM json_each(:claims))
)
"""
_REMARKS: Final = query("""
SELECT COLUMNS(e)
FROM (
    SELECT DISTINCT seq FROM remark WHERE claim IN (SELECT value FROM json_each(:claims))
) AS r
CROSS JOIN entry AS e ON e.seq = r.seq
WHERE e.kind = :kind AND CURRENT(r)
ORDER BY e.seq
""")


def links_between(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    claims: Collection[str] | None,
    known_at: datetime | None,
) -> tuple[Recorded[Link], ...]:
    """`Store.links`."""
    values: dict[str, int | str] = {"horizon": mark_known_at(connection, known_at).last_entry}
    if claims is not None:
        values["claims"] = listed(claims)
    sql = _LINKS.replace("<filters>", _OF_CLAIMS if claims is not None else "")
    return recorded(connection.execute(sql, values), Link, bodies)


def remarks_on(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    record_type: type[R],
    claims: Collection[str],
    known_at: datetime | None,
) -> tuple[Recorded[R], ...]:
    """`Store.assessments` and `Store.notes`: oldest first by the entry of the newest version."""
    values = {
        "horizon": mark_known_at(connection, known_at).last_entry,
        "claims": listed(claims),
        "kind": KIND_OF[record_type],
    }
    return recorded(connection.execute(_REMARKS, values), record_type, bodies)
