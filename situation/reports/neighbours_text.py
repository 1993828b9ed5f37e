"""The places round a place, in a table to read and in JSON to compute with."""

from collections.abc import Mapping, Sequence

from situation.marks import status_mark
from situation.neighbours import BELT_WORDS, REACH_KM, Belt, Neighbour
from situation.reports.jsontext import Json, place_json
from situation.reports.status import summary_flags, summary_json
from situation.reports.table import Column, aligned
from situation.reports.words import number, percent

COLUMNS = (
    Column(""),
    Column("place"),
    Column("region"),
    Column("km", right=True),
    Column("direction"),
    Column("edge km", right=True),
    Column("Δ30 km", right=True),
    Column("occ %", right=True),
    Column("claims", right=True),
    Column(""),
)
NOBODY = f"no other place of this situation lies within {REACH_KM:.0f} km"


def neighbours_lines(neighbours: Sequence[Neighbour], letters: Mapping[str, str]) -> list[str]:
    """One table for all belts, each under its name; in the order given.

    Args:
        neighbours: as `neighbours_of` gives them.
        letters: the letter of each party, by id.
    """
    if not neighbours:
        return [NOBODY]
    titles, *rows = aligned(COLUMNS, [_cells(item, letters) for item in neighbours])
    lines = [titles]
    belt: Belt | None = None
    for neighbour, line in zip(neighbours, rows, strict=True):
        if neighbour.belt is not belt:
            belt = neighbour.belt
            name, meaning = BELT_WORDS[belt]
            lines.append(f"{name} ({meaning})" if meaning else name)
        lines.append(line)
    return lines


def _cells(neighbour: Neighbour, letters: Mapping[str, str]) -> list[str]:
    row = neighbour.row
    return [
        status_mark(row.summary.status, row.summary.holder, letters),
        row.place.name,
        row.region,
        number(neighbour.distance_km, digits=1),
        neighbour.compass,
        number(row.distance_km, digits=2),
        number(row.distance_change, digits=2, signed=True),
        percent(row.share),
        str(row.claims),
        summary_flags(row.summary),
    ]


def neighbours_json(neighbours: Sequence[Neighbour]) -> list[Json]:
    """One object for each; `away_km` is the distance from the place asked for.

    `edge_km` is the distance to the edge of the occupied area, negative inside it; it and its
    change, the share and the belt are null where no map measured the place.
    """
    return [
        {
            "place": place_json(neighbour.row.place, neighbour.row.region),
            "away_km": round(neighbour.distance_km, 2),
            "bearing": round(neighbour.bearing, 1) % 360,
            "direction": neighbour.compass,
            "belt": None if neighbour.belt is Belt.UNMEASURED else neighbour.belt.value,
            "summary": summary_json(neighbour.row.summary),
            "occupied_share": neighbour.row.share,
            "edge_km": neighbour.row.distance_km,
            "edge_km_change_30_days": neighbour.row.distance_change,
            "measured_by": neighbour.row.measured_by or None,
            "claims": neighbour.row.claims,
        }
        for neighbour in neighbours
    ]
