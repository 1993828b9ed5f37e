"""A login gets a token once a run, goes to its own origin only, and is shown nowhere."""

from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure
from situation.sources.fetch_values import Credential, Login
from tests.servers.fetching import quick_fetcher
from tests.servers.replay import Answer, Received, ReplayServer, plain, redirect
from tests.situation.records import Clock

USER, PASSWORD = "me@example.org", "p&ss wörd"
LOGIN = Credential(
    header="Authorization", login=Login(user=USER, password=PASSWORD, client="acled")
)
TOKEN = b'{"access_token": "t0ken", "expires_in": 86400, "refresh_token": "r"}'


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer() as made:
        made.answer("/read", b"{}")
        yield made


def taking(forms: list[dict[str, list[str]]], body: bytes = TOKEN) -> Answer:
    """An answer that writes down the form that was posted."""

    async def write(request: Received, reader: StreamReader, writer: StreamWriter) -> None:
        content = await reader.readexactly(int(request.headers["content-length"]))
        forms.append(parse_qs(content.decode()))
        await plain(body)(request, reader, writer)

    return write


async def test_one_login_serves_a_run(server: ReplayServer) -> None:
    forms: list[dict[str, list[str]]] = []
    server.play("/oauth/token", taking(forms))
    fetcher = quick_fetcher(server, credentials={"acled": LOGIN})
    for _ in range(3):
        await fetcher.fetch(Wanted(url=server.url("/read"), credential="acled"))
    assert forms == [
        {
            "username": [USER],
            "password": [PASSWORD],
            "grant_type": ["password"],
            "client_id": ["acled"],
        }
    ]
    posted, *asked = server.requests
    assert (posted.method, posted.path) == ("POST", "/oauth/token")
    assert [request.headers["authorization"] for request in asked] == ["Bearer t0ken"] * 3


async def test_a_token_that_ends_is_asked_for_anew(server: ReplayServer) -> None:
    clock = Clock()
    server.play("/oauth/token", taking([]))
    fetcher = quick_fetcher(server, credentials={"acled": LOGIN}, clock=clock)
    for hours in (0, 12, 24):
        clock.now += timedelta(hours=hours)
        await fetcher.fetch(Wanted(url=server.url("/read"), credential="acled"))
    assert server.asked("/oauth/token") == 2


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (plain(b"p&ss", status=401), FetchFailure.FORBIDDEN),
        (plain(b"p&ss", status=400), FetchFailure.FORBIDDEN),
        (plain(status=500), FetchFailure.SERVER_ERROR),
        (plain(status=429), FetchFailure.RATE_LIMITED),
        (redirect("https://elsewhere.example/"), FetchFailure.REFUSED),
        (plain(b"{}"), FetchFailure.BAD_ANSWER),
        (plain(b'{"access_token": "a\\nb"}'), FetchFailure.BAD_ANSWER),
        (plain(b'{"access_token": "' + b"x" * 70_000), FetchFailure.TOO_LARGE),
    ],
)
async def test_a_refused_login_says_so_once_and_shows_nothing(
    server: ReplayServer, answer: Answer, kind: FetchFailure
) -> None:
    server.play("/oauth/token", answer)
    fetcher = quick_fetcher(server, credentials={"acled": LOGIN})
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Wanted(url=server.url("/read"), credential="acled"))
    assert caught.value.kind is kind
    assert server.asked("/oauth/token") == 1
    assert server.asked("/read") == 0
    for secret in (USER, PASSWORD, "p&ss", "a\nb"):
        assert secret not in caught.value.line


async def test_a_password_goes_over_no_plain_http_but_to_the_operators_own(
    server: ReplayServer,
) -> None:
    fetcher = quick_fetcher(server, credentials={"acled": LOGIN}, own_urls=[])
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(Wanted(url=server.url("/read"), credential="acled"))
    assert caught.value.kind is FetchFailure.REFUSED
    assert server.requests == []


def test_a_login_is_never_shown() -> None:
    assert PASSWORD not in repr(LOGIN)
    assert USER not in repr(LOGIN)
    assert PASSWORD not in repr(LOGIN.login)
