"""The monitor: all cities, and what is said of the one under the cursor."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.geometry import Size
from textual.timer import Timer

from situation.listing import Order, matching, ordered
from situation.maps.scene import MapRequest, MapScene
from situation.views import PlaceDetail, Snapshot
from tui.command import Scope
from tui.commands import bindings
from tui.screens.base import LAYOUTS, SituationScreen
from tui.screens.filter_line import FilterLine
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.glyphs import Glyphs
from widgets.key_line import KeyLine
from widgets.pane import Pane
from widgets.statistics import Statistics

if TYPE_CHECKING:
    from widgets.terrain_map import TerrainMap

MAP_ROWS = 40
"""Lines a wide screen must have for a map between control and statistics."""
REST_SECONDS = 0.15
"""How long the cursor must rest on a city before its detail is read and drawn."""


class MonitorScreen(SituationScreen):
    """Cities, control, statistics and claims on one screen."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.MONITOR,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (CityList, ControlStatus, Statistics, ClaimFeed)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.MONITOR)

    def __init__(self, focus_on: str, glyphs: Glyphs) -> None:
        """Open on a place.

        Args:
            focus_on: id of the place that the cursor starts on, where it is listed.
            glyphs: the marks to draw with.
        """
        super().__init__(glyphs)
        self._order = Order.DISTANCE
        self._words = ""
        self._place = focus_on
        self._rested_on = focus_on
        self._last_place = ""
        self._rest: Timer | None = None
        self._map: list[TerrainMap] = []

    @property
    def place_id(self) -> str:
        """The city under the cursor."""
        return self._place

    def compose_panes(self) -> ComposeResult:
        """The list beside, or above, the three panes of one city."""
        with Container(id="panes"):
            yield CityList(glyphs=self.glyphs)
            with Container(id="city"):
                yield ControlStatus(glyphs=self.glyphs)
                if _fits_map(self.app.size):
                    yield self._new_map()
                yield Statistics(glyphs=self.glyphs)
            yield ClaimFeed(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Begin on the list."""
        self._follow_map()
        self.go_to_pane(CityList)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the list; the cursor stays on its city."""
        self._draw_list(snapshot)

    def on_screen_resume(self) -> None:
        """Ask for what is shown here, where another screen asked for something else."""
        # Told late, it would take away what the screen above has asked for since.
        if self.app.screen is not self:
            return
        self.situation.read_timeline("")
        self._ask_for_map()
        if self._was_covered and self._place:
            self.situation.rest_on(self._place)

    def on_resize(self) -> None:
        """Have a map where there is room for one."""
        self.call_after_refresh(self._fit_map)

    async def _fit_map(self) -> None:
        fits = _fits_map(self.size)
        if fits and not self._map:
            await self.mount(self._new_map(), after=self.query_one(ControlStatus))
            self._follow_map()
        for pane in self._map:
            pane.set_class(not fits, "-no-room")
        self._ask_for_map()

    def _new_map(self) -> "TerrainMap":
        # Only a wide screen has the map: no other start pays for it.
        from widgets.terrain_map import TerrainMap  # noqa: PLC0415

        pane = TerrainMap(glyphs=self.glyphs)
        pane.focus_place(self._place)
        self._map = [pane]
        return pane

    def _follow_map(self) -> None:
        if not self._map:
            return
        for pane in self._map:
            pane.set_loading()
            if self.situation.snapshot is not None:
                pane.set_parties(self.situation.snapshot.parties)
        self.watch(self.app, "map_scene", self._map_changed)

    def _map_changed(self, scene: MapScene | None) -> None:
        # What the map screen asked for may arrive after it was left.
        if scene is not None and scene.request == MapRequest() and self._is_seen():
            for pane in self._map:
                pane.show(scene)

    def pane_kinds(self) -> tuple[type[Pane], ...]:
        """With the map, where there is one."""
        return (*self.PANES, *(type(pane) for pane in self._map if not pane.has_class("-no-room")))

    def _ask_for_map(self) -> None:
        is_shown = len(self.pane_kinds()) > len(self.PANES)
        if self.app.screen is self:
            self.situation.read_map(MapRequest() if is_shown else None)

    def show_detail(self, detail: PlaceDetail) -> None:
        """Draw the three panes of the city under the cursor."""
        if detail.row.place.id == self._place:
            self.query_one(ControlStatus).show(detail)
            self.query_one(Statistics).show(detail)
            self.query_one(ClaimFeed).show(detail)

    def _draw_list(self, snapshot: Snapshot) -> None:
        cities = self.query_one(CityList)
        rows = ordered(matching(snapshot.rows, self._words), self._order)
        shown = f"{len(rows)} of {len(snapshot.rows)}" if self._words else str(len(rows))
        words = f" · “{self._words}”" if self._words else ""
        told = f"{shown} by {self._order}{words}"
        cities.show(rows, snapshot.viewpoint.valid_at, told)
        if not rows and self._words:
            cities.set_empty(f"no city is called “{self._words}”", "esc drops the filter")
        elif not rows:
            self._say_why_none(cities)
        cities.select(self._place)

    def _say_why_none(self, cities: CityList) -> None:
        link = self.situation.link
        if link is None or link.is_live:
            cities.set_empty("this store knew no city then", "= looks from now on")
        elif link.why:
            cities.set_failed(link.why, None)
        else:
            cities.set_loading()

    @on(CityList.Highlighted)
    def _follow_cursor(self, event: CityList.Highlighted) -> None:
        """Wait until the cursor rests: what is passed over is not read."""
        if event.place_id == self._place:
            return
        self._place = event.place_id
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._cursor_rested)

    def _cursor_rested(self) -> None:
        # Only where the cursor rested was looked at, not what it passed over.
        if self._place and self._place != self._rested_on:
            self._last_place, self._rested_on = self._rested_on, self._place
            self.situation.rest_on(self._place)
            for pane in self._map:
                pane.focus_place(self._place)

    @on(CityList.Chosen)
    def _open_chosen(self, event: CityList.Chosen) -> None:
        self.situation.open_city(event.place_id)

    @on(ClaimFeed.Chosen)
    def _open_chosen_claim(self, event: ClaimFeed.Chosen) -> None:
        self.situation.open_claim(event.claim_id)

    def action_open_city(self) -> None:
        """Open the city under the cursor."""
        if self._place:
            self.situation.open_city(self._place)
        else:
            self.notify("no city is under the cursor")

    def action_map(self) -> None:
        """Open the map with the city under the cursor in its middle."""
        self.situation.open_map(self._place)

    def action_window(self) -> None:
        """Show the changes over another period."""
        self.query_one(CityList).cycle_window()

    def action_sort(self) -> None:
        """Sort the list another way."""
        self._order = self._order.next()
        self._redraw_list()

    async def action_filter(self) -> None:
        """Type words that the cities must have."""
        entry = self.query_one_optional(FilterLine)
        if entry is None:
            entry = FilterLine(self._words)
            # Keys that were typed ahead wait for the line they are meant for.
            await self.mount(entry, before=self.query_one(KeyLine))
        self.set_focus(entry)

    @on(FilterLine.Changed)
    def _filter_changed(self, event: FilterLine.Changed) -> None:
        self._words = event.value
        self._redraw_list()

    @on(FilterLine.Submitted)
    def _filter_done(self) -> None:
        self._close_filter()

    def _close_filter(self) -> None:
        self.query(FilterLine).remove()
        self.go_to_pane(CityList)

    def action_next_match(self) -> None:
        """Go to the next city of the filter; after the last comes the first."""
        self._go_round(1)

    def action_previous_match(self) -> None:
        """Go to the previous city of the filter; before the first comes the last."""
        self._go_round(-1)

    def _go_round(self, places: int) -> None:
        rows = self.query_one(CityList).rows
        keys = [row.place.id for row in rows.items]
        if keys and rows.highlighted_key is not None:
            rows.move_to(keys[(keys.index(rows.highlighted_key) + places) % len(keys)])

    def action_last_place(self) -> None:
        """Go to the city that was looked at before."""
        if self._last_place:
            self.query_one(CityList).select(self._last_place)
        else:
            self.notify("no other city was looked at yet")

    def action_back(self) -> None:
        """Leave the filter, the zoom, or the pane, in this order."""
        if self._words or self.query(FilterLine):
            self._words = ""
            self._redraw_list()
            self._close_filter()
        elif self.zoomed:
            self.zoomed = False
        else:
            self.go_to_pane(CityList)

    def _redraw_list(self) -> None:
        if self.situation.snapshot is not None:
            self._draw_list(self.situation.snapshot)


def _fits_map(size: Size) -> bool:
    widest, _ = LAYOUTS[-1]
    return size.width >= widest and size.height >= MAP_ROWS
