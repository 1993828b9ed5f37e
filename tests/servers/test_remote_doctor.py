"""`sitmon doctor` about a store that lives on a server: its copy here, and the line to it."""

import asyncio
import json
from pathlib import Path

import pytest

from situation.errors import ExitCode
from tests.servers.remotes import RemoteServer
from tests.situation.records import Clock, make_cast
from tests.tui.consoles import run


@pytest.fixture
def token_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the token is looked for; everything else is kept beside it."""
    for kind in ("CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "own"))
    file = tmp_path / "own" / "sitmon" / "token"
    file.parent.mkdir(parents=True)
    file.touch(0o600)
    return file


def test_it_says_how_the_copy_is_connected(tmp_path: Path, token_file: Path) -> None:
    with RemoteServer(tmp_path) as server:
        remote = asyncio.run(server.remote("ukraine", Clock()))
        asyncio.run(server.append(remote, *make_cast()))
        token_file.write_text(remote.admin, "utf-8")
        sound = run("doctor", "--store", remote.url)
        assert (sound.code, sound.err) == (ExitCode.OK, "")
        assert "server          live\n" in sound.out
        token_file.write_text("sm_of-somebody-else", "utf-8")
        refused = run("doctor", "--store", remote.url)
        assert refused.code == ExitCode.FAILED
        assert "the token is not valid there" in refused.err
        assert "--repair" not in refused.err
        assert "server          refused" in refused.out
        assert "check           nothing wrong was found" in refused.out
    token_file.write_text(remote.admin, "utf-8")
    away = run("doctor", "--store", remote.url, "--json")
    assert away.code == ExitCode.FAILED
    facts = json.loads(away.out)
    assert facts["store"]["info"]["revision"] == len(make_cast())
    assert facts["store"]["server"].startswith("offline since")
    assert "cannot be reached" in facts["problems"][0]


def test_a_store_at_hand_has_no_server(tmp_path: Path) -> None:
    run("status", "--store", str(tmp_path / "s.db"))
    facts = json.loads(run("doctor", "--json", "--store", str(tmp_path / "s.db")).out)
    assert facts["store"]["server"] is None
