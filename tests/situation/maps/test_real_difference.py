"""What changed hands between two real days, against pyproj and shapely on the files themselves."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely

from situation.analysis.plane import Plane
from situation.mapday import Area
from situation.maps.difference import change_of_hands
from situation.maps.prepare import prepared_ring
from situation.maps.projection import EqualAreaPlane
from situation.maps.scene import Ring
from situation.sources.deepstate import read_mirror

MIRROR = Path(__file__).parents[3] / "../shared/data/deepstate-mirror"
CENTRE = (36.0, 48.5)
BOUNDS = (22.0, 44.0, 40.5, 52.6)


def areas_of(day: str) -> tuple[Area, ...]:
    name = f"deepstatemap_data_{day}.geojson"
    path = MIRROR / name
    if not path.exists():
        pytest.skip("the project's shared captures are not here")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return read_mirror(path.read_bytes(), name=name, now=now, bounds=BOUNDS).areas


def drawn(areas: tuple[Area, ...]) -> list[tuple[Ring, ...]]:
    plane = EqualAreaPlane(CENTRE)
    return [
        tuple(prepared_ring(*plane.forward(*zip(*ring, strict=True))) for ring in area.rings)
        for area in areas
    ]


def test_october_against_november() -> None:
    before, now = areas_of("20251006"), areas_of("20251105")
    change = change_of_hands(drawn(now), drawn(before))
    earlier, later = (
        shapely.unary_union(Plane(CENTRE).polygons(areas)[0]) for areas in (before, now)
    )
    newly = shapely.area(shapely.difference(later, earlier)) / 1e6
    no_longer = shapely.area(shapely.difference(earlier, later)) / 1e6
    assert change.newly_occupied_km2 == pytest.approx(newly, rel=1e-3)
    assert change.no_longer_occupied_km2 == pytest.approx(no_longer, rel=1e-3)
    assert newly > 100 > no_longer > 0
