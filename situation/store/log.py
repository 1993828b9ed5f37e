"""A store's log as it is copied from store to store: entry by entry, seals and times included."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from situation.store.base import Store


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a log, as it was recorded."""

    entry: int
    """Its number; the first is 1."""
    recorded_at: datetime
    author: str
    act: str
    kind: str
    """The tag of the record."""
    id: str
    body: str
    """The record as compact JSON."""
    seal: str
    """64 hex digits; covers this entry and every one before it."""


class LoggedStore(Store, Protocol):
    """A store whose log can be read, and continued from another store's log."""

    async def entries(self, after: int, limit: int) -> tuple[Entry, ...]:
        """The entries behind a number, in order.

        Args:
            after: number of the last entry that is known; 0: from the first.
            limit: at most so many.
        """
        ...

    async def replicate(self, entries: Sequence[Entry]) -> int:
        """Take entries of another store over as they are: numbers, times, authors and seals.

        Returns:
            The revision after it.

        Raises:
            StoreError: they do not continue this log, a seal does not fit, or a record cannot be
                read; nothing was taken over.
        """
        ...
