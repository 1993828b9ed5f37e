"""What a user may set, as frozen values; read by `situation.settings`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from situation.record import Id, Line

CONNECTORS: Final = (
    "acled",
    "deepstate-history",
    "deepstate-mirror",
    "geoconfirmed",
    "geonames",
    "isw-reports",
    "katottg",
    "official-list",
    "ucdp",
    "viina-control",
    "viina-events",
    "wikipedia-map",
)
"""The keys of the connectors that are there without being set up; their classes are heavy."""


class SourceSettings(Struct, frozen=True, kw_only=True):
    """About one connector; None: as it is by itself."""

    on: bool | None = None
    every: timedelta | None = None
    url: str | None = None
    """In place of the source's own address: a mirror."""
    since: date | None = None
    """How far back it is asked for."""
    credential_file: str | None = None
    """An absolute path; the file's text is read by `situation.credentials` only."""


class FeedSettings(Struct, frozen=True, kw_only=True):
    """One RSS or Atom feed."""

    url: str
    source: Id
    """The source record that its items are said by."""
    on: bool = True
    every: timedelta | None = None
    language: str = "en"


class ChannelSettings(Struct, frozen=True, kw_only=True):
    """One public Telegram channel."""

    channel: Id
    source: Id
    on: bool = True
    every: timedelta | None = None
    language: str = "uk"


class SyncSettings(Struct, frozen=True, kw_only=True):
    """How sources are fetched."""

    contact: Line = ""
    """Told to the sources in the User-Agent."""
    keep_days: int = 400
    """How long bodies are kept; those that a record names are kept for ever."""
    keep_megabytes: int = 4_000


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that can be set."""

    pack: str = ""
    """Directory of the situation pack, or the id of a bundled one; empty: Ukraine's."""
    ca_file: str = ""
    """An absolute path, for sources and servers alike; empty: the public authorities only."""
    sync: SyncSettings = SyncSettings()
    sources: Mapping[str, SourceSettings] = {}
    """By connector key."""
    feeds: Mapping[str, FeedSettings] = {}
    """By connector key."""
    channels: Mapping[str, ChannelSettings] = {}
    """By connector key."""
