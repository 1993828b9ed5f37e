"""What the server answers: the command line's own JSON, in promised shapes, named and packed."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from situation.serving.answers import Answers, Prepared, prepared
from situation.serving.endpoints import Question
from situation.serving.routes import ENDPOINTS
from situation.serving.tokens import Role
from situation.store.base import StoreInfo
from situation.vocabulary import PlaceKind
from tests.servers.served import DAY, Served, asked, up
from tests.situation.records import make_claim, make_place, make_reading, make_source
from tests.tui.consoles import run

PATHS = {
    "/v1/status": "/v1/status",
    "/v1/status/{place}": "/v1/status/Pokrovsk",
    "/v1/claims": "/v1/claims",
    "/v1/statistics": "/v1/statistics",
    "/v1/statistics/{place}": "/v1/statistics/pokrovsk",
    "/v1/places": "/v1/places",
    "/v1/sources": "/v1/sources",
    "/v1/readings": "/v1/readings",
    "/v1/terrain": "/v1/terrain",
}


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with up(tmp_path) as world:
        yield world


NAMESAKES = (
    make_place("far-oblast", name="Far oblast", kind=PlaceKind.REGION),
    make_place("kamianske", name="Kamianske", parent="donetsk-oblast"),
    make_place("k-2", name="Kamianske", kind=PlaceKind.VILLAGE, parent="far-oblast"),
)
DAY_BEGUN = datetime.fromisoformat(f"{DAY}T00:00:00Z")


async def answer(served: Served, path: str, **parameters: Any) -> Any:
    async with served.client(Role.READER) as client:
        response = await client.get(path, params=asked(**parameters))
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/v1/status", ("status",)),
        ("/v1/status/pokrovsk", ("status", "pokrovsk")),
        ("/v1/statistics/pokrovsk", ("stats", "pokrovsk")),
    ],
)
async def test_answers_are_the_command_line_s(
    tmp_path: Path, path: str, words: tuple[str, ...]
) -> None:
    async with up(tmp_path) as served:
        told = await answer(served, path)
    ran = await asyncio.to_thread(
        run, *words, "--json", "--as-of", DAY, "--store", str(tmp_path / "s.db")
    )
    assert told == json.loads(ran.out)


@pytest.mark.parametrize("path", PATHS)
async def test_answers_have_the_shapes_that_are_promised(served: Served, path: str) -> None:
    (endpoint,) = (e for e in ENDPOINTS if e.path == path and isinstance(e, Question))
    told = await answer(served, PATHS[path])
    exact = msgspec.convert(told, endpoint.answer)
    assert exact.as_of.isoformat().startswith(DAY)
    assert set(told) == set(endpoint.answer.__struct_encode_fields__)


async def test_the_snapshot_does_not_say_where_the_store_lies(
    served: Served, tmp_path: Path
) -> None:
    told = await answer(served, "/v1/snapshot")
    assert str(tmp_path) not in json.dumps(told)
    assert msgspec.convert(told["info"], StoreInfo).revision == served.service.watcher.revision
    assert {row["place"]["id"] for row in told["rows"]} == {"pokrovsk", "bakhmut"}


async def test_an_answer_changes_its_name_only_with_what_it_says(served: Served) -> None:
    async with served.client(Role.READER) as client:
        first = await client.get("/v1/status", params=asked())
        tag = first.headers["etag"]
        for held in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = await client.get("/v1/status", params=asked(), headers={"If-None-Match": held})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
        other = await client.get("/v1/status", params=asked(as_of="2025-11-06"))
        assert other.headers["etag"] != tag
        (claim,) = (await client.get("/v1/claims", params=asked(limit=1))).json()["claims"]
    async with served.client(Role.ADMIN) as admin:
        record = {
            "record": "claim", "id": "another", "source": claim["source"],
            "places": ["pokrovsk"], "kind": "event", "text": "Something new.",
            "said_at": "2025-11-05T10:00:00Z",
        }  # fmt: skip
        assert (await admin.post("/v1/append", json={"records": [record]})).status_code == 200
        changed = await admin.get("/v1/status", params=asked(), headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert changed.headers["sitmon-revision"] == str((await served.store.info()).revision)


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/v1/snapshot", {}),
        ("/v1/snapshot", {"as_of": "3d"}),
        ("/v1/snapshot", {"as_of": DAY}),
        ("/v1/status", {}),
        ("/v1/claims", {}),
        ("/v1/readings", {}),
        ("/v1/terrain", {"since": "90d"}),
        ("/v1/log", {}),
        ("/ogc/collections/places/items", {}),
        ("/ogc/collections/readings/items", {"limit": 1}),
        ("/ogc/collections/readings/items", {"datetime": DAY}),
        ("/ogc/collections/readings/items", {"datetime": "../..", "limit": 1}),
        ("/ogc/collections/places/items/pokrovsk", {}),
    ],
)
async def test_an_answer_keeps_its_name_when_only_time_has_passed(
    served: Served, path: str, parameters: dict[str, Any]
) -> None:
    async with served.client(Role.READER) as client:
        first = await client.get(path, params=parameters)
        held = {"If-None-Match": first.headers["etag"]}
        for _ in range(3):
            served.clock.move(minutes=7, seconds=3)
            again = await client.get(path, params=parameters, headers=held)
            assert again.status_code == 304
            assert again.headers["etag"] == first.headers["etag"]
    another = make_claim("new", places=("pokrovsk",), source="map", said_at=DAY_BEGUN)
    reading = make_reading(source="map", part="north")
    await served.store.append([another, reading], author="test")
    served.service.watcher.note((await served.store.info()).revision)
    async with served.client(Role.ADMIN) as client:
        changed = await client.get(path, params=parameters, headers=held)
    is_of_terrain = path == "/v1/terrain"
    assert changed.status_code == (304 if is_of_terrain else 200)


async def test_an_answer_is_packed_for_those_who_take_it(served: Served) -> None:
    async with served.client(Role.READER) as client:
        plain = await client.get(
            "/v1/status", params=asked(), headers={"Accept-Encoding": "identity"}
        )
        packed = await client.get("/v1/status", params=asked())
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < len(plain.content)
        assert packed.json() == plain.json()
        assert packed.headers["etag"] != plain.headers["etag"]
        for tag in (packed.headers["etag"], plain.headers["etag"]):
            again = await client.get("/v1/status", params=asked(), headers={"If-None-Match": tag})
            assert again.status_code == 304


async def test_as_of_and_known_at(served: Served) -> None:
    before = served.clock() - timedelta(days=1)
    assert (await answer(served, "/v1/status", known_at=before.isoformat()))["places"] == []
    assert (await answer(served, "/v1/claims", as_of="2025-01-01"))["claims"] == []
    assert (await answer(served, "/v1/claims"))["claims"]
    now = await answer(served, "/v1/status", as_of="now")
    assert now["as_of"].startswith(served.clock().strftime("%Y-%m-%dT%H:%M:59.999999"))


async def test_claims_are_filtered_and_paged_while_others_come(tmp_path: Path) -> None:
    claims = [
        make_claim(f"c{number}", text=f"A drone strike, number {number}.") for number in range(7)
    ]
    async with up(tmp_path, make_source(), make_place("pokrovsk"), *claims) as served:
        seen: list[str] = []
        cursor = ""
        for _ in range(10):
            page = await answer(
                served, "/v1/claims", search="drone*", source="nyt", limit=2, cursor=cursor
            )
            seen += [claim["id"] for claim in page["claims"]]
            cursor = page["cursor"]
            assert page["more"] is bool(cursor)
            if not cursor:
                break
            later = f"later{len(seen)}"
            await served.store.append(
                [
                    make_claim(
                        later, text="A drone.", said_at=claims[0].said_at + timedelta(hours=1)
                    )
                ],
                author="test",
            )
            served.service.watcher.note((await served.store.info()).revision)
        assert sorted(seen) == [f"c{number}" for number in range(7)]
        assert (await answer(served, "/v1/claims", search="drone*"))["total"] > 7
        assert not (await answer(served, "/v1/claims", side="RU", search="drone"))["claims"]


async def test_lists_are_paged_by_id_while_others_come(tmp_path: Path) -> None:
    async with up(tmp_path, *(make_place(f"p{number}") for number in range(5))) as served:
        seen: list[str] = []
        cursor = ""
        while True:
            page = await answer(served, "/v1/places", limit=2, cursor=cursor)
            seen += [item["record"]["id"] for item in page["places"]]
            cursor = page["cursor"]
            if not cursor:
                break
            await served.store.append([make_place(f"a{len(seen)}")], author="test")
        assert seen == sorted(set(seen))
        assert {f"p{number}" for number in range(5)} <= set(seen)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/v1/status/Pokrovs", 404, "did you mean Pokrovsk"),
        ("/v1/claims?place=nowhere", 404, "no place is called"),
        ("/v1/claims?source=nowhere", 404, "no source is called"),
        ("/v1/claims?side=XX", 400, "no side is called"),
        ("/v1/claims?search=drone AND", 400, "cannot be read"),
        ("/v1/claims?cursor=x", 400, "is not where a page of claims ended"),
        ("/v1/claims?kind=rumour", 400, "“rumour” is not what kind takes"),
        ("/v1/claims?kind=rumour", 400, "one of control, statistic, event"),
        ("/v1/claims?credibility=9", 400, "one of 1, 2, 3, 4, 5, 6"),
        ("/v1/claims?withdrawn=maybe", 400, "“maybe” is not what withdrawn takes"),
        ("/v1/claims?withdrawn=maybe", 400, "give true or false"),
        ("/v1/claims?limit=1001", 400, "a whole number from 1 to 1000"),
        (f"/v1/claims?as_of={'1' * 61}", 400, "up to 60 characters"),
        (f"/v1/claims?{'place=x&' * 51}", 400, "no more than 50 of them"),
        ("/v1/claims?bogus=1", 400, "there is no parameter “bogus” here"),
        ("/v1/claims?bogus=1", 400, "this takes as_of, known_at, place, source"),
        ("/v1/claims?limit=1&limit=2", 400, "given twice"),
        ("/v1/status?as_of=1066-10-14", 400, "outside 1990 to 2100"),
        ("/v1/status?place=pokrovsk", 400, "place"),
        ("/v1/log?after=-1", 400, "“-1” is not what after takes"),
        ("/v1/log?after=99999999999999999999999", 400, "after"),
    ],
)
async def test_a_question_that_cannot_be_answered(
    served: Served, path: str, status: int, words: str
) -> None:
    async with served.client(Role.READER) as client:
        response = await client.get(path)
    assert response.status_code == status
    problem = response.json()
    assert words in f"{problem['detail']} {problem['do']}"
    assert problem["error"] in ("UnknownName", "UsageError")
    assert "`" not in f"{problem['detail']} {problem['do']}"


@pytest.mark.parametrize(
    "path", ["/v1/status/Kamianske", "/v1/statistics/Kamianske", "/v1/claims?place=Kamianske"]
)
async def test_a_name_of_several_places_is_refused_with_all_of_them(
    tmp_path: Path, path: str
) -> None:
    async with up(tmp_path, *NAMESAKES) as served, served.client(Role.READER) as client:
        response = await client.get(path)
        problem = response.json()
        assert (response.status_code, problem["error"]) == (400, "AmbiguousName")
        for words in ("kamianske for Kamianske, Donetsk oblast", "k-2 for Kamianske, Far oblast"):
            assert words in problem["do"]
        found = await client.get("/v1/status/Kamianske, Far oblast")
        assert found.json()["place"]["id"] == "k-2"


async def test_many_who_ask_the_same_cause_one_answer() -> None:
    made = 0

    async def make() -> Prepared:
        nonlocal made
        made += 1
        await asyncio.sleep(0)
        return prepared(b"x" * 1_000)

    answers = Answers(10_000)
    found = await asyncio.gather(*(answers.get("key", make) for _ in range(50)))
    assert made == 1
    assert len({id(answer) for answer in found}) == 1
    assert gzip.decompress(found[0].packed or b"") == b"x" * 1_000
    await asyncio.gather(*(answers.get(number, make) for number in range(30)))
    await answers.get("key", make)
    assert made == 32


async def test_a_failure_is_told_to_all_who_wait_and_not_kept() -> None:
    async def fail() -> Prepared:
        raise ValueError("once")

    answers = Answers(10_000)
    results = await asyncio.gather(
        *(answers.get("key", fail) for _ in range(3)), return_exceptions=True
    )
    assert [str(result) for result in results] == ["once"] * 3

    async def succeed() -> Prepared:
        return prepared(b"fine")

    assert (await answers.get("key", succeed)).body == b"fine"
