"""Rows of a CSV file (RFC 4180) by the names of their columns."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from situation.errors import InputError
from situation.sources.faults import Faults
from situation.text import clean

MAX_COLUMNS: Final = 500


def rows_by_header(
    lines: Iterable[str],
    columns: Sequence[str],
    *,
    where: str,
    faults: Faults,
    delimiter: str = ",",
) -> Iterator[tuple[str, ...]]:
    """The rows of a CSV file, each the values of `columns` in their order, as they came.

    Columns are found by the header, whatever their order; others are passed over. A row that is
    no CSV, or of another length than the header, is left out and named.

    Args:
        lines: the file, its header first.
        columns: the names of two columns or more.
        where: what to call the file in errors.
        faults: takes the rows that are left out.
        delimiter: what stands between two values.

    Raises:
        InputError: there is no header, it lacks a column or has one of these twice; when the
            first row is asked for.
    """
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        header = [name.strip() for name in next(reader)]
    except (StopIteration, csv.Error):
        header = []
    positions = _positions(header, columns, where)
    pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*positions)
    width = len(header)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.skip(f"line {reader.line_num}", error)
            continue
        if len(row) == width:
            yield pick(row)
        elif row:
            faults.skip(f"line {reader.line_num}", f"{len(row)} values, not {width}")


def _positions(header: Sequence[str], columns: Sequence[str], where: str) -> list[int]:
    if len(header) > MAX_COLUMNS:
        raise InputError(f"its header has {len(header):,} columns", where=where)
    missing = [name for name in columns if name not in header]
    if missing:
        found = clean(", ".join(header), 160) or "nothing"
        raise InputError(
            f"it has no column “{'”, “'.join(missing)}”; its header is: {found}",
            where=where,
            do="its format has changed: this source cannot be read until sitmon knows the new one",
        )
    doubled = [name for name in columns if header.count(name) > 1]
    if doubled:
        raise InputError(f"its header has the column “{doubled[0]}” twice", where=where)
    return [header.index(name) for name in columns]
