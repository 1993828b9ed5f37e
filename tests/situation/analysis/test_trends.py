"""Trends from change-only readings."""

from datetime import UTC, datetime, timedelta

from situation.analysis.trends import TREND_STEPS, trend_of
from situation.model import ControlReading, Shares
from situation.vocabulary import Basis, ControlStatus

AT = datetime(2025, 11, 5, tzinfo=UTC)


def measured(days_ago: int, share: float, distance_km: float | None) -> ControlReading:
    moment = AT - timedelta(days=days_ago)
    return ControlReading(
        id=f"map:town:{days_ago}",
        place="town",
        source="map",
        label="measured",
        status=ControlStatus.CONTESTED,
        basis=Basis.ASSESSED,
        shares=Shares(occupied=share),
        distance_km=distance_km,
        valid_from=moment,
        said_at=moment,
    )


def test_a_reading_holds_until_the_next_one() -> None:
    trend = trend_of([measured(40, 0.0, 3.5), measured(2, 0.2, 0.03)], AT)
    assert (trend.share, trend.share_change) == (0.2, 0.2)
    assert (trend.distance_km, trend.distance_change) == (0.03, -3.47)


def test_before_the_first_measurement_is_unknown_and_not_zero() -> None:
    trend = trend_of([measured(2, 0.2, 0.03)], AT)
    assert trend.share_change is None
    assert trend.distance_change is None
    assert len(trend.shares) == TREND_STEPS
    assert trend.shares[:-1] == (None,) * (TREND_STEPS - 1)
    assert trend.shares[-1] == 0.2


def test_a_map_that_fell_silent_has_not_stood_still() -> None:
    history = [measured(400, 0.1, 2.0), measured(380, 0.2, 1.0)]
    trend = trend_of(history, AT, known_until=AT - timedelta(days=366))
    assert (trend.share, trend.distance_km) == (0.2, 1.0), "the last known stays, marked elsewhere"
    assert trend.share_change is None
    assert trend.distance_change is None
    assert set(trend.shares) == {None}


def test_what_comes_later_is_not_seen() -> None:
    assert trend_of([measured(-1, 0.9, 0.0)], AT).share is None


def test_no_distance_is_no_change_of_distance() -> None:
    trend = trend_of([measured(40, 0.0, None), measured(1, 0.1, 2.0)], AT)
    assert (trend.distance_km, trend.distance_change) == (2.0, None)
