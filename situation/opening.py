"""From an address to an open store; the first start fills an empty one from the pack."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from platformdirs import user_data_path

from situation.errors import StoreError, StoreMissing
from situation.mapframe import MapFrame
from situation.pack_header import PackHeader, load_header
from situation.periods import Clock, Viewpoint, end_of_day
from situation.store import open_store, store_file
from situation.store.base import Store, StoreInfo

APPLICATION = "sitmon"
PACK_AUTHOR = "pack"


class Opened(Struct, frozen=True, kw_only=True):
    """An open situation."""

    store: Store
    pack: PackHeader
    created: bool
    """The store was empty and has just been filled from the pack."""
    pack_path: Path | None = None
    """The pack's directory; None: the bundled one."""

    @property
    def frame(self) -> MapFrame:
        """Where the situation lies and who occupies."""
        pack = self.pack
        return MapFrame(centre=pack.centre, bounds=pack.bounds, occupier=pack.occupier)


def default_store(pack_path: Path | None = None) -> str:
    """The path of the reader's own store of a pack's situation, in the platform's data directory.

    Args:
        pack_path: the pack's directory; None: the bundled one.

    Raises:
        PackError: the pack is damaged.
    """
    return str(user_data_path(APPLICATION, appauthor=False) / f"{load_header(pack_path).id}.db")


async def open_situation(
    url: str | None,
    *,
    clock: Clock,
    pack_path: Path | None = None,
    ca_file: str = "",
    makes_directory: bool = True,
) -> Opened:
    """Open a store, making and filling it where there is none yet.

    Args:
        url: a path or an address; None: the reader's own store of the pack's situation.
        clock: gives the present, for what is recorded.
        pack_path: a situation pack's directory; None: the bundled one.
        ca_file: PEM file of further certificate authorities for a server.
        makes_directory: make the directory, too, of a store that is not there; the reader's own has
            one made for it in any case.

    Raises:
        StoreError: it cannot be opened or, being empty, not be filled; or it holds the situation of
            another pack.
        PackError: the pack is damaged.
    """
    pack = load_header(pack_path)
    address = url or default_store(pack_path)
    try:
        store = open_store(address, clock=clock, ca_file=ca_file)
    except StoreMissing:
        if url and not makes_directory:
            _check_directory(url)
        store = open_store(address, clock=clock, create=True)
    try:
        info = await store.info()
        if info.revision == 0:
            await _fill(store, pack_path)
        else:
            await _check_situation(store, pack)
    except BaseException:
        await store.close()
        raise
    return Opened(store=store, pack=pack, created=info.revision == 0, pack_path=pack_path)


def _check_directory(address: str) -> None:
    """Refuse a store in a directory that is not there: more likely its path was mistyped."""
    file = store_file(address)
    if file is not None and not file.parent.exists():
        raise StoreMissing(
            "there is no such directory, and so no store in it",
            where=str(file.parent),
            do="check the path of the store, or make the directory",
        )


async def _fill(store: Store, pack_path: Path | None) -> None:
    # Only a store's first start needs the pack's readers.
    from situation.pack import load_pack  # noqa: PLC0415

    await store.append(load_pack(pack_path).all_records(), author=PACK_AUTHOR)


async def _check_situation(store: Store, pack: PackHeader) -> None:
    """Refuse a store of other parties: its places would stand in the wrong frame."""
    parties = {item.record.id for item in await store.parties()}
    if parties and pack.occupier not in parties:
        raise StoreError(
            f"this store holds another situation than the pack “{pack.title}”",
            where=store.url,
            do="name its pack with --pack",
        )


def first_viewpoint(pack: PackHeader, info: StoreInfo) -> Viewpoint | None:
    """Where to look from when the reader does not say: the pack's own day, or None for now.

    A store that holds nothing newer than the pack would be stale from end to end if it were seen
    from now; once anything newer was said, the reader wants the present.
    """
    if info.said_at is not None and _is_newer(info.said_at, pack):
        return None
    return Viewpoint(valid_at=end_of_day(pack.opens_on))


def _is_newer(said_at: datetime, pack: PackHeader) -> bool:
    return said_at > end_of_day(pack.data_until)
