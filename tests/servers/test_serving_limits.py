"""How much one client may send and ask: bodies, heads, rates and streams."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import msgspec
import pytest

from situation.model import AnyRecord
from situation.serving.connections import Door
from situation.serving.limits import Buckets, Limits, Rate, Streams, client_key
from situation.serving.tokens import Role
from tests.servers.served import AMPLE, listening, up
from tests.situation.records import make_note

STATUS = "/v1/status"


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def sent(*records: AnyRecord, **more: object) -> dict[str, object]:
    return {"records": json.loads(msgspec.json.encode(records)), **more}


def detail(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    return str(problem["detail"])


async def test_bodies_are_bounded_and_of_one_kind(tmp_path: Path) -> None:
    limits = msgspec.structs.replace(AMPLE, body=1_000, admin_body=3_000)
    async with up(tmp_path, limits=limits) as served:
        body = json.dumps(sent(make_note(text="x" * 1_500))).encode()
        kind = {"Content-Type": "application/json"}

        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(body), 100):
                yield body[start : start + 100]

        async with served.client(Role.ANALYST) as client:
            told = await client.post("/v1/append", content=body, headers=kind)
            untold = await client.post("/v1/append", content=pieces(), headers=kind)
            assert (told.status_code, untold.status_code) == (413, 413)
            other = {"Content-Type": "text/plain"}
            assert (
                await client.post("/v1/append", content=b"{}", headers=other)
            ).status_code == 415
            packed = {**kind, "Content-Encoding": "gzip"}
            assert (
                await client.post("/v1/append", content=b"x", headers=packed)
            ).status_code == 415
            for wrong in (b"", b"[", b"[" * 900, b'{"records":[{"record":"x"}]}', b"\xff", b"{}"):
                response = await client.post("/v1/append", content=wrong, headers=kind)
                assert response.status_code == 400, wrong
                assert "`" not in detail(response)
                assert response.json()["do"].startswith("see /openapi.json")
            assert detail(response) == "these are no records: the field records is missing"
        async with served.client(Role.ADMIN) as client:
            response = await client.post("/v1/append", content=body, headers=kind)
            assert response.status_code == 200


async def test_a_head_that_never_ends_is_refused(tmp_path: Path) -> None:
    async with listening(tmp_path) as (served, address):
        headers = {"Authorization": f"Bearer {served.token(Role.READER)}"}
        async with httpx.AsyncClient(base_url=address, headers=headers, trust_env=False) as client:
            response = await client.get(STATUS, headers={"X-Long": "x" * 20_000})
            assert response.status_code == 431
            with suppress(httpx.TransportError):
                # Cut off in the middle, or told: as the pieces arrive.
                endless = await client.get(STATUS, headers={"X-Long": "x" * 400_000})
                assert endless.status_code in (400, 431)
            assert (await client.get(STATUS)).status_code == 200
            assert (await client.get(STATUS, params={"as_of": "x" * 9_000})).status_code == 400


@pytest.mark.parametrize("begun", [b"", b"GET /v1/status HTTP/1.1\r\nX-Slow: "])
async def test_half_a_request_has_its_time_and_no_more(tmp_path: Path, begun: bytes) -> None:
    limits = msgspec.structs.replace(AMPLE, head_deadline=0.1)
    async with listening(tmp_path, limits=limits) as (_, address):
        whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        for before in (b"", whole):
            reader, writer = await asyncio.open_connection("127.0.0.1", port_of(address))
            writer.write(before)
            if before:
                await reader.readuntil(b"}")
            writer.write(begun)
            if before and not begun:
                # A connection that has asked may rest for as long as others do.
                writer.write(whole)
                await reader.readuntil(b"}")
            else:
                with suppress(ConnectionResetError):
                    assert await asyncio.wait_for(reader.read(), 10) == b""
            writer.close()


async def test_many_halves_of_requests_keep_nobody_out(tmp_path: Path) -> None:
    limits = msgspec.structs.replace(AMPLE, connections=8)
    async with listening(tmp_path, limits=limits) as (_, address):
        halves = [await asyncio.open_connection("127.0.0.1", port_of(address)) for _ in range(20)]
        for _, writer in halves:
            writer.write(b"GET /healthz HTTP/1.1\r\n")
        async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
            assert (await client.get("/healthz")).status_code == 200
        for _, writer in halves:
            writer.close()


def test_connections_of_one_address_are_counted() -> None:
    door = Door(Limits(connections_per_address=2))
    assert [door.entered("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert door.entered("192.0.2.2")
    door.left("192.0.2.1")
    door.left("192.0.2.1")
    assert door.entered("192.0.2.1")
    assert all(door.entered("127.0.0.1") for _ in range(9))


async def test_a_proxy_on_this_machine_says_for_whom_it_asks(tmp_path: Path) -> None:
    limits = Limits(failures=Rate(1, 0.001))
    async with (
        listening(tmp_path, limits=limits) as (_, address),
        httpx.AsyncClient(base_url=address, trust_env=False) as client,
    ):
        codes = [
            (await client.get(STATUS, headers={"X-Forwarded-For": shown})).status_code
            for shown in ("192.0.2.1", "192.0.2.1", "192.0.2.2")
        ]
    assert codes == [401, 429, 401]


async def test_rates_of_tokens_addresses_and_failures(tmp_path: Path) -> None:
    limits = Limits(per_token=Rate(3, 0.1), per_address=Rate(12, 0.1), failures=Rate(2, 0.1))
    async with up(tmp_path, limits=limits) as served:
        async with served.client(Role.READER) as client:
            codes = [(await client.get("/v1/log")).status_code for _ in range(4)]
            assert codes == [200, 200, 200, 429]
            refusal = await client.get("/v1/log")
            assert 1 <= int(refusal.headers["retry-after"]) <= 10
            assert "this token" in detail(refusal)
        async with served.client(None) as client:
            codes = [(await client.get(STATUS)).status_code for _ in range(3)]
            assert codes == [401, 401, 429]
        async with served.client(Role.ADMIN) as client:
            # Another's failures do not lock out who has a token.
            assert (await client.get("/v1/log")).status_code == 200
            codes = [(await client.get("/healthz")).status_code for _ in range(20)]
            assert set(codes) == {200}
            assert "this address" in detail(await _refusal_by_address(client))


async def _refusal_by_address(client: httpx.AsyncClient) -> httpx.Response:
    for _ in range(20):
        response = await client.get("/v1/log")
        if "address" in response.text:
            break
    return response


def test_buckets_fill_again() -> None:
    now = [0.0]
    buckets = Buckets(Rate(2, 0.5), clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 2.0]
    assert buckets.take("b") == 0.0
    now[0] = 2.0
    assert [buckets.take("a") for _ in range(2)] == [0.0, 2.0]
    now[0] = 1000.0
    assert [buckets.take("a") > 0 for _ in range(3)] == [False, False, True]


def test_streams_are_counted_and_let_go() -> None:
    streams = Streams(1)
    with streams.opened("a"):
        assert streams.is_full("a")
        assert not streams.is_full("b")
        assert streams.open == 1
    assert not streams.is_full("a")
    assert streams.open == 0


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("nonsense", "unknown"),
    ],
)
def test_one_client_s_addresses_are_one(address: str, key: str) -> None:
    assert client_key(address) == key
