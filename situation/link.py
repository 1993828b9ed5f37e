"""How a store that lives elsewhere is connected, in words for the top line."""

from collections.abc import AsyncIterator
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from msgspec import Struct

from situation.periods import as_utc, format_minute


class LinkPhase(StrEnum):
    """Where the connection to a store's server stands."""

    CONNECTING = "connecting"
    LIVE = "live"
    POLLING = "polling"
    """The server gives no stream of changes; it is asked for what is new every few seconds."""
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
    """That the server's store was replaced, and where the former copy is; cleaned."""
    is_encrypted: bool = True

    @property
    def is_live(self) -> bool:
        """Whether the copy has, within seconds, everything that the server has."""
        return self.phase in (LinkPhase.LIVE, LinkPhase.POLLING)

    @property
    def short(self) -> str:
        """The state in a few words, for a line with little room; safe to show."""
        match self.phase:
            case LinkPhase.LIVE:
                return "live"
            case LinkPhase.POLLING:
                return "live by polling"
            case LinkPhase.CATCHING_UP:
                return f"catching up {self.done:,} of {self.total:,}"
            case LinkPhase.CONNECTING:
                return "connecting"
            case LinkPhase.OFFLINE | LinkPhase.REFUSED | LinkPhase.FAILED:
                # With the day: it may be looked at again after a night.
                since = as_utc(self.since)
                return f"{self.phase.upper()} since {since.day} {since:%b} {_minute(since)}"

    def label(self, now: datetime) -> str:
        """The whole state in words, safe to show; says nothing that ages while it is shown."""
        words = [self._phase_words(now), self.notice, "" if self.is_encrypted else "not encrypted"]
        return "; ".join(word for word in words if word)

    def _phase_words(self, now: datetime) -> str:
        as_of = f", as of {format_minute(self.as_of)}" if self.as_of else ", nothing here yet"
        why = f": {self.why}" if self.why else ""
        match self.phase:
            case LinkPhase.LIVE | LinkPhase.CATCHING_UP:
                return self.short
            case LinkPhase.POLLING:
                return f"{self.short}{why}"
            case LinkPhase.OFFLINE:
                is_today = as_utc(self.since).date() == as_utc(now).date()
                since = _minute(self.since) if is_today else format_minute(self.since)
                return f"offline since {since}{why}{as_of}"
            case LinkPhase.REFUSED | LinkPhase.FAILED:
                return f"{self.phase}{why}{as_of}"
            case LinkPhase.CONNECTING:
                return f"connecting{as_of}"


def _minute(moment: datetime) -> str:
    return f"{as_utc(moment):%H:%M} UTC"


@runtime_checkable
class Linked(Protocol):
    """A store that answers from a copy here of a log that lives elsewhere."""

    @property
    def link_state(self) -> LinkState:
        """How the copy is connected."""
        ...

    def label(self, now: datetime) -> str:
        """The same in a few words, safe to show: `live`, or `offline since 17:09 UTC: …`."""
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
