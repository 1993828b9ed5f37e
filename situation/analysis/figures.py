"""What a figure with its comparator leaves possible, and which figures exclude each other."""

from enum import StrEnum
from math import floor, inf, isfinite, log10
from typing import Final

from msgspec import Struct

from situation.lookup import folded
from situation.model import Statistic
from situation.vocabulary import Comparator

ABOUT: Final = 0.10
"""`~` is 10 % either way: what "about", "some" and "around" leave when a writer rounds."""
JUST: Final = 0.15
"""`~<` and `~>` are the 15 % below and above: "nearly a third" begins where a quarter is no longer
the nearer simple fraction (0.29, 12.5 % below). Rather wide than narrow: a contradiction that is
missed costs a reader less than one that is invented."""
ROUND_FROM: Final = 1_000
"""Plain whole numbers from here on are taken as rounded to their last digit that is not 0."""
KILOMETRES: Final = {"km": 1.0, "m": 0.001, "mi": 1.609344}
"""Kilometres in one unit of length (international mile)."""


class Interval(Struct, frozen=True, kw_only=True):
    """The values that a figure leaves possible; an end without a limit is infinite and open."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def apart(self, other: "Interval") -> bool:
        """Whether no value lies in both."""
        lower, upper = sorted((self, other), key=lambda one: (one.low, one.high))
        touching = lower.high == upper.low and (lower.high_open or upper.low_open)
        return lower.high < upper.low or touching

    def within(self, other: "Interval") -> bool:
        """Whether every value of this one lies in the other."""
        low_fits = self.low > other.low or (
            self.low == other.low and (self.low_open or not other.low_open)
        )
        high_fits = self.high < other.high or (
            self.high == other.high and (self.high_open or not other.high_open)
        )
        return low_fits and high_fits

    @property
    def bounded(self) -> bool:
        """Whether both ends have a limit."""
        return isfinite(self.low) and isfinite(self.high)


class Comparison(StrEnum):
    """How two figures stand to each other."""

    ANOTHER_MATTER = "another matter"
    ANOTHER_BASE = "another base"
    ANOTHER_UNIT = "another unit"
    COMPARABLE = "comparable"


def compare(first: Statistic, second: Statistic) -> Comparison:
    """Whether two figures measure the same; their time is not looked at.

    A base that only one of them names is another base: nothing says that it is the same.
    """
    if (first.place, first.metric) != (second.place, second.metric):
        return Comparison.ANOTHER_MATTER
    if folded(first.of) != folded(second.of):
        return Comparison.ANOTHER_BASE
    if base_unit(first.unit) != base_unit(second.unit):
        return Comparison.ANOTHER_UNIT
    return Comparison.COMPARABLE


def base_unit(unit: str) -> str:
    """The unit in which figures are compared: `km` for every length, else the unit itself."""
    return "km" if unit in KILOMETRES else folded(unit)


def interval(figure: Statistic) -> Interval | None:
    """What a figure leaves possible, in `base_unit`; None where it has no value.

    `=` is one point. `range` has both its ends; one of them may be missing.
    """
    scale = KILOMETRES.get(figure.unit, 1.0)
    if figure.comparator is Comparator.RANGE:
        if figure.low is None and figure.high is None:
            return None
        low = -inf if figure.low is None else figure.low * scale
        high = inf if figure.high is None else figure.high * scale
        return Interval(low=low, high=high, low_open=low == -inf, high_open=high == inf)
    return None if figure.value is None else _around(figure.comparator, figure.value * scale)


def spread(figure: Statistic) -> Interval | None:
    """As `interval`, but a plain number that looks rounded is taken as rounded.

    Half a unit of the last digit that is not 0 either way, for whole numbers from `ROUND_FROM` on
    for fractions and lengths: 60,000 reaches from 55,000 to 65,000, a half from 0.45 to 0.55, 750
    miles from 745 to 755. Smaller whole numbers are counts and stand for themselves.
    """
    exact = interval(figure)
    if exact is None or figure.comparator is not Comparator.EQUAL or figure.value is None:
        return exact
    digit = _last_digit(figure.value)
    is_whole = digit >= 1 and (abs(figure.value) < ROUND_FROM or digit == 1)
    if is_whole and figure.unit not in KILOMETRES:
        return exact
    half = digit / 2 * KILOMETRES.get(figure.unit, 1.0)
    return Interval(low=exact.low - half, high=exact.high + half, high_open=True)


def excludes(first: Statistic, second: Statistic) -> bool:
    """Whether two figures of the same measure and time cannot both be true.

    Same place, metric, base and kind of unit, and no value that satisfies both comparators. The
    caller sees to it that their times overlap (`spans.figure_stands`).
    """
    one, other = spread(first), spread(second)
    if one is None or other is None or compare(first, second) is not Comparison.COMPARABLE:
        return False
    return one.apart(other)


def agrees(first: Statistic, second: Statistic) -> bool:
    """Whether two figures of the same measure say the same: both bounded, with a common value.

    "More than 20" does not corroborate 400, though both may be true.
    """
    one, other = spread(first), spread(second)
    if one is None or other is None or compare(first, second) is not Comparison.COMPARABLE:
        return False
    same_wording = (first.comparator, interval(first)) == (second.comparator, interval(second))
    return same_wording or (one.bounded and other.bounded and not one.apart(other))


def _around(comparator: Comparator, value: float) -> Interval:
    ends: dict[Comparator, Interval] = {
        Comparator.EQUAL: Interval(low=value, high=value),
        Comparator.ABOUT: _between(value * (1 - ABOUT), value * (1 + ABOUT)),
        Comparator.BELOW: Interval(low=-inf, high=value, low_open=True, high_open=True),
        Comparator.AT_MOST: Interval(low=-inf, high=value, low_open=True),
        Comparator.ABOVE: Interval(low=value, high=inf, low_open=True, high_open=True),
        Comparator.AT_LEAST: Interval(low=value, high=inf, high_open=True),
        Comparator.JUST_BELOW: _between(value * (1 - JUST), value, high_open=True),
        Comparator.JUST_ABOVE: _between(value, value * (1 + JUST), low_open=True),
    }
    return ends[comparator]


def _between(
    one: float, other: float, *, low_open: bool = False, high_open: bool = False
) -> Interval:
    """Ends in order: a tolerance of a negative value reaches the other way."""
    if one <= other:
        return Interval(low=one, high=other, low_open=low_open, high_open=high_open)
    return Interval(low=other, high=one, low_open=high_open, high_open=low_open)


def _last_digit(value: float) -> float:
    """Weight of the last decimal digit of a number that is not 0, as people write it."""
    if not value:
        return 1.0
    digits = f"{abs(value):.12g}"
    if "e" in digits:
        return 10.0 ** floor(log10(abs(value)))
    if "." in digits:
        return 10.0 ** -len(digits.split(".")[1])
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))
