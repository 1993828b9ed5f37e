"""The map on the whole screen: moved, zoomed, and compared between sources and days."""

from datetime import timedelta
from typing import ClassVar, Final

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType

from situation.maps.scene import MapMode, MapRequest, MapScene
from tui.command import Scope
from tui.commands import bindings
from tui.screens.base import SituationScreen
from widgets.glyphs import Glyphs
from widgets.pane import Pane
from widgets.terrain_map import TerrainMap

COMPARED: Final = timedelta(days=30)
"""How far back the day lies that a map is first compared with."""
_NEEDS_TWO_DAYS: Final = "d or D first: there is no other day on the screen"
_NEXT_TO_IT: Final = "the two days stand next to each other already"
_NEEDS_TWO_SOURCES: Final = "no second source has a map at this time"
_NEEDS_MAPS: Final = "there are no maps to compare: sitmon import MAPS… reads them"


class MapScreen(SituationScreen):
    """The map, one or two of them.

    Args:
        place_id: id of the city in its middle, marked; empty: the whole situation.
        glyphs: the marks to draw with.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.MAP,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (TerrainMap,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.MAP)

    def __init__(self, place_id: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._place = place_id
        self._request = MapRequest()

    @property
    def request(self) -> MapRequest:
        """What is asked for."""
        return self._request

    def compose_panes(self) -> ComposeResult:
        """The map has the whole screen."""
        yield TerrainMap(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Look at the city, and follow what is read of the map."""
        self._map.focus_place(self._place)
        self.go_to_pane(TerrainMap)
        self.watch(self.app, "map_scene", self._scene_changed)

    def on_screen_resume(self) -> None:
        """Ask for the map, the first time and after another screen was on top."""
        self.situation.read_map(self._request)

    def on_screen_suspend(self) -> None:
        """Nobody looks at a map any more, unless the screen now on top has one of its own."""
        if not self.app.screen.query(TerrainMap):
            self.situation.read_map(None)

    def go_to_pane(self, kind: type[Pane]) -> None:
        """Let keys act on the map."""
        self.query_one(kind).focus_body()

    @property
    def _map(self) -> TerrainMap:
        return self.query_one(TerrainMap)

    def _scene_changed(self, scene: MapScene | None) -> None:
        # The screen below, or one above, asks for a map of its own.
        if scene is not None and scene.request == self._request:
            self._map.show(scene)

    def action_pan(self, columns: int, rows: int) -> None:
        """Move the map by eighths of what is seen, east and south."""
        self._map.pan(columns, rows)

    def action_zoom_in(self) -> None:
        """Come nearer."""
        self._map.zoom_in()

    def action_zoom_out(self) -> None:
        """Go further away."""
        self._map.zoom_out()

    def action_whole(self) -> None:
        """Show the whole situation."""
        self._map.show_whole()

    def action_centre(self) -> None:
        """Bring the marked city back into the middle."""
        if self._map.marked is None:
            self._tell("no city is marked: n marks the next one")
        self._map.centre_on_marked()

    def action_next_city(self, step: int) -> None:
        """Mark the next city by distance, and bring it into the middle."""
        self._map.next_city(step)

    def action_next_style(self) -> None:
        """Draw another way."""
        if not self._map.next_style():
            self._tell("here the map is drawn in letters only")

    def action_open_marked(self) -> None:
        """Open the marked city."""
        if self._map.marked is None:
            self._tell("no city is marked: n marks the next one")
        else:
            self.situation.open_city(self._map.marked.place.id)

    def action_next_source(self) -> None:
        """Show the map of the next source."""
        following = self._source_after()
        if following:
            self._ask(replace(self._request, source=following))
        else:
            self._tell(_NEEDS_TWO_SOURCES)

    def action_beside_source(self) -> None:
        """Show the next source's map beside this one, and one map again."""
        request = self._request
        if request.mode is MapMode.SPLIT and request.other_source:
            self._ask(_single(request))
        elif following := self._source_after():
            self._ask(replace(_single(request), mode=MapMode.SPLIT, other_source=following))
        else:
            self._tell(_NEEDS_TWO_SOURCES)

    def action_beside_day(self) -> None:
        """Show an earlier day beside this one, and one map again."""
        self._compare_days(MapMode.SPLIT)

    def action_difference(self) -> None:
        """Show what changed hands since an earlier day, and one map again."""
        self._compare_days(MapMode.DIFFERENCE)

    def action_step_other_day(self, days: int) -> None:
        """Of two days that are compared, move the other one; it stays the earlier one."""
        earlier = self._request.earlier - timedelta(days=days)
        if not self._request.earlier:
            self._tell(_NEEDS_TWO_DAYS)
        elif earlier > timedelta():
            self._ask(replace(self._request, earlier=earlier))
        else:
            self._tell(_NEXT_TO_IT)

    def action_pane(self, number: int) -> None:
        """Go to the map, the one pane, whatever its number is elsewhere."""
        del number
        self.go_to_pane(TerrainMap)

    def action_zoom(self) -> None:
        """Say that there is nothing to zoom."""
        self._tell("the map has the whole screen already")

    def action_back(self) -> None:
        """Back to where the map was opened."""
        self.dismiss()

    def _compare_days(self, mode: MapMode) -> None:
        request, scene = self._request, self._map.scene
        if request.mode is mode and request.earlier:
            self._ask(_single(request))
            return
        if scene is not None and not (scene.sheets or scene.choices):
            self._tell(_NEEDS_MAPS)
            return
        # Between the two ways to compare days, the day that was chosen stays.
        earlier = request.earlier or COMPARED
        self._ask(replace(_single(request), mode=mode, earlier=earlier))

    def _source_after(self) -> str:
        """Id of the source whose map comes after the one asked for; empty where there is none."""
        scene, request = self._map.scene, self._request
        if scene is None:
            return ""
        first = request.source or (scene.sheets[0].source.id if scene.sheets else "")
        ids = [source.id for source in scene.choices]
        place = ids.index(first) + 1 if first in ids else 0
        others = (source for source in (*ids[place:], *ids[:place]) if source != first)
        return next((source for source in others if source != request.other_source), "")

    def _tell(self, message: str) -> None:
        """Show a message in place of the one before: several would cover scale and credit."""
        self.app.clear_notifications()
        self.notify(message)

    def _ask(self, request: MapRequest) -> None:
        self._request = request
        self.situation.read_map(request)


def _single(request: MapRequest) -> MapRequest:
    """One map of the same source."""
    return MapRequest(source=request.source)
