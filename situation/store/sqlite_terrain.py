"""What an SQLite store answers about the maps that it keeps."""

import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import Final

from situation.periods import Viewpoint, as_utc
from situation.store.base import Recorded
from situation.store.bodies import BodyReader, recorded
from situation.store.sqlite_log import listed, mark_known_at, query
from situation.store.times import micros
from situation.terrain_records import Polygon, Terrain

_TERRAIN: Final = query("""
SELECT COLUMNS(e)
FROM source AS s
JOIN terrain AS t ON t.source = s.num
JOIN entry AS e ON e.seq = t.seq
WHERE t.valid_from <= :valid_at AND t.said_at <= :valid_at AND CURRENT(t) <filters>
ORDER BY s.id, t.valid_from, t.said_at, t.seq
""")
_SOURCES: Final = "AND s.id IN (SELECT value FROM json_each(:sources))"
_SINCE: Final = query("""
AND (t.valid_from >= :since OR t.seq = (
    SELECT x.seq FROM terrain AS x
    WHERE x.source = s.num AND x.valid_from <= :since AND x.said_at <= :valid_at AND CURRENT(x)
    ORDER BY x.valid_from DESC, x.said_at DESC, x.seq DESC LIMIT 1
))
""")
# A polygon's id follows from its bytes: it has one version, the same at every viewpoint.
_POLYGONS: Final = """
SELECT e.seq, CAST(e.body AS BLOB)
FROM json_each(:ids) AS asked
CROSS JOIN entry AS e INDEXED BY entry_record ON e.kind = 'polygon' AND e.id = asked.value
ORDER BY e.id
"""


def terrain_drawn(
    connection: sqlite3.Connection,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    since: datetime | None,
    sources: Collection[str] | None,
) -> tuple[Recorded[Terrain], ...]:
    """`Store.terrain`."""
    valid_at = micros(as_utc(viewpoint.valid_at))
    horizon = mark_known_at(connection, viewpoint.known_at).last_entry
    values: dict[str, int | str] = {"valid_at": valid_at, "horizon": horizon}
    filters = ""
    if sources is not None:
        values["sources"] = listed(sources)
        filters += _SOURCES
    if since is not None:
        values["since"] = min(micros(as_utc(since)), valid_at)
        filters += _SINCE
    sql = _TERRAIN.replace("<filters>", filters)
    return recorded(connection.execute(sql, values), Terrain, bodies)


def polygons_of(
    connection: sqlite3.Connection, bodies: BodyReader, ids: Collection[str]
) -> tuple[Polygon, ...]:
    """`Store.polygons`."""
    rows = connection.execute(_POLYGONS, {"ids": listed(set(ids))})
    found = (bodies.read(Polygon, entry, body) for entry, body in rows)
    return tuple(polygon for polygon in found if polygon is not None)
