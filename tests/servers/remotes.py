"""A sitmon server on loopback, in a thread of its own: as many stores as a test wants, by name.

    with RemoteServer(tmp_path) as server:
        remote = await server.remote("first", clock)       # a store, behind server.url("first")
        store = open_http(remote.url, tokens=remote.tokens(), copy=tmp_path / "copy.db")

Each store has an admin's token; `remote.token(role)` makes others. `server.port` may be put behind
a `Throttle`; `server.url(name, port)` is then the address through it.
"""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import uvicorn
from starlette.types import Receive, Scope, Send

from situation.model import AnyRecord
from situation.pack_header import load_header
from situation.periods import Clock
from situation.serving.app import build_app
from situation.serving.keyring import Keyring
from situation.serving.limits import Limits, Rate
from situation.serving.service import Service
from situation.serving.token_file import TokenFile
from situation.serving.tokens import Role, new_token
from situation.store import open_sqlite
from situation.store.http_token import VARIABLE, Tokens
from situation.store.sqlite import SqliteStore

T = TypeVar("T")

HOST: Final = "127.0.0.1"
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
FAR: Final = datetime(2100, 1, 1, tzinfo=UTC)
AMPLE: Final = Limits(
    per_token=Rate(100_000, 1e5),
    per_address=Rate(100_000, 1e5),
    failures=Rate(100_000, 1e5),
    heartbeat=0.2,
    streams_per_token=100,
)


class Remote:
    """One store behind the server."""

    def __init__(self, url: str, store: SqliteStore, service: Service, file: TokenFile) -> None:
        self.url = url
        self.store = store
        """The store itself; it belongs to the server's loop, its files to anybody."""
        self.service = service
        self.app = build_app(service)
        self._file = file
        self.admin = self.token(Role.ADMIN)

    def token(self, role: Role, name: str = "somebody") -> str:
        """Make a token that opens this store."""
        token, secret = new_token(name, role, now=LONG_AGO, expires_at=FAR)
        self._file.change(lambda tokens: (*tokens, token))
        return secret

    async def record(self, records: Iterable[AnyRecord]) -> None:
        """Append, on the server's loop, and have its streams tell of it."""
        report = await self.store.append(records, author="somebody")
        self.service.watcher.note(report.revision)

    def tokens(self, secret: str | None = None) -> Tokens:
        """The tokens of a client that was given this one; None: the admin's."""
        return Tokens({VARIABLE: secret or self.admin})

    def admit(self, other: "Remote") -> None:
        """Let the tokens of another store open this one too."""
        self._file.change(lambda tokens: (*tokens, *other._file.read()))

    def revoke_all(self) -> None:
        """Let no token open this store any more."""
        self._file.change(lambda _: ())


class RemoteServer:
    """The server; see the module.

    Args:
        directory: for the stores and their tokens.
        port: to listen on; 0: one that is free.
    """

    def __init__(self, directory: Path, *, port: int = 0) -> None:
        self._directory = directory
        self._remotes: dict[str, Remote] = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((HOST, port))
        self.port: int = self._socket.getsockname()[1]
        self.requests: list[tuple[str, str]] = []
        """Method and path with its query, of every request."""
        self._loop: asyncio.AbstractEventLoop
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def url(self, name: str, port: int | None = None) -> str:
        """The address of a store, through another port if one is given."""
        return f"http://{HOST}:{port or self.port}/{name}"

    async def remote(self, name: str, clock: Clock, limits: Limits = AMPLE) -> Remote:
        """The store of a name, made when it is not there."""
        if name not in self._remotes:
            self._remotes[name] = await self.run(self._opened(name, clock, limits))
        return self._remotes[name]

    def swap(self, name: str, other: str) -> None:
        """Put another store behind the address of one."""
        self._remotes[name], self._remotes[other] = self._remotes[other], self._remotes[name]

    async def append(self, remote: Remote, *records: AnyRecord) -> None:
        """Record in a store, as if somebody else had done it through the server."""
        await self.run(remote.record(records))

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do work on the server's loop."""
        return await asyncio.wrap_future(self._submitted(work))

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self._submitted(self._close()).result()
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _submitted(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        config = uvicorn.Config(
            self._app,
            interface="asgi3",
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
        )
        self._server = uvicorn.Server(config)
        self._ready.set()
        await self._server.serve(sockets=[self._socket])

    async def _opened(self, name: str, clock: Clock, limits: Limits) -> Remote:
        path = self._directory / f"{name}.db"
        # Whatever is appended comes through the server, which knows of it without looking.
        store = open_sqlite(path, clock=clock, create=True, poll_interval=2.0)
        file = TokenFile(path.with_suffix(".tokens"))
        service = Service(store, load_header(), Keyring(file, clock), clock=clock, limits=limits)
        await service.__aenter__()
        return Remote(self.url(name), store, service, file)

    async def _close(self) -> None:
        for remote in self._remotes.values():
            await remote.service.__aexit__(None, None, None)
            await remote.store.close()

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        _, name, *rest = scope["path"].split("/", 2)
        path = "/" + "".join(rest)
        self.requests.append((scope["method"], f"{path}?{scope['query_string'].decode()}"))
        await self._remotes[name].app({**scope, "path": path}, receive, send)
