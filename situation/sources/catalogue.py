"""Every connector that there is: sitmon's own, and one for each feed and channel of the settings.

A source of sitmon's own is there where the situation has its source record: a pack for another war
has other records, and so other connectors.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from situation.connector import Connector
from situation.model import UNTOLD, Source
from situation.record import Id
from situation.settings_model import ChannelSettings, FeedSettings, Settings
from situation.sources.acled_counts import AcledCounts
from situation.sources.deepstate_history import DeepStateHistory
from situation.sources.deepstate_mirror import DeepStateMirror
from situation.sources.geoconfirmed import GeoConfirmed
from situation.sources.geonames import GeoNames
from situation.sources.katottg import Katottg
from situation.sources.links_only import IswReports
from situation.sources.official_list import OfficialList
from situation.sources.ucdp import UcdpGed
from situation.sources.viina_control import ViinaControl
from situation.sources.viina_events import ViinaEvents
from situation.sources.wikipedia_module import WikipediaModule
from situation.text import clean
from situation.vocabulary import LicenceClass, SourceKind

_TELEGRAM: Final = "https://t.me/"
_TERMS: Final = "Not stated: the publisher's rights apply; cite with a link."
_GRADELESS: Final = "Named in the settings: not graded."


class Country(Struct, frozen=True, kw_only=True):
    """What a country is called by those who list events of all countries."""

    ucdp: int
    """Gleditsch and Ward's number."""
    acled: str


COUNTRIES: Final[Mapping[str, Country]] = {
    "SD": Country(ucdp=625, acled="Sudan"),
    "UA": Country(ucdp=369, acled="Ukraine"),
}

_Url = dict[str, str]
"""The settings' `url` as a named argument, or nothing."""


def connectors(
    settings: Settings, sources: Iterable[Source], *, country: str
) -> tuple[Connector, ...]:
    """Make all connectors that this situation can have, on or off.

    Args:
        settings: their addresses, feeds and channels.
        sources: those of the store.
        country: that most places of the situation lie in, two letters.
    """
    known = {source.id: source for source in sources}
    made = (make(_address(settings, key), country) for key, make in _MAKERS.items())
    own = [connector for connector in made if connector and connector.source in known]
    return (*own, *_feeds(settings), *_channels(settings, known.values()))


def sources_of_settings(settings: Settings, known: Iterable[Id]) -> tuple[Source, ...]:
    """Records for the sources that feeds and channels name and the store lacks: ungraded."""
    lacking: dict[Id, Source] = {}
    for feed in settings.feeds.values():
        lacking[feed.source] = _source(feed, SourceKind.NEWS_OUTLET, feed.url)
    for channel in settings.channels.values():
        url = f"{_TELEGRAM}{channel.channel}"
        lacking[channel.source] = _source(channel, SourceKind.SOCIAL_MEDIA, url)
    for source in known:
        lacking.pop(source, None)
    return tuple(lacking.values())


def _source(given: FeedSettings | ChannelSettings, kind: SourceKind, url: str) -> Source:
    return Source(
        id=given.source,
        name=given.source,
        kind=kind,
        affiliation=UNTOLD,
        reliability_reason=_GRADELESS,
        # What stands behind the question mark may be nobody else's business.
        url=clean(url.partition("?")[0]),
        licence=LicenceClass.PERMISSION,
        terms=_TERMS,
    )


def _acled(url: _Url, country: str) -> Connector | None:
    named = COUNTRIES.get(country)
    return AcledCounts(country=named.acled, **url) if named else None


def _ucdp(url: _Url, country: str) -> Connector | None:
    named = COUNTRIES.get(country)
    return UcdpGed(country=named.ucdp, **url) if named else None


def _address(settings: Settings, key: str) -> _Url:
    given = settings.sources.get(key)
    return {"url": given.url} if given is not None and given.url else {}


def _feeds(settings: Settings) -> Iterator[Connector]:
    if not settings.feeds:
        return
    # The feed parser is large, and not every reader follows feeds.
    from situation.sources.feeds import Feed  # noqa: PLC0415

    for key, feed in settings.feeds.items():
        yield Feed(key, feed)


def _channels(settings: Settings, sources: Iterable[Source]) -> Iterator[Connector]:
    if not settings.channels:
        return
    # The HTML parser is large, too.
    from situation.sources.telegram import TelegramChannel  # noqa: PLC0415

    claimants = {
        source.url.removeprefix(_TELEGRAM).strip("/").lower(): source.id
        for source in sources
        if source.url.startswith(_TELEGRAM)
    }
    for given in settings.channels.values():
        claimants[given.channel.lower()] = given.source
    for key, channel in settings.channels.items():
        yield TelegramChannel(key, channel, claimants=claimants)


_MAKERS: Final[Mapping[Id, Callable[[_Url, str], Connector | None]]] = {
    "acled": _acled,
    "deepstate-history": lambda url, _: DeepStateHistory(**url),
    "deepstate-mirror": lambda url, _: DeepStateMirror(**url),
    "geoconfirmed": lambda url, country: GeoConfirmed(**url) if url or country == "UA" else None,
    "geonames": lambda url, country: GeoNames(country, **url),
    "isw-reports": lambda url, _: IswReports(**url),
    "katottg": lambda url, _: Katottg(**url),
    "official-list": lambda url, _: OfficialList(**url),
    "ucdp": _ucdp,
    "viina-control": lambda url, _: ViinaControl(**url),
    "viina-events": lambda url, _: ViinaEvents(**url),
    "wikipedia-map": lambda url, _: WikipediaModule(**url),
}
"""What makes each of sitmon's own connectors; None: there is none for that country."""
