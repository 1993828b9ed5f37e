"""Lengths of time as a person types and reads them: `15m`, `2h`, `1d`."""

import re
from datetime import timedelta
from typing import Final

from situation.errors import UsageError

SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(days=366)

_DURATION: Final = re.compile(r"(\d{1,5})\s?([mhdw])", re.ASCII)
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_IN_WORDS: Final = (("d", timedelta(days=1)), ("h", timedelta(hours=1)))


def parse_duration(text: str) -> timedelta:
    """Read a length of time: a whole number of minutes, hours, days or weeks.

    Raises:
        UsageError: it is no such length, or not from a minute to a year.
    """
    match = _DURATION.fullmatch(text.strip())
    length = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
    if length is None or not SHORTEST <= length <= LONGEST:
        what = f"“{text}” is not a length of time from a minute to a year"
        raise UsageError(what, do="write 15m, 2h or 1d")
    return length


def format_duration(length: timedelta) -> str:
    """The length in its largest whole unit, as `parse_duration` reads it: `15m`, `36h`, `2d`."""
    for sign, unit in _IN_WORDS:
        if length % unit == timedelta(0):
            return f"{length // unit}{sign}"
    return f"{length // timedelta(minutes=1)}m"
