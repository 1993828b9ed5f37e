"""How measured figures moved: a place's share and distance, a region's area and front.

Both come as change-only histories of one source: a value holds until the next one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.model import ControlReading, Statistic
from situation.views import FigureChange, TrendChange

TREND_DAYS: Final = 90
TREND_STEPS: Final = 10
CHANGE_DAYS: Final = 30
"""The change that a place's row names where there is room for one."""
WINDOWS: Final = (7, CHANGE_DAYS, TREND_DAYS)
"""Days over which changes are told."""


class Trend(Struct, frozen=True, kw_only=True):
    """Share (0 to 1) and distance (km) of one place by one map, and what moved before `at`."""

    source: str = ""
    share: float | None = None
    distance_km: float | None = None
    changes: tuple[TrendChange, ...] = ()
    """One for each of `WINDOWS`."""
    shares: tuple[float | None, ...] = ()
    """`TREND_STEPS` values over `TREND_DAYS`, oldest first; None where nothing was measured yet."""

    @property
    def share_change(self) -> float | None:
        """Over `CHANGE_DAYS`."""
        return self._usual.share

    @property
    def distance_change(self) -> float | None:
        """Over `CHANGE_DAYS`."""
        return self._usual.distance_km

    @property
    def _usual(self) -> TrendChange:
        nothing = TrendChange(days=CHANGE_DAYS)
        return next((change for change in self.changes if change.days == CHANGE_DAYS), nothing)


def trend_of(
    history: Sequence[ControlReading], at: datetime, *, known_until: datetime | None = None
) -> Trend:
    """Follow one place on one map.

    Args:
        history: readings of one place and one source that have shares, by `valid_from`.
        at: the end of the period.
        known_until: when the last reading went stale; later than that nothing is known to have
            stayed as it was. None: it is fresh.

    Returns:
        The trend; an empty one where the map had not measured the place by `at`.
    """
    starts = [reading.valid_from for reading in history]

    def in_force(moment: datetime) -> ControlReading | None:
        index = bisect_right(starts, moment)
        return history[index - 1] if index else None

    current = in_force(at)
    if current is None:
        return Trend()
    fresh = known_until is None or at <= known_until
    step = timedelta(days=TREND_DAYS) / TREND_STEPS
    moments = [at - step * back for back in range(TREND_STEPS - 1, -1, -1)]
    steps = [
        in_force(moment) if known_until is None or moment <= known_until else None
        for moment in moments
    ]
    return Trend(
        source=current.source,
        share=_share(current),
        distance_km=current.distance_km,
        changes=tuple(
            _change(current, in_force(at - timedelta(days=days)) if fresh else None, days)
            for days in WINDOWS
        ),
        shares=tuple(_share(reading) for reading in steps),
    )


def figure_changes(
    history: Sequence[Statistic], at: datetime, *, known_until: datetime
) -> tuple[FigureChange, ...]:
    """How one figure of one place moved on one source's maps, over each of `WINDOWS`.

    Args:
        history: the figures said by `at`, by `as_of`; one without a value was withheld.
        at: the end of the periods.
        known_until: as for `trend_of`.
    """
    starts = [figure.as_of for figure in history]

    def in_force(moment: datetime) -> float | None:
        index = bisect_right(starts, moment)
        return history[index - 1].value if index else None

    now = in_force(at) if at <= known_until else None
    return tuple(
        FigureChange(
            days=days, change=_difference(now, in_force(at - timedelta(days=days)), digits=1)
        )
        for days in WINDOWS
    )


def _change(now: ControlReading, before: ControlReading | None, days: int) -> TrendChange:
    return TrendChange(
        days=days,
        share=_difference(_share(now), _share(before), digits=4),
        distance_km=_difference(now.distance_km, before.distance_km if before else None, digits=2),
    )


def _share(reading: ControlReading | None) -> float | None:
    return reading.shares.occupied if reading and reading.shares else None


def _difference(now: float | None, before: float | None, *, digits: int) -> float | None:
    if now is None or before is None:
        return None
    # Adding 0.0 turns the -0.0 of a rounded tiny loss into plain zero.
    return round(now - before, digits) + 0.0
