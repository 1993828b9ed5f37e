"""The plane that maps are drawn on: that of `analysis.plane`, in plain arithmetic.

Lambert azimuthal equal-area of the ellipsoid WGS 84, oblique aspect: J. P. Snyder, Map Projections:
A Working Manual, USGS Professional Paper 1395 (1987), pp. 187–190; equation numbers are his.
"""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from math import asin, atan2, atanh, cos, degrees, hypot, nan, radians, sin, sqrt
from typing import Final

from situation.errors import InputError
from situation.maps.slices import are_finite, bounds_of

_SEMI_MAJOR_AXIS: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257223563
_E2: Final = _FLATTENING * (2 - _FLATTENING)
_E: Final = sqrt(_E2)
_LARGEST_LATITUDE: Final = 89.0
"""Of a centre: at the poles the oblique aspect has no meaning."""
_NEAREST_TO_ANTIPODE: Final = 1e-10


class EqualAreaPlane:
    """A plane round a point of the earth, in metres east and north of it.

    Args:
        centre: longitude and latitude in degrees, not within one degree of a pole.

    Raises:
        InputError: the centre is no such point.
    """

    def __init__(self, centre: tuple[float, float]) -> None:
        lon, lat = centre
        if not (abs(lon) <= 180 and abs(lat) <= _LARGEST_LATITUDE):
            raise InputError(
                "the middle of the map must lie within 180° east or west and 89° north or south"
            )
        self._lon = lon
        self._q_pole = _q(1.0)
        beta = asin(_q(sin(radians(lat))) / self._q_pole)
        self._sin_beta, self._cos_beta = sin(beta), cos(beta)
        self._radius = _SEMI_MAJOR_AXIS * sqrt(self._q_pole / 2)  # (3-13)
        parallel = cos(radians(lat)) / sqrt(1 - _E2 * sin(radians(lat)) ** 2)  # (14-15)
        self._d = _SEMI_MAJOR_AXIS * parallel / (self._radius * self._cos_beta)  # (24-20)

    def forward(
        self, lons: Sequence[float], lats: Sequence[float]
    ) -> "tuple[array[float], array[float]]":
        """The vertices of a ring or line on the plane.

        Args:
            lons: longitudes in degrees.
            lats: latitudes in degrees, as many.

        Returns:
            Metres east and metres north of the centre, one for each vertex.

        Raises:
            InputError: a vertex is no point of the earth or has no place on the plane, or two that
                follow each other lie more than half the globe apart, as at the antimeridian.
        """
        if len(lons) != len(lats):
            raise InputError("a ring has more longitudes than latitudes, or the other way round")
        _check_degrees(lons, lats)
        xs, ys = array("d", bytes(8 * len(lons))), array("d", bytes(8 * len(lons)))
        try:
            for index, (lon, lat) in enumerate(zip(lons, lats, strict=True)):
                xs[index], ys[index] = self._position(lon, lat)
        except (ZeroDivisionError, ValueError):
            raise InputError("a ring reaches to the other side of the earth") from None
        return xs, ys

    def inverse(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude in degrees of a point of the plane; (nan, nan) where none is.

        The latitude is good to some centimetres: the series (3-18) ends with the sixth power of e.
        """
        across, along = x / self._d, y * self._d
        rho = hypot(across, along)
        if rho == 0:
            sin_beta, east, north = self._sin_beta, 0.0, 1.0
        elif rho <= 2 * self._radius:
            arc = 2 * asin(rho / (2 * self._radius))  # (24-29)
            sin_beta = cos(arc) * self._sin_beta + along * sin(arc) * self._cos_beta / rho
            east = across * sin(arc)
            north = rho * self._cos_beta * cos(arc) - along * self._sin_beta * sin(arc)
        else:
            return nan, nan
        lon = self._lon + degrees(atan2(east, north))
        lat = degrees(_geodetic(asin(max(-1.0, min(1.0, sin_beta)))))
        return (lon + 180) % 360 - 180, lat

    def _position(self, lon: float, lat: float) -> tuple[float, float]:
        sin_beta = max(-1.0, min(1.0, _q(sin(radians(lat))) / self._q_pole))  # (3-11)
        cos_beta = sqrt(1 - sin_beta * sin_beta)
        turn = radians(lon - self._lon)
        toward = cos_beta * cos(turn)
        reach = 1 + self._sin_beta * sin_beta + self._cos_beta * toward
        if reach < _NEAREST_TO_ANTIPODE:
            raise ZeroDivisionError
        scale = self._radius * sqrt(2 / reach)  # (24-19)
        return (
            scale * self._d * cos_beta * sin(turn),  # (24-17)
            scale / self._d * (self._cos_beta * sin_beta - self._sin_beta * toward),  # (24-18)
        )


def _q(sin_lat: float) -> float:
    """Snyder's q of a latitude (3-12), its logarithm written as an inverse hyperbolic tangent."""
    return (1 - _E2) * (sin_lat / (1 - _E2 * sin_lat * sin_lat) + atanh(_E * sin_lat) / _E)


def _geodetic(beta: float) -> float:
    """The latitude of an authalic latitude, both in radians (3-18)."""
    return (
        beta
        + (_E2 / 3 + 31 * _E2**2 / 180 + 517 * _E2**3 / 5040) * sin(2 * beta)
        + (23 * _E2**2 / 360 + 251 * _E2**3 / 3780) * sin(4 * beta)
        + 761 * _E2**3 / 45360 * sin(6 * beta)
    )


def _check_degrees(lons: Sequence[float], lats: Sequence[float]) -> None:
    if not are_finite(lons, lats):
        raise InputError("a coordinate of a ring is not a finite number")
    west, south, east, north = bounds_of(lons, lats) if lons else (0, 0, 0, 0)
    if max(-west, east) > 180 or max(-south, north) > 90:
        raise InputError("a coordinate of a ring lies outside ±180° east or ±90° north")
    if max((abs(after - before) for before, after in pairwise(lons)), default=0) > 180:
        raise InputError("a ring crosses the antimeridian")
