from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation.analysis.runs import Measurement
from situation.analysis.terrain import Gauge
from situation.errors import InputError
from situation.mapday import Area, MapDay
from situation.model import ControlReading, Place
from situation.vocabulary import AreaStatus, Basis, ControlStatus, PlaceKind
from tests.situation.analysis.maps import CENTRE, DAY, area_of, box_of, map_of, place_of

OCCUPIED, GREY, LIBERATED = AreaStatus.OCCUPIED, AreaStatus.CONTESTED, AreaStatus.LIBERATED
LON, LAT = CENTRE


def measure(day: MapDay, *places: Place) -> Measurement:
    return Gauge(places, centre=CENTRE, occupier="RU").measure(day)


def reading_of(day: MapDay, place: Place | None = None) -> ControlReading:
    (reading,) = measure(day, place or place_of(3)).readings
    return reading


def shares_of(reading: ControlReading) -> tuple[float | None, float | None, float | None]:
    assert reading.shares is not None
    return reading.shares.occupied, reading.shares.contested, reading.shares.liberated


def cells_of(reading: ControlReading) -> tuple[float, ...]:
    assert reading.sectors is not None
    cells: tuple[float, ...] = msgspec.structs.astuple(reading.sectors)
    return cells


def test_half_a_disc() -> None:
    """The meridian of the plane's middle is a straight line through the disc."""
    reading = reading_of(map_of(box_of(OCCUPIED, LON, 47, LON + 3, 50)))
    assert shares_of(reading) == (0.5, None, None)
    assert cells_of(reading) == (0.5, 0.5, 1.0, 1.0, 1.0, 0.5, 0.0, 0.0, 0.0)
    assert reading.distance_km == 0.0
    assert reading.status is ControlStatus.CONTESTED
    assert reading.holder is None
    assert reading.label == "partly inside the occupied area"
    assert reading.basis is Basis.ASSESSED


def test_north_is_up() -> None:
    wedge = area_of(OCCUPIED, (LON, LAT), (LON - 0.1, LAT + 1), (LON + 0.1, LAT + 1))
    cells = cells_of(reading_of(map_of(wedge)))
    assert cells[1] > 0.1
    assert cells[2:] == (0,) * 7


def test_distance_is_signed_and_to_the_edge() -> None:
    """A tenth of a degree of latitude is 11.12 km at 48.5° north."""
    outside = map_of(box_of(OCCUPIED, LON - 0.01, LAT + 0.1, LON + 0.01, LAT + 0.2))
    assert reading_of(outside).distance_km == pytest.approx(11.12, abs=0.01)
    inside = map_of(box_of(OCCUPIED, LON - 0.2, LAT - 1, LON + 0.2, LAT + 0.1))
    reading = reading_of(inside)
    assert reading.distance_km == pytest.approx(-11.12, abs=0.03)
    assert reading.status is ControlStatus.OCCUPIED
    assert reading.holder == "RU"
    assert reading.label == "inside the occupied area"


def test_the_border_between_two_occupied_polygons_is_no_edge() -> None:
    west = box_of(OCCUPIED, LON - 1, LAT - 1, LON + 0.001, LAT + 1)
    east = box_of(OCCUPIED, LON, LAT - 1, LON + 1, LAT + 1)
    reading = reading_of(map_of(west, east))
    assert shares_of(reading) == (1.0, None, None)
    assert reading.distance_km == pytest.approx(-73.8, abs=0.2)


def test_an_edge_that_crosses_the_disc_without_the_point() -> None:
    """A disc of 3 km whose northern cap above 1.112 km is occupied (circular segment)."""
    reading = reading_of(map_of(box_of(OCCUPIED, LON - 0.1, LAT + 0.01, LON + 0.1, LAT + 0.1)))
    assert shares_of(reading)[0] == pytest.approx(0.2695, abs=0.002)
    assert reading.distance_km == pytest.approx(1.11, abs=0.02)


@pytest.mark.parametrize(
    ("population", "radius"),
    [(None, 0.5), (0, 0.5), (60_127, 2.77), (147_145, 4.33), (3_000_000, 15.0)],
)
def test_radius_of_the_disc(population: int | None, radius: float) -> None:
    assert reading_of(map_of(), place_of(1, population=population)).footprint_km == radius


def test_only_settlements_with_a_point_are_measured() -> None:
    places = [
        place_of(1, "city"),
        place_of(1, "village", kind=PlaceKind.VILLAGE),
        place_of(1, "region", kind=PlaceKind.REGION),
        place_of(1, "direction", kind=PlaceKind.DIRECTION),
        place_of(1, "nowhere", lat=None, lon=None),
    ]
    readings = measure(map_of(), *places).readings
    assert [reading.place for reading in readings] == ["city", "village"]
    assert measure(map_of(), *places[2:]).readings == ()


def test_a_map_without_ground_of_a_status_it_draws() -> None:
    reading = reading_of(map_of(statuses=AreaStatus))
    assert shares_of(reading) == (0.0, 0.0, 0.0)
    assert cells_of(reading) == (0.0,) * 9
    assert reading.distance_km is None
    assert reading.status is ControlStatus.OUTSIDE
    assert reading.label == "outside the occupied area and the grey zone"


def test_a_map_that_does_not_draw_the_occupied() -> None:
    reading = reading_of(map_of(statuses=[GREY]))
    assert shares_of(reading) == (None, 0.0, None)
    assert reading.sectors is None
    assert reading.distance_km is None


def cap(status: AreaStatus, share: float, label: str = "Unknown status") -> Area:
    """A strip from the west whose edge cuts about this share off a disc of 10 km."""
    ten_km = 10 / (111.32 * 0.6626)
    reach = {0.005: 0.96, 0.03: 0.88, 0.06: 0.8, 0.2: 0.49, 0.9: -0.69, 0.96: -0.85, 1: -2}[share]
    return box_of(status, LON - 1, LAT - 1, LON - reach * ten_km, LAT + 1, label=label)


@pytest.mark.parametrize(
    ("occupied", "grey", "status", "label"),
    [
        (0.005, 0, ControlStatus.OUTSIDE, "outside the occupied area"),
        (0, 0.03, ControlStatus.OUTSIDE, "outside the occupied area"),
        (0.03, 0, ControlStatus.CONTESTED, "partly inside the occupied area"),
        (0.9, 0, ControlStatus.CONTESTED, "partly inside the occupied area"),
        (0.96, 0, ControlStatus.OCCUPIED, "inside the occupied area"),
        (0, 0.06, ControlStatus.CONTESTED, "partly grey zone (“Unknown status”)"),
        (0, 1, ControlStatus.CONTESTED, "inside the grey zone (“Unknown status”)"),
        (
            0.2,
            0.9,
            ControlStatus.CONTESTED,
            "partly inside the occupied area, partly grey zone (“Unknown status”)",
        ),
    ],
)
def test_control_and_words(occupied: float, grey: float, status: ControlStatus, label: str) -> None:
    areas = [cap(OCCUPIED, occupied)] if occupied else []
    areas += [cap(GREY, grey)] if grey else []
    reading = reading_of(map_of(*areas, statuses=AreaStatus), place_of(10))
    assert (reading.status, reading.label) == (status, label)
    assert shares_of(reading)[0] == pytest.approx(occupied, abs=0.01)


def test_the_name_of_the_grey_zone_is_quoted_only_where_it_has_one() -> None:
    areas = [cap(GREY, 0.2, "Contested"), cap(GREY, 0.06, "Unknown status")]
    assert reading_of(map_of(*areas, statuses=AreaStatus), place_of(10)).label == "partly grey zone"


def test_liberated_ground_does_not_speak_for_control() -> None:
    reading = reading_of(map_of(cap(LIBERATED, 1, "Liberated"), statuses=AreaStatus), place_of(10))
    assert shares_of(reading) == (0.0, 0.0, 1.0)
    assert reading.status is ControlStatus.OUTSIDE


def test_rings_that_cross_are_repaired_and_counted() -> None:
    bow_tie = area_of(
        OCCUPIED,
        (LON - 1, LAT - 1),
        (LON + 1, LAT + 1),
        (LON + 1, LAT - 1),
        (LON - 1, LAT + 1),
    )
    measurement = measure(map_of(bow_tie), place_of(3))
    assert measurement.repaired == 1
    assert shares_of(measurement.readings[0])[0] == pytest.approx(0.4, abs=0.1)


def test_flat_and_clockwise_polygons() -> None:
    flat = area_of(OCCUPIED, (LON, LAT), (LON + 1, LAT), (LON, LAT))
    assert shares_of(reading_of(map_of(flat, box_of(OCCUPIED, LON, 47, LON + 3, 50))))[0] == 0.5
    clockwise = area_of(OCCUPIED, (LON, 47), (LON, 50), (LON + 3, 50), (LON + 3, 47))
    assert shares_of(reading_of(map_of(clockwise)))[0] == 0.5


def test_a_polygon_off_the_plane_is_refused() -> None:
    antipode = area_of(OCCUPIED, (LON, LAT), (LON + 1, LAT), (LON - 180, -LAT))
    with pytest.raises(InputError, match="other side"):
        measure(map_of(antipode), place_of(3))


def test_ids_and_times_of_readings_and_coverage() -> None:
    by_day = measure(map_of(), place_of(1))
    assert by_day.readings[0].id == "map:here:2025-11-05"
    assert by_day.coverage.id == "map:2025-11-05"
    moment = datetime(2025, 8, 3, 19, 58, 25, tzinfo=UTC)
    by_second = measure(map_of(valid_from=moment), place_of(1))
    assert by_second.readings[0].id == "map:here:20250803T195825Z"
    assert by_second.coverage.id == "map:20250803T195825Z"
    assert by_second.coverage.valid_from == by_second.readings[0].valid_from == moment


@st.composite
def maps(draw: st.DrawFn) -> MapDay:
    """Some of sixteen squares around the middle, of either of two statuses."""
    squares = [(column, row) for column in range(4) for row in range(4)]
    chosen = draw(st.lists(st.sampled_from(squares), unique=True))
    areas = [
        box_of(
            draw(st.sampled_from([OCCUPIED, GREY])),
            LON - 0.1 + 0.05 * column,
            LAT - 0.1 + 0.05 * row,
            LON - 0.05 + 0.05 * column,
            LAT - 0.05 + 0.05 * row,
        )
        for column, row in chosen
    ]
    if draw(st.booleans()):
        areas.append(box_of(OCCUPIED, LON - 1, LAT - 1, LON + 1, LAT + 1))
    return map_of(*areas, statuses=[OCCUPIED, GREY])


@settings(max_examples=30, deadline=None)
@given(st.lists(maps(), min_size=2, max_size=5))
def test_following_maps_is_the_same_as_measuring_each_anew(days: list[MapDay]) -> None:
    places = [
        place_of(2 + index, f"p{index}", lon=LON + 0.04 * index, lat=LAT - 0.03 * index)
        for index in range(-2, 4)
    ]
    followed = Gauge(places, centre=CENTRE, occupier="RU")
    for day in days:
        assert followed.measure(day) == measure(day, *places)


def test_sources_are_followed_apart() -> None:
    gauge = Gauge([place_of(3)], centre=CENTRE, occupier="RU")
    first: Any = gauge.measure(map_of(box_of(OCCUPIED, LON, 47, LON + 3, 50), source="one"))
    gauge.measure(map_of(source="two"))
    later = gauge.measure(
        map_of(
            box_of(OCCUPIED, LON, 47, LON + 3, 50),
            source="one",
            valid_from=DAY + timedelta(days=1),
        )
    )
    assert [one.readings[0].shares for one in (first, later)] == [first.readings[0].shares] * 2
    assert all(one != other for one, other in pairwise([first, later]))
