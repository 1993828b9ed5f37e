"""A server that comes and goes: the copy ends right, nobody is stormed, nothing is left behind."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from situation.link import LinkPhase
from situation.serving.wire import LOG_PATH
from situation.store.http import HttpStore, open_http
from situation.store.http_follow import Retry
from tests.servers.following import claims, following, phase, same_log
from tests.servers.remotes import Remote, RemoteServer
from tests.servers.throttle import Throttle
from tests.situation.records import Clock, make_cast, make_claim

FLAPS: Final = 100
SETTLED: Final = 5
"""Flaps after which everything is there that is made once: threads of pools, loaded modules."""
QUICK: Final = Retry(0.01, 0.05)
FOR_EACH: Final = 4
"""Requests that one coming back may cost: whether the log is the same, what is new, the stream; and
one that was under way when the line was cut."""


class Held(NamedTuple):
    """What this process holds on to: server, proxy and client are all in it."""

    tasks: int
    threads: int
    descriptors: int

    @classmethod
    async def settled(cls, server: RemoteServer) -> "Held":
        """Once both loops have as many threads for the disk as they ever will."""
        await asyncio.gather(_all_threads(), server.run(_all_threads()))
        return cls.now()

    @classmethod
    def now(cls) -> "Held":
        descriptors = len(list(Path("/proc/self/fd").iterdir()))
        return cls(len(asyncio.all_tasks()), threading.active_count(), descriptors)


async def _all_threads() -> None:
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.05) for _ in range(40)))


async def back_to(before: Held) -> None:
    """Wait until no more is held than before; the far side of a connection ends a little later."""
    for _ in range(1_000):
        if all(now <= then for now, then in zip(Held.now(), before, strict=True)):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"{Held.now()}, and before {before}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RemoteServer]:
    with RemoteServer(tmp_path) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def remote(server: RemoteServer, clock: Clock) -> Remote:
    remote = await server.remote("store", clock)
    await server.append(remote, *make_cast())
    return remote


def connected(remote: Remote, url: str, copy: Path, retry: Retry = QUICK) -> HttpStore:
    return open_http(url, clock=Clock(), tokens=remote.tokens(), copy=copy, retry=retry)


async def test_a_hundred_times_up_and_down(
    server: RemoteServer, remote: Remote, tmp_path: Path
) -> None:
    async with Throttle(server.port) as line:
        store = connected(remote, server.url("store", line.port), tmp_path / "copy.db")
        await following(store, 6)
        await phase(store, LinkPhase.LIVE)
        for flap in range(FLAPS):
            line.cut()
            await phase(store, LinkPhase.OFFLINE)
            await server.append(remote, make_claim(f"away-{flap}"))
            line.mend()
            await following(store, 7 + flap)
            await phase(store, LinkPhase.LIVE)
            if flap == SETTLED:
                settled, asked = await Held.settled(server), len(server.requests)
        assert len(server.requests) - asked <= FOR_EACH * (FLAPS - SETTLED)
        await back_to(settled)
        assert await same_log(store, remote)
        await store.close()


async def test_what_is_cut_in_the_middle_goes_on_from_there(
    server: RemoteServer, remote: Remote, clock: Clock, tmp_path: Path
) -> None:
    # An append with places is taken over whole, so the claims are another one.
    clock.move(hours=1)
    await server.append(remote, *claims(1_500))
    async with Throttle(server.port, bytes_per_second=200_000) as line:
        store = connected(remote, server.url("store", line.port), tmp_path / "copy.db")
        arriving = asyncio.create_task(following(store, 1_506))
        for _ in range(6):
            await line.passed_down(line.received + 4_000)
            line.cut()
            await phase(store, LinkPhase.OFFLINE)
            line.mend()
        await arriving
        await phase(store, LinkPhase.LIVE)
        assert await same_log(store, remote)
        asked = [urlsplit(path) for _, path in server.requests]
        after = [int(parse_qs(url.query)["after"][0]) for url in asked if url.path == LOG_PATH]
        assert after == sorted(after), "it goes on, or looks at the entry that it has last"
        await store.close()


async def test_a_server_that_stays_away_is_asked_ever_more_seldom(
    server: RemoteServer, remote: Remote, tmp_path: Path
) -> None:
    retry, tries = Retry(0.01, 0.32), 9
    now = asyncio.get_running_loop().time
    async with Throttle(server.port) as line:
        line.cut()
        store = connected(remote, server.url("store", line.port), tmp_path / "copy.db", retry)
        waiting = asyncio.create_task(following(store, 6))
        await line.connected(1)
        began = now()
        await line.connected(tries)
        # The least that each pause may be: half of one that doubles, up to the longest.
        assert now() - began >= sum(min(0.01 * 2**n, 0.32) / 2 for n in range(tries - 1))
        line.mend()
        await waiting
        await store.close()


async def test_nothing_is_left_when_it_is_closed(
    server: RemoteServer, remote: Remote, tmp_path: Path
) -> None:
    async with Throttle(server.port) as line:
        url = server.url("store", line.port)
        for turn in range(4 * SETTLED):
            store = connected(remote, url, tmp_path / "copy.db")
            await following(store, 6)
            await phase(store, LinkPhase.LIVE)
            if turn % 2:
                line.cut()
                await phase(store, LinkPhase.OFFLINE)
            await store.close()
            line.mend()
            if turn == SETTLED:
                settled = await Held.settled(server)
        await back_to(settled)


async def test_a_server_that_is_started_again_and_again(tmp_path: Path) -> None:
    with RemoteServer(tmp_path) as first:
        port = first.port
        remote = await first.remote("store", Clock())
        await first.append(remote, *make_cast())
        store = connected(remote, first.url("store"), tmp_path / "copy.db")
        await following(store, 6)
    for start in range(SETTLED):
        await phase(store, LinkPhase.OFFLINE)
        with RemoteServer(tmp_path, port=port) as again:
            remote = await again.remote("store", Clock())
            await again.append(remote, make_claim(f"start-{start}"))
            await following(store, 7 + start)
            assert await same_log(store, remote)
    await store.close()
