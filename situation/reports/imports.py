"""What an import did, as one line and as JSON."""

from situation.import_report import ImportReport
from situation.mapday import Skipped
from situation.reports.jsontext import Json


def import_line(report: ImportReport) -> str:
    """`129 files read, 14,211 readings changed, 129 days, 2024-07-08 to 2025-11-10; 0 skipped`."""
    parts = [
        f"{report.files_read:,} files read",
        f"{report.readings_added:,} readings changed",
        f"{report.days_added:,} days",
    ]
    if report.first_day is not None and report.last_day is not None:
        parts[-1] += f", {report.first_day:%Y-%m-%d} to {report.last_day:%Y-%m-%d}"
    if report.files_unchanged:
        parts.insert(1, f"{report.files_unchanged:,} of them unchanged")
    ending = [f"{len(report.skipped):,} skipped"]
    if report.files_failed:
        ending.append(f"{report.files_failed:,} failed")
    return f"{', '.join(parts)}; {', '.join(ending)}"


def import_json(report: ImportReport) -> dict[str, Json]:
    """The counts, the days as dates, and `skipped` and `failed` as lists of `where` and `why`."""
    return {
        "files_read": report.files_read,
        "files_unchanged": report.files_unchanged,
        "files_failed": report.files_failed,
        "readings_added": report.readings_added,
        "days_added": report.days_added,
        "first_day": f"{report.first_day:%Y-%m-%d}" if report.first_day else None,
        "last_day": f"{report.last_day:%Y-%m-%d}" if report.last_day else None,
        "repaired": report.repaired,
        "skipped": [_skipped_json(item) for item in report.skipped],
        "failed": [_skipped_json(item) for item in report.failed],
    }


def _skipped_json(item: Skipped) -> Json:
    return {"where": item.where, "why": item.why}
