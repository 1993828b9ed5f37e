"""What a PostgreSQL store answers about the maps that it keeps."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from situation.periods import Viewpoint, as_utc
from situation.store.base import Recorded
from situation.store.bodies import BodyReader
from situation.store.postgres_connect import Link
from situation.store.postgres_control import values_at
from situation.store.postgres_log import askable, query, records, rows
from situation.store.times import micros
from situation.terrain_records import Polygon, Terrain

_TERRAIN: Final = query("""
SELECT COLUMNS
FROM source AS s
JOIN terrain AS t ON t.source = s.num
JOIN ENTRY(t)
WHERE t.valid_from <= %(valid_at)s AND t.said_at <= %(valid_at)s AND CURRENT(t) <filters>
ORDER BY s.id, t.valid_from, t.said_at, t.seq
""")
_SOURCES: Final = " AND s.id = ANY(%(sources)s)"
_SINCE: Final = query("""
AND (t.valid_from >= %(since)s OR t.seq = (
    SELECT x.seq FROM terrain AS x
    WHERE x.source = s.num AND x.valid_from <= %(since)s AND x.said_at <= %(valid_at)s
        AND CURRENT(x)
    ORDER BY x.valid_from DESC, x.said_at DESC, x.seq DESC LIMIT 1
))
""")
# A polygon's id follows from its bytes: it has one version, the same at every viewpoint.
_POLYGONS: Final = query("""
SELECT e.seq, e.body FROM version AS v JOIN ENTRY(v)
WHERE v.kind = 'polygon' AND v.id = ANY(%(ids)s)
ORDER BY v.id
""")


def terrain_drawn(
    link: Link,
    bodies: BodyReader,
    viewpoint: Viewpoint,
    *,
    since: datetime | None,
    sources: Collection[str] | None,
) -> tuple[Recorded[Terrain], ...]:
    """`Store.terrain`."""
    values = values_at(link, viewpoint)
    filters = ""
    if sources is not None:
        values["sources"] = askable(sources)
        filters += _SOURCES
    if since is not None:
        values["since"] = min(micros(as_utc(since)), values["valid_at"])
        filters += _SINCE
    sql = _TERRAIN.replace("<filters>", filters)
    return records(rows(link, sql, values), Terrain, bodies)


def polygons_of(link: Link, bodies: BodyReader, ids: Collection[str]) -> tuple[Polygon, ...]:
    """`Store.polygons`."""
    found = (
        bodies.read(Polygon, entry, body.encode())
        for entry, body in rows(link, _POLYGONS, {"ids": askable(ids)})
    )
    return tuple(polygon for polygon in found if polygon is not None)
