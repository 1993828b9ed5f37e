"""What a PostgreSQL store answers about what was put beside claims: links, assessments, notes."""

from collections.abc import Collection
from datetime import datetime
from typing import Final, TypeVar

from situation.model import Assessment, Link, Note
from situation.store.base import Recorded
from situation.store.bodies import KIND_OF, BodyReader
from situation.store.postgres_connect import Link as Connection
from situation.store.postgres_log import Values, askable, mark_known_at, query, records, rows

R = TypeVar("R", Assessment, Note)

_LINKS: Final = query("""
SELECT COLUMNS
FROM link AS k JOIN ENTRY(k)
WHERE CURRENT(k) <filters>
ORDER BY e.id
""")
_OF_CLAIMS: Final = "AND (k.subject = ANY(%(claims)s) OR k.object = ANY(%(claims)s))"
_REMARKS: Final = query("""
SELECT COLUMNS
FROM (
    SELECT DISTINCT seq, recorded_at FROM remark WHERE claim = ANY(%(claims)s)
) AS r
JOIN ENTRY(r)
WHERE e.kind = %(kind)s AND CURRENT(r)
ORDER BY e.seq
""")


def links_between(
    link: Connection,
    bodies: BodyReader,
    claims: Collection[str] | None,
    known_at: datetime | None,
) -> tuple[Recorded[Link], ...]:
    """`Store.links`."""
    values: Values = {"horizon": mark_known_at(link, known_at).last_entry}
    if claims is not None:
        values["claims"] = askable(claims)
    sql = _LINKS.replace("<filters>", _OF_CLAIMS if claims is not None else "")
    return records(rows(link, sql, values), Link, bodies)


def remarks_on(
    link: Connection,
    bodies: BodyReader,
    record_type: type[R],
    claims: Collection[str],
    known_at: datetime | None,
) -> tuple[Recorded[R], ...]:
    """`Store.assessments` and `Store.notes`: oldest first by the entry of the newest version."""
    values = {
        "horizon": mark_known_at(link, known_at).last_entry,
        "claims": askable(claims),
        "kind": KIND_OF[record_type],
    }
    return records(rows(link, _REMARKS, values), record_type, bodies)
