"""A store on a server over a line that is slow, cut or gone, and a server that is not the one."""

import asyncio
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from situation.copying import copy_log
from situation.errors import StoreError, StoreMissing, StoreReadOnly
from situation.link import Linked, LinkPhase
from situation.serving.tokens import Role
from situation.store import open_store
from situation.store.http import HttpStore, open_http
from situation.store.http_follow import Retry
from tests.servers.following import claims, following, phase, same_log
from tests.servers.remotes import AMPLE, Remote, RemoteServer
from tests.servers.throttle import Throttle
from tests.situation.records import DAY, Clock, make_cast, make_claim, make_source

ROOT = Path(__file__).parents[2]
QUICK = Retry(0.01, 0.05, poll=0.05)
SLOW_LINE = {"bytes_per_second": 50_000 / 8, "delay": 0.3}
FOLLOW = """
import asyncio, os, sys
from pathlib import Path
from situation.store.http import open_http
async def main():
    store = open_http(sys.argv[1], copy=Path(sys.argv[2]))
    async for revision in store.changes(0):
        print(revision, flush=True)
asyncio.run(main())
"""

OpenHttp = Callable[..., HttpStore]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RemoteServer]:
    with RemoteServer(tmp_path) as server:
        yield server


@pytest.fixture
async def remote(server: RemoteServer) -> Remote:
    remote = await server.remote("store", Clock())
    await server.append(remote, *make_cast())
    return remote


@pytest.fixture
async def connect(tmp_path: Path, remote: Remote) -> AsyncIterator[OpenHttp]:
    opened: list[HttpStore] = []

    def connect(
        url: str = "", copy: str = "copy.db", secret: str | None = None, clock: Clock | None = None
    ) -> HttpStore:
        store = open_http(
            url or remote.url,
            clock=clock or Clock(),
            tokens=remote.tokens(secret),
            copy=tmp_path / copy,
            retry=QUICK,
        )
        opened.append(store)
        return store

    yield connect
    for store in opened:
        await store.close()


def asked_after(server: RemoteServer) -> list[int]:
    """Behind which entries pages of the log were asked for."""
    paths = [path for _, path in server.requests if path.startswith("/v1/log")]
    return [int(path.split("after=")[1].split("&")[0]) for path in paths]


async def counted(store: HttpStore, times: int) -> set[int]:
    """How many entries were here, each time that the state of a catching-up said so."""
    done: set[int] = set()
    await store.info()
    async with asyncio.timeout(60):
        async for state in store.link_changes():
            if state.phase is LinkPhase.CATCHING_UP:
                done.add(state.done)
            if len(done) == times:
                break
    return done


async def test_a_change_arrives_by_itself(
    server: RemoteServer, remote: Remote, connect: OpenHttp
) -> None:
    store, other = connect(), connect(copy="other.db")
    assert isinstance(store, Linked)
    changes = store.changes(0)
    assert await asyncio.wait_for(anext(changes), 10) == 6
    await phase(store, LinkPhase.LIVE)
    assert store.label(DAY) == "live"
    await other.append([make_claim()], author="test")
    assert await asyncio.wait_for(anext(changes), 10) == 7
    assert await same_log(store, remote)
    whole = [path for _, path in server.requests if path.startswith("/v1/log?after=0&")]
    assert len(whole) == 2


async def test_without_the_server_the_copy_answers_at_once(
    remote: Remote, server: RemoteServer, connect: OpenHttp
) -> None:
    async with Throttle(server.port) as line:
        url = server.url("store", line.port)
        store = connect(url)
        await store.catch_up()
        await store.close()
        line.cut()
        clock = Clock(DAY + timedelta(hours=5))
        store = connect(url, clock=clock)
        assert store.label(clock()) == "connecting, as of 2025-11-05 00:00 UTC"
        assert len(await store.places()) == 2
        assert (await store.info()).revision == 6
        with pytest.raises(StoreError, match=r"cannot be reached|broke off"):
            await store.catch_up()
        with pytest.raises(StoreError, match="nothing is recorded without the server"):
            await store.append([make_claim()], author="test")
        clock.move(minutes=9)
        assert re.fullmatch(
            r"offline since 05:00 UTC: the server (cannot be reached|broke off, or speaks no HTTP)"
            r", as of 2025-11-05 00:00 UTC",
            store.label(clock()),
        )
        changes = store.changes(6)
        waiting = asyncio.ensure_future(anext(changes))
        await server.append(remote, make_claim("while-away"))
        line.mend()
        assert await asyncio.wait_for(waiting, 10) == 7
        await phase(store, LinkPhase.LIVE)
        assert await same_log(store, remote)


async def test_a_store_that_was_never_reached_says_so(remote: Remote, connect: OpenHttp) -> None:
    async with Throttle(1) as line:
        store = connect(f"http://127.0.0.1:{line.port}")
        with pytest.raises(StoreError, match=r"cannot be reached|broke off"):
            await store.info()
        assert store.label(DAY).startswith("offline since 00:00 UTC: the server ")
        assert store.label(DAY).endswith(", nothing here yet")


async def test_slow_late_and_cut_it_ends_with_the_servers_records(
    server: RemoteServer, remote: Remote, connect: OpenHttp
) -> None:
    await server.append(remote, *claims(300))
    async with Throttle(server.port, **SLOW_LINE) as line:
        store = connect(server.url("store", line.port))
        following_on = asyncio.create_task(following(store, 307))
        await line.passed_down(9_000)
        line.cut()
        await phase(store, LinkPhase.OFFLINE)
        kept = (await store.info()).revision
        assert 0 < kept < 306
        await server.append(remote, make_claim("meanwhile"))
        line.mend()
        await following_on
        assert await same_log(store, remote)
        assert asked_after(server).count(0) == 1
        received = line.received
        await server.append(remote, make_claim("one-more"))
        await following(store, 308)
        assert line.received - received < received / 20


async def test_a_first_download_that_is_broken_off_goes_on_where_it_was(
    server: RemoteServer, connect: OpenHttp
) -> None:
    pack = await server.remote("pack", Clock())
    await server.append(pack, *make_cast(), *claims(900))
    async with Throttle(server.port, **SLOW_LINE) as line:
        url = server.url("pack", line.port)
        store = connect(url, secret=pack.admin)
        assert 20 < min(await counted(store, 2)) < 906
        await store.close()
    async with Throttle(server.port) as line:
        url = server.url("pack", line.port)
        kept = (await connect(secret=pack.admin).seal(20), await pack.store.seal(20))
        assert kept[0] == kept[1]
        store = connect(url, secret=pack.admin)
        await following(store, 906)
        assert await same_log(store, pack)
    assert asked_after(server).count(0) == 1


async def test_what_waits_when_the_line_is_cut_need_not_come_again(
    server: RemoteServer, connect: OpenHttp
) -> None:
    pack = await server.remote("pack", Clock())
    first, last = make_source("viina", depends_on=("isw",)), make_source("isw")
    await server.append(pack, *make_cast(), first, *claims(300), last)
    async with Throttle(server.port, **SLOW_LINE) as line:
        store = connect(server.url("pack", line.port), secret=pack.admin)
        following_on = asyncio.create_task(following(store, 308))
        await line.passed_down(9_000)
        line.cut()
        await phase(store, LinkPhase.OFFLINE)
        assert (await store.info()).revision == 6
        line.mend()
        await following_on
        assert await same_log(store, pack)
    assert asked_after(server).count(0) == 1
    assert max(set(asked_after(server)) - {306, 307}) > 20


async def test_a_client_that_is_killed_goes_on_where_it_was(
    server: RemoteServer, remote: Remote, connect: OpenHttp, tmp_path: Path
) -> None:
    await server.append(remote, *claims(3_000))
    async with Throttle(server.port, bytes_per_second=60_000) as line:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", FOLLOW, server.url("store", line.port), str(tmp_path / "copy.db"),
            cwd=ROOT, stdout=subprocess.PIPE, env={"SITMON_TOKEN": remote.admin},
        )  # fmt: skip
        assert process.stdout is not None
        assert int(await process.stdout.readline()) > 0
        process.send_signal(signal.SIGKILL)
        await process.wait()
    store = connect()
    kept = (await store.info()).revision
    assert 0 < kept < 3_006
    assert await store.broken_seal() == ""
    assert await store.catch_up() == 3_006
    assert await same_log(store, remote)


async def test_two_programs_share_one_copy(
    server: RemoteServer, remote: Remote, connect: OpenHttp
) -> None:
    await server.append(remote, *claims(800))
    first, second = connect(), connect()
    reached = await asyncio.gather(first.catch_up(), second.catch_up())
    assert tuple(reached) == (806, 806)
    await first.append([make_claim()], author="test")
    await second.append([make_claim("other")], author="test")
    assert await first.catch_up() == 808
    assert await same_log(first, remote)


@pytest.mark.parametrize("secret", ["sm_" + "x" * 43, "revoked"])
async def test_a_token_that_opens_nothing(remote: Remote, connect: OpenHttp, secret: str) -> None:
    store = connect()
    await store.catch_up()
    await store.close()
    if secret == "revoked":  # noqa: S105 - the name of a case
        secret = remote.token(Role.READER)
        remote.revoke_all()
    store = connect(secret=secret)
    with pytest.raises(StoreError, match="token is not valid there") as caught:
        await store.catch_up()
    assert secret not in str(caught.value) + repr(caught.value.__context__)
    assert store.link_state.phase is LinkPhase.REFUSED
    assert store.label(DAY).startswith("refused: the token is not valid there")
    assert len(await store.places()) == 2


async def test_a_token_that_is_revoked_while_it_follows(remote: Remote, connect: OpenHttp) -> None:
    store = connect(secret=remote.token(Role.READER))
    await following(store, 6)
    await phase(store, LinkPhase.LIVE)
    remote.revoke_all()
    await phase(store, LinkPhase.REFUSED)


async def test_without_a_stream_it_asks_for_what_is_new(
    server: RemoteServer, connect: OpenHttp
) -> None:
    few = await server.remote("few", Clock(), limits=replace(AMPLE, streams_per_token=1))
    await server.append(few, *make_cast())
    headers = {"Authorization": f"Bearer {few.admin}"}
    store = connect(few.url, secret=few.admin)
    async with httpx.AsyncClient(headers=headers, trust_env=False) as other:
        async with other.stream("GET", f"{few.url}/v1/changes") as taken:
            assert taken.status_code == 200
            changes = store.changes(6)
            waiting = asyncio.ensure_future(anext(changes))
            await phase(store, LinkPhase.POLLING)
            assert store.label(DAY) == "live by polling: no more than 1 streams for one token"
            await server.append(few, make_claim())
            assert await asyncio.wait_for(waiting, 10) == 7
            assert store.link_state.is_live
        await phase(store, LinkPhase.LIVE)
        assert store.label(DAY) == "live"


async def test_a_reader_reads_and_does_not_write(remote: Remote, connect: OpenHttp) -> None:
    store = connect(secret=remote.token(Role.READER))
    assert await store.catch_up() == 6
    entries = await store.entries(0, 1)
    for writing in (store.append([make_claim()], author="me"), store.replicate(entries)):
        with pytest.raises(StoreReadOnly):
            await writing
    assert not (await store.info()).writable
    await store.close()
    for role in Role:
        again = connect(secret=remote.token(role, role))
        await again.catch_up()
        assert (await again.info()).writable is (role is not Role.READER)
    assert (await remote.store.info()).revision == 6


async def test_an_analyst_writes_in_the_name_of_the_token(
    remote: Remote, connect: OpenHttp
) -> None:
    store = connect(secret=remote.token(Role.ANALYST, "Olha"))
    await store.append([make_claim()], author="somebody else")
    found = await store.claim("claim")
    assert found is not None
    assert found.author == "Olha"


async def test_a_server_whose_store_was_replaced(
    server: RemoteServer, remote: Remote, connect: OpenHttp, tmp_path: Path
) -> None:
    store = connect()
    await store.append([make_claim("of-the-old-one")], author="test")
    await store.close()
    other = await server.remote("other", Clock())
    await server.append(other, *make_cast()[:5])
    server.swap("store", "other")
    store = connect(secret=other.admin)
    changes = store.changes(7)
    assert await asyncio.wait_for(anext(changes), 10) <= 5
    await phase(store, LinkPhase.LIVE)
    assert await same_log(store, other)
    assert len(await store.places()) == 1
    assert store.label(DAY) == ("live; the server's store was replaced, the former copy is copy.db")
    await store.close()
    former = open_store(tmp_path / "copy.db")
    assert await former.claim("of-the-old-one") is not None
    await former.close()
    again = connect(secret=other.admin)
    assert again.label(DAY) == "connecting, as of 2025-11-05 00:00 UTC"
    assert await again.catch_up() == 5


async def test_of_a_replaced_store_the_copy_in_use_is_watched_not_the_former(
    server: RemoteServer, connect: OpenHttp, tmp_path: Path
) -> None:
    store = connect()
    assert await store.catch_up() == len(make_cast())
    await store.close()
    other = await server.remote("other", Clock())
    await server.append(other, *make_cast()[:5])
    server.swap("store", "other")
    store = connect(secret=other.admin)
    assert await store.catch_up() == 5
    await asyncio.to_thread((tmp_path / "copy.db").unlink)
    assert (await store.info()).revision == 5
    await asyncio.to_thread((tmp_path / "copy.2.db").unlink)
    with pytest.raises(StoreMissing, match="deleted or moved away"):
        await store.info()


async def test_a_store_is_copied_to_a_server_and_back(
    server: RemoteServer, connect: OpenHttp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("situation.store.http._POSTED_BYTES", 5_000)
    clock = Clock()
    origin = open_store(tmp_path / "origin.db", clock=clock, create=True)
    await origin.append(make_cast(), author="pack")
    for number in range(3):
        clock.move(hours=1)
        await origin.append(claims(40 + number), author="sync")
        await origin.append([make_claim(text=f"version {number}")], author="Ольга")
    empty = await server.remote("empty", Clock())
    there = connect(empty.url, copy="there.db", secret=empty.admin)
    first = await copy_log(origin, there, batch=30)
    assert first.copied == first.revision == (await empty.store.info()).revision
    assert await empty.store.seal(first.revision) == first.seal
    back = open_store(tmp_path / "back.db", clock=clock, create=True)
    fresh = connect(empty.url, copy="fresh.db", secret=empty.admin)
    assert await copy_log(fresh, back) == first
    assert await back.claim_history("claim") == await origin.claim_history("claim")
    await origin.append([make_claim("later")], author="sync")
    assert (await copy_log(origin, there)).copied == 1
    for store in (origin, back):
        await store.close()
