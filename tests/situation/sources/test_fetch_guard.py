"""Where a fetch may go: judged by a made-up resolver, and nothing is dialled that may not be."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpcore
import pytest

from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure
from situation.sources.fetch_target import target_of
from situation.sources.guard import Guard, is_private_host, is_public
from tests.servers.fetching import (
    PUBLIC,
    FakeResolver,
    LoopbackDial,
    quick_fetcher,
    refusal,
)
from tests.servers.replay import ReplayServer, redirect

PRIVATE = [
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.31.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::7f00:1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no address",
    "",
]


@pytest.fixture
async def server() -> AsyncIterator[ReplayServer]:
    async with ReplayServer() as running:
        yield running


@pytest.mark.parametrize("address", PRIVATE)
def test_these_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2a00:1450:4001::1", "64:ff9b::808:808"])
def test_these_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE[:-2])
@pytest.mark.parametrize("beside", [(), (PUBLIC,)])
async def test_one_private_address_among_all_is_enough_to_refuse(
    server: ReplayServer, address: str, beside: Sequence[str]
) -> None:
    resolve = FakeResolver({"feeds.example": (*beside, address)})
    dial = LoopbackDial(server.port)

    error = await refusal(
        quick_fetcher(server, resolve=resolve, dial=dial), "https://feeds.example/rss"
    )

    assert error.kind is FetchFailure.REFUSED
    assert (resolve.asked, dial.dialled) == (["feeds.example"], [])


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.1./",
        "https://127。0。0。1/",
        "https://①②⑦.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1%25eth0]/",
        "https://user:pw@feeds.example/",
        "https://127.0.0.1\\@feeds.example/",
        "https://feeds.example:6379/",
        "https://feeds.example:22/",
        "http://feeds.example/",
        "file:///etc/passwd",
        "ftp://feeds.example/",
        "gopher://feeds.example/",
        "unix:///run/docker.sock",
        "data:text/plain,hi",
        "javascript:alert(1)",
        "//feeds.example/",
        "/etc/passwd",
        "https://",
        "https:///x",
        "https://a b/",
        "https://feeds.example\r\nX: 1/",
        "https://feeds.example/\x00",
        "https://[::1",
        "https://feeds.example:99999/",
        "https://feeds.example/" + "x" * 5_000,
        "",
    ],
)
async def test_these_addresses_are_refused_unasked(server: ReplayServer, url: str) -> None:
    resolve, dial = FakeResolver(), LoopbackDial(server.port)
    fetcher = quick_fetcher(server, resolve=resolve, dial=dial)

    assert (await refusal(fetcher, url)).kind is FetchFailure.REFUSED
    assert (resolve.asked, dial.dialled) == ([], [])


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "gopher://feeds.example/",
        "unix:///run/docker.sock",
        "http://127.0.0.1/",
        "http://[::1]/",
        "//2130706433/",
        "//user:pw@feeds.example/",
        "http://feeds.example:6379/",
        "http://127.0.0.1/\rSet-Cookie: a=b",
    ],
)
async def test_a_redirect_does_not_lead_there_either(server: ReplayServer, location: str) -> None:
    server.play("/to", redirect(location))
    dial = LoopbackDial(server.port)
    fetcher = quick_fetcher(server, resolve=FakeResolver(), dial=dial)

    error = await refusal(fetcher, server.url("/to"))

    assert error.kind in (FetchFailure.REFUSED, FetchFailure.UNREACHABLE)
    assert set(dial.dialled) == {("127.0.0.1", server.port)}


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "localhost.", "sub.localhost"])
async def test_names_of_this_machine_are_refused(server: ReplayServer, name: str) -> None:
    table = dict.fromkeys((name, name.lower()), ("::1", "127.0.0.1"))
    dial = LoopbackDial(server.port)

    error = await refusal(
        quick_fetcher(server, resolve=FakeResolver(table), dial=dial), f"https://{name}/"
    )

    assert (error.kind, dial.dialled) == (FetchFailure.REFUSED, [])


async def test_what_was_checked_is_what_is_dialled(server: ReplayServer) -> None:
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    server.answer("/rss", b"1")
    dial = LoopbackDial(server.port)
    fetcher = quick_fetcher(
        server, own_urls=["http://feeds.example/"], resolve=rebinding, dial=dial
    )

    await fetcher.fetch(Wanted(url="http://feeds.example/rss"))

    assert (asked, dial.dialled) == (["feeds.example"], [(PUBLIC, 80)])
    assert server.requests[0].headers["host"] == "feeds.example"
    error = await refusal(fetcher, "http://feeds.example/rss")
    assert (error.kind, dial.dialled) == (FetchFailure.REFUSED, [(PUBLIC, 80)])


async def test_the_operators_name_does_not_open_his_network(server: ReplayServer) -> None:
    dial = LoopbackDial(server.port)
    fetcher = quick_fetcher(
        server,
        own_urls=["http://feeds.example:8080/"],
        resolve=FakeResolver({"feeds.example": ("192.168.1.1",)}),
        dial=dial,
    )

    error = await refusal(fetcher, "http://feeds.example:8080/")

    assert (error.kind, dial.dialled) == (FetchFailure.REFUSED, [])


async def test_a_private_address_of_the_operator_is_asked(server: ReplayServer) -> None:
    server.answer("/rss", b"1")
    dial = LoopbackDial(server.port)
    fetcher = quick_fetcher(
        server,
        own_urls=["http://mirror:8080/"],
        resolve=FakeResolver({"mirror": ("192.168.1.1",)}),
        dial=dial,
    )

    assert (await fetcher.fetch(Wanted(url="http://mirror:8080/rss"))).content == b"1"
    assert dial.dialled == [("192.168.1.1", 8080)]
    error = await refusal(fetcher, "http://mirror:8081/rss")
    assert (error.kind, len(dial.dialled)) == (FetchFailure.REFUSED, 1)


async def test_the_next_address_is_tried_when_one_does_not_answer(server: ReplayServer) -> None:
    class OneDead(LoopbackDial):
        async def connect_tcp(self, host: str, *rest: Any, **more: Any) -> Any:
            if host == PUBLIC:
                self.dialled.append((host, 0))
                raise httpcore.ConnectError("refused")
            return await super().connect_tcp(host, *rest, **more)

    server.answer("/rss", b"1")
    dial = OneDead(server.port)
    fetcher = quick_fetcher(
        server,
        own_urls=["http://feeds.example/"],
        resolve=FakeResolver({"feeds.example": (PUBLIC, "8.8.8.8")}),
        dial=dial,
    )

    assert (await fetcher.fetch(Wanted(url="http://feeds.example/rss"))).content == b"1"
    assert dial.dialled == [(PUBLIC, 0), ("8.8.8.8", 80)]


@pytest.mark.parametrize("failing", [OSError("no such name"), UnicodeError("label too long")])
async def test_a_name_that_cannot_be_resolved_is_unreachable(
    server: ReplayServer, failing: Exception
) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        raise failing

    fetcher = quick_fetcher(server, resolve=resolve)

    error = await refusal(fetcher, "https://feeds.example/")

    assert error.kind is FetchFailure.UNREACHABLE


def test_https_does_not_lead_to_http() -> None:
    guard = Guard(target_of("https://feeds.example/"), is_own=True)

    guard.check(target_of("https://www.feeds.example/"))
    with pytest.raises(FetchError):
        guard.check(target_of("http://feeds.example/"))


@pytest.mark.parametrize("host", ["mirror", "nas.local", "a.internal", "10.0.0.1", "::1"])
def test_these_hosts_can_only_be_private(host: str) -> None:
    assert is_private_host(host)
    assert not is_private_host("feeds.example")
