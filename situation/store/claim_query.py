"""Which claims a store is asked for."""

from datetime import datetime

from msgspec import Struct

from situation.periods import Viewpoint
from situation.vocabulary import ClaimKind, Credibility, Reliability, Verification


class ClaimQuery(Struct, frozen=True, kw_only=True):
    """Which claims to list, newest said first; an empty tuple asks for all."""

    viewpoint: Viewpoint
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    sides: tuple[str, ...] = ()
    """Claimants tied to any of these sides, in whatever relation."""
    verifications: tuple[Verification, ...] = ()
    reliabilities: tuple[Reliability, ...] = ()
    """Of the claimant."""
    credibilities: tuple[Credibility, ...] = ()
    search: str = ""
    """Words that must all occur in the text; `wor*` for a prefix, `"two words"` for a phrase, and
    AND, OR, NOT and parentheses."""
    withdrawn: bool = False
    """List retracted claims too; they are left out otherwise."""
    said_since: datetime | None = None
    recorded_after: int | None = None
    """Only those whose first entry came after this entry."""
    limit: int = 100
    cursor: str = ""
    """Where the page before ended; opaque."""
