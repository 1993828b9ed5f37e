"""A map pane on a screen of its own, and what its lines have to show."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from situation.maps.canvas import draw_difference, draw_map
from situation.maps.scene import DrawnArea, MapMode, MapScene
from situation.maps.textures import CellStyle
from situation.vocabulary import AreaStatus
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from tests.widgets.map_scenes import rectangle, scene, sheet
from widgets.glyphs import UNICODE, Glyphs
from widgets.map_body import MapBody
from widgets.terrain_map import TerrainMap

LETTERS = {"UA": "U", "RU": "R"}
ALL_STATUSES = sheet(
    statuses=tuple(AreaStatus),
    areas=tuple(
        DrawnArea(status=status, polygons=((rectangle(west, -2_000, west + 1_500, 2_000),),))
        for status, west in zip(AreaStatus, (-4_500, -2_500, 2_500), strict=True)
    ),
)


class Shown:
    """A map on a screen of its own."""

    def __init__(self, pane: TerrainMap, pilot: Pilot[None]) -> None:
        self.pane = pane
        self.pilot = pilot

    @property
    def body(self) -> MapBody:
        body = self.pane.body
        assert isinstance(body, MapBody)
        return body

    @property
    def lines(self) -> list[str]:
        return lines_of(self.body)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def entries(self) -> list[str]:
        """What the legend tells: the lines between map and credit without the scale."""
        assert self.pane.window is not None
        first = self.lines.index(next(line for line in self.lines if " map of " in line))
        told = self.lines[first + 1 + self.pane.window.rows : -1]
        told[-1] = told[-1][: told[-1].index("├")]
        return [entry for line in told for entry in line.rstrip().split("  ") if entry]

    @property
    def half_width(self) -> float:
        assert self.pane.window is not None
        return self.pane.window.half_width_m

    @property
    def middle(self) -> tuple[float, float]:
        assert self.pane.window is not None
        return self.pane.window.x, self.pane.window.y

    @property
    def marked(self) -> str:
        return self.pane.marked.place.name if self.pane.marked else ""

    async def settle(self) -> None:
        await shown(self.pilot)


@asynccontextmanager
async def shown_map(
    first: MapScene | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    place: str = "pokrovsk",
    glyphs: Glyphs = UNICODE,
    theme: str = "dark",
) -> AsyncIterator[Shown]:
    pane = TerrainMap(glyphs=glyphs)
    async with Host(pane, theme=theme).run_test(size=size) as pilot:
        pane.set_parties(views.PARTIES)
        pane.focus_place(place)
        pane.show(first or scene(sheet()))
        await shown(pilot)
        yield Shown(pane, pilot)


def drawn(told: Shown, *, at: int = 0) -> list[str]:
    """What the map's engine draws of the window that is shown."""
    map_scene, window = told.pane.scene, told.pane.window
    assert map_scene is not None
    assert window is not None
    arguments: dict[str, Any] = {"marked": "pokrovsk", "party_letters": LETTERS}
    if map_scene.request.mode is MapMode.DIFFERENCE:
        cells = draw_difference(map_scene, window, CellStyle.BRAILLE, **arguments)
    else:
        cells = draw_map(map_scene, window, CellStyle.BRAILLE, sheet=at, **arguments)
    return ["".join(text for text, _ in line) for line in cells.lines]
