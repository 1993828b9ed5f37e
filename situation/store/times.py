"""Instants as every store keeps them: whole microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_FIRST: Final = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LAST: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_ENTRY_BITS: Final = 30
_LAST_SECOND: Final = 2**33 - 1


def micros(moment: datetime) -> int:
    """An aware instant as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(value: int) -> datetime:
    """The instant, UTC; the nearest end of the calendar where another program wrote nonsense."""
    return _EPOCH + min(max(value, _FIRST), _LAST) * _MICROSECOND


def claim_number(said_at: int, entry: int) -> int:
    """Where a claim stands in time order: its said second, then the order of entry.

    Args:
        said_at: microseconds since 1970; outside 1970–2242 it counts as the nearest end.
        entry: number in the log, below 2**30.
    """
    second = min(max(said_at // 1_000_000, 0), _LAST_SECOND)
    return second << _ENTRY_BITS | entry


def last_claim_number(said_at: int) -> int:
    """The largest number that a claim said at or before this time can have."""
    return claim_number(said_at, 2**_ENTRY_BITS - 1)
