"""The states a pane can be in."""

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct


class Ready(Struct, frozen=True):
    """The content is what there is."""


class Loading(Struct, frozen=True):
    """The content has been asked for."""


class Empty(Struct, frozen=True, kw_only=True):
    """There is nothing to show. `do`: what the reader can do about it."""

    text: str
    do: str


class Stale(Struct, frozen=True, kw_only=True):
    """The content is that of an earlier moment. It stays on the screen, and says so."""

    since: datetime
    why: str


class Failed(Struct, frozen=True, kw_only=True):
    """The content could not be had. `next_try` is None when it is not tried again by itself."""

    why: str
    next_try: datetime | None


PaneState: TypeAlias = Ready | Loading | Empty | Stale | Failed
