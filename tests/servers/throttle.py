"""A proxy on loopback that makes a good line bad: slow, late, cut.

    async with Throttle(port, bytes_per_second=6_250, delay=0.3) as line:
        ... connect to line.port ...
        line.cut()                  # drops every connection; new ones are refused
        line.mend()

It passes bytes on untouched, in both directions, and keeps count of them. Both directions share one
line each; all connections share them.
"""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from typing import Final, Self

HOST: Final = "127.0.0.1"
_SMALLEST_PIECE: Final = 256
_LARGEST_PIECE: Final = 65_536


class _Line:
    """One direction: pieces leave at the rate, one after another, and arrive after the delay."""

    def __init__(self, bytes_per_second: float, delay: float) -> None:
        self._rate = bytes_per_second
        self._delay = delay
        self._free_at = 0.0
        self.passed = 0
        """Bytes that have arrived."""

    @property
    def piece(self) -> int:
        """How much is sent at a time: a tenth of a second's worth."""
        return int(min(max(self._rate / 10, _SMALLEST_PIECE), _LARGEST_PIECE))

    def arrival(self, size: int) -> float:
        """When a piece that is sent now arrives, by the loop's clock."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now) + size / self._rate
        return self._free_at + self._delay


class Throttle:
    """The proxy; see the module.

    Args:
        target: port of the server on loopback.
        bytes_per_second: in each direction.
        delay: seconds that a byte is on the way.
    """

    def __init__(self, target: int, *, bytes_per_second: float = 1e9, delay: float = 0.0) -> None:
        self.port = 0
        self.connections = 0
        """How often anybody connected."""
        self._target = target
        self._up = _Line(bytes_per_second, delay)
        self._down = _Line(bytes_per_second, delay)
        self._is_cut = False
        self._writers: set[StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._grown = asyncio.Condition()

    @property
    def sent(self) -> int:
        """Bytes from the clients to the server so far."""
        return self._up.passed

    @property
    def received(self) -> int:
        """Bytes from the server to the clients so far."""
        return self._down.passed

    async def passed_down(self, size: int) -> None:
        """Wait until so many bytes have come from the server."""
        async with self._grown:
            await self._grown.wait_for(lambda: self._down.passed >= size)

    async def connected(self, times: int) -> None:
        """Wait until somebody has connected so often."""
        async with self._grown:
            await self._grown.wait_for(lambda: self.connections >= times)

    def cut(self) -> None:
        """Drop every connection, and every new one, until it is mended."""
        self._is_cut = True
        for writer in self._writers:
            writer.transport.abort()

    def mend(self) -> None:
        """Let connections through again."""
        self._is_cut = False

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.create_task(self._pass_on(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        await self._tell()
        if self._is_cut:
            writer.transport.abort()
            return
        self._writers.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection(HOST, self._target)
        except OSError:
            self._close(writer)
            return
        self._writers.add(far_writer)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._flow(reader, far_writer, self._up))
                both.create_task(self._flow(far_reader, writer, self._down))
        finally:
            self._close(writer)
            self._close(far_writer)

    async def _flow(self, reader: StreamReader, writer: StreamWriter, line: _Line) -> None:
        """Pass one direction on until it ends or breaks; what is on the way still arrives."""
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(maxsize=64)
        arriving = asyncio.create_task(self._deliver(on_the_way, writer, line))
        try:
            with suppress(OSError):
                while piece := await reader.read(line.piece):
                    await on_the_way.put((line.arrival(len(piece)), piece))
            await on_the_way.put((0.0, b""))
            await arriving
        finally:
            arriving.cancel()
        with suppress(OSError, RuntimeError):
            if writer.can_write_eof():
                writer.write_eof()

    async def _deliver(
        self, on_the_way: asyncio.Queue[tuple[float, bytes]], writer: StreamWriter, line: _Line
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            arrives_at, piece = await on_the_way.get()
            if not piece:
                return
            await asyncio.sleep(max(arrives_at - loop.time(), 0))
            with suppress(OSError):
                writer.write(piece)
                await writer.drain()
            line.passed += len(piece)
            await self._tell()

    async def _tell(self) -> None:
        async with self._grown:
            self._grown.notify_all()

    def _close(self, writer: StreamWriter) -> None:
        self._writers.discard(writer)
        writer.close()
