"""Area and front of maps whose measures are known by reckoning."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from situation.analysis.front import DayFigures, FrontGauge
from situation.errors import InputError
from situation.maps.wkb import polygon_wkb

CENTRE = (36.0, 48.5)
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
LAST = FIRST + timedelta(days=180)
KM_PER_DEGREE = 111.2
"""From south to north at 48.5° N; from west to east it is `KM_ACROSS`."""
KM_ACROSS = 73.9

Corners = tuple[tuple[float, float], ...]


def box(west: float, south: float, east: float, north: float) -> Corners:
    return ((west, south), (east, south), (east, north), (west, north))


def measured(
    *maps: tuple[datetime, Iterable[Corners]], outlines: dict[str, Corners] | None = None
) -> tuple[DayFigures, ...]:
    regions = {name: [polygon_wkb([corners])] for name, corners in (outlines or {}).items()}
    gauge = FrontGauge(regions, centre=CENTRE)
    for moment, polygons in maps:
        gauge.add(moment, [polygon_wkb([corners]) for corners in polygons])
    return gauge.figures()


def front(day: DayFigures, place: str | None = None) -> tuple[float, float]:
    assert day.lengths is not None
    return day.lengths[place].front_km, day.lengths[place].unchanged_km


WEST_FIXED = box(35.0, 48.0, 36.0, 49.0)
"""The coast is in the west; south, north and east move with the front."""
ADVANCED = box(35.0, 48.0, 36.5, 49.0)


def test_the_area_is_that_of_the_union() -> None:
    (alone,) = measured((FIRST, [WEST_FIXED]))
    overlapping = [WEST_FIXED, box(35.5, 48.2, 36.0, 48.8), box(35.0, 48.0, 35.1, 48.1)]
    (together,) = measured((FIRST, overlapping))
    assert alone.areas_km2[None] == pytest.approx(KM_PER_DEGREE * KM_ACROSS, rel=0.005)
    # A corner more in an edge of a degree bends it: straight in degrees, it is not on the plane.
    assert together.areas_km2[None] == pytest.approx(alone.areas_km2[None], rel=0.001)


def test_what_never_moved_in_180_days_is_no_front() -> None:
    before, after = measured((FIRST, [WEST_FIXED]), (LAST, [ADVANCED]))
    coast = KM_PER_DEGREE
    assert front(before)[1] == front(after)[1] == pytest.approx(coast, rel=0.005)
    assert front(before)[0] == pytest.approx(KM_PER_DEGREE + 2 * KM_ACROSS, rel=0.01)
    assert front(after)[0] == pytest.approx(KM_PER_DEGREE + 2 * 1.5 * KM_ACROSS, rel=0.01)


def test_a_piece_that_was_gone_on_one_day_is_front_on_all() -> None:
    middle = FIRST + timedelta(days=90)
    days = measured((FIRST, [WEST_FIXED]), (middle, [ADVANCED]), (LAST, [WEST_FIXED]))
    assert front(days[0]) == front(days[2])
    assert front(days[0])[1] == pytest.approx(KM_PER_DEGREE, rel=0.005)


def test_a_shorter_history_withholds_the_length_and_not_the_area() -> None:
    days = measured((FIRST, [WEST_FIXED]), (LAST - timedelta(days=1), [ADVANCED]))
    assert [day.lengths for day in days] == [None, None]
    assert days[0].areas_km2[None] < days[1].areas_km2[None]


def test_the_same_ground_with_fewer_digits_has_not_moved() -> None:
    long = ((35.1234567, 48.0), (36.0, 48.0), (36.0, 49.0), (35.1234567, 49.0))
    short = ((35.123457, 48.0), (36.0, 48.0), (36.0, 49.0), (35.123457, 49.0))
    days = measured((FIRST, [long]), (LAST, [short]))
    assert [front(day)[0] for day in days] == [0.0, 0.0]


def test_the_same_ring_the_other_way_round_has_not_moved() -> None:
    days = measured((FIRST, [WEST_FIXED]), (LAST, [tuple(reversed(WEST_FIXED))]))
    assert [front(day)[0] for day in days] == [0.0, 0.0]


def test_regions_have_their_parts() -> None:
    outlines = {
        "west": box(34.99, 47.0, 35.5, 50.0),
        "east": box(35.5, 47.0, 37.0, 50.0),
        "far": box(30.0, 47.0, 31.0, 50.0),
    }
    before, after = measured((FIRST, [WEST_FIXED]), (LAST, [ADVANCED]), outlines=outlines)
    for day in (before, after):
        parts = day.areas_km2["west"] + day.areas_km2["east"]
        assert parts == pytest.approx(day.areas_km2[None], abs=0.2)
        assert front(day, "west")[0] + front(day, "east")[0] == pytest.approx(
            front(day)[0], abs=0.2
        )
        assert (day.areas_km2["far"], front(day, "far")) == (0.0, (0.0, 0.0))
    assert before.areas_km2["west"] == pytest.approx(after.areas_km2["west"], abs=0.2)
    assert after.areas_km2["east"] == pytest.approx(2 * before.areas_km2["east"], rel=0.001)
    assert front(after, "west")[1] == pytest.approx(KM_PER_DEGREE, rel=0.005)
    assert front(after, "east")[1] == 0.0


def test_a_front_that_rests_inland_is_front() -> None:
    outlines = {"land": box(34.99, 47.0, 37.0, 50.0)}
    days = measured((FIRST, [WEST_FIXED]), (LAST, [WEST_FIXED]), outlines=outlines)
    for day in days:
        for place in (None, "land"):
            moving, fixed = front(day, place)
            assert fixed == pytest.approx(KM_PER_DEGREE, rel=0.005)
            assert moving == pytest.approx(KM_PER_DEGREE + 2 * KM_ACROSS, rel=0.06)


def test_what_is_drawn_beyond_the_border_is_no_front_of_the_country() -> None:
    outlines = {"land": box(34.99, 47.0, 37.0, 50.0)}
    abroad = box(39.0, 48.0, 40.0, 49.0)
    (alone, _) = measured((FIRST, [WEST_FIXED]), (LAST, [ADVANCED]), outlines=outlines)
    both = (FIRST, [WEST_FIXED, abroad])
    (with_abroad, _) = measured(both, (LAST, [ADVANCED]), outlines=outlines)
    assert front(with_abroad) == front(alone)


def test_an_empty_map_has_no_ground_and_no_front() -> None:
    days = measured((FIRST, [WEST_FIXED]), (LAST, []), outlines={"west": WEST_FIXED})
    assert (days[1].areas_km2, front(days[1])) == ({None: 0.0, "west": 0.0}, (0.0, 0.0))
    assert measured() == ()


def test_rings_that_cross_are_repaired() -> None:
    bow_tie = ((35.0, 48.0), (36.0, 49.0), (36.0, 48.0), (35.0, 49.0))
    (day,) = measured((FIRST, [bow_tie]))
    assert day.areas_km2[None] == pytest.approx(KM_PER_DEGREE * KM_ACROSS / 2, rel=0.01)


def test_what_is_no_polygon_names_its_day() -> None:
    gauge = FrontGauge({}, centre=CENTRE)
    with pytest.raises(InputError) as caught:
        gauge.add(FIRST, [b"\x01\x03\x00"])
    assert caught.value.where == "the map of 2025-01-01"


def test_an_outline_that_is_no_polygon_names_its_region() -> None:
    with pytest.raises(InputError) as caught:
        FrontGauge({"west": [b"no"]}, centre=CENTRE)
    assert caught.value.where == "west"
