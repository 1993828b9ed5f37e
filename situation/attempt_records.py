"""What came of trying to bring a source up to date."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from situation.record import Id, Instant, Line, Record

Count = Annotated[int, Meta(ge=0)]
MOST_REASONS = 20
"""Reasons kept of one attempt; the count says how many there were."""


class Outcome(StrEnum):
    """How an attempt ended. None of these says that a source is right, or that all is well."""

    NEW = "new"
    """Something new was stored."""
    NOTHING_NEW = "nothing new"
    """The source answered, and everything was stored before."""
    PARTLY = "partly"
    """Some of it came, and a part could not be had or read; single items rejected are none."""
    FAILED = "failed"


class Attempt(Record, frozen=True, kw_only=True, tag="attempt"):
    """One attempt to bring a source up to date; `id` is `attempt:` and the connector's key.

    Each attempt is a new version of the same record: the newest one is the state of the source.
    """

    connector: Id
    source: Id
    tried_at: Instant
    outcome: Outcome
    succeeded_at: Instant | None = None
    """The last attempt that did not fail, this one included."""
    data_until: Instant | None = None
    """The data's own date: the newest thing that it says."""
    seen: Count = 0
    new: Count = 0
    rejected: Count = 0
    reasons: tuple[Line, ...] = ()
    """Why items were rejected or parts failed, each with where it was."""
    warnings: tuple[Line, ...] = ()
    why: Line = ""
    """Why it failed, and what to do; empty where it did not."""
    failures: Count = 0
    """Attempts in a row that failed."""
    next_try: Instant | None = None
