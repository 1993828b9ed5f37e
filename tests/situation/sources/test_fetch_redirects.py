"""Redirects, credentials, and what the settings give a fetcher."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from situation.connector import Wanted
from situation.errors import FetchFailure, UsageError
from situation.settings_model import FeedSettings, Settings, SourceSettings
from situation.sources.fetch import Fetcher, own_urls
from situation.sources.fetch_values import Credential
from tests.servers.fetching import QUICK, FakeResolver, LoopbackDial, quick_fetcher, refusal
from tests.servers.replay import (
    ReplayServer,
    redirect,
)

ETAG = '"v1"'
OTHER_ETAG = '"v2"'


@pytest.fixture
async def server() -> AsyncIterator[ReplayServer]:
    async with ReplayServer() as running:
        yield running


async def test_redirects_are_followed_within_their_number(server: ReplayServer) -> None:
    for step in range(4):
        server.play(f"/{step}", redirect(f"/{step + 1}", status=(301, 302, 307, 308)[step]))
    server.answer("/4", b"1")
    fetcher = quick_fetcher(server)

    came = await fetcher.fetch(Wanted(url=server.url("/1")))
    error = await refusal(fetcher, server.url("/0"))

    assert (came.content, came.final_url) == (b"1", server.url("/4"))
    assert came.document is not None
    assert came.document.url == server.url("/1")
    assert error.kind is FetchFailure.BAD_ANSWER
    assert server.asked("/4") == 1


async def test_a_redirect_to_nowhere_is_a_bad_answer(server: ReplayServer) -> None:
    server.answer("/x", status=302)

    assert (await refusal(quick_fetcher(server), server.url("/x"))).kind is FetchFailure.BAD_ANSWER


# --- credentials

TOKEN = Credential(header="x-ucdp-access-token", value="s3cret")


async def test_a_credential_goes_to_its_own_origin_only(server: ReplayServer) -> None:
    server.play("/here", redirect("/there"))
    server.play("/there", redirect("http://two.example/away"))
    server.answer("/away", b"1")
    fetcher = quick_fetcher(
        server,
        own_urls=["http://one.example/"],
        credentials={"ucdp": TOKEN},
        resolve=FakeResolver(),
        dial=LoopbackDial(server.port),
    )

    await fetcher.fetch(Wanted(url="http://one.example/here", credential="ucdp"))

    sent = [
        (request.headers["host"], request.headers.get("x-ucdp-access-token"))
        for request in server.requests
    ]
    assert sent == [("one.example", "s3cret"), ("one.example", "s3cret"), ("two.example", None)]


async def test_a_credential_that_is_not_set_is_said_before_asking(server: ReplayServer) -> None:
    error = await refusal(quick_fetcher(server), server.url("/x"), credential="ucdp")

    assert error.kind is FetchFailure.FORBIDDEN
    assert "ucdp" in error.what
    assert server.connections == 0


@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Key", "ключ"), ("X-Key", "a\r\nb"), ("X-Key", ""), ("X Key", "a"), ("X-Key", " a")],
)
def test_a_credential_that_no_header_can_carry_is_refused(header: str, value: str) -> None:
    with pytest.raises(UsageError):
        Credential(header=header, value=value)


def test_a_credential_is_never_shown() -> None:
    assert "s3cret" not in f"{TOKEN!r} {TOKEN} {TOKEN.__rich_repr__()}"


# --- settings


def test_the_operators_addresses_are_those_of_the_settings() -> None:
    settings = Settings(
        sources={"viina": SourceSettings(url="http://mirror:8080/"), "ucdp": SourceSettings()},
        feeds={"osw": FeedSettings(url="https://feeds.example/rss", source="osw")},
    )

    assert own_urls(settings) == ("http://mirror:8080/", "https://feeds.example/rss")


async def test_one_wrong_address_in_the_settings_costs_the_others_nothing(
    server: ReplayServer,
) -> None:
    server.answer("/x", b"1")
    fetcher = quick_fetcher(server, own_urls=["ftp://x/", "http://[", server.url("/")])

    assert (await fetcher.fetch(Wanted(url=server.url("/x")))).content == b"1"


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_file_of_authorities_that_is_none_is_refused(
    content: bytes | None, tmp_path: Path
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(UsageError) as caught:
        Fetcher(ca_file=str(file), limits=QUICK)

    assert "ca.pem" in caught.value.where
