"""What a screen may know of the application: its views and its few verbs."""

from datetime import datetime
from typing import Protocol, runtime_checkable

from situation.periods import Viewpoint
from situation.views import PlaceDetail, Snapshot


@runtime_checkable
class Situation(Protocol):
    """The application as its screens see it."""

    snapshot: Snapshot | None
    detail: PlaceDetail | None
    failure: str
    """Why the last read failed; empty after one that worked."""
    notice: str
    """Said in the top line until the next one: paused, first start."""
    next_try: datetime | None
    store_label: str

    @property
    def viewpoint(self) -> Viewpoint:
        """Where is looked from."""
        ...

    def clock(self) -> datetime:
        """The present."""
        ...

    def look_from(self, viewpoint: Viewpoint | None) -> None:
        """Look from another point in time; None: now, live."""
        ...

    def rest_on(self, place_id: str) -> None:
        """The cursor has come to rest on a place: its detail is wanted."""
        ...

    def open_city(self, place_id: str) -> None:
        """Open the city screen of a place."""
        ...
