"""Which places stand beside a place, in which group, how far away and in which direction."""

from pathlib import Path
from typing import Any

import pytest

from situation.neighbours import Belt, Neighbour, belt_of, neighbours_of
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.snapshot import build_snapshot
from situation.views import PlaceRow, Summary
from situation.vocabulary import ControlStatus
from tests.conftest import NOW
from tests.situation.records import make_place

HOME = (48.0, 37.0)
NORTH_KM = 111.2
"""A degree of latitude at 48.5 degrees north on WGS 84."""


def make_row(
    place_id: str, lat: float | None, lon: float | None, *, edge: float | None = 5.0, **fields: Any
) -> PlaceRow:
    place = make_place(place_id, lat=lat, lon=lon, **fields)
    summary = Summary(status=ControlStatus.OUTSIDE)
    return PlaceRow(place=place, region="Donetsk", summary=summary, distance_km=edge)


def north(place_id: str, km: float, **fields: Any) -> PlaceRow:
    """A place so far north of home."""
    return make_row(place_id, HOME[0] + km / NORTH_KM, HOME[1], **fields)


def ids(neighbours: tuple[Neighbour, ...]) -> list[str]:
    return [neighbour.row.place.id for neighbour in neighbours]


HERE = make_row("here", *HOME)


@pytest.mark.parametrize(
    ("edge", "belt"),
    [
        (0.0, Belt.ALONG),
        (15.0, Belt.ALONG),
        (-15.0, Belt.ALONG),
        (15.01, Belt.BEHIND),
        (-15.01, Belt.BEYOND),
        (None, Belt.UNMEASURED),
    ],
)
def test_the_measured_distance_to_the_edge_decides(edge: float | None, belt: Belt) -> None:
    assert belt_of(edge) is belt
    (neighbour,) = neighbours_of(HERE, [north("there", 30, edge=edge)])
    assert neighbour.belt is belt


def test_groups_come_in_order_and_within_them_the_nearest_first() -> None:
    rows = [
        north("unmeasured", 1, edge=None),
        north("beyond", 2, edge=-20),
        north("behind-far", 60, edge=40),
        north("behind-near", 3, edge=20),
        north("along-far", 70, edge=-3),
        north("along-near", 50, edge=3),
    ]
    assert ids(neighbours_of(HERE, rows)) == [
        "along-near",
        "along-far",
        "behind-near",
        "behind-far",
        "beyond",
        "unmeasured",
    ]


def test_the_place_itself_what_is_too_far_and_what_lies_nowhere_are_no_neighbours() -> None:
    rows = [HERE, north("near", 99), north("far", 101), make_row("nowhere", None, None)]
    assert ids(neighbours_of(HERE, rows)) == ["near"]
    east_far = make_row("east-far", HOME[0], HOME[1] + 2)
    assert neighbours_of(HERE, [east_far]) == ()
    assert neighbours_of(make_row("nowhere", None, None), rows) == ()
    assert neighbours_of(HERE, []) == ()


def test_villages_do_not_crowd_out_cities() -> None:
    villages = [north(f"village-{km}", km, population=900) for km in range(1, 30)]
    unknown = north("population-unknown", 0.5)
    cities = [north(f"city-{km}", km, population=20_000) for km in range(40, 90, 10)]
    more = north("city-95", 95, population=1_000_000)
    listed = ids(neighbours_of(HERE, [more, *villages, unknown, *cities]))
    assert listed == [
        "population-unknown",
        "village-1",
        "village-2",
        "village-3",
        *(city.place.id for city in cities),
    ]


def test_distance_and_direction_are_those_of_the_geodesic() -> None:
    rows = [
        make_row("north", HOME[0] + 0.5, HOME[1]),
        make_row("east", HOME[0], HOME[1] + 0.5),
        make_row("south-west", HOME[0] - 0.2, HOME[1] - 0.3),
    ]
    found = {item.row.place.id: item for item in neighbours_of(HERE, rows)}
    # By hand: half a degree of the meridian at 48.25° is 55.598 km; of the parallel at 48°,
    # 0.5° · 111.320 km · cos 48° · (1 + e²/2 · sin² 48°) is 37.313 km.
    assert found["north"].distance_km == pytest.approx(55.598, rel=1e-4)
    assert found["east"].distance_km == pytest.approx(37.313, rel=1e-4)
    assert all(neighbour.compass == wind for wind, neighbour in found.items())


async def test_pokrovsk_has_the_cities_of_the_worked_example_beside_it(tmp_path: Path) -> None:
    opened = await open_situation(str(tmp_path / "store.db"), clock=lambda: NOW)
    try:
        snapshot = await build_snapshot(
            opened.store,
            Viewpoint(valid_at=end_of_day(NOW.date())),
            title="",
            live=False,
            taken_at=NOW,
        )
    finally:
        await opened.store.close()
    home = next(row for row in snapshot.rows if row.place.id == "pokrovsk")
    found = {item.row.place.id: item for item in neighbours_of(home, snapshot.rows)}
    # Kilometres and degrees by another program, the geodesic routines of PROJ, on WGS 84.
    for place, away, bearing, belt in (
        ("myrnohrad", 7.046, 71.38, Belt.ALONG),
        ("dobropillia", 21.601, 342.03, Belt.ALONG),
        ("kostiantynivka", 47.888, 55.00, Belt.ALONG),
        ("kramatorsk", 56.561, 29.68, Belt.BEHIND),
        ("sloviansk", 72.705, 26.42, Belt.BEHIND),
        ("avdiivka", 45.500, 110.06, Belt.BEYOND),
    ):
        assert found[place].distance_km == pytest.approx(away, abs=0.001)
        assert found[place].bearing == pytest.approx(bearing, abs=0.01)
        assert found[place].belt is belt
