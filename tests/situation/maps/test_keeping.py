"""What a store lacks of a map, and what is too large for it."""

import pytest

from situation.errors import InputError
from situation.maps import keeping
from situation.maps.keeping import KeptMaps
from situation.maps.wkb import polygon_id, polygon_wkb
from situation.vocabulary import AreaStatus
from tests.situation.analysis.maps import area_of, box_of, map_of

SMALL = box_of(AreaStatus.OCCUPIED, 30, 48, 31, 49)
OTHER = box_of(AreaStatus.CONTESTED, 31, 48, 32, 49, label="grey")
LARGE = area_of(
    AreaStatus.OCCUPIED, *((33 + 0.1 * n, 48 + (n * n) % 7) for n in range(20)), (33.0, 51.0)
)


def test_a_polygon_that_two_areas_draw_is_kept_once() -> None:
    again = box_of(AreaStatus.LIBERATED, 30, 48, 31, 49, label="freed")
    lacking = KeptMaps().add(map_of(SMALL, again, statuses=AreaStatus))
    assert lacking.terrain is not None
    first, second = lacking.terrain.areas
    assert [polygon.id for polygon in lacking.polygons] == [first.polygon]
    assert (second.polygon, second.status, second.label) == (
        first.polygon, AreaStatus.LIBERATED, "freed",
    )  # fmt: skip
    assert lacking.terrain.statuses == tuple(AreaStatus)


def test_what_the_store_has_is_not_lacking() -> None:
    day = map_of(SMALL, OTHER)
    terrain = KeptMaps().add(day).terrain
    assert terrain is not None
    kept = KeptMaps([terrain])
    again = kept.add(day)
    assert (again.polygons, again.terrain) == ((), None)
    fewer = kept.add(map_of(OTHER))
    assert (fewer.polygons, fewer.terrain is not None) == ((), True)


def test_a_polygon_that_is_too_large_is_named_and_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "MAX_WKB_BYTES", 300)
    kept = KeptMaps()
    for _ in range(2):
        lacking = kept.add(map_of(LARGE, SMALL))
        assert [item.where for item in lacking.skipped] == ["a map: area 1"]
        assert lacking.skipped[0].why == "its outline, over 300 bytes, is not kept"
    first = KeptMaps().add(map_of(LARGE, SMALL))
    assert first.terrain is not None
    large, small = first.terrain.areas
    assert large.polygon == polygon_id(polygon_wkb(LARGE.rings))
    assert [polygon.id for polygon in first.polygons] == [small.polygon]


def test_rings_that_are_no_polygon_leave_nothing_half_known() -> None:
    kept = KeptMaps()
    broken = area_of(AreaStatus.OCCUPIED, (30.0, 48.0), (500.0, 48.0), (31.0, 49.0))
    with pytest.raises(InputError, match="outside"):
        kept.add(map_of(SMALL, broken))
    assert len(kept.add(map_of(SMALL)).polygons) == 1
