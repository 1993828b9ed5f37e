"""The figures told of a place: those that sources gave, and those that sitmon derived from maps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from situation.analysis.control import freshness
from situation.analysis.trends import figure_changes
from situation.cast import Cast
from situation.derived_figures import OCCUPIED_AREA
from situation.model import Source, Statistic
from situation.periods import Viewpoint
from situation.store.base import Recorded
from situation.views import RegionTrend, StatisticView
from situation.vocabulary import PlaceKind


def statistic_views(
    figures: Iterable[Recorded[Statistic]], cast: Cast, scope: Sequence[str]
) -> tuple[StatisticView, ...]:
    """The figures that sources gave of the places in scope, in the order of these.

    Args:
        figures: said by the viewpoint.
        cast: who and where.
        scope: ids of the place itself, then of what it is a part of.
    """
    given = [item for item in figures if item.record.place in scope and not item.record.derived]
    by_id = {item.record.id: item.record for item in given}
    baselines = {item.record.baseline for item in given}
    views = [
        StatisticView(
            statistic=item.record,
            source=cast.sources[item.record.source],
            via=named(item.record.via, cast.sources),
            recorded_at=item.recorded_at,
            scope="" if item.record.place == scope[0] else _scope_name(item.record.place, cast),
            baseline=by_id.get(item.record.baseline or ""),
        )
        for item in given
        # A baseline is shown beside the figure it belongs to, not as a second current figure.
        if item.record.source in cast.sources and item.record.id not in baselines
    ]
    views.sort(key=lambda view: scope.index(view.statistic.place))
    return tuple(views)


def _scope_name(place_id: str, cast: Cast) -> str:
    """`Donetsk oblast`; a front with whose it is: `Front line, Ukraine`."""
    place = cast.places.get(place_id)
    if place is None:
        return place_id
    whose = cast.region_of(place) if place.kind is PlaceKind.FRONT else ""
    return ", ".join(filter(None, (place.name, whose)))


def region_trends(
    figures: Iterable[Recorded[Statistic]],
    cast: Cast,
    viewpoint: Viewpoint,
    confirmed: Mapping[str, datetime],
) -> tuple[RegionTrend, ...]:
    """The newest of each derived figure, with its changes: regions first, then the whole map.

    Args:
        figures: said by the viewpoint.
        cast: who and where.
        viewpoint: the two times.
        confirmed: the newest map of a source that was read, where that is known.
    """
    series: dict[tuple[str, str, str], list[Statistic]] = {}
    for item in figures:
        record = item.record
        known = record.source in cast.sources and record.place in cast.places
        if record.derived and known and record.as_of <= viewpoint.valid_at:
            series.setdefault((record.place, record.source, record.metric), []).append(record)
    trends = [_trend(history, cast, viewpoint, confirmed) for history in series.values()]
    trends.sort(
        key=lambda trend: (
            trend.place.kind is PlaceKind.COUNTRY,
            trend.source.id,
            trend.metric != OCCUPIED_AREA,
        )
    )
    return tuple(trends)


def named(source_ids: Iterable[str], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources of these ids, those that are known."""
    return tuple(sources[source_id] for source_id in source_ids if source_id in sources)


def country_of(place_id: str, cast: Cast) -> Iterator[str]:
    """The country that a place lies in, by its parents; none where none is recorded."""
    seen: set[str] = set()
    place = cast.places.get(place_id)
    while place is not None and place.id not in seen:
        if place.kind is PlaceKind.COUNTRY:
            yield place.id
        seen.add(place.id)
        place = cast.places.get(place.parent or "")


def _trend(
    history: list[Statistic], cast: Cast, viewpoint: Viewpoint, confirmed: Mapping[str, datetime]
) -> RegionTrend:
    history.sort(key=lambda figure: (figure.as_of, figure.said_at))
    newest = history[-1]
    source = cast.sources[newest.source]
    as_of = max(newest.as_of, confirmed.get(newest.source, newest.as_of))
    known_until = as_of + freshness(source)
    return RegionTrend(
        place=cast.places[newest.place],
        metric=newest.metric,
        source=source,
        value=newest.value,
        unit=newest.unit,
        words=newest.words,
        formula=newest.formula,
        as_of=as_of,
        stale=viewpoint.valid_at > known_until,
        changes=figure_changes(history, viewpoint.valid_at, known_until=known_until),
    )
