"""Which figures read otherwise at one moment than at another, and of when each of the two is."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from situation.cast import Cast
from situation.figure_views import named
from situation.model import Source, Statistic
from situation.periods import format_day
from situation.reports.words import as_of_words, figure_words, number, percent
from situation.views import PlaceRow
from situation.vocabulary import SourceKind
from situation.wording import source_name

FigureKey: TypeAlias = tuple[str, str, str, str, str]
"""Place, metric, source, unit and base: figures that differ in one of these are never compared."""


class DatedFigure(Struct, frozen=True, kw_only=True):
    """A figure as it read at one moment."""

    words: str
    """With comparator and unit."""
    as_of: datetime
    """What was measured on a map is of a map that says so, however old that is."""
    as_of_words: str


class MovedFigure(Struct, frozen=True, kw_only=True):
    """A figure before and after. `before` is None: it is new."""

    metric: str
    source: str
    """Id of the source; empty for what sitmon measured on a map."""
    source_name: str
    source_named: bool = True
    via: tuple[Source, ...] = ()
    of: str
    """The base of a share; empty where there is none."""
    before: DatedFigure | None
    after: DatedFigure
    derived: bool


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
) -> Iterator[PlaceFigure]:
    """What sources gave and what maps measured that reads otherwise than before, in a fixed order.

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
) -> Iterator[PlaceFigure]:
    for key, figure in sorted(after.items()):
        place, source = cast.places.get(figure.place), cast.sources.get(figure.source)
        if place is None or source is None:
            continue
        earlier = before.get(key)
        was, now = _dated(earlier) if earlier else None, _dated(figure)
        if was is None or was.words != now.words:
            told = MovedFigure(
                metric=figure.metric,
                source=source.id,
                source_name=source_name(source),
                source_named=source.kind is not SourceKind.UNNAMED,
                via=named(figure.via, cast.sources),
                of=figure.of,
                before=was,
                after=now,
                derived=figure.derived,
            )
            yield PlaceFigure(place=place.id, name=place.name, figure=told)


def _dated(figure: Statistic) -> DatedFigure:
    words = figure_words(figure)
    return DatedFigure(words=words, as_of=figure.as_of, as_of_words=as_of_words(figure))


def _measured(then: PlaceRow, now: PlaceRow) -> Iterator[MovedFigure]:
    """Occupied share and distance that the maps now measure otherwise, or for the first time."""
    pairs = (
        ("occupied_share", _share(then), _share(now)),
        ("distance_to_occupied_area", _distance(then), _distance(now)),
    )
    for metric, before, after in pairs:
        if after is not None and (before is None or before.words != after.words):
            yield MovedFigure(
                metric=metric,
                source="",
                source_name=now.measured_by,
                of="",
                before=before,
                after=after,
                derived=True,
            )


def _share(row: PlaceRow) -> DatedFigure | None:
    return None if row.share is None else _of_map(f"{percent(row.share)} %", row)


def _distance(row: PlaceRow) -> DatedFigure | None:
    distance = row.distance_km
    return None if distance is None else _of_map(f"{number(distance, digits=2)} km", row)


def _of_map(words: str, row: PlaceRow) -> DatedFigure | None:
    """None where it is not known of which map: what has no date is not told."""
    day = row.measured_at
    if day is None:
        return None
    return DatedFigure(words=words, as_of=day, as_of_words=format_day(day))
