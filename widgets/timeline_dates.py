"""The dates above a timeline: as many as stand side by side without touching."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, TypeAlias

from msgspec import Struct

from widgets.timeline_window import Column, Window

Label: TypeAlias = tuple[int, str]
"""The cell at which a date begins, and its text."""


class _Dates(Struct, frozen=True):
    """Which days are labelled, and how."""

    chosen: Callable[[date], bool]
    label: Callable[[date], str]


def _day_and_month(day: date) -> str:
    return f"{day.day} {day:%b}"


def _month_or_year(day: date) -> str:
    return f"{day:%Y}" if day.month == 1 else f"{day:%b}"


_DATES: Final = (
    _Dates(lambda _: True, lambda day: f"{day:%a} {_day_and_month(day)}"),
    _Dates(lambda _: True, _day_and_month),
    _Dates(lambda day: day.weekday() == 0, _day_and_month),
    _Dates(lambda day: day.day in (1, 15), _day_and_month),
    _Dates(lambda day: day.day == 1, _month_or_year),
    _Dates(lambda day: day.day == 1 and day.month % 3 == 1, _month_or_year),
    _Dates(lambda day: day.day == 1 and day.month == 1, _month_or_year),
)
"""From the closest to the widest; the first whose labels do not collide is taken."""


def date_labels(window: Window) -> tuple[Label, ...]:
    """The dates to write above the columns: the cell at which each begins, and its text."""
    for dates in _DATES:
        labels = _side_by_side(_labels(window, dates), leave_out=False)
        if labels:
            return labels
    return _side_by_side(_labels(window, _DATES[-1]), leave_out=True) or _first_day(window)


def _labels(window: Window, dates: _Dates) -> Iterator[Label]:
    """A label for every chosen day; one that reaches over the end is left out."""
    labels = (
        (index * window.cells, dates.label(day))
        for index, column in enumerate(window.columns)
        for day in _days(column)
        if dates.chosen(day)
    )
    return (label for label in labels if _end(label) <= window.width)


def _side_by_side(labels: Iterator[Label], *, leave_out: bool) -> tuple[Label, ...]:
    """The labels with a blank between them; where two touch, none at all, or not the later one."""
    kept: list[Label] = []
    for label in labels:
        if not kept or _end(kept[-1]) < label[0]:
            kept.append(label)
        elif not leave_out:
            return ()
    return tuple(kept)


def _first_day(window: Window) -> tuple[Label, ...]:
    label = (0, _day_and_month(window.columns[0].first))
    return (label,) if _end(label) <= window.width else ()


def _end(label: Label) -> int:
    cell, text = label
    return cell + len(text)


def _days(column: Column) -> Iterator[date]:
    first = column.first
    return (first + timedelta(days=day) for day in range((column.end - column.start).days))
