"""What a screen may ask the refresher for besides the situation itself: read on demand."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct
from textual.message import Message

from situation.cast import Cast
from situation.mapframe import MapFrame
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.views import PlaceRow

W = TypeVar("W")


class Context(Struct, frozen=True, kw_only=True):
    """What is known when an errand is run."""

    store: Store
    viewpoint: Viewpoint
    cast: Cast
    rows: Sequence[PlaceRow]
    """Those of the last snapshot, which was read at this viewpoint."""
    frame: MapFrame
    now: datetime
    next_look: datetime | None
    """When it is read again by itself; None: not while time stands still here."""
    seen_entry: int
    """The newest entry that the reader had seen at the last visit."""


class Errand(Generic[W]):
    """One thing that is read while a screen shows it.

    Wishes overwrite each other: only the last one is read.

    Args:
        read: reads it and says what arrived.
        once: it is not read again when the store or the viewpoint changes; the screen asks.
    """

    def __init__(
        self, read: Callable[[Context, W], Awaitable[Message]], *, once: bool = False
    ) -> None:
        self._read = read
        self._once = once
        self._request: W | None = None
        self._wishes = 0
        self._served = 0

    @property
    def wanted(self) -> bool:
        """Whether it has to be read."""
        return self._request is not None and self._served < self._wishes

    def want(self, request: W | None) -> None:
        """A screen shows it; None: no screen does any more."""
        self._request = request
        self._wishes += 1

    def again(self) -> None:
        """What it was read from has changed."""
        if not self._once:
            self._wishes += 1

    async def run(self, context: Context) -> Message | None:
        """Read it; None where nobody wants it any more.

        Raises:
            SitmonError: it could not be read; it is still wanted.
        """
        request, wishes = self._request, self._wishes
        if request is None:
            return None
        message = await self._read(context, request)
        self._served = wishes
        return message
