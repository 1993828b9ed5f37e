"""Timelines for tests: small builders, and the worked example's story as a whole."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from situation.model import Place, Source
from situation.timeline_view import ClaimTick, Heard, Hearing, Lag, Lane, Period, Timeline
from situation.vocabulary import Basis, ClaimKind, ControlStatus, PlaceKind
from tests.widgets import views

START = datetime(2025, 8, 8, tzinfo=UTC)
END = views.NOW + timedelta(microseconds=1)
POKROVSK = Place(id="pokrovsk", name="Pokrovsk", kind=PlaceKind.CITY, country="UA")
VIINA = views.source("VIINA")

OUTSIDE, CONTESTED = ControlStatus.OUTSIDE, ControlStatus.CONTESTED
OCCUPIED, HELD = ControlStatus.OCCUPIED, ControlStatus.HELD
ENCIRCLED = ControlStatus.ENCIRCLED


def midnight(number: int, month: int = 11, year: int = 2025) -> datetime:
    return views.day(number, month, year) - timedelta(hours=12)


def period(start: datetime, end: datetime, status: ControlStatus, **fields: Any) -> Period:
    holder = {OCCUPIED: "RU", HELD: "UA"}.get(status)
    defaults = {"holder": holder, "basis": Basis.ASSESSED, "label": f"drawn as {status.value}"}
    return Period(start=start, end=end, status=status, **{**defaults, **fields})


def lane(by: Source, *periods: Period, **fields: Any) -> Lane:
    """A lane whose turns are those of its periods."""
    turns = tuple(
        later.start
        for earlier, later in pairwise(periods)
        if (earlier.status, earlier.holder) != (later.status, later.holder)
    )
    return Lane(source=by, periods=periods, **{"turns": turns, **fields})


def tick(at: datetime, by: Source = views.ZELENSKY, text: str = "We hold it.") -> ClaimTick:
    return ClaimTick(
        claim=f"claim-{at:%Y%m%d%H}", at=at, kind=ClaimKind.CONTROL, source=by, text=text
    )


def timeline(*lanes: Lane, **fields: Any) -> Timeline:
    defaults = {"place": POKROVSK, "start": START, "end": END, "ticks": (), "lags": ()}
    return Timeline(lanes=lanes, **{**defaults, **fields})


def measured() -> Lane:
    """A map whose share grows from nothing."""
    first = midnight(10, 10)
    steps = tuple(
        period(
            first + timedelta(days=day),
            END if day == 26 else first + timedelta(days=day + 1),
            CONTESTED,
            share=0.02 + day / 130,
            distance_km=2.6 - day / 10,
            label="contested grey zone",
        )
        for day in range(27)
    )
    before = period(START, first, OUTSIDE, share=0.0, distance_km=6.1, label="not coloured")
    return lane(views.DEEPSTATE, before, *steps)


def flapping() -> Lane:
    """A source that goes back and forth, at last within one day."""
    days = (1, 4, 9, 12, 20, 21, 22)
    edges = [START, *(midnight(day, 10) for day in days), END]
    statuses = (OUTSIDE, CONTESTED) * len(edges)
    periods = (
        period(start, end, status)
        for start, end, status in zip(edges, edges[1:], statuses, strict=False)
    )
    return lane(VIINA, *periods, flapping=True)


def story() -> Timeline:
    """Pokrovsk as of 5 November 2025."""
    return timeline(
        measured(),
        flapping(),
        lane(
            views.RU_STAFF,
            period(midnight(26, 10), midnight(2), ENCIRCLED, label="the garrison is encircled"),
        ),
        lane(
            views.ZELENSKY,
            period(midnight(3), END, HELD, basis=Basis.CLAIMED, label="we are taking streets back"),
        ),
        ticks=(
            tick(views.day(26, 10), views.RU_STAFF, "Troops in Pokrovsk are encircled."),
            tick(views.day(3)),
            tick(views.day(5), text="Nearly a third of all battles are in Pokrovsk."),
            tick(views.day(5) + timedelta(hours=2), views.NOBODY, "The city is lost."),
        ),
        lags=lags(),
    )


def lags() -> tuple[Lag, ...]:
    first = midnight(1, 10)
    return (
        Lag(
            status=CONTESTED,
            holder=None,
            first_at=first,
            heard=(
                Heard(source=VIINA, how=Hearing.SAID, at=first, lag_days=0.0),
                Heard(
                    source=views.TIMES,
                    how=Hearing.SAID,
                    at=first + timedelta(hours=6),
                    lag_days=0.25,
                ),
                Heard(source=views.DEEPSTATE, how=Hearing.SAID, at=midnight(10, 10), lag_days=9.0),
                Heard(source=views.RU_STAFF, how=Hearing.NEVER, at=None, lag_days=None),
            ),
        ),
    )
