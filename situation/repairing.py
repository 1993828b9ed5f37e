"""A damaged store's entries saved into a new one: what is sound is kept, what is not is named."""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from situation.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    UsageError,
)
from situation.periods import Clock
from situation.store import open_sqlite
from situation.store.log import Entry
from situation.store.seals import NO_SEAL, seal
from situation.store.sqlite import SqliteStore
from situation.store.sqlite_repair import RESTORE, DamagedLog, Lost, Salvaged, copy_files
from situation.store.sqlite_times import from_micros, micros
from situation.text import clean

_FILE: Final = "sqlite:///"
_ONE_NAMED: Final = {
    "source": "source", "verification_by": "source", "population_source": "source",
    "publisher": "source", "holder": "party",
    "place": "place", "parent": "place",
}  # fmt: skip
_SOME_NAMED: Final = {"via": "source", "depends_on": "source", "places": "place"}

Name = tuple[str, str]
"""Kind and id."""


class LeftOut(Struct, frozen=True, kw_only=True):
    """An entry of the damaged store that is not in the new one."""

    entry: int
    """Its number in the damaged store."""
    name: str
    """Kind and id, as far as they are known; safe to show."""
    why: str


class RepairReport(Struct, frozen=True, kw_only=True):
    """What a repair saved."""

    before: int
    """Entries that the damaged store tells of."""
    saved: int
    unchanged: int
    """Of the saved, those from the first on with their old numbers and seals."""
    counts: Mapping[str, int]
    """Saved entries by kind of record."""
    seal: str
    """The seal that ends the new store; empty when nothing was saved."""
    left_out: tuple[LeftOut, ...]


async def repair(origin: str | Path, target: str | Path, *, clock: Clock) -> RepairReport:
    """Save every entry whose seal holds into a new store; the damaged one is only read.

    The new store is made beside its place and appears there when it is whole and checked.
    Times, authors and acts are kept. Up to the first loss numbers and seals are the old ones;
    behind it entries move up and are sealed anew.

    Args:
        origin: path of the damaged store.
        target: path of the new one; nothing may be there.
        clock: gives the time at which the new store was made.

    Raises:
        UsageError: a path is not one, or something is at the target.
        StoreError: nothing can be read of the one, or the other cannot be written.
    """
    old, new = _path(origin), _path(target)
    _require_free(new)
    try:
        workshop = tempfile.TemporaryDirectory(prefix=".sitmon-repair-", dir=new.parent)
    except OSError as error:
        raise _cannot_write(new, error) from None
    with workshop as name:
        folder = Path(name)
        copy = await asyncio.to_thread(copy_files, old, folder, str(old))
        with closing(await asyncio.to_thread(DamagedLog, copy, str(old))) as log:
            report = await _rebuilt(log, folder / "new.db", clock)
        if report.before and not report.saved:
            raise StoreDamaged("no entry of it can be saved", where=str(old), do=RESTORE)
        _require_free(new)
        try:
            (folder / "new.db").rename(new)
        except OSError as error:
            raise _cannot_write(new, error) from None
    return report


async def _rebuilt(log: DamagedLog, path: Path, clock: Clock) -> RepairReport:
    store = open_sqlite(path, clock=clock, create=True)
    try:
        rebuild = _Rebuild(store)
        after = 0
        while after < log.newest:
            for each in await asyncio.to_thread(log.read_on, after):
                after = each.entry
                await rebuild.take(each)
        await rebuild.finish()
        names = await asyncio.to_thread(log.names, set(rebuild.left_out))
        return await _report(store, rebuild, names, log.newest)
    finally:
        await store.close()


async def _report(
    store: SqliteStore, rebuild: "_Rebuild", names: Mapping[int, str], before: int
) -> RepairReport:
    for finding in (await store.broken_seal(), *await store.quick_check()):
        if finding:
            raise StoreError(f"what was saved is not sound: {finding}", where=store.url)
    info = await store.info()
    return RepairReport(
        before=before,
        saved=info.revision,
        unchanged=min((*rebuild.left_out, before + 1)) - 1,
        counts=info.counts,
        seal=await store.seal(info.revision) if info.revision else "",
        left_out=tuple(
            LeftOut(entry=entry, name=clean(names.get(entry, ""), 200), why=clean(why))
            for entry, why in sorted(rebuild.left_out.items())
        ),
    )


class _Rebuild:
    """Fills an empty store, one append of the old one after another."""

    def __init__(self, store: SqliteStore) -> None:
        self.left_out: dict[int, str] = {}
        """Why, by number in the old store."""
        self._store = store
        self._last_entry = 0
        self._seal = NO_SEAL
        self._known: set[Name] = set()
        self._waiting: list[Salvaged] = []

    async def take(self, found: Salvaged | Lost) -> None:
        """Take the next entry; it waits until its append is complete."""
        if isinstance(found, Lost):
            self.left_out[found.entry] = found.why
            return
        if self._waiting and self._waiting[0].recorded_at != found.recorded_at:
            await self.finish()
        self._waiting.append(found)

    async def finish(self) -> None:
        """Store what waits."""
        waiting, self._waiting = self._waiting, []
        await self._keep(self._without_orphans(waiting))

    async def _keep(self, entries: Sequence[Salvaged]) -> None:
        """Store entries; where the store refuses them, as many of them as it takes."""
        if not entries:
            return
        try:
            sealed = list(self._sealed(entries))
            await self._store.replicate([entry for entry, _ in sealed])
        except (StoreFull, StoreBusy, StoreReadOnly):
            raise
        except (StoreError, UnicodeError) as error:
            if len(entries) == 1:
                why = error.what if isinstance(error, StoreError) else "its text is not UTF-8"
                self.left_out[entries[0].entry] = why
                return
            middle = len(entries) // 2
            await self._keep(entries[:middle])
            await self._keep(entries[middle:])
        else:
            self._last_entry, self._seal = sealed[-1][0].entry, sealed[-1][1]
            self._known.update(_own_name(entry) for entry in entries)

    def _sealed(self, entries: Sequence[Salvaged]) -> Iterator[tuple[Entry, bytes]]:
        before = self._seal
        for number, each in enumerate(entries, self._last_entry + 1):
            recorded_at = from_micros(each.recorded_at)
            before = seal(before, number, micros(recorded_at), each.texts)
            author, act, kind, record_id, body = (text.decode() for text in each.texts)
            yield Entry(
                entry=number, recorded_at=recorded_at, author=author, act=act, kind=kind,
                id=record_id, body=body, seal=before.hex(),
            ), before  # fmt: skip

    def _without_orphans(self, entries: Sequence[Salvaged]) -> Sequence[Salvaged]:
        """The entries without those that name something lost, and those that name these in turn.

        An append comes as one set: its places and sources may name later ones.
        """
        named = {entry.entry: _names_in(entry.texts[4]) for entry in entries}
        while True:
            known = self._known | {_own_name(entry) for entry in entries}
            kept = [entry for entry in entries if named[entry.entry] <= known]
            if len(kept) == len(entries):
                return kept
            for entry in entries:
                if missing := named[entry.entry] - known:
                    kind, record_id = min(missing)
                    why = f"the {kind} “{record_id}” that it names is lost"
                    self.left_out[entry.entry] = why
            entries = kept


def _own_name(entry: Salvaged) -> Name:
    return entry.texts[2].decode(errors="replace"), entry.texts[3].decode(errors="replace")


def _names_in(body: bytes) -> set[Name]:
    """The parties, sources and places that a record names; none where it cannot be read."""
    try:
        record = msgspec.json.decode(body, type=dict[str, Any])
        found = {(kind, record.get(field)) for field, kind in _ONE_NAMED.items()}
        for field, kind in _SOME_NAMED.items():
            found |= {(kind, each) for each in record.get(field, ())}
        with_sides = (record.get("affiliation", {}), *record.get("names", ()))
        found |= {("party", each.get("side")) for each in with_sides}
    except (msgspec.DecodeError, UnicodeError, TypeError, AttributeError):
        return set()
    return {(kind, name) for kind, name in found if isinstance(name, str)}


def _path(address: str | Path) -> Path:
    name = str(address).removeprefix(_FILE)
    if not name or "\0" in name or "://" in name:
        raise UsageError(
            "only a store in a file can be repaired", where=clean(name), do="give the path of one"
        )
    return Path(name).expanduser().absolute()


def _require_free(new: Path) -> None:
    if new.exists() or new.is_symlink():
        raise UsageError("something is there already", where=str(new), do="name a new file")


def _cannot_write(new: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the new store cannot be made: {error.strerror or error}",
        where=str(new),
        do="name a file in a directory where you may write",
    )
