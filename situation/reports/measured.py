"""What sitmon computed from a map for one place: figures that nobody but it is the source of."""

from msgspec import Struct

from situation.reports.words import number, percent
from situation.views import PlaceDetail, ReadingView


class Measured(Struct, frozen=True, kw_only=True):
    """A derived figure. `value` is a share of 0 to 1 or kilometres, by `unit`."""

    metric: str
    unit: str
    value: float
    shown: str
    """The value for people: percent, percentage points or kilometres."""


def newest_map(detail: PlaceDetail) -> ReadingView | None:
    """The reading that the place's share and distance are taken from; None: no map measured it."""
    maps = [
        view
        for view in detail.readings
        if view.reading.shares is not None and view.source.name == detail.row.measured_by
    ]
    return max(maps, key=lambda view: view.confirmed_at, default=None)


def measured_figures(detail: PlaceDetail) -> tuple[Measured, ...]:
    """Share and distance with their changes in 30 days, as far as they were measured."""
    row = detail.row
    figures = (
        _share("occupied_share", row.share, " %"),
        _share("occupied_share_change_30_days", row.share_change, " points", signed=True),
        _distance("distance_to_occupied_area", row.distance_km),
        _distance("distance_change_30_days", row.distance_change, signed=True),
    )
    return tuple(figure for figure in figures if figure is not None)


def _share(
    metric: str, value: float | None, ending: str, *, signed: bool = False
) -> Measured | None:
    if value is None:
        return None
    shown = percent(value, signed=signed) + ending
    return Measured(metric=metric, unit="share", value=value, shown=shown)


def _distance(metric: str, value: float | None, *, signed: bool = False) -> Measured | None:
    if value is None:
        return None
    shown = f"{number(value, digits=2, signed=signed)} km"
    return Measured(metric=metric, unit="km", value=value, shown=shown)
