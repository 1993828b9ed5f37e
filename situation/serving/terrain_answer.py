"""One source's map of a day as GeoJSON (RFC 7946), every polygon with what it stands for."""

import asyncio
from collections.abc import Mapping

from situation.cast import read_cast
from situation.errors import InputError
from situation.lookup import find_source
from situation.maps.wkb import polygon_rings
from situation.model import Source
from situation.reports.jsontext import Json, instant
from situation.serving.endpoints import Asked
from situation.serving.problems import refused
from situation.serving.queries import Times, viewpoint_of
from situation.serving.service import Service
from situation.terrain_records import MapArea, Polygon, Terrain


async def ask_map(service: Service, asked: Asked[Times]) -> dict[str, Json]:
    """The map in force at the viewpoint; `sitmon.missing` counts polygons that are not there."""
    viewpoint = viewpoint_of(asked.query, service.now)
    cast = await read_cast(service.store, viewpoint)
    source = find_source(cast.sources, asked.path["source"])
    found = await service.store.terrain(viewpoint, since=viewpoint.valid_at, sources=[source.id])
    if not found:
        raise refused(404, f"no map of {source.id} is kept that was drawn by then")
    terrain = found[-1].record
    polygons = await service.store.polygons({area.polygon for area in terrain.areas})
    by_id = {polygon.id: polygon for polygon in polygons}
    return await asyncio.to_thread(_collection, terrain, source, by_id)


def _collection(
    terrain: Terrain, source: Source, polygons: Mapping[str, Polygon]
) -> dict[str, Json]:
    features = [_feature(area, polygons.get(area.polygon)) for area in terrain.areas]
    whole = [feature for feature in features if feature is not None]
    about: Json = {
        "source": source.id,
        "credit": source.credit or source.name,
        "licence": source.licence.value,
        "terms": source.terms or None,
        "valid_from": instant(terrain.valid_from),
        "said_at": instant(terrain.said_at),
        "url": terrain.url or None,
        "missing": len(features) - len(whole),
    }
    return {"type": "FeatureCollection", "sitmon": about, "features": [*whole]}


def _feature(area: MapArea, polygon: Polygon | None) -> dict[str, Json] | None:
    if polygon is None:
        return None
    try:
        rings = polygon_rings(polygon.wkb)
    except InputError:
        return None
    coordinates: list[Json] = [
        [[lon, lat] for lon, lat in zip(lons, lats, strict=True)] for lons, lats in rings
    ]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": coordinates},
        "properties": {
            "status": area.status.value,
            "label": area.label,
            "polygon": area.polygon,
        },
    }
