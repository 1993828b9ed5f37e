"""What a screen may know of the application: its views and its few verbs."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, runtime_checkable

from msgspec import Struct

from situation.claim_detail import ClaimDetail
from situation.feed_view import Feed, FeedRequest
from situation.link import LinkState
from situation.maps.scene import MapRequest, MapScene
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.timeline_view import Timeline
from situation.views import PlaceDetail, Snapshot
from tui.readers_marks import ReadersMarks


class OpenClaim(Struct, frozen=True, kw_only=True):
    """What was read of the claim that is open."""

    claim_id: str
    detail: ClaimDetail | None
    """None: the store did not know it at the viewpoint, or it was not said yet."""


@runtime_checkable
class Situation(Protocol):
    """The application as its screens see it."""

    snapshot: Snapshot | None
    detail: PlaceDetail | None
    """Of the place read last; None: the store did not know it at the viewpoint."""
    detail_of: str
    """Id of the place read last; empty: none has been read yet."""
    claim: OpenClaim | None
    feed: Feed | None
    map_scene: MapScene | None
    timeline: Timeline | None
    """Of the place that was asked for; None: the store did not know it at the viewpoint."""
    reader: ReadersMarks
    """What the reader has read of this store, and the views they saved."""
    author: str
    """Who records what is recorded here."""
    failure: str
    """Why the last read failed; empty after one that worked."""
    link: LinkState | None
    """How a store that lives elsewhere is connected; None for one that is here."""
    notice: str
    """Said in the top line until the next one: paused, first start."""
    next_try: datetime | None

    @property
    def viewpoint(self) -> Viewpoint:
        """Where is looked from."""
        ...

    def clock(self) -> datetime:
        """The present."""
        ...

    def look_as_of(self, moment: datetime | None) -> None:
        """Look from another valid time, None: the present; what is known stays as chosen."""
        ...

    def look_as_known(self, moment: datetime | None) -> None:
        """Look with what was known at a time, None: with all that is known; the day stays."""
        ...

    def rest_on(self, place_id: str) -> None:
        """The cursor has come to rest on a place: its detail is wanted."""
        ...

    def open_city(self, place_id: str) -> None:
        """Open the city screen of a place."""
        ...

    def open_feed(self, line: str) -> None:
        """Open the claim feed with a search."""
        ...

    def read_feed(self, request: FeedRequest) -> None:
        """A page of the feed is wanted."""
        ...

    def open_claim(self, claim_id: str) -> None:
        """Open the screen of a claim."""
        ...

    def rest_on_claim(self, claim_id: str) -> None:
        """A claim is on the screen: its detail is wanted; empty: none is any more."""
        ...

    def read_map(self, request: MapRequest | None) -> None:
        """A map is on the screen: it is wanted; None: none is any more."""
        ...

    def open_map(self, place_id: str) -> None:
        """Open the map with a place in its middle."""
        ...

    def read_timeline(self, place_id: str) -> None:
        """The timeline of a place is on the screen; empty: none is any more."""
        ...

    def jump_to(self, moment: datetime) -> None:
        """Look from the end of a day."""
        ...

    def export_view(self, line: str, typed_path: str) -> None:
        """Write the claims of a search line to a file beside the event loop; say how it went."""
        ...

    def record(self, act: Callable[[Store], Awaitable[object]], done: str) -> None:
        """Let an act append to the store beside the event loop, and say how it went."""
        ...
