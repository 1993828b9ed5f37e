"""The periods of an entry of the official list, out of the dates in its cells.

Cells hold one date or several, in order, with or without anything between: "31.05.202301.12.2024",
"24.02.2022 15.09.2023", "12.11 2022". The last period may be open.
"""

import re
from datetime import date
from typing import Final

_DATE: Final = re.compile(r"([0-9]{2})[. ]\s*([0-9]{2})[. ]\s*([0-9]{4})")
_BETWEEN: Final = re.compile(r"[\s;,*]*")

Period = tuple[date, date | None]
"""First and last day, both counted; None: open."""


def periods(dates_from: str, dates_to: str) -> list[Period]:
    """The periods, earliest first.

    Raises:
        ValueError: with the reason in words: a cell holds something else, or the dates do not
            make periods.
    """
    starts, ends = _dates(dates_from), _dates(dates_to)
    if not starts:
        raise ValueError("no date from")
    if len(starts) - len(ends) not in (0, 1):
        raise ValueError(f"{len(starts)} dates from and {len(ends)} dates to")
    spans: list[Period] = [
        (start, ends[number] if number < len(ends) else None) for number, start in enumerate(starts)
    ]
    previous: date | None = None
    for start, end in spans:
        if (previous is not None and start < previous) or (end is not None and end < start):
            raise ValueError("the dates are not in order")
        previous = end
    return spans


def _dates(cell: str) -> list[date]:
    if _BETWEEN.fullmatch(_DATE.sub("", cell)) is None:
        raise ValueError(f"“{cell[:60]}” is no date")
    try:
        return [date(int(year), int(month), int(day)) for day, month, year in _DATE.findall(cell)]
    except ValueError:
        raise ValueError(f"“{cell[:60]}” is no day of the calendar") from None
