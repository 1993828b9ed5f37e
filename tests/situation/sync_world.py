"""A store, evidence, feeds and connectors of a test's own for the sync."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from situation.attempt_records import Attempt
from situation.connector import Batch, Body, Connector, Known, Wanted
from situation.mapframe import MapFrame
from situation.settings_model import FeedSettings, Settings
from situation.sources.feeds import Feed
from situation.sources.fetch import Fetcher, own_urls
from situation.sources.fetch_manners import Manners
from situation.sources.fetch_values import Limits
from situation.store import open_store
from situation.store.base import Store
from situation.sync import sync
from situation.sync_evidence import StoreEvidence
from situation.sync_report import SyncReport
from tests.servers.fetching import no_wait
from tests.servers.replay import ReplayServer
from tests.situation.records import Clock, make_cast

NOW = datetime(2025, 11, 5, 12, tzinfo=UTC)
FRAME = MapFrame(centre=(36.0, 48.5), bounds=(22.0, 44.0, 40.5, 52.6), occupier="RU")
ONE = (Wanted(url="https://news.example/one"),)
RSS = {"Content-Type": "application/rss+xml"}


class StubConnector:
    """A connector whose methods are a test's functions.

    Args:
        key: its name; also that of the sentences it tells.
        wanted: what it asks for.
        read: what it makes of the bodies.
    """

    source = "nyt"
    every = timedelta(hours=1)
    on_by_default = True
    notice = ""

    def __init__(
        self,
        key: str = "stub",
        *,
        wanted: Callable[[Known], tuple[Wanted, ...]] = lambda known: ONE,
        read: Callable[[Sequence[Body], Known], Batch] = lambda bodies, known: Batch(),
        **fields: Any,
    ) -> None:
        self.key = key
        self._wanted = wanted
        self._read = read
        for name, value in fields.items():
            setattr(self, name, value)

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        return self._wanted(known)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        return self._read(bodies, known)


class World:
    """What a sync needs, and what it said."""

    def __init__(self, folder: Path, store: Store, clock: Clock) -> None:
        self.folder = folder
        self.store = store
        self.clock = clock
        self.evidence = StoreEvidence(folder / "evidence")
        self.settings = Settings()
        self.told: list[str] = []
        self.own: tuple[str, ...] = ()

    async def sync(self, *connectors: Connector, **changes: Any) -> SyncReport:
        """One run."""
        fetcher = Fetcher(
            own_urls=(*own_urls(self.settings), *self.own),
            limits=Limits(connect=1.0, read=2.0, total=3.0, slowest=1e12),
            manners=Manners(gap=0),
            clock=self.clock,
            sleep=no_wait,
            validators=self.evidence.validators,
        )
        given: dict[str, Any] = {
            "frame": FRAME,
            "country": "UA",
            "clock": self.clock,
            "progress": self.told.append,
        }
        return await sync(
            self.store, self.settings, connectors, fetcher, self.evidence, **{**given, **changes}
        )

    async def claims(self) -> dict[str, str]:
        """The text of every claim by id."""
        from situation.periods import LATEST, Viewpoint
        from situation.store.claim_query import ClaimQuery

        query = ClaimQuery(viewpoint=Viewpoint(valid_at=LATEST), limit=10_000)
        return {
            item.record.id: item.record.text for item in (await self.store.claims(query)).claims
        }


@asynccontextmanager
async def world_in(folder: Path) -> AsyncIterator[World]:
    """A store with the usual cast in a directory."""
    clock = Clock(NOW)
    store = open_store(folder / "s.db", clock=clock, create=True)
    await store.append(make_cast(), author="pack")
    try:
        yield World(folder, store, clock)
    finally:
        await store.close()


@asynccontextmanager
async def servers(count: int) -> AsyncIterator[list[ReplayServer]]:
    """So many hosts."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(ReplayServer()) for _ in range(count)]


def feed_settings(hosts: Iterable[ReplayServer]) -> dict[str, FeedSettings]:
    """A feed `feed-N` on each host, each by a source `source-N` of its own."""
    return {
        f"feed-{number}": FeedSettings(url=host.url("/feed.xml"), source=f"source-{number}")
        for number, host in enumerate(hosts)
    }


def rss(tag: str, count: int = 5, *, first: int = 0, words: str = "Fighting in the city") -> bytes:
    """A feed of items said at different minutes of the morning of `NOW`."""
    items = "".join(
        f"<item><title>{words} {tag} {number}</title><guid>{tag}-{number}</guid>"
        f"<link>https://news.example/{tag}/{number}</link>"
        f"<pubDate>Wed, 05 Nov 2025 0{number % 9}:{number % 60:02}:00 GMT</pubDate></item>"
        for number in range(first, first + count)
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
    return f"{head}{items}</channel></rss>".encode()


def one_feed(world: World, host: ReplayServer) -> Feed:
    """The feed `feed-0` of a host, in the world's settings."""
    feeds = feed_settings([host])
    world.settings = Settings(feeds=feeds)
    return Feed("feed-0", feeds["feed-0"])


async def attempt(world: World, key: str = "feed-0") -> Attempt:
    """The last attempt of a connector."""
    found = {item.record.connector: item.record for item in await world.store.attempts()}
    return found[key]
