import pytest

from situation.model import UNTOLD
from situation.settings_model import (
    CONNECTORS,
    ChannelSettings,
    FeedSettings,
    Settings,
    SourceSettings,
)
from situation.sources.catalogue import connectors, sources_of_settings
from tests.situation.records import make_source

SOURCES = tuple(
    make_source(key)
    for key in (
        *("acled", "deepstate", "deepstate-mirror", "geoconfirmed", "geonames", "isw", "katottg"),
        *("ua-order-376", "ucdp", "viina", "wikipedia-map"),
    )
)


def test_every_connector_of_the_settings_is_made() -> None:
    made = connectors(Settings(), SOURCES, country="UA")
    assert sorted(connector.key for connector in made) == sorted(CONNECTORS)


def test_another_war_has_those_whose_sources_it_has() -> None:
    sources = [make_source("ucdp"), make_source("acled"), make_source("geonames")]
    made = connectors(Settings(), sources, country="SD")
    assert sorted(connector.key for connector in made) == ["acled", "geonames", "ucdp"]
    nowhere = connectors(Settings(), sources, country="XX")
    assert [connector.key for connector in nowhere] == ["geonames"]


@pytest.mark.parametrize("key", CONNECTORS)
def test_an_address_of_the_settings_takes_the_place_of_the_usual_one(key: str) -> None:
    settings = Settings(sources={key: SourceSettings(url="https://mirror.example/x")})
    (made,) = (one for one in connectors(settings, SOURCES, country="UA") if one.key == key)
    assert "https://mirror.example/x" in map(str, vars(made).values())


def test_feeds_and_channels_follow() -> None:
    settings = Settings(
        feeds={"f": FeedSettings(url="https://news.example/f?key=secret", source="outlet")},
        channels={"c": ChannelSettings(channel="chan", source="blogger", on=False)},
    )
    made = connectors(settings, [], country="UA")
    assert [(one.key, one.source, one.on_by_default) for one in made] == [
        ("f", "outlet", True),
        ("c", "blogger", False),
    ]
    outlet, blogger = sources_of_settings(settings, ["nyt"])
    assert (outlet.url, blogger.url) == ("https://news.example/f", "https://t.me/chan")
    assert outlet.affiliation == blogger.affiliation == UNTOLD
    assert sources_of_settings(settings, ["outlet", "blogger"]) == ()
