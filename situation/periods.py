"""Instants, their precision and how they are read and written: the one place for time.

Inside sitmon every time is an aware `datetime` in UTC. A bare date given as a point of view means
the *end* of that day, so that "as of 2025-11-05" includes what was published in its evening.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from msgspec import Struct

from situation.errors import UsageError
from situation.vocabulary import Precision

Clock = Callable[[], datetime]

NOW: Final = "now"
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
FUTURE_ALLOWANCE: Final = timedelta(days=2)
"""How far ahead of the clock a source's date may lie (time zones, early datelines)."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_TIME: Final = re.compile(r"\d{1,2}:\d{2}\Z")
_AGO: Final = re.compile(r"(\d{1,4})\s?(m|h|d|w)\Z")
_AGO_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FORMS: Final = "2025-11-05, 2025-11-05T06:00Z, 06:00, 3d, today, yesterday or now"


class Viewpoint(Struct, frozen=True, kw_only=True):
    """The two times a question is asked at.

    "As of V, as known at K": of the entries recorded up to K, the newest version of each, then
    those said by V and valid at V.
    """

    valid_at: datetime
    known_at: datetime | None = None
    """None: everything the store knows."""


def utc_now() -> datetime:
    """The program's clock; tests pass their own."""
    return datetime.now(UTC)


def start_of_day(day: date) -> datetime:
    """Midnight UTC at which the day begins."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def end_of_day(day: date) -> datetime:
    """The last microsecond of the day, UTC."""
    return start_of_day(day) + timedelta(days=1) - timedelta(microseconds=1)


def parse_moment(text: str, clock: Clock, *, start: bool = False) -> datetime:
    """Read a moment as a person types it.

    Args:
        text: a date, an ISO 8601 instant (UTC where no zone is given), a time of today, an age
            such as `3d` or `6h`, or one of now, today, yesterday.
        clock: gives the present.
        start: a bare day means its beginning ("since") and not its end ("as of").

    Raises:
        UsageError: it is none of these, or outside 1990–2100.
    """
    word = text.strip()
    now = clock()
    edge = start_of_day if start else end_of_day
    named = {NOW: now, "today": edge(now.date()), "yesterday": edge(now.date() - timedelta(1))}
    if word.lower() in named:
        return named[word.lower()]
    try:
        if match := _AGO.match(word):
            moment = now - timedelta(**{_AGO_UNITS[match[2]]: int(match[1])})
        elif _DAY.match(word):
            moment = edge(date.fromisoformat(word))
        elif _TIME.match(word):
            moment = datetime.combine(now.date(), time.fromisoformat(word.zfill(5)), tzinfo=UTC)
        else:
            moment = as_utc(datetime.fromisoformat(word))
    except (ValueError, OverflowError):
        raise UsageError(f"“{text}” is not a time", do=f"write {_FORMS}") from None
    if not EARLIEST <= moment <= LATEST:
        raise UsageError(f"“{text}” lies outside 1990 to 2100", do=f"write {_FORMS}")
    return moment


def is_now(text: str) -> bool:
    """Whether a moment as a person types it is the present, which moves on."""
    return text.strip().lower() == NOW


def as_utc(moment: datetime) -> datetime:
    """The same instant in UTC; a moment without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def is_plausible(moment: datetime, now: datetime) -> bool:
    """Whether a source's date can be true: from 1990 to two days ahead of the clock."""
    return EARLIEST <= moment <= now + FUTURE_ALLOWANCE


def age(then: datetime, now: datetime) -> str:
    """How long ago, in at most four characters: `now`, `9m`, `9h`, `12d`, `30w`, `3y`.

    A moment ahead of `now` (a clock that was set back) is `now`, never negative.
    """
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 48 * 60:
        return f"{minutes // 60}h"
    days = minutes // (24 * 60)
    if days < 100:
        return f"{days}d"
    return f"{days // 7}w" if days < 700 else f"{days // 365}y"


def format_day(moment: datetime) -> str:
    """`5 Nov 2025`."""
    return f"{moment.day} {moment:%b %Y}"


def format_short_day(moment: datetime, now: datetime) -> str:
    """`5 Nov`, with the year where it is not that of `now`."""
    return f"{moment.day} {moment:%b}" if moment.year == now.year else format_day(moment)


def format_minute(moment: datetime) -> str:
    """`2025-11-05 21:40 UTC`."""
    return f"{as_utc(moment):%Y-%m-%d %H:%M} UTC"


def format_viewpoint(moment: datetime) -> str:
    """`Wed 5 Nov 2025` for the end of a day, else with the minute."""
    day = f"{moment:%a} {format_day(moment)}"
    is_end_of_day = moment == end_of_day(moment.date())
    return day if is_end_of_day else f"{day} {moment:%H:%M} UTC"


def format_said(moment: datetime, precision: Precision) -> str:
    """A said or valid time as exactly as it is known: `4 Nov 2025 21:40`, `Nov 2025`, `2025`."""
    match precision:
        case Precision.EXACT | Precision.HOURS:
            return f"{format_day(moment)} {moment:%H:%M}"
        case Precision.DAY:
            return format_day(moment)
        case Precision.DAYS | Precision.WEEK:
            return f"about {format_day(moment)}"
        case Precision.MONTH:
            return f"{moment:%b %Y}"
        case Precision.SEASON | Precision.YEAR | Precision.ERA:
            return f"{moment:%Y}"
