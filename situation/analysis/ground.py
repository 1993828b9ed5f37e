"""One status of one source's maps, followed from map to map at a fixed set of places.

Day by day a map hardly changes: some twenty of its three thousand edge segments. What a place
measures depends only on the edge near it and on the side its point lies on, so only the places
near a changed segment are measured again. The result is the same as that of measuring anew.
"""

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from situation.analysis.footprint import CELLS
from situation.analysis.layer import Layer, distances_within
from situation.analysis.plane import Metres, Plane
from situation.mapday import Area

TOUCH: Final = 0.001
"""Metres within which a segment counts as near, whatever the last digits of a distance are."""
_SEGMENT_BYTES: Final = 4 * 8


class Footprints(Struct, frozen=True, kw_only=True):
    """The ground of n places on a plane, in metres."""

    points: Metres
    """Shape (n, 2)."""
    radii: Metres
    """Shape (n,)."""
    cells: NDArray[np.object_]
    """Polygons of the nine cells of each disc, shape (n, 9)."""
    cell_areas: Metres
    """Shape (n, 9)."""
    boxes: Metres
    """West, south, east and north of each disc, shape (n, 4)."""


class Measures(Struct, frozen=True, kw_only=True):
    """What one status of one map measures at n places."""

    distances: Metres
    """Metres to the nearest edge, negative inside, infinite without ground; shape (n,)."""
    parts: Metres
    """Covered part of each cell, 0 to 1, shape (n, 9)."""
    repaired: int
    """Polygons that had to be repaired first."""


class _State(Struct, frozen=True, kw_only=True):
    areas: tuple[Area, ...]
    segments: frozenset[bytes]
    measures: Measures


class Ground:
    """Measures the areas of one status; remembers the last ones."""

    def __init__(self, plane: Plane, footprints: Footprints) -> None:
        self._plane = plane
        self._at = footprints
        everywhere = np.full(len(footprints.points), np.inf)
        nothing = Measures(
            distances=everywhere, parts=np.zeros((len(everywhere), CELLS)), repaired=0
        )
        self._last = _State(areas=(), segments=frozenset(), measures=nothing)

    def measure(self, areas: tuple[Area, ...]) -> Measures:
        """Measure a map's areas of this status.

        Raises:
            InputError: a vertex has no place on the plane.
            shapely.errors.GEOSException: the geometry library gave up on the polygons.
        """
        # Sizes first: they tell nearly all maps apart without a look at their vertices.
        if _sizes(areas) != _sizes(self._last.areas) or areas != self._last.areas:
            self._last = self._followed(areas)
        return self._last.measures

    def _followed(self, areas: tuple[Area, ...]) -> _State:
        polygons, repaired = self._plane.polygons(areas)
        layer = Layer(polygons)
        segments = frozenset(_keys(layer.segments()))
        before = self._last.measures
        changed = _segments_of(segments ^ self._last.segments)
        distances = np.abs(before.distances)
        reach = np.maximum(distances, self._at.radii) + TOUCH
        to_changed = distances_within(changed, self._at.points, reach)
        touched = to_changed <= distances + TOUCH
        distances[touched] = layer.edge_distances(self._at.points[touched])
        inside = layer.contains(self._at.points)
        parts = self._parts(layer, distances, inside, to_changed)
        measures = Measures(
            distances=np.where(inside, -distances, distances), parts=parts, repaired=repaired
        )
        return _State(areas=areas, segments=segments, measures=measures)

    def _parts(
        self, layer: Layer, distances: Metres, inside: NDArray[np.bool_], to_changed: Metres
    ) -> Metres:
        before = self._last.measures
        # A disc that no edge crosses lies wholly on one side, the side of its point.
        parts = np.repeat(inside[:, np.newaxis].astype(np.float64), CELLS, axis=1)
        crossed = distances < self._at.radii + TOUCH
        # On the very edge a point does not tell which side is covered.
        is_sided = (distances > TOUCH) & ((before.distances < 0) == inside)
        same = is_sided & (to_changed > self._at.radii + TOUCH)
        kept = crossed & same
        parts[kept] = before.parts[kept]
        again = crossed & ~same
        covered = layer.covered(self._at.cells[again], self._at.boxes[again])
        parts[again] = covered / self._at.cell_areas[again]
        return parts


def _sizes(areas: tuple[Area, ...]) -> list[int]:
    return [len(ring) for area in areas for ring in area.rings]


def _keys(segments: Metres) -> list[bytes]:
    """Each segment of shape (n, 4) as its bytes: exact, and fast to compare by the thousand."""
    rows = np.ascontiguousarray(segments).view(f"V{_SEGMENT_BYTES}")
    keys: list[bytes] = rows.ravel().tolist()
    return keys


def _segments_of(keys: frozenset[bytes]) -> Metres:
    return np.frombuffer(b"".join(keys), dtype=np.float64).reshape(-1, 4)
