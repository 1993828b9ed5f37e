"""The plane of the maps against pyproj, and rings that have no place on it."""

from math import hypot, inf, isnan, nan

import pytest
from pyproj import Transformer

from situation.errors import InputError
from situation.maps.projection import EqualAreaPlane
from situation.pack import load_pack


@pytest.mark.parametrize("centre", [(36.0, 48.5), (0.0, 0.0), (-70.0, -33.0), (170.0, 60.0)])
def test_it_is_the_plane_of_the_measurements(centre: tuple[float, float]) -> None:
    west, south, east, north = load_pack().bounds
    middle = (west + east) / 2, (south + north) / 2
    lons = [centre[0] + (east - west) * (step - 10) / 20 for step in range(21)]
    lats = [centre[1] + (north - south) * (step - 10) / 20 for step in range(21)]
    assert middle != centre
    grid = [((lon + 180) % 360 - 180, lat) for lon in lons for lat in lats]
    theirs = Transformer.from_crs(
        "EPSG:4326",
        f"+proj=laea +lon_0={centre[0]} +lat_0={centre[1]} +datum=WGS84",
        always_xy=True,
    )
    plane = EqualAreaPlane(centre)
    for lon, lat in grid:
        (x,), (y,) = plane.forward([lon], [lat])
        there = theirs.transform(lon, lat)
        assert hypot(x - there[0], y - there[1]) < 0.001
        assert plane.inverse(x, y) == pytest.approx((lon, lat), abs=1e-6)


def test_the_bounds_of_the_bundled_situation_are_within_a_metre() -> None:
    pack = load_pack()
    west, south, east, north = pack.bounds
    plane = EqualAreaPlane(pack.centre)
    lon, lat = pack.centre
    theirs = Transformer.from_crs(
        "EPSG:4326", f"+proj=laea +lon_0={lon} +lat_0={lat} +datum=WGS84", always_xy=True
    )
    lons, lats = [west, east, east, west, lon], [south, south, north, north, lat]
    xs, ys = plane.forward(lons, lats)
    for x, y, there in zip(xs, ys, zip(*theirs.transform(lons, lats), strict=True), strict=True):
        assert hypot(x - there[0], y - there[1]) < 1


def test_the_centre_is_the_origin() -> None:
    plane = EqualAreaPlane((36, 48.5))
    assert plane.inverse(0, 0) == pytest.approx((36, 48.5), abs=1e-7)


def test_no_point_of_the_earth_lies_beyond_the_plane() -> None:
    assert all(isnan(degrees) for degrees in EqualAreaPlane((36, 48.5)).inverse(2e7, 0))


@pytest.mark.parametrize(
    ("lons", "lats", "why"),
    [
        ([179.0, -179.0], [60.0, 60.0], "antimeridian"),
        ([36.0, nan], [48.0, 48.0], "finite"),
        ([36.0, 37.0], [48.0, inf], "finite"),
        ([36.0, 190.0], [48.0, 48.0], "±180°"),
        ([36.0, 36.0], [48.0, 90.5], "±90°"),
        ([-144.0], [-48.5], "other side"),
        ([36.0, 37.0], [48.0], "longitudes"),
    ],
)
def test_a_ring_without_a_place_on_the_plane_says_why(
    lons: list[float], lats: list[float], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        EqualAreaPlane((36, 48.5)).forward(lons, lats)


@pytest.mark.parametrize("centre", [(36.0, 90.0), (nan, 48.0), (200.0, 48.0)])
def test_a_map_needs_a_middle(centre: tuple[float, float]) -> None:
    with pytest.raises(InputError, match="middle of the map"):
        EqualAreaPlane(centre)
