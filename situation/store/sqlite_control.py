"""What an SQLite store answers about control, map days and figures."""

import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import Final

from situation.model import ControlReading, Coverage, Statistic
from situation.periods import Viewpoint, as_utc
from situation.store.base import ReadingInForce, Recorded
from situation.store.bodies import BodyReader, recorded
from situation.store.sqlite_log import listed, mark_known_at, query
from situation.store.times import from_micros, micros

_PLACES: Final = """
AND <row>.place IN (SELECT num FROM place WHERE id IN (SELECT value FROM json_each(:places)))
"""
_SOURCES: Final = """
AND <row>.source IN (SELECT num FROM source WHERE id IN (SELECT value FROM json_each(:sources)))
"""
# The newest reading of a lane whose valid time had begun at a moment. Whether it has ended is asked
# afterwards: an older one does not come back when the newest ends, but it does when the claim
# behind the newest is withdrawn.
_NEWEST_BEGUN: Final = query("""(
    SELECT x.seq FROM reading AS x
    WHERE x.lane = l.num AND x.valid_from <= :moment AND x.said_at <= :valid_at AND CURRENT(x)
        AND STANDING(x)
    ORDER BY x.valid_from DESC, x.said_at DESC, x.seq DESC LIMIT 1
)""")
# A day on which the whole map was read speaks for a place that was in the store by then.
_CONFIRMED: Final = query("""(
    SELECT c.valid_from FROM coverage AS c
    WHERE c.source = l.source AND c.valid_from BETWEEN r.valid_from AND :valid_at
        AND c.said_at <= :valid_at AND c.seq > p.first AND CURRENT(c)
    ORDER BY c.valid_from DESC LIMIT 1
)""")
_IN_FORCE: Final = """
SELECT e.seq, e.recorded_at, CAST(e.body AS BLOB), r.said_at, <confirmed>
FROM lane AS l
JOIN place AS p ON p.num = l.place
JOIN source AS s ON s.num = l.source
JOIN reading AS r ON r.seq = <newest begun>
JOIN entry AS e ON e.seq = r.seq
WHERE (r.valid_to IS NULL OR r.valid_to > :valid_at) <filters>
ORDER BY p.id, s.id, l.extent, l.part
""".replace("<confirmed>", _CONFIRMED).replace(
    "<newest begun>", _NEWEST_BEGUN.replace(":moment", ":valid_at")
)
_HISTORY: Final = query("""
SELECT COLUMNS(e)
FROM lane AS l
JOIN place AS p ON p.num = l.place
JOIN source AS s ON s.num = l.source
JOIN reading AS r ON r.lane = l.num
JOIN entry AS e ON e.seq = r.seq
WHERE r.valid_from <= :valid_at AND r.said_at <= :valid_at AND CURRENT(r) AND STANDING(r) <filters>
ORDER BY p.id, s.id, l.extent, l.part, r.valid_from, r.said_at, r.seq
""")
_SINCE: Final = """
AND (r.valid_from >= :since OR (
    (r.valid_to IS NULL OR r.valid_to > :since) AND r.seq = <newest begun>
))
""".replace("<newest begun>", _NEWEST_BEGUN.replace(":moment", ":since"))
_COVERAGE: Final = query("""
SELECT COLUMNS(e)
FROM source AS s
JOIN coverage AS c ON c.source = s.num
JOIN entry AS e ON e.seq = c.seq
WHERE c.valid_from BETWEEN :since AND :valid_at AND c.said_at <= :valid_at AND CURRENT(c) <filters>
ORDER BY s.id, c.valid_from, c.seq
""")
_STATISTICS: Final = query("""
SELECT COLUMNS(e)
FROM place AS p
JOIN statistic AS t ON t.place = p.num
JOIN entry AS e ON e.seq = t.seq
WHERE t.said_at <= :valid_at AND CURRENT(t) AND STANDING(t) <filters>
ORDER BY p.id, t.metric, t.as_of DESC, t.said_at DESC, t.seq DESC
""")
_OF_THE_PERIOD: Final = """
AND (t.derived = 0 OR t.as_of >= :derived_since OR NOT EXISTS (
    SELECT 1 FROM statistic AS later
    WHERE later.place = t.place AND later.metric = t.metric AND later.as_of > t.as_of
        AND later.as_of <= :derived_since AND later.source = t.source AND later.derived
        AND later.seq <= :horizon
))
"""
_BEGINNING: Final = -(2**62)

_Values = dict[str, int | str]


def readings_in_force(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    places: Collection[str] | None,
    sources: Collection[str] | None,
) -> tuple[ReadingInForce, ...]:
    """`Store.readings`."""
    values = _values(connection, viewpoint)
    sql = _IN_FORCE.replace("<filters>", _filters("l", values, places, sources))
    return tuple(
        ReadingInForce(
            reading=reading,
            recorded_at=from_micros(recorded_at),
            entry=entry,
            # A damaged row may lie elsewhere than its index says.
            confirmed_at=min(
                from_micros(said_at if covered is None else max(said_at, covered)),
                viewpoint.valid_at,
            ),
        )
        for entry, recorded_at, body, said_at, covered in connection.execute(sql, values)
        if (reading := bodies.read(ControlReading, entry, body)) is not None
    )


def reading_history(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    since: datetime | None,
    places: Collection[str] | None,
    sources: Collection[str] | None,
) -> tuple[Recorded[ControlReading], ...]:
    """`Store.reading_history`."""
    values = _values(connection, viewpoint)
    filters = _filters("l", values, places, sources)
    if since is not None:
        values["since"] = micros(as_utc(since))
        filters += _SINCE
    sql = _HISTORY.replace("<filters>", filters)
    return recorded(connection.execute(sql, values), ControlReading, bodies)


def coverage_days(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    since: datetime | None,
    sources: Collection[str] | None,
) -> tuple[Recorded[Coverage], ...]:
    """`Store.coverage`."""
    values = _values(connection, viewpoint)
    values["since"] = _BEGINNING if since is None else micros(as_utc(since))
    sql = _COVERAGE.replace("<filters>", _filters("c", values, None, sources))
    return recorded(connection.execute(sql, values), Coverage, bodies)


def statistics_said(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    places: Collection[str] | None,
    derived_since: datetime | None,
) -> tuple[Recorded[Statistic], ...]:
    """`Store.statistics`."""
    values = _values(connection, viewpoint)
    filters = _filters("t", values, places, None)
    if derived_since is not None:
        values["derived_since"] = micros(as_utc(derived_since))
        filters += _OF_THE_PERIOD
    sql = _STATISTICS.replace("<filters>", filters)
    return recorded(connection.execute(sql, values), Statistic, bodies)


def _values(connection: sqlite3.Connection, viewpoint: Viewpoint) -> _Values:
    return {
        "valid_at": micros(as_utc(viewpoint.valid_at)),
        "horizon": mark_known_at(connection, viewpoint.known_at).last_entry,
    }


def _filters(
    row: str,
    values: _Values,
    places: Collection[str] | None,
    sources: Collection[str] | None,
) -> str:
    filters: list[str] = []
    if places is not None:
        values["places"] = listed(places)
        filters.append(_PLACES.replace("<row>", row))
    if sources is not None:
        values["sources"] = listed(sources)
        filters.append(_SOURCES.replace("<row>", row))
    return " ".join(filters)
