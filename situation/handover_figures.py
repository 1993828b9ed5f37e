"""The figures that moved within the period of a hand-over."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from situation.cast import Cast
from situation.moved_figures import MovedFigure, moved, newest_figures
from situation.periods import Viewpoint
from situation.store.base import Store
from situation.views import PlaceRow


async def moved_figures(
    store: Store,
    cast: Cast,
    period: tuple[datetime, Viewpoint],
    rows: tuple[Mapping[str, PlaceRow], Mapping[str, PlaceRow]],
) -> Mapping[str, tuple[MovedFigure, ...]]:
    """The moved and the new figures of every place, by place id, in a fixed order.

    Args:
        store: asked for the figures at both ends.
        cast: who and where.
        period: the moment before it began and its end; both are read with the end's knowledge.
        rows: each city's row at the beginning and at the end, by place id.

    Raises:
        StoreError: the store cannot be read.
    """
    eve, until = period
    before = await store.statistics(replace(until, valid_at=eve))
    after = await store.statistics(until)
    figures = (
        newest_figures(item.record for item in before),
        newest_figures(item.record for item in after),
    )
    by_place: dict[str, list[MovedFigure]] = {}
    for item in moved(figures, rows, cast):
        by_place.setdefault(item.place, []).append(item.figure)
    return {place: tuple(told) for place, told in by_place.items()}
