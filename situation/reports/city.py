"""One place: who says what of it, measured where, in a text to read and in JSON to compute with."""

from collections import Counter
from collections.abc import Mapping

from situation.marks import DISPUTED, STALE, status_mark
from situation.measures import Sectors, Shares
from situation.model import ControlReading
from situation.periods import age, format_day
from situation.reports.jsontext import Json, instant, place_json, viewpoint_json
from situation.reports.measured import newest_map
from situation.reports.stats import figure_lines
from situation.reports.status import summary_json, viewpoint_words
from situation.reports.table import Column, aligned
from situation.reports.words import distance_words, percent, sector_sentence, tie_words
from situation.views import PlaceDetail, ReadingView, Summary
from situation.vocabulary import Basis, ClaimKind, ControlStatus, Extent
from situation.wording import via_text

COLUMNS = (
    Column("source"),
    Column("tie"),
    Column("grade"),
    Column("says"),
    Column("basis"),
    Column("occ %", right=True),
    Column("as of"),
    Column("age", right=True),
    Column(""),
)


def city_lines(detail: PlaceDetail, letters: Mapping[str, str]) -> list[str]:
    """What `sitmon status CITY` prints: summary, control matrix, map, figures, claim counts."""
    row = detail.row
    region = f", {row.region}" if row.region else ""
    return [
        f"{row.place.name}{region}  {viewpoint_words(detail.viewpoint)}",
        _summary_line(row.summary, letters),
        f"why: {row.summary.why}",
        *_control_lines(detail, letters),
        *_difference_lines(detail),
        *_measured_lines(detail),
        *(["", *figure_lines(detail)] if detail.statistics else []),
        "",
        _claims_line(detail),
    ]


def _summary_line(summary: Summary, letters: Mapping[str, str]) -> str:
    words = summary.status.replace("_", " ")
    if summary.status is ControlStatus.OUTSIDE:
        words = "outside the occupied area of the maps"
    parts = [
        f"{status_mark(summary.status, summary.holder, letters)} {words}",
        f"{summary.agree} of {summary.of} independent {_plural(summary.of, 'source')}",
    ]
    if summary.disputed:
        since = summary.disputed_since
        parts.append(f"{DISPUTED} disputed" + (f" since {format_day(since)}" if since else ""))
    if summary.stale:
        parts.append(f"{STALE} stale")
    return " · ".join(parts)


def _control_lines(detail: PlaceDetail, letters: Mapping[str, str]) -> list[str]:
    if not detail.readings:
        return []
    rows = [_control_cells(view, detail, letters) for view in detail.readings]
    return ["", *aligned(COLUMNS, rows)]


def _control_cells(view: ReadingView, detail: PlaceDetail, letters: Mapping[str, str]) -> list[str]:
    reading = view.reading
    denied = reading.basis is Basis.DENIED
    mark = status_mark(reading.status, reading.holder, letters, denied=denied)
    about = "" if reading.extent is Extent.WHOLE else f" – {_about(reading)}"
    return [
        view.source.name,
        tie_words(view.source),
        view.source.reliability.value,
        f"{mark} {reading.label}{about}",
        " ".join(filter(None, (reading.basis.value, via_text(view.via)))),
        percent(reading.shares.occupied if reading.shares else None),
        format_day(view.confirmed_at),
        age(view.confirmed_at, detail.viewpoint.valid_at),
        STALE if view.stale else "",
    ]


def _about(reading: ControlReading) -> str:
    return reading.part or reading.extent.value


def _difference_lines(detail: PlaceDetail) -> list[str]:
    """The disagreement clock: who differs on what since when, the longest first."""
    lines = [
        f"  {item.first}: {item.first_says} – {item.second}: {item.second_says}; "
        f"{'partly, ' if item.partly else ''}on {item.about}, since {format_day(item.since)}"
        for item in detail.differences
    ]
    return ["", "who differs:", *lines] if lines else []


def _measured_lines(detail: PlaceDetail) -> list[str]:
    """The rose and the distance by the map that was confirmed last, each a sentence to quote."""
    view = newest_map(detail)
    if view is None:
        return []
    reading = view.reading
    disc = f", {reading.footprint_km:.2f} km disc" if reading.footprint_km else ""
    lines = ["", f"by {view.source.name}, {format_day(view.confirmed_at)}{disc}:"]
    if reading.sectors is not None:
        lines.append(f"  occupied: {sector_sentence(reading.sectors)}")
    if reading.distance_km is not None:
        lines.append(f"  {detail.row.place.name}: {distance_words(reading.distance_km)}")
    return lines


def _claims_line(detail: PlaceDetail) -> str:
    """How many claims of each kind concern the place, its region's and the front's included."""
    if not detail.claims:
        return "no claims about it"
    kinds = Counter(view.claim.kind for view in detail.claims)
    spelled = " · ".join(f"{kinds[kind]} {kind}" for kind in ClaimKind if kinds[kind])
    total = len(detail.claims)
    more = "more than " if detail.more_claims else ""
    return f"{more}{total} {_plural(total, 'claim')}, with those about its region: {spelled}"


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def city_json(detail: PlaceDetail) -> dict[str, Json]:
    """What `sitmon status CITY --json` prints; its keys are a promise.

    Shares and sectors are parts from 0 to 1, `distance_km` is negative inside the occupied area,
    and what was not measured is null. `known_at` is null when everything known was asked for.
    """
    return {
        "place": place_json(detail.row.place, detail.row.region),
        **viewpoint_json(detail.viewpoint),
        "readings": [_reading_json(view) for view in detail.readings],
        "summary": summary_json(detail.row.summary),
    }


def _reading_json(view: ReadingView) -> Json:
    reading = view.reading
    return {
        "source": reading.source,
        "label": reading.label,
        "status": reading.status.value,
        "holder": reading.holder,
        "basis": reading.basis.value,
        "shares": {name: getattr(reading.shares, name, None) for name in Shares.__struct_fields__},
        "sectors": _sectors_json(reading.sectors),
        "distance_km": reading.distance_km,
        "valid_from": instant(reading.valid_from),
        "said_at": instant(reading.said_at),
        "recorded_at": instant(view.recorded_at),
        "url": reading.url or None,
        "stale": view.stale,
        "confirmed_at": instant(view.confirmed_at),
        "extent": reading.extent.value,
        "part": reading.part or None,
        "via": list(reading.via),
    }


def _sectors_json(sectors: Sectors | None) -> Json:
    cells = zip(Sectors.__struct_fields__, Sectors.__struct_encode_fields__, strict=True)
    return {letters: getattr(sectors, field, None) for field, letters in cells}
