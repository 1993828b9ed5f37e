"""The application's views: what has been read, for the screens to watch."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from textual import on
from textual.reactive import var

from situation.feed_view import Feed
from situation.link import Linked, LinkState
from situation.maps.scene import MapScene
from situation.periods import Clock
from situation.timeline_view import Timeline
from situation.views import PlaceDetail, Snapshot
from tui.contract import OpenClaim
from tui.messages import (
    ClaimDetailArrived,
    DetailArrived,
    FeedArrived,
    MapSceneArrived,
    RefreshFailed,
    SnapshotArrived,
    TimelineArrived,
)
from tui.safe_app import SafeApp

NOTICE_SECONDS: Final = 60
"""How long it is said that a server's store was replaced: readers look away for a while."""


class WatchedApp(SafeApp):
    """Takes what the refresher delivers; screens watch these views.

    Args:
        clock: gives the present.
        crash_log: where a crash is written.
    """

    snapshot: var[Snapshot | None] = var(None, init=False)
    detail: var[PlaceDetail | None] = var(None, init=False)
    claim: var[OpenClaim | None] = var(None, init=False, always_update=True)
    feed: var[Feed | None] = var(None, init=False, always_update=True)
    map_scene: var[MapScene | None] = var(None, init=False, always_update=True)
    timeline: var[Timeline | None] = var(None, init=False, always_update=True)
    failure: var[str] = var("", init=False, always_update=True)
    link: var[LinkState | None] = var(None, init=False)
    """How a store that lives elsewhere is connected; None for one that is here."""
    notice: var[str] = var("", init=False)

    def __init__(self, clock: Clock, *, crash_log: Path) -> None:
        super().__init__(crash_log=crash_log)
        self._clock = clock
        self.next_try: datetime | None = None
        self.detail_of = ""

    def clock(self) -> datetime:
        """The present."""
        return self._clock()

    def begin_with(self, snapshot: Snapshot, place_id: str, detail: PlaceDetail | None) -> None:
        """Have these views, the detail of that place, before a screen watches them."""
        self.set_reactive(WatchedApp.snapshot, snapshot)
        self.set_reactive(WatchedApp.detail, detail)
        self.detail_of = place_id

    async def follow_link(self, store: Linked) -> None:
        """Say how a store that lives elsewhere is connected, as long as it is open."""
        async for state in store.link_changes():
            if state.notice and (self.link is None or state.notice != self.link.notice):
                # The top line has no room for it in a narrow terminal.
                self.notify(state.notice, severity="warning", timeout=NOTICE_SECONDS)
            self.link = state

    def snapshot_taken(self) -> None:
        """A snapshot has arrived; the application overrides it."""

    @on(SnapshotArrived)
    def _take_snapshot(self, event: SnapshotArrived) -> None:
        self.next_try = None
        self.failure = ""
        self.snapshot = event.snapshot
        self.snapshot_taken()

    @on(DetailArrived)
    def _take_detail(self, event: DetailArrived) -> None:
        self.detail_of = event.place_id
        self.detail = event.detail
        if event.detail is None:
            # That the store did not know the place is an answer: panes may still wait for one.
            self.mutate_reactive(WatchedApp.detail)

    @on(ClaimDetailArrived)
    def _take_claim(self, event: ClaimDetailArrived) -> None:
        self.claim = OpenClaim(claim_id=event.claim_id, detail=event.detail)

    @on(FeedArrived)
    def _take_feed(self, event: FeedArrived) -> None:
        self.feed = event.feed

    @on(MapSceneArrived)
    def _take_map(self, event: MapSceneArrived) -> None:
        self.map_scene = event.scene

    @on(TimelineArrived)
    def _take_timeline(self, event: TimelineArrived) -> None:
        self.timeline = event.timeline

    @on(RefreshFailed)
    def _take_failure(self, event: RefreshFailed) -> None:
        self.next_try = self.clock() + timedelta(seconds=event.next_try_seconds)
        self.failure = event.why
