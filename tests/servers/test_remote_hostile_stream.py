"""The stream of a server's changes when what sends it is broken or hostile.

What the collection's server sends is replayed as the answer of the route that tells of changes: it
ends in an error that says why, or in plain revisions, and costs neither memory nor what is here.
"""

import asyncio
import gzip
import json
import socket
import tracemalloc
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from situation.errors import FetchError, FetchFailure, SitmonError
from situation.link import LinkPhase
from situation.serving.wire import CHANGES_PATH, REVISION_HEADER
from situation.store import open_store
from situation.store.http import HttpStore, open_http
from situation.store.http_address import server_address
from situation.store.http_follow import Retry
from situation.store.http_token import VARIABLE, Tokens
from situation.store.http_wire import Wire
from situation.store.log import Entry
from tests.hostile import HostileCase, hostile_cases, hostile_server, needs_hostile
from tests.servers.replay import Answer, Received, ReplayServer, hang, raw
from tests.servers.test_remote_hostile import lines
from tests.situation.records import DAY, Clock, make_cast, make_claim
from tests.test_hostile_corpus import unsafe_in

HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
PREFIX: Final = 2_000_000
"""Bytes that are replayed of a stream which may have no end."""
MEMORY: Final = 12_000_000
CASES: Final = [case for case in hostile_cases("http") if case.id.startswith("http-sse-")]


def sent_for(case: HostileCase, port: int) -> bytes:
    """What the server sends for a case, until it ends, falls silent or has sent enough."""
    path = json.loads(case.payload())["path"]
    sent = b""
    with socket.create_connection(("127.0.0.1", port), timeout=0.5) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        try:
            while len(sent) < PREFIX and (piece := connection.recv(1 << 16)):
                sent += piece
        except TimeoutError:
            pass  # It has no more to say.
    assert sent.startswith(b"HTTP/1.1 200")
    return sent


async def heard(server: ReplayServer) -> tuple[list[int], SitmonError]:
    """The revisions that a stream tells of, and how it ends; both within bounds."""
    wire = Wire(server_address(server.url("")), None)
    told: list[int] = []

    async def listen() -> None:
        async for revisions in wire.changes(0):
            told.extend(revisions)

    tracemalloc.start()
    try:
        with pytest.raises(SitmonError) as caught:
            await listen()
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
        await wire.close()
    assert all(type(revision) is int and 0 <= revision < 10**15 for revision in told)
    assert unsafe_in(caught.value.line) == []
    return told, caught.value


async def until(holds: Callable[[], object]) -> None:
    """Let everybody work until a condition holds."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - the server lives in another thread
            await asyncio.sleep(0.01)


@pytest.fixture
async def entries(tmp_path: Path) -> tuple[Entry, ...]:
    """A log of eight entries, as a real server has it."""
    store = open_store(tmp_path / "real.db", clock=Clock(), create=True)
    await store.append([*make_cast(), make_claim("a"), make_claim("b")], author="test")
    found = await store.entries(0, 100)
    await store.close()
    return found


@asynccontextmanager
async def following(
    folder: Path, entries: Sequence[Entry], stream: Answer
) -> AsyncIterator[tuple[HttpStore, ReplayServer]]:
    """A store that follows a server of a sound log and this stream, once it has the log."""
    headers = {REVISION_HEADER: str(len(entries)), "Content-Type": "application/jsonl"}
    async with ReplayServer() as server:
        server.play(CHANGES_PATH, stream)
        for after in range(len(entries) + 1):
            for limit in (1, *range(20, 1_001)):
                part = lines(entries[after : after + limit])
                path = f"/v1/log?after={after}&limit={limit}"
                server.answer(path, part, headers=headers)
        tokens = Tokens({VARIABLE: "sm_" + "canary0123456789" * 2})
        retry = Retry(0.01, 0.05)
        url, copy = server.url(""), folder / "copy.db"
        store = open_http(url, clock=Clock(DAY), tokens=tokens, copy=copy, retry=retry)
        try:
            assert await store.catch_up() == len(entries)
            yield store, server
        finally:
            await store.close()


async def check_followed(store: HttpStore, server: ReplayServer, entries: Sequence[Entry]) -> None:
    """It comes back after each end of the stream, says nothing strange and keeps what it has."""
    reached = aiter(store.changes(0))
    assert await anext(reached) == len(entries)
    await until(lambda: server.asked(CHANGES_PATH) >= 3)
    asked = [request for request in server.requests if request.path == CHANGES_PATH]
    assert {request.headers["last-event-id"] for request in asked} == {str(len(entries))}
    assert server.asked("/v1/log?after=0&limit=200") == 1
    assert await store.entries(0, 100) == entries
    assert await store.claim("a") is not None
    assert unsafe_in(f"{store.link_state.why} {store.label(DAY)}") == []
    assert store.link_state.as_of is not None


def answer_of(case: HostileCase, data: bytes) -> Answer:
    return hang(data) if case.id == "http-sse-silent" else raw(data)


@needs_hostile
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
async def test_what_a_hostile_server_streams_ends_as_an_error_or_in_revisions(
    case: HostileCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation.store.http_wire._SILENCE", 0.5)
    data = await asyncio.to_thread(sent_for, case, hostile_server())
    async with ReplayServer() as server:
        server.play(CHANGES_PATH, answer_of(case, data))
        told, error = await heard(server)
    if {"flushed_or_refused", "id_ignored", "not_sent_back_raw"} & case.must:
        assert told == []
    if "stored_once" in case.must:
        assert set(told) == {7}
    assert isinstance(error, FetchError)
    assert ("cut_at_cap" in case.must) == (error.kind is FetchFailure.TOO_LARGE)
    silent = "heartbeat_timeout_then_reconnect" in case.must
    assert silent == (error.kind is FetchFailure.TIMED_OUT)


@needs_hostile
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
async def test_a_store_that_hears_a_hostile_stream_stays_as_it_is_and_comes_back(
    case: HostileCase,
    entries: tuple[Entry, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("situation.store.http_wire._SILENCE", 0.2)
    data = await asyncio.to_thread(sent_for, case, hostile_server())
    async with following(tmp_path, entries, answer_of(case, data)) as (store, server):
        await check_followed(store, server, entries)
        # However many events come at once, they are one reason to look at the log.
        assert len(server.requests) < 100 * server.asked(CHANGES_PATH)


STREAMS: Final[dict[str, tuple[bytes, list[int]]]] = {
    "revisions": (b"id: 3\ndata: {}\n\nid: 1\ndata: {}\n\nid: 2\ndata: x\n\n", [3, 1, 2]),
    "again": (b"id: 7\ndata: {}\n\n" * 50, [7] * 50),
    "nul": (b"id: a\x00b\ndata: 1\n\nid: 7\x00\ndata: 1\n\n", []),
    "escape": (b"id: \x1b[2J\ndata: \x1b]0;P\x07\n\nid: 7\ndata: \x1b[2J\n\n", [7]),
    "no-number": (b"id: -1\ndata:\n\nid: 1e9\ndata:\n\nid: 0x7\ndata:\n\nid:\ndata:\n\n", []),
    "other-digits": ("id: ٧\ndata: 1\n\nid: ７\ndata: 1\n\n".encode(), []),
    "too-large": (b"id: 9999999999999999\ndata: 1\n\n", []),
    "no-data": (b"id: 7\n\n", []),
    "no-json": (b"id: 7\ndata: {bad\n\nid: 8\ndata: {}\n\n", [7, 8]),
    "retry": (b"retry: 99999999999999999999\nid: 7\ndata: 1\n\nretry: 0\n\n", [7]),
    "event": (b"event: __proto__\nid: 7\ndata: 1\n\n", [7]),
    "two-ids": (b"id: 7\nid: \x1b\nid: 8\ndata: 1\n\n", [8]),
    "returns": (b"id: 7\r\ndata: 1\r\n\r\n", [7]),
    "half": (b"id: 7\ndata: 1", []),
    "packed": (gzip.compress(b"id: 7\ndata: 1\n\n" * 10), []),
    "utf-16": ("id: 7\ndata: 1\n\n".encode("utf-16"), []),
    "no-utf-8": (b"data: \xff\xfe\xc0\x9b\nid: 7\n\n", [7]),
    "page": (b"<html><title>Log in</title>\n\n</html>\n", []),
    "nothing": (b"", []),
}


@pytest.mark.parametrize("name", STREAMS)
async def test_each_kind_of_attack_on_the_stream(
    name: str, entries: tuple[Entry, ...], tmp_path: Path
) -> None:
    content, revisions = STREAMS[name]
    async with ReplayServer() as server:
        server.play(CHANGES_PATH, raw(HEAD + content))
        told, error = await heard(server)
    assert told == revisions
    assert "ended the stream" in error.what
    async with following(tmp_path, entries, raw(HEAD + content)) as (store, server):
        await check_followed(store, server, entries)


async def test_a_letter_that_comes_in_pieces_is_read(entries: tuple[Entry, ...]) -> None:
    async def pieces(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(HEAD)
        for byte in "id: 7\ndata: Тревога\n\n".encode():
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0)

    async with ReplayServer() as server:
        server.play(CHANGES_PATH, pieces)
        told, _ = await heard(server)
    assert told == [7]


class Flood:
    """An answer without an end; how much of it was taken."""

    def __init__(self, block: bytes) -> None:
        self.sent = 0
        self._block = block

    async def __call__(self, request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(HEAD)
        while True:
            writer.write(self._block)
            await writer.drain()
            self.sent += len(self._block)


@pytest.mark.parametrize(
    "block",
    [b"data: " + b"x" * 50_000, b"data: x\n" * 5_000, b":" + b"x" * 60_000 + b"\n"],
    ids=["line", "event", "signs-of-life"],
)
async def test_a_line_or_event_without_an_end_is_cut(block: bytes) -> None:
    flood = Flood(block)
    async with ReplayServer() as server:
        server.play(CHANGES_PATH, flood)
        told, error = await heard(server)
        await until(lambda: flood.sent > 0)
    assert told == []
    assert isinstance(error, FetchError)
    assert error.kind is FetchFailure.TOO_LARGE
    assert flood.sent < 2 * MEMORY


async def test_events_without_an_end_leave_room_for_others(
    entries: tuple[Entry, ...], tmp_path: Path
) -> None:
    flood = Flood(b"id: 999999\ndata: 1\n\n" * 3_000)
    async with following(tmp_path, entries, flood) as (store, server):
        assert await anext(aiter(store.changes(0))) == len(entries)
        before = flood.sent
        await until(lambda: flood.sent > before + 1_000_000)
        assert await store.claim("a") is not None
        assert store.link_state.phase in (LinkPhase.LIVE, LinkPhase.CATCHING_UP)
        events = flood.sent // len(b"id: 999999\ndata: 1\n\n")
        assert len(server.requests) < events / 100


@pytest.mark.parametrize(
    "head",
    [b"text/event-stream\r\nContent-Encoding: gzip", b"text/html; charset=utf-8"],
    ids=["packed", "page"],
)
async def test_what_is_no_stream_is_refused_at_once(
    head: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation.store.http_wire._SILENCE", 0.5)
    start = b"HTTP/1.1 200 OK\r\nContent-Type: " + head + b"\r\n\r\n"
    async with ReplayServer() as server:
        server.play(CHANGES_PATH, hang(start + gzip.compress(b"id: 7\ndata: 1\n\n")))
        _, error = await heard(server)
    assert isinstance(error, FetchError)
    assert error.kind is not FetchFailure.TIMED_OUT
