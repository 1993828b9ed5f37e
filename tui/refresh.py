"""The one refresher: reads the store when it must, never twice at once; hands over frozen views."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from textual.message import Message

from situation.cast import Cast, CastReader
from situation.errors import SitmonError
from situation.feed_view import FeedRequest
from situation.mapframe import MapFrame
from situation.maps.scene import MapRequest
from situation.periods import Clock, Viewpoint
from situation.snapshot import Visit, build_detail, build_snapshot
from situation.store.base import Store
from situation.views import PlaceDetail, PlaceRow, Snapshot
from tui.errands import Context, Errand
from tui.known_settings import KnownSettings
from tui.messages import DetailArrived, RefreshFailed, SnapshotArrived, StoreGrew
from tui.outlook import Outlook
from tui.readings import MapReading, SourcesReading, read_claim, read_feed, read_timeline
from tui.retry import Retry

W = TypeVar("W")

TICK_SECONDS = 60.0
"""How often the clock is looked at while the view is live: what nobody renews becomes stale."""


class Refresher:
    """Keeps the screens' views true to the store.

    Wishes overwrite each other: however often the viewpoint or the place changes while a read is
    under way, only the last wish is read next.

    Args:
        store: what is read.
        title: the situation's name.
        clock: gives the present.
        frame: where the situation lies.
        country: in which most of its places lie, two letters.
        settings: those of whoever reads here.
        visit: what the reader saw last time.
        deliver: takes the messages; called on the event loop.
        viewpoint: where to look first; None: now, moving with the clock.
    """

    def __init__(
        self,
        store: Store,
        *,
        title: str,
        clock: Clock,
        frame: MapFrame,
        country: str,
        settings: KnownSettings,
        visit: Visit | None,
        deliver: Callable[[Message], object],
        viewpoint: Viewpoint | None,
    ) -> None:
        self._store = store
        self._title = title
        self._clock = clock
        self._frame = frame
        self._settings = settings
        self._visit = visit
        self._deliver = deliver
        self.outlook = Outlook(clock, viewpoint)
        self._read_at = viewpoint
        """What was chosen when the last snapshot was read; the rest is read with it."""
        self._place = ""
        self._wake = asyncio.Event()
        self._has_read = asyncio.Event()
        self._snapshot_wanted = True
        self._detail_wanted = False
        self._claim = Errand(read_claim)
        self._feed = Errand(read_feed, once=True)
        self._timeline = Errand(read_timeline)
        self._map = Errand(MapReading().read)
        self._sources = Errand(SourcesReading(country, settings).read)
        self._errands: tuple[Errand[Any], ...] = (
            self._map,
            self._timeline,
            self._claim,
            self._feed,
            self._sources,
        )
        self._retry = Retry(self._wake.set)
        self._revision = 0
        self._casts = CastReader(store)
        self._cast: Cast | None = None
        self._rows: dict[str, PlaceRow] = {}

    def look_from(self, viewpoint: Viewpoint | None) -> None:
        """Look from another point in time; None: from now on, live."""
        self.outlook.chosen = viewpoint
        self.request()

    def rest_on(self, place_id: str) -> None:
        """The reader's cursor has come to rest on a place: read its detail."""
        self._place = place_id
        self._detail_wanted = True
        self._wake.set()

    def follow_claim(self, claim_id: str) -> None:
        """The reader has opened a claim; empty: no claim is on the screen any more."""
        self._ask(self._claim, claim_id or None)

    def follow_timeline(self, place_id: str) -> None:
        """The timeline of a place is on the screen; empty: none is any more."""
        self._ask(self._timeline, place_id or None)

    def follow_map(self, request: MapRequest | None) -> None:
        """A map is on the screen; None: none is any more."""
        self._ask(self._map, request)

    def follow_sources(self, *, shown: bool) -> None:
        """The sources are on the screen, or are not any more."""
        self._ask(self._sources, True if shown else None)

    def read_feed(self, request: FeedRequest) -> None:
        """The reader wants the claim feed, or more of it."""
        self._ask(self._feed, request)

    def _ask(self, errand: Errand[W], request: W | None) -> None:
        errand.want(request)
        self._wake.set()

    def request(self) -> None:
        """Read everything shown again."""
        self._snapshot_wanted = True
        self._detail_wanted = bool(self._place)
        for errand in self._errands:
            errand.again()
        self._wake.set()

    def pause(self, *, paused: bool) -> None:
        """Hold back, or let through again, what others append."""
        self.outlook.pause(paused=paused)
        if not paused:
            self.request()

    async def run(self) -> None:
        """Serve until cancelled."""
        if self._snapshot_wanted:
            self._wake.set()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._serve())
            tasks.create_task(self._follow_store())
            tasks.create_task(self._follow_clock())

    async def _serve(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._read()
            except SitmonError as error:
                self._give_up_for_now(error)
            else:
                # What could not be followed while this was read waits for its own reading.
                if not self._snapshot_wanted:
                    self._retry.succeeded()

    async def read_first(self, place_id: str) -> tuple[Snapshot, PlaceDetail | None]:
        """Read once before `run`, for a first paint that has everything on it.

        Raises:
            SitmonError: it could not be read; `run` will try again and say why.
        """
        self._place = place_id
        self._detail_wanted = True
        first = (await self._read_snapshot(), await self._read_detail())
        self._snapshot_wanted = self._detail_wanted = False
        return first

    async def _read(self) -> None:
        if self._snapshot_wanted:
            self._snapshot_wanted = False
            self._deliver(SnapshotArrived(await self._read_snapshot()))
        # What looks from elsewhere by now waits for the snapshot from there, which is wanted.
        if self._detail_wanted and self._read_at == self.outlook.chosen:
            self._detail_wanted = False
            place_id = self._place
            self._deliver(DetailArrived(place_id, await self._read_whole_detail()))
        for errand in self._errands:
            if not errand.wanted or self._read_at != self.outlook.chosen:
                continue
            if message := await errand.run(await self._context()):
                self._deliver(message)
        # What was wished for while something else was read is next.
        if any(errand.wanted for errand in self._errands):
            self._wake.set()

    async def _context(self) -> Context:
        viewpoint = self.outlook.reads_from
        return Context(
            store=self._store,
            viewpoint=viewpoint,
            cast=self._cast or await self._casts.read(viewpoint),
            rows=tuple(self._rows.values()),
            frame=self._frame,
            now=self._clock(),
            next_look=self._next_tick() if self._moves else None,
            seen_entry=self._visit.entry if self._visit else 0,
        )

    async def _read_snapshot(self) -> Snapshot:
        outlook = self.outlook
        self._read_at, was_paused = outlook.chosen, outlook.paused
        looks_from, viewpoint = outlook.viewpoint, outlook.reads_from
        # Details are asked for much more often; they are told by the same cast.
        self._cast = await self._casts.read(viewpoint)
        snapshot = await build_snapshot(
            self._store,
            viewpoint,
            title=self._title,
            live=self._read_at is None,
            taken_at=self._clock(),
            visit=self._visit,
            cast=self._cast,
            settings=await self._settings.last_sound(),
        )
        snapshot = outlook.shown(snapshot, looks_from, was_paused=was_paused)
        self._rows = {row.place.id: row for row in snapshot.rows}
        self._revision = snapshot.info.revision
        self._has_read.set()
        return snapshot

    async def _read_detail(self) -> PlaceDetail | None:
        """The detail of the place; None where the store did not know it at the viewpoint."""
        if self._cast is not None and self._place not in self._cast.places:
            return None
        return await build_detail(
            self._store,
            self._place,
            self.outlook.reads_from,
            visit=self._visit,
            cast=self._cast,
            row=self._rows.get(self._place),
        )

    async def _read_whole_detail(self) -> PlaceDetail | None:
        # What compares statements is loaded after the first paint.
        from situation.differences import with_differences  # noqa: PLC0415

        detail = await self._read_detail()
        if detail is None or self._cast is None:
            return detail
        return await with_differences(self._store, detail, self._cast)

    def _give_up_for_now(self, error: SitmonError) -> None:
        self._snapshot_wanted = True
        self._detail_wanted = bool(self._place)
        self._deliver(RefreshFailed(error.line, self._retry.after_failure()))

    @property
    def _moves(self) -> bool:
        return self.outlook.live and not self.outlook.paused

    def _next_tick(self) -> datetime:
        return self._clock() + timedelta(seconds=TICK_SECONDS)

    async def _follow_clock(self) -> None:
        """Read again as time passes: ages grow, readings become stale, sources fall silent."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if self._moves:
                self._snapshot_wanted = True
                self._detail_wanted = bool(self._place)
                self._sources.again()
                self._wake.set()

    async def _follow_store(self) -> None:
        """Notice what anybody appends, this process or another."""
        while True:
            await self._has_read.wait()
            try:
                async for _revision in self._store.changes(self._revision):
                    if self.outlook.paused:
                        self.outlook.holds_back = True
                        self._deliver(StoreGrew())
                    else:
                        self.request()
            except SitmonError as error:
                # Only a reading that works can say that the store is well again.
                self._has_read.clear()
                self._give_up_for_now(error)
