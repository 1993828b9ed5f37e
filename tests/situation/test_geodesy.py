from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from situation.geodesy import bearing, compass, distance_km

WGS84 = Geod(ellps="WGS84")
POKROVSK = (48.282, 37.1758)


@given(
    lat=st.floats(-80, 80),
    lon=st.floats(-180, 180),
    azimuth=st.floats(0, 360, exclude_max=True),
    metres=st.floats(10, 1_500_000),
)
def test_distance_and_bearing_agree_with_the_geodesic_reference(
    lat: float, lon: float, azimuth: float, metres: float
) -> None:
    lon2, lat2, _ = WGS84.fwd(lon, lat, azimuth, metres)
    assert isclose(distance_km(lat, lon, lat2, lon2) * 1000, metres, rel_tol=1e-6, abs_tol=0.001)
    off = (bearing(lat, lon, lat2, lon2) - azimuth + 180) % 360 - 180
    assert abs(off) < 0.01


@pytest.mark.parametrize(
    ("second", "km", "wind"),
    [((48.8533, 37.6053), 71.0, "north-east"), ((48.282, 37.1758), 0.0, "north")],
)
def test_sloviansk_lies_north_east_of_pokrovsk(
    second: tuple[float, float], km: float, wind: str
) -> None:
    assert distance_km(*POKROVSK, *second) == pytest.approx(km, abs=0.5)
    assert compass(bearing(*POKROVSK, *second)) == wind


@given(st.tuples(*(st.floats(low, -low) for low in (-90, -180, -90, -180))))
def test_any_two_points_have_a_finite_distance_that_is_the_same_both_ways(
    points: tuple[float, float, float, float],
) -> None:
    lat1, lon1, lat2, lon2 = points
    there, back = distance_km(lat1, lon1, lat2, lon2), distance_km(lat2, lon2, lat1, lon1)
    assert 0 <= there < 20_100
    assert isclose(there, back, rel_tol=0.006, abs_tol=1e-6)
    assert 0 <= bearing(lat1, lon1, lat2, lon2) <= 360


def test_points_on_the_equator_and_across_the_antimeridian() -> None:
    assert distance_km(0, 10, 0, 11) == pytest.approx(111.3195, abs=0.001)
    assert distance_km(50, 179.5, 50, -179.5) == pytest.approx(distance_km(50, 0, 50, 1))
    assert bearing(0, 0, 0, 1) == pytest.approx(90)


@pytest.mark.parametrize(
    ("degrees", "wind"),
    [(0, "north"), (22.4, "north"), (22.5, "north-east"), (180, "south"), (337.5, "north"),
     (359.9, "north"), (337.4, "north-west"), (-90, "west"), (720, "north")],
)  # fmt: skip
def test_compass_names_the_nearest_wind(degrees: float, wind: str) -> None:
    assert compass(degrees) == wind
