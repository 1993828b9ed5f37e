"""What a user may set, as frozen values; read by `situation.settings`."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct

from situation.record import Id, Line


class SourceSettings(Struct, frozen=True, kw_only=True):
    """About one connector; None: as it is by itself."""

    on: bool | None = None
    every: timedelta | None = None
    url: str | None = None
    """In place of the source's own address: a mirror."""
    since: str | None = None
    credential_file: str | None = None


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

    every: timedelta = timedelta(minutes=15)
    contact: Line = ""
    """Told to the sources in the User-Agent."""
    ca_file: str = ""
    keep_days: int = 400
    """How long bodies are kept; those that a record names are kept for ever."""
    keep_megabytes: int = 4_000


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that can be set."""

    pack: str = ""
    """Directory of the situation pack; empty: the bundled one."""
    sync: SyncSettings = SyncSettings()
    sources: Mapping[str, SourceSettings] = {}
    """By connector key."""
    feeds: Mapping[str, FeedSettings] = {}
    """By connector key."""
    channels: Mapping[str, ChannelSettings] = {}
    """By connector key."""
