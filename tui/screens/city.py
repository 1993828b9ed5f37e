"""One city: who says what of it, its map, its story, its figures, its neighbours, its claims."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from situation.maps.scene import MapRequest, MapScene
from situation.neighbours import neighbours_of
from situation.timeline_view import Timeline as TimelineView
from situation.views import PlaceDetail, Snapshot
from tui.clipboard import copy_and_show
from tui.command import Scope
from tui.commands import bindings
from tui.safe_app import SafeApp
from tui.screens.base import SituationScreen
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.glyphs import Glyphs
from widgets.neighbours import Neighbours
from widgets.pane import Pane
from widgets.sector_rose import SectorRose
from widgets.statistics import Statistics
from widgets.terrain_map import TerrainMap
from widgets.timeline import Timeline
from widgets.trends import Trends

SLOTS: tuple[tuple[type[Pane], ...], ...] = (
    (Statistics, Trends),
    (TerrainMap, SectorRose, Neighbours),
)
"""Panes that take turns in one place where there is no room for all."""


class CityScreen(SituationScreen):
    """Everything that the store has about one place."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.CITY,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (
        ControlStatus,
        Statistics,
        ClaimFeed,
        TerrainMap,
        SectorRose,
        Timeline,
        Neighbours,
        Trends,
    )
    OF_PLACE: ClassVar[tuple[type[Pane], ...]] = tuple(
        kind for kind in PANES if kind is not TerrainMap
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.CITY)

    def __init__(self, place_id: str, glyphs: Glyphs) -> None:
        """Show a place.

        Args:
            place_id: its id.
            glyphs: the marks to draw with.
        """
        super().__init__(glyphs)
        self._place = place_id

    @property
    def place_id(self) -> str:
        """The city that it was opened for."""
        return self._place

    def compose_panes(self) -> ComposeResult:
        """Control and figures, the land, the claims; the timeline below them."""
        with Container(id="panes"):
            with Container(id="today"):
                with Container(id="city"):
                    yield ControlStatus(glyphs=self.glyphs)
                    yield Statistics(glyphs=self.glyphs)
                    yield Trends(glyphs=self.glyphs)
                with Container(id="land"):
                    yield TerrainMap(glyphs=self.glyphs)
                    with Container(id="around"):
                        yield SectorRose(glyphs=self.glyphs)
                        yield Neighbours(glyphs=self.glyphs)
                yield ClaimFeed(glyphs=self.glyphs)
            yield Timeline(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Ask for this city, with the rule behind its summary."""
        self.query_one(ControlStatus).zoomed = True
        self.query_one(TerrainMap).focus_place(self._place)
        self.watch(self.app, "map_scene", self._map_changed, init=False)
        self.watch(self.app, "timeline", self._timeline_changed, init=False)
        for first, *_others in SLOTS:
            self._take_turn(first)
        self.go_to_pane(ControlStatus)
        self._ask()

    def on_screen_resume(self) -> None:
        """Ask for this city again where another screen asked for something else."""
        self._ask()

    def _ask(self) -> None:
        self.situation.rest_on(self._place)
        self.situation.read_timeline(self._place)
        self.situation.read_map(MapRequest())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the neighbours."""
        row = next((row for row in snapshot.rows if row.place.id == self._place), None)
        if row is not None:
            self.query_one(Neighbours).show(row, neighbours_of(row, snapshot.rows))

    def show_detail(self, detail: PlaceDetail) -> None:
        """Draw the panes of what is said of the city."""
        if detail.row.place.id == self._place:
            self.query_one(ControlStatus).show(detail)
            self.query_one(Statistics).show(detail)
            self.query_one(ClaimFeed).show(detail)
            self.query_one(SectorRose).show(detail)
            self.query_one(Trends).show(detail)

    def forget_detail(self) -> None:
        """Keep nothing of what the detail, the timeline and the snapshot told of the city."""
        super().forget_detail()
        self.query_one(SectorRose).show(None)
        self.query_one(Trends).show(None)
        self.query_one(Timeline).show(None)
        self.query_one(Neighbours).show(None, ())

    def _map_changed(self, scene: MapScene | None) -> None:
        # What the map screen asked for may arrive after it was left.
        if scene is not None and scene.request == MapRequest() and self._is_seen():
            self.query_one(TerrainMap).show(scene)

    def _timeline_changed(self, timeline: TimelineView | None) -> None:
        if self._is_seen() and timeline is not None and timeline.place.id == self._place:
            self.query_one(Timeline).show(timeline)

    def go_to_pane(self, kind: type[Pane]) -> None:
        """Let keys act on a pane; where panes take turns, it is the one that is shown."""
        self._take_turn(kind)
        super().go_to_pane(kind)
        chosen = self.query_one(kind)
        for box in self.query(Container):
            box.set_class(chosen in box.query(Pane), "-current")
        self.query_one("#panes").set_class(kind is Timeline, "-alone")

    def _take_turn(self, kind: type[Pane]) -> None:
        for slot in SLOTS:
            if kind in slot:
                for other in slot:
                    self.query_one(other).set_class(other is kind, "-turn")
                around = self.query_one("#around")
                around.set_class(bool(around.query(".-turn")), "-turn")

    @on(ClaimFeed.Chosen)
    def _open_chosen_claim(self, event: ClaimFeed.Chosen) -> None:
        self.situation.open_claim(event.claim_id)

    @on(Neighbours.Chosen)
    def _open_neighbour(self, event: Neighbours.Chosen) -> None:
        self.situation.open_city(event.place_id)

    @on(Timeline.DayChosen)
    def _jump_to_day(self, event: Timeline.DayChosen) -> None:
        self.situation.jump_to(event.moment)

    @on(SectorRose.Quoted)
    def _copy_quote(self, event: SectorRose.Quoted) -> None:
        if isinstance(self.app, SafeApp):
            copy_and_show(self.app, "the rose in words", event.text, self.glyphs)

    def action_map(self) -> None:
        """Open the map with this city in its middle."""
        self.situation.open_map(self._place)

    def action_back(self) -> None:
        """Out of the zoom, or back to the monitor."""
        if self.zoomed:
            self.zoomed = False
        else:
            self.dismiss()
