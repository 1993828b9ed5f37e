"""From a map as it was read to what a store keeps of it: each distinct polygon once."""

from collections.abc import Iterable

from msgspec import Struct

from situation.analysis.runs import coverage_id
from situation.mapday import MapDay, Skipped
from situation.maps.wkb import polygon_id, polygon_wkb
from situation.terrain_records import MAX_WKB_BYTES, MapArea, Polygon, Terrain
from situation.vocabulary import AreaStatus


class Lacking(Struct, frozen=True, kw_only=True):
    """What a store lacks of one map."""

    polygons: tuple[Polygon, ...]
    terrain: Terrain | None
    """None: the store has this very map."""
    skipped: tuple[Skipped, ...]
    """Polygons that are too large to be kept."""


class KeptMaps:
    """What a store keeps of one source's maps.

    Args:
        terrains: the newest versions of the source's maps.
    """

    def __init__(self, terrains: Iterable[Terrain] = ()) -> None:
        self._terrains = {terrain.id: terrain for terrain in terrains}
        self._polygons = {
            area.polygon for terrain in self._terrains.values() for area in terrain.areas
        }

    def add(self, day: MapDay) -> Lacking:
        """Take a map in; say what is to be appended so that the store has it.

        A polygon that is too large to be kept is still named by the map: without it the map is
        not whole, and must not be taken for it.

        Raises:
            InputError: an area's rings are no polygon.
        """
        polygons: dict[str, Polygon] = {}
        skipped: list[Skipped] = []
        areas: list[MapArea] = []
        for number, area in enumerate(day.areas, start=1):
            wkb = polygon_wkb(area.rings)
            polygon = polygon_id(wkb)
            areas.append(MapArea(polygon=polygon, status=area.status, label=area.label))
            if len(wkb) > MAX_WKB_BYTES:
                skipped.append(_too_large(f"{day.document.name}: area {number}"))
            elif polygon not in self._polygons:
                polygons[polygon] = Polygon(id=polygon, wkb=wkb)
        self._polygons.update(polygons)
        terrain = _terrain(day, tuple(areas))
        is_known = self._terrains.get(terrain.id) == terrain
        self._terrains[terrain.id] = terrain
        return Lacking(
            polygons=tuple(polygons.values()),
            terrain=None if is_known else terrain,
            skipped=tuple(skipped),
        )


def _terrain(day: MapDay, areas: tuple[MapArea, ...]) -> Terrain:
    return Terrain(
        id=f"terrain:{coverage_id(day.source, day.valid_from)}",
        source=day.source,
        valid_from=day.valid_from,
        said_at=day.said_at,
        statuses=tuple(status for status in AreaStatus if status in day.statuses),
        areas=areas,
        document=day.document.id,
        url=day.document.url,
    )


def _too_large(where: str) -> Skipped:
    return Skipped(where=where, why=f"its outline, over {MAX_WKB_BYTES:,} bytes, is not kept")
