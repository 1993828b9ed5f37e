"""Which failures count: those of connectors that are still asked, as far as the settings tell."""

from datetime import UTC, datetime
from typing import Any

import pytest

from situation.asked_here import count_failing
from situation.attempt_records import Outcome
from situation.settings_model import ChannelSettings, FeedSettings, Settings, SourceSettings
from situation.store.base import StoreInfo
from tests.situation.source_world import make_attempt

FAILED = {"outcome": Outcome.FAILED, "why": "404"}
FEED = FeedSettings(url="https://a.example/rss", source="a")
OFF_FEED = FeedSettings(url="https://a.example/rss", source="a", on=False)


def failing(connector: str, settings: Settings | None, **told: Any) -> int:
    given: dict[str, Any] = {
        "url": "/srv/s.db",
        "schema": 1,
        "revision": 1,
        "created_at": datetime(2025, 11, 5, tzinfo=UTC),
        "recorded_at": None,
        "said_at": None,
        "counts": {},
        "writable": True,
    }
    attempts = [make_attempt(connector, **FAILED), make_attempt("well")]
    return count_failing(attempts, settings, StoreInfo(**given | told))


@pytest.mark.parametrize(
    ("connector", "settings"),
    [
        ("a", Settings(feeds={"a": FEED})),
        ("a", Settings(channels={"a": ChannelSettings(channel="a", source="a")})),
        ("acled", Settings()),
        ("acled", Settings(sources={"acled": SourceSettings(on=True)})),
        ("a", None),
    ],
)
def test_what_is_asked_and_failed_is_counted(connector: str, settings: Settings | None) -> None:
    assert failing(connector, settings) == 1


@pytest.mark.parametrize(
    ("connector", "settings"),
    [
        ("a", Settings()),
        ("a", Settings(feeds={"a": OFF_FEED})),
        ("acled", Settings(sources={"acled": SourceSettings(on=False)})),
    ],
)
@pytest.mark.parametrize("url", ["/srv/s.db", "sqlite:////srv/s.db"])
def test_what_is_asked_no_more_is_not(connector: str, settings: Settings, url: str) -> None:
    assert failing(connector, settings, url=url) == 0


@pytest.mark.parametrize(
    "told", [{"url": "https://desk.example"}, {"url": "postgresql://db/s"}, {"writable": False}]
)
def test_what_others_ask_is_counted_without_being_in_the_settings(told: dict[str, Any]) -> None:
    assert failing("a", Settings(), **told) == 1
