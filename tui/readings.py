"""How each thing that is read on demand is read.

What reads it is loaded when it is first asked for: the first paint waits for none of it.
"""

# ruff: noqa: PLC0415

import asyncio
from typing import TYPE_CHECKING

from msgspec.structs import replace

from situation.errors import InputError
from situation.feed_view import FeedRequest
from situation.maps.scene import MapRequest
from tui.errands import Context
from tui.known_settings import KnownSettings
from tui.messages import (
    ClaimDetailArrived,
    FeedArrived,
    MapSceneArrived,
    SourcesArrived,
    TimelineArrived,
)

if TYPE_CHECKING:
    from situation.maps.reading import Shelf
    from situation.source_access import SourceSetup
    from situation.source_overview import SourceOverview


async def read_claim(context: Context, claim_id: str) -> ClaimDetailArrived:
    """Everything about a claim."""
    from situation.claim_reading import build_claim_detail

    detail = await build_claim_detail(
        context.store,
        claim_id,
        context.viewpoint,
        now=context.now,
        seen_entry=context.seen_entry,
    )
    return ClaimDetailArrived(claim_id, detail)


async def read_feed(context: Context, request: FeedRequest) -> FeedArrived:
    """The claim feed as far as the reader has come."""
    from situation.feed import build_feed

    feed = await build_feed(
        context.store, request, context.viewpoint, context.cast, seen_entry=context.seen_entry
    )
    return FeedArrived(feed)


async def read_timeline(context: Context, place_id: str) -> TimelineArrived:
    """Each source's story of a place; none where the store did not know the place then."""
    from situation.timeline import build_timeline

    if place_id not in context.cast.places:
        return TimelineArrived(None)
    timeline = await build_timeline(context.store, place_id, context.viewpoint, cast=context.cast)
    return TimelineArrived(timeline)


class SourcesReading:
    """Reads how the sources are doing, with what is set up here.

    Args:
        country: of the situation, two letters.
        settings: those of whoever reads here.
    """

    def __init__(self, country: str, settings: KnownSettings) -> None:
        self._country = country
        self._settings = settings
        self._is_known = False
        self._known: SourceSetup | None = None
        """What was last found to be set up here."""

    async def read(self, context: Context, request: bool) -> SourcesArrived:  # noqa: FBT001 - only "yes" can be asked
        """Every source's state.

        While the settings cannot be used it is judged by what was set up before, and where that
        is not known by nothing: who is asked and who is no feed cannot be told without them.
        """
        del request
        trouble = ""
        try:
            self._known, self._is_known = await self._setup(context), True
        except InputError as error:
            trouble = error.line
        overview = await self._overview(context)
        return SourcesArrived(replace(overview, trouble=trouble, next_look=context.next_look))

    async def _overview(self, context: Context) -> "SourceOverview":
        from situation.source_overview import SourceOverview
        from situation.source_views import build_sources

        if not self._is_known:
            return SourceOverview(judged_at=context.now, is_now=True, states=())
        return await build_sources(
            context.store, context.viewpoint, context.cast, self._known, now=context.now
        )

    async def _setup(self, context: Context) -> "SourceSetup | None":
        settings, environ = await self._settings.read(), self._settings.environ
        if settings is None or environ is None:
            return None
        # Its connectors' classes are heavy, and files are read.
        from situation.sync_setup import source_setup

        sources = context.cast.sources.values()
        setup, _ = await asyncio.to_thread(
            source_setup, settings, sources, country=self._country, environ=environ
        )
        return setup


class MapReading:
    """Reads maps; keeps the polygons that are prepared for drawing."""

    def __init__(self) -> None:
        self._shelf: Shelf | None = None

    async def read(self, context: Context, request: MapRequest) -> MapSceneArrived:
        """The map that was asked for."""
        from situation.maps.reading import Shelf, build_scene

        if self._shelf is None:
            self._shelf = Shelf(context.frame)
        scene = await build_scene(
            context.store,
            context.viewpoint,
            context.frame,
            context.cast,
            context.rows,
            request,
            shelf=self._shelf,
        )
        return MapSceneArrived(scene)
