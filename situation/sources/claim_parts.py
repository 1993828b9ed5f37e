"""What claims out of tables and lists have in common: ids and days."""

import hashlib
import re
from datetime import date, datetime, timedelta
from typing import Final

from situation.connector import Known
from situation.periods import FUTURE_ALLOWANCE
from situation.record import Id

_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?\Z", re.ASCII)


def stable_id(source: Id, own_id: str) -> Id:
    """A record's id out of the item's own id or address, so that an edited item stays the same."""
    return f"{source}:{hashlib.sha256(own_id.encode()).hexdigest()[:20]}"


def day_of(text: str) -> date | None:
    """A day written YYYYMMDD or as the start of an ISO 8601 time; other ways are ambiguous."""
    match = _DIGITS.match(text.strip())
    try:
        return date(*map(int, match.groups())) if match else _iso_day(text)
    except ValueError:
        return None


def is_asked_for(day: date, known: Known, window: timedelta) -> bool:
    """Whether a day is one that the reader wants: from `known.since` or the last `window`."""
    since = known.since or (known.now - window).date()
    return since <= day <= (known.now + FUTURE_ALLOWANCE).date()


def _iso_day(text: str) -> date | None:
    return datetime.fromisoformat(text.strip()).date()
