"""What tests of remote stores record, and what they wait for."""

import asyncio

from situation.link import LinkPhase
from situation.model import Claim
from situation.store.http import HttpStore
from tests.servers.remotes import Remote
from tests.situation.records import make_claim


def claims(number: int) -> list[Claim]:
    """Claims whose texts have little in common, as real ones have."""
    return [
        make_claim(f"c{n:05}", text=f"Report {n * 7919 % 10007:x}: {n**5 % 999983:x} fell. " * 2)
        for n in range(number)
    ]


async def phase(store: HttpStore, wanted: LinkPhase) -> None:
    """Wait until the connection stands like that."""
    async with asyncio.timeout(20):
        async for state in store.link_changes():
            if state.phase is wanted:
                return


async def following(store: HttpStore, revision: int) -> None:
    """Wait until the store has come to a revision by itself."""
    async with asyncio.timeout(60):
        async for reached in store.changes(0):
            if reached >= revision:
                return


async def same_log(store: HttpStore, remote: Remote) -> bool:
    """Whether the copy holds exactly the server's entries."""
    info, far = await store.info(), await remote.store.info()
    ends_alike = await store.seal(info.revision) == await remote.store.seal(far.revision)
    return info.revision == far.revision and ends_alike and not await store.broken_seal()
