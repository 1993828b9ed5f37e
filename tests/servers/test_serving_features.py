"""OGC API – Features, and the map with its polygons."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from situation.errors import UsageError
from situation.serving.feature_queries import Box, box_of
from situation.serving.tokens import Role
from tests.servers.served import DAY, HOST, Served, up
from tests.situation.records import make_reading
from tests.situation.store.contract_terrain import make_polygon, make_terrain

INSTANT = f"{DAY}T23:59:59Z"
ITEMS = "/ogc/collections/{}/items"


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with up(tmp_path) as world:
        yield world


async def told(served: Served, path: str, role: Role = Role.READER, **parameters: Any) -> Any:
    async with served.client(role, Host="data.example") as client:
        response = await client.get(path, params=parameters or None)
    assert response.status_code == 200, response.text
    return response.json()


def link(document: Any, relation: str) -> str:
    (found,) = (each for each in document["links"] if each["rel"] == relation)
    return str(found["href"])


def said(page: Any) -> list[dict[str, Any]]:
    """What the features of a page say; the fingerprint also tells how far the log goes."""
    return [{**each["properties"], "fingerprint": ""} for each in page["features"]]


async def test_a_map_program_finds_its_way_from_the_landing_page(served: Served) -> None:
    async with served.client(Role.READER) as client:

        async def follow(address: str) -> httpx.Response:
            assert address.startswith(HOST)
            response = await client.get(address)
            assert response.status_code == 200
            return response

        landing = (await follow(f"{HOST}/ogc")).json()
        assert (await follow(link(landing, "service-desc"))).json()["openapi"] == "3.1.0"
        conforms = (await follow(link(landing, "conformance"))).json()["conformsTo"]
        assert len(conforms) == 2
        collections = (await follow(link(landing, "data"))).json()["collections"]
        assert [each["id"] for each in collections] == ["places", "readings"]
        for collection in collections:
            west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
            assert west < east
            assert south < north
            assert (await follow(link(collection, "self"))).json() == collection
            page = await follow(link(collection, "items") + f"?limit=1&datetime={INSTANT}")
            assert page.headers["content-type"] == "application/geo+json"
            (feature,) = page.json()["features"]
            alone = await follow(f"{link(collection, 'items')}/{feature['id']}?datetime={INSTANT}")
            assert alone.json()["properties"] == feature["properties"]


@pytest.mark.parametrize("collection", ["places", "readings"])
async def test_pages_follow_one_another(served: Served, collection: str) -> None:
    whole = await told(served, ITEMS.format(collection), datetime=INSTANT)
    assert whole["numberMatched"] == whole["numberReturned"] == len(whole["features"]) > 1
    ids = [feature["id"] for feature in whole["features"]]
    assert ids == sorted(set(ids))
    seen: list[str] = []
    async with served.client(Role.READER) as client:
        address = f"{HOST}{ITEMS.format(collection)}?limit=1&datetime={INSTANT}"
        while address:
            page = (await client.get(address)).json()
            seen += [feature["id"] for feature in page["features"]]
            address = next((each["href"] for each in page["links"] if each["rel"] == "next"), "")
    assert seen == ids
    assert page["numberMatched"] == len(ids)


async def test_the_pages_of_one_question_are_of_the_same_times(served: Served) -> None:
    readings = ITEMS.format("readings")
    asked: Any
    for asked in ({}, {"datetime": "../.."}, {"datetime": "3d"}):
        whole = await told(served, readings, **asked)
        first = await told(served, readings, limit=1, **asked)
        served.clock.move(minutes=5)
        newer = make_reading(source="map", part="north", label=f"{asked}")
        await served.store.append([newer], author="test")
        served.service.watcher.note((await served.store.info()).revision)
        rest = await told(served, link(first, "next").replace("limit=1&", "limit=99&"))
        assert [*said(first), *said(rest)] == said(whole)
        back = await told(served, link(rest, "prev").replace("limit=99", "limit=1"))
        assert said(back) == said(first)


async def test_features_carry_points_summaries_and_terms(served: Served) -> None:
    page = await told(served, ITEMS.format("places"), datetime=INSTANT)
    pokrovsk = next(each for each in page["features"] if each["id"] == "pokrovsk")
    assert pokrovsk["geometry"]["type"] == "Point"
    lon, lat = pokrovsk["geometry"]["coordinates"]
    assert 37 < lon < 38
    assert 48 < lat < 49
    assert {"status", "holder", "occupied_share", "licence", "credit", "fingerprint"} <= set(
        pokrovsk["properties"]
    )
    readings = await told(served, ITEMS.format("readings"), datetime=INSTANT)
    assert all(each["properties"]["source_name"] for each in readings["features"])


async def test_boxes_and_times_choose_features(served: Served) -> None:
    places = ITEMS.format("places")
    (inside,) = (await told(served, places, bbox="37.1,48.2,37.3,48.4"))["features"]
    assert inside["id"] == "pokrovsk"
    assert not (await told(served, places, bbox="0,0,1,1"))["features"]
    assert len((await told(served, places, bbox="37,48,0,39,49,9"))["features"]) == 2
    readings = ITEMS.format("readings")
    assert not (await told(served, readings, datetime="2001-01-01T00:00:00Z"))["features"]
    before = await told(served, readings, datetime="../2025-10-01")
    until = await told(served, readings, datetime="../2025-11-05")
    within = await told(served, readings, datetime="2025-11-01/2025-11-05")
    assert len(before["features"]) < len(within["features"]) <= len(until["features"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (ITEMS.format("armies"), 404),
        ("/ogc/collections/armies", 404),
        ("/ogc/collections/places/items/nowhere", 404),
        (ITEMS.format("places") + "?bbox=1,2,3", 400),
        (ITEMS.format("places") + "?bbox=nan,0,1,1", 400),
        (ITEMS.format("places") + "?datetime=yesteryear", 400),
        (ITEMS.format("places") + "?datetime=2025-11-05/2025-11-01", 400),
        (ITEMS.format("places") + "?limit=0", 400),
        (ITEMS.format("places") + "?colour=red", 400),
    ],
)
async def test_what_is_no_question(served: Served, path: str, status: int) -> None:
    async with served.client(Role.READER) as client:
        assert (await client.get(path)).status_code == status


async def test_a_page_larger_than_any_is_the_largest(served: Served) -> None:
    page = await told(served, ITEMS.format("places"), limit=1_000_000)
    assert page["numberReturned"] == 2
    assert "limit=1000" in link(page, "self")


def test_a_box_may_reach_over_the_date_line() -> None:
    box = box_of("170,-10,-170,10")
    assert box == Box(west=170, south=-10, east=-170, north=10)
    assert [box.holds([(lon, 0)]) for lon in (175, -175, 0)] == [True, True, False]
    with pytest.raises(UsageError):
        box_of("0,10,1,-10")


async def test_a_map_s_polygons_are_for_analysts(tmp_path: Path) -> None:
    polygon = make_polygon()
    async with up(tmp_path, polygon, make_terrain(source="map")) as served:
        listed = await told(served, "/v1/terrain", as_of=DAY)
        assert [each["source"] for each in listed["maps"]] == ["map"]
        assert listed["maps"][0]["areas"] == 1
        async with served.client(Role.READER) as client:
            assert (await client.get("/v1/terrain/map")).status_code == 403
        drawn = await told(served, "/v1/terrain/map", Role.ANALYST, as_of=DAY)
        (feature,) = drawn["features"]
        assert feature["geometry"]["type"] == "Polygon"
        ring = feature["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1]
        assert drawn["sitmon"]["missing"] == 0
        async with served.client(Role.ANALYST) as client:
            early = await client.get("/v1/terrain/map", params={"as_of": "2001-01-01"})
            assert early.status_code == 404
