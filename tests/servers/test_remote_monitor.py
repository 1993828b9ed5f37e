"""The monitor on a server's store, on a real terminal: from its first start, through an outage."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from situation.pack import load_pack
from tests.servers.remotes import Remote, RemoteServer
from tests.situation.records import Clock, make_claim
from tests.terminal.harness import PtyProgram
from tests.terminal.test_hostile_routes import environ

__all__ = ["environ"]

SITMON = str(Path(sys.executable).with_name("sitmon"))


async def filled(server: RemoteServer) -> Remote:
    remote = await server.remote("ukraine", Clock())
    await server.append(remote, *load_pack(None).all_records())
    return remote


def monitor(environ: Mapping[str, str], remote: Remote, *words: str) -> PtyProgram:
    return PtyProgram(
        [SITMON, "--store", remote.url, *words],
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
