"""An authority of one's own: what every command trusts when it talks to a server."""

from pathlib import Path

import pytest

from situation.errors import ExitCode
from tests.servers.replay import ReplayServer
from tests.tui.consoles import run

COMMANDS = (
    ("status",),
    ("claims",),
    ("map", "Pokrovsk"),
    ("sync",),
    ("measure",),
    ("doctor",),
    ("claim", "show", "x"),
    ("copy",),
)


def on(words: tuple[str, ...], url: str) -> tuple[str, ...]:
    """The command on a store."""
    return (*words, url, url) if words == ("copy",) else (*words, "--store", url)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_every_command_trusts_the_authority_that_is_named(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    authority, settings = tmp_path / "ca.pem", tmp_path / "config.toml"
    with ReplayServer(tls_name="localhost") as server:
        authority.write_bytes(server.ca_pem)
        url = f"https://localhost:{server.port}"
        settings.write_text('ca_file = "ca.pem"\n')
        own = {"XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "SITMON_TOKEN": "x"}
        unproven = run(*on(words, url), environ=own)
        assert unproven.code != ExitCode.OK
        assert "cannot prove" in unproven.out + unproven.err
        assert server.requests == []
        for more in ({"SITMON_CA_FILE": str(authority)}, {"SITMON_CONFIG": str(settings)}):
            asked = len(server.requests)
            ran = run(*on(words, url), environ={**own, **more})
            assert "cannot prove" not in ran.out + ran.err
            assert len(server.requests) > asked
