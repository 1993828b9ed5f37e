"""The part of the stores' contract that is about maps and what they draw."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from situation.errors import StoreError
from situation.maps.wkb import polygon_id, polygon_wkb
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.terrain_records import MapArea, Polygon, Terrain
from situation.vocabulary import AreaStatus
from tests.situation.records import DAY, Clock
from tests.situation.store.contract_basis import NOW, ContractBasis

NEXT_DAY = DAY + timedelta(days=1)
THIRD_DAY = DAY + timedelta(days=2)


def make_polygon(west: float = 37.0) -> Polygon:
    """A square degree that begins at this meridian."""
    east = west + 1
    wkb = polygon_wkb((((west, 48.0), (east, 48.0), (east, 49.0), (west, 49.0)),))
    return Polygon(id=polygon_id(wkb), wkb=wkb)


def make_terrain(day: datetime = DAY, source: str = "nyt", **fields: Any) -> Terrain:
    """A map of occupied land that draws one square, said on its day."""
    given: dict[str, Any] = {
        "id": f"terrain:{source}:{day:%Y-%m-%d}",
        "source": source,
        "valid_from": day,
        "said_at": day,
        "statuses": (AreaStatus.OCCUPIED,),
        "areas": (MapArea(polygon=make_polygon().id, status=AreaStatus.OCCUPIED),),
    }
    return Terrain(**given | fields)


async def days(store: Store, viewpoint: Viewpoint = NOW, **asked: Any) -> list[str]:
    """Sources and days of the maps found, without what stands before them in the id."""
    found = await store.terrain(viewpoint, **asked)
    return [each.record.id.removeprefix("terrain:") for each in found]


class TerrainContract(ContractBasis):
    """Maps are kept by source and day, what they draw once."""

    async def test_maps_come_back_as_they_were(self, store: Store, clock: Clock) -> None:
        labelled = MapArea(polygon="polygon:0", status=AreaStatus.CONTESTED, label="Сіра зона")
        terrain = make_terrain(
            areas=(labelled, *make_terrain().areas), document="sha256:" + "0" * 64, url="https://x"
        )
        report = await store.append([make_polygon(), terrain], author="test")
        assert (report.appended, report.unchanged) == (2, 0)
        (found,) = await store.terrain(NOW)
        assert (found.record, found.recorded_at, found.entry) == (terrain, clock.now, 8)
        assert await store.polygons([make_polygon().id]) == (make_polygon(),)
        report = await store.append([make_polygon(), make_polygon(), terrain], author="test")
        assert (report.appended, report.unchanged) == (0, 3)

    async def test_a_store_without_maps(self, store: Store) -> None:
        assert await store.terrain(NOW) == ()
        assert await store.terrain(NOW, since=DAY) == ()
        assert await store.polygons(["polygon:0", "\ud800", ""]) == ()
        assert await store.polygons([]) == ()

    async def test_polygons_are_found_by_id_and_the_others_are_left_out(self, store: Store) -> None:
        squares = [make_polygon(west) for west in (30, 31, 32)]
        await store.append(squares, author="test")
        ids = [square.id for square in squares]
        wanted = sorted(squares[1:], key=lambda square: square.id)
        assert await store.polygons([ids[2], "polygon:0", ids[1], ids[2]]) == tuple(wanted)

    async def test_a_map_is_seen_from_its_day_on_once_it_is_said(self, store: Store) -> None:
        late = make_terrain(NEXT_DAY, said_at=THIRD_DAY)
        await store.append([make_terrain(THIRD_DAY), late, make_terrain()], author="test")
        moments = (DAY - timedelta(seconds=1), DAY, NEXT_DAY, THIRD_DAY)
        answers = [await days(store, Viewpoint(valid_at=moment)) for moment in moments]
        assert answers == [
            [],
            ["nyt:2025-11-05"],
            ["nyt:2025-11-05"],
            ["nyt:2025-11-05", "nyt:2025-11-06", "nyt:2025-11-07"],
        ]

    async def test_what_was_recorded_later_was_not_known(self, store: Store, clock: Clock) -> None:
        await store.append([make_polygon(), make_terrain()], author="test")
        known_at = clock.now
        clock.move(hours=1)
        other = make_terrain(statuses=tuple(AreaStatus))
        await store.append([other, make_terrain(NEXT_DAY)], author="test")
        early = Viewpoint(valid_at=NOW.valid_at, known_at=known_at)
        assert [each.record for each in await store.terrain(early)] == [make_terrain()]
        before = Viewpoint(valid_at=NOW.valid_at, known_at=known_at - timedelta(seconds=1))
        assert await store.terrain(before) == ()
        newest = [each.record for each in await store.terrain(NOW)]
        assert newest == [other, make_terrain(NEXT_DAY)]

    async def test_since_begins_with_the_map_in_force(self, store: Store) -> None:
        maps = [make_terrain(DAY + timedelta(days=number)) for number in (0, 1, 2)]
        await store.append([*maps, make_terrain(DAY, "deepstate")], author="test")
        noon = NEXT_DAY + timedelta(hours=12)
        assert await days(store, since=noon) == [
            "deepstate:2025-11-05", "nyt:2025-11-06", "nyt:2025-11-07",
        ]  # fmt: skip
        then = Viewpoint(valid_at=noon)
        assert await days(store, then, since=noon, sources=["nyt"]) == ["nyt:2025-11-06"]
        assert await days(store, then, since=NEXT_DAY) == ["deepstate:2025-11-05", "nyt:2025-11-06"]
        assert await days(store, then, since=NOW.valid_at, sources=["nyt"]) == ["nyt:2025-11-06"]
        assert len(await days(store, since=DAY - timedelta(days=1))) == 4

    async def test_sources_are_chosen(self, store: Store) -> None:
        await store.append([make_terrain(), make_terrain(DAY, "deepstate")], author="test")
        assert await days(store) == ["deepstate:2025-11-05", "nyt:2025-11-05"]
        assert await days(store, sources=["nyt", "nobody"]) == ["nyt:2025-11-05"]
        assert await days(store, sources=[]) == []

    async def test_a_moved_map_leaves_its_old_day(self, store: Store) -> None:
        moved = msgspec.structs.replace(make_terrain(), valid_from=THIRD_DAY, said_at=THIRD_DAY)
        await store.append([make_terrain(), moved], author="test")
        assert await days(store, Viewpoint(valid_at=NEXT_DAY)) == []
        assert [each.record for each in await store.terrain(NOW)] == [moved]

    async def test_what_would_change_old_maps_is_refused(self, store: Store) -> None:
        before = await store.info()
        forged = Polygon(id=make_polygon(30).id, wkb=make_polygon(31).wkb)
        nobodys = make_terrain(source="nobody")
        for bad, why in ((forged, "id is not that of its bytes"), (nobodys, "source “nobody”")):
            with pytest.raises(StoreError, match=why):
                await store.append([make_polygon(30), bad], author="test")
        assert await store.info() == before
