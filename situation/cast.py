"""The places and sources of a store, as known at a viewpoint."""

from collections.abc import Mapping

from msgspec import Struct

from situation.analysis.independence import independence_groups
from situation.model import Place, Source
from situation.periods import Viewpoint
from situation.store.base import Store


class Cast(Struct, frozen=True, kw_only=True):
    """The places and sources of a store as known at a viewpoint, by id."""

    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    groups: Mapping[str, str]

    def region_of(self, place: Place) -> str:
        """The name of the region a place lies in; empty where none is recorded."""
        parent = self.places.get(place.parent or "")
        return parent.name if parent else ""


class CastReader:
    """Reads who and where, and again only where a store has learned more of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key: tuple[object, ...] | None = None
        self._cast: Cast | None = None

    async def read(self, viewpoint: Viewpoint) -> Cast:
        """As `read_cast`.

        Raises:
            StoreError: the store cannot be read.
        """
        counts = (await self._store.info()).counts
        key = (viewpoint.known_at, counts.get("place"), counts.get("source"))
        if self._cast is None or key != self._key:
            self._cast = await read_cast(self._store, viewpoint)
            self._key = key
        return self._cast


async def read_cast(store: Store, viewpoint: Viewpoint) -> Cast:
    """Read who and where, as known at the viewpoint."""
    places = await store.places(viewpoint.known_at)
    sources = {item.record.id: item.record for item in await store.sources(viewpoint.known_at)}
    return Cast(
        places={item.record.id: item.record for item in places},
        sources=sources,
        groups=independence_groups(sources),
    )
