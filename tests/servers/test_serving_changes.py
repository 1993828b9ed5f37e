"""Live changes over a real socket: nothing is missed, and nobody is waited for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from starlette.types import Message

from situation.serving.changes import ChangeStream
from situation.serving.tokens import Role
from situation.serving.wire import ChangeEvent
from situation.store import open_store
from tests.servers.served import AMPLE, Served, listening, up
from tests.situation.records import make_place

PATIENCE = 10
QUICK = replace(AMPLE, heartbeat=0.05)


class Stream:
    """The events of one response, as they come."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def line(self) -> str:
        """The next line; raises StopAsyncIteration at the end."""
        async with asyncio.timeout(PATIENCE):
            return await anext(self._lines)

    async def event(self) -> ChangeEvent:
        """The next event; its id must be its revision."""
        number = ""
        while True:
            line = await self.line()
            if line.startswith("id: "):
                number = line.removeprefix("id: ")
            if line.startswith("data: "):
                event = msgspec.json.decode(line.removeprefix("data: "), type=ChangeEvent)
                assert str(event.revision) == number
                return event

    async def end(self) -> None:
        """Read until the server ends it."""
        with suppress(StopAsyncIteration):
            while True:
                await self.line()


@asynccontextmanager
async def stream(address: str, token: str, **headers: str) -> AsyncIterator[Stream]:
    given = {"Authorization": f"Bearer {token}"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    async with (
        httpx.AsyncClient(base_url=address, headers=given, trust_env=False) as client,
        client.stream("GET", "/v1/changes") as response,
    ):
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store, no-transform"
        yield Stream(response)


async def grown(served: Served, place: str) -> int:
    return (await served.store.append([make_place(place)], author="test")).revision


async def test_a_change_is_told_whoever_made_it(tmp_path: Path) -> None:
    async with (
        listening(tmp_path) as (served, address),
        stream(address, served.token(Role.READER)) as events,
    ):
        first = await events.event()
        assert first.after == first.revision == (await served.store.info()).revision
        revision = await grown(served, "new")
        assert await events.event() == ChangeEvent(after=first.revision, revision=revision)
        other = open_store(tmp_path / "s.db")
        report = await other.append([make_place("newer")], author="another process")
        await other.close()
        assert await events.event() == ChangeEvent(after=revision, revision=report.revision)


async def test_who_comes_back_misses_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as (served, address):
        token = served.token(Role.READER)
        async with stream(address, token) as events:
            seen = (await events.event()).revision
        for number in range(5):
            newest = await grown(served, f"while-away-{number}")
        async with stream(address, token, Last_Event_ID=str(seen)) as events:
            missed = await events.event()
            while missed.revision < newest:
                missed = await events.event()
        async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
            page = await client.get(
                "/v1/log",
                params={"after": seen},
                headers={"Authorization": f"Bearer {token}"},
            )
        assert len(page.text.splitlines()) == newest - seen == 5


@pytest.mark.parametrize("known", ["-1", "x", "9" * 40, "١"])
async def test_an_id_that_no_server_gives_is_refused(tmp_path: Path, known: str) -> None:
    async with listening(tmp_path) as (served, address):
        headers = {"Authorization": f"Bearer {served.token(Role.READER)}"}
        async with httpx.AsyncClient(base_url=address, headers=headers, trust_env=False) as client:
            seen = {b"Last-Event-ID": known.encode()}
            response = await client.get("/v1/changes", headers=seen)
        assert response.status_code == 400
        assert response.json()["where"] == "Last-Event-ID"
        assert response.json()["do"]


@pytest.mark.parametrize("known", ["999999", ""])
async def test_an_id_that_was_never_given_starts_anew(tmp_path: Path, known: str) -> None:
    async with listening(tmp_path) as (served, address):
        revision = (await served.store.info()).revision
        async with stream(address, served.token(Role.READER), Last_Event_ID=known) as events:
            assert await events.event() == ChangeEvent(after=revision, revision=revision)


async def test_a_quiet_stream_shows_that_it_lives(tmp_path: Path) -> None:
    async with (
        listening(tmp_path, limits=QUICK) as (served, address),
        stream(address, served.token(Role.READER)) as events,
    ):
        await events.event()
        while await events.line() != ":":
            pass


async def test_a_revoked_token_s_streams_end(tmp_path: Path) -> None:
    async with listening(tmp_path, limits=QUICK) as (served, address):
        token = served.token(Role.READER)
        async with stream(address, token) as events:
            await events.event()
            served.file.change(lambda _: ())
            await events.end()
        assert served.service.streams.open == 0
        assert 'sitmon_streams_cut_total{why="token"} 1' in served.service.metrics.text({})


async def test_a_token_has_so_many_streams_and_no_more(tmp_path: Path) -> None:
    async with listening(tmp_path, limits=replace(AMPLE, streams_per_token=2)) as (served, address):
        token, other = served.token(Role.READER), served.token(Role.READER, "another")
        async with stream(address, token) as first, stream(address, token) as second:
            await first.event()
            await second.event()
            async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
                headers = {"Authorization": f"Bearer {token}"}
                refused = await client.get("/v1/changes", headers=headers)
                assert refused.status_code == 429
                assert int(refused.headers["retry-after"]) > 0
            async with stream(address, other) as third:
                await third.event()
        async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
            # That both have gone is noticed a moment later.
            for _ in range(1_000):
                request = client.build_request("GET", "/v1/changes", headers=headers)
                response = await client.send(request, stream=True)
                await response.aclose()
                if response.status_code == 200:
                    break
        assert response.status_code == 200


async def test_a_client_that_reads_nothing_is_cut_off(tmp_path: Path) -> None:
    async with up(tmp_path, limits=replace(AMPLE, stall=0.05)) as served:
        grant = served.service.keyring.grant(f"Bearer {served.token(Role.READER)}")
        assert grant is not None
        sent: list[Message] = []
        begun, never = asyncio.Event(), asyncio.Event()

        async def receive() -> Message:
            await never.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            # What a server does whose buffers for this client are full.
            if len(sent) == 2:
                begun.set()
                await never.wait()
            sent.append(message)
            served.service.watcher.note(served.service.watcher.revision + 1)

        stream = ChangeStream(served.service, grant, None)
        answering = asyncio.create_task(stream({"type": "http", "method": "GET"}, receive, send))
        await begun.wait()
        for _ in range(1_000):
            # However much it misses, nothing piles up for it.
            served.service.watcher.note(served.service.watcher.revision + 1)
        async with asyncio.timeout(PATIENCE):
            await answering
        assert served.service.streams.open == 0
        assert 'why="slow"' in served.service.metrics.text({})


async def test_the_server_ends_while_somebody_waits(tmp_path: Path) -> None:
    async with listening(tmp_path) as (served, address):
        token = served.token(Role.READER)
        opened = asyncio.Event()

        async def wait() -> None:
            async with stream(address, token) as events:
                await events.event()
                opened.set()
                await events.end()

        waiting = asyncio.create_task(wait())
        await opened.wait()
    async with asyncio.timeout(PATIENCE):
        await waiting
