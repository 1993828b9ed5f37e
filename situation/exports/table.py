"""The rows of an export, the same for every format that has rows."""

from collections.abc import Mapping

from msgspec import Struct

from situation.model import Source
from situation.periods import Viewpoint
from situation.reports.jsontext import Json, viewpoint_json

Cell = bool | int | float | str | tuple[str, ...] | None


class Column(Struct, frozen=True):
    """A column's name, the same in every format, and its HXL hashtag (empty: it has none)."""

    name: str
    hxl: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """One row, with whose data it holds."""

    cells: tuple[Cell, ...]
    sources: tuple[Source, ...]
    """Whose terms an export of it must respect."""
    has_source: bool
    """Somebody is named who stands behind it."""
    points: tuple[tuple[float, float], ...] = ()
    """(lon, lat) in degrees, WGS 84, of the places it is about."""


class Origin(Struct, frozen=True, kw_only=True):
    """Where an export was taken from, carried by every file."""

    title: str
    fingerprint: str
    viewpoint: Viewpoint


class Table(Struct, frozen=True, kw_only=True):
    """Rows of one kind and where they come from. Every row has a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    origin: Origin


TERMS_COLUMNS = (
    Column("licence", "#meta+license"),
    Column("credit", "#meta+credit"),
    Column("terms", "#meta+terms"),
)
ORIGIN_COLUMNS = (
    Column("fingerprint", "#meta+id+data"),
    Column("as_of", "#date+asof"),
    Column("known_at", "#date+known"),
)


def terms_cells(sources: tuple[Source, ...]) -> tuple[Cell, ...]:
    """The cells of `TERMS_COLUMNS`: licence class, credit and terms of each source, in order."""
    return (
        tuple(dict.fromkeys(source.licence.value for source in sources)),
        tuple(dict.fromkeys(source.credit or source.name for source in sources)),
        tuple(dict.fromkeys(source.terms for source in sources if source.terms)),
    )


def origin_json(origin: Origin) -> dict[str, Json]:
    """`fingerprint`, `as_of` and `known_at` as every JSON of an export spells them."""
    return {"fingerprint": origin.fingerprint, **viewpoint_json(origin.viewpoint)}


def whole_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a row as it is written: its own, then those of its terms and its origin."""
    return (*table.columns, *TERMS_COLUMNS, *ORIGIN_COLUMNS)


def whole_cells(row: Row, table: Table) -> Mapping[str, Cell]:
    """A row's cells by column name, with its terms and its origin."""
    origin = origin_json(table.origin)
    cells = (
        *row.cells,
        *terms_cells(row.sources),
        *(str(v) if v else None for v in origin.values()),
    )
    return {column.name: cell for column, cell in zip(whole_columns(table), cells, strict=True)}


def json_cell(cell: Cell) -> Json:
    """A cell as JSON: several values as a list."""
    return list(cell) if isinstance(cell, tuple) else cell
