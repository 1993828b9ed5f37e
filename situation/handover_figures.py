"""Which figures moved between two moments: those that sources gave and those that maps measured."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from situation.model import Source, Statistic
from situation.periods import Viewpoint
from situation.reports.words import figure_words, number, percent
from situation.store.base import Recorded, Store
from situation.views import PlaceRow

_Key = tuple[str, str, str, str, str]
"""Place, metric, source, unit and base: figures that differ in one of these are never compared."""


class MovedFigure(Struct, frozen=True, kw_only=True):
    """A figure before and after, in words with comparator and unit. `before` empty: it is new."""

    metric: str
    source: str
    """Id of the source; empty for what sitmon measured on a map."""
    source_name: str
    of: str
    """The base of a share; empty where there is none."""
    before: str
    after: str
    derived: bool


async def moved_figures(
    store: Store,
    sources: Mapping[str, Source],
    period: tuple[datetime, Viewpoint],
    rows_before: Mapping[str, PlaceRow],
    rows_after: Mapping[str, PlaceRow],
) -> Mapping[str, tuple[MovedFigure, ...]]:
    """The moved and the new figures of every place, by place id, in a fixed order.

    Args:
        store: asked for the figures at both ends.
        sources: all sources, by id.
        period: the moment before it began and its end; both are read with the end's knowledge.
        rows_before: the row of each city at the beginning, by place id.
        rows_after: those at the end.

    Raises:
        StoreError: the store cannot be read.
    """
    eve, until = period
    before = _newest(await store.statistics(replace(until, valid_at=eve)))
    after = _newest(await store.statistics(until))
    moved: dict[str, list[MovedFigure]] = {}
    for key, figure in sorted(after.items()):
        earlier = before.get(key)
        if figure.source in sources and (earlier is None or _value(earlier) != _value(figure)):
            moved.setdefault(figure.place, []).append(
                _moved(figure, earlier, sources[figure.source])
            )
    for place, now in sorted(rows_after.items()):
        if place in rows_before:
            moved.setdefault(place, []).extend(_measured(rows_before[place], now))
    return {place: tuple(figures) for place, figures in moved.items() if figures}


def _newest(figures: Iterable[Recorded[Statistic]]) -> dict[_Key, Statistic]:
    """The figure of the latest date under each key; of one date, the one said last."""
    newest: dict[_Key, Statistic] = {}
    for item in figures:
        figure = item.record
        key = (figure.place, figure.metric, figure.source, figure.unit, figure.of)
        kept = newest.get(key)
        if kept is None or (figure.as_of, figure.said_at) > (kept.as_of, kept.said_at):
            newest[key] = figure
    return newest


def _value(figure: Statistic) -> tuple[object, ...]:
    return (figure.comparator, figure.value, figure.low, figure.high)


def _moved(figure: Statistic, earlier: Statistic | None, source: Source) -> MovedFigure:
    return MovedFigure(
        metric=figure.metric,
        source=source.id,
        source_name=source.name,
        of=figure.of,
        before=figure_words(earlier) if earlier else "",
        after=figure_words(figure),
        derived=figure.derived,
    )


def _measured(then: PlaceRow, now: PlaceRow) -> Iterable[MovedFigure]:
    """Occupied share and distance, where both ends were measured and read differently."""
    pairs = (
        ("occupied_share", then.share, now.share, _share_words),
        ("distance_to_occupied_area", then.distance_km, now.distance_km, _distance_words),
    )
    for metric, before, after, words in pairs:
        if after is None or (before is not None and words(before) == words(after)):
            continue
        yield MovedFigure(
            metric=metric,
            source="",
            source_name=now.measured_by,
            of="",
            before="" if before is None else words(before),
            after=words(after),
            derived=True,
        )


def _share_words(share: float) -> str:
    return f"{percent(share)} %"


def _distance_words(distance_km: float) -> str:
    return f"{number(distance_km, digits=2)} km"
