"""Distance and direction between two points of the earth, without a library.

The inverse problem on the ellipsoid WGS 84 by T. Vincenty, "Direct and Inverse Solutions of
Geodesics on the Ellipsoid with Application of Nested Equations", Survey Review XXIII (1975) 176.
"""

from math import atan, atan2, cos, degrees, isclose, pi, radians, sin, sqrt, tan
from typing import Final, NamedTuple

EQUATOR_RADIUS_KM: Final = 6_378.137
FLATTENING: Final = 1 / 298.257223563
_POLE_RADIUS_KM: Final = EQUATOR_RADIUS_KM * (1 - FLATTENING)
_ROUNDS: Final = 60
"""Four are enough but for points nearly opposite each other, where the method may not settle."""
_SETTLED: Final = 1e-12
"""Radians of longitude: a hundredth of a millimetre."""

_COMPASS: Final = (
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west",
)  # fmt: skip


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres along the ellipsoid between two points given in degrees.

    Off by less than a millimetre, but by up to 0.5 % for points nearly opposite each other.
    """
    arc = _great_arc(lat1, lon1, lat2, lon2)
    second_eccentricity = (EQUATOR_RADIUS_KM / _POLE_RADIUS_KM) ** 2 - 1
    u2 = arc.cos2_azimuth * second_eccentricity
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    sin_angle, cos_angle, middle = sin(arc.angle), cos(arc.angle), arc.cos_twice_middle
    third = b / 6 * middle * (4 * sin_angle**2 - 3) * (4 * middle**2 - 3)
    shift = b * sin_angle * (middle + b / 4 * (cos_angle * (2 * middle**2 - 1) - third))
    return _POLE_RADIUS_KM * a * (arc.angle - shift)


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Degrees clockwise from true north, 0 to 360, in which the first point sees the second.

    0 where they are one point.
    """
    return _great_arc(lat1, lon1, lat2, lon2).bearing % 360


def compass(degrees_from_north: float) -> str:
    """The nearest of the eight winds: `north-east` for 22.5 up to 67.5 degrees."""
    return _COMPASS[int((degrees_from_north % 360 + 22.5) // 45) % 8]


class _Arc(NamedTuple):
    """The geodesic as an arc of the auxiliary sphere; angles in radians, bearing in degrees."""

    angle: float
    cos_twice_middle: float
    cos2_azimuth: float
    """Squared cosine of the bearing in which the geodesic crosses the equator."""
    bearing: float


def _great_arc(lat1: float, lon1: float, lat2: float, lon2: float) -> _Arc:
    u1 = atan((1 - FLATTENING) * tan(radians(lat1)))
    u2 = atan((1 - FLATTENING) * tan(radians(lat2)))
    difference = (radians(lon2 - lon1) + pi) % (2 * pi) - pi
    longitude = difference
    for _ in range(_ROUNDS):
        arc, sin_azimuth = _arc_on_sphere(u1, u2, longitude)
        moved = difference + _longitude_shift(arc, sin_azimuth)
        if isclose(moved, longitude, rel_tol=0, abs_tol=_SETTLED) or abs(moved) > pi:
            break
        longitude = moved
    return arc


def _arc_on_sphere(u1: float, u2: float, longitude: float) -> tuple[_Arc, float]:
    """The arc, and the sine of the bearing in which it crosses the equator."""
    east = cos(u2) * sin(longitude)
    north = cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(longitude)
    sin_angle = sqrt(east**2 + north**2)
    cos_angle = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(longitude)
    sin_azimuth = cos(u1) * east / sin_angle if sin_angle else 0.0
    cos2_azimuth = 1 - sin_azimuth**2
    # On the equator there is no middle to speak of: the term it stands in vanishes.
    middle = cos_angle - 2 * sin(u1) * sin(u2) / cos2_azimuth if cos2_azimuth else 0.0
    return _Arc(
        angle=atan2(sin_angle, cos_angle),
        cos_twice_middle=middle,
        cos2_azimuth=cos2_azimuth,
        bearing=degrees(atan2(east, north)),
    ), sin_azimuth


def _longitude_shift(arc: _Arc, sin_azimuth: float) -> float:
    """By how much longitude on the sphere is more than longitude on the ellipsoid, in radians."""
    c = FLATTENING / 16 * arc.cos2_azimuth * (4 + FLATTENING * (4 - 3 * arc.cos2_azimuth))
    middle = arc.cos_twice_middle
    inner = middle + c * cos(arc.angle) * (2 * middle**2 - 1)
    return (1 - c) * FLATTENING * sin_azimuth * (arc.angle + c * sin(arc.angle) * inner)
