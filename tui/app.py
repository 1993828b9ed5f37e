"""The application: holds the views, the refresher and the commands that work everywhere."""

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from platformdirs import user_state_path
from textual.filter import LineFilter, NoColor
from textual.screen import Screen

from situation.errors import ExitCode, SitmonError
from situation.feed_view import FeedRequest
from situation.link import Linked, LinkState
from situation.maps.scene import MapRequest
from situation.opening import APPLICATION, Opened, first_viewpoint
from situation.periods import Clock, Viewpoint, end_of_day
from situation.snapshot import Visit
from tui import doors
from tui.collector import spare_the_collector
from tui.known_settings import KnownSettings
from tui.palette import CommandProvider
from tui.readers_marks import ReadersMarks
from tui.recording_app import RecordingApp
from tui.refresh import Refresher
from tui.resuming import ResumedMonitor, ShownList
from tui.time_machine import TimeMachine
from tui.visits import read_visit, write_visit
from widgets.glyphs import UNICODE, Glyphs
from widgets.theme import MONO, THEMES

if TYPE_CHECKING:
    from tui.herald import Herald

FIRST_PAINT_WAITS = 0.3
"""Seconds that the first paint waits for a store; a local one takes a tenth of that."""
PLAYING = "playing: p stops"
FIRST_START = "store made from its pack"


class SitmonApp(RecordingApp):
    """The situation monitor.

    Args:
        opened: the store and its pack.
        clock: gives the present.
        viewpoint: where to look from first; None: now, live.
        place: id of the city to open at once; None: stay on the monitor.
        theme: dark, light, ansi or mono.
        glyphs: the marks to draw with.
        visits_file: where the reader's last visit is kept; None: nowhere.
        author: who records what is recorded here.
    """

    TITLE = APPLICATION
    CSS_PATH = "sitmon.tcss"
    COMMANDS: ClassVar = {CommandProvider}

    def __init__(
        self,
        opened: Opened,
        *,
        clock: Clock,
        viewpoint: Viewpoint | None,
        place: str | None = None,
        theme: str = "dark",
        glyphs: Glyphs = UNICODE,
        visits_file: Path | None = None,
        author: str = APPLICATION,
    ) -> None:
        crash_log = user_state_path(APPLICATION, appauthor=False) / "crash.log"
        super().__init__(opened, clock=clock, crash_log=crash_log)
        self._first_place = place
        self.opening_place = place or opened.pack.opens_at
        self.shown_list = ShownList()
        self._put_on(theme)
        self._glyphs = glyphs
        self._visits_file = visits_file
        self.author = author
        self.looks_by_default = False
        """Whether nobody chose where to look from: neither when it was started nor since."""
        self.herald: Herald | None = None
        """Calls back a reader who looks elsewhere; None: nobody asked to be called."""
        self._visit = read_visit(visits_file, opened.store.url)
        marks_file = visits_file.with_name("reader.json") if visits_file else None
        self.reader = ReadersMarks(marks_file, opened.store.url)
        self.set_reactive(SitmonApp.notice, FIRST_START if opened.created else "")
        self._refresher = Refresher(
            opened.store,
            title=opened.pack.title,
            clock=clock,
            frame=opened.frame,
            country=opened.pack.country,
            settings=self.known_settings(),
            visit=self._visit,
            deliver=self.post_message,
            viewpoint=viewpoint,
        )
        self._machine = TimeMachine(
            clock,
            viewpoint=lambda: self.viewpoint,
            is_live=lambda: self._refresher.outlook.live,
            look_from=self._travel,
            newest=self._newest_said,
            later=self.set_timer,
        )

    def known_settings(self) -> KnownSettings:
        """The settings of whoever reads here."""
        return KnownSettings(os.environ)

    def _put_on(self, theme: str) -> None:
        """Take a theme before there is a screen; a theme set later would style everything twice."""
        for known_theme in THEMES:
            self.register_theme(known_theme)
        self.set_reactive(SitmonApp.theme, theme)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Leave no colour to widgets of Textual's own either, in the theme that has none."""
        filters = super().get_line_filters()
        return (*filters, NoColor()) if self.theme == MONO.theme.name else filters

    def get_default_screen(self) -> Screen[None]:
        """The monitor is the screen underneath all others."""
        return ResumedMonitor(self.opening_place, self._glyphs, self.shown_list)

    async def on_load(self) -> None:
        """Wait a moment for the store, so that the first paint is a full one."""
        # A store that is slow or out of order has its say on the screen, once there is one.
        with suppress(TimeoutError, SitmonError):
            async with asyncio.timeout(FIRST_PAINT_WAITS):
                snapshot, detail = await self._refresher.read_first(self.opening_place)
                self.begin_with(snapshot, self.opening_place, detail)

    def on_mount(self) -> None:
        """Begin to follow the store."""
        self.run_worker(self._refresher.run(), name="refresher", exit_on_error=True)
        if isinstance(self._opened.store, Linked):
            self.run_worker(self.follow_link(self._opened.store), name="link")
        if self._first_place:
            self.open_city(self._first_place)
        self.call_after_refresh(spare_the_collector)

    def snapshot_taken(self) -> None:
        """A day that was stepped to stands on the screen."""
        if self.herald is not None and self.snapshot is not None:
            self.herald.snapshot_taken(self.snapshot)
        self._machine.day_shown()
        if self.notice == PLAYING:
            self.notice = self.standing_notice()

    def watch_link(self, link: LinkState | None) -> None:
        """Look once more from where a start looks, when the first copy of a store is whole."""
        if link is not None and link.is_live and self.looks_by_default:
            self.run_worker(self._look_by_default())

    async def _look_by_default(self) -> None:
        try:
            info = await self._opened.store.info()
        except SitmonError:
            # The refresher meets the same and says so.
            return
        if self.looks_by_default and first_viewpoint(self._opened.pack, info) is None:
            self.look_from(None)
        self.looks_by_default = False

    def look_from(self, viewpoint: Viewpoint | None) -> None:
        """Look from another point in time; None: now, live."""
        self._machine.stop()
        self._travel(viewpoint)

    def _travel(self, viewpoint: Viewpoint | None) -> None:
        self.looks_by_default = False
        self.notice = self.standing_notice()
        self._refresher.look_from(viewpoint)

    def jump_to(self, moment: datetime) -> None:
        """Look from the end of a day; what is known stays as it was chosen."""
        self.look_as_of(end_of_day(moment.date()))

    def look_as_of(self, moment: datetime | None) -> None:
        """Look from another valid time, None: the present; what is known stays as chosen."""
        self._machine.look_as_of(moment)

    def look_as_known(self, moment: datetime | None) -> None:
        """Look with what was known at a time, None: with all that is known; the day stays."""
        self._machine.look_as_known(moment)

    def _newest_said(self) -> datetime:
        said_at = self.snapshot.info.said_at if self.snapshot else None
        return said_at or self.clock()

    def standing_notice(self) -> str:
        """What the top line says when there is nothing newer to tell."""
        return PLAYING if self._machine.playing else super().standing_notice()

    def rest_on(self, place_id: str) -> None:
        """Read the detail of a place; whoever moves on has read the notice of the first start."""
        if self.notice == FIRST_START:
            self.notice = ""
        self._refresher.rest_on(place_id)

    def open_city(self, place_id: str) -> None:
        """Open the city screen of a place, in place of another city's."""
        doors.open_city(self, place_id, self._glyphs)

    def open_feed(self, line: str) -> None:
        """Open the claim feed with a search, in the feed that is open if there is one."""
        doors.open_feed(self, line, self._glyphs)

    def read_feed(self, request: FeedRequest) -> None:
        """Read the claim feed, or more of it."""
        self._refresher.read_feed(request)

    def action_feed(self) -> None:
        """Open the claim feed: of the city that is open, else of all claims."""
        self.open_feed(doors.search_of(self.screen))

    def open_claim(self, claim_id: str) -> None:
        """Open the screen of a claim."""
        doors.open_claim(self, claim_id, self._glyphs)

    def rest_on_claim(self, claim_id: str) -> None:
        """Read the detail of a claim; empty: no claim is on the screen any more."""
        self._refresher.follow_claim(claim_id)

    def read_map(self, request: MapRequest | None) -> None:
        """Read the map as long as a screen shows it; None: no screen does any more."""
        self._refresher.follow_map(request)

    def read_timeline(self, place_id: str) -> None:
        """Read the timeline of a place; empty: none is on the screen any more."""
        self._refresher.follow_timeline(place_id)

    def open_map(self, place_id: str) -> None:
        """Open the map with a place in its middle."""
        doors.open_map(self, place_id, self._glyphs)

    def action_step(self, days: int) -> None:
        """Look from some days earlier or later; beyond today: from now, live."""
        self._machine.step(days)

    def action_now(self) -> None:
        """Look from now on, live."""
        self.look_from(None)

    def action_play(self) -> None:
        """Step a day at a time until pressed again, or until today."""
        if self._machine.at_end:
            self.notify("nothing later was said: [ or { goes back first")
        self._machine.play()
        self.notice = self.standing_notice()

    def action_refresh(self) -> None:
        """Read the store again."""
        self._refresher.request()

    def action_sources(self) -> None:
        """Open the sources."""
        doors.open_sources(self, self._glyphs)

    def action_help(self) -> None:
        """Show the keys and the marks."""
        doors.open_help(self, self._glyphs)

    def action_leave(self) -> None:
        """Back from a screen; from the monitor: quit."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit(ExitCode.OK)

    def remember_visit(self) -> None:
        """Keep what the reader has seen, for "since your last visit"."""
        if self.snapshot is None:
            return
        info = self.snapshot.info
        # By when that was recorded, not by when it is left: what came while it paused is unseen.
        visit = Visit(entry=info.revision, at=info.recorded_at or self.clock())
        write_visit(self._visits_file, self._opened.store.url, visit)
