"""The collected ways of a server to misbehave, served by the collection's own server."""

import asyncio
import json

import pytest

from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure
from situation.sources.fetch_values import Fetched, Limits, Validators
from tests.hostile import HostileCase, hostile_cases, hostile_server, needs_hostile
from tests.servers.fetching import PUBLIC, FakeResolver, LoopbackDial, quick_fetcher
from tests.servers.replay import ReplayServer

FAILS = frozenset(
    {
        "401_then_stop",
        "blocked_before_connect",
        "cut_at_cap",
        "error_shown_once_no_retry_storm",
        "kept_previous",
        "no_control_bytes_reach_terminal",
        "read_timeout",
        "rejected",
        "rejected_by_header",
        "retry_after_capped",
        "retry_with_backoff",
        "total_deadline",
    }
)
TABLE = {"rebind.example": (PUBLIC, "127.0.0.1"), "localhost": ("127.0.0.1",)}
LIMITS = Limits(connect=0.3, read=0.3, total=1.0, slowest=1e12)


def _cases() -> list[HostileCase]:
    """Those that a feed can do; the others are about streams and tokens of the store."""
    return [
        case
        for case in hostile_cases("http")
        if not case.id.startswith("http-sse-") and _path(case).startswith("/")
    ]


def _path(case: HostileCase) -> str:
    return str(json.loads(case.payload())["path"])


@needs_hostile
@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.id)
async def test_nothing_that_a_server_does_gets_through(case: HostileCase) -> None:
    url = f"http://127.0.0.1:{hostile_server()}{_path(case)}"
    dial = LoopbackDial(hostile_server())
    outcome: Fetched | FetchError
    fetcher = quick_fetcher(
        ReplayServer(),
        own_urls=[url],
        resolve=FakeResolver(TABLE),
        dial=dial,
        limits=LIMITS,
    )

    try:
        async with asyncio.timeout(5):
            outcome = await fetcher.fetch(Wanted(url=url, accept="application/json"))
    except FetchError as error:
        outcome = error

    if FAILS & case.must:
        assert isinstance(outcome, FetchError)
    if "blocked_before_connect" in case.must:
        assert isinstance(outcome, FetchError)
        assert outcome.kind is FetchFailure.REFUSED
        assert dial.dialled == [("127.0.0.1", hostile_server())]
    if isinstance(outcome, FetchError):
        assert outcome.line.isprintable()
    else:
        assert outcome.content
        assert all(value.isprintable() for value in outcome.headers.values())
        assert "esc" not in case.id or outcome.validators == Validators()
