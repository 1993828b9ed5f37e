"""The monitor on a server's store, on a real terminal: from its first start, through an outage."""

import asyncio
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from situation.pack import load_pack
from tests.servers.remotes import Remote, RemoteServer
from tests.servers.throttle import Throttle
from tests.situation.records import Clock, make_claim
from tests.terminal.harness import PtyProgram
from tests.terminal.test_hostile_routes import environ

__all__ = ["environ"]

LATER = datetime(2025, 11, 20, tzinfo=UTC)
"""After everything that the bundled pack says."""
SITMON = str(Path(sys.executable).with_name("sitmon"))


async def filled(server: RemoteServer) -> Remote:
    remote = await server.remote("ukraine", Clock(LATER))
    await server.append(remote, *load_pack(None).all_records())
    return remote


def monitor(
    environ: Mapping[str, str], remote: Remote, *words: str, columns: int = 80, address: str = ""
) -> PtyProgram:
    return PtyProgram(
        [SITMON, "--store", address or remote.url, *words],
        columns=columns,
        environ={**environ, "SITMON_TOKEN": remote.admin},
    )


@pytest.mark.parametrize("start", ["first", "second"])
def test_it_is_drawn_and_a_change_arrives(
    environ: Mapping[str, str], tmp_path: Path, start: str
) -> None:
    with RemoteServer(tmp_path) as server:
        remote = asyncio.run(filled(server))
        if start == "second":
            with monitor(environ, remote) as first:
                first.wait_for("DeepState map")
                first.press("q")
                assert first.wait_exit() == 0
        with monitor(environ, remote, "Pokrovsk", "--as-of", "2025-11-05") as sitmon:
            sitmon.wait_for("DeepState map")
            sitmon.press("4")
            sitmon.wait_for("Claims · Pokrovsk · 25")
            claim = make_claim("late", text="Said meanwhile.", places=("pokrovsk",))
            asyncio.run(server.append(remote, claim))
            sitmon.wait_for("Claims · Pokrovsk · 26")
            sitmon.press("q", "q")
            assert sitmon.wait_exit() == 0


async def test_the_server_goes_away_and_comes_back(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    with RemoteServer(tmp_path) as server:
        remote = await filled(server)
        async with Throttle(server.port) as line:
            address = server.url("ukraine", line.port)
            with monitor(environ, remote, "Pokrovsk", columns=160, address=address) as sitmon:
                await on_screen(sitmon, "Claims · Pokrovsk · 25")
                sitmon.press("=")
                await on_screen(sitmon, "● live")
                line.cut()
                await on_screen(sitmon, "■ OFFLINE since")
                assert "● live" not in sitmon.text
                sitmon.press("escape")
                await on_screen(sitmon, "1 Cities")
                claim = make_claim("late", text="Said meanwhile.", places=("pokrovsk",))
                await server.append(remote, claim)
                line.mend()
                await on_screen(sitmon, "● live")
                await on_screen(sitmon, "Claims · Pokrovsk · 26")
                assert "OFFLINE" not in sitmon.text
                sitmon.press("q")
                await asyncio.to_thread(sitmon.wait_exit)


@pytest.mark.parametrize("columns", [80, 100])
async def test_that_the_servers_store_was_replaced_is_said(
    environ: Mapping[str, str], tmp_path: Path, columns: int
) -> None:
    with RemoteServer(tmp_path) as server:
        remote = await filled(server)
        other = await server.remote("other", Clock(LATER))
        await server.append(other, *load_pack(None).all_records()[:-1])
        other.admit(remote)
        async with Throttle(server.port) as line:
            address = server.url("ukraine", line.port)
            with monitor(environ, remote, columns=columns, address=address) as sitmon:
                await on_screen(sitmon, "DeepState map")
                if columns > 80:
                    sitmon.press("=")
                    await on_screen(sitmon, "● live")
                line.cut()
                await on_screen(sitmon, "OFFLINE")
                server.swap("ukraine", "other")
                line.mend()
                await on_screen(sitmon, "the server's store was replaced, the")
                await on_screen(sitmon, "store replaced, data")
                assert "OFFLINE" not in sitmon.text
                sitmon.press("q")
                await asyncio.to_thread(sitmon.wait_exit)


async def test_without_server_it_starts_with_the_copy_and_says_so(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    with RemoteServer(tmp_path) as server:
        remote = await filled(server)
        async with Throttle(server.port) as line:
            address = server.url("ukraine", line.port)
            with monitor(environ, remote, address=address) as first:
                await on_screen(first, "Cities · ")
                first.press("q")
                await asyncio.to_thread(first.wait_exit)
            line.cut()
            with monitor(environ, remote, columns=160, address=address) as second:
                await on_screen(second, "■ OFFLINE since")
                await on_screen(second, "Control · Pokrovsk")
                await on_screen(second, "copy of 2")
            elsewhere = {**environ, "XDG_CACHE_HOME": f"{tmp_path}/none"}
            with monitor(elsewhere, remote, columns=160, address=address) as third:
                await on_screen(third, "/ukraine: the server")
                assert await asyncio.to_thread(third.wait_exit) != 0


async def test_a_first_copy_that_comes_slowly_ends_where_the_present_is(
    environ: Mapping[str, str], tmp_path: Path
) -> None:
    with RemoteServer(tmp_path) as server:
        remote = await filled(server)
        newer = make_claim("newer", said_at=LATER, places=("pokrovsk",))
        await server.append(remote, newer)
        async with Throttle(server.port, bytes_per_second=40_000) as line:
            address = server.url("ukraine", line.port)
            with monitor(environ, remote, address=address) as sitmon:
                await on_screen(sitmon, "catching up")
                await on_screen(sitmon, "● live")
                sitmon.press("q")
                await asyncio.to_thread(sitmon.wait_exit)


async def on_screen(sitmon: PtyProgram, words: str) -> None:
    """Wait for words; beside the loop, which the line needs."""
    await asyncio.to_thread(sitmon.wait_for, words)
