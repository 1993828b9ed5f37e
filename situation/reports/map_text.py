"""A map in text without colours, with all that a reader needs to read it rightly."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from situation.mapframe import MapFrame
from situation.maps.canvas import CellLine, draw_difference, draw_map
from situation.maps.scene import MapMode, MapScene, MapSheet
from situation.maps.textures import AREA_KINDS, CellKind, CellStyle, sample
from situation.maps.window import MapWindow
from situation.model import Place, Source
from situation.periods import Viewpoint, format_day
from situation.reports.status import viewpoint_words
from situation.vocabulary import AreaStatus

_SCALE_CELLS = 24
_LINES = {
    CellKind.BORDER: "border of a region",
    CellKind.RING: "disc that shares are measured on, not the city limit",
}


class MapPage(Struct, frozen=True, kw_only=True):
    """What is to be printed."""

    scene: MapScene
    viewpoint: Viewpoint
    frame: MapFrame
    window: MapWindow
    style: CellStyle
    letters: Mapping[str, str]
    """The letter of each party, by id."""
    title: str
    """Of the situation."""
    place: Place | None
    """In the middle; None: the whole situation."""
    region: str = ""

    @property
    def occupier(self) -> str:
        """The letter of the occupying party."""
        return self.letters.get(self.frame.occupier, "O")


def map_lines(page: MapPage) -> list[str]:
    """What `sitmon map` prints: title, map or maps with their captions, legend, scale, licences."""
    scene = page.scene
    name = page.place.name if page.place else page.title
    maps = _difference(page) if _is_difference(scene) else _maps(page)
    return [
        f"{name}  {viewpoint_words(page.viewpoint)}",
        *maps,
        _scale_line(page.window),
        *([scene.missing] if scene.missing else []),
        *dict.fromkeys(_licence_line(sheet.source) for sheet in scene.sheets),
    ]


def _is_difference(scene: MapScene) -> bool:
    return scene.request.mode is MapMode.DIFFERENCE and len(scene.sheets) == 2


def _maps(page: MapPage) -> list[str]:
    lines = []
    for index in range(max(1, len(page.scene.sheets))):
        cells = draw_map(
            page.scene,
            page.window,
            page.style,
            sheet=index,
            marked=page.place.id if page.place else "",
            party_letters=page.letters,
        )
        sheet = page.scene.sheets[index] if page.scene.sheets else None
        lines += ["", *([_sheet_words(sheet)] if sheet else []), *_text(cells)]
        lines.append(_legend(_area_samples(page, sheet), page, cells))
        if sheet and (undrawn := [status for status in AreaStatus if status not in sheet.statuses]):
            lines.append(f"not drawn by this map: {', '.join(undrawn)}")
    return lines


def _difference(page: MapPage) -> list[str]:
    cells = draw_difference(
        page.scene,
        page.window,
        page.style,
        marked=page.place.id if page.place else "",
        party_letters=page.letters,
    )
    now, before = page.scene.sheets
    samples = [
        _sample(CellKind.NEWLY_OCCUPIED, page),
        _sample(CellKind.NO_LONGER_OCCUPIED, page),
        f"{sample(CellKind.OCCUPIED, page.style, page.occupier)} occupied on both",
        "blank on neither",
    ]
    return [
        "",
        _sheet_words(now),
        f"against {_sheet_words(before)}",
        *_change_lines(page.scene),
        *_text(cells),
        _legend(samples, page, cells),
    ]


def _change_lines(scene: MapScene) -> list[str]:
    if scene.change is None:
        return []
    newly, no_longer = scene.change.newly_occupied_km2, scene.change.no_longer_occupied_km2
    return [f"{newly:,.1f} km² newly occupied, {no_longer:,.1f} km² no longer (whole map)"]


def _sheet_words(sheet: MapSheet) -> str:
    days = days_older(sheet)
    older = f", {days} {'day' if days == 1 else 'days'} older than asked" if days else ""
    return f"{sheet.source.name}, map of {format_day(sheet.valid_from)}{older}"


def days_older(sheet: MapSheet) -> int:
    """By how many days a map is older than what was asked for."""
    return (sheet.wanted.date() - sheet.valid_from.date()).days


def _text(cells: Iterable[CellLine]) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in cells]


def _area_samples(page: MapPage, sheet: MapSheet | None) -> list[str]:
    if sheet is None:
        return []
    drawn = {CellKind[status.name] for status in sheet.statuses}
    samples = [_sample(kind, page) for kind in reversed(AREA_KINDS) if kind in drawn]
    return [*samples, f"blank {CellKind.OUTSIDE.value}"]


def _sample(kind: CellKind, page: MapPage) -> str:
    return f"{sample(kind, page.style, page.occupier)} {kind.value}"


def _legend(areas: Sequence[str], page: MapPage, cells: Iterable[CellLine]) -> str:
    """The areas, then what else is on the map."""
    seen = {kind for line in cells for _, kind in line}
    lines = [f"{_line_sample(kind, page.style)} {_LINES[kind]}" for kind in _LINES if kind in seen]
    beyond = [_sample(CellKind.BEYOND, page)] if CellKind.BEYOND in seen else []
    return " · ".join([*areas, *lines, *beyond])


def _line_sample(kind: CellKind, style: CellStyle) -> str:
    # A cell full of a line's braille dots looks like one of an area.
    return sample(kind, style) if style is CellStyle.LETTERS else "thin line"


def _scale_line(window: MapWindow) -> str:
    bar = window.scale_bar(min(_SCALE_CELLS, window.columns))
    drawn = f"|{'-' * (bar.cells - 2)}|" if bar.cells > 1 else "|"
    return f"{drawn} {bar.words} · north is up"


def _licence_line(source: Source) -> str:
    words = [source.licence.value.replace("_", " "), source.terms, source.credit]
    return f"{source.name}: {' · '.join(filter(None, words))}"
