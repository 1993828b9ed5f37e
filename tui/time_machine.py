"""Moving through time: a day or a week, to now, and playing day by day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from situation.periods import Clock, Viewpoint, end_of_day

PLAY_SECONDS: Final = 0.7
"""How long a day stands on the screen while time is played, at least."""


class Stoppable(Protocol):
    """A timer that can be called off."""

    def stop(self) -> None:
        """Call it off."""
        ...


class TimeMachine:
    """Moves each of the two times; the other stays as it was chosen.

    The present moves on with the clock, known then as well as valid then; a viewpoint of which that
    is true of both is live.

    Args:
        clock: gives the present.
        viewpoint: tells where is looked from.
        is_live: tells whether that is now, live.
        look_from: looks from another point in time; None: now, live.
        newest: when the newest thing of all was said: what is played ends there.
        later: calls something after some seconds.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        viewpoint: Callable[[], Viewpoint],
        is_live: Callable[[], bool],
        look_from: Callable[[Viewpoint | None], None],
        newest: Callable[[], datetime],
        later: Callable[[float, Callable[[], None]], Stoppable],
    ) -> None:
        self._clock = clock
        self._viewpoint = viewpoint
        self._is_live = is_live
        self._look_from = look_from
        self._newest = newest
        self._later = later
        self._timer: Stoppable | None = None
        self._present_at: datetime | None = None
        """The valid time that last stood for the present, where what was known was held back."""
        self.playing = False

    def look_as_of(self, moment: datetime | None) -> None:
        """Look from another valid time; None: the present."""
        self.stop()
        known_at = self._viewpoint().known_at
        if moment is None:
            self._look_from(self._present(known_at))
        else:
            self._look_from(Viewpoint(valid_at=moment, known_at=known_at))

    def look_as_known(self, moment: datetime | None) -> None:
        """Look with what was known at another time; None: with all that is known, at any time."""
        self.stop()
        valid_at = self._viewpoint().valid_at
        if self._is_live() or valid_at == self._present_at:
            self._look_from(self._present(moment))
        else:
            self._look_from(Viewpoint(valid_at=valid_at, known_at=moment))

    def step(self, days: int) -> None:
        """Look from some days earlier or later; beyond today: from now, live."""
        self.stop()
        self._step(days)

    def _step(self, days: int) -> None:
        here = self._viewpoint()
        there = end_of_day((here.valid_at + timedelta(days=days)).date())
        if there > end_of_day(self._clock().date()):
            self._look_from(self._present(here.known_at))
        else:
            self._look_from(Viewpoint(valid_at=there, known_at=here.known_at))

    def _present(self, known_at: datetime | None) -> Viewpoint | None:
        if known_at is None:
            return None
        self._present_at = self._clock()
        return Viewpoint(valid_at=self._present_at, known_at=known_at)

    def play(self) -> None:
        """Begin to step a day at a time; where it plays already: stop."""
        if self.playing:
            self.stop()
        elif not self.at_end:
            self.playing = True
            self._step(1)

    def stop(self) -> None:
        """Play no further."""
        self.playing = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @property
    def at_end(self) -> bool:
        """Whether there is no later day on which anything was said."""
        last = min(self._clock(), end_of_day(self._newest().date()))
        return self._viewpoint().valid_at >= last

    def day_shown(self) -> None:
        """The day that was stepped to is on the screen: the next one follows, if time is played."""
        if self.playing and self.at_end:
            self.stop()
        elif self.playing:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self._later(PLAY_SECONDS, self._next_day)

    def _next_day(self) -> None:
        if self.playing:
            self._step(1)
