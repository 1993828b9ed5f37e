"""A store's log copied into another store, whatever their backends: resumable and verified."""

from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec import Struct

from situation.errors import StoreError
from situation.link import Linked
from situation.store.log import LoggedStore
from situation.store.log_intake import LogIntake

BATCH: Final = 500
"""Entries asked for at a time: what an interruption can lose."""

Progress: TypeAlias = Callable[[int, int], None]
"""Called on the event loop after each batch: entries in the target, entries of the origin."""


class CopyReport(Struct, frozen=True, kw_only=True):
    """What a copy did."""

    copied: int
    """Entries taken over this time."""
    revision: int
    """Entries of both stores now."""
    seal: str
    """The seal that ends both; empty for empty stores."""


async def copy_log(
    origin: LoggedStore,
    target: LoggedStore,
    *,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> CopyReport:
    """Copy what the target lacks of the origin's log, then compare the two.

    What was recorded at the origin after the copy began is left for the next one.

    Args:
        origin: is read only.
        target: empty, or holding a first part of the origin's log.
        batch: entries asked for at a time.
        progress: told of every batch.

    Raises:
        StoreError: a store failed, the target holds something else, or the two differ at the end.
            What was copied stays, and the next copy goes on behind it.
    """
    for store in (origin, target):
        if isinstance(store, Linked):
            await store.catch_up()
    end = (await origin.info()).revision
    begun = (await target.info()).revision
    await _require_same_start(origin, target, begun, end)
    intake = LogIntake(target)
    asked_after = begun
    while asked_after < end:
        entries = await origin.entries(asked_after, min(batch, end - asked_after))
        if not entries:
            raise StoreError(f"entry {asked_after + 1} is missing", where=origin.url)
        asked_after = entries[-1].entry
        there = await intake.take(entries, is_end=asked_after == end)
        if progress is not None:
            progress(there, end)
    return CopyReport(
        copied=end - begun, revision=end, seal=await _verified_seal(origin, target, end)
    )


async def _require_same_start(
    origin: LoggedStore, target: LoggedStore, begun: int, end: int
) -> None:
    advice = "copy into an empty store, or into an earlier copy of this one"
    if begun > end:
        raise StoreError(
            f"it has {begun:,} entries, more than the {end:,} that are to be copied",
            where=target.url,
            do=advice,
        )
    if begun and await origin.seal(begun) != await target.seal(begun):
        raise StoreError(
            f"its {begun:,} entries are not those of {origin.url}", where=target.url, do=advice
        )


async def _verified_seal(origin: LoggedStore, target: LoggedStore, end: int) -> str:
    """The seal that ends both logs, once the target's chain has been worked out anew."""
    if broken := await target.broken_seal():
        raise StoreError(broken, where=target.url, do="copy into a new store")
    there = await target.info()
    if there.revision != end or sum(there.counts.values()) != end:
        raise StoreError(
            f"it counts {sum(there.counts.values()):,} records in {there.revision:,} entries in "
            f"place of {end:,}",
            where=target.url,
            do="let nobody else write there while it is copied, and copy again",
        )
    if not end:
        return ""
    sealed = await target.seal(end)
    if sealed != await origin.seal(end):
        raise StoreError(
            "the copy ends in another seal than its origin", where=target.url, do="copy again"
        )
    return sealed
