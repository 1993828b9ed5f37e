"""A service on a socket: how it begins and ends."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from situation.serving.app import build_app
from situation.serving.certificates import certificate_error
from situation.serving.connections import Door, connections_through
from situation.serving.limits import Limits
from situation.serving.listening import Listening, address_of, open_listener
from situation.serving.service import Service

_LAST_WORDS_SECONDS: Final = 5
_KEEP_ALIVE_SECONDS: Final = 30


async def run_service(
    service: Service, listening: Listening, *, ready: Callable[[str], None]
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        service: what is served; entered and left here.
        listening: where.
        ready: told the address as soon as requests are answered.

    Raises:
        UsageError: it may not listen there.
        SitmonError: it cannot listen there, or the certificate cannot be used.
        StoreError: the store cannot be read.
    """
    async with running(service, listening) as (server, address):
        ready(address)
        with _stopped_by_signals(server):
            await server.ended()


@asynccontextmanager
async def running(service: Service, listening: Listening) -> AsyncIterator[tuple["Server", str]]:
    """A server that runs for as long as the context lasts, and its address.

    Raises:
        UsageError: it may not listen there.
        SitmonError: it cannot listen there, or the certificate cannot be used.
        StoreError: the store cannot be read.
    """
    listener = open_listener(listening, service.limits)
    try:
        async with service:
            server = Server(_config(build_app(service), listening, service.limits), service)
            await server.begin(listener)
            try:
                yield server, address_of(listener, listening)
            finally:
                await server.end()
    finally:
        listener.close()


class Server(uvicorn.Server):
    """uvicorn's server, as a task that leaves the signals alone and ends its streams first.

    Args:
        config: how it answers.
        service: whose streams end with it.
    """

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._up = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    async def begin(self, listener: socket.socket) -> None:
        """Return as soon as requests are answered."""
        self._serving = asyncio.create_task(self.serve([listener]))
        up = asyncio.create_task(self._up.wait())
        await asyncio.wait((up, self._serving), return_when=asyncio.FIRST_COMPLETED)
        up.cancel()

    async def ended(self) -> None:
        """Wait for the end."""
        if self._serving is not None:
            await self._serving

    async def end(self) -> None:
        """Answer what was asked, and end."""
        self.should_exit = True
        await self.ended()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell as soon as the socket is taken."""
        await super().startup(sockets)
        self._up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send away those who wait for changes: they would be waited for otherwise."""
        self._service.watcher.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the command: uvicorn would end the process before the store."""
        yield


def _config(app: ASGIApp, listening: Listening, limits: Limits) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=connections_through(Door(limits)),
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        # Whoever is on this machine may say for whom it asks: that is the proxy in front.
        proxy_headers=True,
        forwarded_allow_ips=["127.0.0.1", "::1"],
        limit_concurrency=limits.connections,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_LAST_WORDS_SECONDS,
        h11_max_incomplete_event_size=limits.header,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )
    try:
        config.load()
    except OSError as error:
        # An SSLError is one too.
        raise certificate_error(listening, error) from None
    return config


@contextmanager
def _stopped_by_signals(server: Server) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
