"""What moved at a city, in its region and on the whole map: every figure derived from maps."""

from collections.abc import Iterable
from typing import Final

from situation.marks import NOT_MEASURED, STALE
from situation.periods import format_day
from situation.reports.jsontext import Json, instant
from situation.reports.measured import newest_map
from situation.reports.table import Column, aligned
from situation.reports.words import number, percent
from situation.views import FigureChange, PlaceDetail, ReadingView, RegionTrend
from situation.vocabulary import PlaceKind
from situation.wording import words_of

OCCUPIED_SHARE: Final = "occupied-share"
DISTANCE: Final = "distance-to-occupied-area"

_SHARE_FORMULA: Final = (
    "part of the disc round the city's point that the map draws as occupied; the disc has the area "
    "of its population at 2,500 people per square kilometre; input: the newest map of the source"
)
_DISTANCE_FORMULA: Final = (
    "from the city's point to the nearest edge of the area that the map draws as occupied, which "
    "is partly coast and state border; negative inside it; input: the newest map of the source"
)


def all_trends(detail: PlaceDetail) -> tuple[RegionTrend, ...]:
    """The city's own figures, then those of its region, then those of the whole map."""
    view = newest_map(detail)
    return (*_of_city(detail, view), *detail.trends) if view else detail.trends


def where(trend: RegionTrend) -> str:
    """What a figure is of: the place, or the whole map."""
    whole = " (whole map)" if trend.place.kind is PlaceKind.COUNTRY else ""
    return trend.place.name + whole


def formulas(trends: Iterable[RegionTrend]) -> dict[str, str]:
    """The formula of each metric, once for each that differs, by the metric in words."""
    told: dict[str, str] = {}
    for trend in trends:
        name = words_of(trend.metric)
        if trend.formula not in told.values():
            told[f"{name}, {trend.source.name}" if name in told else name] = trend.formula
    return told


def trend_lines(detail: PlaceDetail) -> list[str]:
    """The table of what moved, and how it was derived; empty where nothing was measured."""
    trends = all_trends(detail)
    if not trends:
        return []
    days = [str(change.days) for change in trends[0].changes]
    columns = (
        Column("trend"),
        Column("of"),
        Column("now", right=True),
        *(Column(f"{count} days", right=True) for count in days),
        Column("map of"),
        Column("checked"),
        Column("note"),
    )
    rows = [_cells(trend) for trend in trends]
    told = [f"{name}: {formula}" for name, formula in formulas(trends).items()]
    return [*aligned(columns, rows), *told]


def trends_json(detail: PlaceDetail) -> list[Json]:
    """One object for each figure; a change of a share is one of parts from 0 to 1."""
    return [
        {
            "place": trend.place.id,
            "metric": trend.metric,
            "value": trend.value,
            "unit": trend.unit,
            "changes": {f"{change.days}_days": change.change for change in trend.changes},
            "as_of": instant(trend.as_of),
            "stale": trend.stale,
            "source": trend.source.id,
            "words": trend.words or None,
            "derived": True,
            "formula": trend.formula,
        }
        for trend in all_trends(detail)
    ]


def _of_city(detail: PlaceDetail, view: ReadingView) -> Iterable[RegionTrend]:
    row = detail.row
    disc = f"{view.reading.footprint_km:.2f} km disc" if view.reading.footprint_km else ""
    told = (
        (OCCUPIED_SHARE, row.share, "share", disc, _SHARE_FORMULA),
        (DISTANCE, row.distance_km, "km", "", _DISTANCE_FORMULA),
    )
    for metric, value, unit, words, formula in told:
        if value is None:
            continue
        yield RegionTrend(
            place=row.place,
            metric=metric,
            source=view.source,
            value=value,
            unit=unit,
            words=words,
            formula=formula,
            as_of=view.confirmed_at,
            stale=view.stale,
            changes=tuple(
                FigureChange(
                    days=change.days,
                    change=change.share if unit == "share" else change.distance_km,
                )
                for change in row.changes
            ),
        )


def _cells(trend: RegionTrend) -> list[str]:
    return [
        words_of(trend.metric),
        where(trend),
        _amount(trend),
        *(_change(change.change, trend) for change in trend.changes),
        f"{trend.source.name}, {format_day(trend.as_of)}{f' {STALE}' if trend.stale else ''}",
        "derived",
        trend.words or NOT_MEASURED,
    ]


def _amount(trend: RegionTrend) -> str:
    if trend.value is None:
        return "withheld"
    if trend.unit == "share":
        return f"{percent(trend.value)} %"
    return f"{trend.value:,.{_digits(trend)}f} {trend.unit}"


def _change(change: float | None, trend: RegionTrend) -> str:
    if change is None:
        return NOT_MEASURED
    if trend.unit == "share":
        return f"{percent(change, signed=True)} points"
    return number(change, digits=_digits(trend), signed=True)


def _digits(trend: RegionTrend) -> int:
    """As many decimals as the figure is measured to."""
    return 2 if trend.metric == DISTANCE else 1
