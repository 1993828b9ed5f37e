"""Where a reader looks from, and how much of the store counts while others are held back."""

from msgspec.structs import replace

from situation.periods import Clock, Viewpoint
from situation.views import Snapshot


class Outlook:
    """What the reader chose, and whether what others record waits.

    Args:
        clock: gives the present.
        chosen: where to look from first; None: now, moving with the clock.
    """

    def __init__(self, clock: Clock, chosen: Viewpoint | None) -> None:
        self._clock = clock
        self.chosen = chosen
        """None: now, moving with the clock unless it is paused."""
        self.paused = False
        """Whether what others append is held back."""
        self.holds_back = False
        """Whether anything was appended since the pause began."""
        self._shown: Snapshot | None = None

    @property
    def live(self) -> bool:
        """Whether the viewpoint moves with the clock, or would if it were not paused."""
        return self.chosen is None

    @property
    def viewpoint(self) -> Viewpoint:
        """Where the reader looks from; a pause lets the present stand still."""
        if self.chosen is not None:
            return self.chosen
        if self.paused and self._shown is not None and self._shown.live:
            return self._shown.viewpoint
        return Viewpoint(valid_at=self._clock())

    @property
    def reads_from(self) -> Viewpoint:
        """The viewpoint that the store is asked at: a pause ends what was known by then."""
        viewpoint = self.viewpoint
        if not self.paused or self._shown is None:
            return viewpoint
        # Not the clock: what a store elsewhere has recorded already may still be on its way.
        newest = self._shown.info.recorded_at or self._shown.info.created_at
        return replace(viewpoint, known_at=min(newest, viewpoint.known_at or newest))

    def pause(self, *, paused: bool) -> None:
        """Hold back, or let through again, what others append."""
        self.paused, self.holds_back = paused, False

    def shown(self, snapshot: Snapshot, viewpoint: Viewpoint, *, was_paused: bool) -> Snapshot:
        """Take note of a snapshot that was read; returns it as the reader is to see it.

        Args:
            snapshot: as it was read.
            viewpoint: the reader's when the reading began: that a pause ends what is known is no
                choice of another time.
            was_paused: whether it was paused when the reading began.
        """
        if was_paused and self._shown is not None:
            # A store counts and tries its sources as of now, whatever it is asked at.
            before = self._shown
            snapshot = replace(snapshot, info=before.info, failing=before.failing)
        self._shown = replace(snapshot, viewpoint=viewpoint)
        return self._shown
