"""Whether a source is asked, and if not, why."""

from datetime import timedelta
from typing import Any

import pytest

from situation.settings_model import ChannelSettings, FeedSettings, Settings, SourceSettings
from situation.source_access import SourceSetup, interval_of, why_off
from tests.situation.records import DAY
from tests.situation.source_world import NOTICE, FakeConnector


def reason(
    *,
    on: bool | None = None,
    accepted: bool = False,
    credentials: frozenset[str] = frozenset(),
    **connector: Any,
) -> str:
    setup = SourceSetup(
        settings=Settings(sources={"feed": SourceSettings(on=on)}),
        accepted=frozenset({"feed"}) if accepted else frozenset(),
        credentials=credentials,
    )
    return why_off(FakeConnector("feed", **connector), setup, DAY)


def test_a_connector_is_as_it_is_by_itself_until_the_settings_say_otherwise() -> None:
    assert reason() == ""
    assert reason(on=False) == "off in the settings"
    assert reason(on_by_default=False) == "off unless the settings turn it on"
    assert reason(on_by_default=False, on=True) == ""


@pytest.mark.parametrize("on", [None, True])
@pytest.mark.parametrize("by_default", [False, True])
def test_terms_must_be_accepted_and_that_is_enough(on: bool | None, *, by_default: bool) -> None:
    told: dict[str, Any] = {"on": on, "on_by_default": by_default, "notice": NOTICE}
    assert reason(**told) == "its terms are not accepted"
    assert reason(**told, accepted=True) == ""


def test_the_settings_turn_off_what_was_accepted() -> None:
    assert reason(on=False, notice=NOTICE, accepted=True) == "off in the settings"


def test_a_credential_that_is_not_set_is_named() -> None:
    assert reason(credential="acled") == "no credentials: acled is not set"
    assert reason(credential="acled", credentials=frozenset({"acled"})) == ""


def test_what_has_nothing_to_ask_for_lacks_its_address() -> None:
    assert reason(url="") == "it has no address: the settings must give it"
    assert reason(url="", on=False) == "off in the settings"


def test_a_feed_or_a_channel_that_the_settings_turn_off_is_off_there() -> None:
    feed = FeedSettings(url="https://example.org/feed", source="nyt", on=False)
    channel = ChannelSettings(channel="news", source="nyt", on=False)
    setup = SourceSetup(settings=Settings(feeds={"a": feed}, channels={"b": channel}))
    for key in ("a", "b"):
        connector = FakeConnector(key, on_by_default=False)
        assert why_off(connector, setup, DAY) == "off in the settings"


def test_the_settings_beat_a_connector_s_own_interval() -> None:
    connector = FakeConnector("feed", every=timedelta(hours=6))
    assert interval_of(connector, Settings()) == timedelta(hours=6)
    own = Settings(sources={"feed": SourceSettings(every=timedelta(minutes=30))})
    assert interval_of(connector, own) == timedelta(minutes=30)
