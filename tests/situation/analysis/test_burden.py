"""Maps that would take for ever to measure are refused, and real ones never are."""

import random
from collections.abc import Iterator

import pytest

from situation.analysis.burden import MOST_EDGES
from situation.analysis.terrain import Gauge
from situation.errors import InputError
from situation.mapday import Area
from situation.vocabulary import AreaStatus
from tests.situation.analysis.maps import CENTRE, area_of, map_of, place_of

LON, LAT = CENTRE
OCCUPIED = AreaStatus.OCCUPIED


def measure(*areas: Area) -> int:
    """Polygons that were repaired on a map of these areas."""
    gauge = Gauge([place_of(3)], centre=CENTRE, occupier="RU")
    return gauge.measure(map_of(*areas)).repaired


def random_points(count: int) -> Iterator[tuple[float, float]]:
    chance = random.Random(count)  # noqa: S311 - the same ring in every run
    return ((LON + chance.random(), LAT + chance.random()) for _ in range(count))


def comb(teeth: int) -> Iterator[tuple[float, float]]:
    """A valid outline whose long teeth all lie beside each other, aslant."""
    for tooth in range(teeth):
        x = LON + tooth / teeth
        yield x, LAT
        yield x + 0.9, LAT + 1
    yield LON + 1, LAT - 0.1
    yield LON, LAT - 0.1


@pytest.mark.parametrize("vertices", [1_600, 8_000, 60_000])
def test_a_ring_that_crosses_itself_everywhere(vertices: int) -> None:
    with pytest.raises(InputError, match="run over each other"):
        measure(area_of(OCCUPIED, *random_points(vertices)))


def test_a_valid_outline_that_runs_to_and_fro() -> None:
    with pytest.raises(InputError, match="run over each other"):
        measure(area_of(OCCUPIED, *comb(20_000)))


def test_thousands_of_areas_on_top_of_each_other() -> None:
    triangle = area_of(OCCUPIED, (LON, LAT), (LON + 1, LAT), (LON, LAT + 1))
    with pytest.raises(InputError, match="run over each other"):
        measure(*[triangle] * 20_000)


def test_more_edges_than_any_map_has() -> None:
    step = 1 / MOST_EDGES
    edge = ((LON + number * step, LAT + 0.1 * (number % 2)) for number in range(MOST_EDGES))
    with pytest.raises(InputError, match="edges; at most 250,000 are measured"):
        measure(area_of(OCCUPIED, *edge, (LON + 1, LAT + 1), (LON, LAT + 1)))


def test_a_small_tangle_is_repaired() -> None:
    assert measure(area_of(OCCUPIED, *random_points(150))) == 1


def test_a_map_whose_areas_cover_no_ground() -> None:
    with pytest.raises(InputError, match="cover no ground"):
        measure(area_of(OCCUPIED, (LON, LAT), (LON + 1, LAT), (LON, LAT)))
