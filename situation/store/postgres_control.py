"""What a PostgreSQL store answers about control, map days and figures."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from situation.model import ControlReading, Coverage, Statistic
from situation.periods import Viewpoint, as_utc
from situation.store.base import ReadingInForce, Recorded
from situation.store.bodies import BodyReader
from situation.store.postgres_connect import Link
from situation.store.postgres_log import Values, askable, mark_known_at, query, records, rows
from situation.store.times import from_micros, micros

_PLACES: Final = "AND p.id = ANY(%(places)s)"
_SOURCES: Final = "AND s.id = ANY(%(sources)s)"
# The newest reading of a lane whose valid time had begun at a moment. Whether it has ended is asked
# afterwards: an older one does not come back when the newest ends, but it does when the claim
# behind the newest is withdrawn.
_NEWEST_BEGUN: Final = query("""
    SELECT x.* FROM reading AS x
    WHERE x.lane = l.num AND x.valid_from <= %(moment)s AND x.said_at <= %(valid_at)s
        AND CURRENT(x) AND STANDING(x)
    ORDER BY x.valid_from DESC, x.said_at DESC, x.seq DESC LIMIT 1
""")
# A day on which the whole map was read speaks for a place that was in the store by then.
_IN_FORCE: Final = query("""
SELECT e.seq, e.recorded_at, e.body, r.said_at, (
    SELECT c.valid_from FROM coverage AS c
    WHERE c.source = l.source AND c.valid_from BETWEEN r.valid_from AND %(valid_at)s
        AND c.said_at <= %(valid_at)s AND c.seq > p.first AND CURRENT(c)
    ORDER BY c.valid_from DESC LIMIT 1
)
FROM lane AS l
JOIN place AS p ON p.num = l.place
JOIN source AS s ON s.num = l.source
CROSS JOIN LATERAL (<newest begun>) AS r
JOIN ENTRY(r)
WHERE (r.valid_to IS NULL OR r.valid_to > %(valid_at)s) <filters>
ORDER BY p.id, s.id, l.extent, l.part
""").replace("<newest begun>", _NEWEST_BEGUN.replace("%(moment)s", "%(valid_at)s"))
_HISTORY: Final = query("""
SELECT COLUMNS
FROM lane AS l
JOIN place AS p ON p.num = l.place
JOIN source AS s ON s.num = l.source
JOIN reading AS r ON r.lane = l.num
JOIN ENTRY(r)
WHERE r.valid_from <= %(valid_at)s AND r.said_at <= %(valid_at)s AND CURRENT(r) AND STANDING(r)
    <filters>
ORDER BY p.id, s.id, l.extent, l.part, r.valid_from, r.said_at, r.seq
""")
_SINCE: Final = """
AND (r.valid_from >= %(since)s OR (
    (r.valid_to IS NULL OR r.valid_to > %(since)s)
    AND r.seq = (SELECT n.seq FROM (<newest begun>) AS n)
))
""".replace("<newest begun>", _NEWEST_BEGUN.replace("%(moment)s", "%(since)s"))
_COVERAGE: Final = query("""
SELECT COLUMNS
FROM source AS s
JOIN coverage AS c ON c.source = s.num
JOIN ENTRY(c)
WHERE c.valid_from BETWEEN %(since)s AND %(valid_at)s AND c.said_at <= %(valid_at)s AND CURRENT(c)
    <filters>
ORDER BY s.id, c.valid_from, c.seq
""")
_STATISTICS: Final = query("""
SELECT COLUMNS
FROM place AS p
JOIN statistic AS t ON t.place = p.num
JOIN ENTRY(t)
WHERE t.said_at <= %(valid_at)s AND CURRENT(t) AND STANDING(t) <filters>
ORDER BY p.id, t.metric, t.as_of DESC, t.said_at DESC, t.seq DESC
""")
_OF_THE_PERIOD: Final = """
AND (NOT t.derived OR t.as_of >= %(derived_since)s OR NOT EXISTS (
    SELECT FROM statistic AS later
    WHERE later.place = t.place AND later.metric = t.metric AND later.as_of > t.as_of
        AND later.as_of <= %(derived_since)s AND later.source = t.source AND later.derived
        AND later.seq <= %(horizon)s
))
"""
_BEGINNING: Final = -(2**62)


def readings_in_force(
    link: Link,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    places: Collection[str] | None,
    sources: Collection[str] | None,
) -> tuple[ReadingInForce, ...]:
    """`Store.readings`."""
    values = values_at(link, viewpoint)
    sql = _IN_FORCE.replace("<filters>", _filters(values, places, sources))
    return tuple(
        ReadingInForce(
            reading=reading,
            recorded_at=from_micros(recorded_at),
            entry=entry,
            confirmed_at=from_micros(said_at if covered is None else max(said_at, covered)),
        )
        for entry, recorded_at, body, said_at, covered in rows(link, sql, values)
        if (reading := bodies.read(ControlReading, entry, body.encode())) is not None
    )


def reading_history(
    link: Link,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    since: datetime | None,
    places: Collection[str] | None,
    sources: Collection[str] | None,
) -> tuple[Recorded[ControlReading], ...]:
    """`Store.reading_history`."""
    values = values_at(link, viewpoint)
    filters = _filters(values, places, sources)
    if since is not None:
        values["since"] = micros(as_utc(since))
        filters += _SINCE
    sql = _HISTORY.replace("<filters>", filters)
    return records(rows(link, sql, values), ControlReading, bodies)


def coverage_days(
    link: Link,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    since: datetime | None,
    sources: Collection[str] | None,
) -> tuple[Recorded[Coverage], ...]:
    """`Store.coverage`."""
    values = values_at(link, viewpoint)
    values["since"] = _BEGINNING if since is None else micros(as_utc(since))
    sql = _COVERAGE.replace("<filters>", _filters(values, None, sources))
    return records(rows(link, sql, values), Coverage, bodies)


def statistics_said(
    link: Link,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    places: Collection[str] | None,
    derived_since: datetime | None,
) -> tuple[Recorded[Statistic], ...]:
    """`Store.statistics`."""
    values = values_at(link, viewpoint)
    filters = _filters(values, places, None)
    if derived_since is not None:
        values["derived_since"] = micros(as_utc(derived_since))
        filters += _OF_THE_PERIOD
    sql = _STATISTICS.replace("<filters>", filters)
    return records(rows(link, sql, values), Statistic, bodies)


def values_at(link: Link, viewpoint: Viewpoint) -> Values:
    """The two times of a viewpoint: microseconds since 1970, and the last entry that was known."""
    return {
        "valid_at": micros(as_utc(viewpoint.valid_at)),
        "horizon": mark_known_at(link, viewpoint.known_at).last_entry,
    }


def _filters(
    values: Values, places: Collection[str] | None, sources: Collection[str] | None
) -> str:
    filters: list[str] = []
    if places is not None:
        values["places"] = askable(places)
        filters.append(_PLACES)
    if sources is not None:
        values["sources"] = askable(sources)
        filters.append(_SOURCES)
    return " ".join(filters)
