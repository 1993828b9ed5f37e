"""The map of a situation in text cells: which land each source draws as whose."""

from math import hypot
from typing import Final

from msgspec.structs import replace

from situation.maps.scene import MapCity, MapMode, MapScene
from situation.maps.textures import CellStyle
from situation.maps.window import MapWindow
from widgets.glyphs import UNICODE, Glyphs
from widgets.map_body import MapBody
from widgets.pane import Pane
from widgets.pane_states import PaneState, Stale

CITY_HALF_WIDTH: Final = 5_000.0
"""Metres shown to the east and west of a city."""
_HALF_WIDTHS: Final = tuple(CITY_HALF_WIDTH * 2.0**step for step in range(-4, 10))
"""The scales: a few streets, the city, the oblast at five steps out, beyond the region at eight."""
_SAME: Final = 1.01
"""Half-widths that differ by less are one scale: those of whole cells are not exact."""
_ANY_SIZE: Final = (80, 20)
_EIGHTHS: Final = 8
_STYLES: Final = (CellStyle.BRAILLE, CellStyle.HALF_BLOCK, CellStyle.LETTERS)
_SMALL_COLUMNS: Final = 30
_SMALL_ROWS: Final = 8


class TerrainMap(Pane):
    """One or two maps with their sources, days and terms.

    What is looked at, the middle and how far it reaches to east and west, stays the same over days,
    sources and sizes of the pane. A small one has no frame.

    Args:
        glyphs: the marks to draw with.
    """

    DEFAULT_CSS = """
    TerrainMap.-bare, TerrainMap.-bare:focus-within { border: none; }
    TerrainMap.-bare.-ascii, TerrainMap.-bare.-ascii:focus-within { border: none; }
    """

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self._map = MapBody(glyphs)
        super().__init__(5, "Map", self._map, glyphs=glyphs)
        self._start = ""
        self._awaited = ""

    @property
    def scene(self) -> MapScene | None:
        """What is shown."""
        return self._map.scene

    @property
    def marked(self) -> MapCity | None:
        """The city that is marked, where the scene has it."""
        return self._city(self._map.look.marked)

    @property
    def window(self) -> MapWindow | None:
        """What each map shows; None where there is none to be seen."""
        return self._map.window

    def show(self, scene: MapScene) -> None:
        """Show a scene; what is looked at stays."""
        self._map.show(scene)
        if self._awaited:
            self.focus_place(self._awaited)
        self._name_city()
        self.content_arrived(
            empty=not (scene.cities or scene.sheets),
            text=scene.missing or "nothing is known of this situation at this time",
            do="= looks from now on, r refreshes",
        )

    def focus_place(self, place_id: str) -> None:
        """Mark a city and bring it into the middle; where the map lacks it, the window stays.

        At first everything is shown; the first city is shown at the scale of a city, the others at
        the scale that was chosen.
        """
        self._start = place_id
        self._awaited = place_id if self.scene is None else ""
        self._look(marked=place_id)
        self.centre_on_marked()

    def centre_on_marked(self) -> None:
        """Bring the marked city into the middle; at first with the whole of its disc."""
        city, look = self.marked, self._map.look
        if city is None:
            return
        if look.window is None or look.disc_m:
            there = _around(city.x, city.y, CITY_HALF_WIDTH)
            self._look(window=there, disc_m=city.radius)
        else:
            self._move_to(look.window.centred(city.x, city.y))

    def show_whole(self) -> None:
        """Show the whole situation."""
        self._move_to(None)

    def pan(self, east: int, south: int) -> None:
        """Move by eighths of what is seen; the middle stays on the mapped land."""
        here, scene = self.window, self.scene
        if here is None or scene is None:
            return
        there = here.pan(east * here.columns / _EIGHTHS, south * here.rows / _EIGHTHS)
        west, bottom, right, top = scene.bounds
        x, y = min(max(there.x, west), right), min(max(there.y, bottom), top)
        self._move_to(there.centred(x, y))

    def zoom_in(self) -> None:
        """Come a step nearer; from the whole situation to where the marked city is."""
        if (here := self.window) is None:
            return
        smaller = (step for step in reversed(_HALF_WIDTHS) if step * _SAME < here.half_width_m)
        step = next(smaller, _HALF_WIDTHS[0])
        city = self.marked if self._map.look.window is None else None
        self._move_to(_around(*((city.x, city.y) if city else (here.x, here.y)), step))

    def zoom_out(self) -> None:
        """Go a step further away, at last to the whole situation."""
        here, scene = self.window, self.scene
        if here is None or scene is None:
            return
        larger = (step for step in _HALF_WIDTHS if step > here.half_width_m * _SAME)
        whole = MapWindow.fitting(scene.bounds, here.columns, here.rows)
        step = next(larger, whole.half_width_m)
        is_all = step >= whole.half_width_m
        self._move_to(None if is_all else _around(here.x, here.y, step))

    def next_city(self, step: int) -> None:
        """Mark the next city by distance from the one that was focused last, round and round.

        It comes into the middle, unless the whole situation is shown.
        """
        cities = self.scene.cities if self.scene else ()
        if not cities:
            return
        start = self._city(self._start) or cities[0]
        by_distance = sorted(
            cities, key=lambda city: (hypot(city.x - start.x, city.y - start.y), city.place.id)
        )
        marked = self.marked
        place = by_distance.index(marked) + step if marked else 0
        self._look(marked=by_distance[place % len(cities)].place.id)
        if self._map.look.window is not None:
            self.centre_on_marked()

    def next_style(self) -> bool:
        """Draw another way; False where there are only letters to draw with."""
        if self._map.is_lettered:
            return False
        following = _STYLES.index(self._map.look.style) + 1
        self._look(style=_STYLES[following % len(_STYLES)])
        return True

    def glyphs_changed(self) -> None:
        """Draw with the letters of the parties."""
        self._look(glyphs=self.glyphs)

    def show_state(self, state: PaneState) -> None:
        """Show the map, or what stands in its place."""
        super().show_state(state)
        self._fit_frame()

    def on_resize(self) -> None:
        """Give the frame's cells to the map where there are few."""
        self._fit_frame()

    def _fit_frame(self) -> None:
        width, height = self.outer_size
        is_small = width < _SMALL_COLUMNS or height < _SMALL_ROWS
        # That a map is stale is said by the frame.
        self.set_class(is_small and not isinstance(self.state, Stale), "-bare")

    def _move_to(self, window: MapWindow | None) -> None:
        self._look(window=window, disc_m=0.0)

    def _look(self, **changes: object) -> None:
        self._map.look_at(replace(self._map.look, **changes))
        self._name_city()

    def _name_city(self) -> None:
        scene, city = self.scene, self.marked
        parts = (city.place.name if city else "", _way(scene) if scene else "")
        self.set_detail(self.glyphs.separator.join(part for part in parts if part))

    def _city(self, place_id: str) -> MapCity | None:
        cities = self.scene.cities if self.scene else ()
        return next((city for city in cities if city.place.id == place_id), None)


def _way(scene: MapScene) -> str:
    """How many maps are shown and how, in words; nothing of one, where one was asked for."""
    mode = scene.request.mode
    if mode is MapMode.SINGLE:
        return ""
    if not scene.sheets:
        return "no maps"
    is_lone = mode is MapMode.DIFFERENCE and len(scene.sheets) < 2
    return "no map to compare with" if is_lone else mode.value


def _around(x: float, y: float, half_width_m: float) -> MapWindow:
    """A window that the pane still has to fit to its cells."""
    return MapWindow.around(x, y, half_width_m, *_ANY_SIZE)
