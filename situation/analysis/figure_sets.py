"""Figures of one metric side by side, as they were said: a range, never an average."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from msgspec import Struct

from situation.analysis.figures import KILOMETRES, Comparison, base_unit, compare, interval
from situation.analysis.spans import window
from situation.model import Statistic
from situation.vocabulary import Comparator

SAME_TIME_DAYS: Final = 14
"""Figures as of up to so long before the newest one still share a range with it."""

_NO_FLOOR: Final = frozenset({Comparator.BELOW, Comparator.AT_MOST})
_NO_CEILING: Final = frozenset({Comparator.ABOVE, Comparator.AT_LEAST})


class Member(Struct, frozen=True, kw_only=True):
    """One figure of a set."""

    figure: Statistic
    in_range: bool
    note: str = ""
    """Why it stands outside the range, in words."""


class FigureSet(Struct, frozen=True, kw_only=True):
    """All figures of one metric at one place.

    The range goes from the lowest to the highest number that its members name, without their
    tolerances; None where none of them names one on that side.
    """

    place: str
    metric: str
    unit: str
    """Of the range: that of the member it is built round."""
    of: str
    """The base of the range."""
    members: tuple[Member, ...]
    """By as-of, the newest first."""
    low: float | None
    high: float | None
    no_floor: bool
    """A member of the range says only "less than", so that `low` is no lower limit."""
    no_ceiling: bool


def figure_sets(statistics: Iterable[Statistic]) -> tuple[FigureSet, ...]:
    """Gather figures by place and metric, ordered by both.

    The range is built round the newest figure that has a value, from those of its base and kind of
    unit whose time lies within `SAME_TIME_DAYS` of it. A figure without a value is a member, and
    is never taken for zero.
    """
    by_matter: dict[tuple[str, str], list[Statistic]] = {}
    for figure in statistics:
        by_matter.setdefault((figure.place, figure.metric), []).append(figure)
    return tuple(_figure_set(by_matter[matter]) for matter in sorted(by_matter))


def _figure_set(figures: list[Statistic]) -> FigureSet:
    newest_first = sorted(figures, key=lambda f: (f.as_of, f.said_at, f.id), reverse=True)
    known = [figure for figure in newest_first if interval(figure) is not None]
    centre = known[0] if known else newest_first[0]
    members = tuple(_member(figure, centre) for figure in newest_first)
    inside = [member.figure for member in members if member.in_range]
    floors = [end for figure in inside if (end := _ends(figure, centre.unit)[0]) is not None]
    ceilings = [end for figure in inside if (end := _ends(figure, centre.unit)[1]) is not None]
    return FigureSet(
        place=centre.place,
        metric=centre.metric,
        unit=centre.unit,
        of=centre.of,
        members=members,
        low=min(floors, default=None),
        high=max(ceilings, default=None),
        no_floor=any(_ends(figure, centre.unit)[0] is None for figure in inside),
        no_ceiling=any(_ends(figure, centre.unit)[1] is None for figure in inside),
    )


def _member(figure: Statistic, centre: Statistic) -> Member:
    note = _why_outside(figure, centre)
    return Member(figure=figure, in_range=not note, note=note)


def _why_outside(figure: Statistic, centre: Statistic) -> str:
    if interval(figure) is None:
        return "no value given: unknown, not zero"
    match compare(figure, centre):
        case Comparison.ANOTHER_BASE:
            own, other = figure.of or "an unnamed base", centre.of or "an unnamed base"
            return f"another base: of {own}, not of {other}"
        case Comparison.ANOTHER_UNIT:
            return f"another unit: {figure.unit}, not {centre.unit}"
        case _:
            return "" if _of_one_time(figure, centre) else "of an earlier time"


def _of_one_time(figure: Statistic, centre: Statistic) -> bool:
    end = window(figure.as_of, figure.as_of_precision)[1]
    return end + timedelta(days=SAME_TIME_DAYS) > centre.as_of


def _ends(figure: Statistic, unit: str) -> tuple[float | None, float | None]:
    """The lowest and the highest number that a figure names, in this unit of the same kind."""
    scale = KILOMETRES[figure.unit] / KILOMETRES[unit] if base_unit(unit) == "km" else 1.0
    if figure.comparator is Comparator.RANGE:
        low, high = figure.low, figure.high
    else:
        low = None if figure.comparator in _NO_FLOOR else figure.value
        high = None if figure.comparator in _NO_CEILING else figure.value
    return (
        None if low is None else low * scale,
        None if high is None else high * scale,
    )
