"""What a sync did: a table, a line and JSON."""

from collections.abc import Sequence
from datetime import datetime

from situation.attempt_records import Attempt, Outcome
from situation.periods import as_utc, format_minute
from situation.reports.jsontext import Json, instant
from situation.reports.table import Column, aligned
from situation.sync_report import NotRun, SyncReport

_COLUMNS = (
    Column("SOURCE"),
    Column("CAME"),
    Column("NEW", right=True),
    Column("ITEMS", right=True),
    Column("REJECTED", right=True),
    Column("DATA OF"),
    Column("NEXT TRY"),
    Column("REMARK"),
)


def sync_lines(report: SyncReport) -> list[str]:
    """One line for each source that was asked; what the source may have worded stands last."""
    return aligned(_COLUMNS, [_row(source.attempt) for source in report.sources])


def refusal_lines(refused: Sequence[NotRun]) -> list[str]:
    """Why each source was not asked, and what would change that."""
    return [
        f"{item.connector}: not asked: {item.why}" + (f" ({item.do})" if item.do else "")
        for item in refused
    ]


def sync_json(
    report: SyncReport, refused: Sequence[NotRun], next_due: datetime | None
) -> dict[str, Json]:
    """`sources` with the counts of each, `not_asked` with the reasons, times in ISO 8601."""
    return {
        "sources": [
            {**_attempt_json(source.attempt), "maps": source.maps} for source in report.sources
        ],
        "not_asked": [
            {"source": item.connector, "why": item.why, "do": item.do}
            for item in (*refused, *report.not_asked)
        ],
        "next_due": instant(next_due),
        "pruned": report.pruned,
        "beyond_limit_bytes": report.beyond_limit,
    }


def _row(attempt: Attempt) -> tuple[str, ...]:
    until, again = attempt.data_until, attempt.next_try
    return (
        attempt.connector,
        attempt.outcome.value,
        f"{attempt.new:,}",
        f"{attempt.seen:,}",
        f"{attempt.rejected:,}",
        f"{as_utc(until):%Y-%m-%d %H:%M}" if until else "-",
        format_minute(again) if again else "-",
        _remark(attempt),
    )


def _remark(attempt: Attempt) -> str:
    if attempt.outcome is Outcome.FAILED:
        return attempt.why
    return next(iter((*attempt.reasons, *attempt.warnings)), "")


def _attempt_json(attempt: Attempt) -> dict[str, Json]:
    return {
        "source": attempt.connector,
        "outcome": attempt.outcome.value,
        "tried_at": instant(attempt.tried_at),
        "succeeded_at": instant(attempt.succeeded_at),
        "data_until": instant(attempt.data_until),
        "items": attempt.seen,
        "new": attempt.new,
        "rejected": attempt.rejected,
        "reasons": list(attempt.reasons),
        "warnings": list(attempt.warnings),
        "why": attempt.why,
        "failures": attempt.failures,
        "next_try": instant(attempt.next_try),
    }
