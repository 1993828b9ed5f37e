"""A fetcher for tests: short limits, no waiting, a resolver and a network of the test's own."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpcore

from situation.connector import Wanted
from situation.errors import FetchError
from situation.sources.fetch import Fetcher
from situation.sources.fetch_manners import Manners
from situation.sources.fetch_values import Limits
from tests.conftest import NOW
from tests.servers.replay import HOST, ReplayServer

PUBLIC = "93.184.216.34"
QUICK = Limits(connect=1.0, read=1.0, total=3.0, slowest=1e12)


class FakeResolver:
    """Answers from a table, counts the questions; an unknown name has one public address."""

    def __init__(self, table: Mapping[str, Sequence[str]] | None = None) -> None:
        self.table = dict(table or {})
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.table.get(host, (PUBLIC,))


class LoopbackDial(httpcore.AsyncNetworkBackend):
    """Writes down what is dialled and connects to a server of the test in its place."""

    def __init__(self, port: int) -> None:
        self.dialled: list[tuple[str, int]] = []
        self._port = port
        self._real = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.dialled.append((host, port))
        return await self._real.connect_tcp(HOST, self._port, timeout)


async def no_wait(seconds: float) -> None:
    """A sleep that only lets others run."""
    await asyncio.sleep(0)


def quick_fetcher(server: ReplayServer, **changes: Any) -> Fetcher:
    """A fetcher whose operator has named the server as his own, with short limits and no pauses."""
    given: dict[str, Any] = {
        "own_urls": [server.url("/")],
        "limits": QUICK,
        "manners": Manners(gap=0),
        "clock": lambda: NOW,
        "sleep": no_wait,
    }
    return Fetcher(**{**given, **changes})


async def refusal(fetcher: Fetcher, url: str, **wanted: Any) -> FetchError:
    """The error of a fetch that must fail."""
    try:
        came = await fetcher.fetch(Wanted(url=url, **wanted))
    except FetchError as error:
        return error
    raise AssertionError(f"nothing was refused: {came.status} from {url}")


def written(path: Path, data: bytes) -> str:
    """A file of this content, as the settings name it."""
    path.write_bytes(data)
    return str(path)
