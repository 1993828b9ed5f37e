"""What changed hands between two maps, in km². Imported only where a difference is asked for."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from situation.maps.scene import ChangeOfHands, Ring

SQUARE_METRES_PER_KM2 = 1_000_000


def change_of_hands(
    first: Iterable[Sequence[Ring]], second: Iterable[Sequence[Ring]]
) -> ChangeOfHands:
    """Measure the ground that only one of two maps covers.

    Args:
        first: the polygons of the map asked for, the outer ring of each first, on the equal-area
            plane.
        second: those of the map it is compared with.

    Rings that cross themselves or each other are repaired as in `analysis.plane`, and what several
    polygons of one map cover counts once.
    """
    covered, covered_before = _ground(first), _ground(second)
    return ChangeOfHands(
        newly_occupied_km2=_km2_lacking(covered, covered_before),
        no_longer_occupied_km2=_km2_lacking(covered_before, covered),
    )


def _km2_lacking(ground: shapely.Geometry, other: shapely.Geometry) -> float:
    return float(shapely.area(shapely.difference(ground, other))) / SQUARE_METRES_PER_KM2


def _ground(polygons: Iterable[Sequence[Ring]]) -> shapely.Geometry:
    shapes = np.array([_shape(rings) for rings in polygons if rings], dtype=object)
    return shapely.disjoint_subset_union_all(_repaired(shapes)) if len(shapes) else _NOWHERE


def _shape(rings: Sequence[Ring]) -> shapely.Polygon:
    outer, *holes = (
        np.column_stack((np.frombuffer(ring.xs), np.frombuffer(ring.ys))) for ring in rings
    )
    return shapely.Polygon(outer, holes)


def _repaired(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return shapes


_NOWHERE = shapely.Polygon()
