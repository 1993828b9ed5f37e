"""What happened, told to the application."""

from typing import TYPE_CHECKING

from textual.message import Message

from situation.claim_detail import ClaimDetail
from situation.feed_view import Feed
from situation.maps.scene import MapScene
from situation.timeline_view import Timeline
from situation.views import PlaceDetail, Snapshot

if TYPE_CHECKING:
    # What judges sources is loaded with their screen.
    from situation.source_overview import SourceOverview


class SnapshotArrived(Message):
    """A newer state of the whole situation was read."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def can_replace(self, message: Message) -> bool:
        """A snapshot that still waits is overtaken by this one."""
        return isinstance(message, SnapshotArrived)


class DetailArrived(Message):
    """Everything about one place was read; None: the store did not know it at the viewpoint."""

    def __init__(self, place_id: str, detail: PlaceDetail | None) -> None:
        super().__init__()
        self.place_id = place_id
        self.detail = detail

    def can_replace(self, message: Message) -> bool:
        """A detail that still waits is overtaken by this one."""
        return isinstance(message, DetailArrived)


class ClaimDetailArrived(Message):
    """Everything about one claim was read; None where the store did not know it then."""

    def __init__(self, claim_id: str, detail: ClaimDetail | None) -> None:
        super().__init__()
        self.claim_id = claim_id
        self.detail = detail

    def can_replace(self, message: Message) -> bool:
        """A claim that still waits is overtaken by this one."""
        return isinstance(message, ClaimDetailArrived)


class FeedArrived(Message):
    """The claim feed was read, as far as the reader has come."""

    def __init__(self, feed: Feed) -> None:
        super().__init__()
        self.feed = feed


class MapSceneArrived(Message):
    """The map was read."""

    def __init__(self, scene: MapScene) -> None:
        super().__init__()
        self.scene = scene

    def can_replace(self, message: Message) -> bool:
        """A map that still waits is overtaken by this one."""
        return isinstance(message, MapSceneArrived)


class SourcesArrived(Message):
    """How the sources are doing was read."""

    def __init__(self, overview: "SourceOverview") -> None:
        super().__init__()
        self.overview = overview

    def can_replace(self, message: Message) -> bool:
        """What still waits is overtaken by this one."""
        return isinstance(message, SourcesArrived)


class TimelineArrived(Message):
    """A place's timeline was read; None where the store did not know the place then."""

    def __init__(self, timeline: Timeline | None) -> None:
        super().__init__()
        self.timeline = timeline

    def can_replace(self, message: Message) -> bool:
        """A timeline that still waits is overtaken by this one."""
        return isinstance(message, TimelineArrived)


class RefreshFailed(Message):
    """The store could not be read; what is on the screen stays, marked."""

    def __init__(self, why: str, next_try_seconds: float) -> None:
        super().__init__()
        self.why = why
        self.next_try_seconds = next_try_seconds


class StoreGrew(Message):
    """Something was appended while the reader had paused live updates."""
