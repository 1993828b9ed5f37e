"""`sitmon map`: the plain twin of the map screen."""

import asyncio
from datetime import timedelta
from typing import Final

from situation.cast import Cast, read_cast
from situation.errors import ExitCode, UsageError
from situation.lookup import find_source
from situation.maps.projection import EqualAreaPlane
from situation.maps.reading import build_scene
from situation.maps.scene import MapMode, MapRequest, MapScene
from situation.maps.shelf import Shelf
from situation.maps.textures import CellStyle
from situation.maps.window import MapWindow
from situation.marks import legend
from situation.model import Place
from situation.periods import parse_moment
from situation.reports.jsontext import json_text
from situation.reports.map_facts import map_json
from situation.reports.map_text import MapPage, map_lines
from situation.reports.status import party_letters
from situation.snapshot import build_snapshot
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.map_parser import BRAILLE, LETTERS
from tui.commandline.question import Question, asked
from tui.commandline.viewpoints import known_place

COLUMNS: Final = 72
ROWS: Final = 20
CITY_HALF_WIDTH_KM: Final = 5.0
_METRES_PER_KM: Final = 1_000


def run_map(options: Options, console: Console) -> ExitCode:
    """Print a map, or the facts of it.

    Raises:
        SitmonError: the store, a name, a time or a way to draw is not what it should be.
    """
    style = _style(options, console)
    page = asyncio.run(_read(options, console, style))
    if options.json:
        console.data(json_text(map_json(page), ascii_only=console.ascii_only))
    else:
        console.data("\n".join(map_lines(page)))
        console.talk(f"{legend(page.letters)}\n")
    return ExitCode.OK


def _style(options: Options, console: Console) -> CellStyle:
    if options.drawn_with == BRAILLE and console.ascii_only:
        raise UsageError(
            f"standard output is {console.encoding}, which has no braille", do=f"give --{LETTERS}"
        )
    is_plain = console.ascii_only or options.drawn_with == LETTERS
    return CellStyle.LETTERS if is_plain else CellStyle.BRAILLE


async def _read(options: Options, console: Console, style: CellStyle) -> MapPage:
    async with asked(options, console) as question:
        for note in question.notes:
            console.say(note)
        return await _page(question, style)


async def _page(question: Question, style: CellStyle) -> MapPage:
    store, viewpoint, opened = question.store, question.viewpoint, question.opened
    cast = await read_cast(store, viewpoint)
    place = await _middle(question)
    request = _request(question, cast)
    snapshot = await build_snapshot(
        store,
        viewpoint,
        title=opened.pack.title,
        live=question.live,
        taken_at=question.clock(),
        cast=cast,
    )
    frame = opened.frame
    shelf = Shelf(frame)
    scene = await build_scene(store, viewpoint, frame, cast, snapshot.rows, request, shelf=shelf)
    return MapPage(
        scene=scene,
        viewpoint=viewpoint,
        frame=frame,
        window=_window(question.options, scene, place, EqualAreaPlane(frame.centre)),
        style=style,
        letters=party_letters(snapshot.parties),
        title=snapshot.title,
        place=place,
        region=cast.region_of(place) if place else "",
    )


async def _middle(question: Question) -> Place | None:
    """The place in the middle; None for the whole situation."""
    options = question.options
    if options.city is None and options.half_width is None:
        return None
    name = question.opened.pack.opens_at if options.city is None else options.city
    place = await known_place(question.store, name, question.viewpoint)
    if place.lat is None or place.lon is None:
        raise UsageError(f"{place.name} has no point on the map", do="name a city in it")
    return place


def _request(question: Question, cast: Cast) -> MapRequest:
    options = question.options
    source = _source_id(cast, options.map_source)
    if options.beside is not None:
        beside = _source_id(cast, options.beside)
        return MapRequest(mode=MapMode.SPLIT, source=source, other_source=beside)
    if options.since is None:
        return MapRequest(source=source)
    since = parse_moment(options.since, question.clock)
    earlier = question.viewpoint.valid_at - since
    if earlier <= timedelta():
        raise UsageError(
            "the map to compare with must be an earlier one",
            where="--since",
            do="give an earlier day, or a later --as-of",
        )
    return MapRequest(mode=MapMode.DIFFERENCE, source=source, earlier=earlier)


def _source_id(cast: Cast, name: str | None) -> str:
    return "" if name is None else find_source(cast.sources, name).id


def _window(
    options: Options, scene: MapScene, place: Place | None, plane: EqualAreaPlane
) -> MapWindow:
    columns, rows = options.width or COLUMNS, options.height or ROWS
    if place is None or place.lat is None or place.lon is None:
        return MapWindow.fitting(scene.bounds, columns, rows)
    xs, ys = plane.forward([place.lon], [place.lat])
    half_width_m = (options.half_width or CITY_HALF_WIDTH_KM) * _METRES_PER_KM
    window = MapWindow.around(xs[0], ys[0], half_width_m, columns, rows)
    disc = next((city.radius for city in scene.cities if city.place.id == place.id), 0.0)
    return window if options.half_width else window.showing(disc)
