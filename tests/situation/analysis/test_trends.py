"""Trends from change-only readings."""

from datetime import UTC, datetime, timedelta

from situation.analysis.trends import TREND_STEPS, WINDOWS, figure_changes, trend_of
from situation.derived_figures import FRONT_LENGTH, derived_figure
from situation.measures import Shares
from situation.model import ControlReading, Statistic
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


def test_changes_are_told_over_each_window() -> None:
    history = [measured(100, 0.0, 9.0), measured(60, 0.1, 4.0), measured(10, 0.3, 1.0)]
    trend = trend_of([*history, measured(1, 0.4, 0.5)], AT)
    assert tuple(change.days for change in trend.changes) == WINDOWS == (7, 30, 90)
    assert [change.share for change in trend.changes] == [0.1, 0.3, 0.4]
    assert [change.distance_km for change in trend.changes] == [-0.5, -3.5, -8.5]
    assert (trend.share_change, trend.distance_change) == (0.3, -3.5)


def test_a_window_that_begins_before_the_first_map_is_unknown() -> None:
    trend = trend_of([measured(30, 0.1, 2.0), measured(1, 0.1, 2.0)], AT)
    assert [change.share for change in trend.changes] == [0.0, 0.0, None]


def front(days_ago: int, length_km: float | None) -> Statistic:
    moment = AT - timedelta(days=days_ago)
    return derived_figure(FRONT_LENGTH, "oblast", "map", length_km, moment=moment, said_at=moment)


def test_a_region_s_figure_changes_alike() -> None:
    changes = figure_changes([front(80, 90.0), front(7, 99.5), front(0, 100.2)], AT, known_until=AT)
    assert [(change.days, change.change) for change in changes] == [
        (7, 0.7),
        (30, 10.2),
        (90, None),
    ]


def test_a_withheld_figure_has_no_change() -> None:
    changes = figure_changes([front(80, None), front(20, 5.0)], AT, known_until=AT)
    assert [change.change for change in changes] == [0.0, None, None]
    withheld = figure_changes([front(80, 5.0), front(0, None)], AT, known_until=AT)
    assert [change.change for change in withheld] == [None] * 3


def test_a_map_that_fell_silent_tells_no_change_of_a_region() -> None:
    until = AT - timedelta(days=1)
    changes = figure_changes([front(80, 5.0), front(40, 6.0)], AT, known_until=until)
    assert [change.change for change in changes] == [None] * 3
