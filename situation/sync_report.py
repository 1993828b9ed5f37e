"""What came of a sync, and what is recorded of it."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.attempt_records import MOST_REASONS, Attempt, Outcome
from situation.connector import Connector
from situation.errors import ExitCode, InputError, SitmonError
from situation.mapday import Skipped
from situation.record import Id, Line
from situation.sources.fetch_breaker import Breaker
from situation.text import clean

MOST_WARNINGS: Final = 20


class SourceReport(Struct, frozen=True, kw_only=True):
    """What came of asking one source."""

    attempt: Attempt
    maps: int = 0
    """Maps that were stored."""
    is_recorded: bool = True
    """The store took the attempt."""


class NotRun(Struct, frozen=True, kw_only=True):
    """A connector that was not asked, and why; `do` says what would change that."""

    connector: Id
    why: Line
    do: Line = ""


class SyncReport(Struct, frozen=True, kw_only=True):
    """What one run of the sync did."""

    sources: tuple[SourceReport, ...] = ()
    """By connector key."""
    not_asked: tuple[NotRun, ...] = ()
    """Those that had nothing to be asked for; nothing is recorded of them."""
    pruned: int = 0
    """Kept bodies that were removed."""
    beyond_limit: int = 0
    """Bytes of kept bodies beyond the limit of the settings: records name them, and they stay."""

    @property
    def maps(self) -> int:
        """Maps that were stored."""
        return sum(source.maps for source in self.sources)


class Tally:
    """Counts what comes of one source while it is asked."""

    def __init__(self) -> None:
        self.seen = 0
        self.new = 0
        self.maps = 0
        self.rejected: list[Skipped] = []
        self.warnings: list[Line] = []
        self.faults: list[SitmonError] = []
        self.incomplete: list[Line] = []
        """What of the bodies was not read, or why they said nothing."""
        self.has_read = False
        """A body was read."""
        self.is_unchanged = False
        """Something that was asked for is as it was."""
        self.data_until: datetime | None = None
        self.has_answered = False
        """Something usable came, or word that there is nothing new."""
        self.silence = timedelta(0)
        """How long the server asked to be left alone, though it answered."""

    def has_failed(self) -> bool:
        """Whether nothing at all came of it."""
        return self.trouble is not None and not self.has_answered

    @property
    def trouble(self) -> SitmonError | None:
        """The first thing that went wrong; single items that were rejected are none."""
        if self.faults:
            return self.faults[0]
        return InputError(self.incomplete[0]) if self.incomplete else None

    def outcome(self) -> Outcome:
        """The attempt's outcome."""
        if self.has_failed():
            return Outcome.FAILED
        if self.trouble is not None:
            return Outcome.PARTLY
        return Outcome.NEW if self.new else Outcome.NOTHING_NEW


def attempt_of(
    tally: Tally,
    connector: Connector,
    last: Attempt | None,
    *,
    tried_at: datetime,
    ended_at: datetime,
    every: timedelta,
    why: Line = "",
) -> Attempt:
    """The record of an attempt.

    Args:
        tally: what came.
        connector: who was asked.
        last: the attempt before.
        tried_at: when it began.
        ended_at: when it ended; a failing source is left alone from here on.
        every: how often it is asked.
        why: in place of the words of the failure.
    """
    has_failed = tally.has_failed()
    breaker = Breaker(next_try=max(tried_at + every, ended_at + tally.silence))
    if has_failed and tally.trouble is not None:
        before = Breaker(failures=last.failures if last else 0)
        breaker = before.after_failure(tally.trouble, ended_at)
        why = why or tally.trouble.line
    known_until = last.data_until if last else None
    # A part that is missing lies before the newest thing that came: it is asked for again only
    # while the data's own date stays where it was.
    reached = None if tally.faults else tally.data_until
    attempt = Attempt(
        id=f"attempt:{connector.key}",
        connector=connector.key,
        source=connector.source,
        tried_at=tried_at,
        outcome=tally.outcome(),
        succeeded_at=(last.succeeded_at if last else None) if has_failed else tried_at,
        data_until=max(filter(None, (known_until, reached)), default=None),
        seen=tally.seen,
        new=tally.new,
        rejected=len(tally.rejected),
        reasons=() if has_failed else _reasons(tally),
        warnings=tuple(clean(warning, 600) for warning in tally.warnings[:MOST_WARNINGS]),
        why=clean(why, 600) if has_failed else "",
        failures=breaker.failures,
        next_try=breaker.next_try,
    )
    return _as_before(attempt, last) if last and _is_as_before(tally, last) else attempt


def _is_as_before(tally: Tally, last: Attempt) -> bool:
    """Whether all that was asked for is as it was, and so is what is wrong with it."""
    is_all_unchanged = tally.is_unchanged and not tally.has_read and tally.trouble is None
    return is_all_unchanged and last.outcome is not Outcome.FAILED


def _as_before(attempt: Attempt, last: Attempt) -> Attempt:
    """An attempt that met what the last one met: what of that could not be used, cannot now."""
    return replace(
        attempt,
        outcome=last.outcome if last.outcome is Outcome.PARTLY else attempt.outcome,
        seen=last.seen,
        rejected=last.rejected,
        reasons=last.reasons,
        warnings=last.warnings,
    )


def exit_code(report: SyncReport, asked_in_vain: int = 0) -> ExitCode:
    """What a run ends with.

    Args:
        report: of the run.
        asked_in_vain: sources that were named and could not be asked.
    """
    failed = sum(
        source.attempt.outcome is Outcome.FAILED or not source.is_recorded
        for source in report.sources
    )
    troubled = failed + asked_in_vain
    if troubled and troubled == len(report.sources) + asked_in_vain:
        return ExitCode.FAILED
    has_gaps = any(source.attempt.outcome is Outcome.PARTLY for source in report.sources)
    return ExitCode.PARTLY if troubled or has_gaps else ExitCode.OK


def _reasons(tally: Tally) -> tuple[Line, ...]:
    told = [*(fault.line for fault in tally.faults), *tally.incomplete]
    told += [f"{item.where}: {item.why}" if item.where else item.why for item in tally.rejected]
    return tuple(clean(reason, 600) for reason in told[:MOST_REASONS])
