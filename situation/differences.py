"""Who differs on what, since when, and which figures belong together: told of one place.

Kept apart from `snapshot` because the first paint does not wait for what compares statements.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from situation.analysis.disagreement import Disagreement, disagreements
from situation.analysis.figure_sets import FigureSet, figure_sets
from situation.analysis.predicates import Strength
from situation.cast import Cast, read_cast
from situation.model import Source
from situation.periods import Viewpoint
from situation.snapshot import build_detail
from situation.store.base import Store
from situation.views import Difference, PlaceDetail, StatisticView
from situation.wording import source_name, words_of


async def build_whole_detail(store: Store, place_name: str, viewpoint: Viewpoint) -> PlaceDetail:
    """Read everything about one place, its disagreements included.

    Raises:
        UnknownName: no such place; carries the nearest names.
        StoreError: the store cannot be read.
    """
    cast = await read_cast(store, viewpoint)
    detail = await build_detail(store, place_name, viewpoint, cast=cast)
    return await with_differences(store, detail, cast)


async def with_differences(store: Store, detail: PlaceDetail, cast: Cast) -> PlaceDetail:
    """The detail with its disagreements, the longest first, and notes on its sets of figures.

    Raises:
        StoreError: the store cannot be read.
    """
    place, at = detail.row.place, detail.viewpoint.valid_at
    history = await store.reading_history(detail.viewpoint, places=[place.id])
    found = disagreements(
        [item.record for item in history],
        [view.statistic for view in detail.statistics],
        cast.sources,
        at,
        confirmed={view.reading.id: view.confirmed_at for view in detail.readings},
    )
    scopes = {view.statistic.place: view.scope for view in detail.statistics}
    return replace(
        detail,
        differences=tuple(_told(item, cast.sources, scopes) for item in found),
        statistics=_noted(detail.statistics),
    )


def _told(
    found: Disagreement, sources: Mapping[str, Source], scopes: Mapping[str, str]
) -> Difference:
    first, second = found.positions
    scope = scopes.get(found.place, "")
    about = words_of(found.metric) if found.metric else "control"
    return Difference(
        about=f"{about} ({scope})" if scope else about,
        first=source_name(sources[first.source]),
        first_says=first.said,
        second=source_name(sources[second.source]),
        second_says=second.said,
        since=found.since,
        partly=found.strength is Strength.PARTIAL,
    )


def _noted(views: tuple[StatisticView, ...]) -> tuple[StatisticView, ...]:
    """The figures of one metric one below the other, the newest with a note on its set."""
    notes: dict[str, str] = {}
    rank: dict[str, int] = {}
    for figures in figure_sets(view.statistic for view in views):
        for member in figures.members:
            rank[member.figure.id] = len(rank)
            notes[member.figure.id] = member.note
        if len(figures.members) > 1:
            newest = figures.members[0].figure.id
            notes[newest] = "; ".join(filter(None, (_range_words(figures), notes[newest])))
    places = list(dict.fromkeys(view.statistic.place for view in views))
    told = [replace(view, note=notes.get(view.statistic.id, "")) for view in views]
    told.sort(key=lambda view: (places.index(view.statistic.place), rank[view.statistic.id]))
    return tuple(told)


def _range_words(figures: FigureSet) -> str:
    counted = f"{len(figures.members)} figures"
    if figures.low is None or figures.high is None:
        return f"{counted}, no range"
    low = "no lower limit" if figures.no_floor else f"{figures.low:,g}"
    high = "no upper limit" if figures.no_ceiling else f"{figures.high:,g}"
    return f"{counted}, {low} to {high}"
