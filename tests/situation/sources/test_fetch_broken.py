"""Answers that are not whole, too large or too slow, and when they are asked for again."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from situation.connector import Wanted
from situation.errors import FetchFailure
from situation.sources.fetch_manners import Manners
from situation.sources.fetch_values import Limits
from tests.servers.fetching import quick_fetcher, refusal
from tests.servers.replay import (
    Answer,
    Received,
    ReplayServer,
    cut,
    drip,
    generated,
    gzip_bomb,
    hang,
    plain,
    raw,
    reset,
)

IMPATIENT = Limits(connect=0.3, read=0.3, total=0.6, slowest=1e12)


@pytest.fixture
async def server() -> AsyncIterator[ReplayServer]:
    async with ReplayServer() as running:
        yield running


TOO_LARGE, BAD_ENCODING, BAD_ANSWER, UNREACHABLE, TIMED_OUT = (
    FetchFailure.TOO_LARGE,
    FetchFailure.BAD_ENCODING,
    FetchFailure.BAD_ANSWER,
    FetchFailure.UNREACHABLE,
    FetchFailure.TIMED_OUT,
)
GZIP = {"Content-Encoding": "gzip"}
OK_LINE = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (cut(b"x" * 100, 10), BAD_ANSWER),
        (raw(OK_LINE + b"Content-Length: 3\r\n\r\nabcdef"), BAD_ANSWER),
        (raw(OK_LINE + b"Content-Length: 3\r\nContent-Length: 6\r\n\r\nabcdef"), UNREACHABLE),
        (raw(OK_LINE + b"Content-Length: -3\r\n\r\nabcdef"), UNREACHABLE),
        (raw(OK_LINE + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc"), BAD_ANSWER),
        (raw(OK_LINE + b"X: " + b"a" * 200_000 + b"\r\n\r\nhi"), UNREACHABLE),
        (raw(b"HTTP/1.1 500 \x1b[2JBoom\r\n\r\n"), FetchFailure.SERVER_ERROR),
        (raw(b"hello\r\n\r\n"), UNREACHABLE),
        (raw(b""), UNREACHABLE),
        (reset(), UNREACHABLE),
        (plain(b""), BAD_ANSWER),
        (plain(gzip.compress(b"abc" * 99)[:-9], headers=GZIP), BAD_ENCODING),
        (plain(gzip.compress(b"abc") + b"more", headers=GZIP), BAD_ENCODING),
        (plain(b"not gzip", headers=GZIP), BAD_ENCODING),
        (plain(b"x", headers={"Content-Encoding": "x-evil"}), BAD_ENCODING),
        (gzip_bomb(50), TOO_LARGE),
        (gzip_bomb(50, layers=2), BAD_ENCODING),
        (generated(2_000_000_000), TOO_LARGE),
        (generated(2_000_000_000, announced=False), TOO_LARGE),
        (raw(OK_LINE + b"Content-Length: 99999999999\r\n\r\n"), TOO_LARGE),
    ],
)
async def test_a_broken_answer_is_none(
    server: ReplayServer, answer: Answer, kind: FetchFailure
) -> None:
    server.play("/x", answer)

    error = await refusal(quick_fetcher(server), server.url("/x"), max_bytes=1_000_000)

    assert error.kind is kind
    assert "\x1b" not in error.line


@pytest.mark.parametrize(
    "answer",
    [
        hang(),
        hang(b"HTTP/1.1 200 OK\r\nX-Slow"),
        hang(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
        drip(b"x" * 10_000, gap=0.02),
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 10),
    ],
)
async def test_time_is_limited(server: ReplayServer, answer: Answer) -> None:
    server.play("/x", answer)
    limits = Limits(connect=0.3, read=0.3, total=0.5, slowest=1e12)

    async with asyncio.timeout(5):
        error = await refusal(quick_fetcher(server, limits=limits), server.url("/x"))

    assert error.kind in (TIMED_OUT, UNREACHABLE)


async def test_one_that_hangs_holds_up_nobody_else(server: ReplayServer) -> None:
    async with ReplayServer() as other:
        server.play("/x", hang())
        other.answer("/x", b"1")
        fetcher = quick_fetcher(
            server, own_urls=[server.url("/"), other.url("/")], limits=IMPATIENT
        )
        hanging = asyncio.create_task(refusal(fetcher, server.url("/x")))

        came = await fetcher.fetch(Wanted(url=other.url("/x")))

        assert came.content == b"1"
        assert not hanging.done()
        assert (await hanging).kind is TIMED_OUT


async def test_a_fetch_that_is_called_off_lets_the_next_one_in(server: ReplayServer) -> None:
    loop, reached = asyncio.get_running_loop(), asyncio.Event()

    async def reach_and_hang(request: Received, *streams: Any) -> None:
        loop.call_soon_threadsafe(reached.set)
        await hang()(request, *streams)

    server.play("/x", reach_and_hang)
    server.answer("/y", b"1")
    fetcher = quick_fetcher(server)
    called_off = asyncio.create_task(fetcher.fetch(Wanted(url=server.url("/x"))))
    await reached.wait()

    called_off.cancel()

    assert (await fetcher.fetch(Wanted(url=server.url("/y")))).content == b"1"
    assert called_off.cancelled()


# --- again, and later


async def test_what_may_pass_is_tried_again_ever_later(server: ReplayServer) -> None:
    server.play("/x", reset(), plain(status=503), plain(b"1"))
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    fetcher = quick_fetcher(server, sleep=sleep, spread=lambda: 0.5)
    came = await fetcher.fetch(Wanted(url=server.url("/x")))

    assert came.content == b"1"
    assert pauses == [1.5, 6.0]


@pytest.mark.parametrize("status", [401, 404, 429])
async def test_what_does_not_pass_is_asked_once(server: ReplayServer, status: int) -> None:
    server.answer("/x", status=status)

    await refusal(quick_fetcher(server), server.url("/x"))

    assert server.asked("/x") == 1


async def test_three_failures_are_enough(server: ReplayServer) -> None:
    server.answer("/x", status=500)

    assert (await refusal(quick_fetcher(server), server.url("/x"))).kind is (
        FetchFailure.SERVER_ERROR
    )
    assert server.asked("/x") == 3


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_asks_for_it_is_left_alone(server: ReplayServer, status: int) -> None:
    server.answer("/x", status=status, headers={"Retry-After": "120"})
    server.answer("/y", b"1")
    fetcher = quick_fetcher(server)

    first = await refusal(fetcher, server.url("/x"))
    second = await refusal(fetcher, server.url("/y"))

    assert first.retry_after == timedelta(seconds=120)
    assert second.kind is FetchFailure.RATE_LIMITED
    assert second.retry_after is not None
    assert len(server.requests) == 1


async def test_an_absurd_silence_is_bounded(server: ReplayServer) -> None:
    server.answer("/x", status=429, headers={"Retry-After": "99999999999"})

    error = await refusal(quick_fetcher(server), server.url("/x"))

    assert error.retry_after == timedelta(days=1)


async def test_a_host_is_asked_one_thing_at_a_time_with_pauses(server: ReplayServer) -> None:
    for path in ("/a", "/b", "/c"):
        server.answer(path, b"1")
    fetcher = quick_fetcher(server, manners=Manners(gap=0.1))

    await asyncio.gather(*(fetcher.fetch(Wanted(url=server.url(path))) for path in ("/a", "/b")))
    await fetcher.fetch(Wanted(url=server.url("/c")))

    times = [request.at for request in server.requests]
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))
