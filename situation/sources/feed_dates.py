"""Dates as feeds write them → instants with their precision; a date is never invented.

Read are ISO 8601 (Atom, RFC 3339) and RFC 822 with its later forms (RSS). feedparser's own dates
are not used: it makes 3 March of 30 February, and the year 1111 of a million ones.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

from situation.periods import as_utc, is_plausible
from situation.text import clean
from situation.vocabulary import Precision

MOST_CHARACTERS: Final = 64

_DAY_LENGTH: Final = len("2025-11-05")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_ZONE_NAME: Final = re.compile(r"\b([A-Z]{3,4})\Z")
_OFFSETS: Final = {
    "BST": "+0100",
    "CEST": "+0200",
    "CET": "+0100",
    "EEST": "+0300",
    "EET": "+0200",
    "MSK": "+0300",
}
"""Names of zones that RFC 822 does not have and feeds of the region write."""


def read_date(words: str) -> tuple[datetime, Precision] | None:
    """A date as a feed writes it.

    Returns:
        The instant in UTC, or midnight UTC with the precision `DAY` where it names no time; one
        without a zone is taken as UTC, with the precision `HOURS`. None where it is no date.
    """
    date = words.strip()
    if not date.isascii() or len(date) > MOST_CHARACTERS:
        return None
    try:
        if _ISO.match(date):
            moment = datetime.fromisoformat(date.upper())
        else:
            named = _ZONE_NAME.sub(lambda zone: _OFFSETS.get(zone[1], zone[1]), date)
            moment = parsedate_to_datetime(named)
        moment_utc = as_utc(moment)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    if len(date) == _DAY_LENGTH:
        return moment_utc, Precision.DAY
    is_zone_known = moment.tzinfo is not None or date.endswith("-0000")
    return moment_utc, Precision.EXACT if is_zone_known else Precision.HOURS


def said_time(candidates: Iterable[str], now: datetime) -> tuple[datetime, Precision] | str:
    """The first date that can be true, from 1990 to two days ahead of `now`.

    Args:
        candidates: the item's dates as written, the one of its publication first.
        now: the present.

    Returns:
        The instant with its precision; in its place the reason why there is none.
    """
    why = "it has no date"
    for words in filter(None, (candidate.strip() for candidate in candidates)):
        found = read_date(words)
        if found is not None and is_plausible(found[0], now):
            return found
        why = f"its date, “{clean(words, 40)}”, cannot be {'read' if found is None else 'true'}"
    return why
