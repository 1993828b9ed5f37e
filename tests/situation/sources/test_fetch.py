"""Fetching from a server that behaves, and from one that does not."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from situation.connector import Wanted
from situation.errors import FetchFailure
from situation.sources.fetch import user_agent
from situation.sources.fetch_values import Validators
from tests.conftest import NOW
from tests.servers.fetching import quick_fetcher, refusal
from tests.servers.replay import (
    ReplayServer,
    conditional,
    raw,
    static,
)

ETAG = '"v1"'
OTHER_ETAG = '"v2"'


@pytest.fixture
async def server() -> AsyncIterator[ReplayServer]:
    async with ReplayServer() as running:
        yield running


async def test_a_body_comes_with_its_document(server: ReplayServer, tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    file.write_bytes(b'{"a": 1}')
    server.play("/map", static(file, "application/json; charset=utf-8"))

    came = await quick_fetcher(server).fetch(Wanted(url=server.url("/map"), name="map.json"))

    assert (came.status, came.content, came.fetched_at) == (200, b'{"a": 1}', NOW)
    assert came.final_url == server.url("/map")
    document = came.document
    assert document is not None
    assert document.id.startswith("sha256:")
    assert document.media_type == "application/json"
    assert (document.name, document.url) == ("map.json", server.url("/map"))
    assert (document.fetched_at, document.size) == (NOW, 8)
    assert came.headers["content-type"] == "application/json; charset=utf-8"


async def test_it_says_who_asks_and_what_it_takes(server: ReplayServer) -> None:
    server.answer("/x", b"1")
    fetcher = quick_fetcher(server, contact="desk@example.org\r\nX-Evil: 1 (Київ)")

    await fetcher.fetch(Wanted(url=server.url("/x"), accept="text/csv"))

    sent = server.requests[0].headers
    assert sent["user-agent"].startswith("sitmon/")
    assert sent["user-agent"].endswith("(+desk@example.orgX-Evil: 1)")
    assert (sent["accept"], sent["accept-encoding"]) == ("text/csv", "gzip")
    assert "x-evil" not in sent
    assert "cookie" not in sent
    assert "(+" not in user_agent("")


async def test_the_environment_changes_nothing(
    server: ReplayServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.answer("/x", b"1", headers={"Set-Cookie": "a=b"})
    fetcher = quick_fetcher(server)

    for _ in range(2):
        assert (await fetcher.fetch(Wanted(url=server.url("/x")))).content == b"1"

    assert not {"authorization", "cookie"} & set(server.requests[1].headers)


async def test_gzip_is_unpacked_once(server: ReplayServer) -> None:
    server.answer("/x", gzip.compress(b"abc" * 99), headers={"Content-Encoding": "gzip"})

    came = await quick_fetcher(server).fetch(Wanted(url=server.url("/x")))

    assert came.content == b"abc" * 99


async def test_a_body_that_is_a_gzip_file_is_left_alone(server: ReplayServer) -> None:
    packed = gzip.compress(b"rows")
    server.answer("/x.gz", packed, headers={"Content-Type": "application/gzip"})

    came = await quick_fetcher(server).fetch(Wanted(url=server.url("/x.gz")))

    assert came.content == packed


async def test_an_announced_interim_answer_does_not_count_as_body(server: ReplayServer) -> None:
    interim = b"HTTP/1.1 100 Continue\r\n\r\n"
    server.play("/x", raw(interim * 3 + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"))

    assert (await quick_fetcher(server).fetch(Wanted(url=server.url("/x")))).content == b"hi"


# --- only what has changed


async def test_what_is_known_is_asked_for_only_if_changed(server: ReplayServer) -> None:
    changed = "Wed, 05 Nov 2025 10:00:00 GMT"
    server.play("/feed", conditional(b"<rss/>", etag=ETAG, last_modified=changed))
    first = await quick_fetcher(server).fetch(Wanted(url=server.url("/feed")))
    assert first.validators == Validators(etag=ETAG, last_modified=changed)

    again = quick_fetcher(server, validators=lambda url: first.validators)
    came = await again.fetch(Wanted(url=server.url("/feed")))

    assert came.not_modified
    assert (came.document, came.content) == (None, b"")
    sent = server.requests[1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (ETAG, changed)


async def test_a_changed_body_comes_although_it_was_known(server: ReplayServer) -> None:
    server.play("/feed", conditional(b"new", etag=OTHER_ETAG))
    fetcher = quick_fetcher(server, validators=lambda url: Validators(etag=ETAG))

    came = await fetcher.fetch(Wanted(url=server.url("/feed")))

    assert (came.content, came.validators.etag) == (b"new", OTHER_ETAG)


@pytest.mark.parametrize("etag", ["", "v1", '"a b"', '"\x80"', '"' + "x" * 999 + '"', '"a"b"'])
async def test_an_odd_validator_is_not_sent_back(server: ReplayServer, etag: str) -> None:
    server.answer("/x", b"1", headers={"ETag": etag, "Last-Modified": "yesterday"})

    came = await quick_fetcher(server).fetch(Wanted(url=server.url("/x")))

    assert not came.validators


# --- what an answer means


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (204, FetchFailure.BAD_ANSWER),
        (206, FetchFailure.BAD_ANSWER),
        (304, FetchFailure.BAD_ANSWER),
        (401, FetchFailure.FORBIDDEN),
        (403, FetchFailure.FORBIDDEN),
        (404, FetchFailure.GONE),
        (410, FetchFailure.GONE),
        (418, FetchFailure.BAD_ANSWER),
        (429, FetchFailure.RATE_LIMITED),
        (500, FetchFailure.SERVER_ERROR),
        (503, FetchFailure.SERVER_ERROR),
        (999, FetchFailure.BAD_ANSWER),
    ],
)
async def test_each_status_has_its_meaning(
    server: ReplayServer, status: int, kind: FetchFailure
) -> None:
    server.answer("/x", b"", status=status)

    error = await refusal(quick_fetcher(server), server.url("/x?token=secret"))
    server.answer("/x?token=secret", b"", status=status)
    asked_too = await refusal(quick_fetcher(server), server.url("/x?token=secret"))

    assert error.kind is FetchFailure.GONE
    assert asked_too.kind is kind
    assert str(status) in asked_too.what
    assert "secret" not in asked_too.line


@pytest.mark.parametrize("status", [404, 410])
async def test_what_may_be_missing_is_no_failure(server: ReplayServer, status: int) -> None:
    server.answer("/x", b"not there", status=status)

    came = await quick_fetcher(server).fetch(Wanted(url=server.url("/x"), may_be_missing=True))

    assert (came.status, came.document, came.content) == (status, None, b"")


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><title>Log in</title>",
        b"\xef\xbb\xbf\n <HTML lang=en>",
        b"<!-- blocked --><!-- again --><html>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">',
    ],
)
async def test_a_web_page_in_place_of_data_is_a_bad_answer(
    server: ReplayServer, page: bytes
) -> None:
    server.answer("/x", page, headers={"Content-Type": "application/json"})
    url = server.url("/x")

    error = await refusal(quick_fetcher(server), url, accept="application/json")

    assert error.kind is FetchFailure.BAD_ANSWER
    assert "web page" in error.what
    for takes_pages in ("text/html", "*/*"):
        came = await quick_fetcher(server).fetch(Wanted(url=url, accept=takes_pages))
        assert came.content == page


@pytest.mark.parametrize(
    "body", [b'{"html": 1}', b"<rss><title>&lt;html&gt;</title></rss>", b"<headlines/>"]
)
async def test_data_under_a_wrong_type_is_taken(server: ReplayServer, body: bytes) -> None:
    server.answer("/x", body, headers={"Content-Type": "text/html; charset=utf-7"})

    came = await quick_fetcher(server).fetch(Wanted(url=server.url("/x"), accept="application/xml"))

    assert came.content == body
