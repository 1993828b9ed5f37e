"""The items of a list as a column of lines: which item stands on which line, drawn when needed."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from widgets.lines import BLANK, Line, fitted

T = TypeVar("T")


class ItemLines(Generic[T]):
    """Items one below the other.

    Args:
        key: an item's key, unique among the items.
        draw: an item's lines for a width in cells.
        height: lines of each item; None: as many as are drawn, so that all items are drawn when
            they are set. With a number, tens of thousands of items cost nothing until seen.
    """

    def __init__(
        self,
        key: Callable[[T], str],
        draw: Callable[[T, int], tuple[Line, ...]],
        height: int | None,
    ) -> None:
        self.items: tuple[T, ...] = ()
        self._key = key
        self._draw = draw
        self._height = height
        self._width = 0
        self._ellipsis = ""
        self._index_by_key: dict[str, int] = {}
        self._drawn: dict[str, tuple[T, tuple[Line, ...]]] = {}
        self._tops: Sequence[int] = (0,)

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self._tops[-1]

    def key_at(self, index: int) -> str | None:
        """The key of an item; None when there are no items."""
        return self._key(self.items[index]) if self.items else None

    def index_of(self, key: str) -> int | None:
        """The place of the item with this key."""
        return self._index_by_key.get(key)

    def top_of(self, index: int) -> int:
        """The first line of an item; 0 when there are no items."""
        return self._tops[index] if self.items else 0

    def end_of(self, index: int) -> int:
        """The line after the last line of an item."""
        return self._tops[index + 1]

    def index_at(self, line: int) -> int:
        """The item on a line, or the nearest one where the line lies outside."""
        return max(0, min(len(self.items) - 1, bisect_right(self._tops, line) - 1))

    def line(self, line: int) -> Line:
        """What is drawn on a line of an item."""
        index = self.index_at(line)
        lines = self._lines(index)
        within = line - self._tops[index]
        return lines[within] if within < len(lines) else BLANK

    def set_items(self, items: Sequence[T], cursor: int) -> int:
        """Take other items.

        Returns:
            Where the cursor goes that stood on the item `cursor`: to the same item, else to its
            nearest neighbour that is still there, below first; 0 when none is.
        """
        before, self.items = self.items, tuple(items)
        self._index_by_key = {self._key(item): index for index, item in enumerate(self.items)}
        self._measure()
        if before and (same := self.index_of(self._key(before[cursor]))) is not None:
            return same
        nearest_first = sorted(range(len(before)), key=lambda index: (abs(index - cursor), -index))
        kept = (self.index_of(self._key(before[index])) for index in nearest_first)
        return next((index for index in kept if index is not None), 0)

    def forget(self) -> None:
        """Draw every item again when it is next needed."""
        self._drawn.clear()

    def fit(self, width: int, ellipsis: str) -> None:
        """Draw everything anew, for this width and with this mark where text is cut."""
        self._width, self._ellipsis = width, ellipsis
        self._drawn.clear()
        self._measure()

    def _measure(self) -> None:
        count = len(self.items)
        if self._height is not None:
            self._tops = range(0, count * self._height + 1, self._height)
        elif self._width > 0:
            heights = (len(self._lines(index)) for index in range(count))
            self._tops = tuple(accumulate(heights, initial=0))
            self._drawn = {key: self._drawn[key] for key in self._index_by_key}
        else:
            self._tops = (0,) * (count + 1)

    def _lines(self, index: int) -> tuple[Line, ...]:
        item = self.items[index]
        key = self._key(item)
        kept = self._drawn.get(key)
        if kept is not None and kept[0] is item:
            return kept[1]
        drawn = self._draw(item, self._width)
        lines = tuple(fitted(line, self._width, self._ellipsis) for line in drawn)
        self._drawn[key] = (item, lines)
        return lines
