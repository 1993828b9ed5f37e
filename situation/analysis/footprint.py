"""The ground that a place's shares are measured on: a disc round its point, and its compass rose.

The disc stands for the place where nobody has its outline and is always named with its radius
(`footprint_radius`), so that it is not mistaken for the city limit.
"""

from math import pi
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

CORNERS: Final = 128
"""Corners of the polygon that stands for a circle: 0.04 % of its area is lost, and every share is
taken of the polygon's own area. A multiple of 16, so that octants meet corners."""
OCTANTS: Final = 8
CELLS: Final = 1 + OCTANTS
"""The centre, then the octants clockwise from north."""


def rose(x: float, y: float, radius: float) -> NDArray[np.object_]:
    """The nine cells of a disc, which together are the disc.

    Args:
        x: east of the plane's origin, like `y` and `radius` in one unit of length.
        y: north of the plane's origin.
        radius: of the disc; the centre cell is the disc of half of it.

    Returns:
        Nine polygons: centre, N, NE, E, SE, S, SW, W, NW. N is centred on the plane's y axis:
        grid north, which differs from true north by one degree for each 1.3 degrees of longitude
        between the place and the middle of the plane.
    """
    step = 2 * pi / CORNERS
    half_octant = CORNERS // OCTANTS // 2
    bearings = step * (np.arange(CORNERS + 1) - half_octant)
    directions = np.column_stack((np.sin(bearings), np.cos(bearings)))
    outer = np.array([x, y]) + radius * directions
    inner = np.array([x, y]) + radius / 2 * directions
    cells = [shapely.polygons(inner)]
    for octant in range(OCTANTS):
        arc = slice(2 * half_octant * octant, 2 * half_octant * (octant + 1) + 1)
        cells.append(shapely.polygons(np.concatenate((outer[arc], inner[arc][::-1]))))
    return np.array(cells, dtype=object)
