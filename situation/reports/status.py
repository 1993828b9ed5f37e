"""The whole situation as a table and as JSON: one row for every city."""

from collections.abc import Iterable, Mapping

from situation.marks import DISPUTED, STALE, status_mark
from situation.model import Party
from situation.periods import Viewpoint, format_viewpoint
from situation.reports.jsontext import Json, instant, place_json, viewpoint_json
from situation.reports.table import Column, aligned
from situation.reports.words import number, percent
from situation.views import PlaceRow, Summary

COLUMNS = (
    Column(""),
    Column("place"),
    Column("region"),
    Column("occ %", right=True),
    Column("Δ30", right=True),
    Column("km", right=True),
    Column("Δ30 km", right=True),
    Column("claims", right=True),
    Column(""),
)
COLUMNS_EXPLAINED = (
    "occ %: occupied part of the disc round the place; km: to the edge of the occupied area, "
    "negative inside it; Δ30: change in 30 days"
)


def party_letters(parties: Iterable[Party]) -> dict[str, str]:
    """The letter of each party, by id."""
    return {party.id: party.letter for party in parties}


def viewpoint_words(viewpoint: Viewpoint) -> str:
    """`as of Wed 5 Nov 2025`, with what was known when if not everything."""
    words = f"as of {format_viewpoint(viewpoint.valid_at)}"
    if viewpoint.known_at is None:
        return words
    return f"{words}, as known at {format_viewpoint(viewpoint.known_at)}"


def status_lines(rows: Iterable[PlaceRow], letters: Mapping[str, str]) -> list[str]:
    """The table of `sitmon status`, in the order given."""
    return aligned(COLUMNS, [_cells(row, letters) for row in rows])


def _cells(row: PlaceRow, letters: Mapping[str, str]) -> list[str]:
    return [
        status_mark(row.summary.status, row.summary.holder, letters),
        row.place.name,
        row.region,
        percent(row.share),
        percent(row.share_change, signed=True),
        number(row.distance_km, digits=2),
        number(row.distance_change, digits=2, signed=True),
        str(row.claims),
        summary_flags(row.summary),
    ]


def summary_flags(summary: Summary) -> str:
    """`!` when disputed, `~` when every reading is stale."""
    return (DISPUTED if summary.disputed else "") + (STALE if summary.stale else "")


def status_json(rows: Iterable[PlaceRow], viewpoint: Viewpoint) -> dict[str, Json]:
    """`as_of`, `known_at` and `places`: a list with one object for every city.

    Shares are parts of the footprint from 0 to 1, distances kilometres, negative inside the
    occupied area, both of the map of `measured_at`, however old; null where nothing was measured.
    """
    return {**viewpoint_json(viewpoint), "places": [_row_json(row) for row in rows]}


def _row_json(row: PlaceRow) -> Json:
    return {
        "place": place_json(row.place, row.region),
        "summary": {
            **summary_json(row.summary),
            "disputed_since": instant(row.summary.disputed_since),
            "stale": row.summary.stale,
        },
        "occupied_share": row.share,
        "occupied_share_change_30_days": row.share_change,
        "distance_km": row.distance_km,
        "distance_km_change_30_days": row.distance_change,
        "measured_by": row.measured_by or None,
        "measured_at": instant(row.measured_at),
        "claims": row.claims,
    }


def summary_json(summary: Summary) -> dict[str, Json]:
    """A summary by the keys that `status CITY --json` promises."""
    return {
        "status": summary.status.value,
        "holder": summary.holder,
        "agree": summary.agree,
        "of": summary.of,
        "disputed": summary.disputed,
        "why": summary.why,
    }
