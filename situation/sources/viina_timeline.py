"""The change points of VIINA's consensus, as a third party keeps them in one JSON file.

`{"GEONAMEID": [[YYYYMMDD, STATUS], …]}` of the places that ever changed (mulgerehircum/
ukraine-warmap). That party writes `LIBERATED` where VIINA says `UA` again; VIINA has no such word.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

import msgspec
from msgspec import Raw

from situation.errors import InputError
from situation.model import ControlReading
from situation.record import Id
from situation.sources.faults import Faults
from situation.sources.viina_table import WORDS, Flip
from situation.sources.viina_words import reading_of
from situation.text import clean

MAX_POINTS: Final = 5_000
"""Of one place: a change on each day of thirteen years."""

_AGAIN: Final = "LIBERATED"
_TOP: Final = msgspec.json.Decoder(dict[str, Raw])
_POINTS: Final = msgspec.json.Decoder(list[tuple[int, str]])


class Timeline:
    """What the file says.

    Args:
        content: the file as it is.
        where: what to call it in errors.
        newest: the last day that can be true.
        faults: takes the places and points that are left out.

    Raises:
        InputError: it is no JSON object.
    """

    def __init__(self, content: bytes, *, where: str, newest: date, faults: Faults) -> None:
        try:
            self._places = _TOP.decode(content)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(
                f"not a JSON object of change points: {clean(error, 160)}",
                where=where,
                do="fetch it again, or use VIINA's own control_latest_YYYY.zip",
            ) from None
        self._newest = newest
        self._faults = faults
        self._points = dict(self._read())

    @property
    def points(self) -> int:
        """How many change points there are."""
        return sum(map(len, self._points.values()))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Days on which any place changed: on these the whole table was there."""
        return tuple(sorted({day for points in self._points.values() for day, _ in points}))

    @property
    def flips(self) -> Mapping[Flip, int]:
        """How many places went from one status to another on a day."""
        return Counter(
            (day, _word(old), _word(new))
            for points in self._points.values()
            for (_, old), (day, new) in pairwise(points)
        )

    def readings(
        self,
        places: Mapping[int, Id],
        url: str,
        stored: Mapping[Id, Collection[date]] | None = None,
    ) -> Iterator[ControlReading]:
        """The readings of the known places, by place and day.

        Args:
            places: ids by GeoNames id.
            url: of the file.
            stored: days by place that are told again, where they lie between the first and the last
                day of the file.
        """
        for number, place in places.items():
            points = self._points.get(number, [])
            for day, word in self._with_again(points, (stored or {}).get(place, ())):
                label = "LIBERATED (UA again)" if word == _AGAIN else word or "no change point"
                yield reading_of(place, day, _word(word), label, url)

    def _with_again(
        self, points: Sequence[tuple[date, str]], stored: Iterable[date]
    ) -> list[tuple[date, str]]:
        """Change points, and what holds on other days; an empty word where there is none yet."""
        days = self.days
        known = dict(points)
        again = {day for day in stored if days and days[0] <= day <= days[-1]} - known.keys()
        for day in again:
            known[day] = next((word for at, word in reversed(points) if at <= day), "")
        return sorted(known.items())

    def _read(self) -> Iterator[tuple[int, list[tuple[date, str]]]]:
        for raw_id, raw in self._places.items():
            try:
                yield int(raw_id[:12]), list(self._points_of(raw_id, raw))
            except (msgspec.MsgspecError, ValueError, RecursionError) as error:
                self._faults.skip(f"place {clean(raw_id, 20)}", error)

    def _points_of(self, raw_id: str, raw: Raw) -> Iterator[tuple[date, str]]:
        for number, (digits, word) in enumerate(sorted(_POINTS.decode(raw)[:MAX_POINTS])):
            try:
                day = date(digits // 10_000, digits // 100 % 100, digits % 100)
            except (ValueError, OverflowError):
                day = date.max
            if day <= self._newest and word in WORDS | {_AGAIN}:
                yield day, word
            else:
                part = f"place {clean(raw_id, 20)}, point {number + 1}"
                self._faults.skip(part, f"“{digits}”, “{word[:40]}” is no day with a status")


def _word(word: str) -> str:
    return "UA" if word == _AGAIN else word
