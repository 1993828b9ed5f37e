"""All ground of one status on one map: where its edge runs, and how much of a cell it covers."""

import numpy as np
import shapely
from numpy.typing import NDArray

from situation.analysis.plane import Metres


class Layer:
    """The union of polygons on a plane. No polygons are no ground, which is nowhere near.

    Args:
        polygons: valid polygons or multipolygons in metres, shape (n,).
    """

    def __init__(self, polygons: NDArray[np.object_]) -> None:
        # Neighbours are merged so that the border between two polygons of one status is no edge;
        # polygons that meet no other, nearly all of a dissolved map, cost nothing.
        ground = shapely.disjoint_subset_union_all(polygons)
        self._ground = ground if len(polygons) else shapely.MultiPolygon()
        self._edge = shapely.boundary(self._ground)
        shapely.prepare(self._ground)

    def segments(self) -> Metres:
        """Every straight piece of the edge as x and y of its two ends, shape (n, 4)."""
        ends, line_of_end = shapely.get_coordinates(
            shapely.get_parts(self._edge), return_index=True
        )
        joined = line_of_end[1:] == line_of_end[:-1]
        return np.hstack((ends[:-1][joined], ends[1:][joined]))

    def contains(self, points: Metres) -> NDArray[np.bool_]:
        """Whether each point, shape (n, 2), lies on the ground."""
        return np.asarray(shapely.contains_xy(self._ground, points), dtype=np.bool_)

    def edge_distances(self, points: Metres) -> Metres:
        """Metres from each point, shape (n, 2), to the nearest edge; infinite without ground."""
        distances = np.asarray(shapely.distance(shapely.points(points), self._edge))
        return np.where(np.isnan(distances), np.inf, distances)

    def covered(self, cells: NDArray[np.object_], boxes: Metres) -> Metres:
        """Square metres of each cell that the ground covers.

        Args:
            cells: rows of polygons, shape (n, cells).
            boxes: west, south, east and north of each row, shape (n, 4).

        Returns:
            Areas of shape (n, cells).
        """
        # One clip of the large ground to a row's box makes the many small intersections cheap.
        clipped = np.empty((len(cells), 1), dtype=object)
        for index, box in enumerate(boxes.tolist()):
            clipped[index, 0] = self._clipped(*box)
        return np.asarray(shapely.area(shapely.intersection(cells, clipped)), dtype=np.float64)

    def _clipped(self, west: float, south: float, east: float, north: float) -> object:
        clipped = shapely.clip_by_rect(self._ground, west, south, east, north)
        # The fast clip can leave rings that touch along a line; the exact one cannot.
        if shapely.is_valid(clipped):
            return clipped
        return shapely.intersection(self._ground, shapely.box(west, south, east, north))


def distances_within(segments: Metres, points: Metres, reach: Metres) -> Metres:
    """Metres from each point to the nearest segment, where that is not beyond the point's reach.

    Args:
        segments: x and y of both ends, shape (m, 4), as `Layer.segments` gives them.
        points: shape (n, 2).
        reach: metres, shape (n,).

    Returns:
        Distances of shape (n,); infinite where no segment is within reach.
    """
    lines = shapely.multilinestrings(shapely.linestrings(segments.reshape(-1, 2, 2)))
    shapely.prepare(lines)
    located = shapely.points(points)
    near = shapely.dwithin(lines, located, reach)
    distances = np.full(len(points), np.inf)
    distances[near] = shapely.distance(lines, located[near])
    return distances
