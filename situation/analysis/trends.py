"""How a place's measured share and distance moved, from one source's change-only readings."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.model import ControlReading

TREND_DAYS: Final = 90
TREND_STEPS: Final = 10
CHANGE_DAYS: Final = 30


class Trend(Struct, frozen=True, kw_only=True):
    """Share (0 to 1) and distance (km) of one place by one map, and what moved before `at`."""

    source: str = ""
    share: float | None = None
    share_change: float | None = None
    distance_km: float | None = None
    distance_change: float | None = None
    shares: tuple[float | None, ...] = ()
    """`TREND_STEPS` values over `TREND_DAYS`, oldest first; None where nothing was measured yet."""


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
    before = in_force(at - timedelta(days=CHANGE_DAYS)) if fresh else None
    step = timedelta(days=TREND_DAYS) / TREND_STEPS
    moments = [at - step * back for back in range(TREND_STEPS - 1, -1, -1)]
    steps = [
        in_force(moment) if known_until is None or moment <= known_until else None
        for moment in moments
    ]
    return Trend(
        source=current.source,
        share=_share(current),
        share_change=_difference(_share(current), _share(before), digits=4),
        distance_km=current.distance_km,
        distance_change=_difference(
            current.distance_km, before.distance_km if before else None, digits=2
        ),
        shares=tuple(_share(reading) for reading in steps),
    )


def _share(reading: ControlReading | None) -> float | None:
    return reading.shares.occupied if reading and reading.shares else None


def _difference(now: float | None, before: float | None, *, digits: int) -> float | None:
    if now is None or before is None:
        return None
    # Adding 0.0 turns the -0.0 of a rounded tiny loss into plain zero.
    return round(now - before, digits) + 0.0
