"""The radius of the disc that stands for a place, without the libraries that measure on it.

The disc has the area of the population at 2,500 per km², the usual density of the towns in
question; its radius is kept between 0.5 and 15 km.
"""

from math import pi, sqrt
from typing import Final

PEOPLE_PER_KM2: Final = 2_500
SMALLEST_KM: Final = 0.5
LARGEST_KM: Final = 15.0


def radius_km(population: int | None) -> float:
    """Radius of a place's disc in km; the smallest where the population is not known."""
    if population is None:
        return SMALLEST_KM
    return min(max(sqrt(population / PEOPLE_PER_KM2 / pi), SMALLEST_KM), LARGEST_KM)
