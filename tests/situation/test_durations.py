"""Lengths of time as they are typed and shown."""

from datetime import timedelta

import pytest

from situation.durations import format_duration, parse_duration
from situation.errors import UsageError


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("15m", timedelta(minutes=15), "15m"),
        ("90m", timedelta(minutes=90), "90m"),
        ("2h", timedelta(hours=2), "2h"),
        (" 36 h ", timedelta(hours=36), "36h"),
        ("24h", timedelta(days=1), "1d"),
        ("1w", timedelta(days=7), "7d"),
    ],
)
def test_a_length_is_read_and_shown(text: str, length: timedelta, shown: str) -> None:
    assert parse_duration(text) == length
    assert format_duration(length) == shown
    assert parse_duration(shown) == length


@pytest.mark.parametrize("text", ["", "15", "m", "0m", "-1h", "1.5h", "400d", "1h30m", "١m", "5s"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="write 15m, 2h or 1d"):
        parse_duration(text)
