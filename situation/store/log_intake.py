"""Entries of another log, handed to a store in portions that it can take over."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from situation.errors import StoreError
from situation.store.log import Entry, LoggedStore
from situation.store.log_naming import NAMING_KINDS, Key, key_of, named_by


class LogIntake:
    """Continues a store's log with the entries of another, as they come.

    Entries wait only where a source or a place names one that has not come yet: until it has, or
    until its append ends.

    Args:
        target: its log is continued.
    """

    def __init__(self, target: LoggedStore) -> None:
        self._target = target
        self._waiting: list[Entry] = []
        self._ready = 0
        """How many of those that wait, from the first, need none of those behind them."""
        self._come: set[Key] = set()
        """The sources and places that have come, or that the target was found to have."""
        self._has_looked = False
        self._lacking: set[Key] = set()
        self._moment: datetime | None = None

    @property
    def last(self) -> Entry | None:
        """The last of the entries that wait; None where none does."""
        return self._waiting[-1] if self._waiting else None

    async def take(self, entries: Sequence[Entry], *, is_end: bool) -> int:
        """Take over what can be; returns the revision of the target.

        Args:
            entries: those behind the ones that came before.
            is_end: they are the newest of their log.

        Raises:
            StoreError: they do not continue the target's log, or cannot be kept there.
        """
        for entry in entries:
            await self._add(entry)
        ready = len(self._waiting) if is_end else self._ready
        taking, self._waiting = self._waiting[:ready], self._waiting[ready:]
        self._ready = 0
        return await self._replicate(taking)

    async def _add(self, entry: Entry) -> None:
        if entry.recorded_at != self._moment:
            # The append before has ended: what it lacks, its target has or refuses it for.
            self._moment, self._ready = entry.recorded_at, len(self._waiting)
            self._lacking.clear()
        self._waiting.append(entry)
        if entry.kind in NAMING_KINDS:
            self._come.add(key_of(entry))
            self._lacking -= self._come
            self._lacking |= await self._not_there(set(named_by(entry)) - self._come)
        if not self._lacking:
            self._ready = len(self._waiting)

    async def _not_there(self, named: set[Key]) -> set[Key]:
        """Those of these sources and places that the target has not."""
        if named and not self._has_looked:
            self._has_looked = True
            self._come |= {("source", item.record.id) for item in await self._target.sources()}
            self._come |= {("place", item.record.id) for item in await self._target.places()}
        return named - self._come

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
    coming: dict[Key, int] = {}
    for entry in entries:
        if entry.kind in NAMING_KINDS:
            coming.setdefault(key_of(entry), entry.entry)
    portion: list[Entry] = []
    size = needed = 0
    moment: datetime | None = None
    for entry in entries:
        if entry.recorded_at != moment:
            moment, needed = entry.recorded_at, 0
        if size >= most_bytes and needed < entry.entry:
            yield portion
            portion, size = [], 0
        # Whatever is named and not among these is there already.
        needed = max([needed, *(coming.get(key, 0) for key in named_by(entry))])
        portion.append(entry)
        size += len(entry.body)
    if portion:
        yield portion
