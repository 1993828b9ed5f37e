"""The plane on which maps are measured: Lambert azimuthal equal-area, WGS 84, in metres.

Areas are exact everywhere on it; distances within 600 km of its centre are off by less than 0.1 %.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from situation.analysis.burden import require_bearable
from situation.errors import InputError
from situation.mapday import Area

Metres = NDArray[np.float64]
LIGHT: Final = 5_000
"""Edges of a map that is measured without asking how much work it is, if it is valid."""


class Plane:
    """A plane centred on a situation.

    Args:
        centre: longitude and latitude in degrees.
    """

    def __init__(self, centre: tuple[float, float]) -> None:
        lon, lat = centre
        self._to_plane = Transformer.from_crs(
            "EPSG:4326",
            f"+proj=laea +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m",
            always_xy=True,
        )

    def positions(self, lons: Metres, lats: Metres) -> Metres:
        """Degrees, each of shape (n,), as metres east and north of the centre, shape (n, 2)."""
        return np.column_stack(self._to_plane.transform(lons, lats))

    def polygons(self, areas: Sequence[Area]) -> tuple[NDArray[np.object_], int]:
        """A map's areas on the plane.

        Returns:
            One valid polygon or multipolygon for each area, and how many had to be repaired (rings
            that cross themselves or each other) to be so.

        Raises:
            InputError: a vertex has no place on the plane, or it is too much work.
        """
        rings = [ring for area in areas for ring in area.rings]
        degrees = np.fromiter(chain.from_iterable(chain.from_iterable(rings)), dtype=np.float64)
        metres = self.positions(degrees[0::2], degrees[1::2])
        if not np.isfinite(metres).all():
            raise InputError("a polygon reaches to the other side of the earth")
        ring_of_vertex = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
        area_of_ring = np.repeat(np.arange(len(areas)), [len(area.rings) for area in areas])
        polygons = shapely.polygons(
            shapely.linearrings(metres, indices=ring_of_vertex), indices=area_of_ring
        )
        joined = ring_of_vertex[1:] == ring_of_vertex[:-1]
        edges = np.hstack((metres[:-1][joined], metres[1:][joined]))
        # Looking for what is broken can take as long as repairing it.
        if len(edges) > LIGHT:
            require_bearable(edges)
        broken = ~shapely.is_valid(polygons)
        if len(edges) <= LIGHT and broken.any():
            require_bearable(edges)
        polygons[broken] = shapely.make_valid(
            polygons[broken], method="structure", keep_collapsed=False
        )
        if len(polygons) and not shapely.area(polygons).any():
            # It would read as a day on which nothing was occupied.
            raise InputError("its areas cover no ground")
        return polygons, int(broken.sum())
