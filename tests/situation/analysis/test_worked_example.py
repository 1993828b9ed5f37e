"""The figures of the worked example, recomputed from the real map files."""

from datetime import UTC, datetime

import msgspec
import pytest

from situation.analysis.terrain import Gauge
from situation.model import ControlReading, Place
from situation.sources.deepstate import read_mirror
from situation.vocabulary import ControlStatus, PlaceKind
from tests.situation.sources.map_bytes import SHARED

MAPS = SHARED / "data/deepstate-mirror"
NOW = datetime(2025, 11, 10, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not MAPS.exists(), reason="the real maps are not on this machine")


def city(name: str, lat: float, lon: float, population: int) -> Place:
    return Place(
        id=name,
        name=name,
        kind=PlaceKind.CITY,
        country="UA",
        lat=lat,
        lon=lon,
        population=population,
    )


CITIES = [
    city("pokrovsk", 48.2820, 37.1758, 60_127),
    city("kramatorsk", 48.7233, 37.5564, 147_145),
    city("sloviansk", 48.8667, 37.6167, 105_141),
    city("kostiantynivka", 48.5278, 37.7069, 67_350),
    city("myrnohrad", 48.3022, 37.2658, 46_098),
    city("toretsk", 48.3978, 37.8478, 30_914),
    city("chasiv-yar", 48.5867, 37.835, 12_250),
    city("kupiansk", 49.7104, 37.6153, 27_169),
    city("bakhmut", 48.5944, 37.9997, 80_500),
]


def readings_of(day: str) -> dict[str, ControlReading]:
    path = MAPS / f"deepstatemap_data_{day}.geojson"
    map_day = read_mirror(path.read_bytes(), name=path.name, now=NOW)
    measurement = Gauge(CITIES, centre=(36.0, 48.5), occupier="RU").measure(map_day)
    assert measurement.repaired == 0
    return {reading.place: reading for reading in measurement.readings}


@pytest.mark.parametrize(
    ("day", "share", "distance"),
    [
        ("20240708", 0, 24.97),
        ("20250901", 0, 5.12),
        ("20251015", 0, 3.52),
        ("20251101", 0.051, 1.56),
        ("20251103", 0.197, 0.03),
        ("20251105", 0.222, 0.03),
    ],
)
def test_pokrovsk_day_by_day(day: str, share: float, distance: float) -> None:
    reading = readings_of(day)["pokrovsk"]
    assert reading.shares is not None
    assert reading.shares.occupied == pytest.approx(share, abs=0.005)
    assert reading.distance_km == pytest.approx(distance, abs=0.05)
    assert reading.footprint_km == 2.77


def test_the_rose_of_5_november() -> None:
    reading = readings_of("20251105")["pokrovsk"]
    expected = (0.09, 0, 0, 0, 0, 0.80, 0.98, 0.35, 0)
    assert reading.sectors is not None
    assert msgspec.structs.astuple(reading.sectors) == pytest.approx(expected, abs=0.02)
    assert reading.status is ControlStatus.CONTESTED


@pytest.mark.parametrize(
    ("place", "share", "distance"),
    [
        ("kramatorsk", 0, 19.81),
        ("sloviansk", 0, 24.56),
        ("kostiantynivka", 0, 9.37),
        ("myrnohrad", 0.005, 1.90),
        ("toretsk", 0.930, None),
        ("chasiv-yar", 0.850, None),
        ("kupiansk", 0.142, None),
        ("bakhmut", 1.0, -11.09),
    ],
)
def test_other_cities_on_5_november(place: str, share: float, distance: float | None) -> None:
    reading = readings_of("20251105")[place]
    assert reading.shares is not None
    assert reading.shares.occupied == pytest.approx(share, abs=0.005)
    assert distance is None or reading.distance_km == pytest.approx(distance, abs=0.05)
