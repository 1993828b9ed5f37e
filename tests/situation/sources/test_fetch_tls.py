"""Fetching over TLS: the name that was asked for must be proven, whatever address was dialled."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from situation.connector import Wanted
from situation.errors import FetchFailure
from situation.sources.fetch import Fetcher
from situation.sources.fetch_values import Limits
from tests.servers.fetching import FakeResolver, LoopbackDial, quick_fetcher, refusal, written
from tests.servers.replay import ReplayServer, cut, raw

NAME = "feeds.example"


@pytest.fixture
async def server() -> AsyncIterator[ReplayServer]:
    async with ReplayServer(tls_name=NAME) as running:
        yield running


def _fetcher(server: ReplayServer, tmp_path: Path, **changes: Any) -> Fetcher:
    given = {
        "own_urls": [],
        "ca_file": written(tmp_path / "ca.pem", server.ca_pem),
        "resolve": FakeResolver(),
        "dial": LoopbackDial(server.port),
    }
    return quick_fetcher(server, **{**given, **changes})


async def test_a_proven_name_is_fetched_from(server: ReplayServer, tmp_path: Path) -> None:
    server.answer("/rss", b"1")

    came = await _fetcher(server, tmp_path).fetch(Wanted(url=f"https://{NAME}/rss"))

    assert came.content == b"1"
    assert server.requests[0].headers["host"] == NAME


async def test_a_wrong_name_is_not_trusted(server: ReplayServer, tmp_path: Path) -> None:
    error = await refusal(_fetcher(server, tmp_path), "https://other.example/rss")

    assert error.kind is FetchFailure.UNTRUSTED
    assert "other.example" in error.what
    assert server.requests == []


async def test_an_unknown_authority_is_not_trusted(server: ReplayServer, tmp_path: Path) -> None:
    error = await refusal(_fetcher(server, tmp_path, ca_file=""), f"https://{NAME}/rss")

    assert error.kind is FetchFailure.UNTRUSTED
    assert server.requests == []


async def test_an_authority_of_the_environment_is_not_trusted(
    server: ReplayServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", written(tmp_path / "env.pem", server.ca_pem))

    error = await refusal(_fetcher(server, tmp_path, ca_file=""), f"https://{NAME}/rss")

    assert error.kind is FetchFailure.UNTRUSTED


async def test_an_old_version_of_tls_is_not_spoken(tmp_path: Path) -> None:
    server = ReplayServer(tls_name=NAME, tls_version=ssl.TLSVersion.TLSv1_1)
    async with server:
        error = await refusal(_fetcher(server, tmp_path), f"https://{NAME}/rss")

    assert error.kind in (FetchFailure.UNTRUSTED, FetchFailure.UNREACHABLE)
    assert server.requests == []


async def test_a_server_without_tls_does_not_hold_up(tmp_path: Path) -> None:
    async with ReplayServer() as plain_server:
        fetcher = _fetcher(
            plain_server,
            tmp_path,
            ca_file="",
            limits=Limits(connect=0.3, read=0.3, total=1.0),
        )

        error = await refusal(fetcher, f"https://{NAME}/rss")

    assert error.kind in (FetchFailure.TIMED_OUT, FetchFailure.UNTRUSTED)


async def test_what_is_cut_or_too_long_under_tls_is_refused_too(
    server: ReplayServer, tmp_path: Path
) -> None:
    server.play("/cut", cut(b"x" * 100, 10))
    server.play("/long", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef"))
    fetcher = _fetcher(server, tmp_path)

    for path in ("/cut", "/long"):
        error = await refusal(fetcher, f"https://{NAME}{path}")
        assert error.kind is FetchFailure.BAD_ANSWER
