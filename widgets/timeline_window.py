"""Which days the cells of a timeline stand for: zoom, scroll position and cursor as one value.

Columns are counted back from the newest day, so that a column holds the same days wherever the
window stands.
"""

from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.periods import EARLIEST, LATEST, start_of_day

ZOOMS: Final = (7, 30, 90, 180, 365)
"""Days that a window shows at least; beyond these it shows all there are."""
ALL: Final = (LATEST - EARLIEST).days


class Column(Struct, frozen=True):
    """The days of one column: from a midnight to a later one, UTC."""

    start: datetime
    end: datetime

    @property
    def first(self) -> date:
        """Its first day."""
        return self.start.date()

    @property
    def last(self) -> date:
        """Its last day."""
        return self.moment.date()

    @property
    def moment(self) -> datetime:
        """The moment to look from for the last of its days: the end of that day."""
        return self.end - timedelta(microseconds=1)


class Window(Struct, frozen=True, kw_only=True):
    """What of the time is shown."""

    columns: tuple[Column, ...]
    """Oldest first, at least one."""
    cursor: int
    """Index of the column under the cursor."""
    cells: int
    """Cells of each column."""
    days: int
    """Days of each column; the oldest may have fewer."""

    @property
    def width(self) -> int:
        """Cells of all columns."""
        return len(self.columns) * self.cells

    @property
    def column(self) -> Column:
        """The column under the cursor."""
        return self.columns[self.cursor]


class View(Struct, frozen=True, kw_only=True):
    """What the reader has chosen to see; it outlives the timelines shown."""

    span: int = 90
    """Days that the window shows at least."""
    day: date | None = None
    """Under the cursor; None: the newest one, also when a newer one comes."""
    right: date | None = None
    """Last day of the window; None: the newest one."""


def window_on(view: View, first: date, last: date, room: int) -> Window:
    """The window in which a view looks at the days from `first` to `last`, both included.

    Where a whole number of cells for each day, or of days for each cell, leaves room, older days
    fill it. A cursor beyond the window turns it by half its width.

    Args:
        view: what the reader has chosen.
        first: the oldest day there is.
        last: the newest day there is, not before `first`.
        room: cells there are for it.
    """
    room = max(1, room)
    total = (last - first).days + 1
    span = min(view.span, total)
    days = -(-span // room)
    cells = max(1, room // span)
    there_are = -(-total // days)
    count = min(there_are, room // cells)
    cursor = _columns_back(view.day, first, last, days)
    right = min(_columns_back(view.right, first, last, days), there_are - count)
    if not right <= cursor < right + count:
        right = max(0, min(cursor - count // 2, there_are - count))
    columns = tuple(
        _column(first, last, days, back) for back in range(right + count - 1, right - 1, -1)
    )
    return Window(columns=columns, cursor=right + count - 1 - cursor, cells=cells, days=days)


def zoomed(view: View, total: int, steps: int) -> View:
    """The view one or more steps closer (positive) or wider (negative), of `total` days."""
    spans = [*(span for span in ZOOMS if span < total), ALL]
    at = next(index for index, span in enumerate(spans) if span >= min(view.span, spans[-1]))
    span = spans[max(0, min(len(spans) - 1, at - steps))]
    return View(span=span, day=view.day, right=view.right)


def _columns_back(day: date | None, first: date, last: date, days: int) -> int:
    if day is None:
        return 0
    return (last - max(first, min(day, last))).days // days


def _column(first: date, last: date, days: int, back: int) -> Column:
    newest = last - timedelta(days=back * days)
    oldest = max(first, newest - timedelta(days=days - 1))
    return Column(start_of_day(oldest), start_of_day(newest + timedelta(days=1)))
