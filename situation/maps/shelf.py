"""Polygons out of a store as rings ready to be drawn; those drawn lately are kept.

From one day to the next a map changes one or two of its polygons: only these are read and prepared.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from situation.errors import InputError
from situation.mapframe import MapFrame
from situation.maps.prepare import prepared_ring
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import Ring
from situation.maps.wkb import polygon_rings
from situation.store.base import Store
from situation.terrain_records import Polygon

VERTICES_KEPT: Final = 3_000_000
"""About a hundred megabytes; a year of daily maps of a front fits several times."""

Rings: TypeAlias = tuple[Ring, ...]
"""One polygon; empty where it has no place on the plane."""


class Shelf:
    """Prepared polygons by id, the last used kept longest.

    It belongs to one event loop: threads prepare, they do not touch it.

    Args:
        frame: of the situation on whose plane they are drawn.
        vertices: how many are kept, in all polygons together.
    """

    def __init__(self, frame: MapFrame, vertices: int = VERTICES_KEPT) -> None:
        self._plane = EqualAreaPlane(frame.centre)
        self._room = vertices
        self._kept: OrderedDict[str, Rings] = OrderedDict()

    async def take(self, store: Store, ids: Iterable[str]) -> dict[str, Rings]:
        """Polygons by id, read and prepared where they are not at hand.

        Args:
            store: where from.
            ids: which; those that the store lacks are left out.

        Raises:
            StoreError: the store cannot be read.
        """
        wanted = dict.fromkeys(ids)
        at_hand = {key: self._kept[key] for key in wanted if key in self._kept}
        lacking = [key for key in wanted if key not in at_hand]
        if lacking:
            polygons = await store.polygons(lacking)
            at_hand |= await asyncio.to_thread(prepared_polygons, polygons, self._plane)
        self._keep(at_hand)
        return at_hand

    def _keep(self, used: Mapping[str, Rings]) -> None:
        for key, rings in used.items():
            if key not in self._kept:
                self._room -= size(rings)
                self._kept[key] = rings
            self._kept.move_to_end(key)
        while self._room < 0:
            _, forgotten = self._kept.popitem(last=False)
            self._room += size(forgotten)


def prepared_polygons(polygons: Iterable[Polygon], plane: EqualAreaPlane) -> dict[str, Rings]:
    """Put polygons on a plane, by id.

    A polygon that cannot be read, or whose outer ring has no place on the plane, has no rings; a
    hole that has none is left out.
    """
    return {polygon.id: _rings(polygon, plane) for polygon in polygons}


def _rings(polygon: Polygon, plane: EqualAreaPlane) -> Rings:
    try:
        outer, *holes = polygon_rings(polygon.wkb)
        rings = [prepared_ring(*plane.forward(*outer))]
    except InputError:
        return ()
    for hole in holes:
        try:
            rings.append(prepared_ring(*plane.forward(*hole)))
        except InputError:
            continue
    return tuple(rings)


def size(rings: Rings) -> int:
    """What a polygon takes: the vertices of its rings and of their simpler copies, and one more."""
    # So that polygons without rings take room too.
    copies = (copy.ring for ring in rings for copy in ring.simpler)
    return 1 + sum(len(ring.xs) for ring in (*rings, *copies))
