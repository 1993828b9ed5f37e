"""What a remote store costs on the line: the first download, and one changed record after it.

A server on loopback holds the bundled situation and some thousand claims. The bytes from the server
are counted by a proxy: all of them for the first time, those of one changed record while the client
follows, and those of one that changed while it was away (with reconnecting and comparing the two
logs). Wanted: at most 5 % of a full download. The floor is the changed entry as JSON.

Then the delay of one change, from the moment the server has recorded it until the client's copy has
it, on a free line and on one of 50 kbit/s and 300 ms; the floor is a bare request on the same line.

    python -m benchmarks.remote [CLAIMS]
"""

import asyncio
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import msgspec

from situation.model import Claim
from situation.pack import load_pack
from situation.periods import utc_now
from situation.store.http import HttpStore, open_http
from situation.vocabulary import ClaimKind
from tests.servers.remotes import Remote, RemoteServer
from tests.servers.throttle import Throttle

_CLAIMS = 20_000
_CHANGES = 100
_SLOW_CHANGES = 8
_SLOW = {"bytes_per_second": 50_000 / 8, "delay": 0.3}


def _claims(number: int, source: str, place: str) -> Iterator[Claim]:
    """Claims of random words, which pack about as well as real ones."""
    chance = random.Random(4)  # noqa: S311 - nothing secret: the same claims at every run
    words = [
        "".join(chance.choices("aeionrstlkmp", k=chance.randrange(3, 11))) for _ in range(4_000)
    ]
    for index in range(number):
        yield Claim(
            id=f"bench-{index}",
            source=source,
            places=(place,),
            kind=ClaimKind.EVENT,
            text=" ".join(chance.choices(words, k=chance.randrange(12, 40))),
            said_at=utc_now(),
        )


async def _filled(server: RemoteServer, number: int) -> tuple[Remote, Claim]:
    remote = await server.remote("store", utc_now)
    pack = load_pack()
    await server.append(remote, *pack.all_records())
    places, sources = await remote.store.places(), await remote.store.sources()
    claims = list(_claims(number, sources[0].record.id, places[0].record.id))
    await server.append(remote, *claims)
    return remote, claims[0]


async def _reach(store: HttpStore, revision: int) -> None:
    async for reached in store.changes(0):
        if reached >= revision:
            return


async def _change(server: RemoteServer, remote: Remote, claim: Claim, text: str) -> int:
    await server.append(remote, msgspec.structs.replace(claim, text=text))
    return remote.service.watcher.revision


async def _print_bytes(server: RemoteServer, remote: Remote, claim: Claim, directory: Path) -> None:
    async with Throttle(server.port) as line:
        url = server.url("store", line.port)
        store = open_http(url, tokens=remote.tokens(), copy=directory / "copy.db")
        begun = time.perf_counter()
        await _reach(store, remote.service.watcher.revision)
        seconds = time.perf_counter() - begun
        full = line.received
        entries = remote.service.watcher.revision
        print(f"full download: {entries:,} entries, {full:,} bytes, {seconds:.1f} s")
        await _reach(store, await _change(server, remote, claim, "changed once"))
        live = line.received - full
        await store.close()
        revision = await _change(server, remote, claim, "changed twice")
        before = line.received
        store = open_http(url, tokens=remote.tokens(), copy=directory / "copy.db")
        await _reach(store, revision)
        away = line.received - before
        floor = len(msgspec.json.encode((await store.entries(revision - 1, 1))[0]))
        await store.close()
    for name, size in (("live", live), ("while away", away)):
        print(f"one changed record, {name}: {size:,} bytes, {size / full:.3%} of a full download")
    print(f"floor: the entry as JSON {floor:,} bytes; wanted: at most 5 %")


async def _print_delay(
    server: RemoteServer,
    remote: Remote,
    claim: Claim,
    directory: Path,
    *,
    changes: int,
    line: Throttle,
    name: str,
) -> None:
    async with line:
        url = server.url("store", line.port)
        store = open_http(url, tokens=remote.tokens(), copy=directory / "copy.db")
        await _reach(store, remote.service.watcher.revision)
        spent: list[float] = []
        floor: list[float] = []
        for number in range(changes):
            revision = await _change(server, remote, claim, f"{name} {number}")
            begun = time.perf_counter()
            await _reach(store, revision)
            spent.append(1000 * (time.perf_counter() - begun))
            begun = time.perf_counter()
            await store.catch_up()
            floor.append(1000 * (time.perf_counter() - begun))
        await store.close()
    print(f"delay of a change, {name}: {_spread(spent)}; a request that finds nothing new: "
          f"{_spread(floor)}")  # fmt: skip


def _spread(values: list[float]) -> str:
    cuts = quantiles(values, n=100, method="inclusive")
    return f"p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms"


async def _run(claims: int) -> None:
    with TemporaryDirectory() as scratch:
        directory = Path(scratch)
        with RemoteServer(directory) as server:
            remote, claim = await _filled(server, claims)
            await _print_bytes(server, remote, claim, directory)
            for name, count, line in (
                ("free line", _CHANGES, Throttle(server.port)),
                ("50 kbit/s and 300 ms", _SLOW_CHANGES, Throttle(server.port, **_SLOW)),
            ):
                await _print_delay(
                    server, remote, claim, directory, changes=count, line=line, name=name
                )


def main(claims: int = _CLAIMS) -> None:
    """Measure with so many claims."""
    asyncio.run(_run(claims))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _CLAIMS)
