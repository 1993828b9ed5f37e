"""What an import, or measuring its maps again, did: as one line and as JSON."""

from datetime import date

from situation.import_report import ImportReport, MeasureReport
from situation.mapday import Skipped
from situation.reports.jsontext import Json


def import_line(report: ImportReport) -> str:
    """`129 files read, 1,852 readings changed, 106 new days, 2024-07-08 to 2025-11-10; 0 skipped`.

    Polygons are told of where there are new ones: `…, 212 polygons kept; 0 skipped`.
    """
    parts = [
        f"{report.files_read:,} files read",
        f"{report.readings_added:,} readings changed",
        f"{report.days_added:,} new days",
    ]
    parts += _span(report.first_day, report.last_day)
    if report.polygons_added:
        parts.append(f"{report.polygons_added:,} polygons kept")
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
        "polygons_added": report.polygons_added,
        "first_day": _day(report.first_day),
        "last_day": _day(report.last_day),
        "repaired": report.repaired,
        "skipped": [_skipped_json(item) for item in report.skipped],
        "failed": [_skipped_json(item) for item in report.failed],
    }


def measure_line(report: MeasureReport) -> str:
    """`129 maps measured, 31 readings added, 2024-07-08 to 2025-11-10; 0 failed`."""
    parts = [
        f"{report.maps_measured:,} maps measured",
        f"{report.readings_added:,} readings added",
        *_span(report.first_day, report.last_day),
    ]
    if report.maps_unchanged:
        parts.insert(1, f"{report.maps_unchanged:,} of them unchanged")
    return f"{', '.join(parts)}; {report.maps_failed:,} failed"


def measure_json(report: MeasureReport) -> dict[str, Json]:
    """The counts, the days as dates, and `failed` as a list of `where` and `why`."""
    return {
        "maps_measured": report.maps_measured,
        "maps_unchanged": report.maps_unchanged,
        "maps_failed": report.maps_failed,
        "readings_added": report.readings_added,
        "first_day": _day(report.first_day),
        "last_day": _day(report.last_day),
        "repaired": report.repaired,
        "failed": [_skipped_json(item) for item in report.failed],
    }


def _span(first: date | None, last: date | None) -> list[str]:
    return [] if first is None or last is None else [f"{_day(first)} to {_day(last)}"]


def _day(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y-%m-%d}"


def _skipped_json(item: Skipped) -> Json:
    return {"where": item.where, "why": item.why}
