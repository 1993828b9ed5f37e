"""VIINA's control table, one row for each place and day, made small while it streams by.

The format is that of `Data/control_latest_YYYY.zip` of zhukovyuri/VIINA, known from programs that
read it: no row of it was seen when this was written. So columns go by their names, ids may be
written `704422.0`, rows may come in any order and a blank or `NA` says that a map says nothing.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, TypeAlias

from situation.record import Id
from situation.sources.faults import Faults

COLUMNS: Final = (
    *("geonameid", "date", "status"),
    *("status_wiki", "status_boost", "status_dsm", "status_isw"),
)
WORDS: Final = frozenset({"UA", "RU", "CONTESTED"})

Votes: TypeAlias = tuple[str, ...]
"""The consensus and the four maps it is the majority of, as in `COLUMNS`; empty: blank."""
Point: TypeAlias = tuple[date, Votes | None]
"""A day from which the votes are these; None: the table has no row for the place."""
Flip: TypeAlias = tuple[date, str, str]
"""A day, and the consensus before and on it."""

_BLANKS: Final = frozenset({"", "NA"})


class YearTable:
    """The table of one year, of which the known places are kept: two bytes for each day.

    Args:
        year: the only one that rows may be of.
        places: ids of the known places by GeoNames id.
        newest: the last day that rows may be of.
        faults: takes the rows that are left out.
    """

    def __init__(self, year: int, places: Mapping[int, Id], newest: date, faults: Faults) -> None:
        first = date(year, 1, 1)
        last = min(newest, date(year, 12, 31))
        self._days = [first + timedelta(days=day) for day in range((last - first).days + 1)]
        self._numbers = {
            spelling: number
            for number, day in enumerate(self._days)
            for spelling in (f"{day:%Y%m%d}", f"{day:%Y-%m-%d}")
        }
        self._tables = {place: array("H", bytes(2 * len(self._days))) for place in places.values()}
        self._by_id = {
            spelling: self._tables[place]
            for number, place in places.items()
            for spelling in (f"{number}", f"{number}.0")
        }
        self._codes: dict[Votes, int] = {}
        self._votes: list[Votes | None] = [None]
        self._has_rows = bytearray(len(self._days))
        self._faults = faults
        self._flips: Counter[tuple[int, str, str]] = Counter()
        self.rows = 0

    @property
    def days(self) -> tuple[date, ...]:
        """The days of which there is any row."""
        return tuple(self._days[number] for number in self._day_numbers())

    @property
    def flips(self) -> Mapping[Flip, int]:
        """How many places, known or not, went from one consensus to another on a day.

        Seen where the rows of a place follow each other by day, as they do in VIINA's files.
        """
        return {(self._days[day], old, new): n for (day, old, new), n in self._flips.items()}

    def take(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Take rows in, their values as in `COLUMNS`."""
        codes, numbers, tables, has_rows = self._codes, self._numbers, self._by_id, self._has_rows
        last_id = last_status = ""
        for row in rows:
            self.rows += 1
            raw_id, status, votes = row[0], row[2], row[2:]
            number = numbers.get(row[1], -1)
            code = codes.get(votes) or self._new_code(votes)
            if number < 0 or not code:
                self._refuse(row, is_day=number >= 0)
                continue
            has_rows[number] = 1
            table = tables.get(raw_id)
            if table is not None:
                table[number] = code
            if raw_id == last_id:
                if status != last_status:
                    self._flips[(number, last_status, status)] += 1
            elif table is None and not raw_id.removesuffix(".0").isdecimal():
                self._faults.skip(f"row {self.rows}", f"“{raw_id}” is no GeoNames id")
            last_id, last_status = raw_id, status

    def histories(
        self, stored: Mapping[Id, Collection[date]] | None = None
    ) -> Iterator[tuple[Id, tuple[Point, ...]]]:
        """Each known place that has a row, with the days from which its votes differ.

        Args:
            stored: days by place that are told whether or not the votes differ on them, where they
                lie between the first and the last day of the table.
        """
        numbers = self._day_numbers()
        for place, table in self._tables.items():
            again = self._spanned(numbers, (stored or {}).get(place, ()))
            if any(table) or again:
                yield place, tuple(self._points(table, numbers, again))

    def _points(
        self, table: "array[int]", numbers: Iterable[int], again: Collection[int]
    ) -> Iterator[Point]:
        before = -1
        is_told = frozenset(numbers)
        for number in sorted(is_told.union(again)):
            # On a day that no place has, the votes of the day before it still count.
            votes = table[number] if number in is_told else before
            if votes != before or number in again:
                before = votes
                yield self._days[number], self._votes[before]

    def _spanned(self, numbers: Sequence[int], days: Iterable[date]) -> frozenset[int]:
        """The numbers of those days that lie between the first and the last of some others."""
        if not numbers:
            return frozenset()
        first = self._days[0]
        found = ((day - first).days for day in days)
        return frozenset(day for day in found if numbers[0] <= day <= numbers[-1])

    def _day_numbers(self) -> list[int]:
        return [number for number, has_rows in enumerate(self._has_rows) if has_rows]

    def _new_code(self, raw: Votes) -> int:
        """A number for votes that were not met before; 0 where one of their words is unknown."""
        votes = tuple("" if word in _BLANKS else word for word in raw)
        if not all(word in WORDS for word in votes if word):
            return 0
        if votes not in self._votes:
            self._votes.append(votes)
        self._codes[raw] = self._votes.index(votes)
        return self._codes[raw]

    def _refuse(self, row: tuple[str, ...], *, is_day: bool) -> None:
        if is_day:
            unknown = next(word for word in row[2:] if word not in WORDS | _BLANKS)
            why = f"“{unknown[:40]}” is no status that is known"
        else:
            why = f"“{row[1][:40]}” is no day of this file's year up to now"
        self._faults.skip(f"row {self.rows}", why)
