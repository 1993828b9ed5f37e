"""Entries of another log, handed to a store in portions that it can take over."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from situation.errors import StoreError
from situation.store.log import Entry, LoggedStore

_NAMES_LATER_ONES: Final = frozenset({"source", "place"})
"""Kinds of record that may name one which comes later in the same append."""


class LogIntake:
    """Continues a store's log with the entries of another, as they come.

    Where sources or places may name later ones of the same append, they wait until the rest of it
    is there.

    Args:
        target: its log is continued.
    """

    def __init__(self, target: LoggedStore) -> None:
        self._target = target
        self._waiting: list[Entry] = []

    async def take(self, entries: Sequence[Entry], *, is_end: bool) -> int:
        """Take over what can be; returns the revision of the target.

        Args:
            entries: those behind the ones that came before.
            is_end: they are the newest of their log.

        Raises:
            StoreError: they do not continue the target's log, or cannot be kept there.
        """
        self._waiting += entries
        ready = len(self._waiting) if is_end else _ready(self._waiting)
        taking, self._waiting = self._waiting[:ready], self._waiting[ready:]
        return await self._replicate(taking)

    async def _replicate(self, entries: Sequence[Entry]) -> int:
        revision = (await self._target.info()).revision
        lacking = [entry for entry in entries if entry.entry > revision]
        if not lacking:
            return revision
        try:
            return await self._target.replicate(lacking)
        except StoreError:
            # Another process may be filling the same copy; then its entries are the same ones.
            if (await self._target.info()).revision <= revision:
                raise
        return await self._replicate(lacking)


def portions(entries: Sequence[Entry], most_bytes: int) -> Iterator[Sequence[Entry]]:
    """Cut entries into portions that can be taken over one after another.

    Args:
        entries: in order; they end where an append ends.
        most_bytes: of bodies in a portion, but that entries which wait for later ones, and the last
            one of each portion, may exceed it.
    """
    portion: list[Entry] = []
    size = 0
    moment: datetime | None = None
    waits = False
    for entry in entries:
        if entry.recorded_at != moment:
            moment, waits = entry.recorded_at, False
        if size >= most_bytes and not waits:
            yield portion
            portion, size = [], 0
        waits = waits or entry.kind in _NAMES_LATER_ONES
        portion.append(entry)
        size += len(entry.body)
    if portion:
        yield portion


def _ready(entries: Sequence[Entry]) -> int:
    """How many entries, from the first, need none of those that come behind them."""
    ready = len(entries)
    for index in range(len(entries) - 1, -1, -1):
        if entries[index].recorded_at != entries[-1].recorded_at:
            break
        if entries[index].kind in _NAMES_LATER_ONES:
            ready = index
    return ready
