"""Rows as JSON Lines and as GeoJSON (RFC 7946)."""

import json

from situation.exports.table import Row, Table, json_cell, origin_json, whole_cells
from situation.reports.jsontext import Json


def jsonl_text(table: Table, *, ascii_only: bool = False) -> str:
    """One object a line, its keys the names of the columns; every line ends with a line feed."""
    lines = (_line(_cells(row, table), ascii_only=ascii_only) for row in table.rows)
    return "".join(f"{line}\n" for line in lines)


def geojson_text(table: Table, *, ascii_only: bool = False) -> str:
    """A FeatureCollection: a point for every row, several for a row about several places.

    The foreign member `sitmon` says what it is a picture of.
    """
    features: list[Json] = [
        {"type": "Feature", "geometry": _geometry(row), "properties": _cells(row, table)}
        for row in table.rows
    ]
    origin: Json = {"title": table.origin.title, **origin_json(table.origin)}
    collection: dict[str, Json] = {
        "type": "FeatureCollection",
        "sitmon": origin,
        "features": features,
    }
    return _line(collection, ascii_only=ascii_only) + "\n"


def _cells(row: Row, table: Table) -> dict[str, Json]:
    return {name: json_cell(cell) for name, cell in whole_cells(row, table).items()}


def _geometry(row: Row) -> Json:
    points: list[Json] = [list(point) for point in row.points]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def _line(value: dict[str, Json], *, ascii_only: bool) -> str:
    return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)
