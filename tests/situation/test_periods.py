"""Reading and writing of times."""

from datetime import UTC, datetime, timedelta

import pytest

from situation.errors import UsageError
from situation.periods import (
    age,
    end_of_day,
    format_said,
    format_viewpoint,
    is_plausible,
    parse_moment,
)
from situation.vocabulary import Precision

NOW = datetime(2025, 11, 5, 12, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025-11-03", datetime(2025, 11, 3, 23, 59, 59, 999_999, tzinfo=UTC)),
        ("2025-11-05T06:00Z", datetime(2025, 11, 5, 6, tzinfo=UTC)),
        ("2025-11-05 06:00", datetime(2025, 11, 5, 6, tzinfo=UTC)),
        ("2025-11-05T06:00+02:00", datetime(2025, 11, 5, 4, tzinfo=UTC)),
        ("06:00", datetime(2025, 11, 5, 6, tzinfo=UTC)),
        ("6:05", datetime(2025, 11, 5, 6, 5, tzinfo=UTC)),
        ("3d", NOW - timedelta(days=3)),
        ("now", NOW),
        ("Yesterday", end_of_day(NOW.date() - timedelta(days=1))),
    ],
)
def test_a_moment_as_people_type_it(typed: str, meant: datetime) -> None:
    assert parse_moment(typed, clock) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "2025-13-01", "2025-02-30", "25:61", "9999-12-31", "0001-01-01", "2025-11-05T99Z"],
)
def test_what_is_not_a_time_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="2025-11-05"):
        parse_moment(typed, clock)


def test_since_a_day_begins_at_its_beginning() -> None:
    assert parse_moment("2025-11-03", clock, start=True) == datetime(2025, 11, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=9), "9m"),
        (timedelta(hours=9), "9h"),
        (timedelta(hours=47), "47h"),
        (timedelta(days=12), "12d"),
        (timedelta(days=300), "42w"),
        (timedelta(days=1100), "3y"),
        (timedelta(hours=-1), "now"),
    ],
)
def test_age_is_short_and_never_negative(before: timedelta, shown: str) -> None:
    assert age(NOW - before, NOW) == shown


def test_a_viewpoint_at_the_end_of_a_day_is_that_day() -> None:
    assert format_viewpoint(end_of_day(NOW.date())) == "Wed 5 Nov 2025"
    assert format_viewpoint(NOW) == "Wed 5 Nov 2025 12:30 UTC"


def test_a_said_time_shows_no_more_than_is_known() -> None:
    assert format_said(NOW, Precision.MONTH) == "Nov 2025"
    assert format_said(NOW, Precision.HOURS) == "5 Nov 2025 12:30"
    assert format_said(NOW, Precision.DAYS) == "about 5 Nov 2025"


def test_dates_of_the_year_2202_are_not_plausible() -> None:
    assert not is_plausible(datetime(2202, 2, 2, tzinfo=UTC), NOW)
    assert is_plausible(NOW + timedelta(days=1), NOW)
