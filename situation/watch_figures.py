"""Which figures moved between two looks at a store."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from situation.cast import Cast
from situation.handover_figures import MovedFigure
from situation.model import Statistic
from situation.reports.words import figure_words, number, percent
from situation.views import PlaceRow
from situation.wording import source_name

FigureKey: TypeAlias = tuple[str, str, str, str, str]
"""Place, metric, source, unit and base: figures that differ in one of these are never compared."""


class PlaceFigure(Struct, frozen=True, kw_only=True):
    """A figure that moved, and of which place."""

    place: str
    name: str
    figure: MovedFigure


def newest_figures(figures: Iterable[Statistic]) -> dict[FigureKey, Statistic]:
    """The figure of the latest date under each key; of one date, the one said last."""
    newest: dict[FigureKey, Statistic] = {}
    for figure in figures:
        key = (figure.place, figure.metric, figure.source, figure.unit, figure.of)
        kept = newest.get(key)
        if kept is None or (figure.as_of, figure.said_at) > (kept.as_of, kept.said_at):
            newest[key] = figure
    return newest


def moved(
    figures: tuple[Mapping[FigureKey, Statistic], Mapping[FigureKey, Statistic]],
    rows: tuple[Mapping[str, PlaceRow], Mapping[str, PlaceRow]],
    cast: Cast,
) -> Iterable[PlaceFigure]:
    """What sources gave and what maps measured that reads otherwise than before.

    Args:
        figures: the newest ones before and after.
        rows: each city's row before and after, by place id.
        cast: who and where, after.
    """
    yield from _given(*figures, cast)
    before, after = rows
    for place_id, now in sorted(after.items()):
        if place_id in before:
            for figure in _measured(before[place_id], now):
                yield PlaceFigure(place=place_id, name=now.place.name, figure=figure)


def _given(
    before: Mapping[FigureKey, Statistic], after: Mapping[FigureKey, Statistic], cast: Cast
) -> Iterable[PlaceFigure]:
    for key, figure in sorted(after.items()):
        earlier = before.get(key)
        place, source = cast.places.get(figure.place), cast.sources.get(figure.source)
        if place is None or source is None:
            continue
        was, now = figure_words(earlier) if earlier else "", figure_words(figure)
        if was != now:
            told = MovedFigure(
                metric=figure.metric,
                source=source.id,
                source_name=source_name(source),
                of=figure.of,
                before=was,
                after=now,
                derived=figure.derived,
            )
            yield PlaceFigure(place=place.id, name=place.name, figure=told)


def _measured(then: PlaceRow, now: PlaceRow) -> Iterable[MovedFigure]:
    pairs = (
        ("occupied_share", _share_words(then.share), _share_words(now.share)),
        (
            "distance_to_occupied_area",
            _distance_words(then.distance_km),
            _distance_words(now.distance_km),
        ),
    )
    for metric, before, after in pairs:
        if after and before != after:
            yield MovedFigure(
                metric=metric,
                source="",
                source_name=now.measured_by,
                of="",
                before=before,
                after=after,
                derived=True,
            )


def _share_words(share: float | None) -> str:
    return "" if share is None else f"{percent(share)} %"


def _distance_words(distance_km: float | None) -> str:
    return "" if distance_km is None else f"{number(distance_km, digits=2)} km"
