"""Rows as CSV (RFC 4180, UTF-8), with a row of HXL hashtags on request.

A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
line break) gets an apostrophe in front; numbers are left as they are. Several values in one cell
stand with `; ` between them.
"""

import csv
from io import StringIO
from typing import Final

from situation.exports.table import Cell, Table, whole_cells, whole_columns

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(table: Table, *, hxl: bool = False) -> str:
    """The table as CSV, the names of the columns first; lines end with CR LF.

    Args:
        table: what is exported.
        hxl: put the row of HXL hashtags under the names.
    """
    written = StringIO(newline="")
    writer = csv.writer(written)
    columns = whole_columns(table)
    writer.writerow([column.name for column in columns])
    if hxl:
        writer.writerow([column.hxl for column in columns])
    for row in table.rows:
        writer.writerow([csv_cell(cell) for cell in whole_cells(row, table).values()])
    return written.getvalue()


def csv_cell(cell: Cell) -> str:
    """A cell as text; nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return repr(cell)
    text = "; ".join(cell) if isinstance(cell, tuple) else cell
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
