"""The log as it leaves and enters a server."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from situation.model import AnyRecord
from situation.serving import replication
from situation.serving.tokens import Role
from situation.store import open_sqlite
from situation.store.log import Entry
from situation.vocabulary import Act
from tests.servers.served import AMPLE, Served, up
from tests.situation.records import Clock, make_cast, make_claim, make_note, make_place

LINES = {"Content-Type": "application/jsonl"}


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with up(tmp_path, *make_cast()) as world:
        yield world


async def entries_of(served: Served, after: int = 0, limit: int = 7) -> list[Entry]:
    found: list[Entry] = []
    async with served.client(Role.READER) as client:
        while True:
            response = await client.get("/v1/log", params={"after": after, "limit": limit})
            page = msgspec.json.Decoder(Entry).decode_lines(response.content)
            if not page:
                return found
            assert len(page) <= limit
            found += page
            after = page[-1].entry


async def test_a_log_that_is_copied_page_by_page_is_the_same(
    served: Served, tmp_path: Path
) -> None:
    await served.store.append([make_claim()], author="a")
    await served.store.append([make_claim()], author="b", act=Act.RETRACT)
    found = await entries_of(served)
    revision = (await served.store.info()).revision
    assert [entry.entry for entry in found] == list(range(1, revision + 1))
    copy = open_sqlite(tmp_path / "copy.db", create=True)
    assert await copy.replicate(found) == revision
    assert await copy.seal(revision) == await served.store.seal(revision)
    await copy.close()


async def test_a_page_ends_where_it_is_full(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replication, "_PAGE_BYTES", 2_000)
    async with served.client(Role.READER) as client:
        response = await client.get("/v1/log")
    assert 2_000 <= len(response.content) < 6_000
    whole = msgspec.json.Decoder(Entry).decode_lines(response.content)
    assert whole[0].entry == 1
    assert len(await entries_of(served)) == (await served.store.info()).revision


async def test_a_log_continues_with_another_s_entries_verbatim(tmp_path: Path) -> None:
    source = open_sqlite(tmp_path / "source.db", clock=Clock(), create=True)
    await source.append([*make_cast(), make_claim()], author="somebody")
    entries = await source.entries(0, 1_000)
    await source.close()
    body = b"\n".join(msgspec.json.encode(entry) for entry in entries)
    target = open_sqlite(tmp_path / "s.db", create=True)
    served = Served(target, tmp_path / "s.db", Clock(), AMPLE)
    async with served.service, served.client(Role.ADMIN) as client:
        damaged = body.replace(b"somebody", b"another!")
        refused = await client.post("/v1/log", content=damaged, headers=LINES)
        assert refused.status_code == 422
        assert refused.json()["error"] == "StoreError"
        assert "sealed" in refused.json()["detail"]
        taken = await client.post("/v1/log", content=body, headers=LINES)
        assert taken.json() == {"revision": len(entries)}
        again = await client.post("/v1/log", content=body, headers=LINES)
        assert again.status_code == 422
        assert (await client.post("/v1/log", content=b"{}", headers=LINES)).status_code == 400
    assert await target.seal(len(entries)) == entries[-1].seal
    await target.close()


async def test_what_is_appended_is_cleaned_and_all_or_nothing(served: Served) -> None:
    before = (await served.store.info()).revision
    async with served.client(Role.ANALYST) as client:
        dirty = make_note("dirty", claims=("claim",), text="red \x1b[31m\u202e flag")
        response = await client.post("/v1/append", json=sent(make_claim(), dirty))
        assert response.json() == {
            "appended": 2,
            "unchanged": 0,
            "revision": before + 2,
            "author": "a analyst",
        }
        (note,) = await served.store.notes(["claim"])
        assert note.record.text == "red ^[[31m flag"
        again = await client.post("/v1/append", json=sent(make_claim()))
        assert (again.json()["appended"], again.json()["unchanged"]) == (0, 1)
        wrong = await client.post(
            "/v1/append", json=sent(make_claim("good"), make_claim("bad", places=("nowhere",)))
        )
        assert wrong.status_code == 422
        assert wrong.json()["error"] == "StoreError"
    assert await served.store.claim("good") is None


async def test_an_answer_after_an_append_knows_of_it(served: Served) -> None:
    async with served.client(Role.ADMIN) as client:
        for number in range(3):
            place = make_place(f"new{number}")
            appended = await client.post("/v1/append", json=sent(place))
            revision = appended.json()["revision"]
            page = await client.get("/v1/log", params={"after": revision - 1})
            assert page.headers["sitmon-revision"] == str(revision)
            (entry,) = msgspec.json.Decoder(Entry).decode_lines(page.content)
            assert entry.id == place.id


def sent(*records: AnyRecord) -> dict[str, object]:
    return {"records": json.loads(msgspec.json.encode(records))}
