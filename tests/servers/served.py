"""A served store for tests: the small situation of the reports, and tokens of every role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from httpx import ASGITransport

from situation.model import AnyRecord
from situation.pack_header import load_header
from situation.serving.app import build_app
from situation.serving.keyring import Keyring
from situation.serving.limits import Limits, Rate
from situation.serving.listening import Listening
from situation.serving.running import running
from situation.serving.service import Service
from situation.serving.token_file import TokenFile, token_path
from situation.serving.tokens import Role, new_token
from situation.store import open_sqlite
from situation.store.sqlite import SqliteStore
from tests.situation.records import Clock
from tests.situation.reports.samples import RECORDED, RECORDS

HOST = "http://sitmon.test"
DAY = "2025-11-05"
AMPLE = Limits(
    per_token=Rate(100_000, 1e5), per_address=Rate(100_000, 1e5), failures=Rate(100_000, 1e5)
)


class Tokens:
    """The tokens of a store, with their clock."""

    def __init__(self, store: Path, clock: Clock) -> None:
        self.file = TokenFile(token_path(str(store)))
        self.clock = clock

    def token(self, role: Role, name: str | None = None, **lasting: float) -> str:
        """Make a token; `lasting` as of `timedelta`, without it a year."""
        now = self.clock()
        expires_at = now + timedelta(**(lasting or {"days": 365}))
        token, secret = new_token(name or f"a {role}", role, now=now, expires_at=expires_at)
        self.file.change(lambda tokens: (*tokens, token))
        return secret


class Served(Tokens):
    """A service with its store, its tokens and its clock."""

    def __init__(self, store: SqliteStore, path: Path, clock: Clock, limits: Limits) -> None:
        super().__init__(path, clock)
        self.store = store
        self.service = Service(
            store, load_header(), Keyring(self.file, clock), clock=clock, limits=limits
        )
        self.app = build_app(self.service)

    def client(self, role: Role | None, **headers: str) -> httpx.AsyncClient:
        """A client without a socket, with a new token of this role; None: without any."""
        return self.client_with(self.token(role) if role else None, **headers)

    def client_with(self, secret: str | None, **headers: str) -> httpx.AsyncClient:
        """A client without a socket, with this token."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if secret is not None:
            given["Authorization"] = f"Bearer {secret}"
        return httpx.AsyncClient(
            transport=ASGITransport(self.app), base_url=HOST, headers=given, trust_env=False
        )


@asynccontextmanager
async def opened(
    directory: Path, *more: AnyRecord, limits: Limits = AMPLE
) -> AsyncIterator[Served]:
    """A store of the small situation and these records, with a service that is not entered."""
    clock = Clock(RECORDED)
    path = directory / "s.db"
    store = open_sqlite(path, clock=clock, create=True, poll_interval=0.01)
    try:
        await store.append((*RECORDS, *more), author="test")
        yield Served(store, path, clock, limits)
    finally:
        await store.close()


@asynccontextmanager
async def up(directory: Path, *more: AnyRecord, limits: Limits = AMPLE) -> AsyncIterator[Served]:
    """A service that answers without a socket."""
    async with opened(directory, *more, limits=limits) as served, served.service:
        yield served


@asynccontextmanager
async def listening(
    directory: Path, *more: AnyRecord, limits: Limits = AMPLE
) -> AsyncIterator[tuple[Served, str]]:
    """A service on a port of loopback, and its address."""
    async with (
        opened(directory, *more, limits=limits) as served,
        running(served.service, Listening(port=0)) as (_, address),
    ):
        yield served, address


def asked(**parameters: Any) -> dict[str, Any]:
    """Parameters with the day that the small situation is about."""
    return {"as_of": DAY} | parameters
