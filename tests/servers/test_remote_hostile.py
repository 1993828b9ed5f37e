"""A server that is broken, lies, or is not the one: it is not believed."""

import gzip
import json
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from situation.errors import StoreError, UsageError
from situation.link import LinkPhase
from situation.store import open_store
from situation.store.http import HttpStore, open_http
from situation.store.http_token import VARIABLE, Tokens
from situation.store.log import Entry
from tests.servers.replay import ReplayServer, cut, drip, gzip_bomb, hang, raw, redirect
from tests.situation.records import DAY, Clock, make_cast, make_claim

CANARY = "sm_" + "canary0123456789" * 2
LOG = "/v1/log?after=0&limit=200"
HEADERS = {"Sitmon-Revision": "8", "Content-Type": "application/jsonl"}

OpenHttp = Callable[..., HttpStore]


@pytest.fixture
async def connect(tmp_path: Path) -> AsyncIterator[OpenHttp]:
    opened: list[HttpStore] = []

    def connect(url: str, **fields: Any) -> HttpStore:
        tokens = Tokens({VARIABLE: CANARY})
        store = open_http(url, clock=Clock(), tokens=tokens, copy=tmp_path / "copy.db", **fields)
        opened.append(store)
        return store

    yield connect
    for store in opened:
        await store.close()


@pytest.fixture
async def entries(tmp_path: Path) -> tuple[Entry, ...]:
    clock = Clock()
    store = open_store(tmp_path / "real.db", clock=clock, create=True)
    await store.append(make_cast(), author="test")
    clock.move(hours=1)
    await store.append([make_claim("a"), make_claim("b")], author="test")
    found = await store.entries(0, 100)
    await store.close()
    return found


def lines(entries: Sequence[Entry]) -> bytes:
    return b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)


async def refusal(store: HttpStore) -> StoreError:
    """Why the copy cannot be brought up to date; the token is in nothing that is said of it."""
    with pytest.raises(StoreError) as caught:
        await store.catch_up()
    shown = f"{caught.value!r} {caught.value.__context__!r} {store.label(DAY)}"
    assert CANARY not in shown
    assert "\x1b" not in shown
    return caught.value


@pytest.mark.parametrize(
    "forge",
    [
        lambda e: replace(e, body=e.body.replace("Fighting", "Peace")),
        lambda e: replace(e, author="somebody else"),
        lambda e: replace(e, seal="0" * 64),
        lambda e: replace(e, seal="\x1b[2J"),
        lambda e: replace(e, entry=e.entry + 1),
        lambda e: replace(e, entry=2**63),
        lambda e: replace(e, kind="\x1b[31mclaim"),
        lambda e: replace(e, id="../../etc"),
        lambda e: replace(e, body="{}"),
        lambda e: replace(e, recorded_at=DAY.replace(year=1980)),
    ],
)
async def test_a_forged_entry_ends_the_copying(
    connect: OpenHttp, entries: tuple[Entry, ...], forge: Callable[[Entry], Entry]
) -> None:
    async with ReplayServer() as server:
        sent = [*entries[:-1], forge(entries[-1])]
        server.answer(LOG, lines(sent), headers=HEADERS)
        store = connect(server.url(""))
        assert "entr" in (await refusal(store)).what
        assert store.link_state.phase is LinkPhase.FAILED
        assert await store.claim("b") is None


async def test_what_comes_is_cleaned_when_it_is_read(connect: OpenHttp, tmp_path: Path) -> None:
    real = open_store(tmp_path / "real2.db", clock=Clock(), create=True)
    await real.append([*make_cast(), make_claim(text="\x1b[31mred\u202e")], author="\x1b]0;x\x07")
    entries = await real.entries(0, 100)
    await real.close()
    async with ReplayServer() as server:
        server.answer(LOG, lines(entries), headers=HEADERS | {"Sitmon-Revision": "7"})
        store = connect(server.url(""))
        await store.catch_up()
        found = await store.claim("claim")
        assert found is not None
        assert found.record.text == "^[[31mred"


@pytest.mark.parametrize(
    "answer",
    [
        raw(b"SSH-2.0-OpenSSH_9.2p1\r\n"),
        raw(b"HTTP/1.1 200 \x1b[2J\r\nSitmon-Revision: 8\r\nContent-Length: 4\r\n\r\n\x1b[2J"),
        raw(b"HTTP/1.1 200 OK\r\nSitmon-Revision: -1\r\nContent-Length: 0\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        raw(b"HTTP/1.1 200 OK\r\nSitmon-Revision: 8\r\nContent-Length: 0\r\n\r\n"),
        raw(b"HTTP/1.1 418 \x1b[2J\r\nX: \x1b[2J\r\nContent-Length: 4\r\n\r\n\x1b[2J"),
        raw(b"HTTP/1.1 500 No\r\nContent-Length: 99999999999\r\n\r\n"),
        gzip_bomb(300, layers=2),
        redirect("http://127.0.0.1:1/stolen"),
        redirect("//other.example/v1/log"),
    ],
)
async def test_what_is_no_answer(connect: OpenHttp, answer: Any) -> None:
    async with ReplayServer() as server:
        server.play(LOG, answer)
        await refusal(connect(server.url("")))
        assert server.connections == 1


async def test_a_bomb_in_a_page(
    connect: OpenHttp, entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation.store.http_pages.MOST_OF_AN_ENTRY", 1_000_000)
    bomb = gzip.compress(lines(entries[:3]) + bytes(100_000_000))
    async with ReplayServer() as server:
        server.answer(LOG, bomb, headers=HEADERS | {"Content-Encoding": "gzip"})
        assert "longer than" in (await refusal(connect(server.url("")))).what


async def test_a_page_that_is_cut_keeps_what_came(
    connect: OpenHttp, entries: tuple[Entry, ...]
) -> None:
    body = lines(entries)
    async with ReplayServer() as server:
        server.play(LOG, cut(body, len(body) - 5, headers=HEADERS))
        store = connect(server.url(""))
        await refusal(store)
        assert store.link_state.phase is LinkPhase.OFFLINE
        assert await store.claim("a") is not None


async def test_the_token_stands_in_one_header_and_nowhere_else(
    connect: OpenHttp, entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with ReplayServer() as server:
        server.answer(LOG, lines(entries), headers=HEADERS)
        await connect(server.url("")).catch_up()
        (request,) = server.requests
        headers = dict(request.headers)
        assert headers.pop("authorization") == f"Bearer {CANARY}"
        assert CANARY not in f"{request.path} {headers}"


async def test_what_a_server_says_of_a_refusal_is_cleaned(connect: OpenHttp) -> None:
    problem = {"status": 422, "title": "x", "detail": "\x1b[31mno", "where": "claim \x07", "do": ""}
    async with ReplayServer() as server:
        server.answer(LOG, json.dumps(problem).encode(), status=422)
        error = await refusal(connect(server.url("")))
        assert (error.what, error.where) == ("^[[31mno", "claim ^G")


async def test_tls_must_be_proven(
    connect: OpenHttp, entries: tuple[Entry, ...], tmp_path: Path
) -> None:
    for name, is_right in (("localhost", True), ("other.example", False)):
        async with ReplayServer(tls_name=name) as server:
            server.answer(LOG, lines(entries), headers=HEADERS)
            ca_file = tmp_path / f"{name}.pem"
            ca_file.write_bytes(server.ca_pem)
            url = f"https://localhost:{server.port}"
            error = await refusal(connect(url))
            assert "cannot prove" in error.what
            assert server.requests == []
            store = connect(url, ca_file=str(ca_file))
            if is_right:
                assert await store.catch_up() == 8
            else:
                assert "cannot prove" in (await refusal(store)).what
                assert store.link_state.phase is LinkPhase.FAILED


def test_a_missing_authority_is_said(connect: OpenHttp, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="authorities"):
        connect("https://localhost:1", ca_file=str(tmp_path / "nothing.pem"))


async def test_an_answer_that_drips_is_given_up(
    connect: OpenHttp, entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation.store.http_wire._GRACE", 0.05)
    monkeypatch.setattr("situation.store.http_wire._SLOWEST", 1e5)
    async with ReplayServer() as server:
        server.play(LOG, drip(lines(entries), gap=0.01, headers=HEADERS))
        assert "stalls" in (await refusal(connect(server.url("")))).what


async def test_a_head_that_never_ends_is_given_up(
    connect: OpenHttp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation.store.http_wire._CONNECT", 0.1)
    monkeypatch.setattr("situation.store.http_wire._READ", 0.1)
    async with ReplayServer() as server:
        server.play(LOG, hang(b"HTTP/1.1 200 OK\r\nX-A: "))
        assert "in time" in (await refusal(connect(server.url("")))).what
