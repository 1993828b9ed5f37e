"""How a store that lives elsewhere is connected, in words for the top line."""

from collections.abc import AsyncIterator
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from msgspec import Struct

from situation.periods import age, format_minute


class LinkPhase(StrEnum):
    """Where the connection to a store's server stands."""

    CONNECTING = "connecting"
    LIVE = "live"
    CATCHING_UP = "catching_up"
    OFFLINE = "offline"
    """The server cannot be reached; it is tried again."""
    REFUSED = "refused"
    """The server does not take the token, or none was given."""
    FAILED = "failed"
    """What the server sends cannot be taken over."""


class LinkState(Struct, frozen=True, kw_only=True):
    """The connection at one moment."""

    phase: LinkPhase = LinkPhase.CONNECTING
    since: datetime
    """When this phase began."""
    as_of: datetime | None = None
    """When the copy here was last known to be whole, else when its newest entry was recorded; None:
    there is nothing yet."""
    done: int = 0
    """Entries here, while catching up."""
    total: int = 0
    """Entries of the server, while catching up."""
    why: str = ""
    """What stands in the way; cleaned."""
    notice: str = ""
    """What the reader must know beside it; cleaned."""
    is_encrypted: bool = True

    def label(self, now: datetime) -> str:
        """The state in a few words, safe to show."""
        words = [self._phase_words(now), self.notice, "" if self.is_encrypted else "not encrypted"]
        return "; ".join(word for word in words if word)

    def _phase_words(self, now: datetime) -> str:
        as_of = f", as of {format_minute(self.as_of)}" if self.as_of else ", nothing here yet"
        match self.phase:
            case LinkPhase.LIVE:
                return "live"
            case LinkPhase.CATCHING_UP:
                return f"catching up {self.done:,} of {self.total:,}"
            case LinkPhase.OFFLINE:
                return f"offline for {_spell(self.since, now)}{as_of}"
            case LinkPhase.REFUSED | LinkPhase.FAILED:
                return f"{self.why}{as_of}"
            case LinkPhase.CONNECTING:
                return f"connecting{as_of}"


def _spell(since: datetime, now: datetime) -> str:
    spell = age(since, now)
    return "a moment" if spell == "now" else spell


@runtime_checkable
class Linked(Protocol):
    """A store that answers from a copy here of a log that lives elsewhere."""

    @property
    def link_state(self) -> LinkState:
        """How the copy is connected."""
        ...

    def label(self, now: datetime) -> str:
        """The same in a few words, safe to show: `live`, or `offline for 9m, as of …`."""
        ...

    def link_changes(self) -> AsyncIterator[LinkState]:
        """Yield how the copy is connected, now and each time that changes, until it is closed."""
        ...

    async def catch_up(self) -> int:
        """Bring the copy up to date now; returns the revision that it then has.

        Raises:
            StoreError: it could not be; what is here can still be asked.
        """
        ...
