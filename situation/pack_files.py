"""The files of a pack as rows: TOML tables, CSV lines and JSON lines, each with where it stands."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from situation.errors import PackError
from situation.text import clean

T = TypeVar("T")

Values: TypeAlias = dict[str, Any]
Located: TypeAlias = tuple[str, T]
"""A value with the file and line it stands at."""

PROBLEMS_SHOWN: Final = 20
_TEXT_LIMIT: Final = 8_000
_TOML_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)")
_MESSAGE: Final = re.compile(r"(?P<message>.*?)(?: - at `\$\.?(?P<field>.*)`)?\Z", re.DOTALL)


class Row(Struct, frozen=True):
    """One table, line or object of a file, every text in it cleaned."""

    where: str
    """File and line, as in `places.csv:17`."""
    values: Values


class Problems:
    """What is wrong with a pack, gathered so that one run shows more than the first fault."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str]] = []

    def add(self, where: str, what: str) -> None:
        """Note a fault at `file:line: field`."""
        self._found.append((where, what))

    def raise_any(self) -> None:
        """End the loading if anything was noted.

        Raises:
            PackError: the first fault, with the others named behind it.
        """
        if not self._found:
            return
        where, what = self._found[0]
        others = [f"{at}: {fault}" for at, fault in self._found[1:PROBLEMS_SHOWN]]
        more = f"; and {len(self._found) - 1} more: {'; '.join(others)}" if others else ""
        raise PackError(what + more, where=where, do="correct the pack's file")


def read_text(folder: Path, name: str) -> str:
    """A whole file as it stands.

    Raises:
        PackError: it is missing or not UTF-8.
    """
    try:
        return (folder / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PackError("the file is not UTF-8", where=name) from None
    except OSError as error:
        what = f"the pack's file cannot be read: {error.strerror}"
        raise PackError(what, where=name, do=f"look in {folder}") from None


def read_toml(folder: Path, name: str) -> Row:
    """A whole TOML file as one row.

    Raises:
        PackError: it is missing, not UTF-8 or not TOML.
    """
    return Row(name, _toml(read_text(folder, name), name))


def read_tables(folder: Path, name: str, table: str) -> list[Row]:
    """The `[[table]]` entries of a TOML file that holds nothing else.

    Raises:
        PackError: the file cannot be read, or holds something else.
    """
    text = read_text(folder, name)
    values = _toml(text, name)
    entries = values.get(table)
    others = sorted(set(values) - {table})
    if others or not isinstance(entries, list):
        found = f", not {others[0]}" if others else ""
        raise PackError(f"only [[{table}]] entries stand here{found}", where=name)
    header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    lines = [n for n, line in enumerate(text.split("\n"), start=1) if header.match(line)]
    return [Row(f"{name}:{line}", entry) for line, entry in zip(lines, entries, strict=False)]


def read_csv(folder: Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV file as (line number, fields); the first line must name `columns`.

    The fields are as they stand in the file: whoever keeps one as text cleans it.

    Raises:
        PackError: the file or its header cannot be read, or a line has more or fewer fields.
    """
    reader = csv.reader(io.StringIO(read_text(folder, name), newline=""), strict=True)
    try:
        for fields in reader:
            where = f"{name}:{reader.line_num}"
            if reader.line_num == 1 and tuple(fields) != columns:
                raise PackError(f"the columns must be {','.join(columns)}", where=where)
            if len(fields) != len(columns):
                what = f"{len(fields)} fields where the header has {len(columns)}"
                raise PackError(what, where=where)
            if reader.line_num > 1:
                yield reader.line_num, fields
    except csv.Error as error:
        raise PackError(f"this is not CSV: {error}", where=f"{name}:{reader.line_num}") from None
    if reader.line_num == 0:
        raise PackError(f"the columns must be {','.join(columns)}", where=name)


def read_csv_header(folder: Path, name: str) -> tuple[str, ...]:
    """The columns that the first line of a CSV file names; empty for an empty file.

    Raises:
        PackError: the file cannot be read.
    """
    line = read_text(folder, name).partition("\n")[0]
    return tuple(line.rstrip("\r").split(",")) if line else ()


def read_csv_rows(folder: Path, name: str, columns: tuple[str, ...]) -> list[Row]:
    """The lines of a CSV file as rows by column; an empty field is left out.

    Raises:
        PackError: as `read_csv`.
    """
    rows = []
    for line, fields in read_csv(folder, name, columns):
        given = {column: field for column, field in zip(columns, fields, strict=True) if field}
        rows.append(Row(f"{name}:{line}", _cleaned_values(given)))
    return rows


def read_json_lines(folder: Path, name: str, problems: Problems) -> list[Row]:
    """The objects of a JSON lines file; a line that is none is noted in `problems`.

    Raises:
        PackError: the file is missing or not UTF-8.
    """
    rows = []
    for number, line in enumerate(read_text(folder, name).split("\n"), start=1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            rows.append(Row(where, _cleaned_values(msgspec.json.decode(line, type=Values))))
        except (msgspec.DecodeError, RecursionError) as error:
            problems.add(where, f"this is not a JSON object: {error}")
    return rows


def decoded(
    rows: Iterable[Row], kind: type[T], problems: Problems, *, from_text: bool = False
) -> list[Located[T]]:
    """The rows as (where, value of `kind`); what does not fit is noted with its field.

    Args:
        rows: what was read.
        kind: the record or structure each row must be.
        problems: takes the faults.
        from_text: numbers and dates stand as text, as in a CSV file.
    """
    values = []
    for row in rows:
        try:
            values.append((row.where, msgspec.convert(row.values, kind, strict=not from_text)))
        except msgspec.ValidationError as error:
            problems.add(*_fault(row, str(error)))
    return values


def _fault(row: Row, error: str) -> tuple[str, str]:
    match = _MESSAGE.match(error)
    field = (match["field"] if match else "") or ""
    message = match["message"] if match else error
    given = row.values.get(field)
    value = f"“{clean(given, 60)}”: " if isinstance(given, str | int | float) else ""
    named = row.values.get("id")
    what = value + message + (f" (in {named})" if named and field != "id" else "")
    return (f"{row.where}: {field}" if field else row.where), what


def _toml(text: str, name: str) -> Values:
    try:
        return _cleaned_values(tomllib.loads(text))
    except ValueError as error:
        # Also what is TOML, but a number of more digits than Python reads.
        line = _TOML_LINE.search(str(error))
        where = f"{name}:{line[1]}" if line else name
        what = f"this is not TOML: {_TOML_LINE.sub('', str(error)).strip()}"
        raise PackError(what, where=where) from None
    except RecursionError:
        raise PackError("this is nested too deeply", where=name) from None


def _cleaned_values(values: Values) -> Values:
    return {clean(key, 100): _cleaned(value) for key, value in values.items()}


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value, _TEXT_LIMIT)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return _cleaned_values(value) if isinstance(value, dict) else value
