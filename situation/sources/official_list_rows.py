"""The entries of the Ukrainian list of territories (Order 376 of 28 February 2025).

The ministry publishes a docx with five tables: code, name, date from, date to, under headings that
say which territories these are. The CSV has the same with the heading in a column, dates as they
stand in `raw_from` and `raw_to`.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from situation.sources.columns import rows_by_header
from situation.sources.faults import Faults
from situation.sources.text_stream import text_lines
from situation.sources.word_tables import blocks
from situation.sources.zip_member import is_zip
from situation.text import clean

CSV_COLUMNS: Final = ("section", "katottg", "name", "raw_from", "raw_to")
_HEADER_CODE: Final = "Код"
_CELLS: Final = 4
_NAME_LIMIT: Final = 1_500


class Category(Enum):
    """What a territory is listed as; the value is its key in ids and its words."""

    POSSIBLE = ("possible", "territory of possible hostilities")
    ACTIVE = ("active", "territory of active hostilities")
    ACTIVE_WITH_REGISTERS = (
        "active-registers",
        "territory of active hostilities where state electronic resources work",
    )
    OCCUPIED = ("occupied", "territory temporarily occupied by the Russian Federation")

    @property
    def key(self) -> str:
        """Its key in ids."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What it is, in English."""
        return self.value[1]


class Entry(NamedTuple):
    """One row of the list as it stands."""

    where: str
    category: Category
    code: str
    name: str
    """With its exceptions in words."""
    dates_from: str
    dates_to: str


def category_of(heading: str) -> Category | None:
    """What a heading says the entries below it are; None for any other text."""
    words = " ".join(heading.casefold().split())
    if "тимчасово окупован" in words:
        return Category.OCCUPIED
    if "можливих бойових дій" in words:
        return Category.POSSIBLE
    if "активних бойових дій" in words:
        has_registers = "електронн" in words and "ресурс" in words
        return Category.ACTIVE_WITH_REGISTERS if has_registers else Category.ACTIVE
    return None


def entries(content: bytes, *, where: str, faults: Faults) -> Iterator[Entry]:
    """The entries of the list; headings and repeated headers are passed over.

    Args:
        content: the docx, or the CSV.
        where: what to call it in errors.
        faults: takes the rows that cannot be read.

    Raises:
        InputError: it is neither, or damaged.
    """
    if is_zip(content):
        yield from _from_docx(content, where, faults)
        return
    lines = text_lines(content, where=where, faults=faults)
    rows = rows_by_header(lines, CSV_COLUMNS, where=where, faults=faults)
    for number, (section, code, name, dates_from, dates_to) in enumerate(rows, start=1):
        category = category_of(section)
        if code.strip() == _HEADER_CODE:
            continue
        if category is None:
            faults.skip(f"row {number}", f"unknown section “{clean(section, 80)}”")
        else:
            yield _entry(f"row {number}", category, (code, name, dates_from, dates_to))


def _entry(where: str, category: Category, cells: tuple[str, str, str, str]) -> Entry:
    code, name, dates_from, dates_to = cells
    return Entry(
        where,
        category,
        clean(code, 40).replace(" ", ""),
        clean(name, _NAME_LIMIT),
        clean(dates_from, 200),
        clean(dates_to, 200),
    )


def _from_docx(content: bytes, where: str, faults: Faults) -> Iterator[Entry]:
    category: Category | None = None
    number = 0
    for table, text_or_cells in blocks(content, where):
        if not table:
            category = category_of(text_or_cells[0]) or category
            continue
        cells = text_or_cells
        number += 1
        if len(cells) < _CELLS or not cells[0].startswith("UA"):
            category = category_of(" ".join(cells)) or category
        elif category is None:
            faults.skip(f"table row {number}", "no heading before it says what is listed")
        else:
            yield _entry(f"table row {number}", category, (cells[0], cells[1], cells[2], cells[3]))
