"""How fresh a source is, in words that are never mixed up, each with its exact rule.

Freshness is a matter of knowledge: it is judged at the moment up to which records count (the
present, or "as known at"), and not at the day that is looked from. Several words can hold at once;
the first one is the source's state. None of them says that a source is right.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from situation.analysis.control import freshness as fresh_period
from situation.attempt_records import Attempt, Outcome
from situation.handover_silence import SILENT_AFTER, SilentSource
from situation.model import Source
from situation.periods import EARLIEST, age, format_day, format_minute

OVERDUE_AFTER: Final = SILENT_AFTER
"""Times its interval that a source may go without an answer."""


class Freshness(StrEnum):
    """The words, the first that holds first."""

    NOT_A_FEED = "not a feed"
    """Nothing here fetches it: it is heard through others, by an import or by hand."""
    OFF = "off"
    """It could be fetched and is not asked."""
    NEVER_FETCHED = "never fetched"
    """It is to be asked, and no attempt is known."""
    FAILED = "failed"
    """The last attempt failed."""
    PARTIAL = "partial"
    """Of the last attempt, parts failed or items were rejected."""
    STALE = "stale"
    """Its data are older than its period, or no answer has come for three times its interval."""
    SILENT = "silent"
    """It has had nothing new for three times its usual gap."""
    FRESH = "fresh"
    """None of the others."""


class Condition(Struct, frozen=True):
    """A word that holds of a source, and why."""

    word: Freshness
    why: str = ""


class SourceFacts(Struct, frozen=True, kw_only=True):
    """What the words are found from."""

    source: Source
    is_fetched: bool = True
    """A connector feeds it, here or wherever its last attempt was made."""
    off: str = ""
    """Why it is not asked; empty: it is."""
    interval: timedelta | None = None
    """How often it is asked; None: not known here."""
    attempt: Attempt | None = None
    """The last one."""
    data_at: datetime | None = None
    """The newest thing that it says."""
    silence: SilentSource | None = None


def conditions_of(facts: SourceFacts, at: datetime) -> tuple[Condition, ...]:
    """Every word that holds, the source's state first; never empty.

    Args:
        facts: what is known of the source.
        at: the moment up to which records count.
    """
    found = (_of_asking(facts), _of_age(facts, at), _of_silence(facts))
    return tuple(condition for condition in found if condition) or (Condition(Freshness.FRESH),)


def lasting(time: timedelta) -> str:
    """A length of time in at most four characters: `15m`, `6h`, `14d`."""
    return age(EARLIEST, EARLIEST + time)


def _of_asking(facts: SourceFacts) -> Condition | None:
    if not facts.is_fetched:
        why = "nothing here fetches it: it is heard through others, by an import or by hand"
        return Condition(Freshness.NOT_A_FEED, why)
    if facts.off:
        return Condition(Freshness.OFF, facts.off)
    if facts.attempt is None:
        other = "; what is stored of it came by an import or another way" if facts.data_at else ""
        return Condition(Freshness.NEVER_FETCHED, f"no attempt to fetch it is known{other}")
    return _of_attempt(facts.attempt)


def _of_attempt(attempt: Attempt) -> Condition | None:
    if attempt.outcome is Outcome.FAILED:
        return Condition(Freshness.FAILED, attempt.why)
    if attempt.outcome is Outcome.PARTLY:
        why = f": {attempt.reasons[0]}" if attempt.reasons else ""
        return Condition(Freshness.PARTIAL, f"parts of it could not be had{why}")
    if attempt.rejected:
        why = f"{attempt.rejected} of {attempt.seen} items could not be used"
        return Condition(Freshness.PARTIAL, why)
    return None


def _of_age(facts: SourceFacts, at: datetime) -> Condition | None:
    if not facts.is_fetched:
        return None
    period = fresh_period(facts.source)
    if facts.data_at is not None and at - facts.data_at > period:
        day = format_day(facts.data_at)
        return Condition(Freshness.STALE, f"its data are of {day}; its period is {lasting(period)}")
    answered_at = facts.attempt.succeeded_at if facts.attempt and not facts.off else None
    if answered_at is None or facts.interval is None:
        return None
    if at - answered_at > OVERDUE_AFTER * facts.interval:
        when, often = format_minute(answered_at), lasting(facts.interval)
        return Condition(Freshness.STALE, f"it last answered {when}; it is due every {often}")
    return None


def _of_silence(facts: SourceFacts) -> Condition | None:
    silence = facts.silence
    if silence is None:
        return None
    silent_for, usual = lasting(silence.silent_for), lasting(silence.usual_gap)
    return Condition(Freshness.SILENT, f"nothing new for {silent_for}; usually every {usual}")
