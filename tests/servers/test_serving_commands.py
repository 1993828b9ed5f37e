"""`sitmon token` and `sitmon serve`: what they refuse, and a real process that ends well."""

import asyncio
import itertools
import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from situation.errors import ExitCode
from tests.conftest import NOW
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import run
from tui.commandline.serving import shown_address

ROOT = Path(__file__).resolve().parents[2]
SECRET = re.compile(r"sm_[A-Za-z0-9_-]{43}\n")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db")


def new_token(store: str, *words: str) -> str:
    ran = run("token", "new", "--store", store, *words)
    assert ran.code == ExitCode.OK, ran.err
    assert SECRET.fullmatch(ran.out)
    return ran.out.strip()


def test_a_token_is_shown_once_and_only_its_hash_is_kept(store: str) -> None:
    secret = new_token(store, "--role", "reader", "--name", "desk", "--expires", "2d")
    file = Path(f"{store}.tokens")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert secret not in file.read_text()
    told = run("token", "list", "--store", store, "--json")
    (listed,) = json.loads(told.out)["tokens"]
    assert secret not in told.out
    assert (listed["name"], listed["role"], listed["standing"]) == ("desk", "reader", "valid")
    assert listed["expires_at"] == "2026-01-12T12:00:00Z"
    assert listed["used_at"] is None
    assert "desk" in run("--store", store, "token", "list").out


def test_a_revoked_token_stays_listed_and_its_name_is_free(store: str) -> None:
    new_token(store, "--role", "admin", "--name", "sync")
    twice = run("token", "new", "--store", store, "--role", "reader", "--name", "sync")
    assert twice.code == ExitCode.USAGE
    assert "has a token already" in twice.err
    (listed,) = json.loads(run("token", "list", "--store", store, "--json").out)["tokens"]
    assert run("token", "revoke", listed["id"], "--store", store).code == ExitCode.OK
    (again,) = json.loads(run("token", "list", "--store", store, "--json").out)["tokens"]
    assert again["standing"] == "revoked"
    new_token(store, "--role", "admin", "--name", "sync")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("token",), "say which: new, list, revoke"),
        (("token", "new", "--name", "x"), "--role"),
        (("token", "new", "--role", "king", "--name", "x"), "invalid choice"),
        (("token", "new", "--role", "reader", "--name", " "), "--name"),
        (("token", "new", "--role", "reader", "--name", "a\x1b[m"), "--name"),
        (("token", "new", "--role", "reader", "--name", "x" * 61), "--name"),
        (("token", "new", "--role", "reader", "--name", "x", "--expires", "0d"), "--expires"),
        (("token", "new", "--role", "reader", "--name", "x", "--expires", "2020-01-01"), "expired"),
        (("token", "new", "--role", "reader", "--name", "x", "--expires", "soon"), "not a time"),
        (("token", "revoke", "none"), "there is no token"),
        (("serve",), "nobody has a token"),
        (("serve", "--port", "70000"), "--port"),
        (("serve", "--host", "192.0.2.1"), "--host"),
        (("serve", "--tls-cert", "c.pem"), "--tls-key"),
    ],
)
def test_what_is_refused(store: str, words: tuple[str, ...], said: str) -> None:
    ran = run(*words, "--store", store)
    assert ran.code == ExitCode.USAGE, ran.err
    assert said in ran.err
    assert ran.out == ""


def test_a_token_that_lasts_no_time_is_refused_while_the_clock_goes_on(store: str) -> None:
    ticks = itertools.count()
    words = ("--role", "reader", "--name", "x", "--expires", "0d", "--store", store)
    ran = run("token", "new", *words, clock=lambda: NOW + timedelta(microseconds=next(ticks)))
    assert ran.code == ExitCode.USAGE
    assert "expired already" in ran.err
    assert "--expires" in ran.err
    assert ran.out == ""


def test_revoking_where_nobody_has_a_token_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = run("token", "revoke", "none", "--store", str(tmp_path / "nosuch" / "s.db"))
    assert ran.code == ExitCode.USAGE
    assert not list(tmp_path.iterdir())


def test_without_a_usable_token_nothing_is_served(store: str) -> None:
    new_token(store, "--role", "reader", "--name", "desk", "--expires", "1h")
    (listed,) = json.loads(run("token", "list", "--store", store, "--json").out)["tokens"]
    run("token", "revoke", listed["id"], "--store", store)
    ran = run("serve", "--store", store)
    assert ran.code == ExitCode.USAGE
    assert "sitmon token new" in ran.err


def test_missing_libraries_are_named(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    new_token(store, "--role", "reader", "--name", "desk")
    for name in [name for name in sys.modules if name.startswith("situation.serving.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    ran = run("serve", "--store", store)
    assert ran.code == ExitCode.FAILED
    assert "pip install sitmon[server]" in ran.err


@contextmanager
def process(store: str, home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`sitmon serve` of its own, and its address; it is ended whatever happens."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tui", "serve", "--store", store, "--port", "0", *words],
        cwd=ROOT,
        env={**os.environ, "HOME": str(home)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stderr is not None
        found = None
        while found is None:
            line = started.stderr.readline()
            assert line, "the server ended before it listened"
            found = re.search(r"serving at (http://\S+) for 1 token;", line)
        yield started, found[1]
    finally:
        started.kill()
        started.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_that_serves_and_ends_well(
    tmp_path: Path, store: str, number: signal.Signals
) -> None:
    secret = new_token(store, "--role", "reader", "--name", "desk", "--expires", "2099-12-31")
    with process(store, tmp_path) as (server, address):
        headers = {"Authorization": f"Bearer {secret}"}
        with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
            assert client.get("/v1/status").status_code == 200
            assert client.get("/v1/status?as_of=%1b[31m").status_code == 400
            with client.stream("GET", "/v1/changes") as events:
                lines = events.iter_lines()
                assert next(lines) == "retry: 2000"
                server.send_signal(number)
                # The stream ends, the process does not wait for it.
                assert list(lines)
        out, err = server.communicate(timeout=30)
    assert server.returncode == ExitCode.OK
    assert out == ""
    assert secret not in err
    assert "\x1b" not in err
    assert "Traceback" not in err
    assert "GET /v1/status 200" in err
    assert "the server has ended" in err


def test_a_store_is_copied_to_an_empty_server(
    tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = str(tmp_path / "empty.db")
    secret = new_token(empty, "--role", "admin", "--name", "copy", "--expires", "2099-12-31")
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    token_file = tmp_path / "sitmon" / "token"
    token_file.parent.mkdir()
    token_file.write_text(secret)
    token_file.chmod(0o600)
    with process(empty, tmp_path, "--empty") as (_, address):
        ran = run("copy", store, address)
        assert ran.code == ExitCode.OK, ran.err
        assert "in both stores, chain and counts verified" in ran.out
    with process(empty, tmp_path, "--empty") as (_, address):
        headers = {"Authorization": f"Bearer {secret}"}
        told = httpx.get(f"{address}/v1/status?as_of=2025-11-05", headers=headers, trust_env=False)
        assert len(told.json()["places"]) == 2


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("0.0.0.0", "NAME-OF-THIS-MACHINE"), ("[::]", "NAME-OF-THIS-MACHINE"),  # noqa: S104 - as typed
        ("", "NAME-OF-THIS-MACHINE"), ("127.0.0.1", "127.0.0.1"), ("a.example", "a.example"),
    ],
)  # fmt: skip
def test_what_is_listened_at_everywhere_is_no_address(host: str, shown: str) -> None:
    assert shown_address(f"https://{host}:8440", host.strip("[]")) == f"https://{shown}:8440"


def test_two_servers_and_a_writer_share_a_store(tmp_path: Path, store: str) -> None:
    secret = new_token(store, "--role", "admin", "--name", "sync", "--expires", "2099-12-31")
    note = {
        "record": "note", "id": "n", "claims": [], "text": "x", "author": "a",
        "said_at": "2025-11-05T00:00:00Z",
    }  # fmt: skip

    async def told(address: str) -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        async with (
            httpx.AsyncClient(base_url=address, headers=headers, trust_env=False) as client,
            client.stream("GET", "/v1/changes") as events,
        ):
            lines = events.aiter_lines()
            async for line in lines:
                if line.startswith("data:"):
                    break
            async with httpx.AsyncClient(headers=headers, trust_env=False) as writer:
                sent = await writer.post(f"{other}/v1/append", json={"records": [note]})
                assert sent.status_code == 200
            async for line in lines:
                if line.startswith("id:") and int(line[3:]) >= sent.json()["revision"]:
                    return int(line[3:])
        return 0

    with process(store, tmp_path) as (_, address), process(store, tmp_path) as (_, other):
        assert asyncio.run(asyncio.wait_for(told(address), 20)) > 0
