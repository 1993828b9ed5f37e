"""The rows of the Ukrainian codifier of administrative units and territories (KATOTTG).

A CSV file with `;` and a header in Ukrainian: the codes of the levels from the region down, the
category and the name. Categories: O region, K city that is a region, P raion, H community
(hromada), M city, X settlement (selyshche), C village (selo), B part of a city.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from situation.errors import InputError
from situation.sources.columns import rows_by_header
from situation.sources.faults import Faults
from situation.sources.text_stream import text_lines
from situation.text import clean

LEVELS: Final = (
    "Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень",
)  # fmt: skip
CATEGORY: Final = "Категорія об’єкта"
NAME: Final = "Назва об’єкта"
CODE: Final = re.compile(r"UA[0-9]{17}\Z", re.ASCII)


class Category(StrEnum):
    """What a unit is, by the codifier's Latin letter."""

    REGION = "O"
    CITY_REGION = "K"
    RAION = "P"
    HROMADA = "H"
    CITY = "M"
    SELYSHCHE = "X"
    VILLAGE = "C"
    CITY_PART = "B"


_CATEGORIES: Final = {category.value: category for category in Category}
_CYRILLIC: Final = str.maketrans("ОКРНМХСВ", "OKPHMXCB")


class Unit(NamedTuple):
    """One unit."""

    code: str
    above: tuple[str, ...]
    """The codes of the units it lies in, its region first; empty for a region."""
    category: Category
    name: str
    """In Ukrainian; of raions and communities only the adjective: "Покровська"."""

    @property
    def region(self) -> str:
        """The code of the region it is or lies in."""
        return self.above[0] if self.above else self.code


def units(content: bytes, *, where: str, faults: Faults) -> Iterator[Unit]:
    """The units of a codifier file in its order; rows that cannot be read are named in `faults`.

    Raises:
        InputError: it is no such file.
    """
    lines = text_lines(content, where=where, faults=faults)
    columns = (*LEVELS, CATEGORY, NAME)
    rows = rows_by_header(_alike(lines), columns, where=where, faults=faults, delimiter=";")
    seen = 0
    for *levels, letter, name in rows:
        seen += 1
        codes = [code for level in levels if (code := level.strip())]
        bad = [code for code in codes if not CODE.match(code)]
        category = _category(letter.strip())
        named = clean(name, 120)
        if bad or not codes:
            faults.skip(f"row {seen}", f"“{clean((bad or ['nothing'])[0], 40)}” is no code")
        elif category is None or not named:
            faults.skip(f"row {seen}", f"“{clean(letter, 20)}” is no category, or it has no name")
        else:
            yield Unit(codes[-1], tuple(codes[:-1]), category, named)
    if not seen:
        raise InputError("it holds no unit", where=where, do="fetch it again")


def _alike(lines: Iterator[str]) -> Iterator[str]:
    # Editions differ in the apostrophe of their header.
    for number, line in enumerate(lines):
        yield line if number else line.replace("'", "’").replace("ʼ", "’")


def _category(letter: str) -> Category | None:
    # Cyrillic letters that look like the Latin ones occur in some editions.
    latin = letter.translate(_CYRILLIC)
    return _CATEGORIES.get(latin)
