"""Idle live clients of a server: its memory, and how long one change takes to reach them all.

The floor is a bare starlette application that does nothing but hold as many streams and write one
line to each when it is told to.
"""

import asyncio
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from situation.pack_header import load_header
from situation.periods import utc_now
from situation.serving.keyring import Keyring
from situation.serving.limits import Limits, Rate
from situation.serving.listening import Listening
from situation.serving.running import run_service
from situation.serving.service import Service
from situation.serving.token_file import TokenFile
from situation.serving.tokens import Role, new_token
from situation.store import open_store

CLIENTS = 500
CHANGES = 40
AMPLE = Rate(5_000, 500.0)
WRITE = "/v1/append"
LISTEN = "/v1/changes"
OURS, BARE = "sitmon", "bare"


def main() -> None:
    """Print memory and delays of both."""
    for name in (BARE, OURS):
        with tempfile.TemporaryDirectory() as directory:
            asyncio.run(_measure(name, Path(directory)))


async def _measure(name: str, directory: Path) -> None:
    token = _token(directory)
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.server_live",
        name,
        str(directory),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said = await started.stdout.readline() if started.stdout else b""
        idle = _memory(started.pid)
        delays, writes, grown, spent = await _live(int(said), token, started.pid)
    finally:
        started.terminate()
        await started.communicate()
    delays.sort()
    print(
        f"{name:<7} {CLIENTS} clients: {idle:.0f} MB before, +{(grown - idle):.0f} MB "
        f"({1000 * (grown - idle) / CLIENTS:.0f} kB each); one change: the write "
        f"{1000 * sorted(writes)[len(writes) // 2]:.1f} ms, to a client p50 "
        f"{1000 * delays[len(delays) // 2]:.0f} ms, p99 "
        f"{1000 * delays[len(delays) * 99 // 100]:.0f} ms, last {1000 * delays[-1]:.0f} ms; "
        f"{1000 * spent:.1f} ms of the server's CPU"
    )


async def _live(port: int, token: str, pid: int) -> tuple[list[float], list[float], float, float]:
    """Delays to each client, durations of the writes, memory with all connected (MB), and CPU.

    All but the memory are seconds; the CPU is the server's, of one change.
    """
    arrived: asyncio.Queue[float] = asyncio.Queue()
    up = asyncio.Semaphore(0)
    listeners = [asyncio.create_task(_listen(port, token, arrived, up)) for _ in range(CLIENTS)]
    for _ in listeners:
        await up.acquire()
    grown, cpu_before = _memory(pid), _cpu(pid)
    delays: list[float] = []
    writes: list[float] = []
    headers = {"Authorization": f"Bearer {token}"}
    address = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=address, headers=headers, trust_env=False) as client:
        for number in range(CHANGES):
            begun = time.monotonic()
            response = await client.post(WRITE, json={"records": [_record(number)]})
            response.raise_for_status()
            writes.append(time.monotonic() - begun)
            delays += [await arrived.get() - begun for _ in listeners]
    spent = (_cpu(pid) - cpu_before) / CHANGES
    for listener in listeners:
        listener.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    return delays, writes, grown, spent


async def _listen(
    port: int, token: str, arrived: "asyncio.Queue[float]", up: asyncio.Semaphore
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET {LISTEN} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
    writer.write(head.encode())
    try:
        await reader.readuntil(b"data:")
        up.release()
        while True:
            await reader.readuntil(b"data:")
            arrived.put_nowait(time.monotonic())
    finally:
        writer.close()


def _record(number: int) -> dict[str, object]:
    said_at = utc_now().isoformat()
    return {
        "record": "note", "id": f"n{number}", "claims": [], "text": "seen", "author": "x",
        "said_at": said_at,
    }  # fmt: skip


def _memory(pid: int) -> float:
    """Resident memory of a process, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _cpu(pid: int) -> float:
    """CPU of a process so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _token(directory: Path) -> str:
    now = utc_now()
    token, secret = new_token("benchmark", Role.ADMIN, now=now, expires_at=now + timedelta(days=1))
    TokenFile(directory / "tokens").change(lambda _: (token,))
    return secret


async def _serve_ours(directory: Path) -> None:
    store = open_store(directory / "s.db", create=True)
    service = Service(
        store,
        load_header(),
        Keyring(TokenFile(directory / "tokens"), utc_now),
        clock=utc_now,
        limits=Limits(streams_per_token=CLIENTS, per_token=AMPLE, per_address=AMPLE),
    )
    await run_service(
        service, Listening(port=0), ready=lambda at: print(at.rpartition(":")[2], flush=True)
    )
    await store.close()


async def _serve_bare() -> None:
    told = [asyncio.Event()]

    async def stream() -> AsyncIterator[bytes]:
        yield b"data: 0\n\n"
        while True:
            await told[0].wait()
            yield b"data: 1\n\n"

    async def listen(_request: Request) -> Response:
        return StreamingResponse(stream(), media_type="text/event-stream")

    async def write(request: Request) -> Response:
        await request.body()
        event, told[0] = told[0], asyncio.Event()
        event.set()
        return Response(b"{}")

    app = Starlette(routes=[Route(LISTEN, listen), Route(WRITE, write, methods=["POST"])])
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(
        app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    await uvicorn.Server(config).serve([listener])


if __name__ == "__main__":
    if len(sys.argv) == 3:
        asyncio.run(_serve_ours(Path(sys.argv[2])) if sys.argv[1] == OURS else _serve_bare())
    else:
        main()
